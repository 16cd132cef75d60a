"""What the start screen is made of: rows, filter, search, forms; a room each."""
