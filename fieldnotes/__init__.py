"""fieldnotes: timed observation of meetings, for research.

The walls of the house, from the ground up (a test holds them)::

    text, errors <- model <- jottings, measures <- archive
                 <- capture, privacy, intake, export, team <- tui, cli
"""

__version__ = "0.1.0"
