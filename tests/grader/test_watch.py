"""Watch mode as a learner has it: at a real pseudo-terminal, with the ways in which editors save."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from runs import ATTEMPTS, ROOT

if os.name == "nt":
    pytest.skip("a pseudo-terminal is needed", allow_module_level=True)

from lineage import descendants
from sitting import GRADER, Sitting, wait_until_gone

WRONG = ATTEMPTS / "spinner_thread" / "wrong" / "erase_inside_loop.py"
RIGHT = ROOT / "solutions" / "spinner_thread.py"
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")
# At a real terminal things take their time: one Python is enough for all but the first of these.
LONG = pytest.mark.long
# Never comes back: seconds of real time pass until the grader says so.
HANGING = RIGHT.read_text("utf-8").replace("time.sleep(3)", "__import__('os').read(__import__('os').pipe()[0], 1)")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the two stubs."""
    return Path(shutil.copytree(ROOT / "exercises", tmp_path / "exercises"))


@pytest.fixture
def file(folder: Path) -> Path:
    """Return the file of the thread's kata in it."""
    return folder / "spinner_thread.py"


def watch(folder: Path, *options: str, **how: object) -> Sitting:
    """Start watching."""
    return Sitting(*GRADER, "watch", str(folder), "--seed", "1", *options, **how)  # type: ignore[arg-type]


def test_save(folder: Path, file: Path) -> None:
    """A save brings the new verdict, the kata into focus, and leaves the other one's verdict as it was."""
    with watch(folder) as sitting:
        sitting.wait("> spinner_thread", "0/13  to do", "1/15  to do")
        file.write_bytes(WRONG.read_bytes())
        sitting.wait("3/13  failed", "FAIL  spinner_thread: frames", "checked at")
        (folder / "spinner_asyncio.py").write_bytes((ROOT / "solutions" / "spinner_asyncio.py").read_bytes())
        sitting.wait("> spinner_asyncio", "15/15  passed", "s goes on to spinner_thread")
        sitting.press("s")
        sitting.wait("> spinner_thread", "3/13  failed", "FAIL  spinner_thread: frames")
        sitting.press("q")

        assert (sitting.end(), sitting.sane) == (0, True)
        assert "15/15  passed" in sitting.text


@LONG
def test_files_come_and_go(folder: Path, file: Path) -> None:
    """Whatever becomes of the file, watching goes on, and the next program that is there is graded."""
    with watch(folder, "--kata", "spinner_thread") as sitting:
        sitting.wait("to do")
        file.write_text("def spin(:\n")
        sitting.wait("broken", "SyntaxError")
        file.unlink()
        sitting.wait("no such file")
        file.write_bytes(RIGHT.read_bytes())
        sitting.wait("passed")
        file.write_bytes(b"#" * 300_000)
        sitting.wait("broken", "too large")
        draft = folder / ".draft"
        draft.write_bytes(WRONG.read_bytes())
        draft.replace(file)
        sitting.wait("failed")
        file.rename(folder / "spinner_thread.py~")
        file.write_bytes(RIGHT.read_bytes())
        sitting.wait("passed")
        folder.rename(folder.parent / "elsewhere")
        sitting.wait("no such file")
        folder.mkdir()
        file.write_bytes(WRONG.read_bytes())
        sitting.wait("failed")
        file.write_bytes(RIGHT.read_bytes())
        sitting.wait("passed")


@LONG
def test_newest_counts(folder: Path, file: Path) -> None:
    """Of many saves the last one counts, and one that hangs is given up for it."""
    with watch(folder, "--kata", "spinner_thread") as sitting:
        sitting.wait("to do")
        for number in range(20):
            file.write_bytes(WRONG.read_bytes() + b"# %d\n" % number)
        file.write_bytes(RIGHT.read_bytes())
        sitting.wait("13/13  passed")
        file.write_text(HANGING)
        sitting.wait("checking")
        file.write_bytes(WRONG.read_bytes())
        sitting.wait("3/13  failed")


@LONG
def test_keys(folder: Path, file: Path) -> None:
    """Each key does what the lowest line says, and the screen follows the window's size."""
    file.write_bytes(WRONG.read_bytes())
    with watch(folder, "--kata", "spinner_thread", "--lang", "en", rows=24, columns=80) as sitting:
        sitting.wait("FAIL  spinner_thread: frames", "h hint   a all   r run   s switch kata   ? help   q quit")
        sitting.press("?")
        sitting.wait("check again", "quit; Ctrl-C as well")
        sitting.press("h")
        sitting.wait("spinner_thread, frames: hint 1 of 3")
        sitting.press("\x1b")
        sitting.wait("FAIL  spinner_thread: frames")
        sitting.press("\x1b[F")
        sitting.wait("Summary")
        sitting.press("\x1b[H")
        sitting.wait("ok        signal")
        sitting.press(" ")
        sitting.wait_without("ok        signal")
        sitting.resize(60, 100)
        sitting.wait("ok        signal", "Summary", "q quit")
        sitting.press("a")
        sitting.wait("solution ")
        sitting.resize(4, 20)
        sitting.press("c")
        sitting.resize(24, 80)
        sitting.wait("3/13  failed", "FAIL  spinner_thread: frames", "checked at")


@LONG
@LINUX
def test_run(folder: Path, file: Path) -> None:
    """The program runs in this terminal; Ctrl-C ends it and nothing else, and so does the end of watch mode."""
    waiting = RIGHT.read_text("utf-8").replace("time.sleep(3)", "time.sleep(3600)")
    file.write_text(waiting)
    with watch(folder, "--kata", "spinner_thread") as sitting:
        sitting.wait("failed", "q quit")
        sitting.press("r")
        sitting.wait("spinner object", "thinking!")
        file.write_text(waiting.replace("3600", ".01"))
        sitting.press("\x03")
        sitting.wait("stopped by Ctrl-C", "Press any key to go back")
        sitting.press("x")
        sitting.wait("q quit")
        sitting.press("r")
        sitting.wait("Answer: 42", "Press any key to go back")
        file.write_text(waiting)
        sitting.press("x")
        sitting.wait("q quit", "checked at")
        sitting.press("r")
        sitting.wait("thinking!")
        started = descendants(sitting.child.pid)
        os.kill(sitting.child.pid, signal.SIGTERM)

        assert (sitting.end(), sitting.sane) == (143, True)
        wait_until_gone(started)


@LONG
@LINUX
@pytest.mark.parametrize(
    "how, code", [("\x03", 130), (signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_end_while_grading(how: str | signal.Signals, code: int, folder: Path, file: Path) -> None:
    """However it is ended, and whatever is graded meanwhile, the terminal is sane then and no process is left."""
    with watch(folder, "--kata", "spinner_thread") as sitting:
        sitting.wait("to do")
        file.write_text(HANGING)
        sitting.wait("checking")
        started = descendants(sitting.child.pid)
        if isinstance(how, str):
            sitting.press(how)
        else:
            os.kill(sitting.child.pid, how)

        assert (sitting.end(), sitting.sane) == (code, True)
        assert len(started) > 1
        wait_until_gone(started)


@LONG
@LINUX
def test_end_at_the_beginning(folder: Path) -> None:
    """Ctrl-C before anything is on the screen leaves the terminal as it was."""
    with watch(folder) as sitting:
        sitting.press("\x03")

        assert sitting.end() in (130, -signal.SIGINT)
        assert sitting.sane


@LONG
@LINUX
def test_killed(folder: Path) -> None:
    """Where watch mode itself is killed, its processes end by themselves."""
    with watch(folder, "--kata", "spinner_thread") as sitting:
        sitting.wait("to do")
        started = descendants(sitting.child.pid)
        os.kill(sitting.child.pid, signal.SIGKILL)
        wait_until_gone(started)

        assert len(started) > 1


@LONG
@LINUX
def test_terminal_goes(folder: Path) -> None:
    """Where the terminal itself goes, everything ends."""
    with watch(folder, "--kata", "spinner_thread") as sitting:
        sitting.wait("to do")
        started = {sitting.child.pid} | descendants(sitting.child.pid)
        sitting.hang_up()
        wait_until_gone(started)


def watches(pid: int) -> bool:
    """Return whether this process is watch mode itself."""
    return b"grader\0watch" in Path(f"/proc/{pid}/cmdline").read_bytes()


@LONG
@LINUX
@pytest.mark.skipif(shutil.which("bash") is None, reason="a shell with jobs is needed")
def test_suspend(folder: Path, file: Path) -> None:
    """Ctrl-Z gives the terminal back to the shell; after fg it goes on, with what was saved meanwhile."""
    modes = "stty -a | tr -s '; ' '\\n\\n' | grep -x -e echo -e icanon | tr '\\n' +"
    with Sitting("bash", "--norc", "--noprofile", "-i", rows=50, env={"PS1": "prompt> "}) as sitting:
        sitting.wait("prompt>")
        sitting.press(" ".join([*GRADER, "watch", str(folder), "--kata", "spinner_thread\n"]))
        sitting.wait("to do", "q quit")
        sitting.press("\x1a")
        sitting.wait("Stopped", "prompt>")
        sitting.press(f"clear; {modes}\n")
        sitting.wait("icanon+echo+")
        file.write_bytes(RIGHT.read_bytes())
        sitting.press("fg\n")
        sitting.wait("13/13  passed", "q quit")
        sitting.press("\x1a")
        sitting.until(lambda text: text.endswith("prompt>"), "the prompt")
        sitting.press("clear; fg\n")
        sitting.wait("13/13  passed", "q quit")
        stopped = max(descendants(sitting.child.pid), key=lambda pid: (watches(pid), -pid))
        os.kill(stopped, signal.SIGSTOP)
        sitting.wait("Stopped")  # somewhere on the screen: nothing was put back
        sitting.press("clear; fg\n")
        sitting.wait("13/13  passed", "q quit")
        sitting.press("q")
        sitting.until(lambda text: text.endswith("prompt>"), "the prompt")
        sitting.press(f"clear; {modes}\n")
        sitting.wait("icanon+echo+")
        sitting.press("exit\n")

        assert sitting.end() == 0


@LONG
@pytest.mark.parametrize("options, env", [((), {"TERM": "dumb"}), (("--plain",), {"NO_COLOR": "1"})])
def test_plain(options: tuple[str, ...], env: dict[str, str], folder: Path, file: Path) -> None:
    """Where nothing can be drawn over, or nothing shall be, reports follow one another; keys do the same."""
    with watch(folder, "--kata", "spinner_thread", *options, env=env, rows=90) as sitting:
        sitting.wait("0/13  to do", "q quit")
        file.write_bytes(WRONG.read_bytes())
        sitting.wait("3/13  failed", "FAIL  spinner_thread: frames", "q quit")
        sitting.press("?")
        sitting.wait("quit; Ctrl-C as well")
        sitting.press("q")

        assert (sitting.end(), sitting.sane) == (0, True)
        assert b"\x1b" not in sitting.bytes


@LONG
def test_korean(folder: Path) -> None:
    """Everything is in Korean for whom Korean is chosen."""
    with watch(folder, "--kata", "spinner_thread", "--lang", "ko") as sitting:
        sitting.until(lambda text: "도움말" in text.replace(" ", "") and "할일" in text.replace(" ", ""), "Korean")


def test_no_terminal() -> None:
    """Where there is no terminal, it says what to use."""
    command = [*GRADER, "watch"]
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (2, "")
    assert "nox -s check" in done.stderr
