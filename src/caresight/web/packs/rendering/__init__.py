"""From a document to a file: the same document makes the same bytes, today and next year."""
