"""What the parent makes of a scenario: a trace that passes nothing unless it was closed by a right last word."""

import asyncio
import json
import os
import signal

import pytest
from impostors import FILENAME, SCENARIO, Act, Impostor, performed, sending
from parent_helpers import open_descriptors

from grader import performance, watching
from grader.trace import End, Event, Output, Scenario, Trace
from grader.wire import NANOSECONDS, encode, sentinel

pytestmark = pytest.mark.asyncio

LAST_WORD = {"e": "end", "t": 0, "th": 0, "reason": "ended", "ask": True}


def message(number: object, **fields: object) -> bytes:
    """Return a mark as the stage would send it, with this number."""
    return encode({"n": number, "e": "mark", "t": 0, "th": 0, "label": "loaded", **fields})


def last_word(number: object, **fields: object) -> bytes:
    """Return a last word as the stage would send it, with this number."""
    return encode({"n": number, **LAST_WORD, **fields})


def contents(trace: Trace) -> list[object]:
    """Return kinds of events, and bytes, in order."""
    return [entry.data if isinstance(entry, Output) else entry.kind for entry in trace.entries]


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lose patience after a moment rather than after seconds."""
    monkeypatch.setattr(watching, "SAMPLE_SECONDS", 0.02)
    monkeypatch.setattr(watching, "WALL_SECONDS", 2)
    monkeypatch.setattr(performance, "STACKS_SECONDS", 0.02)


@pytest.fixture
def never_hung(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never lose patience: for what takes as long as the machine is busy, and sends no message meanwhile."""
    monkeypatch.setattr(watching, "SAMPLE_SECONDS", 3600)


# --- the channel --------------------------------------------------------------------------------------------------


async def test_right_trace() -> None:
    """A trace that the stage closed by its last word has ended without a cause."""

    async def act(impostor: Impostor) -> None:
        await impostor.ask("mark", label="loaded")
        await impostor.tell("sleep", ns=5)
        await impostor.end()

    trace = await performed(act)

    assert trace.end == End(None, closed=True)
    assert contents(trace) == ["mark", "sleep", "end"]
    assert trace.scenario is SCENARIO


async def test_what_the_stage_is_told() -> None:
    """The stage gets the program's bytes, its name, the limit in nanoseconds, and the scenario's script."""
    asked = {}

    async def act(impostor: Impostor) -> None:
        asked.update(impostor.asked, inside=os.listdir(impostor.asked["folder"]))  # noqa: PTH208 - pathlib may block
        await impostor.end()

    await performed(act, scenario=Scenario("x", {"play": "main"}, limit=7.5, schedule=3, natural=True))

    assert (asked["source"], asked["filename"], asked["limit"]) == ("pass", FILENAME, 7.5 * NANOSECONDS)
    assert (asked["script"], asked["schedule"], asked["natural"], asked["inside"]) == (
        {"play": "main"},
        3,
        True,
        ["work"],
    )


async def test_private_folder_is_removed() -> None:
    """What a performer had for itself is gone afterwards."""
    folders = []

    async def act(impostor: Impostor) -> None:
        (impostor.folder / "work" / "left").write_text("something")
        folders.append(impostor.folder)
        await impostor.end()

    await performed(act)

    assert [folder.exists() for folder in folders] == [False]


@pytest.mark.parametrize(
    "cause, reason",
    [
        (None, "ended"),
        ("endless", "limit"),
        ("deadlock", "deadlock"),
        ("flooded", "flooded"),
        ("busy", "busy"),
        ("broken", "broken"),
    ],
)
async def test_reasons(cause: str | None, reason: str) -> None:
    """Each last word of the stage has its cause."""
    trace = await performed(lambda impostor: impostor.end(reason))

    assert trace.end.cause == cause


async def test_line_of_the_last_word() -> None:
    """The last word says where the attempt was, and which exception came."""
    error = {"type": "NameError", "text": "x", "line": 7, "function": None}
    trace = await performed(lambda impostor: impostor.end("broken", line=7, error=error))

    assert trace.end == End("broken", 7, "", error, closed=True)


async def test_nothing_after_the_last_word() -> None:
    """What comes after the last word doesn't count."""
    trace = await performed(sending(message(1), last_word(2), message(3), b"junk\n"))

    assert (trace.end, contents(trace)) == (End(None, closed=True), ["mark", "end"])


async def test_answers() -> None:
    """Each return of a stand-in gets the next answer, the last one for all further; other questions get none."""
    got = []

    async def act(impostor: Impostor) -> None:
        got.append(await impostor.ask("mark", label="called"))
        got.extend([await impostor.ask("call", what="f", state="returned") for _ in range(3)])
        await impostor.end()

    await performed(act, scenario=Scenario("x", {}, answers=({"result": 1}, {"raises": "no"})))

    assert got == [{}, {"result": 1}, {"raises": "no"}, {"raises": "no"}]


async def test_told_is_not_answered() -> None:
    """A message that asks nothing gets no answer: the next answer belongs to the next question."""

    async def act(impostor: Impostor) -> None:
        await impostor.tell("call", what="f", state="called")
        assert await impostor.ask("call", what="f", state="returned") == {"result": 42}
        assert impostor._rest == b""
        await impostor.end()

    assert (await performed(act)).end == End(None, closed=True)


async def test_threads_and_tasks() -> None:
    """An event knows its thread and its task, if it was told of any."""
    trace = await performed(sending(message(1, th=3, task=4), message(2, th=5), message(3, th=-1), last_word(4)))

    events = [entry for entry in trace.entries if isinstance(entry, Event)]
    assert [(event.thread, event.task) for event in events] == [(3, 4), (5, None), (-1, None), (0, None)]


# --- traces without a right last word -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cause, status",
    [
        ("exited", 0),
        ("exited", 3),
        ("crashed", -signal.SIGSEGV),
        ("crashed", -signal.SIGABRT),
        ("busy", -signal.SIGXCPU),
    ],
)
async def test_no_last_word(cause: str, status: int) -> None:
    """A trace without a last word says by its cause how the process ended, even with exit status 0."""
    trace = await performed(sending(message(1)), status=status)

    assert (trace.end.cause, contents(trace)) == (cause, ["mark"])


async def test_nothing_at_all() -> None:
    """A performer that never says anything has not passed either."""
    trace = await performed(sending())

    assert (trace.end.cause, trace.entries) == ("exited", ())


async def test_exit() -> None:
    """Where the stage saw by what the attempt ended its process, that is named with its line."""
    exit_event = encode({"n": 1, "e": "exit", "t": 0, "what": "os._exit", "line": 12})
    trace = await performed(sending(exit_event), status=-signal.SIGKILL)

    assert trace.end == End("exited", 12, "os._exit")


async def test_crash_names_the_signal() -> None:
    """A crash says of which signal the process died."""
    assert (await performed(sending(), status=-signal.SIGSEGV)).end.detail == "Segmentation fault"


async def test_line_of_a_crash() -> None:
    """The line is that of the attempt's innermost frame in the thread that crashed."""
    stacks = f"""Fatal Python error: Segmentation fault

Thread 0x01 (most recent call first):
  File "/x/grader/stage/scheduler.py", line 150 in _hand_over
  File "{FILENAME}", line 3 in wait

Current thread 0x02 (most recent call first):
  File "/lib/ctypes.py", line 99 in string_at
  File "{FILENAME}", line 8 in spin
  File "{FILENAME}", line 20 in main
"""

    async def act(impostor: Impostor) -> None:
        (impostor.folder / "stacks").write_text(stacks)

    assert (await performed(act, status=-signal.SIGSEGV)).end.line == 8


async def test_line_of_a_stack_event() -> None:
    """Without such a dump, the line is the one that the stage told of."""
    stack = encode({"n": 1, "e": "stack", "t": 0, "line": 5})
    trace = await performed(sending(stack, last_word(2, reason="deadlock")))

    assert trace.end == End("deadlock", 5, closed=True)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param((message(2), last_word(3)), id="begins late"),
        pytest.param((message(1), last_word(3)), id="gap"),
        pytest.param((message(1), message(1), last_word(2)), id="doubled"),
        pytest.param((message(1), message(2), last_word(1)), id="goes back"),
        pytest.param((message("1"), last_word(2)), id="number as text"),
        pytest.param((message(None), last_word(2)), id="no number"),
        pytest.param((b"hello\n", last_word(1)), id="junk"),
        pytest.param((b"\n", last_word(1)), id="empty line"),
        pytest.param((b"\xff\xfe\n", last_word(1)), id="no text"),
        pytest.param((b"[1]\n", last_word(1)), id="no object"),
        pytest.param((b'{"n":1,"n"\n', last_word(1)), id="half an object"),
        pytest.param((b"[" * 100_000 + b"\n", last_word(1)), id="nested deeply"),
        pytest.param((b'{"n":' + b"1" * 5_000 + b"}\n", last_word(1)), id="huge number"),
        pytest.param((message(1, text="x" * (1 << 20)), last_word(2)), id="too long"),
        pytest.param((b"x" * (1 << 22) + b"\n", last_word(1)), id="much too long"),
        pytest.param((message(1, e=5), last_word(2)), id="no kind"),
        pytest.param((message(1, t=0.5), last_word(2)), id="half a nanosecond"),
        pytest.param((message(1, t=None), last_word(2)), id="no time"),
        pytest.param((message(1, e="out", data="%%"), last_word(2)), id="no base64"),
        pytest.param((message(1, e="out", data="é"), last_word(2)), id="no base64 either"),
        pytest.param((message(1, th="x"), last_word(2)), id="thread as text"),
        pytest.param((message(1, label=None), last_word(2)), id="no label"),
        pytest.param((message(1, label="inspected"), last_word(2)), id="nothing inspected"),
        pytest.param((message(1, error={"type": "KeyError"}), last_word(2)), id="half an error"),
        pytest.param((message(1, alive=["x"]), last_word(2)), id="threads without names"),
        pytest.param((last_word(1, reason="passed"),), id="unknown reason"),
        pytest.param((last_word(1, reason=None),), id="no reason"),
    ],
)
async def test_tampered(lines: tuple[bytes, ...]) -> None:
    """Anything that is no right message ends the trace then and there: a last word behind it passes nothing."""
    trace = await performed(sending(*lines))

    assert trace.end.cause == "tampered"
    assert "end" not in contents(trace)[:-1]


@pytest.mark.parametrize("reason", [["ended"], {}])
async def test_reason_of_another_type(reason: object) -> None:
    """A last word whose reason isn't even a text is none."""
    assert (await performed(sending(last_word(1, reason=reason)))).end.cause == "tampered"


async def test_half_a_line() -> None:
    """A last word that breaks off is none."""
    trace = await performed(sending(message(1), last_word(2)[:-10]))

    assert trace.end.cause == "tampered"


async def test_too_many_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    """An attempt that makes no end of events is cut off."""
    monkeypatch.setattr(performance, "MAX_MESSAGES", 3)
    trace = await performed(sending(*(message(number) for number in range(1, 10)), last_word(10)))

    assert (trace.end.cause, len(trace.entries)) == ("flooded", 3)


async def sleep_for_ever(_impostor: Impostor) -> None:
    """Say nothing any more, and don't go either."""
    await asyncio.Event().wait()


@pytest.mark.usefixtures("hasty")
async def test_hung() -> None:
    """A performer whose process sleeps on and on, and says nothing, hangs."""
    assert (await performed(sleep_for_ever)).end.cause == "hung"


# --- the terminal -------------------------------------------------------------------------------------------------


async def written(impostor: Impostor, data: bytes) -> None:
    """Write to the terminal."""
    assert impostor.terminal is not None
    os.write(impostor.terminal, data)


async def test_terminal() -> None:
    """What was written before a question stands before it in the trace, at the time of the question."""

    async def act(impostor: Impostor) -> None:
        await written(impostor, b"| m")
        await impostor.tell("sleep", ns=1)
        await written(impostor, b"sg")
        await impostor.ask("advance", t=5, to=9)
        await written(impostor, b"\r/ msg")
        await impostor.end(t=9)

    trace = await performed(act, pty=True)

    assert contents(trace) == ["sleep", b"| msg", "advance", b"\r/ msg", "end"]
    assert [entry.time for entry in trace.entries if isinstance(entry, Output)] == [5, 9]


async def test_terminal_ends_lines() -> None:
    """A terminal goes to column 0 at a newline."""

    async def act(impostor: Impostor) -> None:
        await written(impostor, b"one\n")
        await impostor.end()

    assert contents(await performed(act, pty=True)) == [b"one\r\n", "end"]


async def test_raw_bytes_end_lines() -> None:
    """Where there is no terminal, what comes over the channel is shown as a terminal would."""

    async def act(impostor: Impostor) -> None:
        await impostor.tell("out", data="b25lCg==")
        await impostor.end()

    assert contents(await performed(act)) == [b"one\r\n", "end"]


async def test_raw_bytes_are_joined() -> None:
    """Without a terminal, too, what came before a question stands before it as one piece."""

    async def act(impostor: Impostor) -> None:
        await impostor.tell("out", data="fCA=")
        await impostor.tell("out", data="bXNn")
        await impostor.ask("advance", to=1)
        await impostor.end()

    assert contents(await performed(act)) == [b"| msg", "advance", "end"]


async def test_much_output() -> None:
    """More than a terminal holds at a time comes through as a whole, in order."""
    data = bytes(range(32, 127)) * 2_000

    async def act(impostor: Impostor) -> None:
        assert impostor.terminal is not None
        await asyncio.to_thread(os.write, impostor.terminal, data)
        await impostor.end()

    assert contents(await performed(act, pty=True)) == [data, "end"]


async def test_rest() -> None:
    """What a performer wrote before it died is in the trace, but for the mark of a question that it never sent."""

    async def act(impostor: Impostor) -> None:
        await impostor.ask("mark", label="called", t=5)
        await written(impostor, b"| msg" + sentinel(impostor.asked["nonce"], 2))

    trace = await performed(act, pty=True, status=-signal.SIGSEGV)

    assert (trace.end.cause, contents(trace)[:2]) == ("crashed", ["mark", b"| msg"])
    assert trace.entries[1].time == 5


async def test_late_mark() -> None:
    """The answer comes only once the terminal has been read up to the mark of the question."""

    async def act(impostor: Impostor) -> None:
        await impostor.tell("mark", label="late", ask=True)
        await asyncio.sleep(0)
        await written(impostor, b"| msg" + sentinel(impostor.asked["nonce"], 1))
        await impostor.answer()
        await impostor.end()

    assert contents(await performed(act, pty=True)) == [b"| msg", "mark", "end"]


async def test_mark_of_another_question() -> None:
    """The question's own mark is taken out of what is shown, another one is not."""

    async def act(impostor: Impostor) -> None:
        await written(impostor, sentinel(impostor.asked["nonce"], 99))
        await impostor.end()

    output = contents(await performed(act, pty=True))[0]
    assert isinstance(output, bytes)
    assert output.endswith(b":99\0")
    assert b":1\0" not in output


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("nonce", ["", "0" * 16])
async def test_forged_last_word(nonce: str) -> None:
    """A last word with the right number, but without the mark that only the stage knows, passes nothing."""

    async def act(impostor: Impostor) -> None:
        await written(impostor, sentinel(nonce, 1))
        await impostor.send(last_word(1))
        await sleep_for_ever(impostor)

    assert (await performed(act, pty=True)).end.cause == "hung"


@pytest.mark.usefixtures("hasty")
async def test_forged_last_word_that_asks_nothing() -> None:
    """A last word always asks: one that doesn't, and so needs no mark, is forged."""

    async def act(impostor: Impostor) -> None:
        await impostor.send(last_word(1, ask=False))
        await sleep_for_ever(impostor)

    assert (await performed(act, pty=True)).end.cause in ("tampered", "hung")


@pytest.mark.usefixtures("hasty")
async def test_closed_terminal() -> None:
    """Where the terminal is closed before the mark has come, the mark isn't waited for."""

    async def act(impostor: Impostor) -> None:
        assert impostor.terminal is not None
        os.close(impostor.terminal)
        impostor.terminal = None
        await impostor.send(last_word(1))
        await sleep_for_ever(impostor)

    assert (await performed(act, pty=True)).end.cause == "tampered"


@pytest.mark.usefixtures("never_hung")
async def test_flooded_terminal() -> None:
    """Who writes to the terminal without end, past the stage's own count, is cut off before memory runs out."""

    async def act(impostor: Impostor) -> None:
        assert impostor.terminal is not None
        os.set_blocking(impostor.terminal, False)
        written = 0
        while written < 10_000 * 4096:  # not so many tries: most of them are in vain where the kernel is late
            try:
                written += os.write(impostor.terminal, b"x" * 4096)
            except BlockingIOError:
                await asyncio.sleep(0)
        await sleep_for_ever(impostor)

    assert (await performed(act, pty=True)).end.cause == "flooded"


def acts() -> list[Act]:
    """Return acts of each kind of end."""
    return [sending(message(1), last_word(2)), sending(b"junk\n"), sending()]


@pytest.mark.parametrize("pty", [False, True])
async def test_descriptors(pty: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """However a scenario ends, no descriptor of it stays open."""
    for act in acts():  # what the first ones open once and for all
        await performed(act, pty=pty)
    before = await open_descriptors()
    for act in acts():
        await performed(act, pty=pty)

    assert await open_descriptors() == before


async def test_trace_is_json() -> None:
    """What is in a trace came as JSON: nothing else is made of it."""
    trace = await performed(sending(message(1, error={"type": "NameError", "text": "x", "line": 3}), last_word(2)))

    first = trace.entries[0]
    assert isinstance(first, Event)
    assert json.loads(json.dumps(first.data)) == first.data
