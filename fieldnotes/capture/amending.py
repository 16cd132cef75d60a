"""A line as it should have been, for the live session; what comes in from a file is amended by the same rules."""

from fieldnotes.model.amending import Amended, Fields, amended, latest_of, line_of

__all__ = ["Amended", "Fields", "amended", "latest_of", "line_of"]
