"""Meetings, codes and codings sent to a Taguette server; a room of `export`, whose page it sends."""
