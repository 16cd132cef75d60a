"""What the screens are made of. A widget says what happened; a screen decides."""
