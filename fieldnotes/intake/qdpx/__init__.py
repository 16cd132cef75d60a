"""Codings that come back in a REFI-QDA project (`.qdpx`) which was made here and coded elsewhere."""
