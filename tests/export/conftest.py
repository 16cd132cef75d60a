"""The command line and a study, as the tests of commands have them."""

from tests.cli.conftest import fieldnotes, study

__all__ = ["fieldnotes", "study"]
