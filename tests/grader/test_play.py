"""A program is played in the user's own terminal, and the terminal is given back as it was."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

import grader.playing
from grader.cli import main
from grader.commands import play as command
from grader.language import ENGLISH, Language
from grader.playing import INTERRUPTED, TERMINATED, play

ROOT = Path(__file__).parents[2]
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
PLAIN = "\x1b[0m\x1b[?25h"
Done = subprocess.CompletedProcess[str]

needs_terminal = pytest.mark.skipif(os.name != "posix", reason="pexpect needs pseudo-terminals")

# They wait in many little steps: a Ctrl-C that comes just before Python falls asleep would be noticed only after that.
WAITS = """\
import os, sys, time

def slow_function():
    sys.stdout.write(f"\\x1b[?25l\\x1b[31m{os.getpid()} | x")
    sys.stdout.flush()
    while True:
        time.sleep(0.01)

def main():
    slow_function()

if __name__ == "__main__":
    main()
"""
WAITS_ON_A_LOOP = """\
import asyncio, sys

async def slow_function():
    sys.stdout.write("\\x1b[?25l\\x1b[31m| x")
    sys.stdout.flush()
    while True:
        await asyncio.sleep(0.01)

def main():
    asyncio.run(slow_function())

if __name__ == "__main__":
    main()
"""
LEAVES_A_THREAD = """\
import sys, threading, time

def main():
    threading.Thread(target=time.sleep, args=(3600,)).start()
    sys.stdout.write("\\x1b[?25l\\x1b[31m| x")
    sys.stdout.flush()
    while True:
        time.sleep(0.01)

if __name__ == "__main__":
    main()
"""
GOES_ON = """\
import sys, time

def main():
    while True:
        try:
            sys.stdout.write("| x")
            sys.stdout.flush()
            while True:
                time.sleep(0.01)
        except KeyboardInterrupt:
            pass

if __name__ == "__main__":
    main()
"""
MEDDLES = """\
import os, sys, tty

def main():
    tty.setraw(0)
    os.set_blocking(0, False)
    sys.stdout.write("\\x1b[?25l")

if __name__ == "__main__":
    main()
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, in English."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "exercises").mkdir()
    return tmp_path


def write(source: str, name: str = "exercises/spinner_thread.py") -> Path:
    """Write a program."""
    path = Path(name)
    path.write_text(source, "utf-8")
    return path


def played(*arguments: str) -> Done:
    """Play where there is no terminal, only pipes."""
    return subprocess.run(
        [sys.executable, "-m", "grader", "play", *arguments], capture_output=True, encoding="utf-8", check=False
    )


def on_terminal(*command: str, **options: object) -> "pexpect.spawn[str]":
    """Run a Python on a terminal of 24 rows and 80 columns."""
    return pexpect.spawn(sys.executable, list(command), encoding="utf-8", dimensions=(24, 80), timeout=60, **options)


def playing(*arguments: str) -> "pexpect.spawn[str]":
    """Play on a terminal; after Ctrl-C there is time enough for the busiest machine."""
    program = "import sys, grader.cli, grader.playing as it; it.GRACE = 30; sys.exit(grader.cli.main(sys.argv[1:]))"
    return on_terminal("-c", program, "play", *arguments)


def ended(child: "pexpect.spawn[str]") -> str:
    """Wait for the end of what runs on a terminal; return what was shown since the last look."""
    child.expect(pexpect.EOF)
    child.close()
    return str(child.before)


@needs_terminal
@pytest.mark.usefixtures("folder")
def test_spinner_turns() -> None:
    """Program and solution are seen to turn, in real time, one after the other, each under its caption."""
    write(
        "import time\n\ndef main():\n    for frame in '|/-':\n        print(f'\\r{frame} mine', end='', flush=True)\n"
        "        time.sleep(0.1)\n    print('\\rAnswer: 7')\n"
    )
    child = playing("spinner_thread", "--both")
    child.expect_exact(f"grader: your program, {Path('exercises', 'spinner_thread.py')}:\r\n")
    for frame in ("\r| mine", "\r/ mine", "\r- mine", "\rAnswer: 7\r\n"):
        child.expect_exact(frame)
    child.expect_exact(f"grader: the solution, {ROOT / 'solutions' / 'spinner_thread.py'}:\r\n")
    child.expect_exact("spinner object: <Thread(")
    for char in "|/-\\":
        child.expect_exact(f"\r{char} thinking!")
    child.expect_exact("Answer: 42\r\n")
    ended(child)

    assert child.exitstatus == 0


@needs_terminal
@pytest.mark.parametrize("source", [WAITS, WAITS_ON_A_LOOP], ids=["thread", "asyncio"])
@pytest.mark.usefixtures("folder")
def test_interrupt(source: str) -> None:
    """Ctrl-C ends the program; a sentence in place of a traceback says where it was, and the terminal is as before."""
    path = write(source)
    child = playing("spinner_thread")
    child.expect_exact("| x")
    child.sendintr()
    shown = ended(child)
    found = re.fullmatch(
        r"\^C\r\ngrader: stopped by Ctrl-C, while it was in slow_function: (.+), line (\d+)\r\n", ESCAPES.sub("", shown)
    )

    assert found
    assert found[1] == str(path)
    assert int(found[2]) in range(4, 8)
    assert shown.endswith(PLAIN)
    assert child.exitstatus == INTERRUPTED


@needs_terminal
@pytest.mark.parametrize("source", [LEAVES_A_THREAD, GOES_ON], ids=["thread", "caught"])
@pytest.mark.usefixtures("folder")
def test_second_interrupt(source: str) -> None:
    """What goes on after Ctrl-C is ended by another one, and there is no traceback of the end."""
    write(source)
    child = playing("spinner_thread")
    child.expect_exact("| x")
    child.sendintr()
    child.expect_exact("stopped by Ctrl-C" if source is LEAVES_A_THREAD else "| x")
    child.sendintr()
    shown = ended(child)

    assert "grader: it went on after Ctrl-C" in shown
    assert "Traceback" not in shown
    assert PLAIN in shown
    assert child.exitstatus == INTERRUPTED


@needs_terminal
@pytest.mark.usefixtures("folder")
def test_terminal_is_given_back() -> None:
    """A program that leaves the terminal raw, without a cursor and unblocked does no harm."""
    write(MEDDLES)
    shell = "python=$1; stty -a; $python -m grader play spinner_thread; echo code $?; stty -a"
    child = pexpect.spawn("sh", ["-c", shell, "sh", sys.executable], encoding="utf-8", timeout=60)
    child.expect_exact("code 0")
    before, after = re.sub(r"\s", " ", child.before), re.sub(r"\s", " ", ended(child))

    assert "\x1b[?25l" in before
    assert PLAIN in before
    for flag in (" icanon", " echo ", " isig", " opost"):
        assert flag in before
        assert flag in after


@needs_terminal
@pytest.mark.usefixtures("folder")
def test_both_stop_together() -> None:
    """Who stops the program with Ctrl-C doesn't get the solution after it."""
    write(WAITS)
    child = playing("spinner_thread", "--both")
    child.expect_exact("| x")
    child.sendintr()

    assert "the solution" not in ended(child)
    assert child.exitstatus == INTERRUPTED


@needs_terminal
@pytest.mark.usefixtures("folder")
def test_terminate() -> None:
    """Where the command is told to end, so is the program."""
    write(WAITS)
    child = playing("spinner_thread")
    child.expect(r"(\d+) \| x")
    pid = int(child.match[1])
    child.kill(signal.SIGTERM)
    ended(child)

    assert child.exitstatus == TERMINATED
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@needs_terminal
def test_through_nox(folder: Path) -> None:
    """nox hands Ctrl-C and terminal on, and waits until the program has ended."""
    pytest.importorskip("nox")
    path = folder / write(GOES_ON)
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    arguments = ["-m", "nox", "--no-venv", "-f", str(ROOT / "noxfile.py"), "-s", "play", "--", "spinner_thread"]
    child = on_terminal(*arguments, "--path", str(path), env=environment)
    child.expect_exact("| x")
    child.sendintr()
    child.expect_exact("grader: it went on after Ctrl-C")  # after the time that it has for its end
    ended(child)

    assert child.exitstatus == 130


@pytest.mark.usefixtures("folder")
def test_without_terminal() -> None:
    """Without a terminal there is what the program prints, and nothing else."""
    write("def main():\n    print('Answer: 42')\n\nif __name__ == '__main__':\n    main()\n")
    done = played("spinner_thread")

    assert (done.returncode, done.stdout, done.stderr) == (0, "Answer: 42\n", "")


def test_captions(folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """Captions stand beside what programs print, not within; the worse of the two ends is the exit code."""
    monkeypatch.setattr(command, "SOLUTIONS", folder)
    mine, solution = write("print(1)\n1 / 0\n"), write("print(2)", "spinner_thread.py")
    code = main(["play", "spinner_thread", "--both", "--path", str(mine)])
    out, err = capfd.readouterr()

    assert (code, out) == (1, "1\n2\n")
    assert [line for line in err.splitlines() if "grader" in line] == [
        f"grader: your program, {mine}:",
        f"grader: the solution, {solution}:",
    ]
    assert main(["play", "spinner_thread", "--solution"]) == 0
    assert capfd.readouterr() == ("2\n", "")


@pytest.mark.usefixtures("folder")
def test_main_is_called() -> None:
    """A file that never calls its main is played as the grader plays it; one that calls it is played once."""
    write("def main():\n    print('Answer: 42')\n")
    called = played("spinner_thread").stdout
    write("def main():\n    print('Answer: 42')\nmain()\n")

    assert (called, played("spinner_thread").stdout) == ("Answer: 42\n", "Answer: 42\n")


@pytest.mark.usefixtures("folder")
def test_as_in_life() -> None:
    """Name, arguments, folder and neighbours are those that `python FILE` gives, and none of the grader's are there."""
    write("told = 'by a neighbour'", "exercises/neighbour.py")
    path = write(
        "import sys, neighbour\n"
        "print(__name__, __file__, sys.argv, neighbour.told)\n"
        "print([name for name in ('clock', 'scheduler', 'grader.stage') if name in sys.modules])\n"
        "import clock\n"
    )
    done = played("spinner_thread")

    assert done.stdout == f"__main__ {path} {[str(path)]} by a neighbour\n[]\n"
    assert done.stderr.endswith("ModuleNotFoundError: No module named 'clock'\n")


@pytest.mark.usefixtures("folder")
def test_traceback() -> None:
    """An exception is shown as Python shows it, with the file's name, and nothing of the grader's in between."""
    path = write("def spin():\n    return 1 / 0\n\ndef main():\n    spin()\n\nmain()\n")
    done = played("spinner_thread")
    places = [line.strip() for line in done.stderr.splitlines() if line.startswith("  File")]

    assert done.returncode == 1
    assert done.stderr.startswith("Traceback (most recent call last):\n")
    assert done.stderr.endswith("ZeroDivisionError: division by zero\n")
    assert places == [
        f'File "{path}", line 7, in <module>',
        f'File "{path}", line 5, in main',
        f'File "{path}", line 2, in spin',
    ]


@pytest.mark.parametrize("kata", ["spinner_thread", "spinner_asyncio"])
@pytest.mark.usefixtures("folder")
def test_stub(kata: str) -> None:
    """Of a stub there is a sentence that says what is to be written, and where."""
    path = ROOT / "src" / "grader" / "stubs" / "en" / f"{kata}.py"
    done = played(kata, "--path", str(path.parent))
    found = re.fullmatch(r"grader: main is still to be written: see the TODO in (.+), line (\d+)\n", done.stderr)

    assert done.returncode == 1
    assert found
    assert found[1] == str(path)
    assert "raise NotImplementedError" in path.read_text("utf-8").splitlines()[int(found[2]) - 1]


@pytest.mark.usefixtures("folder")
def test_stub_in_a_thread() -> None:
    """What is to be written is named where it is met in a thread, and the program goes on."""
    write(
        "import threading\n\ndef spin():\n    raise NotImplementedError\n\n"
        "thread = threading.Thread(target=spin)\nthread.start()\nthread.join()\nprint('Answer: 42')\n"
    )
    done = played("spinner_thread")

    assert done.stdout == "Answer: 42\n"
    assert done.stderr == (
        f"grader: spin is still to be written: see the TODO in {Path('exercises/spinner_thread.py')}, line 4\n"
    )


@pytest.mark.usefixtures("folder")
def test_other_exceptions_of_that_kind() -> None:
    """What the standard library doesn't implement isn't for the learner to write; nor is another error in a thread."""
    # They tell one after the other: Python mixes the lines of two threads that fail at the same time.
    write(
        "import asyncio, threading\nthread = threading.Thread(target=int, args='x')\nthread.start()\nthread.join()\n"
        "asyncio.Transport().close()\n"
    )
    done = played("spinner_thread")

    assert "grader:" not in done.stderr
    assert "NotImplementedError" in done.stderr
    assert "ValueError: invalid literal" in done.stderr


@pytest.mark.usefixtures("folder")
def test_unreadable() -> None:
    """What Python can't read is shown as Python shows it, and a sentence says that nothing was run."""
    path = write("def main()\n    pass\n")
    done = played("spinner_thread")
    begin = f'  File "{path}", line 1\n    def main()\n'

    assert done.returncode == 1
    assert done.stderr.startswith(begin)
    assert done.stderr.endswith(
        f"grader: Python can't read {path}, line 1, so nothing was run: mend that line, or the one above it\n"
    )


@pytest.mark.skipif(os.name != "posix", reason="Windows has other signals")
@pytest.mark.usefixtures("folder")
def test_crash() -> None:
    """Where Python itself is ended there is no traceback, so a sentence says so."""
    write("import os\nos.kill(os.getpid(), 9)\n")
    done = played("spinner_thread")

    assert (done.returncode, done.stderr) == (1, "grader: Python itself was ended by the system: Killed\n")


@pytest.mark.parametrize(
    "expected, arguments",
    [
        ("which kata is to be played? Give one of spinner_thread, spinner_asyncio", []),
        ("there is no kata 'spiner': give one of spinner_thread, spinner_asyncio", ["spiner"]),
        (
            "spinner_thread.py: get the stub by `nox -s reset -- spinner_thread`, and write it",
            ["spinner_thread", "--both"],
        ),
        (
            "there is no file mine.py: give --path the folder or the file with your program",
            ["spinner_thread", "--path", "mine.py"],
        ),
        ("there is no file folder.py", ["spinner_thread", "--path", "folder.py"]),
        ("holds the kata spinner_asyncio, not spinner_thread", ["spinner_thread", "--path", "spinner_asyncio.py"]),
    ],
)
def test_wrong_usage(expected: str, arguments: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What can't be played is answered by one clear line, and nothing is run."""
    (folder / "folder.py" / "spinner_thread.py").mkdir(parents=True)
    write("print('never')", "spinner_asyncio.py")

    assert main(["play", *arguments]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert expected in err


def test_no_kata_left_out_by_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    """Solution alone and both exclude each other."""
    with pytest.raises(SystemExit):
        main(["play", "spinner_thread", "--solution", "--both"])

    assert "not allowed with" in capsys.readouterr().err


@needs_terminal
def test_time_after_interrupt(folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """Without a second Ctrl-C a program that goes on is killed when its time is over, here at once."""
    monkeypatch.setattr(grader.playing, "GRACE", 0)
    ready = folder / "ready"
    os.mkfifo(ready)
    path = write(
        f"import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nopen({str(ready)!r}).read()\nsignal.pause()\n"
    )
    # The writer of the fifo, once the program reads from it, interrupts us and nobody else.
    script = f"open({str(ready)!r}, 'w'); import os, signal; os.kill({os.getpid()}, signal.SIGINT)"
    with subprocess.Popen([sys.executable, "-c", script]):
        code = play(path, ENGLISH)

    assert code == INTERRUPTED
    assert capfd.readouterr().err == (
        "\ngrader: it went on after Ctrl-C, by a thread that nobody stops, or a wait: so it was ended\n"
    )


def test_signals_are_ours_again(folder: Path) -> None:
    """Who called gets the signals as before, and an event loop's ear is put back."""
    assert folder
    path = write("pass\n")
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]

    assert play(path, ENGLISH) == 0
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


def test_language(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What is said in place of a traceback is said in the reader's language; a path can't steer the terminal."""
    template = grader.playing._SAID["todo"].template
    language = Language("ko", lambda text: "{path} {line}: {function} 할 일" if text == template else text)
    path = write("raise NotImplementedError\n", str(folder / "a{b}\x1b[2J.py"))

    assert play(path, language) == 1
    assert capfd.readouterr().err == f"grader: {folder}/a{{b}}\\x1b[2J.py 1: <module> 할 일\n"


def test_short_path_of_the_solution(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The solution's path is short where it can be: the announcement shows it."""
    far = command._short(ROOT / "solutions" / "x.py")
    monkeypatch.chdir(ROOT)

    assert folder
    assert (far, command._short(ROOT / "solutions" / "x.py")) == (ROOT / "solutions" / "x.py", Path("solutions/x.py"))
