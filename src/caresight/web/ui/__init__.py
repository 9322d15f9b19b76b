"""Layout, components and drawing of charts."""
