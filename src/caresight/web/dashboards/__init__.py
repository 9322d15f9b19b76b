"""What needs attention, one home, one indicator."""
