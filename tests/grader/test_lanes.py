"""A call's trace as lanes and a film: who was there, who waited for what, what came when."""

import re

import pytest
from parent_helpers import MS, Story

from grader.film import calls
from grader.lanes import run_of
from grader.lanes.cast import Cast
from grader.lanes.reel import MAX_VIEWS
from grader.run import Lane, Run
from grader.trace import Event, Scenario, Trace
from grader.words import Message

FRAME = re.compile(r"[|/\\-](?: .*)?")
CALL = Scenario("by hand", {"play": "call", "function": "supervisor"})
AWAIT = Scenario("by hand", {"play": "await", "calls": [{"function": "supervisor"}]})
TASK = Scenario("by hand", {"play": "task", "calls": [{"function": "spin", "cancel": {"at": 1, "first": False}}]})
SIGNAL = {"function": "spin", "make": "Signal", "name": "go", "value": False}
THREAD = Scenario("by hand", {"play": "thread", "calls": [{**SIGNAL, "after": 1}]})


def run(story: Story, scenario: Scenario = CALL, cause: str | None = None) -> Run:
    """Return the picture of a story's one call."""
    (call,) = calls(story.trace(cause, scenario=scenario))
    return run_of(call, FRAME)


def lane(picture: Run, name: str) -> Lane:
    """Return the lane of this name."""
    (found,) = [lane for lane in picture.lanes if lane.name == name]
    return found


def points(picture: Run, name: str) -> list[tuple[float, str, str, int | None]]:
    """Return a lane's points but its call: when in milliseconds, of which kind, what, and the line."""
    return [
        (each.time / MS, each.kind, str(each.text), each.line)
        for each in lane(picture, name).points
        if each.kind != "called"
    ]


def spans(picture: Run, name: str) -> list[tuple[float, float, str, str, int | None]]:
    """Return a lane's spans: from when to when in milliseconds, in which state, why, and the line."""
    return [
        (each.begin / MS, each.end / MS, each.state, str(each.why), each.line) for each in lane(picture, name).spans
    ]


def begun(**fields: object) -> Story:
    """Return a story in which a call has begun."""
    return Story().mark("loaded").mark("called", number=0, **fields)


def in_task(story: Story, task: int, kind: str, **fields: object) -> Story:
    """Let an event happen in a task."""
    story.event(kind, **fields)
    last = story.entries.pop()
    assert isinstance(last, Event)
    story.entries.append(Event(kind, last.time, 0, task, last.data))
    return story


# -- Who was there -------------------------------------------------------------------------------------------------


def test_empty() -> None:
    """A call of which nothing is known is a lane with its begin, and a blank screen."""
    picture = run(begun())

    assert [(each.name, [point.kind for point in each.points]) for each in picture.lanes] == [
        ("MainThread", ["called"])
    ]
    assert (picture.end, len(picture.film), picture.cut) == (0, 1, False)


def test_thread() -> None:
    """A thread lives from its start to its end; who made, started and joined it has these in his own lane."""
    story = begun().event("thread", state="created", which=1, name="T", line=3)
    story.event("thread", state="started", which=1, actor=1, name="T", line=4).wait(100)
    story.event("thread", state="ended", actor=1, name="T")
    story.event("thread", state="joined", actor=1, name="T", line=5)
    picture = run(story)

    assert (lane(picture, "T").begin, lane(picture, "T").end) == (0, 100 * MS)
    assert points(picture, "MainThread") == [
        (0, "created", "T was created", 3),
        (0, "started", "T was started", 4),
        (100, "joined", "T was joined", 5),
    ]
    assert points(picture, "T") == [(100, "ended", "it ended", None)]


def test_task() -> None:
    """A task has a lane, its name and its end; so has its loop, which stands before it."""
    story = begun(main=1).event("task", state="created", which=2, name="spin", line=9)
    story.event("wait", since=0, until=0, why="awaits", what="x", of=2, title="Task-2", line=12).wait(100)
    story.event("task", state="ended", which=2, how="returned", title="Task-2")
    picture = run(story, AWAIT)

    assert [(each.kind, each.name) for each in picture.lanes] == [
        ("loop", "event loop"),
        ("task", "task 1"),
        ("task", "Task-2 (spin)"),
    ]
    assert points(picture, "Task-2 (spin)") == [(0, "created", "it was created", 9), (100, "ended", "it ended", None)]


def test_grader_thread() -> None:
    """The thread around the attempt's function bears its name, and who tells it to stop is the grader."""
    story = Story().mark("loaded").event("thread", state="started", which=1, actor=1, name="Thread-1 (body)", line=None)
    story.number += 1
    data = {"n": story.number, "e": "mark", "t": 0, "label": "called", "number": 0, "ask": True}
    story.entries.append(Event("mark", 0, 1, None, data))
    story.wait(50).mark("stopping", number=0).wait(50).event("thread", state="ended", actor=1, name="Thread-1 (body)")
    picture = run(story, THREAD)

    assert points(picture, "the grader") == [(50, "flag", "signal.go = False", None)]
    assert points(picture, "Thread-1 (spin)") == [(100, "ended", "it ended", None)]


def test_grader_task() -> None:
    """The grader's cancellation lies in its own lane, and what it does to the task in that one's."""
    story = begun().event("task", state="created", which=1, name="spin", line=None).wait(50).mark("cancelling", line=7)
    story.event("task", state="cancelled", which=1, line=None)
    story.event("task", state="ended", which=1, how="cancelled", title="Task-1").mark("ended", how="cancelled")
    picture = run(story, TASK)

    assert points(picture, "the grader") == [(50, "cancel", "Task-1 (spin) was told to end", None)]
    assert points(picture, "Task-1 (spin)") == [
        (50, "cancelled", "it was told to end", None),
        (50, "ended", "it ended cancelled", None),
    ]


def test_next_call() -> None:
    """A thread that is made when a call is over belongs to the next one."""
    story = begun().wait(100).mark("returned", number=0).wait(300).mark("lingered", number=0)
    story.event("thread", state="started", which=1, actor=1, name="T", line=None).mark("called", number=1)
    first, second = calls(story.trace(scenario=CALL))

    assert [each.name for each in run_of(first).lanes] == ["MainThread"]
    assert run_of(second).end == 0


def test_from_an_earlier_call() -> None:
    """A thread that an earlier call has left behind is there from the beginning, if it does anything."""
    story = begun().event("thread", state="started", which=1, actor=1, name="T", line=2).mark("lingered", number=0)
    story.mark("called", number=1)
    story.event("wait", since=0, until=0, why="waits for a lock", what=None, actor=1, line=5, deadline=None)
    story.wait(100).event("wait", since=0, until=100 * MS, why="waits for a lock", what=None, actor=1, line=5)
    _, second = calls(story.trace(scenario=CALL))

    assert spans(run_of(second), "T") == [(0, 100, "blocked", "a lock", 5)]


def test_main_thread() -> None:
    """The main thread's part is over when the call has returned; that of a program when it has come to its end."""
    story = begun().wait(100).mark("returned", number=0).wait(100).mark("finished", number=0)
    program = Scenario("by hand", {"play": "main", "function": "main"})

    assert [lane(run(story, scenario), "MainThread").end for scenario in (CALL, program)] == [100 * MS, 200 * MS]


def test_stacks() -> None:
    """A stack that is shown belongs to a task, if one runs in that thread, else to the thread."""
    story = begun().event("stack", actor=0, why="waits for a lock", line=4)
    in_task(story, 3, "stack", actor=0, why="waits for a lock", line=4).event("stack", which=2, why="awaits", line=4)
    (call,) = calls(story.trace(scenario=AWAIT))
    cast = Cast(call)

    assert [cast.key(event) for event in cast.events if event.kind == "stack"] == [
        ("thread", 0),
        ("task", 3),
        ("task", 2),
    ]


# -- Who waited ----------------------------------------------------------------------------------------------------


def test_sleep() -> None:
    """A sleep is a span, with its seconds and the line."""
    story = begun().event("sleep", ns=100 * MS, line=9).wait(100).mark("returned", number=0)

    assert spans(run(story), "MainThread") == [(0, 100, "sleeps", "time.sleep(0.1)", 9)]


@pytest.mark.parametrize(
    "fields, state, why",
    [
        ({"why": "waits for a lock", "what": "Event.wait", "deadline": 100 * MS}, "sleeps", "Event.wait(0.1)"),
        ({"why": "waits for a lock", "what": "Event.wait"}, "blocked", "Event.wait"),
        ({"why": "waits for a lock", "what": "Lock.__enter__"}, "blocked", "Lock"),
        ({"why": "waits for a lock"}, "blocked", "a lock"),
        ({"why": "waits for the end of T"}, "blocked", "join() of T"),
        ({"why": "waits in select.select", "deadline": 100 * MS}, "sleeps", "select.select"),
        ({"why": "works", "deadline": 100 * MS}, "works", ""),
    ],
)
def test_wait(fields: dict[str, object], state: str, why: str) -> None:
    """A wait sleeps if it ends by itself, is blocked if not, and says for what it waits."""
    story = begun().wait(100).event("wait", since=0, until=100 * MS, actor=0, line=9, **fields)

    assert spans(run(story), "MainThread") == [(0, 100, state, why, 9)]


def test_stand_in() -> None:
    """A stand-in for a function of the attempt works for as long as it is played."""
    script = {"play": "call", "function": "supervisor", "standins": {"slow_function": {"seconds": 1}}}
    story = begun().event("call", what="slow_function", state="called", line=5).wait(100)
    story.event("call", what="slow_function", state="returned", ask=True)
    picture = run(story, Scenario("by hand", script))

    assert spans(picture, "MainThread") == [(0, 100, "sleeps", "slow_function", 5)]


def test_held_up() -> None:
    """A task that waits without an await holds up its loop, and another one waits for its first turn."""
    story = begun(main=1)
    in_task(story, 1, "sleep", ns=100 * MS, line=4)
    story.event("task", state="created", which=2, name="spin", line=3).wait(100)
    story.event("blocked", since=0, line=4, by=1).event("task", state="ended", which=2, how="cancelled", title="T-2")
    picture = run(story, AWAIT)

    assert spans(picture, "task 1") == [(0, 100, "holds", "time.sleep(0.1)", 4)]
    assert spans(picture, "event loop") == [(0, 100, "holds", "time.sleep(0.1) of task 1", 4)]
    assert spans(picture, "T-2 (spin)") == [(0, 100, "blocked", "wait for its first turn", None)]


def test_held_up_by_a_callback() -> None:
    """Where no task is known that held up the loop, something else did."""
    story = begun(main=1).wait(100).event("blocked", since=0, line=4, by=None)

    assert spans(run(story, AWAIT), "event loop") == [(0, 100, "holds", "a callback", 4)]


def test_deadlock() -> None:
    """Where nothing can go on any more, who waits goes on waiting."""
    story = begun().wait(100).event("wait", since=100 * MS, until=100 * MS, why="waits for a lock", actor=0, line=9)
    story.event("end", reason="deadlock", ask=True)

    assert spans(run(story, cause="deadlock"), "MainThread") == [(100, 400, "blocked", "a lock", 9)]


def test_hung() -> None:
    """Where the attempt waits for something real, it is so in the lane of who ran last."""
    story = begun().wait(100).event("write", text="x", line=9)

    assert [each[:3] for each in spans(run(story, cause="hung"), "MainThread")] == [(100, 400, "blocked")]


def test_short_ones() -> None:
    """Short sleeps at one line, one after the other, are drawn as one."""
    story = begun()
    for _ in range(50):
        story.event("sleep", ns=MS, line=9).wait(1)

    assert [each[:2] for each in spans(run(story), "MainThread")] == [(0, 50)]


def test_overlaps() -> None:
    """Spans never overlap: a task that goes on waits no longer for what it awaited."""
    story = begun(main=1).wait(100)
    in_task(story, 1, "sleep", ns=200 * MS, line=4).wait(200)
    story.event("wait", since=0, until=300 * MS, why="awaits", what="asyncio.sleep(0.1)", of=1, title="T-1", line=3)
    picture = run(story.wait(100), AWAIT)

    assert [each[:3] for each in spans(picture, "task 1")] == [
        (0, 100, "sleeps"),
        (100, 300, "holds"),
    ]


# -- What came when ------------------------------------------------------------------------------------------------


def test_frame() -> None:
    """A frame lies in the lane of who wrote it, with the line."""
    story = begun().event("write", text="\r| msg", line=7).out("\r| msg").wait(100).mark("returned", number=0)

    assert points(run(story), "MainThread") == [
        (0, "frame", "'| msg' came on screen", 7),
        (100, "returned", "supervisor returned", None),
    ]


def test_printed() -> None:
    """A line that was ended is told once, in the lane of who ended it."""
    story = (
        begun().event("write", text="\x1b[1mhello", line=7).event("write", text="\n", line=7).out("hello\r\n").wait(9)
    )

    assert points(run(story), "MainThread") == [(0, "printed", "'hello' was printed", 7)]


def test_leftover() -> None:
    """What stayed on screen and is no frame is told as well."""
    story = begun().event("write", text="\r| msg", line=7).out("\r| msg").wait(100)
    story.event("write", text="\r   ", line=8).out("\r   ").wait(100)

    assert points(run(story), "MainThread")[1:] == [(100, "printed", "'   sg' came on screen", 8)]


def test_wiped() -> None:
    """The moment at which the last frame gave way to a blank line is told."""
    story = begun().event("write", text="\r| msg", line=7).out("\r| msg").wait(100)
    story.event("write", text="\r\x1b[K", line=8).out("\r\x1b[K").wait(100).mark("returned", number=0)

    assert (100, "wiped", "the line was wiped", 8) in points(run(story), "MainThread")


def test_wiped_at_once() -> None:
    """Frames that were wiped before any time had passed are told where there were no others."""
    story = (
        begun().event("write", text="\r| msg", line=7).event("write", text="\r\x1b[K", line=8).out("\r| msg\r\x1b[K")
    )

    assert points(run(story.wait(100)), "MainThread") == [(0, "wiped", "'| msg' was drawn, and wiped at once", 8)]


def test_flag() -> None:
    """Who set the flag has it in his lane, as it is written in the attempt."""
    story = begun().wait(100).event("flag", line=9, code="signal.go = False")

    assert points(run(story), "MainThread") == [(100, "flag", "signal.go = False", 9)]


def test_cancel() -> None:
    """Who cancels a task has that in his lane."""
    story = begun(main=1).event("task", state="created", which=2, name="spin", line=3).wait(100)
    in_task(story, 1, "task", state="cancelled", which=2, line=8)
    picture = run(story.event("task", state="ended", which=2, how="cancelled", title="T-2"), AWAIT)

    assert points(picture, "task 1") == [(100, "cancel", "T-2 (spin) was told to end", 8)]


def test_raised() -> None:
    """An exception is told once, however many events tell of it, with its line."""
    error = {"type": "KeyError", "text": "'x'", "line": 4, "function": "spin"}
    story = begun().event("call", what="spin", state="raised", **error).event("uncaught", error=error)

    assert points(run(story), "MainThread") == [(0, "raised", "KeyError: 'x'", 4)]


def test_died() -> None:
    """So is that of a task, which it ended."""
    story = begun(main=1).event("task", state="created", which=2, name="spin", line=3)
    story.event("task", state="ended", which=2, how="raised", type="KeyError", text="'x'", line=4, title="T-2")

    assert points(run(story, AWAIT), "T-2 (spin)")[1:] == [
        (0, "raised", "KeyError: 'x'", 4),
        (0, "ended", "it died of an exception", None),
    ]


def test_reported() -> None:
    """What asyncio complains of is told in the lane of the loop."""
    story = begun(main=1).event("report", text="Task was destroyed but it is pending!")

    assert points(run(story, AWAIT), "event loop") == [
        (0, "reported", "asyncio reports: Task was destroyed but it is pending!", None)
    ]


def test_exit() -> None:
    """An attempt that ends its process says by what."""
    story = begun().event("exit", what="os._exit", line=4)

    assert points(run(story), "MainThread") == [(0, "ended", "it ended the process by os._exit", 4)]


def test_said() -> None:
    """What is put in words can be said in other languages; what is quoted stays as it is."""
    story = begun().event("flag", line=9, code="signal.go = False").mark("returned", number=0)
    texts = {each.kind: each.text for each in lane(run(story), "MainThread").points}

    assert isinstance(texts["returned"], Message)
    assert not isinstance(texts["flag"], Message)


# -- The film, and how much fits -----------------------------------------------------------------------------------


def test_film() -> None:
    """A view stays for as long as nothing changed, and what was gone at once was never seen."""
    story = begun().out("| msg").wait(100).wait(100).out("\rx").mark("returned").out("\r/ msg").wait(100)

    assert [(view.time / MS, view.until / MS, view.rows[3]) for view in run(story).film] == [
        (0, 200, "| msg"),
        (200, 200, "/ msg"),
    ]


def test_cursor() -> None:
    """A view tells where the cursor stands, and whether it is hidden."""
    story = begun().out("\x1b[?25l| msg").wait(100)

    assert [(view.row, view.column, view.visible) for view in run(story).film] == [(3, 5, False)]


def test_end() -> None:
    """The time in which the grader waits whether anything more comes is left out, if nothing does."""
    story = begun().wait(200).mark("returned", number=0).wait(300).mark("lingered", number=0)

    assert run(story).end == 200 * MS


def test_still_alive() -> None:
    """It is drawn where somebody is still there."""
    story = begun().event("thread", state="started", which=1, actor=1, name="T", line=2).wait(200)
    story.mark("returned", number=0).wait(300).mark("lingered", number=0)

    assert (run(story).end, lane(run(story), "T").end) == (500 * MS, None)


def test_many_views() -> None:
    """Of a film that is too long the beginning and the last view are kept, and it is said that it was cut."""
    story = begun()
    for number in range(MAX_VIEWS + 100):
        story.out(f"\r{number}").wait(1)
    picture = run(story)

    assert (len(picture.film), picture.cut, picture.film[-1].rows[3]) == (MAX_VIEWS, True, str(MAX_VIEWS + 99))


def test_many_points() -> None:
    """Of what happened too often the beginning is kept."""
    story = begun()
    for _ in range(3_000):
        story.event("flag", line=9, code="signal.go = False")
    picture = run(story)

    assert (len(lane(picture, "MainThread").points), picture.cut) == (2_000, True)


def test_many_events() -> None:
    """Of a flood only the beginning is looked at."""
    story = begun()
    for _ in range(20_000):
        story.event("write", text="x", line=9)

    assert run(story).cut


def test_forged() -> None:
    """Times that make no sense, which only a forger would send, still make a picture."""
    story = begun().event("wait", since=10**15, until=-5, why="", what=None, actor=7, line=None, deadline=-1)
    story.event("sleep", ns=-5, line=None).event("blocked", since=10**15, line=None, by=99)
    story.event("task", state="ended", which=99, how="?").event("thread", state="ended", actor=-3, name="")
    story.event("thread", state="started", name="x").event("thread", state="ended", name="x")
    story.event("call", what="spin", state="raised").event("task", state="created", which=5)
    story.event("task", state="ended", which=5, how="raised").event("stack").event("wait", since=0, until=9, why="?")
    picture = run(story.wait(100))

    assert all(0 <= span.begin < span.end <= picture.end for each in picture.lanes for span in each.spans)


def test_gone() -> None:
    """A trace that stops short is drawn as far as it goes."""
    story = begun().event("write", text="| msg", line=4).out("| msg")
    trace = Trace(tuple(story.entries), story.trace("crashed").end, CALL)
    (call,) = calls(trace)

    assert run_of(call, FRAME).end == 0
