"""Watch mode without a terminal: what is shown, what is graded, and that grading again and again changes nothing."""

import asyncio
import shutil
import subprocess
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from pathlib import Path

import pytest
from runs import ATTEMPTS, ROOT

from grader.attempt import Attempt, Source, read_attempt
from grader.language import ENGLISH, language
from grader.live import pages, warm
from grader.live.errands import check_in_focus, hints_on, play_command
from grader.live.files import Seen, look_at
from grader.live.screen import display_lines
from grader.live.state import Shown, State, closed, graded, opened, saved, switched, toggled
from grader.live.warm import WarmGrader
from grader.live.watch import Watch
from grader.parcels import pack
from grader.processes import HAS_FORK
from grader.reports import Look
from grader.session import GradingError, grade
from grader.settings import Settings
from grader.verdict import CheckResult, Finding, KataStatus, KataVerdict, Verdict

BOTH = ("spinner_thread", "spinner_asyncio")
WRONG = ATTEMPTS / "spinner_thread" / "wrong" / "erase_inside_loop.py"
NOTHING: frozenset[str] = frozenset()


def shown(kata: str, status: KataStatus, *checks: CheckResult, problem: str | None = None) -> Shown:
    """Return a verdict that has just come."""
    return Shown(KataVerdict(kata, status, checks=checks), None, "12:00:00", 0.25, problem)


def state(**known: KataStatus) -> State:
    """Return a state in which these katas have a verdict."""
    return State("exercises", BOTH, BOTH[0], {kata: shown(kata, status) for kata, status in known.items()})


# -- The state -----------------------------------------------------------------------------------------------------


def test_saved_kata_comes_into_focus() -> None:
    """A kata that was changed comes into focus; what was to be seen in the verdict's place goes."""
    before = opened(state(spinner_thread="failed", spinner_asyncio="todo"), "help", (("", "text"),))
    after = saved(before, "spinner_asyncio", frozenset({"spinner_asyncio"}))

    assert (after.focus, after.panel, after.rows) == ("spinner_asyncio", "verdict", ())


def test_first_kata_stays_at_the_beginning() -> None:
    """While the first verdicts come, the first kata that isn't passed is in focus."""
    begun = saved(state(), "spinner_asyncio", frozenset(BOTH))
    failed = graded(begun, "spinner_thread", shown("spinner_thread", "failed"), NOTHING)
    passed = graded(begun, "spinner_thread", shown("spinner_thread", "passed"), NOTHING)
    second = shown("spinner_asyncio", "todo")

    assert begun.focus == "spinner_thread"
    assert graded(failed, "spinner_asyncio", second, NOTHING).focus == "spinner_thread"
    assert graded(passed, "spinner_asyncio", second, NOTHING).focus == "spinner_asyncio"


def test_learner_chooses_the_focus() -> None:
    """A verdict doesn't take the focus from the kata that the learner has switched to."""
    chosen = switched(state(spinner_thread="failed"))

    assert graded(chosen, "spinner_asyncio", shown("spinner_asyncio", "todo"), NOTHING).focus == "spinner_asyncio"
    assert switched(chosen).focus == "spinner_thread"


def test_panels() -> None:
    """Everything that changes what is shown brings the verdict back."""
    helped = opened(state(spinner_thread="failed"), "help", (("", "text"),))

    assert helped.panel == "help"
    assert [change(helped).panel for change in (closed, switched, toggled)] == ["verdict"] * 3
    assert toggled(toggled(helped)).everything is helped.everything


# -- The pages -----------------------------------------------------------------------------------------------------


def test_progress() -> None:
    """Each kata has a line: the focus, the points, the status, and whether that is about what is saved."""
    checks = (CheckResult("a", "A.", "passed"), CheckResult("b", "B.", "failed"))
    known = {"spinner_thread": shown("spinner_thread", "failed", *checks)}
    now = State("exercises", BOTH, BOTH[0], known, pending=frozenset({"spinner_asyncio"}))

    assert pages.progress(now, Look()).split("\n") == [
        "> spinner_thread   [######.......]  1/2   failed",
        "  spinner_asyncio  [.............]  0/0   checking",
    ]


def test_status() -> None:
    """The status line says when the verdict came, what is checked, or how to go on."""
    done = state(spinner_thread="passed", spinner_asyncio="todo")

    assert pages.status(state(spinner_thread="failed"), Look()) == (
        "checked at 12:00:00 in 0.25 s; save, and it is checked again"
    )
    assert pages.status(done, Look()) == "checked at 12:00:00 in 0.25 s; s goes on to spinner_asyncio"
    assert pages.status(replace(done, pending=frozenset(BOTH)), Look()) == "checking spinner_thread"


def test_begins_at_the_failure() -> None:
    """A verdict that is longer than the window begins where the failure in focus is told, in any language."""
    checks = (
        CheckResult("signal", "A Signal has go.", "passed"),
        CheckResult("frames", "It draws.", "failed", finding=Finding("a frame", "none", "Draw one.", line=1)),
    )
    known = {"spinner_thread": shown("spinner_thread", "failed", *checks)}
    now = State("exercises", ("spinner_thread",), "spinner_thread", known)
    for look in (Look(), Look(colour=True), Look(language("ko"), width=50), Look(plain=True), Look(everything=True)):
        text = pages.body(now, look, 1)
        line = text.split("\n")[pages.begin(now, text, 1)]

        assert "spinner_thread: frames" in line


def test_begins_at_the_end() -> None:
    """A verdict without a failure begins so that the next step is to be seen."""
    now = state(spinner_thread="passed")
    text = pages.body(now, Look(), 1)

    assert pages.begin(now, text, 1) >= text.count("\n")


def test_problem() -> None:
    """Where there is no verdict, what is wrong stands there, and whose fault it is."""
    broken = {"spinner_thread": shown("spinner_thread", "broken", problem="it is too large")}
    failed = {"spinner_thread": shown("spinner_thread", "unjudged", problem="Traceback \x1b[2J")}
    now = State("exercises", BOTH, BOTH[0])

    assert pages.body(replace(now, shown=broken), Look(), 1) == "it is too large"
    assert "no fault of your program's" in pages.body(replace(now, shown=failed), Look(), 1)
    assert "\x1b" not in pages.body(replace(now, shown=failed), Look(), 1)


def test_help_names_every_key() -> None:
    """What the lowest line names, the help explains."""
    assert set(pages.KEYS) - {"?"} <= set(pages.HELP)


def test_display_lines() -> None:
    """What is too long goes on in the next line, as wide characters are wide; colours take no room."""
    lines = display_lines("\x1b[31mabcdef\x1b[0m\n생각 중\n", 4)

    assert ["".join(text for _, text, *_ in line) for line in lines] == ["abcd", "ef", "생각", " 중"]
    assert all("ansired" in style for style, *_ in lines[1])


# -- Files, hints, programs ----------------------------------------------------------------------------------------


def test_look_at(tmp_path: Path) -> None:
    """A kata's file is a source, a problem, or not there."""
    path = tmp_path / "spinner_thread.py"
    nothing = look_at(path, "spinner_thread")
    path.write_bytes(b"x = 1\n")
    source = look_at(path, "spinner_thread").source
    path.unlink()
    path.mkdir()

    assert nothing.missing
    assert source == Source("spinner_thread", path, "spinner_thread.py", b"x = 1\n")
    assert "regular file" in str(look_at(path, "spinner_thread").problem) or look_at(path, "spinner_thread").problem


def test_check_in_focus() -> None:
    """A hint is about the first cause; where nothing failed, about the first check that isn't passed."""
    passed = CheckResult("signal", "A.", "passed")
    blocked = CheckResult("frames", "B.", "blocked")
    failed = CheckResult("stop", "C.", "failed")
    bonus = CheckResult("wide", "D.", "blocked", bonus=True)

    def focus(*checks: CheckResult) -> str | None:
        found = check_in_focus(KataVerdict("spinner_thread", "failed", checks=checks))
        return found and found.id

    assert focus(passed, blocked, failed, bonus) == "stop"
    assert focus(bonus, passed, blocked) == "frames"
    assert focus(passed, bonus) == "wide"
    assert focus(passed) is None


def test_hints(tmp_path: Path) -> None:
    """Each press gives one hint more, up to the third; those that came before stay."""
    failed = KataVerdict("spinner_thread", "failed", checks=(CheckResult("frames", "B.", "failed"),))
    kept = tmp_path / ".grader" / "hints.json"
    given = [[text for _, text in hints_on(failed, ENGLISH, kept)] for _ in range(4)]

    assert [sum("hint" in text and " of 3" in text for text in texts) for texts in given] == [1, 2, 3, 3]
    assert given[1][:3] == given[0][:3]
    assert "one more" in given[1][-1]
    assert "one more" not in given[2][-1]


def test_play_command() -> None:
    """The learner's own file is run, in the learner's language."""
    command = play_command("spinner_thread", Path("here/spinner_thread.py"), language("ko"))

    assert command[3:] == [
        "grader",
        "play",
        "spinner_thread",
        "--path",
        str(Path("here/spinner_thread.py")),
        "--lang",
        "ko",
    ]


# -- Grading again and again ---------------------------------------------------------------------------------------

SETTINGS = Settings(7, fork=HAS_FORK, pty=HAS_FORK)


def run(what: Callable[[], Coroutine[None, None, None]]) -> None:
    """Run a test's coroutine on a loop of its own."""
    asyncio.run(what())


@pytest.mark.long
@pytest.mark.skipif(not HAS_FORK, reason="a process per scenario takes long")
def test_same_verdict_as_check() -> None:
    """A process that has graded other attempts comes to the very verdict that a new one comes to."""
    wrong, right = read_attempt(WRONG, ["spinner_thread"]), read_attempt(ROOT / "solutions", ["spinner_asyncio"])
    expected = grade(wrong, SETTINGS).katas

    async def again() -> None:
        grader = WarmGrader(SETTINGS)
        try:
            found = [await grader.grade(each) for each in (right, wrong, right, wrong)]
        finally:
            await grader.close()

        assert [verdict.katas for verdict in found] == [found[0].katas, expected] * 2
        assert found[0].katas[0].status == "passed"

    run(again)


@pytest.mark.parametrize("length", [-1, 100])
def test_half_a_request(tmp_path: Path, length: int) -> None:
    """Where the watcher is killed while it writes, the process that grades ends, as at the end of its input."""
    request = pack(SETTINGS) + pack(read_attempt(WRONG, ["spinner_thread"]))[:length]
    folder = tmp_path / "watch"
    folder.mkdir()
    done = subprocess.run([*warm.COMMAND, str(folder)], input=request, capture_output=True, timeout=60, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert not folder.exists()


def test_grader_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the grader fails of is told, and the next attempt is graded by a process that is there."""
    ended = (*warm.COMMAND[:1], "-c", "import sys; sys.stdin.buffer.read(1); sys.exit(3)")

    async def fail() -> None:
        grader = WarmGrader(replace(SETTINGS, without=frozenset({"nonsense"})))
        attempt = read_attempt(WRONG, ["spinner_thread"])
        try:
            with pytest.raises(GradingError, match="no check 'nonsense'"):
                await grader.grade(attempt)
            process = await grader.start()
            process.kill()
            await process.wait()
            monkeypatch.setattr(warm, "COMMAND", ended)
            with pytest.raises(GradingError, match="exit status 3"):
                await grader.grade(attempt)
        finally:
            await grader.close()

    run(fail)


class Slow(WarmGrader):
    """Stands in for what grades: passes what it is given, once the test lets it."""

    def __init__(self) -> None:
        """Hold everything back."""
        super().__init__(SETTINGS)
        self.begun: asyncio.Queue[bytes] = asyncio.Queue()
        self.go_on = asyncio.Event()
        self.given_up: list[bytes] = []

    async def start(self) -> None:  # type: ignore[override]
        """Start nothing."""

    async def grade(self, attempt: Attempt) -> Verdict:
        """Pass, or be given up."""
        (source,) = attempt.files.values()
        self.begun.put_nowait(source.data)
        try:
            await self.go_on.wait()
        except asyncio.CancelledError:
            self.given_up.append(source.data)
            raise
        return Verdict(attempt.label, "3.12.1", 7, 0.1, (KataVerdict(source.kata, "passed"),))


def save(path: Path, data: bytes | None) -> None:
    """Write a file, or delete it."""
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)


def watching(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, test: Callable[[Watch, Slow, Path], Awaitable[None]]
) -> None:
    """Watch one file while a test goes on; nothing waits for longer than it must."""
    monkeypatch.setattr("grader.live.watch.PATIENCE", 0)
    path = tmp_path / "spinner_thread.py"
    path.write_bytes(b"1")

    async def go() -> None:
        grader = Slow()
        watch = Watch("x", {"spinner_thread": path}, grader)
        async with watch.going_on():
            await test(watch, grader, path)

    run(go)


def test_given_up_for_a_newer_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is graded when something newer is saved is given up, and only the newest has a verdict."""

    async def test(watch: Watch, grader: Slow, path: Path) -> None:
        updated = asyncio.Event()
        assert await grader.begun.get() == b"1"
        save(path, b"2")
        assert await grader.begun.get() == b"2"
        assert grader.given_up == [b"1"]
        assert watch.state.shown == {}
        watch.updated = updated.set
        grader.go_on.set()
        await updated.wait()
        assert watch.sources()["spinner_thread"].data == b"2"

    watching(tmp_path, monkeypatch, test)


def test_check_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same file is graded again when asked to, and not by a save that changes nothing."""

    async def test(watch: Watch, grader: Slow, path: Path) -> None:
        grader.go_on.set()
        await grader.begun.get()
        save(path, b"1")
        save(path, b"2")
        assert await grader.begun.get() == b"2"
        watch.again()
        assert await grader.begun.get() == b"2"

    watching(tmp_path, monkeypatch, test)


def test_missing_at_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is deleted is missing; without it nothing is graded."""

    async def test(watch: Watch, grader: Slow, path: Path) -> None:
        updated = asyncio.Event()
        grader.go_on.set()
        await grader.begun.get()
        watch.updated = updated.set
        save(path, None)
        while not (now := watch.state.current) or now.verdict.status != "missing":
            await updated.wait()
            updated.clear()
        assert grader.begun.empty()
        assert Seen().missing

    watching(tmp_path, monkeypatch, test)


def test_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder in which a process works goes with it, given up in the middle or not."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    kept = Path(shutil.copy(WRONG, tmp_path / "spinner_thread.py"))
    attempt = read_attempt(kept, ["spinner_thread"])

    def left() -> list[Path]:
        return [*tmp_path.iterdir()]

    async def begin() -> None:
        grader = WarmGrader(SETTINGS)
        await grader.start()
        grading = asyncio.create_task(grader.grade(attempt))
        await asyncio.sleep(0)
        grading.cancel()
        await asyncio.gather(grading, return_exceptions=True)
        assert left() == [kept]
        await grader.grade(attempt)
        await grader.close()

    run(begin)

    assert left() == [kept]
