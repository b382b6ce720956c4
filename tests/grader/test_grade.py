"""`grade`: what is there is never lost, nobody is graded twice for nothing, and whoever can't be graded is told of."""

import argparse
import errno
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import filelock
import pytest
from classes import book, kata, verdict
from runs import ROOT

from grader.classroom import executors, fingerprint, grading
from grader.classroom.crew import Crew
from grader.classroom.records import Job, Result
from grader.classroom.store import ENDINGS, OURS, Store
from grader.classroom.summary import summary
from grader.cli import main
from grader.commands.grade import FURTHER, add
from grader.course import Course
from grader.settings import UsageError
from grader.verdict import KataVerdict
from grader.words import say

THREAD = "spinner_thread"


class Engine:
    """Stands in for what grades: a submission's text says what is to be found in it."""

    def __init__(self) -> None:
        """Have graded nobody."""
        self.jobs: list[Job] = []
        self.failing: set[str] = set()
        self.left: int | None = None  # results to be kept until somebody presses Ctrl-C

    @property
    def graded(self) -> list[str]:
        """Who was graded, since this was asked for."""
        jobs, self.jobs = self.jobs, []
        return [job.learner for job in jobs]

    @contextmanager
    def crew(self, jobs: int | None = None, cluster: str | None = None) -> Iterator[Crew]:  # noqa: ARG002 - as `open_executor`
        """Give an executor that does one thing after the other."""
        with ThreadPoolExecutor(1) as executor:
            yield Crew(executor, 1, self.grade)

    def grade(self, job: Job) -> Result:
        """Find a kata passed, unjudged, failed (its first failed check is the text), or fail oneself."""
        self.jobs.append(job)
        text = job.attempt.files[THREAD].data.decode()
        if job.slug in self.failing:
            return Result(job.slug, None, problem=say("the worker was killed"))
        found = verdict(
            KataVerdict(THREAD, "unjudged") if text == "odd" else kata(THREAD, None if text == "right" else text)
        )
        return Result(job.slug, found, {name: f"{name} of {job.learner}, {text}" for name in job.formats})


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Put the engine in the place of what really grades."""
    engine = Engine()
    keep = Store.keep

    def count(*arguments: object) -> None:
        if engine.left == 0:
            raise KeyboardInterrupt
        keep(*arguments)  # type: ignore[arg-type] # what it was called with
        engine.left = None if engine.left is None else engine.left - 1

    monkeypatch.setattr(executors, "open_executor", engine.crew)
    monkeypatch.setattr(Store, "keep", count)
    monkeypatch.setattr(fingerprint, "fingerprint", lambda: "this grader")  # to read all of it takes a while
    return engine


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with the submissions of a class in `subs`; no disk is waited for."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.chdir(tmp_path)
    for learner, text in {"Ann": "right", "Ben": "pace", "Cem": "right", "Dora": None}.items():
        hand_in(learner, text)
    return tmp_path


def hand_in(learner: str, text: str | None) -> None:
    """Put a learner's file into `subs`; without a text there is a folder with nothing in it."""
    path = Path("subs", learner)
    path.mkdir(parents=True, exist_ok=True)
    if text is not None:
        (path / f"{THREAD}.py").write_text(text)


def grade(*options: str, submissions: str = "subs", output: str = "out") -> int:
    """Grade the class by the command line, and return the exit code."""
    return main(["grade", submissions, "--output", output, "--kata", "thread", "--seed", "7", *options])


def resume(*options: str) -> int:
    """Go on."""
    return main(["grade", "subs", "--output", "out", "--resume", *options])


def tree(folder: str | Path = "out") -> dict[str, bytes]:
    """Return all files of a folder, but for what is the grader's own business."""
    files = (path for path in Path(folder).rglob("*") if path.is_file() and ".grade" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def derived(folder: str | Path = "out") -> dict[str, bytes]:
    """Return what is made of a class: all but the results, which know of which run they are."""
    return {name: data for name, data in tree(folder).items() if not name.startswith(("results/", "run.json"))}


def rows() -> dict[str, dict[str, object]]:
    """Return the rows of the gradebook by learner."""
    book = json.loads(Path("out/gradebook.json").read_text())
    return {row["learner"]: row for row in book["learners"]}


# --- a new run ----------------------------------------------------------------------------------------------------


def test_whole_class(folder: Path, engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    """Everybody gets a result and a page, the class its gradebooks, and whoever grades is told where they are."""
    assert grade() == 1
    out, err = capsys.readouterr()

    assert engine.graded == ["Ann", "Ben", "Cem"]
    pages = {f"pages/{name}.html" for name in ("Ann", "Ben", "Cem")}
    results = {f"results/{name}.json" for name in ("Ann", "Ben", "Cem", "Dora")}
    assert set(tree()) == {"run.json", "gradebook.csv", "gradebook.json", "index.html"} | pages | results
    assert (folder / "out/pages/Ben.html").read_text() == "html of Ben, pace"
    assert "learners: 4; passed: 2; not passed: 1; not graded: 1\nnot graded: Dora\n" in out
    assert f"gradebook: {Path('out/gradebook.csv')}; overview: {Path('out/index.html')}" in out
    assert "nox -s grade -- subs --output out --seed 7 --kata thread --dry-run\n" in out
    assert err.startswith("grader: grading 4 submissions\n")
    assert err.endswith("grader: 4 of 4 are done\n")


@pytest.mark.usefixtures("folder")
def test_job(engine: Engine) -> None:
    """Each attempt is graded with the class's seed and terms, with a truth run, by this very grader."""
    Path("course.toml").write_text("[weights]\nspinner_thread = 3\n")
    grade("--course", "course.toml", "--lang", "ko", "--format", "junit", "--format", "gradescope")
    job = engine.jobs[0]

    assert (job.slug, job.learner, job.language) == ("Ann", "Ann", "ko")
    assert (job.settings.seed, job.settings.real) == (7, hasattr(os, "fork"))
    assert job.course.weights == {THREAD: 3}
    assert job.formats == ("html", "junit", "gradescope")
    assert job.grader == "this grader"
    assert job.attempt.label == "exercises"


@pytest.mark.usefixtures("folder")
def test_job_tells_what_was_noticed(engine: Engine) -> None:
    """What was noticed while a submission was read, and why a kata is missing, goes with the job, for the page."""
    Path("subs/Ann/spinner_asyncio (1).py").write_text("")
    grade("--kata", "asyncio")
    ann, ben, _ = engine.jobs
    reason = "there is no spinner_asyncio.py, but spinner_asyncio (1).py: rename or move it if it was meant"

    assert (ann.remarks, ann.reasons) == ((reason,), {"spinner_asyncio": reason})
    assert (ben.remarks, ben.reasons) == ((), {})


@pytest.mark.parametrize("expected, text", [(0, "right"), (1, "pace")])
@pytest.mark.usefixtures("folder", "engine")
def test_exit_code(expected: int, text: str) -> None:
    """0 means that everybody has passed, 1 that somebody hasn't."""
    for learner in ("Ben", "Dora"):
        hand_in(learner, text)

    assert expected == grade()


@pytest.mark.usefixtures("folder", "engine")
def test_to_be_judged(capsys: pytest.CaptureFixture[str]) -> None:
    """Who can only be judged by a person is counted and named apart, and hasn't passed yet."""
    for learner in ("Ben", "Dora"):
        hand_in(learner, "odd" if learner == "Ben" else "right")

    assert grade() == 1
    out = capsys.readouterr().out
    assert out.startswith("learners: 4; passed: 3; not passed: 0; to be judged: 1; not graded: 0\n")
    assert "\nto be judged by a person ('unjudged'): Ben\n" in out
    hand_in("Ben", "right")
    assert grade("--dry-run") == 1
    assert "in all: 0 of 13, to be judged; would be 14 of 13, passed" in capsys.readouterr().out


def test_unjudged_but_passed() -> None:
    """Who has passed anyway isn't to be judged; that somebody may look at the points is said all the same."""
    whole = grading.Book(book(course=Course(rule="any")), frozenset())
    first, *rest = map(str, summary(whole, Path("out"), "--resume", "--dry-run"))

    assert first == "learners: 8; passed: 5; not passed: 2; not graded: 1"
    assert "'unjudged' in a kata that doesn't decide whether they have passed: Hana" in rest


@pytest.mark.usefixtures("folder")
def test_grader_fails(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the grader itself fails at somebody, the row says so, the exit code is 3, and the next command is told."""
    engine.failing = {"Ann"}

    assert grade() == 3
    assert rows()["Ann"]["problem"] == "the worker was killed"
    out = capsys.readouterr().out
    assert "not graded: Ann, Dora\n" in out
    assert out.endswith("try again: nox -s grade -- subs --output out --seed 7 --kata thread --resume\n")


@pytest.mark.parametrize(
    "expected, submissions, output",
    [
        ("no such file", "nowhere", "out"),
        ("nothing was handed in", "empty", "out"),
        ("isn't a folder", "file", "out"),
        ("one attempt, not a class: grade it by nox -s check -- ", "subs/Ann", "out"),
        ("among the submissions", "subs", "subs/out"),
        ("among the submissions", "subs", "subs"),
        ("the submissions are in", "taken/results", "taken"),
        ("isn't a folder: give another --output", "subs", "file"),
        ("can't be written to", "subs", "file/out"),
        ("holds 'pages', which no grading left there", "subs", "foreign"),
        ("can't be written to (File name too long)", "subs", "o" * 300),
    ],
)
@pytest.mark.usefixtures("folder")
def test_wrong_usage(
    expected: str, submissions: str, output: str, engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    """What can't be graded, or not there, is answered by one line, and nothing is touched."""
    for name in ("empty", "taken/results/Ann", "foreign/pages"):
        Path(name).mkdir(parents=True)
    Path("file").write_text("mine")
    Path("foreign/pages/mine").write_text("mine")
    before = tree(".")

    assert grade(submissions=submissions, output=output) == 2
    out, err = capsys.readouterr()
    assert expected.casefold() in err.casefold()
    assert (out, err.count("\n"), engine.graded) == ("", 1, [])
    assert tree(".") == before
    assert not list(Path().rglob(".grade"))


@pytest.mark.parametrize("submissions, output", [("", "out"), ("subs", "")])
@pytest.mark.usefixtures("folder")
def test_empty_path(submissions: str, output: str, engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty path, as a variable of the shell that isn't set leaves it, isn't taken for the folder where one is."""
    before = tree(".")
    with pytest.raises(SystemExit, match=r"^2$"):
        grade(submissions=submissions, output=output)

    assert "an empty path is no folder's; . is the folder where you are" in capsys.readouterr().err
    assert (tree("."), engine.graded) == (before, [])


@pytest.mark.usefixtures("folder", "engine")
def test_wrong_course(capsys: pytest.CaptureFixture[str]) -> None:
    """Where the course's file is wrong, that is said, and no folder is made."""
    Path("course.toml").write_text("weight = 3\n")

    assert grade("--course", "course.toml") == 2
    assert "course.toml" in capsys.readouterr().err
    assert not Path("out").exists()


@pytest.mark.parametrize("option", ["--jobs=1", "--resume", "--force"])
@pytest.mark.usefixtures("folder")
def test_unsearchable_output(
    option: str, engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever may not look into the output folder is told so."""
    grade()
    before, _ = tree(), engine.graded

    def refuse(_: Store) -> list[str]:
        raise PermissionError(errno.EACCES, "Permission denied")

    # What the first look into such a folder does; where tests are run by one who may look everywhere there is none.
    monkeypatch.setattr(Store, "foreign", refuse)
    capsys.readouterr()

    assert grade(option) == 2
    assert "'out' can't be written to (Permission denied)" in capsys.readouterr().err
    assert (tree(), engine.graded) == (before, [])


@pytest.mark.usefixtures("folder")
def test_no_points(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    """A kata that gives no points in this course can't be graded alone: nobody could pass."""
    Path("course.toml").write_text("[weights]\nspinner_thread = 0\n")
    assert grade("--course", "course.toml") == 2
    assert "spinner_thread gives no points in this course: " in capsys.readouterr().err
    assert not Path("out").exists()

    grade()
    before, _ = tree(), engine.graded
    for option in ("--resume", "--force", "--dry-run"):
        assert main(["grade", "subs", "--output", "out", "--course", "course.toml", option]) == 2
        assert "gives no points in this course" in capsys.readouterr().err
    assert (tree(), engine.graded) == (before, [])


@pytest.mark.usefixtures("folder")
def test_nobody_to_grade(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is nothing that could grade, no run is begun that had to be resumed."""

    @contextmanager
    def nobody(*_: object) -> Iterator[Crew]:
        raise UsageError(say("there is no scheduler"))
        yield  # type: ignore[unreachable] # so that it is a generator

    monkeypatch.setattr(executors, "open_executor", nobody)
    assert grade("--cluster", "tcp://nowhere:1") == 2
    assert tree() == {}

    monkeypatch.setattr(executors, "open_executor", engine.crew)
    assert grade() == 1


@pytest.mark.parametrize(
    "options", [["--resume", "--force"], ["--jobs", "0"], ["--jobs", "x"], ["--format", "terminal"], ["--kata", "x"]]
)
@pytest.mark.usefixtures("folder")
def test_wrong_options(options: list[str], engine: Engine) -> None:
    """Options that make no sense are refused."""
    try:
        code = grade(*options)
    except SystemExit as stopped:
        code = int(stopped.code or 0)

    assert (code, engine.graded) == (2, [])


@pytest.mark.usefixtures("folder", "engine")
def test_hostile_names(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever a learner is called, no name steers the terminal or breaks a line."""
    names = ["\x1b[2J", "a\nb", "[bold]x", "\u202egnp", "{0}", "%s", "\udcff"]
    for name in names:
        hand_in(name, None)
    assert grade() == 1
    hand_in("\x1b[2J", "right")
    grade("--dry-run")
    out, err = capsys.readouterr()

    assert r"\x1b[2J" in out
    assert not set(out + err) & set("\x1b\u202e\udcff")
    assert len(json.loads(Path("out/gradebook.json").read_text())["learners"]) == 4 + len(names)


@pytest.mark.usefixtures("folder", "engine")
def test_further_reports() -> None:
    """Each further format gives a report per learner, and of the class where there is such a one."""
    grade("--format", "junit", "--format", "markdown", "--format", "gradescope")

    assert {
        "junit.xml",
        "summary.md",
        "reports/junit/Ann.xml",
        "reports/markdown/Ann.md",
        "reports/gradescope/Ann.json",
    } < set(tree())


def test_manual() -> None:
    """The instructor's manual tells of every option, every format and everything that is written."""
    manual = (ROOT / "docs" / "grading.md").read_text(encoding="utf-8")
    parser = argparse.ArgumentParser(prog="grade")
    add(parser)
    options = [option for action in parser._actions for option in action.option_strings if option.startswith("--")]

    assert [option for option in options if f"`{option}" not in manual] == ["--help"]
    assert [name for name in (*ENDINGS, *OURS) if f"`{name}" not in manual] == []
    assert set(FURTHER) == set(ENDINGS)


# --- on top of an earlier run -------------------------------------------------------------------------------------


@pytest.mark.usefixtures("folder")
def test_refused(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    """A second run doesn't touch the first one's results, and says what can be done."""
    grade()
    before, _ = tree(), engine.graded
    capsys.readouterr()

    assert grade() == 2
    assert (tree(), engine.graded) == (before, [])
    err = capsys.readouterr().err
    assert all(option in err for option in ("--resume", "--dry-run", "--force", "--output"))


@pytest.mark.usefixtures("folder")
def test_resume(engine: Engine) -> None:
    """Resumed, a run grades who is new or has handed in something else, and comes to what one go would have."""
    grade()
    before, _ = tree(), engine.graded
    hand_in("Ben", "right")
    hand_in("Dora", "frames")
    hand_in("Eve", "right")

    assert resume() == 1
    assert engine.graded == ["Ben", "Dora", "Eve"]
    assert tree()["results/Ann.json"] == before["results/Ann.json"]
    grade(output="again")
    assert derived() == derived("again")


@pytest.mark.usefixtures("folder")
def test_resume_nothing(engine: Engine) -> None:
    """A finished run can be resumed, which changes nothing; where there is none, it begins."""
    assert resume("--seed", "7", "--kata", THREAD) == 1
    before, _ = tree(), engine.graded

    assert resume("--jobs", "3") == 1
    assert (tree(), engine.graded) == (before, [])


@pytest.mark.usefixtures("folder")
def test_resume_after_failure(engine: Engine) -> None:
    """Who couldn't be graded by the grader's own fault is graded when the run is resumed."""
    engine.failing = {"Ann", "Ben"}
    grade()
    engine.failing = set()
    assert engine.graded == ["Ann", "Ben", "Cem"]

    assert resume() == 1
    assert engine.graded == ["Ann", "Ben"]
    grade(output="again")
    assert derived() == derived("again")


@pytest.mark.parametrize("name", ["results/Ann.json", "pages/Ann.html"])
@pytest.mark.parametrize("damage", ["gone", "empty", "half", "odd"])
@pytest.mark.usefixtures("folder")
def test_resume_damaged(name: str, damage: str, engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    """What is damaged on disk is made anew, with a remark, and nothing else is."""
    grade()
    before, _ = derived(), engine.graded
    capsys.readouterr()
    path = Path("out", name)
    data = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes({"empty": b"", "half": data[: len(data) // 2], "odd": b"\xff\x00"}[damage])

    assert resume() == 1
    assert (derived(), engine.graded) == (before, ["Ann"])
    told = "grader: Ann: the result on disk is damaged" in capsys.readouterr().err
    assert told == ((name, damage) != ("results/Ann.json", "gone"))


@pytest.mark.usefixtures("folder")
def test_resume_foreign(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    """A result that belongs to another run isn't taken for one of this run."""
    grade()
    grade("--seed", "8", output="other")
    before, _ = derived(), engine.graded
    Path("out/results/Ann.json").write_bytes(Path("other/results/Ann.json").read_bytes())
    Path("out/results/Ben.json").write_bytes(Path("out/results/Ann.json").read_bytes())
    capsys.readouterr()

    assert resume() == 1
    assert (derived(), engine.graded) == (before, ["Ann", "Ben"])
    err = capsys.readouterr().err
    assert "Ann: the result on disk belongs to another run" in err
    assert "Ben: the result on disk is damaged" in err


@pytest.mark.parametrize(
    "expected, options",
    [
        ("the seed was 7, and is 8", ["--seed", "8"]),
        ("the katas were spinner_thread, and are spinner_asyncio", ["--kata", "asyncio"]),
        ("the formats were none, and are junit", ["--format", "junit"]),
        ("언어가 en에서 ko(으)로 바뀌었습니다", ["--lang", "ko"]),
        ("the course's percent was 100, and is 50", ["--course", "half.toml"]),
    ],
)
@pytest.mark.usefixtures("folder")
def test_resume_otherwise(
    expected: str, options: list[str], engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    """A run isn't resumed on other terms."""
    Path("half.toml").write_text('[passing]\nrule = "percent"\npercent = 50\n')
    grade()
    before, _ = tree(), engine.graded

    assert resume("--lang", "en", *options) == 2
    assert (tree(), engine.graded) == (before, [])
    err = capsys.readouterr().err
    assert expected in err
    assert "--dry-run" in err
    assert "--force" in err


@pytest.mark.usefixtures("folder", "engine")
def test_resume_course(capsys: pytest.CaptureFixture[str]) -> None:
    """The course's file needn't be named again; where it has changed, the run isn't resumed."""
    course = Path("course.toml")
    course.write_text('title = "Spring"\n')
    grade("--course", "course.toml")
    assert resume() == 1
    course.write_text('title = "Autumn"\nbonus = false\n')

    assert resume() == 2
    assert 'title was "Spring", and is "Autumn"' in capsys.readouterr().err


@pytest.mark.parametrize("changed", ["grader", "python"])
@pytest.mark.usefixtures("folder")
def test_resume_with_another_grader(
    changed: str, engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A run isn't resumed by another grader or another Python."""
    grade()
    before, _ = tree(), engine.graded
    if changed == "grader":
        monkeypatch.setattr(fingerprint, "fingerprint", lambda: "another")
    else:
        monkeypatch.setattr("platform.python_version", lambda: "3.99.0")

    assert resume() == 2
    assert (tree(), engine.graded) == (before, [])
    said = {"grader": "the grader or its checks have changed", "python": f"Python was {sys.version.split()[0]}"}
    assert said[changed] in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_force(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """By force everybody is graded anew with the same seed; who is gone goes, and so does nothing else."""
    grade()
    old, _ = json.loads(Path("out/run.json").read_text()), engine.graded
    Path("out/pages/notes.html").write_text("mine")
    hand_in("Ben", "right")
    Path("subs/Cem/spinner_thread.py").unlink()
    Path("subs/Cem").rmdir()
    monkeypatch.setattr(fingerprint, "fingerprint", lambda: "another")

    assert main(["grade", "subs", "--output", "out", "--force"]) == 1
    new = json.loads(Path("out/run.json").read_text())
    assert (new["seed"], new["grader"], new["replaces"]) == (7, "another", [])
    assert new["id"] != old["id"]
    assert engine.graded == ["Ann", "Ben"]
    assert not [name for name in tree() if "Cem" in name]
    assert Path("out/pages/notes.html").read_text() == "mine"


TERMS = ("--format", "junit", "--lang", "ko", "--course", "half.toml")


def half() -> None:
    """Write a course's terms: whoever has a tenth passes."""
    Path("half.toml").write_text('[passing]\nrule = "percent"\npercent = 10\n')


@pytest.mark.parametrize("way", ["--force", "--dry-run"])
@pytest.mark.usefixtures("folder")
def test_terms_are_kept(way: str, engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    """Who grades anew does so on the earlier run's terms: katas, formats, language and course, wherever it is begun."""
    half()
    grade(*TERMS)
    before, _ = derived(), engine.graded
    capsys.readouterr()

    assert main(["grade", "subs", "--output", "out", way]) == (way == "--force")
    assert engine.graded == ["Ann", "Ben", "Cem"]
    assert derived() == before
    nobody = "nobody of 4 would change; nothing was written\n"
    assert (capsys.readouterr().out == nobody) == (way == "--dry-run")


@pytest.mark.usefixtures("folder")
def test_terms_are_changed(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    """One of the earlier run's terms can be another by force, and only that one is; before, the rehearsal says so."""
    half()
    grade(*TERMS)
    capsys.readouterr()

    assert main(["grade", "subs", "--output", "out", "--dry-run", "--lang", "en", "--format", "gcc"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "since then: the language was ko, and is en",
        "since then: the formats were junit, and are gcc",
        "nobody of 4 would change; nothing was written",
    ]
    main(["grade", "subs", "--output", "out", "--force", "--format", "gcc"])
    run = json.loads(Path("out/run.json").read_text())
    assert (run["language"], run["formats"], run["katas"]) == ("ko", ["gcc"], [THREAD])
    assert run["course"]["percent"] == 10
    assert run["course_file"] == str(Path("half.toml").absolute())
    assert not list(Path("out/reports/junit").iterdir())
    assert {job.formats for job in engine.jobs[-3:]} == {("html", "gcc")}


@pytest.mark.usefixtures("folder", "engine")
def test_next_command(capsys: pytest.CaptureFixture[str]) -> None:
    """A command that is told to be copied has everything that was asked for."""
    half()
    grade(*TERMS[:2], *TERMS[4:])
    kept = "--course half.toml --seed 7 --kata thread --format junit"

    assert f"nox -s grade -- subs --output out {kept} --dry-run\n" in capsys.readouterr().out


@pytest.mark.usefixtures("folder")
def test_force_is_cut_off(engine: Engine) -> None:
    """Cut off, a run by force leaves old results where there are no new ones; resumed, it comes to the same end."""
    grade()
    hand_in("Ben", "right")
    Path("subs/Cem/spinner_thread.py").unlink()
    Path("subs/Cem").rmdir()
    old, _ = tree(), engine.graded
    engine.left = 2
    assert grade("--force") == 130
    assert {name for name, data in tree().items() if data != old.get(name)} == {
        "run.json",
        "results/Ann.json",
        "results/Ben.json",
        "pages/Ben.html",
    }
    engine.left = None

    assert engine.graded == ["Ann", "Ben"]
    assert resume() == 1
    assert engine.graded == []
    grade(output="again")
    assert derived() == derived("again")
    assert set(tree()) == set(tree("again"))


@pytest.mark.usefixtures("folder")
def test_force_where_the_run_is_damaged(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody can tell what run it was, only force goes on."""
    grade()
    Path("out/run.json").write_text("{")
    before, _ = tree(), engine.graded
    for option in ("--resume", "--dry-run", "--jobs=2"):
        assert grade(option) == 2
        assert "run.json" in capsys.readouterr().err

    assert (tree(), engine.graded) == (before, [])
    assert grade("--force") == 1
    assert engine.graded == ["Ann", "Ben", "Cem"]


# --- a rehearsal --------------------------------------------------------------------------------------------------


def everything(folder: str) -> dict[str, object]:
    """Return all there is of a folder, hidden or not, and when it was changed."""
    paths = [Path(folder), *Path(folder).rglob("*")]
    return {str(path): (path.stat().st_mtime_ns, path.is_file() and path.read_bytes()) for path in paths}


@pytest.mark.usefixtures("folder")
def test_rehearsal_of_nothing(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody would change, that is said, with exit code 0."""
    grade()
    before, _ = everything("out"), engine.graded
    capsys.readouterr()

    assert grade("--dry-run") == 0
    assert engine.graded == ["Ann", "Ben", "Cem"]
    assert everything("out") == before
    assert capsys.readouterr().out == "nobody of 4 would change; nothing was written\n"


@pytest.mark.usefixtures("folder", "engine")
def test_rehearsal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told who would change, and what, and what has changed since; nothing is written."""
    grade()
    hand_in("Ben", "right")
    hand_in("Cem", "stop")
    hand_in("Eve", "right")
    Path("subs/Dora").rmdir()
    Path("course.toml").write_text("[weights]\nspinner_thread = 2\n")
    monkeypatch.setattr(fingerprint, "fingerprint", lambda: "another")
    before = everything("out")
    capsys.readouterr()

    assert grade("--dry-run") == 1
    assert everything("out") == before
    assert capsys.readouterr().out.splitlines() == [
        "since then: the grader or its checks have changed",
        "Ben",
        "  what was handed in has changed since then",
        "  spinner_thread: failed, 2 of 13, first failed: pace; would be passed, 13 of 13, bonus 1",
        "  in all: 2 of 13, not passed; would be 14 of 13, passed",
        "Cem",
        "  what was handed in has changed since then",
        "  spinner_thread: passed, 13 of 13, bonus 1; would be failed, 4 of 13, first failed: stop",
        "  in all: 14 of 13, passed; would be 4 of 13, not passed",
        "Eve",
        "  is new: 14 of 13, passed",
        "Dora",
        "  is no longer among the submissions: the result would go",
        "would change: 4 of 5; nothing was written",
        "to have it so: nox -s grade -- subs --output out --seed 7 --kata thread --force",
    ]


@pytest.mark.usefixtures("folder")
def test_rehearsal_of_a_course(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    """Another course changes who has passed without anybody's work being another."""
    grade()
    Path("course.toml").write_text('bonus = false\n[passing]\nrule = "percent"\npercent = 10\n')
    engine.failing = {"Cem"}
    capsys.readouterr()

    assert grade("--dry-run", "--course", "course.toml") == 3
    out, err = capsys.readouterr()
    assert 'since then: the course\'s rule was "all", and is "percent"' in out
    assert "Ben\n  in all: 2 of 13, not passed; would be 2 of 13, passed\n" in out
    assert "in all: 14 of 13, passed; would be not graded (the worker was killed)" in out
    assert "the grader itself failed" in err


@pytest.mark.usefixtures("folder")
def test_rehearsal_after_a_cut(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    """After a run by force that was broken off nobody is new who has an old result, and it is said that it was."""
    grade()
    hand_in("Ben", "right")
    engine.left = 1
    grade("--force")
    engine.left = None
    capsys.readouterr()

    assert grade("--dry-run") == 1
    assert capsys.readouterr().out.splitlines()[:5] == [
        "since then: grading anew was broken off, and some results are of the run before",
        "Ben",
        "  spinner_thread: failed, 2 of 13, first failed: pace; would be passed, 13 of 13, bonus 1",
        "  in all: 2 of 13, not passed; would be 14 of 13, passed",
        "would change: 1 of 4; nothing was written",
    ]


@pytest.mark.usefixtures("folder")
def test_rehearsal_without_a_run(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    """Where there is nothing that could change, nothing is graded, or written."""
    assert grade("--dry-run") == 2
    assert "there is no earlier run in" in capsys.readouterr().err
    assert engine.graded == []
    assert not Path("out").exists()


@pytest.mark.usefixtures("folder")
def test_rehearsal_leaves_nothing(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of a rehearsal is ever on a disk, so that whoever kills it leaves nobody's results anywhere."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    Path("tmp").mkdir()
    grade()
    before, found = everything("."), []
    monkeypatch.setattr(engine, "grade", lambda job: (found.append(everything(".")), Engine.grade(engine, job))[1])

    assert grade("--dry-run") == 0
    assert found == [before] * 3


# --- cut off ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("folder")
def test_interrupted(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C ends it; how many are done is told, and how to go on, which comes to the same end."""
    engine.left = 1

    assert grade() == 130
    err = capsys.readouterr().err
    how = "nox -s grade -- subs --output out --seed 7 --kata thread --resume"
    assert err.endswith(f"grader: interrupted: 1 of 4 are done; go on with: {how}\n")
    engine.left = None
    assert resume() == 1
    grade(output="again")
    assert derived() == derived("again")


@pytest.mark.usefixtures("folder", "engine")
def test_disk_full(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the disk is full, what was graded before stays, and how to go on is told."""
    written = []

    def fill_up(_: int) -> None:
        written.append(1)
        if len(written) == 12:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fill_up)
    assert grade() == 2
    err = capsys.readouterr().err
    assert "(No space left on device); what was graded before is safe" in err
    assert err.endswith("go on with: nox -s grade -- subs --output out --seed 7 --kata thread --resume\n")

    assert resume() == 1
    grade(output="again")
    assert derived() == derived("again")


@pytest.mark.usefixtures("folder", "engine")
def test_one_at_a_time(capsys: pytest.CaptureFixture[str]) -> None:
    """While one grades in a folder, another is refused, and told who that is."""
    grade()
    before = tree()
    holder, draft = Path("out/.grade/holder.json"), Path("out/.grade/draft")
    draft.write_text("what the other one is about to put somewhere")
    with filelock.FileLock("out/.grade/lock"):
        for text, told in {
            '{"process": 4321, "machine": "here", "since": "noon"}': "process 4321 on here, since noon",
            "{": "it has just begun",
            "[]": "it has just begun",
        }.items():
            holder.write_text(text)
            for option in ("--resume", "--force", "--dry-run", "--jobs=1"):
                assert grade(option) == 2
                assert f"another grade is at work in 'out' ({told})" in capsys.readouterr().err

    assert tree() == before
    assert draft.read_text() == "what the other one is about to put somewhere"
    assert resume() == 1
    assert not holder.exists()


@pytest.mark.usefixtures("folder", "engine")
def test_result_goes_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who takes a result away while others are graded finds a row that says so."""
    book_of = grading.book_of

    def take(*arguments: object) -> object:
        Path("out/results/Ann.json").unlink()
        return book_of(*arguments)  # type: ignore[arg-type] # what it was called with

    monkeypatch.setattr(grading, "book_of", take)

    assert grade() == 3
    assert str(rows()["Ann"]["problem"]).startswith("the result on disk is damaged or gone")
