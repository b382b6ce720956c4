"""A play calls what its script names, and marks what was reached, when, and with which result."""

from typing import TYPE_CHECKING, Any

import pytest

from grader.trace import Data

if TYPE_CHECKING:
    from staging import Played, Staging

pytest_plugins = ("staging",)
pytestmark = pytest.mark.asyncio

MS = 1_000_000
CALLS: Data = {"play": "call", "function": "answer"}


def marks(played: "Played") -> list[tuple[str, int]]:
    """Return all marks, each with its time in milliseconds."""
    return [(event["label"], event.time // MS) for event in played.events("mark")]


# --- names ----------------------------------------------------------------------------------------------------------


async def test_names(stage: "Staging") -> None:
    """A play can say of what kind the module's names are; where all are there it goes on."""
    names = ["Spinner", "plain", "coroutine", "generator", "agenerator", "partial", "number", "Callable"]
    played = await stage.play(
        """
        import functools
        class Spinner: pass
        def plain(): print("called")
        async def coroutine(): pass
        def generator(): yield
        async def agenerator(): yield
        partial = functools.partial(coroutine)
        number = 3
        class Callable:
            def __call__(self): pass
        Callable = Callable()
        """,
        {"names": names, "play": "call", "function": "plain"},
    )

    assert played.mark("inspected")["names"] == {
        "Spinner": "class",
        "plain": "function",
        "coroutine": "coroutine function",
        "generator": "generator function",
        "agenerator": "asynchronous generator function",
        "partial": "coroutine function",
        "number": "int",
        "Callable": "function",
    }
    assert played.text == "called\n"


async def test_missing(stage: "Staging") -> None:
    """Where a name is missing nothing is called."""
    script = {"names": ["main", "spin"], "play": "main", "function": "main"}
    played = await stage.play("def main(): print('called')", script)

    assert played.mark("inspected")["names"] == {"main": "function", "spin": "missing"}
    assert (played.text, played.end.cause) == ("", None)


async def test_nothing(stage: "Staging") -> None:
    """A play of nothing loads the module and says what its names are."""
    played = await stage.play("print('loading')\ndef main(): pass", {"names": ["main"], "play": "nothing"})

    assert (played.text, marks(played)) == ("loading\n", [("loaded", 0), ("inspected", 0)])


async def test_loaded(stage: "Staging") -> None:
    """When the module is loaded it is said how many threads that has started."""
    source = "import threading, time\nthreading.Thread(target=time.sleep, args=(1,), daemon=True).start()"
    played = await stage.play(source, {"play": "nothing"})

    assert played.mark("loaded")["alive"] == 1


# --- call and main --------------------------------------------------------------------------------------------------


async def test_call(stage: "Staging") -> None:
    """A function is called as often as asked, and watched for a while after each call."""
    played = await stage.play(
        """
        import time
        def answer():
            time.sleep(1)
            return 42
        """,
        {**CALLS, "times": 2},
    )

    assert marks(played) == [
        ("loaded", 0),
        ("called", 0),
        ("returned", 1000),
        ("lingered", 1300),
        ("called", 1300),
        ("returned", 2300),
        ("lingered", 2600),
    ]
    assert [event["number"] for event in played.events("mark", label="returned")] == [0, 1]


@pytest.mark.parametrize(
    "value, kind, plain",
    [
        ("42", "int", 42),
        ("'x'", "str", "x"),
        ("None", "NoneType", None),
        ("True", "bool", True),
        ("1.5", "float", None),
    ],
)
async def test_described(stage: "Staging", value: str, kind: str, plain: object) -> None:
    """A result is described by its type, its representation, and its value where that is a plain one."""
    played = await stage.play(f"def answer(): return {value}", CALLS)
    returned = played.mark("returned")

    assert (returned["type"], returned["repr"], returned["value"]) == (kind, value, plain)


async def test_broken_repr(stage: "Staging") -> None:
    """A result whose representation fails, or is endless, is described none the less."""
    source = """
    class Broken:
        def __repr__(self): raise ValueError
    def answer(): return {}
    """
    broken = await stage.play(source.format("Broken()"), CALLS)
    long = await stage.play(source.format("'x' * 5000"), CALLS)

    assert broken.mark("returned")["repr"] == "<Broken whose repr raises ValueError>"
    assert len(long.mark("returned")["repr"]) == 200


async def test_raised(stage: "Staging") -> None:
    """An exception is marked, with what was alive, and the next call is made."""
    played = await stage.play(
        """
        import threading, time
        def answer():
            threading.Thread(target=time.sleep, args=(9,), name="left", daemon=True).start()
            raise ValueError("why not")
        """,
        {**CALLS, "times": 2},
    )

    first, second = played.events("mark", label="raised")
    assert (first["error"]["text"], first["number"], second["number"]) == ("why not", 0, 1)
    assert [len(first["alive"]), len(second["alive"])] == [1, 2]
    assert played.mark("lingered", 1) is not None


async def test_main(stage: "Staging") -> None:
    """A program's end runs its exit handlers after its threads have ended, and is marked at last."""
    played = await stage.run(
        """
        import atexit
        atexit.register(print, "handler")
        threading.Timer(1, print, ("thread",)).start()
        print("main")
        """
    )

    assert played.shown == [(0, "main\n"), (1, "thread\nhandler\n")]
    assert marks(played) == [("loaded", 0), ("called", 0), ("returned", 0), ("finished", 1000)]


# --- attribute ------------------------------------------------------------------------------------------------------


async def test_attribute(stage: "Staging") -> None:
    """An attribute is read new, after being set, and from another object."""
    played = await stage.play(
        "class Signal:\n    go = True", {"play": "attribute", "class": "Signal", "name": "go", "value": False}
    )

    assert [(event["label"], event["value"]) for event in played.events("mark")][1:] == [
        ("new", True),
        ("set", False),
        ("other", True),
    ]


async def test_attribute_error(stage: "Staging") -> None:
    """An object that can't be made, or hasn't the attribute, is marked with its error."""
    script = {"play": "attribute", "class": "Signal", "name": "go", "value": False}
    needy = await stage.play("class Signal:\n    def __init__(self, go): pass", script)
    bare = await stage.play("class Signal: pass", script)

    assert [needy.mark("object")["error"]["type"], bare.mark("object")["error"]["type"]] == [
        "TypeError",
        "AttributeError",
    ]


# --- thread ---------------------------------------------------------------------------------------------------------

SPIN = """
import time
class Signal:
    go = True
def spin(message, signal):
    while signal.go:
        print(message, end="")
        time.sleep(.1)
    print("end", end="")
"""


def thread_calls(*calls: tuple[str, int | None]) -> Data:
    """Return a script that runs `spin` in a thread with these messages, each stopped after so many milliseconds."""
    return {
        "play": "thread",
        "calls": [
            {
                "make": "Signal",
                "name": "go",
                "value": False,
                "function": "spin",
                "args": [message],
                "after": None if after is None else after * MS,
            }
            for message, after in calls
        ],
    }


async def test_thread(stage: "Staging") -> None:
    """A function runs in a thread until its last argument's attribute is set, call after call."""
    played = await stage.play(SPIN, thread_calls(("a", 250), ("b", None)))

    assert played.shown == [(0, "a"), (0.1, "a"), (0.2, "a"), (0.3, "end"), (0.6, "end")]
    assert marks(played)[1:] == [
        ("called", 0),
        ("stopping", 250),
        ("returned", 300),
        ("lingered", 600),
        ("called", 600),
        ("returned", 600),
        ("lingered", 900),
    ]


async def test_thread_that_never_stops(stage: "Staging") -> None:
    """A function that doesn't stop is waited for a second; then the scenario is over, as endless."""
    played = await stage.play(SPIN.replace("signal.go", "True"), thread_calls(("a", 250), ("b", 250)))

    assert marks(played)[1:] == [("called", 0), ("stopping", 250), ("lingered", 1550)]
    assert (played.end.cause, played.end.line) == ("endless", 7)


async def test_thread_that_waits_for_ever(stage: "Staging") -> None:
    """A function that waits for what can't come is a deadlock, at its line."""
    source = SPIN.replace("time.sleep(.1)", "import threading; threading.Event().wait()")
    played = await stage.play(source, thread_calls(("a", 250), ("b", 250)))

    assert (played.end.cause, played.end.line, played.text) == ("deadlock", 7, "a")


async def test_thread_that_raises(stage: "Staging") -> None:
    """An exception in the function is marked, and the next call is made."""
    played = await stage.play(SPIN.replace("print(", "1 / 0 and print("), thread_calls(("a", 250), ("b", None)))

    assert [(event["label"], event["number"]) for event in played.events("mark")][1:] == [
        ("called", 0),
        ("raised", 0),
        ("stopping", 0),
        ("lingered", 0),
        ("called", 1),
        ("raised", 1),
        ("lingered", 1),
    ]


# --- await and task -------------------------------------------------------------------------------------------------


async def test_await(stage: "Staging") -> None:
    """A coroutine function is awaited, and its loop watched until nothing is ready and a while longer."""
    played = await stage.play(
        """
        import asyncio
        async def left():
            await asyncio.sleep(0.2)
        async def supervisor():
            tasks.append(asyncio.create_task(left()))
            await asyncio.sleep(1)
            tasks.append(asyncio.create_task(left()))
            return 42
        tasks = []
        """,
        {"play": "await", "calls": [{"function": "supervisor"}]},
    )

    assert marks(played)[1:] == [("called", 0), ("returned", 1000), ("settled", 1000), ("lingered", 1300)]
    assert played.mark("returned")["value"] == 42
    assert [task["name"] for task in played.mark("settled")["tasks"]] == ["left"]


async def test_await_on_one_loop_or_more(stage: "Staging") -> None:
    """Several awaits happen on the same loop, or on a new one each."""
    source = """
    import asyncio
    loops = []
    async def supervisor():
        loops.append(asyncio.get_running_loop())
        return len(set(map(id, loops)))
    """
    same = await stage.play(source, {"play": "await", "calls": [{"function": "supervisor"}] * 2})
    new = await stage.play(source, {"play": "await", "calls": [{"function": "supervisor", "new_loop": True}] * 2})

    assert [event["value"] for event in same.events("mark", label="returned")] == [1, 1]
    assert [event["value"] for event in new.events("mark", label="returned")] == [1, 2]


async def test_await_cancelled(stage: "Staging") -> None:
    """The awaiting task may be cancelled after a while; what comes out of the coroutine function is marked."""
    played = await stage.play(
        """
        import asyncio
        async def supervisor():
            await asyncio.sleep(9)
        """,
        {"play": "await", "calls": [{"function": "supervisor", "cancel": 500 * MS}]},
    )

    raised = played.mark("raised")
    assert (raised.time, raised["error"]["type"]) == (500 * MS, "CancelledError")


TASK = """
import asyncio
async def spin(message):
    try:
        for _ in range({times}):
            print(message, end="")
            await asyncio.sleep(.1)
    except asyncio.CancelledError:
        print("end", end="")
        {then}
"""


def task_call(cancel: Any) -> Data:  # noqa: ANN401 - what JSON can hold
    """Return a script that runs `spin` as a task and cancels it."""
    return {"play": "task", "calls": [{"function": "spin", "args": ["a"], "cancel": cancel}]}


async def test_task_cancelled_later(stage: "Staging") -> None:
    """A task is cancelled at its moment; how it ended is marked."""
    played = await stage.play(TASK.format(times=9, then="raise"), task_call({"at": 250 * MS, "first": False}))

    assert played.shown == [(0, "a"), (0.1, "a"), (0.2, "a"), (0.25, "end")]
    assert marks(played)[1:] == [("called", 0), ("cancelling", 250), ("ended", 250), ("lingered", 550)]
    assert played.mark("ended")["how"] == "cancelled"


@pytest.mark.parametrize("first", [True, False])
async def test_task_cancelled_in_a_tie(stage: "Staging", first: bool) -> None:  # noqa: FBT001 - a parameter
    """Where a timer of the task's own has the same time, the one that was asked for comes first."""
    played = await stage.play(
        """
        import asyncio
        async def spin(message):
            asyncio.get_running_loop().call_later(.2, print, message)
            await asyncio.sleep(9)
        """,
        task_call({"at": 200 * MS, "first": first}),
    )
    (written, _), (cancelling,) = played.events("write"), played.events("mark", label="cancelling")

    assert written.time == cancelling.time == 200 * MS
    assert (cancelling["n"] < written["n"]) is first


async def test_task_cancelled_at_the_start(stage: "Staging") -> None:
    """A task may be cancelled before its first step, which it then never takes."""
    played = await stage.play(TASK.format(times=9, then="raise"), task_call("start"))

    assert (played.text, played.mark("ended")["how"], played.mark("ended").time) == ("", "cancelled", 0)


async def test_task_cancelled_when_it_waits(stage: "Staging") -> None:
    """A task may be cancelled as soon as it waits, without time passing."""
    played = await stage.play(TASK.format(times=9, then="raise"), task_call("settled"))

    assert (played.shown, played.mark("ended").time) == ([(0, "aend")], 0)


async def test_task_that_ends_before(stage: "Staging") -> None:
    """A task that has ended before its moment isn't cancelled."""
    played = await stage.play(TASK.format(times=2, then="raise"), task_call({"at": 900 * MS, "first": False}))

    assert played.events("mark", label="cancelling") == []
    assert (played.mark("ended")["how"], played.mark("ended").time) == ("returned", 200 * MS)


async def test_task_that_swallows(stage: "Staging") -> None:
    """A task that goes on after being cancelled is given a second; then the scenario is over, as endless."""
    played = await stage.play(
        """
        import asyncio
        async def spin(message):
            while True:
                try:
                    await asyncio.sleep(.1)
                except asyncio.CancelledError:
                    pass
        """,
        task_call({"at": 250 * MS, "first": False}),
    )

    assert marks(played)[1:] == [("called", 0), ("cancelling", 250), ("lingered", 1550)]
    assert (played.end.cause, played.end.line) == ("endless", 5)


async def test_task_that_raises(stage: "Staging") -> None:
    """What a task raises is marked; nobody else complains of it."""
    played = await stage.play(TASK.format(times=9, then="1 / 0"), task_call("settled"))

    assert played.mark("ended")["error"]["type"] == "ZeroDivisionError"
    assert played.events("report") == []


# --- stand-ins ------------------------------------------------------------------------------------------------------

SLOW = """
import time
def slow():
    '''Be slow.'''
    time.sleep(9)
def answer():
    print(slow.__name__, slow.__doc__)
    return slow()
"""


async def test_standin(stage: "Staging") -> None:
    """A stand-in takes its time and returns what the parent answers; the caller's result is known to be the same."""
    standins = {"slow": {"seconds": 1500 * MS, "coroutine": False}}
    played = await stage.play(
        SLOW, {**CALLS, "times": 3, "standins": standins}, answers=({"result": "x"}, {"unique": True})
    )
    returned = played.events("mark", label="returned")

    assert played.lines == ["slow Be slow."] * 3
    assert [event.time // MS for event in returned] == [1500, 3300, 5100]
    assert [(event["type"], event["same"]) for event in returned] == [
        ("str", True),
        ("Unique", True),
        ("Unique", True),
    ]
    assert [(event["state"], event["line"]) for event in played.events("call")] == [
        ("called", 7),
        ("returned", None),
    ] * 3


async def test_standin_not_passed_on(stage: "Staging") -> None:
    """A result that only looks like the stand-in's isn't the same."""
    played = await stage.play(
        SLOW.replace("return slow()", "slow(); return [1]"),
        {**CALLS, "standins": {"slow": {"seconds": 0, "coroutine": False}}},
        answers=({"result": [1]},),
    )

    assert (played.mark("returned")["repr"], played.mark("returned")["same"]) == ("[1]", False)


async def test_standin_raises(stage: "Staging") -> None:
    """A stand-in may raise; that it came through unchanged is told."""
    standins = {"slow": {"seconds": 100 * MS, "coroutine": False}}
    through = await stage.play(SLOW, {**CALLS, "standins": standins}, answers=({"raises": "gone"},))
    other = await stage.play(
        SLOW.replace("return slow()", "try: slow()\n    except OSError as error: raise ConnectionError(*error.args)"),
        {**CALLS, "standins": standins},
        answers=({"raises": "gone"},),
    )

    assert [(raised["error"]["text"], raised["same"]) for raised in (through.mark("raised"), other.mark("raised"))] == [
        ("gone", True),
        ("gone", False),
    ]


async def test_standin_coroutine(stage: "Staging") -> None:
    """A stand-in may be a coroutine function, which doesn't block the loop."""
    played = await stage.play(
        """
        import asyncio
        async def slow(): pass
        async def supervisor():
            print(asyncio.iscoroutinefunction(slow))
            return (await asyncio.gather(slow(), slow()))[1]
        """,
        {
            "play": "await",
            "calls": [{"function": "supervisor"}],
            "standins": {"slow": {"seconds": 800 * MS, "coroutine": True}},
        },
    )

    assert (played.lines, played.mark("returned").time) == (["True"], 800 * MS)
    assert played.events("blocked") == []


async def test_watched(stage: "Staging") -> None:
    """A watched function does what it did; its calls, results and exceptions are recorded."""
    played = await stage.play(
        """
        def answer():
            return fails(help(2))
        def help(number):
            return number + 1
        def fails(number):
            raise ValueError(number)
        """,
        {**CALLS, "watch": ["help", "fails"]},
    )

    assert [(event["what"], event["state"], event["text"]) for event in played.events("call")] == [
        ("help", "called", None),
        ("help", "returned", None),
        ("fails", "called", None),
        ("fails", "raised", "3"),
    ]
