"""The functions of `time`, in virtual time."""

import datetime as dt
import operator
import os
import time
from collections.abc import Callable
from typing import Any, Self

from grader.stage.hooks import put
from grader.stage.scheduler import SLEEPING, Scheduler
from grader.wire import NANOSECONDS

# The clock that a program sees doesn't start at 0: a monotonic clock never does in life, and a program that takes 0
# for 'not set yet' must not notice a difference. Any fixed values will do; a fixed one makes runs identical.
MONOTONIC_EPOCH = 1_000 * NANOSECONDS
WALL_EPOCH = 1_800_000_000 * NANOSECONDS  # 2027-01-15, 08:00 UTC

real_thread_cpu = time.thread_time_ns


def nanoseconds(seconds: float) -> int:
    """Convert seconds to integer nanoseconds, to the nearest: 0.1 s is 100,000,000, whatever the float's last bit.

    What is more than nothing stays so: a loop that waits for the rest of its time, and computes that rest as a
    difference of floats, may be left with 1e-13 s and would wait for it over and over without time passing.
    """
    if 0 < seconds * NANOSECONDS < 1:
        return 1
    return round(seconds * NANOSECONDS)


def install(
    scheduler: Scheduler, *, slept: Callable[[int], None], work: Callable[[], None], worked: Callable[[], int]
) -> None:
    """Replace the clocks and `time.sleep`.

    ``slept`` is told each sleep's nanoseconds before it begins; ``work`` is called once per look at a clock, so that a
    loop which only waits for a clock to move is metered as work; ``worked`` says how many nanoseconds were, in all.
    """
    sleep = _make_sleep(scheduler, slept, work)
    put(time, sleep=sleep)

    def clock(since: Callable[[], int]) -> tuple[Callable[[], float], Callable[[], int]]:
        def in_nanoseconds() -> int:
            work()
            return since() + scheduler.current.debt

        def in_seconds() -> float:
            return in_nanoseconds() / NANOSECONDS

        return in_seconds, in_nanoseconds

    time.monotonic, time.monotonic_ns = clock(lambda: MONOTONIC_EPOCH + scheduler.now)
    time.perf_counter, time.perf_counter_ns = clock(lambda: MONOTONIC_EPOCH + scheduler.now)
    time.time, time.time_ns = clock(lambda: WALL_EPOCH + scheduler.now)
    # These stand still while a program waits.
    time.process_time, time.process_time_ns = clock(worked)
    time.thread_time, time.thread_time_ns = clock(worked)
    _install_calendar(time.time)
    _install_datetime()
    _install_clock_gettime()
    _install_times()


def _make_sleep(
    scheduler: Scheduler, slept: Callable[[int], None], work: Callable[[], None]
) -> Callable[[float], None]:
    def sleep(seconds: float, /) -> None:
        """Delay execution for a given number of seconds.  The argument may be a floating-point number."""
        if not isinstance(seconds, (int, float)) and not hasattr(seconds, "__index__"):
            raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer")
        if not isinstance(seconds, (int, float)):
            seconds = operator.index(seconds)
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        duration = nanoseconds(seconds)
        if duration == 0:
            work()
            scheduler.waited_for_nothing()
            scheduler.pass_turn()
            return
        slept(duration)
        scheduler.park(scheduler.now + duration, SLEEPING)

    return sleep


def _install_calendar(wall: Callable[[], float]) -> None:
    """Let the functions that take 'now' where no time is given take the virtual one."""
    for name in ("localtime", "gmtime", "ctime"):
        setattr(time, name, _with_now(getattr(time, name), wall))
    asctime, strftime, localtime = time.asctime, time.strftime, time.localtime
    time.asctime = lambda *when: asctime(*(when or (localtime(),)))
    time.strftime = lambda form, *when: strftime(form, *(when or (localtime(),)))


def _with_now(original: Callable[..., Any], wall: Callable[[], float]) -> Callable[..., Any]:
    return lambda seconds=None, /: original(wall() if seconds is None else seconds)


def _install_datetime() -> None:
    """`datetime.now()` and its like ask the system's clock in C: these classes ask `time.time`."""

    class VirtualDate(dt.date):
        @classmethod
        def today(cls) -> Self:
            return cls.fromtimestamp(time.time())

    class VirtualDatetime(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Self:
            return cls.fromtimestamp(time.time(), tz)

        @classmethod
        def today(cls) -> Self:
            return cls.fromtimestamp(time.time())

        @classmethod
        def utcnow(cls) -> Self:
            return cls.fromtimestamp(time.time(), dt.UTC).replace(tzinfo=None)

    for made in (VirtualDate, VirtualDatetime):
        name = made.__mro__[1].__name__
        put(made, __name__=name, __qualname__=name, __module__="datetime")
    put(dt, date=VirtualDate, datetime=VirtualDatetime)


def _install_clock_gettime() -> None:
    """`clock_gettime` is there on POSIX only; its clocks are those of the other functions."""
    if not hasattr(time, "clock_gettime"):
        return
    others = {getattr(time, "CLOCK_REALTIME", 0): "time"}
    others |= {getattr(time, f"CLOCK_{what}_CPUTIME_ID", None): "process_time" for what in ("PROCESS", "THREAD")}
    time.clock_gettime = lambda clock: getattr(time, others.get(clock, "monotonic"))()
    time.clock_gettime_ns = lambda clock: getattr(time, others.get(clock, "monotonic") + "_ns")()


def _install_times() -> None:
    """`os.times` tells of processor time, and, but on Windows, of real time."""

    def times() -> os.times_result:
        return os.times_result((time.process_time(), 0.0, 0.0, 0.0, 0.0 if os.name == "nt" else time.monotonic()))

    put(os, times=times)
