"""Preparing a meeting on the screen: its head, agenda and people as they are filled in; pure but for `sources`."""
