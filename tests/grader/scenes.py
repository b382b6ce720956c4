"""Scenes made by hand, as they come of well-known mistakes: what the tests of the pictures draw.

Each function returns one scene. They need neither stage nor attempt, and so say exactly what a picture was made of.
"""

from collections.abc import Callable, Mapping, Sequence

from grader.run import Lane, LaneKind, Point, PointKind, Run, Scene, Span, State, View
from grader.words import say

TENTH = 100_000_000
SECOND = 10 * TENTH
CHARS = "|/-\\"
ABOVE = 3  # rows that stand blank above what a call draws
ROWS = 24
ANNOUNCEMENT = "spinner object: <Thread(Thread-1 (spin), initial)>"


def view(begin: int, until: int, *rows: str, column: int | None = None) -> View:
    """Return what a terminal showed that began to write on its fourth row."""
    lines = [*[""] * ABOVE, *rows, *[""] * (ROWS - ABOVE - len(rows))]
    return View(begin, until, tuple(lines), ABOVE + max(len(rows) - 1, 0), len(rows[-1]) if column is None else column)


def frames(count: int, msg: str = "thinking!", begin: int = 0, *, above: Sequence[str] = ()) -> list[View]:
    """Return the film of a spinner that turns, a tenth of a second for each frame."""
    times = [begin + number * TENTH for number in range(count)]
    return [view(time, time + TENTH, *above, f"{CHARS[n % 4]} {msg}", column=0) for n, time in enumerate(times)]


def turns(count: int, begin: int = 0, line: int = 12) -> tuple[list[Span], list[Point]]:
    """Return the sleeps and the frames of a spinner."""
    times = [begin + number * TENTH for number in range(count)]
    spans = [Span(time, time + TENTH, "sleeps", "time.sleep(0.1)", line + 3) for time in times]
    return spans, [
        Point(time, "frame", f"'{CHARS[n % 4]} thinking!' came on screen", line) for n, time in enumerate(times)
    ]


def point(time: int, kind: PointKind, text: str = "", line: int | None = None) -> Point:
    """Return a point whose text is its kind, if no other is given."""
    return Point(time, kind, text or kind, line)


def lane(name: str, kind: LaneKind, begin: int, end: int | None, *parts: Span | Point) -> Lane:
    """Return a lane of spans and points, each in the order of their times."""
    spans = sorted((part for part in parts if isinstance(part, Span)), key=lambda span: span.begin)
    points = sorted((part for part in parts if isinstance(part, Point)), key=lambda each: each.time)
    return Lane(name, kind, begin, end, tuple(spans), tuple(points))


def span(begin: int, end: int, state: State, why: str = "", line: int | None = None) -> Span:
    """Return a span."""
    return Span(begin, end, state, why, line)


def spun(count: int = 7, stop: int = 650_000_000, msg: str = "thinking!") -> Run:
    """Return a right `spin` in a thread of its own, stopped from outside."""
    spans, points = turns(count)
    spans[-1] = Span(spans[-1].begin, stop, "sleeps", "Event.wait(0.1)", 15)
    ends = [point(stop, "wiped", "the line was wiped", 18), point(stop, "returned", "spin returned", 18)]
    caller = lane(
        "MainThread", "thread", 0, None,
        span(0, stop, "sleeps", "time.sleep(0.65)"),
        point(0, "started", "Thread-1 (spin) was started"),
        point(stop, "flag", "signal.go = False"),
        point(stop, "joined", "Thread-1 (spin) was joined"),
    )  # fmt: skip
    spinner = lane("Thread-1 (spin)", "thread", 0, stop, *spans, *points, *ends, point(stop, "ended", "it ended"))
    film = [*frames(count, msg)]
    film[-1] = view(film[-1].time, stop, film[-1].rows[ABOVE], column=0)
    return Run(stop, (caller, spinner), (*film, view(stop, stop, "", column=0)))


def erased_in_loop() -> Scene:
    """Return a spinner that wipes its line as soon as it has drawn it: the screen is blank all the time."""
    stop = 650_000_000
    spans = [Span(n * TENTH, (n + 1) * TENTH, "sleeps", "time.sleep(0.1)", 17) for n in range(7)]
    ends = [point(7 * TENTH, "returned", "spin returned"), point(7 * TENTH, "ended", "it ended")]
    caller = lane(
        "MainThread", "thread", 0, None,
        span(0, stop, "sleeps", "time.sleep(0.65)"),
        span(stop, 7 * TENTH, "blocked", "Thread-1 (spin) to end"),
        point(0, "started", "Thread-1 (spin) was started"),
        point(stop, "flag", "signal.go = False"),
        point(7 * TENTH, "joined", "Thread-1 (spin) was joined"),
    )  # fmt: skip
    spinner = lane("Thread-1 (spin)", "thread", 0, 7 * TENTH, *spans, *ends, point(0, "broken", "the line was blank"))
    film = (view(0, 0, "| thinking!"), view(0, 7 * TENTH, "", column=0))
    return Scene(
        say("spin is told to stop after {time}", time="0.65 s"), Run(7 * TENTH, (caller, spinner), film), spun(), 0
    )


def blocked_loop() -> Scene:
    """Return a `slow_function` that calls `time.sleep`: no task has its turn, and no frame ever comes."""
    third = 3 * SECOND
    loop = lane("event loop", "loop", 0, None, span(0, third, "holds", "time.sleep(3) in supervisor", 23))
    supervisor = lane(
        "supervisor", "task", 0, third,
        span(0, third, "holds", "time.sleep(3)", 23),
        point(0, "called", "slow_function was called", 30),
        point(0, "printed", "the announcement was printed", 29),
        point(0, "broken", "the loop was blocked"),
        point(third, "returned", "slow_function returned", 30),
        point(third, "cancel", "spinner.cancel()", 31),
        point(third, "ended", "it ended"),
    )  # fmt: skip
    spinner = lane(
        "Task-2 (spin)", "task", 0, third,
        span(0, third, "blocked", "its first turn on the loop"),
        point(0, "created", "it was created", 28),
        point(third, "cancelled", "it was cancelled before its first turn"),
    )  # fmt: skip
    announced = "spinner object: <Task pending name='Task-2' coro=<spin()>>"
    return Scene(
        say("supervisor is called; slow_function takes {time}", time="3 s"),
        Run(third, (loop, supervisor, spinner), (view(0, third, announced, "", column=0),)),
        supervised_task(),
        0,
    )


def supervised_task(seconds: int = 3) -> Run:
    """Return a right asyncio supervisor."""
    end, count = seconds * SECOND, seconds * 10
    spans, points = turns(count)
    announced = "spinner object: <Task pending name='Task-2' coro=<spin()>>"
    supervisor = lane(
        "supervisor", "task", 0, end,
        span(0, end, "sleeps", f"asyncio.sleep({seconds})"),
        point(0, "called", "slow_function was called"),
        point(0, "printed", "the announcement was printed"),
        point(end, "returned", "slow_function returned"),
        point(end, "cancel", "spinner.cancel()"),
        point(end, "ended", "it ended"),
    )  # fmt: skip
    asked = (point(0, "created"), point(end, "cancelled", "cancelled"), point(end, "wiped", "the line was wiped"))
    spinner = lane("Task-2 (spin)", "task", 0, end, *spans, *points, *asked)
    film = (*frames(count, above=[announced]), view(end, end, announced, "", column=0))
    return Run(end, (lane("event loop", "loop", 0, None), supervisor, spinner), film)


def never_stopped(seconds: int = 10) -> Scene:
    """Return a spinner that never stops: the flag was set on another object, and `join` waits for ever."""
    slow, end = 3 * SECOND, seconds * SECOND
    spans, points = turns(seconds * 10)
    main = lane(
        "MainThread", "thread", 0, None,
        span(0, slow, "sleeps", "slow_function", 31),
        span(slow, end, "blocked", "Thread-1 (spin) to end", 33),
        point(0, "printed", "the announcement was printed", 28),
        point(0, "started", "Thread-1 (spin) was started", 29),
        point(slow, "flag", "signal.go = False", 32),
    )  # fmt: skip
    spinner = lane("Thread-1 (spin)", "thread", 0, None, *spans, *points, point(slow + 12 * TENTH // 10, "broken"))
    film = tuple(frames(seconds * 10, above=[ANNOUNCEMENT]))
    return Scene(
        say("supervisor is called; slow_function takes {time}", time="3 s"),
        Run(end, (main, spinner), film, cut=True),
        supervised_thread(),
        slow + 12 * TENTH // 10,
    )


def supervised_thread(seconds: int = 3) -> Run:
    """Return a right supervisor with a thread."""
    end, count = seconds * SECOND, seconds * 10
    spans, points = turns(count)
    main = lane(
        "MainThread", "thread", 0, None,
        span(0, end, "sleeps", "slow_function"),
        point(0, "printed", "the announcement was printed"),
        point(0, "started", "Thread-1 (spin) was started"),
        point(end, "flag", "signal.go = False"),
        point(end, "joined", "Thread-1 (spin) was joined"),
        point(end, "returned", "supervisor returned"),
    )  # fmt: skip
    ends = (point(end, "wiped", "the line was wiped"), point(end, "ended", "it ended"))
    spinner = lane("Thread-1 (spin)", "thread", 0, end, *spans, *points, *ends)
    film = (*frames(count, above=[ANNOUNCEMENT]), view(end, end, ANNOUNCEMENT, "", column=0))
    return Run(end, (main, spinner), film)


def died_silently() -> Scene:
    """Return a spinner that died of an exception at its first frame; `cancel()` on what is dead says nothing."""
    third = 3 * SECOND
    announced = "spinner object: <Task pending name='Task-2' coro=<spin()>>"
    supervisor = lane(
        "supervisor", "task", 0, third,
        span(0, third, "sleeps", "asyncio.sleep(3)", 30),
        point(0, "printed", "the announcement was printed", 29),
        point(third, "cancel", "spinner.cancel()", 31),
        point(third, "ended", "it ended"),
    )  # fmt: skip
    spinner = lane(
        "Task-2 (spin)", "task", 0, 0,
        point(0, "created", "it was created", 28),
        point(0, "raised", "NameError: name 'itertool' is not defined", 9),
        point(0, "broken", "it died"),
    )  # fmt: skip
    film = (view(0, third, announced, "", column=0),)
    run = Run(third, (lane("event loop", "loop", 0, None), supervisor, spinner), film)
    return Scene(say("supervisor is called; slow_function takes {time}", time="3 s"), run, supervised_task(), 0)


def deadlock() -> Scene:
    """Return a `join` that comes before the flag is set: two threads, and one of them waits for ever."""
    slow, end = 3 * TENTH, 4 * TENTH
    main = lane(
        "MainThread", "thread", 0, None,
        span(0, slow, "sleeps", "slow_function", 31),
        span(slow, end, "blocked", "Thread-1 (spin) to end", 32),
        point(slow, "broken", "nothing can go on"),
    )  # fmt: skip
    spans, points = turns(3)
    spinner = lane("Thread-1 (spin)", "thread", 0, None, *spans, span(slow, end, "blocked", "a lock", 14), *points)
    film = (*frames(3, above=[ANNOUNCEMENT]), view(slow, end, ANNOUNCEMENT, "- thinking!", column=0))
    return Scene(say("supervisor is called; slow_function takes {time}", time="0.3 s"), Run(end, (main, spinner), film),
                 supervised_thread(1), slow)  # fmt: skip


def unflushed() -> Scene:
    """Return a spinner that never flushes: all of its frames come at once, when it is over."""
    right = spun()
    spans, _ = turns(7)
    stop = 7 * TENTH
    spinner = lane("Thread-1 (spin)", "thread", 0, stop, *spans, point(0, "broken"), point(stop, "ended", "it ended"))
    film = (view(0, stop, "", column=0), view(stop, stop, "- thinking!", column=0))
    return Scene(
        say("spin is told to stop after {time}", time="0.65 s"), Run(stop, (right.lanes[0], spinner), film), right, 0
    )


def wide() -> Scene:
    """Return a message of double-width characters that was wiped by its `len`: half of it stays."""
    msg, stop = "생각 중!", 550_000_000
    run = spun(6, stop, msg)
    film = (*run.film[:-1], view(stop, stop, f"{' ' * 7}중!", column=0))
    return Scene(say("spin is told to stop after {time}", time="0.55 s"), Run(stop, run.lanes, film), run, stop)


def hostile() -> Scene:
    """Return names, reasons and rows that would steer a terminal or break a page."""
    bad = "\x1b[2J\r\n</script><b>&amp;\u202e\x07[red]생각"
    spans, points = [span(0, TENTH, "blocked", bad, 1)], [point(0, "printed", bad, 1), point(TENTH, "raised", bad)]
    lanes = (
        lane(bad, "thread", 0, TENTH, *spans, *points),
        lane("", "task", TENTH, TENTH),
        lane("x" * 300, "loop", 0, None),
    )
    return Scene(say("{text}", text=bad), Run(TENTH, lanes, (view(0, TENTH, bad, bad),)), None, TENTH)


def empty() -> Scene:
    """Return a run in which nothing is known to have happened."""
    return Scene(say("nothing is played"), Run(0, (), ()))


def long_run() -> Scene:
    """Return ten seconds with a hundred frames, and one late frame in the midst of them."""
    late = 5 * SECOND
    spans, points = turns(100)
    spans[50] = Span(late, late + 3 * TENTH, "sleeps", "time.sleep(0.3)", 15)
    spans[51:53] = []
    points[51:53] = []
    main = lane("MainThread", "thread", 0, None, span(0, 10 * SECOND, "sleeps", "slow_function", 31))
    spinner = lane("Thread-1 (spin)", "thread", 0, None, *spans, *points, point(late + 3 * TENTH, "broken"))
    film = [shot for n, shot in enumerate(frames(100, above=[ANNOUNCEMENT])) if n not in (51, 52)]
    film[50] = view(late, late + 3 * TENTH, *film[50].rows[ABOVE : ABOVE + 2], column=0)
    scene = Run(10 * SECOND, (main, spinner), tuple(film))
    return Scene(say("supervisor is called; slow_function takes {time}", time="10 s"), scene, supervised_thread(10),
                 late + 3 * TENTH)  # fmt: skip


SCENES: Mapping[str, Callable[[], Scene]] = {
    each.__name__: each
    for each in (
        erased_in_loop,
        blocked_loop,
        never_stopped,
        died_silently,
        deadlock,
        unflushed,
        wide,
        hostile,
        empty,
        long_run,
    )
}
