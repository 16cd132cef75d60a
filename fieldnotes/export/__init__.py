"""What goes out: one file a format, found through the registry and imported only when asked for."""
