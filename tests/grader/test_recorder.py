"""What happened is recorded with its time, thread and line; errors are described so that a learner can find them."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from staging import Staging

pytest_plugins = ("staging",)
pytestmark = pytest.mark.asyncio


async def test_stamped(stage: "Staging") -> None:
    """Events carry their time and their thread, and are numbered without a gap."""
    played = await stage.run(
        """
        def body():
            time.sleep(0.5)
            print("thread")
        thread = threading.Thread(target=body)
        thread.start()
        thread.join()
        print("main")
        """
    )

    assert [(event.time, event.thread, event["text"]) for event in played.events("write") if event["text"] != "\n"] == [
        (500_000_000, 1, "thread"),
        (500_000_000, 0, "main"),
    ]


async def test_innermost_line(stage: "Staging") -> None:
    """The line of an event is the innermost one of the attempt, also below the standard library's."""
    played = await stage.run(
        """
        class Loud:
            def __lt__(self, other):
                time.sleep(1)
                return False
        sorted([Loud(), Loud()])
        """
    )

    assert [event["line"] for event in played.events("sleep")] == [5]


async def test_no_line(stage: "Staging") -> None:
    """What happens in a thread without any line of the attempt has no line."""
    played = await stage.run("threading.Thread(target=time.sleep, args=(1,)).start()")

    assert [(event.thread, event["line"]) for event in played.events("sleep")] == [(1, None)]


@pytest.mark.parametrize(
    "body, kind, text, line, function",
    [
        ("raise ValueError('why not')", "ValueError", "why not", 3, "main"),
        ("1 / 0", "ZeroDivisionError", "division by zero", 3, "main"),
        ("def inner():\n    raise KeyError(1)\ninner()", "KeyError", "1", 4, "main.<locals>.inner"),
        ("import json\njson.loads('{')", "JSONDecodeError", "Expecting property name", 4, "main"),
        ("class Spinner:\n    def spin(self):\n        self.x\nSpinner().spin()", "AttributeError", "'Spin", 5, "spin"),
        ("undefined", "NameError", "name 'undefined' is not defined", 3, "main"),
        ("sys.exit('bye')", "SystemExit", "bye", 3, "main"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt", "", 3, "main"),
        ("raise ValueError('x' * 5000)", "ValueError", "x" * 300, 3, "main"),
    ],
)
async def test_error(stage: "Staging", body: str, kind: str, text: str, line: int, function: str) -> None:  # noqa: PLR0913, PLR0917 - a table's row
    """An error is described by its type, its text, and the innermost line and function of the attempt."""
    error = (await stage.run(body)).mark("raised")["error"]

    assert (error["type"], error["line"]) == (kind, line)
    assert error["text"].startswith(text)
    assert len(error["text"]) <= 300
    assert error["function"].endswith(function)
    assert error["todo"] is False


async def test_broken_text(stage: "Staging") -> None:
    """An error whose text can't be had is described none the less."""
    played = await stage.run(
        """
        class Broken(Exception):
            def __str__(self):
                raise ValueError
        raise Broken
        """
    )

    assert played.error is not None
    assert (played.error["type"], played.error["text"]) == ("Broken", "(its text cannot be had: ValueError)")


async def test_todo(stage: "Staging") -> None:
    """`NotImplementedError` raised by the attempt itself means that the function is still to be written."""
    played = await stage.play(
        """
        def slow():
            raise NotImplementedError
        def main():
            slow()
        """
    )

    assert played.trace.todo == "slow"


async def test_not_todo(stage: "Staging") -> None:
    """`NotImplementedError` raised by the library is an error like others."""
    played = await stage.run("asyncio.AbstractEventLoop().run_forever()")

    assert played.error is not None
    assert (played.error["type"], played.error["todo"]) == ("NotImplementedError", False)


@pytest.mark.parametrize(
    "source, kind, line",
    [
        ("def main(:\n    pass", "SyntaxError", 1),
        ("x = 1\nif x:\npass", "IndentationError", 3),
        ("x = 1\n\tpass", "IndentationError", 2),
        ("import nothing_of_this_name", "ModuleNotFoundError", 1),
        ("import sys\nsys.exit(3)", "SystemExit", 2),
        ("x = 1\nraise ValueError", "ValueError", 2),
        ("x = '\0'", "SyntaxError", None),
        ("def main():\n    return\n" + "(" * 300 + ")" * 300, "SyntaxError", 3),
    ],
)
async def test_broken(stage: "Staging", source: str, kind: str, line: int | None) -> None:
    """A program that can't be loaded is broken, at the line that says so."""
    played = await stage.play(source)
    error = played.end.error

    assert played.end.cause == "broken"
    assert error is not None
    assert error["type"] in (kind, "ValueError" if "\0" in source else kind)
    assert error["line"] in (line, 1 if line is None else line)


async def test_deadlock_stacks(stage: "Staging") -> None:
    """At a deadlock every thread that lives is shown with what it waits for; those that ended aren't."""
    played = await stage.run(
        """
        threading.Thread(target=print).start()
        line = queue.Queue()
        threading.Thread(target=lambda: line.get(), name="getter").start()
        threading.Thread(target=lambda: select.select([], [], []), name="selector").start()
        threading.Event().wait()
        """
    )

    assert played.end.cause == "deadlock"
    assert [(stack["name"], stack["why"], stack["line"]) for stack in played.events("stack")] == [
        ("main", "waits for a lock", 7),
        ("getter", "waits for a lock", 5),
        ("selector", played.events("stack")[2]["why"], 6),
    ]
    assert played.events("end")[0]["alive"] == ["getter", "selector"]


async def test_exit(stage: "Staging") -> None:
    """A program that ends its own process is recorded as exited, at its line, with what it has done until then."""
    played = await stage.run(
        """
        print("before", flush=True)
        time.sleep(1)
        os._exit(0)
        """
    )

    assert (played.end.cause, played.end.line, played.end.detail) == ("exited", 5, "os._exit")
    assert played.text == "before\n"


async def test_own_signal(stage: "Staging") -> None:
    """A program that kills itself is recorded as exited, too."""
    played = await stage.run("import signal\nos.kill(os.getpid(), signal.SIGKILL)")

    assert (played.end.cause, played.end.line) == ("exited", 4)


async def test_interrupted_by_itself(stage: "Staging") -> None:
    """A program that interrupts itself and handles that goes on to its end."""
    played = await stage.run(
        """
        import signal
        try:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(1)
        except KeyboardInterrupt:
            print("caught")
        """
    )

    assert (played.lines, played.end.cause) == (["caught"], None)
