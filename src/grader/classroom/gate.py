"""How many attempts may use the processor at once, and the end of all of them."""

import contextlib
import threading
from collections.abc import Iterator

from grader.classroom.starting import Child, Starter


class GateClosedError(Exception):
    """Nothing more is to be graded."""


class Gate:
    """Lets a few attempts be judged at the same time, and ends whatever is at work once it is closed.

    An attempt holds its place only while it is judged: its truth runs mostly sleep, and many can do so at once.
    """

    def __init__(self, places: int, starter: Starter | None = None) -> None:
        """Let ``places`` attempts be judged at the same time, in processes of ``starter`` (None: each a new one)."""
        self.starter = starter or Starter(fork=False)
        self._places = threading.Semaphore(places)
        self._lock = threading.Lock()
        self._working: set[Child] = set()
        self._closed = False

    @contextlib.contextmanager
    def place(self) -> Iterator["Place"]:
        """Wait for a place and keep it, unless it is left earlier; raise `GateClosedError` where the gate is closed."""
        place = Place(self._places)
        try:
            if self._closed:
                raise GateClosedError
            yield place
        finally:
            place.leave()

    @contextlib.contextmanager
    def working(self, child: Child) -> Iterator[None]:
        """Have a process ended if the gate is closed meanwhile; raise `GateClosedError` afterwards if it was."""
        with self._lock:
            self._working.add(child)
        try:
            if self._closed:  # between the place and the process
                child.kill()
            yield
            if self._closed:
                raise GateClosedError
        finally:
            with self._lock:
                self._working.discard(child)

    def close(self) -> None:
        """End all processes, and let no other begin."""
        self._closed = True
        with self._lock:
            for child in self._working:
                child.kill()


class Place:
    """A place at the gate, taken when it is made."""

    def __init__(self, places: threading.Semaphore) -> None:
        """Wait for one."""
        self._places: threading.Semaphore | None = places
        places.acquire()

    def leave(self) -> None:
        """Let the next one in; once is enough."""
        places, self._places = self._places, None
        if places is not None:
            places.release()
