"""The terms of a course: read from a file, or refused with what to write; and what they make of a verdict."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from runs import ROOT

from grader.attempt import KATAS
from grader.cli import main
from grader.commands import options
from grader.course import Course, course_status, has_passed, read_course, required_points, weighed
from grader.hinting import promises_of
from grader.settings import UsageError
from grader.verdict import CheckResult, KataStatus, KataVerdict, Verdict

THREAD, ASYNCIO = KATAS[:2]

PAGE = (ROOT / "docs" / "course.md").read_text("utf-8")
EXAMPLE = PAGE.partition("```toml\n")[2].partition("```")[0]


def course(text: str | bytes, tmp_path: Path) -> Course:
    """Return the course of a file with this text."""
    path = tmp_path / "course.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_course(path)


def refused(text: str | bytes, tmp_path: Path) -> str:
    """Return the line by which a file with this text is refused, without its path."""
    with pytest.raises(UsageError) as error:
        course(text, tmp_path)
    line = str(error.value)
    assert "\n" not in line
    return line.replace(str(tmp_path / "course.toml"), "FILE")


def test_empty(tmp_path: Path) -> None:
    """A file that says nothing leaves everything as it is."""
    assert course("# nothing yet", tmp_path) == Course()


def test_example(tmp_path: Path) -> None:
    """The example in the documentation says what its comments say."""
    assert course(EXAMPLE, tmp_path) == Course(
        title="Concurrency, spring term",
        points={THREAD: {"joined": 3, "announce": 0}},
        weights={ASYNCIO: 2},
        bonus=False,
        rule="percent",
        percent=60,
    )


def test_byte_order_mark(tmp_path: Path) -> None:
    """A file from an editor that begins it with a byte-order mark is as good as any."""
    assert course(b"\xef\xbb\xbftitle = 'x'\r\n", tmp_path) == Course(title="x")


def test_no_toml(tmp_path: Path) -> None:
    """What isn't TOML is refused with the place."""
    assert "isn't TOML" in refused("title = x", tmp_path)
    assert "line 1" in refused("title = x", tmp_path)


@pytest.mark.parametrize(
    "expected, text",
    [
        ("FILE: there is no titel; what may stand there: title, bonus, passing, weights, points", "titel = 'x'"),
        ("FILE: title is 3, and should be a line of text in quotes, of at most 200 characters", "title = 3"),
        ("FILE: bonus is 1, and should be true or false", "bonus = 1"),
        ('FILE: bonus is "yes", and should be true or false', "bonus = 'yes'"),
        ("FILE: points is 3, and should be a table", "points = 3"),
        (
            "FILE: there is no weights.spinner; what may stand there: spinner_thread, spinner_asyncio",
            "weights.spinner = 1",
        ),
        (
            "FILE: weights.spinner_thread is 1.5, and should be a whole number from 0 to 1000",
            "weights.spinner_thread = 1.5",
        ),
        (
            "FILE: points.spinner_thread.frames is -1, and should be a whole number from 0 to 1000",
            "points.spinner_thread.frames = -1",
        ),
        (
            "FILE: points.spinner_thread.frames is true, and should be a whole number from 0 to 1000",
            "points.spinner_thread.frames = true",
        ),
        (
            'FILE: passing.rule is "most", and should be one of "all", "any", "percent"',
            "passing.rule = 'most'",
        ),
        (
            "FILE: passing.percent is 101, and should be a whole number from 0 to 100",
            "passing = {rule = 'percent', percent = 101}",
        ),
        (
            "FILE: passing.percent is 0, and should be a whole number from 1 to 100, or everybody passes",
            "passing = {rule = 'percent', percent = 0}",
        ),
        (
            'FILE: passing.percent counts only with rule = "percent": write that above it, or leave it out',
            "passing.percent = 50",
        ),
        (
            'FILE: rule = "percent" needs to know of how many: write percent = 60 below it, or another number',
            "passing.rule = 'percent'",
        ),
        (
            "FILE: nothing in this course gives points: leave a required check some, and its kata a weight",
            "weights = {spinner_thread = 0, spinner_asyncio = 0}",
        ),
        ("FILE isn't in UTF-8 (its byte 10): save it so", b"title = '\xff'"),
        ("FILE is too large: a course's terms fit into 64 KiB", "#" * 70_000),
    ],
)
def test_refused(expected: str, text: str | bytes, tmp_path: Path) -> None:
    """What is wrong is named with its file, its key, its value, and what may stand there."""
    assert expected == refused(text, tmp_path)


def test_unknown_check(tmp_path: Path) -> None:
    """A check that isn't there is answered by all those that are."""
    line = refused("[points.spinner_asyncio]\njoined = 1", tmp_path)

    assert line.startswith("FILE: there is no points.spinner_asyncio.joined; what may stand there: coroutines, frames,")
    assert line.endswith(", outer_cancel, wide")


def test_deep(tmp_path: Path) -> None:
    """A file that is nested without end is refused like any other."""
    assert "isn't TOML" in refused("x = " + "[" * 60_000, tmp_path)


@pytest.mark.parametrize(
    "expected, text",
    [
        ("FILE isn't TOML (a number of too many digits): mend that", f"weights.spinner_thread = {'9' * 5_000}"),
        (
            "FILE: weights.spinner_thread is a number of too many digits, and should be a whole number from 0 to 1000",
            f"weights.spinner_thread = 0x{'f' * 5_000}",
        ),
        ("FILE: bonus is a number of too many digits, and should be true or false", f"bonus = [0x{'f' * 5_000}]"),
    ],
)
def test_endless_number(expected: str, text: str, tmp_path: Path) -> None:
    """A number that Python neither reads nor writes is the file's fault, not the grader's."""
    assert expected == refused(text, tmp_path)


@pytest.mark.parametrize("name", ["nothing.toml", "."])
def test_no_file(name: str, tmp_path: Path) -> None:
    """Where there is no file, the system's reason is passed on."""
    with pytest.raises(UsageError, match="name the file with the course's terms"):
        read_course(tmp_path / name)


@pytest.mark.parametrize("text", ['bonus = "a\\nb\\rc"', '"a\\nb" = 1', 'points."a\\nb" = 1'])
def test_line_feed(text: str, tmp_path: Path) -> None:
    """A line feed in a key or a value breaks no line."""
    assert "a\\nb" in refused(text, tmp_path)


def test_hostile_value_is_cut(tmp_path: Path) -> None:
    """A value of any length makes a line of bounded length."""
    assert len(refused(f"bonus = '{'x' * 9999}'", tmp_path)) < 200


def verdict(*katas: KataVerdict) -> Verdict:
    """Return a verdict on these katas."""
    return Verdict("exercises", "3.12.1", 1, 0.5, katas)


def test_weighed() -> None:
    """Points and weights change what checks are worth, and nothing else."""
    checks = tuple(CheckResult(each, "x", "passed", bonus=each == "wide") for each in ("frames", "joined", "wide"))
    before = verdict(KataVerdict(THREAD, "passed", checks=checks), KataVerdict(ASYNCIO, "missing"))
    after = weighed(before, Course(points={THREAD: {"joined": 3, "wide": 5}}, weights={THREAD: 2}))

    assert [check.max_points for check in after.katas[0].checks] == [2, 6, 10]
    assert (after.katas[0].points, after.katas[0].bonus_points) == (8, 10)
    assert after.katas[1] == before.katas[1]
    assert weighed(before, Course()) == before


@pytest.mark.parametrize("kata", KATAS)
def test_required_points(kata: str) -> None:
    """What can be had in a kata is known without grading anything."""
    required = [promise for promise in promises_of(kata) if not promise.bonus]

    assert len(required) == required_points(kata, Course())
    assert 5 * (len(required) + 2) == required_points(kata, Course(points={kata: {"frames": 3}}, weights={kata: 5}))


@dataclass(frozen=True)
class FakeMark:
    """One kata as it was marked."""

    kata: str
    status: KataStatus
    points: int = 0


@pytest.mark.parametrize(
    "expected, rule, statuses",
    [
        (True, "all", ("passed", "passed")),
        (False, "all", ("passed", "failed")),
        (False, "all", ("passed", "missing")),
        (False, "all", ()),
        (True, "any", ("unjudged", "passed")),
        (False, "any", ("todo", "broken")),
        (False, "any", ()),
    ],
)
def test_rules(expected: bool, rule: str, statuses: tuple[KataStatus, ...]) -> None:  # noqa: FBT001 - pytest gives it by name
    """All katas, or any; a missing one isn't passed."""
    marks = [FakeMark(kata, status) for kata, status in zip(KATAS, statuses, strict=False)]

    assert expected == has_passed(marks, Course(rule=rule))  # type: ignore[arg-type] # one of the rules


@pytest.mark.parametrize("rule", ["all", "any"])
def test_kata_that_does_not_count(rule: str) -> None:
    """A kata of weight 0 need not be handed in, and doesn't help."""
    terms = Course(weights={ASYNCIO: 0}, rule=rule)  # type: ignore[arg-type] # one of the rules

    assert has_passed([FakeMark(THREAD, "passed"), FakeMark(ASYNCIO, "missing")], terms)
    assert not has_passed([FakeMark(THREAD, "failed"), FakeMark(ASYNCIO, "passed")], terms)


@pytest.mark.parametrize("expected, percent", [(True, 25), (True, 50), (False, 51)])
def test_percent(expected: bool, percent: int) -> None:  # noqa: FBT001 - pytest gives it by name
    """Points are held against all that could be had, those of a missing kata among them."""
    terms = Course(rule="percent", percent=percent, weights={THREAD: 3, ASYNCIO: 1}, points={})
    possible = [required_points(kata, terms) for kata in KATAS]
    marks = [FakeMark(THREAD, "failed", sum(possible) // 2), FakeMark(ASYNCIO, "missing")]
    assert sum(possible) % 2 == 0

    assert expected == has_passed(marks, terms)


@pytest.mark.parametrize(
    "expected, terms, statuses",
    [
        ("open", Course(), ("passed", "unjudged")),
        ("open", Course(), ("unjudged", "unjudged")),
        ("failed", Course(), ("failed", "unjudged")),
        ("failed", Course(), ("unjudged", "missing")),
        ("passed", Course(rule="any"), ("passed", "unjudged")),
        ("open", Course(rule="any"), ("failed", "unjudged")),
        ("passed", Course(weights={ASYNCIO: 0}), ("passed", "unjudged")),
        ("failed", Course(weights={ASYNCIO: 0}), ("failed", "unjudged")),
        ("open", Course(rule="percent", percent=40), ("failed", "unjudged")),
        ("failed", Course(rule="percent", percent=60), ("failed", "unjudged")),
        ("failed", Course(), ()),
    ],
)
def test_open(expected: str, terms: Course, statuses: tuple[KataStatus, ...]) -> None:
    """Who would have passed if what the grader couldn't judge were right has neither passed nor failed."""
    marks = [FakeMark(kata, status) for kata, status in zip(KATAS, statuses, strict=False)]

    assert expected == course_status(marks, terms)
    assert expected == course_status(iter(marks), terms)


def test_points_that_are_granted() -> None:
    """All that an unjudged kata is worth is granted, in place of what it has earned so far, and no more."""
    enough = Course(rule="percent", percent=100)
    whole = required_points(ASYNCIO, Course())

    assert course_status([FakeMark(THREAD, "unjudged", 3), FakeMark(ASYNCIO, "passed", whole)], enough) == "open"
    assert course_status([FakeMark(THREAD, "unjudged", 3), FakeMark(ASYNCIO, "failed", whole - 1)], enough) == "failed"
    assert course_status([FakeMark(THREAD, "unjudged", 3)], Course(rule="percent", percent=1)) == "passed"


def test_check_counts_by_the_course(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`check` counts by the file that is named, else by the repository's own, and refuses a wrong one at once."""
    (tmp_path / "course.toml").write_text("weights.spinner_thread = 7", encoding="utf-8")
    (tmp_path / "wrong.toml").write_text("weight.spinner_thread = 7", encoding="utf-8")
    (tmp_path / "spinner_thread.py").write_text("raise NotImplementedError", encoding="utf-8")
    monkeypatch.setattr(options, "COURSE", tmp_path / "course.toml")

    assert main(["check", str(tmp_path), "--kata", THREAD, "--format", "json"]) == 1
    assert f'"max_points": {7 * required_points(THREAD, Course())}' in capsys.readouterr().out
    assert main(["check", str(tmp_path), "--course", str(tmp_path / "wrong.toml")]) == 2
    assert "there is no weight; what may stand there" in capsys.readouterr().err
