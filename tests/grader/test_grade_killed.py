"""Whatever is killed while a class is graded, and when: resumed, it comes to the very same end, to the byte."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from lineage import above, descendants, watched
from runs import ATTEMPTS, ROOT, environment

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes by /proc"),
]

OPTIONS = ("--seed", "7", "--kata", "thread", "--format", "json", "--format", "junit")

# Waits for its end in the middle of its work, if nobody has done so before.
WAITS = """\
    import os
    try:
        os.close(os.open(MARK, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        pass
    else:
        with open(FIFO, "w") as fifo:
            fifo.write(str(os.getpid()))
        end, other = os.pipe()
        os.read(end, 1)
"""

# Is killed the so-many-th time that it puts a file of such a name in its place: before that, or right after.
CUT = """\
import os, signal, sys
from pathlib import Path
pattern, when, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
replace, seen = os.replace, 0
def cut(source, target):
    global seen
    seen += Path(target).match(pattern)
    here = Path(target).match(pattern) and seen == count
    if here and when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    replace(source, target)
    if here:
        os.kill(os.getpid(), signal.SIGKILL)
os.replace = cut
from grader.cli import main
sys.exit(main(sys.argv[4:]))
"""


@dataclass(frozen=True)
class Class:
    """A small class in a folder: right, wrong, to do, and nothing at all."""

    folder: Path
    expected: dict[str, bytes] = field(default_factory=dict)

    def command(self, output: str, *more: str) -> list[str]:
        """Return the arguments that grade it."""
        return ["grade", str(self.folder / "subs"), "--output", str(self.folder / output), *more]

    def begin(self, output: str, *more: str) -> "subprocess.Popen[bytes]":
        """Start to grade it."""
        command = [sys.executable, "-P", "-m", "grader", *self.command(output, *more)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment({}))

    def grade(self, output: str, *more: str) -> None:
        """Grade it to the end."""
        process = self.begin(output, *more)
        told, _ = process.communicate(timeout=120)
        assert process.returncode == 1, told.decode()

    def cut(self, output: str, where: tuple[str, str, int], *more: str) -> None:
        """Grade it until it is killed."""
        arguments = [*map(str, where), *self.command(output, *more)]
        done = subprocess.run(
            [sys.executable, "-P", "-c", CUT, *arguments], env=environment({}), timeout=120, check=False
        )
        assert done.returncode == -signal.SIGKILL

    def waits(self) -> int:
        """Have the program wait once more that waits, and return its process as soon as it does."""
        (self.folder / "mark").unlink()
        with (self.folder / "fifo").open() as fifo:
            return int(fifo.read())


def derived(folder: Path) -> dict[str, bytes]:
    """Return what is made of a class: all but the results, which know of which run they are."""
    files = (path for path in folder.rglob("*") if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {name: data for name, data in found.items() if not name.startswith(("results/", "run.json", ".grade/"))}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """Return a class, and what comes of it where nothing is killed."""
    folder = tmp_path_factory.mktemp("class")
    fifo, mark = folder / "fifo", folder / "mark"
    os.mkfifo(fifo)
    mark.touch()
    right = (ROOT / "solutions" / "spinner_thread.py").read_text("utf-8")
    waits = WAITS.replace("FIFO", repr(str(fifo))).replace("MARK", repr(str(mark)))
    texts = {
        "Ada": (ATTEMPTS / "spinner_thread" / "wrong" / "no_wipe.py").read_text("utf-8"),
        "Ben Kim": (ROOT / "exercises" / "spinner_thread.py").read_text("utf-8"),
        "Cem": None,
        "\uae40\ubbfc\uc9c0": right.replace("    time.sleep(3)\n", f"{waits}    time.sleep(3)\n"),
    }
    for learner, text in texts.items():
        path = folder / "subs" / learner
        path.mkdir(parents=True)
        if text is not None:
            (path / "spinner_thread.py").write_text(text, "utf-8")
    made = Class(folder)
    made.grade("undisturbed", *OPTIONS)
    return Class(folder, derived(folder / "undisturbed"))


CUTS = (
    ("run.json", "before", 1),
    ("results/*.json", "after", 1),
    ("pages/*.html", "after", 1),
    ("results/*.json", "before", 1),
    ("gradebook.json", "before", 1),
    ("junit.xml", "after", 1),
)


def test_cut_over_and_over(whole: Class) -> None:
    """The run is killed, resumed, killed again, and so on, while it writes this or that."""
    for where in CUTS:
        whole.cut("over and over", where, "--resume", *OPTIONS)
    whole.grade("over and over", "--resume")

    assert derived(whole.folder / "over and over") == whole.expected


@pytest.mark.parametrize("generations", [1, 2], ids=["stage", "worker"])
def test_helper_killed(generations: int, whole: Class) -> None:
    """A process that works for the run is killed while an attempt is at work: nobody needs to resume anything."""
    output = f"killed {generations}"
    process = whole.begin(output, *OPTIONS)
    os.kill(above(whole.waits(), generations), signal.SIGKILL)
    told, _ = process.communicate(timeout=120)

    assert process.returncode == 1, told.decode()
    assert derived(whole.folder / output) == whole.expected


def test_run_killed(whole: Class) -> None:
    """The run is killed while an attempt is at work: everything that works for it ends, and another one goes on."""
    process = whole.begin("killed", *OPTIONS)
    whole.waits()
    pids = descendants(process.pid)
    with watched(pids) as all_ended:
        process.kill()
        process.communicate()
        assert all_ended(), "a process goes on without the run"
    whole.grade("killed", "--resume")

    assert len(pids) > 2
    assert derived(whole.folder / "killed") == whole.expected


def test_interrupted(whole: Class) -> None:
    """After Ctrl-C nothing is left that works for the run, and it says how many are done."""
    process = whole.begin("interrupted", *OPTIONS)
    whole.waits()
    with watched(descendants(process.pid)) as all_ended:
        process.send_signal(signal.SIGINT)
        told, _ = process.communicate(timeout=60)
        assert all_ended(), "a process goes on without the run"

    assert process.returncode == 130
    assert b" of 4 are done; go on with: nox -s grade -- " in told
    assert b"Traceback" not in told
