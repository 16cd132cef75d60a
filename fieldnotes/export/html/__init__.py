"""The page of meetings: one file without scripts, to read, to print, and to give to Taguette."""
