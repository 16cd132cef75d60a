"""`python -m fieldnotes`."""

from fieldnotes.cli import main

main()
