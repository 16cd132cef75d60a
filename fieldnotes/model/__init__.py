"""The nouns of a study, pure: no file, no clock on the wall but in `clock` and `ids`."""
