"""`threading` on the stage: locks replaced, threads made actors.

`install_locks` runs before `threading` is first imported, for much of the standard library captures the names of locks
at import. The wrappers around `Thread` call the originals; no internal of one Python version is touched but
`Thread._bootstrap`, which every version from 3.11 to 3.15 has.
"""

import _thread
import itertools
import sys
from collections.abc import Callable
from typing import Any

from grader.stage.clock import nanoseconds
from grader.stage.hooks import put
from grader.stage.locks import Lock
from grader.stage.recorder import Recorder
from grader.stage.scheduler import Actor, Scheduler

MAX_THREADS = 200


def install_locks(scheduler: Scheduler) -> None:
    """Replace the lock below `threading`; to be called before anything imports `threading`."""
    Lock.scheduler = scheduler
    put(_thread, allocate_lock=Lock, allocate=Lock)


def install_threading() -> None:
    """Replace what `threading` and `queue` have in C, right after their first import."""
    import queue
    import threading

    # Without the one in C, RLock() makes the one in Python, above our Lock.
    put(threading, Lock=Lock, _allocate_lock=Lock, _CRLock=None)
    put(threading, _active_limbo_lock=threading.RLock())
    put(queue, SimpleQueue=getattr(queue, "_PySimpleQueue"))  # noqa: B009 - the stubs don't know it


def replace_real_locks() -> None:
    """Replace C locks that modules made at import and keep as globals; held ones stay."""
    import threading

    real = (_thread.LockType, type(_thread.RLock()))
    for module in list(sys.modules.values()):
        for name, value in list(vars(module).items()):
            if isinstance(value, real) and not module.__name__.startswith(("grader.", "_frozen", "importlib")):
                setattr(module, name, threading.RLock() if isinstance(value, real[1]) else Lock())


def _number_hashes(made: Any) -> None:
    """Give the objects of a class numbers for hashes; by address a set of them has another order in each run."""
    numbers = itertools.count(1)
    made.__hash__ = lambda one: one.__dict__.get("_hash") or one.__dict__.setdefault("_hash", next(numbers))


class Threads:
    """Make an actor of every thread that is started, and record its life."""

    def __init__(
        self, scheduler: Scheduler, record: Recorder, enter: Callable[[], None], work: Callable[[], None]
    ) -> None:
        """Record with ``record``; call ``enter`` first in each new thread, ``work`` at each look at a thread."""
        self.scheduler = scheduler
        self.record = record
        self.enter = enter
        self.work = work
        self.actors: dict[int, Actor] = {}  # by id of the Thread object, which the actor keeps alive
        self.main = scheduler.current
        self._main_over = False
        self.created: list[Any] = []  # Thread objects in the order of their making
        self.numbers: dict[int, int] = {}  # by id of the Thread object: its place in that order, from 1 on

    def install(self) -> None:
        """Wrap `Thread`'s methods and `_thread.start_new_thread`."""
        import threading

        thread_class = threading.Thread
        self.actors[id(threading.main_thread())] = self.main
        self._wrap_init(thread_class)
        self._wrap_start(thread_class)
        self._wrap_bootstrap(thread_class)
        self._wrap_waiting(thread_class)
        self._wrap_start_new_thread()
        self._wrap_excepthook()
        from concurrent.futures import Future

        _number_hashes(Future)

    def end_main(self) -> None:
        """Let the main thread be over for those that wait for it, as at the interpreter's end."""
        self._main_over = True
        for joiner in self.main.joiners:
            self.scheduler.unpark(joiner)
        self.main.joiners.clear()

    def _wrap_init(self, thread_class: Any) -> None:
        original = thread_class.__init__

        def init(thread: Any, *args: Any, **kwargs: Any) -> None:
            original(thread, *args, **kwargs)
            self.created.append(thread)
            number = self.numbers[id(thread)] = len(self.created)
            self.record("thread", state="created", which=number, name=thread.name, line=self.record.line())

        init.__name__ = "__init__"
        thread_class.__init__ = init
        _number_hashes(thread_class)

    def _wrap_start(self, thread_class: Any) -> None:
        original = thread_class.start

        def start(thread: Any) -> None:
            if not thread._initialized or thread._started.is_set() or id(thread) in self.actors:
                original(thread)  # which raises what it raises in life
                return
            actor = self._begin(thread, thread.name)
            try:
                original(thread)
            except RuntimeError:  # the system has no room for another one
                self._refuse(actor)
                raise

        thread_class.start = start

    def _refuse(self, actor: Actor) -> None:
        """Take back a thread that doesn't begin after all."""
        self.record("limit", what="threads", count=sum(not each.ended for each in self.scheduler.actors) - 1)
        self.scheduler.discard(actor)
        self.actors.pop(id(actor.thread), None)

    def _begin(self, thread: Any, name: str) -> Actor:
        if sum(not actor.ended for actor in self.scheduler.actors) >= MAX_THREADS:
            self.record("limit", what="threads", count=MAX_THREADS)
            raise RuntimeError("can't start new thread")
        actor = self.scheduler.add(name)
        actor.thread = thread
        self.actors[id(thread)] = actor
        daemon, number = bool(getattr(thread, "daemon", True)), self.numbers.get(id(thread), 0)
        fields = {"which": number, "name": name, "daemon": daemon, "line": self.record.line()}
        self.record("thread", state="started", actor=actor.serial, **fields)
        return actor

    def _wrap_bootstrap(self, thread_class: Any) -> None:
        original = thread_class._bootstrap

        def _bootstrap(thread: Any) -> None:
            self._run(self.actors[id(thread)], lambda: original(thread))

        thread_class._bootstrap = _bootstrap

    def _run(self, actor: Actor, body: Callable[[], None]) -> None:
        self.scheduler.enter(actor)
        self.scheduler.on_switch(actor)
        try:
            self.enter()
            body()
        finally:
            sys.settrace(None)
            self.record("thread", state="ended", actor=actor.serial, name=actor.name)
            self.scheduler.leave(actor)

    def _wrap_waiting(self, thread_class: Any) -> None:
        join, is_alive = thread_class.join, thread_class.is_alive

        def virtual_join(thread: Any, timeout: float | None = None) -> None:
            actor = self.actors.get(id(thread))
            if actor is None or actor is self.scheduler.current:
                join(thread, timeout)  # which raises what it raises in life
                return
            if not self._wait(actor, timeout) or actor is self.main:
                return
            # Virtually over, so it really ends within microseconds: joining it really is safe, and keeps what each
            # version of Python does when a thread is joined.
            join(thread)
            self.record("thread", state="joined", actor=actor.serial, name=actor.name, line=self.record.line())

        def virtual_is_alive(thread: Any) -> bool:
            self.work()
            actor = self.actors.get(id(thread))
            if actor is self.main:
                return not self._main_over
            if actor is not None and actor.ended:
                join(thread)
            alive: bool = is_alive(thread)
            return alive

        virtual_join.__name__, virtual_is_alive.__name__ = "join", "is_alive"
        thread_class.join, thread_class.is_alive = virtual_join, virtual_is_alive

    def _wait(self, actor: Actor, timeout: float | None) -> bool:
        if actor.ended or (actor is self.main and self._main_over):
            return True
        if timeout is not None and timeout <= 0:
            self.work()
            return False
        waiting = self.scheduler.current
        actor.joiners.append(waiting)
        deadline = None if timeout is None else self.scheduler.now + nanoseconds(timeout)
        if self.scheduler.park(deadline, f"waits for the end of {actor.name}"):
            return True
        if waiting in actor.joiners:
            actor.joiners.remove(waiting)
        return actor.ended

    def _wrap_excepthook(self) -> None:
        import threading

        original = threading.excepthook

        def excepthook(args: Any) -> None:
            if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
                self.record("uncaught", error=self.record.describe_error(args.exc_value))
            original(args)

        put(threading, excepthook=excepthook)

    def _wrap_start_new_thread(self) -> None:
        # `threading` captured the original under a name of its own at import and goes on using it; this one is for
        # programs that use `_thread` directly.
        original = _thread.start_new_thread

        def start_new_thread(
            function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any] | None = None
        ) -> int:
            actor = self._begin(None, getattr(function, "__name__", "thread"))
            try:
                return original(self._run, (actor, lambda: function(*args, **(kwargs or {}))))
            except RuntimeError:
                self._refuse(actor)
                raise

        put(_thread, start_new_thread=start_new_thread, start_new=start_new_thread)
