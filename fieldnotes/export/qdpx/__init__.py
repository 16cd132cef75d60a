"""A study as a project of the REFI-QDA exchange format 1.0 (`.qdpx`), which coding programs open."""
