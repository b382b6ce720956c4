"""What happened in one call of a scenario, as a picture shows it: lanes on a time axis, and a film of the terminal.

Plain frozen records that reports draw. `grader.lanes` makes them of a trace; nothing here judges anything. Times are
integer nanoseconds of program time since the call began; texts may quote the attempt, raw.
"""

from dataclasses import dataclass
from typing import Literal

LaneKind = Literal["thread", "task", "loop"]
State = Literal[
    "works",  # runs code; between waits that takes no program time, so only busy loops have any width
    "sleeps",  # in time.sleep, asyncio.sleep, or another wait that ends by itself at a given time
    "blocked",  # waits for somebody else: a lock, a thread's end, an event, a future
    "holds",  # a task or loop that is stuck in a wait which lets no other task go on
]
PointKind = Literal[
    "created",
    "started",
    "called",  # of a function of the contract, by the attempt
    "returned",
    "frame",  # a spinner's frame came on screen
    "printed",  # another line did
    "wiped",  # the spinner's line became blank, to stay so
    "flag",  # signal.go = False
    "cancel",  # cancel() was called on a task: the point lies in the lane of who called it
    "cancelled",  # on the lane of the task that was asked to end
    "joined",
    "raised",  # an exception came out of what the lane runs
    "ended",
    "reported",  # asyncio complained
    "broken",  # here the promise was broken
]

Against = Literal[
    "reference",  # an attempt beside the reference, of which a check has found that a promise was broken
    "solution",  # a program and the solution, to see where they part
    "other",  # two programs, to see where they part
]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch in which a lane was in one state; ``why`` says for what it waited, ``line`` where in the attempt."""

    begin: int
    end: int
    state: State
    why: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """Something that happened at one moment; ``text`` says what, as a sentence without its subject and full stop."""

    time: int
    kind: PointKind
    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """A thread, a task, or an event loop, from its begin to its end (None: it was still there at the end)."""

    name: str
    kind: LaneKind
    begin: int
    end: int | None
    spans: tuple[Span, ...] = ()
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """What the terminal showed from ``time`` until ``until``: its rows without trailing blanks, and its cursor."""

    time: int
    until: int
    rows: tuple[str, ...]
    row: int
    column: int
    visible: bool = True


@dataclass(frozen=True, slots=True)
class Run:
    """One call: when it ended, its lanes in order of their begin, and what the terminal showed.

    ``cut``: whether something was left out, because there was more than a picture can hold.
    """

    end: int
    lanes: tuple[Lane, ...]
    film: tuple[View, ...]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """An attempt's run and the reference's in the same scenario, and the moment at which a promise was broken.

    ``against`` says what it is that stands beside the attempt, and so what it is that happened at that moment.
    """

    title: str  # a sentence that says what was played
    attempt: Run
    reference: Run | None = None
    at: int | None = None
    against: Against = "reference"
