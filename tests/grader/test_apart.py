"""One attempt in a process of its own: the verdict is the one that `check` gives, whatever is killed meanwhile."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from class_helpers import PLAIN, REAL, REFERENCE, job_of, undated, waiting, wrong
from lineage import above, descendants, watched
from runs import environment

from grader.classroom import apart, asking, starting
from grader.classroom.apart import TRIES, grade_apart
from grader.classroom.asking import Reply
from grader.classroom.gate import Gate, Place
from grader.classroom.records import Result
from grader.classroom.starting import Fresh, Starter
from grader.classroom.worker import broken, killed
from grader.course import Course
from grader.parcels import pack
from grader.servant import end_at_once
from grader.session import grade
from grader.verdict import CheckResult, Finding, KataVerdict, Real, Verdict
from grader.words import say

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes by /proc")


# --- the verdict ---------------------------------------------------------------------------------------------------


def test_same_as_check() -> None:
    """The verdict is the one that is given in this process, counted by the course's terms, with its reports beside."""
    course = Course(points={"spinner_thread": {"signal": 5}}, weights={"spinner_thread": 2})
    job = job_of(wrong("erase_inside_loop"), PLAIN, "json", course=course)
    result = grade_apart(job)
    here = undated(grade(job.attempt, job.settings))

    assert (result.slug, result.problem) == ("erase_inside_loop", None)
    assert result.verdict is not None
    (kata,) = result.verdict.katas
    assert {check.id: check.max_points for check in kata.checks}["signal"] == 10
    one = tuple(replace(check, max_points=1) for check in kata.checks)
    assert undated(replace(result.verdict, katas=(replace(kata, checks=one),))) == here
    assert '"max_points": 10' in result.reports["json"]


def test_bonus_that_does_not_count() -> None:
    """Where a course counts no bonus, every report gives nothing for it; for the gradebook it is kept."""
    formats = "json", "junit", "markdown"
    result = grade_apart(job_of(REFERENCE, PLAIN, *formats, course=Course(bonus=False)))

    assert result.verdict is not None
    assert result.verdict.katas[0].bonus_points == 2
    assert '"bonus_points": 0' in result.reports["json"]
    assert '<property name="bonus_points" value="0" />' in result.reports["junit"]
    assert "| 13 of 13 points |" in result.reports["markdown"]


def test_no_scenes() -> None:
    """What is only there to be drawn stays where the reports are made."""
    drawn = replace(PLAIN, scenes=True, pictures=True)
    result = grade_apart(job_of(REFERENCE, drawn, "html"))

    assert result.verdict is not None
    assert result.verdict.katas[0].whole is None
    assert result.reports["html"].startswith("<!doctype html")


def test_other_grader() -> None:
    """A grader that isn't the one that asks refuses."""
    result = grade_apart(replace(job_of(REFERENCE), grader="0" * 64))

    assert result.verdict is None
    assert "same checkout" in str(result.problem)


def test_grader_fails() -> None:
    """Where the grader itself fails, the problem quotes how."""
    job = job_of(REFERENCE, replace(PLAIN, without=frozenset({"no_such_check"})))
    with Gate(1).place() as place:
        reply = asking.ask(pack(job), Gate(1), place, time.monotonic() + 60)

    assert b"no_such_check" in reply.line
    assert b"grade this one again" in reply.line


# --- in doubt ------------------------------------------------------------------------------------------------------

JOB = job_of(REFERENCE)


def verdict_of(status: str, seen: str = "") -> Verdict:
    """Return a verdict that tells of one check."""
    finding = Finding(say("this"), say("{seen}", seen=seen), say("so"))
    check = CheckResult("frames", "It draws.", status, finding=finding)  # type: ignore[arg-type] # one of the statuses
    return Verdict("a", "3.12.1", 1, 0.5, (KataVerdict("spinner_thread", "failed", checks=(check,)),))


def sure(status: str) -> Reply:
    """Return a reply that nothing is in doubt about."""
    return Reply(pack((Result(JOB.slug, verdict_of(status)), True)), 0, "", late=False)


def doubtful(status: str, seen: str = "") -> Reply:
    """Return a reply with a verdict during which something was killed."""
    return Reply(pack((Result(JOB.slug, verdict_of(status, seen)), False)), 0, "", late=False)


KILLED = Reply(b"", -9, "", late=False)
GONE = Reply(b"", None, "", late=False)
NONSENSE = Reply(b'{"is": "nothing"}\n', 1, "Traceback", late=False)
ANOTHER = Reply(pack((Result("another", verdict_of("passed")), True)), 0, "", late=False)
BROKEN = Reply(pack((Result(JOB.slug, None, problem=broken("OSError")), False)), 0, "", late=False)
NO_STAGE = Reply(pack((Result(JOB.slug, None, problem=killed()), False)), 0, "", late=False)
LATE = Reply(b"", -9, "", late=True)


@pytest.mark.parametrize(
    "replies, expected",
    [
        pytest.param([sure("passed")], "passed", id="sure"),
        pytest.param([KILLED, sure("passed")], "passed", id="worker killed"),
        pytest.param([NONSENSE, ANOTHER, sure("failed")], "failed", id="nonsense"),
        pytest.param([doubtful("failed"), sure("passed")], "passed", id="sure after doubt"),
        pytest.param([doubtful("failed", "1.1 s"), doubtful("failed", "1.2 s")], "failed", id="twice the same"),
        pytest.param([doubtful("failed"), doubtful("passed"), doubtful("failed")], "failed", id="two of three"),
        pytest.param([doubtful("failed"), KILLED, doubtful("failed")], "failed", id="killed between"),
        pytest.param([KILLED] * TRIES, "were killed", id="always killed"),
        pytest.param([NONSENSE] * TRIES, "Traceback", id="always nonsense"),
        pytest.param([doubtful("failed"), doubtful("passed"), doubtful("blocked")], "were killed", id="three of three"),
        pytest.param([NO_STAGE, doubtful("passed"), NO_STAGE], "were killed", id="killed or in doubt"),
        pytest.param([KILLED, NO_STAGE, KILLED], "were killed", id="killed here and there"),
        pytest.param([GONE] * TRIES, "no answer (nobody saw", id="nobody knows"),
        pytest.param([NO_STAGE, BROKEN, NO_STAGE], "OSError", id="not only killed"),
        pytest.param([LATE], "longer than 15 minutes", id="late"),
    ],
)
def test_doubt(replies: Sequence[Reply], expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sure answer counts at once, a doubtful one if another agrees; in the end there is a problem."""
    coming = iter(replies)
    monkeypatch.setattr(apart, "ask", lambda *_: next(coming))
    result = grade_apart(JOB)

    told = result.verdict.katas[0].checks[0].status if result.verdict else str(result.problem)
    assert expected in told
    assert list(coming) == []


def test_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no process can be started, the problem says why."""
    monkeypatch.setattr(starting, "COMMAND", ("/no/such/python",))

    assert "No such file" in str(grade_apart(JOB).problem)


# --- killed --------------------------------------------------------------------------------------------------------

GENERATIONS = ("attempt", "stage", "worker", "nursery")


@linux
@pytest.mark.long
@pytest.mark.parametrize(
    "victims, real",
    [
        ("attempt", False),
        ("attempt", True),
        ("stage", False),
        ("stage", True),
        ("worker", False),
        ("nursery attempt", False),
    ],
)
def test_killed(victims: str, real: bool, tmp_path: Path) -> None:  # noqa: FBT001 - pytest gives it by its name
    """Whatever is killed in mid-work, in virtual time or for real: the result is as if nothing had been."""
    attempt = waiting(tmp_path, real=real)

    before = descendants(os.getpid())  # the stage that other tests share, for one

    def kill() -> None:
        pid = attempt.pid()
        for victim in victims.split():
            os.kill(above(pid, GENERATIONS.index(victim)), signal.SIGKILL)

    with ThreadPoolExecutor(1) as executor, contextlib.closing(Starter()) as starter:
        killing = executor.submit(kill)
        result = grade_apart(job_of(attempt.path, REAL if real else PLAIN), Gate(1, starter))
        killing.result()

    assert result.problem is None
    assert result.verdict is not None
    (kata,) = result.verdict.katas
    assert (kata.status, kata.cause, kata.real) == ("passed", None, Real("passed") if real else None)
    assert descendants(os.getpid()) == before


@pytest.mark.parametrize("nursery", [(sys.executable, "-c", "pass"), ("/no/such/python",)], ids=["dies", "isn't there"])
def test_no_nursery(nursery: Sequence[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no process can be forked from a warm one, a new interpreter does as well."""
    monkeypatch.setattr(starting, "NURSERY", nursery)
    starter = Starter(fork=True)

    for number in range(2):
        child = starter.start(str(tmp_path / f"{number}"))
        assert isinstance(child, Fresh)
        assert child.end() == 0
        child.errors.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Return the requests that are sent from here on."""
    requests: list[bytes] = []
    ask = asking.ask

    def noted(request: bytes, gate: Gate, place: Place, until: float) -> Reply:
        requests.append(request)
        return ask(request, gate, place, until)

    monkeypatch.setattr(apart, "ask", noted)
    return requests


@linux
@pytest.mark.long
def test_kills_itself(asked: list[bytes], tmp_path: Path) -> None:
    """A program that kills itself each time gets its verdict for that, once it has done so twice."""
    path = tmp_path / "spinner_thread.py"
    text = REFERENCE.read_text("utf-8")
    path.write_text(text.replace("    time.sleep(3)\n", "    import os\n    os.kill(os.getpid(), 9)\n"), "utf-8")
    result = grade_apart(job_of(path))

    assert result.verdict is not None
    assert (result.verdict.katas[0].status, result.verdict.katas[0].cause) == ("failed", "exited")
    assert len(asked) == 2


@linux
@pytest.mark.long
def test_kills_the_stage(asked: list[bytes], tmp_path: Path) -> None:
    """A program that kills what plays it has no verdict, and nobody is told how the grader's own pipes broke."""
    path = tmp_path / "spinner_thread.py"
    path.write_text("import os\n\nos.kill(os.getppid(), 9)\n", "utf-8")
    result = grade_apart(job_of(path))

    assert (result.verdict, result.problem) == (None, killed())
    assert len(asked) == TRIES


@pytest.mark.long
@pytest.mark.parametrize("name, cause", [("main_os_exit", "exited"), ("floods_answers", "flooded")])
def test_ends_itself(name: str, cause: str, asked: list[bytes]) -> None:
    """A program that leaves by itself, or is ended at a limit of ours, is graded once: nobody killed it."""
    result = grade_apart(job_of(wrong(name)))

    assert result.verdict is not None
    assert (result.verdict.katas[0].cause, len(asked)) == (cause, 1)


# --- the end -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [0, 7, -1])
def test_half_a_request(length: int, tmp_path: Path) -> None:
    """Where whoever asks is killed while it writes, the process that grades ends, and its folder goes."""
    folder = tmp_path / "grade"
    request = pack(JOB)[:length]
    done = subprocess.run([*starting.COMMAND, str(folder)], input=request, capture_output=True, timeout=60, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert not folder.exists()


def test_folder_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another thread puts something into the folder while that is removed, it goes all the same."""
    folder, rmtree, late = tmp_path / "grade", shutil.rmtree, iter(("stage-1", "stage-2"))

    def interrupted(path: str, **options: bool) -> None:
        if name := next(late, None):
            (folder / name).mkdir(parents=True)
        else:
            rmtree(path, **options)

    monkeypatch.setattr(shutil, "rmtree", interrupted)
    monkeypatch.setattr(os, "_exit", sys.exit)

    with pytest.raises(SystemExit):
        end_at_once([], str(folder))
    assert not folder.exists()


ASKS = """\
import sys
import time
from pathlib import Path
from grader.classroom.apart import grade_apart
from grader.parcels import unpack
grade_apart(unpack(Path(sys.argv[1]).read_bytes()))
"""


@linux
@pytest.mark.parametrize("real", [False, True])
def test_nothing_is_left(real: bool, tmp_path: Path) -> None:  # noqa: FBT001 - pytest gives it by its name
    """Where the process that asked is killed, all that works for it ends, and leaves no file."""
    kept, parcel = tmp_path / "kept", tmp_path / "job"
    kept.mkdir()
    attempt = waiting(tmp_path, real=real)
    parcel.write_bytes(pack(job_of(attempt.path, REAL if real else PLAIN)))
    command = [sys.executable, "-P", "-c", ASKS, str(parcel)]
    with subprocess.Popen(command, env=environment({"TMPDIR": str(kept)})) as asker, contextlib.ExitStack() as at_last:
        at_last.callback(asker.kill)
        at_work = attempt.pid()
        pids = descendants(asker.pid)
        with watched(pids) as all_ended:
            asker.kill()

            assert at_work in pids
            assert all_ended()
    assert list(kept.iterdir()) == []
