"""Standard output is as in life: what reaches the terminal when, and what a program can ask about it."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from staging import Staging

pytest_plugins = ("staging",)
pytestmark = pytest.mark.asyncio


# --- when it reaches the terminal -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "write, natural, flushed",
    [
        ("print('x', end='')", 2, 1),
        ("print('x', end='', flush=True)", 1, 1),
        ("print('x')", 1, 1),
        ("sys.stdout.write('x')", 2, 1),
        ("sys.stdout.write('x'); sys.stdout.flush()", 1, 1),
        ("sys.stdout.write('x\\n')", 1, 1),
        ("sys.stdout.write('a\\nb')", 1, 1),
        ("sys.stdout.write('\\rx')", 1, 1),
        ("sys.stdout.write('\\r'); sys.stdout.write('x')", 1, 1),
        ("sys.stdout.write('x'); sys.stdout.write('\\r')", 1, 1),
        ("sys.stdout.writelines(['a', 'b'])", 2, 1),
        ("sys.stdout.writelines(['a', 'b\\n'])", 1, 1),
        ("sys.stdout.buffer.write(b'x')", 2, 1),
        ("sys.stdout.buffer.write(b'x\\n')", 2, 1),
        ("sys.stdout.buffer.write(b'x'); sys.stdout.buffer.flush()", 1, 1),
        ("sys.stdout.buffer.write(b'x'); sys.stdout.flush()", 1, 1),
        ("sys.stdout.buffer.raw.write(b'x')", 1, 1),
        ("sys.stdout.reconfigure(write_through=True); print('x', end='')", 2, 1),
        ("sys.stdout.reconfigure(line_buffering=False); print('x')", 2, 1),
        ("os.write(1, b'x')", 1, 1),
        ("print('x' * 9000, end='')", 1, 1),
    ],
)
async def test_when(stage: "Staging", write: str, natural: int, flushed: int) -> None:
    """A write reaches the terminal when it would in life, or at once where the scenario flushes each one."""
    body = f"""
    time.sleep(1)
    {write}
    time.sleep(1)
    """

    assert (await stage.run(body, natural=True)).shown[0][0] == natural
    assert (await stage.run(body)).shown[0][0] == flushed


async def test_carriage_return(stage: "Staging") -> None:
    """A carriage return of its own flushes what stands before it and itself, not what is written after it."""
    played = await stage.run(
        """
        for frame in "|/-":
            sys.stdout.write("\\r")
            sys.stdout.write(frame)
            time.sleep(.1)
        """,
        natural=True,
    )

    assert played.shown == [(0, "\r"), (0.1, "|\r"), (0.2, "/\r"), (0.3, "-")]


async def test_flushed_at_the_end(stage: "Staging") -> None:
    """What was never flushed comes at the end of the program, as in life."""
    played = await stage.run("print('x', end=''); time.sleep(1)", natural=True)

    assert played.shown == [(1, "x")]
    assert played.mark("returned").time == played.mark("finished").time


async def test_own_buffering(stage: "Staging") -> None:
    """A text layer of the program's own above the buffer is buffered as it was asked."""
    played = await stage.run(
        """
        import io
        out = io.TextIOWrapper(sys.stdout.buffer, write_through=True)
        out.write("a")
        time.sleep(1)
        out.flush()
        time.sleep(1)
        out.detach()
        """,
        natural=True,
    )

    assert played.shown == [(1, "a")]


async def test_order_of_layers(stage: "Staging") -> None:
    """Bytes come in the order in which the layers let them go."""
    body = "sys.stdout.write('a'); sys.stdout.buffer.write(b'b'); os.write(1, b'c'); sys.stdout.flush()"

    assert (await stage.run(body, natural=True)).text == "cba"
    assert (await stage.run(body)).text == "abc"


async def test_same_instant(stage: "Staging") -> None:
    """All that is written without time passing has the same time."""
    played = await stage.run(
        """
        time.sleep(0.123456789)
        print("a")
        os.write(1, b"b")
        print("c", end="")
        time.sleep(1e-9)
        print("d")
        """
    )

    assert played.shown == [(0.123456789, "a\nbc"), (0.12345679, "d\n")]


# --- what can be asked ----------------------------------------------------------------------------------------------


async def test_as_in_life(stage: "Staging") -> None:
    """Standard output says of itself what a terminal's says in life."""
    lines = await stage.print(
        """
        import shutil
        out = sys.stdout
        print(out.isatty(), os.isatty(1), out.fileno(), out.encoding, out.errors, out.newlines, out.closed)
        print(out.name, out.mode, out.line_buffering, out.write_through, out.writable(), out.readable())
        print(out.buffer.name, out.buffer.mode, out.buffer.raw.name, out.buffer.raw.isatty(), out.buffer.fileno())
        print(type(out), type(out.buffer), out is sys.__stdout__)
        print(repr(out))
        print(*os.get_terminal_size(), *shutil.get_terminal_size(), *os.get_terminal_size(out.fileno()))
        """
    )

    assert lines == [
        "True True 1 utf-8 strict None False",
        "<stdout> w True False True False",
        "<stdout> wb <stdout> True 1",
        "<class '_io.TextIOWrapper'> <class '_io.BufferedWriter'> True",
        "<_io.TextIOWrapper name='<stdout>' mode='w' encoding='utf-8'>",
        "80 24 80 24 80 24",
    ]


async def test_return_values(stage: "Staging") -> None:
    """Writes return how much was written, characters or bytes."""
    lines = await stage.print(
        """
        counts = [sys.stdout.write("é\\n"), sys.stdout.buffer.write("é\\n".encode()), os.write(1, "é\\n".encode())]
        print(counts, sys.stdout.flush())
        """
    )

    assert lines[3:] == ["[2, 3, 3] None"]


async def test_errors(stage: "Staging") -> None:
    """The wrong thing to write is the error of life."""
    lines = await stage.print(
        """
        for write, wrong in ((sys.stdout.write, b"x"), (sys.stdout.write, None), (sys.stdout.buffer.write, "x"),
                             (lambda text: os.write(1, text), "x"), (sys.stdout.write, "\\ud800")):
            try:
                write(wrong)
            except (TypeError, ValueError) as error:
                print(type(error).__name__, str(error).split(" in position")[0])
        """
    )

    assert lines == [
        "TypeError write() argument must be str, not bytes",
        "TypeError write() argument must be str, not None",
        "TypeError a bytes-like object is required, not 'str'",
        "TypeError a bytes-like object is required, not 'str'",
        "UnicodeEncodeError 'utf-8' codec can't encode character '\\ud800'",
    ]


async def test_any_characters(stage: "Staging") -> None:
    """Characters of all scripts, and control sequences, come through as they are."""
    text = "é 하나 ✓ 😀 \x1b[2K\x1b[?25l\x07\x08\t\x00end"
    played = await stage.run(f"print({text!r})")

    assert played.raw == text.encode() + b"\r\n"


async def test_replaced(stage: "Staging") -> None:
    """A program may put something of its own in the place of `sys.stdout`."""
    played = await stage.run(
        """
        import contextlib, io
        with contextlib.redirect_stdout(io.StringIO()) as text:
            print("caught")
        print(repr(text.getvalue()))
        """
    )

    assert played.lines == ["'caught\\n'"]
    assert "caught" not in [event["text"] for event in played.events("write")]


async def test_standard_error(stage: "Staging") -> None:
    """What is printed to standard error isn't shown, nor are tracebacks of threads and warnings."""
    played = await stage.run(
        """
        import warnings
        print("hidden", file=sys.stderr)
        sys.stderr.write("hidden\\ud800")
        os.write(2, b"hidden")
        warnings.warn("hidden")
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        print("shown")
        """
    )

    assert played.text == "shown\n"


async def test_os_write_elsewhere(stage: "Staging") -> None:
    """`os.write` into another descriptor is no output."""
    played = await stage.run(
        """
        receiving, sending = os.pipe()
        print(os.write(sending, b"x"), os.read(receiving, 9))
        """
    )

    assert played.lines == ["1 b'x'"]
    assert "x" not in [event["text"] for event in played.events("write")]


async def test_past_the_hooks(stage: "Staging") -> None:
    """Bytes that reach the descriptor by another way are seen at their time, too."""
    played = await stage.run(
        """
        with open(1, "wb", buffering=0, closefd=False) as raw:
            for frame in (b"|", b"/", b"-"):
                raw.write(frame)
                time.sleep(.1)
        """
    )

    assert played.shown == [(0, "|"), (0.1, "/"), (0.2, "-")]


# --- what is recorded -----------------------------------------------------------------------------------------------


async def test_writes_recorded(stage: "Staging") -> None:
    """Each write is recorded when it is made, flushed or not, with its text and line."""
    played = await stage.run(
        """
        sys.stdout.write("a")
        time.sleep(1)
        print("b", "c")
        os.write(1, b"d")
        """,
        natural=True,
    )

    assert [(event.time // 10**9, event["text"], event["line"]) for event in played.events("write")] == [
        (0, "a", 3),
        (1, "b", 5),
        (1, " ", 5),
        (1, "c", 5),
        (1, "\n", 5),
        (1, "d", 6),
    ]


async def test_long_write(stage: "Staging") -> None:
    """Of a long text only the beginning is recorded, but all of it is shown."""
    played = await stage.run("print('x' * 5000)")

    assert (len(played.text), len(played.events("write")[0]["text"])) == (5001, 200)


@pytest.mark.parametrize(
    "write", ["print('x' * 1000)", "sys.stdout.buffer.write(b'x' * 1000)", "os.write(1, b'x' * 1000)"]
)
async def test_flooded_at_once(stage: "Staging", write: str) -> None:
    """A program that writes without end, and without time passing, is flooding at its line."""
    played = await stage.run(
        f"""
        while True:
            {write}
        """
    )

    assert (played.end.cause, played.end.line) == ("flooded", 4)
    assert played.duration == 0


async def test_flooded_in_time(stage: "Staging") -> None:
    """A program that writes much too much in all is flooding, too."""
    played = await stage.run(
        """
        while True:
            print("x" * 60000)
            time.sleep(.1)
        """
    )

    assert (played.end.cause, played.end.line) == ("flooded", 4)
    assert 4_000_000 < len(played.raw) < 5_000_000


async def test_much_but_not_too_much(stage: "Staging") -> None:
    """A thousand frames are no flood."""
    played = await stage.run(
        """
        for _ in range(1000):
            print("\\r| thinking!", end="", flush=True)
            time.sleep(.01)
        """
    )

    assert (played.end.cause, played.text.count("|")) == (None, 1000)


# --- the announcement -----------------------------------------------------------------------------------------------


async def test_candidates(stage: "Staging") -> None:
    """Before each of the first lines is completed, every thread and task is shown as it looks then."""
    played = await stage.run(
        """
        thread = threading.Thread(target=time.sleep, args=(1,), name="spinner")
        print(thread)
        thread.start()
        print(thread)
        async def main():
            asyncio.create_task(asyncio.sleep(0), name="task")
            print("task")
        asyncio.run(main())
        """
    )
    shown = [
        [(one["kind"], one["fresh"], one["repr"].partition("(")[2][:16]) for one in event["list"]]
        for event in played.events("candidates")
    ]

    assert shown[0] == [("thread", True, "spinner, initial")]
    assert ("thread", False, "spinner, started") in shown[1] + shown[2]
    assert played.lines[0] in [one["repr"] for one in played.events("candidates")[0]["list"]]


@pytest.mark.parametrize("natural", [False, True])
async def test_candidates_of_three_lines(stage: "Staging", natural: bool) -> None:  # noqa: FBT001 - a parameter of pytest
    """The first three lines may be the announcement, a fourth may not."""
    played = await stage.run(
        """
        threads = []
        for number in range(5):
            threads.append(threading.Thread())
            print(number)
        """,
        natural=natural,
    )

    assert [len(event["list"]) for event in played.events("candidates")] == [1, 2, 3]


async def test_candidates_of_any_write(stage: "Staging") -> None:
    """A line may be completed by any way to write."""
    for write in ("sys.stdout.write('x\\n')", "sys.stdout.buffer.write(b'x\\n')", "os.write(1, b'x\\n')", "print()"):
        played = await stage.run(f"thread = threading.Thread()\n{write}")

        assert [len(event["list"]) for event in played.events("candidates")][:1] == [1]


async def test_no_candidates_without_newline(stage: "Staging") -> None:
    """Frames announce nothing."""
    played = await stage.run("print('\\r|', end=''); sys.stdout.write('\\r/'); os.write(1, b'\\r-')")

    assert played.events("candidates") == []


async def test_seeded_write(stage: "Staging") -> None:
    """Under a seeded schedule another thread may come between two writes, but never within one."""
    body = """
    def body(name):
        for _ in range(4): sys.stdout.write(name * 3 + " ")
    threads = [threading.Thread(target=body, args=(name,)) for name in "ab"]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    """
    texts = {(await stage.run(body, schedule=number)).text for number in range(6)}

    assert "aaa aaa aaa aaa bbb bbb bbb bbb " in texts
    assert len(texts) > 3
    assert {"aaa", "bbb"} == {word for text in texts for word in text.split()}
