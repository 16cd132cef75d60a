"""Long work in a thread of its own: how far it is, that it can be stopped, and what came of it, good or bad."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from fieldnotes.errors import FieldnotesError

T = TypeVar("T")
Tell = Callable[[int, int], None]
"""Told how many of how many are done."""
Job = Callable[[Tell, threading.Event], T]
"""What is done: it tells how far it is, and ends early once the event is set."""


class Work(Generic[T]):
    """A job under way. `words` say what it is; `settle` is given the call that tells its end, from its thread.

    An error ends nothing but the work: the sentence goes to `failed`.
    """

    def __init__(
        self,
        words: str,
        job: Job[T],
        done: Callable[[T], object],
        failed: Callable[[str], object] = lambda why: None,
    ) -> None:
        self.words = words
        self.progress: tuple[int, int] = (0, 0)
        self._job, self._done, self._failed = job, done, failed
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, settle: Callable[[Callable[[], object]], object], changed: Callable[[], object]) -> None:
        """Begin; `changed` is called from the thread whenever the progress is another."""
        self._thread = threading.Thread(target=self._run, args=(settle, changed), name="fieldnotes-work")
        self._thread.start()

    def stop(self) -> None:
        """Ask it to end; what is done so far stays."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """True once it was asked to end."""
        return self._stop.is_set()

    def join(self) -> None:
        """Wait for its end."""
        if self._thread:
            self._thread.join()

    def _run(self, settle: Callable[[Callable[[], object]], object], changed: Callable[[], object]) -> None:
        def tell(done: int, of: int) -> None:
            if self.progress != (done, of):
                self.progress = (done, of)
                changed()

        try:
            result = self._job(tell, self._stop)
        except Exception as error:  # the app goes on whatever happened to the work
            why = sentence(error)
            settle(lambda: self._failed(why))
        else:
            settle(lambda: self._done(result))


def sentence(error: Exception) -> str:
    """What is told of an error: its own sentence, the system's words, or that it is a fault of ours by its kind.

    Never the words of an unknown error, which may hold what participants said.
    """
    if isinstance(error, FieldnotesError):
        return str(error)
    if isinstance(error, OSError):
        what = f" ({error.filename})" if error.filename else ""
        return f"The system said: {error.strerror or 'it could not be done'}{what}. What was saved before is safe."
    return f"That did not work ({type(error).__name__}), which is a fault of fieldnotes; what was saved is safe."
