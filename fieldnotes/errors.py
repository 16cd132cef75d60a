"""The failures a user can meet, each of which writes its own sentence."""


class FieldnotesError(Exception):
    """Something a user can be told in one sentence.

    The sentence says what happened, that nothing was lost where that is so, and what to do next.
    The command line prints it on standard error and exits with `exit_code`.
    """

    exit_code = 1


class UsageError(FieldnotesError):
    """The words of the call are wrong."""

    exit_code = 2
