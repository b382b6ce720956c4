"""Locks in virtual time: below `threading`, so that Condition, Event, Semaphore, Queue and Timer come for free."""

from collections import deque
from types import TracebackType

from grader.stage.clock import nanoseconds
from grader.stage.scheduler import Actor, Scheduler


class Lock:
    """What `threading.Lock()` makes on the stage; same methods, same errors."""

    __slots__ = ("__weakref__", "_locked", "_waiters")

    scheduler: Scheduler  # set once, before the first lock is made

    def __init__(self) -> None:
        """Make an open lock."""
        self._locked = False
        self._waiters: deque[Actor] = deque()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:  # noqa: FBT001, FBT002 - the signature of a lock
        """Take the lock; wait for it at most ``timeout`` virtual seconds. Return whether it was taken."""
        if not blocking and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        if timeout < 0 and timeout != -1:
            raise ValueError("timeout value must be a non-negative number")
        scheduler = self.scheduler
        if not self._locked:
            self._locked = True
            return True
        if not blocking or timeout == 0:
            scheduler.current.units += 1
            scheduler.waited_for_nothing()
            return False
        actor = scheduler.current
        self._waiters.append(actor)
        deadline = None if timeout == -1 else scheduler.now + nanoseconds(timeout)
        # The one who releases hands the lock over directly: no third thread can slip in between.
        if scheduler.park(deadline, "waits for a lock"):
            return True
        if actor in self._waiters:
            self._waiters.remove(actor)
        return False

    def release(self) -> None:
        """Open the lock, or hand it to the thread that has waited longest."""
        if not self._locked:
            raise RuntimeError("release unlocked lock")
        while self._waiters:
            if self.scheduler.unpark(self._waiters.popleft()):
                return
        self._locked = False

    def locked(self) -> bool:
        """Return whether somebody holds the lock."""
        return self._locked

    def __enter__(self) -> bool:
        """Take the lock."""
        return self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Open the lock."""
        self.release()

    # The names that older code and the standard library use as well.
    acquire_lock = acquire
    release_lock = release
    locked_lock = locked

    def _at_fork_reinit(self) -> None:
        self._locked = False
        self._waiters.clear()

    def __repr__(self) -> str:
        """Look like a real lock."""
        return f"<{'locked' if self._locked else 'unlocked'} _thread.lock object at {id(self):#x}>"
