"""The command line answers with one report or one line, and with an exit code that can be relied on."""

import importlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import grader
from grader.attempt import Attempt
from grader.cli import main
from grader.console import is_poor, look_of, wants_colour
from grader.processes import HAS_FORK
from grader.reports import FOR_PROGRAMS, FORMATS
from grader.settings import Settings
from grader.verdict import CheckResult, Finding, KataStatus, KataVerdict, Verdict

Done = subprocess.CompletedProcess[bytes]


class FakeSession(ModuleType):
    """Stands in for `grader.session`: remembers what it was asked, and finds what the test wants it to find."""

    def __init__(self) -> None:
        """Find that everything passed."""
        super().__init__("grader.session")
        self.asked: list[tuple[Attempt, Settings]] = []
        self.status: KataStatus = "passed"
        self.error: BaseException | None = None
        self.seen = "nothing"

    def grade(self, attempt: Attempt, settings: Settings) -> Verdict:
        """Return a verdict in which each kata has one check and the same status."""
        self.asked.append((attempt, settings))
        if self.error:
            raise self.error
        finding = Finding("a frame", self.seen, "Draw one.", line=1)
        check = CheckResult("frames", "It draws.", "failed", finding=finding)
        found = tuple(KataVerdict(kata, self.status, checks=(check,)) for kata in attempt.katas)
        return Verdict(attempt.label, "3.11.7", settings.seed, 0.5, found)


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> FakeSession:
    """Put the fake in the place of what really grades."""
    fake = FakeSession()
    monkeypatch.setitem(sys.modules, "grader.session", fake)
    monkeypatch.setattr(grader, "session", fake, raising=False)
    return fake


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder with an attempt in `exercises`, in an environment that says nothing about terminals."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "exercises").mkdir()
    for kata in ("spinner_thread", "spinner_asyncio"):
        (tmp_path / "exercises" / f"{kata}.py").write_text(f"# the source of {kata}\n")
    return tmp_path


def usage_error(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return the one line with which wrong usage is answered, exit code 2."""
    try:
        code = main(["check", *arguments])
    except SystemExit as stopped:
        code = stopped.code  # type: ignore[assignment]
    out, line = capsys.readouterr()
    assert (code, out, line.count("\n")) == (2, "", 1)
    return line


@pytest.mark.parametrize(
    "expected, status",
    [(0, "passed"), (1, "failed"), (1, "todo"), (1, "broken"), (1, "unjudged")],
)
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.usefixtures("folder")
def test_exit_code_is_the_verdict(expected: int, status: KataStatus, form: str, session: FakeSession) -> None:
    """Whatever the format, 0 means that every kata passed and 1 that some didn't."""
    session.status = status

    assert expected == main(["check", "--format", form])


@pytest.mark.parametrize("form", ["terminal", "html", "markdown", "json", "junit"])
def test_bonus_that_does_not_count(
    form: str, folder: Path, session: FakeSession, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the course counts no bonus, no format gives anything for it."""
    checks = CheckResult("frames", "It draws.", "passed"), CheckResult("wide", "Wide.", "passed", bonus=True)
    verdict = Verdict("exercises", "3.11.7", 1, 0.5, (KataVerdict("spinner_thread", "passed", checks=checks),))
    monkeypatch.setattr(session, "grade", lambda *_: verdict)
    told = []
    for bonus in ("true", "false"):
        (folder / "terms.toml").write_text(f"bonus = {bonus}\n")
        main(["check", "--course", "terms.toml", "--format", form, "--lang", "en"])
        told.append(capsys.readouterr().out)

    for given in ("and 1 bonus", '"bonus_points": 1', 'name="bonus_points" value="1"'):
        assert given not in told[1]
    assert told[0] != told[1]


@pytest.mark.usefixtures("folder")
def test_defaults(session: FakeSession, capsys: pytest.CaptureFixture[str]) -> None:
    """Without arguments both katas in `exercises` are graded under a new seed, and the learner gets the report."""
    main(["check"])
    attempt, asked = session.asked[0]
    out, err = capsys.readouterr()

    assert (attempt.label, attempt.katas) == ("exercises", ("spinner_thread", "spinner_asyncio"))
    assert 1 <= asked.seed <= 999_999
    assert asked == Settings(asked.seed, fork=hasattr(os, "fork"), pty=hasattr(os, "openpty"))
    assert out.startswith("spinner_thread  PASSED")
    assert f"nox -s check -- exercises --seed {asked.seed}\n" in out
    assert "# the source of spinner_thread" in out
    assert err == ""


@pytest.mark.skipif(not HAS_FORK, reason="a truth run needs fork")
@pytest.mark.usefixtures("folder")
def test_arguments_reach_the_session(session: FakeSession) -> None:
    """Path, katas, seed and the switches for poorer systems are passed on."""
    main(["check", "--kata", "spinner_asyncio", "exercises/", "--seed", "7", "--no-fork", "--no-pty"])
    main(["check", "--real", "--without", "pace", "--without", "stop", "--seed", "8"])
    (attempt, first), (_, second) = session.asked

    assert (attempt.label, attempt.katas) == ("exercises/", ("spinner_asyncio",))
    assert first == Settings(7, fork=False, pty=False)
    assert second == Settings(8, fork=True, pty=True, real=True, without=frozenset({"pace", "stop"}))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.usefixtures("folder")
def test_language_of_a_format(
    form: str, session: FakeSession, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What people read is in their language; what programs read only if that was asked for."""
    session.status = "failed"
    told = []
    for locale, *asked in (["C.UTF-8"], ["ko_KR.UTF-8"], ["C.UTF-8", "--lang", "ko"]):
        monkeypatch.setenv("LANG", locale)
        main(["check", "--format", form, "--seed", "7", *asked])
        told.append(capsys.readouterr().out)
    english, of_locale, korean = told

    assert (form in FOR_PROGRAMS) == (english == of_locale)
    if form not in ("json", "csv"):  # what they say of this verdict is the attempt's own
        assert english != korean


@pytest.mark.usefixtures("folder")
def test_one_file(session: FakeSession) -> None:
    """A file's own kata is the only one that is graded."""
    main(["check", "exercises/spinner_asyncio.py"])

    assert session.asked[0][0].katas == ("spinner_asyncio",)


@pytest.mark.usefixtures("folder", "session")
def test_json_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    """A program reads the report from standard output, where there is nothing else."""
    main(["check", "--format", "json", "--seed", "7"])
    out, err = capsys.readouterr()

    assert (json.loads(out)["version"], json.loads(out)["seed"], err) == (1, 7, "")


@pytest.mark.parametrize(
    "expected, arguments",
    [
        ("no such file or folder: 'exercize'", ["exercize"]),
        ("nothing to grade in the folder 'empty'", ["empty"]),
        ("unknown kata 'x': give --kata one of spinner_thread and spinner_asyncio", ["--kata", "x"]),
        ("--seed: '-1' isn't a whole number from 0 to 999999999", ["--seed=-1"]),
        ("--seed: '1000000000' isn't", ["--seed", "1000000000"]),
        ("--seed: '1.5' isn't", ["--seed", "1.5"]),
        ("--seed: '\u00b2' isn't", ["--seed", "\u00b2"]),
        (f"--seed: '{'9' * 5000}' isn't", ["--seed", "9" * 5000]),
        ("--seed: '0000000000009999999999' isn't", ["--seed", "0000000000009999999999"]),
        ("--real needs a system with fork", ["--real", "--no-pty"]),
        ("--real needs a system with fork", ["--real", "--no-fork"]),
        ("invalid choice: 'xml'", ["--format", "xml"]),
        ("unrecognized arguments: --sed", ["--sed", "1"]),
        ("can't write to 'no/r.json': there is no folder", ["--output", "no/r.json"]),
        ("can't write to 'empty': it isn't a regular file", ["--output", "empty"]),
        ("it is the attempt itself", ["--output", "exercises/spinner_thread.py"]),
        ("unrecognized arguments: \\x1b[2J", ["exercises", "\x1b[2J"]),
    ],
)
def test_wrong_usage(
    expected: str, arguments: list[str], folder: Path, session: FakeSession, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong usage is answered by one clear line, before anything is graded."""
    (folder / "empty").mkdir()

    assert expected in usage_error(capsys, *arguments)
    assert session.asked == []


@pytest.mark.parametrize("command", ["check", "compare", "grade"])
def test_unknown_option(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An option that there isn't leads to the help of the command, which has those that there are."""
    with pytest.raises(SystemExit) as stopped:
        main([command, "x", "--output", "y", "--formt", "junit", "--lang", "en"])

    assert stopped.value.code == 2
    assert f"--formt junit (see: python -m grader {command} --help)\n" in capsys.readouterr().err


def test_unknown_option_of_none(capsys: pytest.CaptureFixture[str]) -> None:
    """Where it stands before the command, the help is that of all."""
    with pytest.raises(SystemExit):
        main(["--formt", "check", "--lang", "en"])

    assert "see: python -m grader --help" in capsys.readouterr().err


def test_no_command(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a command there is a pointer to the help."""
    with pytest.raises(SystemExit) as stopped:
        main([])

    assert stopped.value.code == 2
    assert "python -m grader --help" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"]])
def test_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The help is there, and asking for it is no mistake."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)

    assert stopped.value.code == 0
    assert "python -m grader" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["terminal", "json"])
def test_output(form: str, folder: Path, session: FakeSession, capsys: pytest.CaptureFixture[str]) -> None:
    """With --output the report goes there, whole and in UTF-8, and one line says so beside standard output."""
    session.seen = "\uc0dd"
    target = folder / "report"
    target.write_text("an old report")
    main(["check", "--format", form, "--output", "report"])
    out, err = capsys.readouterr()
    text = target.read_bytes().decode("utf-8")

    assert "\uc0dd" in (json.loads(text)["katas"][0]["checks"][0]["seen"] if form == "json" else text)
    assert out == ""
    assert err == f"grader: spinner_thread passed, spinner_asyncio passed; the report is in {str(target)!r}\n"
    assert sorted(path.name for path in folder.iterdir()) == ["exercises", "report"]


@pytest.mark.usefixtures("session")
def test_output_is_plain(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file holds no escape sequences and no line for a wider terminal, whatever the terminal can do."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    main(["check", "--output", "narrow"])
    monkeypatch.setenv("COLUMNS", "110")
    main(["check", "--output", "wide", "--seed", "1"])
    main(["check", "--output", "again", "--seed", "1"])

    assert "\x1b" not in (folder / "narrow").read_text()
    assert (folder / "again").read_text() == (folder / "wide").read_text()


@pytest.mark.usefixtures("session")
def test_output_follows_links(folder: Path) -> None:
    """The report goes where a link leads, and the link stays."""
    link = folder / "link"
    try:
        link.symlink_to(folder / "target")
    except OSError:  # Windows asks for a privilege
        pytest.skip("no symbolic links here")
    main(["check", "--output", "link"])

    assert link.is_symlink()
    assert "Summary" in (folder / "target").read_text()


@pytest.mark.usefixtures("session")
def test_output_that_fails_late(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the disk is full in the end, the old report is still whole, and nothing lies about."""
    (folder / "report").write_text("an old report")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("grader.console.Path.replace", full)

    assert "No space left on device" in usage_error(capsys, "--output", "report")
    assert (folder / "report").read_text() == "an old report"
    assert sorted(path.name for path in folder.iterdir()) == ["exercises", "report"]


@pytest.mark.parametrize("error", [ZeroDivisionError("by\nzero \x1b[2J"), SystemExit(0), GeneratorExit("x")])
@pytest.mark.usefixtures("folder")
def test_grader_fails(error: BaseException, session: FakeSession, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever the grader itself fails of is exit code 3, with a last line that doesn't blame the learner."""
    session.error = error
    code = main(["check"])
    out, err = capsys.readouterr()
    last = err.split("\n")[-2]

    assert (code, out) == (3, "")
    assert err.startswith("Traceback")
    assert last.startswith(f"grader: the grader itself failed: {type(error).__name__}: ")
    assert last.endswith("; this is not your program's fault")
    assert "\x1b" not in err


@pytest.mark.usefixtures("folder")
def test_report_fails(
    session: FakeSession, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A report that fails is the grader's fault as well, even where every kata passed."""
    module = importlib.import_module("grader.reports.json")
    monkeypatch.setattr(module, "render", lambda verdict, _look: verdict.nonsense)

    assert main(["check", "--format", "json"]) == 3
    assert len(session.asked) == 1
    assert "the grader itself failed: AttributeError" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_interrupted(session: FakeSession, capsys: pytest.CaptureFixture[str]) -> None:
    """Who presses Ctrl-C gets no traceback, and no exit code that means a verdict."""
    session.error = KeyboardInterrupt()

    assert main(["check"]) == 130
    assert capsys.readouterr() == ("", "grader: interrupted: no verdict\n")


@pytest.mark.usefixtures("folder")
def test_without_standard_streams(session: FakeSession, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where whoever started us closed the streams, the exit codes still hold."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)

    assert main(["check"]) == 0
    session.status = "failed"
    assert main(["check", "--format", "json"]) == 1
    assert main(["check", "nowhere"]) == 2


class Screen(io.StringIO):
    """A stream that says whether it is a terminal."""

    def __init__(self, *, terminal: bool) -> None:
        """Remember what to say."""
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        """Return what the test wants."""
        return self._terminal


@pytest.mark.parametrize(
    "expected, terminal, environ",
    [
        (True, True, {"TERM": "xterm"}),
        (False, False, {"TERM": "xterm"}),
        (False, True, {"TERM": "dumb"}),
        (False, True, {"TERM": "xterm", "NO_COLOR": "1"}),
        (True, True, {"TERM": "xterm", "NO_COLOR": ""}),
        (True, False, {"FORCE_COLOR": "1"}),
        (True, True, {"TERM": "dumb", "FORCE_COLOR": "1"}),
        (False, True, {"TERM": "xterm", "FORCE_COLOR": "0"}),
        (False, False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}),
    ],
)
def test_wants_colour(expected: bool, terminal: bool, environ: dict[str, str]) -> None:  # noqa: FBT001
    """Colour is for terminals, NO_COLOR always wins, and FORCE_COLOR wins against the rest."""
    assert expected == wants_colour(Screen(terminal=terminal), environ)


@pytest.mark.parametrize(
    "expected, terminal, environ",
    [
        (False, True, {"TERM": "xterm", "LANG": "ko_KR.UTF-8"}),
        (False, True, {"TERM": "xterm"}),
        (True, True, {"TERM": "linux"}),
        (True, True, {"TERM": "dumb"}),
        (False, False, {"TERM": "dumb"}),
        (True, False, {"LANG": "C"}),
        (True, True, {"LC_ALL": "POSIX", "LANG": "ko_KR.UTF-8"}),
        (False, True, {"LC_ALL": "C.UTF-8", "LANG": "C"}),
    ],
)
def test_is_poor(expected: bool, terminal: bool, environ: dict[str, str]) -> None:  # noqa: FBT001
    """Drawings are in ASCII where the terminal can do little, and in the locale C, though Python writes UTF-8 there."""
    assert expected == is_poor(Screen(terminal=terminal), environ)
    assert expected == look_of(Screen(terminal=terminal), environ).poor


@pytest.mark.usefixtures("folder", "session")
def test_colour_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal gets colour, and a report as wide as it is."""
    screen = Screen(terminal=True)
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("TERM", "xterm")
    main(["check"])

    assert "\x1b[1;32mPASSED" in screen.getvalue()


CHILD = """
import sys, types
from grader.processes import HAS_FORK
from grader.settings import Settings
from grader.verdict import CheckResult, Finding, KataVerdict, Verdict
finding = Finding("a frame", "\\uc0dd" * int(sys.argv.pop(1)), "Draw one.")
checks = (CheckResult("frames", "It draws.", "failed", finding=finding),)
kata = KataVerdict("spinner_thread", "failed", checks=checks)
session = types.ModuleType("grader.session")
session.grade = lambda *_: Verdict("x", "3.11.7", 1, 0.5, (kata,))
sys.modules["grader.session"] = session
from grader.cli import main
code = main(["check", *sys.argv[1:]])
"""


def python(*arguments: str, stdout: int = subprocess.PIPE, **environ: str) -> Done:
    """Run a Python that finds this project."""
    return subprocess.run(
        [sys.executable, *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(Path(grader.__file__).parents[1]), "PYTHONUNBUFFERED": "", **environ},
        timeout=60,
        check=False,
    )


def child(*arguments: str, size: int, stdout: int = subprocess.PIPE, **environ: str) -> Done:
    """Run the command line in a process of its own, with a fake session that has seen `size` characters."""
    return python("-c", f"{CHILD}sys.exit(code)", str(size), *arguments, stdout=stdout, **environ)


@pytest.mark.usefixtures("folder")
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGPIPE and no such error")
@pytest.mark.parametrize("size", [1, 20_000])
def test_reader_who_has_seen_enough(size: int) -> None:
    """`| head` ends the report but neither changes the exit code nor draws a complaint.

    What is left of a short report is in Python's buffer, which is flushed once more at the end; of a long one nothing.
    """
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = child("--format", "json", size=size, stdout=writing)
    finally:
        os.close(writing)

    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.usefixtures("folder")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
@pytest.mark.parametrize("size", [1, 20_000])
def test_standard_output_is_full(size: int) -> None:
    """A report that is lost isn't passed over: one line, and the code for a report that can't be written."""
    with Path("/dev/full").open("wb") as full:
        done = child("--format", "json", size=size, stdout=full.fileno())

    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert b"No space left on device" in done.stderr


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", ["terminal", "json"])
def test_encoding_that_cannot_say_it(form: str) -> None:
    """Where standard output can't say a character, its escape stands there."""
    done = child("--format", form, size=9, PYTHONIOENCODING="ascii:strict", PYTHONUTF8="0")

    assert (done.returncode, done.stderr) == (1, b"")
    assert b"\\uc0dd\\uc0dd" in done.stdout


@pytest.mark.usefixtures("folder")
def test_json_needs_no_rich() -> None:
    """A program that asks for JSON doesn't wait for what only the terminal's report needs."""
    code = f"{CHILD}print('rich' in sys.modules)"

    assert python("-c", code, "1", "--output", "report", "--format", "json").stdout.strip() == b"False"
    assert python("-c", code, "1", "--output", "report").stdout.strip() == b"True"


def test_package_imports_nothing() -> None:
    """Whoever imports `grader`, as the attempt's side does, gets nothing else along."""
    done = python("-c", "import sys; before = set(sys.modules); import grader; print(set(sys.modules) - before)")

    assert done.stdout.strip() == b"{'grader'}"


@pytest.mark.usefixtures("folder")
def test_module_is_the_command() -> None:
    """`python -m grader` is this command line, and passes its exit code on."""
    done = python("-m", "grader", "check", "nowhere")

    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"grader: no such file or folder: 'nowhere'")
