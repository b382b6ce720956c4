"""Every attempt of the collection gets the verdict that its first line promises.

`# RIGHT: what it is` passes. `# WRONG first=CHECK also=ID,ID: what is wrong` fails: CHECK is the first required check
that does, and those behind `also` fail, too; in place of a check, CHECK may be the kata's status `broken` or `todo`.
What ends in ` (up to 3.13)` is right on these Pythons only: later it fails `answer`.
"""

import re
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import pytest
from parent_helpers import ATTEMPTS, KATAS, Checked, check, checks_of, failed

AT_ONCE = 2
LINE = re.compile(
    r"# (?:RIGHT|WRONG first=(?P<first>\w+)(?: also=(?P<also>[\w,]+))?): (?P<what>.+?)(?P<old> \(up to 3\.13\))?"
)
FILES = sorted(ATTEMPTS.glob("*/*/*.py"))
STATUSES = {"broken", "todo"}
# These run everywhere; the others where the marker is not left out.
SAMPLE = {
    "spinner_thread": (
        "right/lesson",
        "wrong/deadlock_on_join",
        "wrong/no_flush",
        "wrong/no_join",
        "wrong/no_wipe",
        "wrong/todo_half",
        "wrong/wrong_order",
    ),
    "spinner_asyncio": (
        "right/lesson",
        "right/task_group",
        "wrong/colon_missing",
        "wrong/helper_dies_unseen",
        "wrong/never_cancelled",
        "wrong/nothing_erased",
        "wrong/time_sleep_in_spin",
    ),
}


@dataclass(frozen=True)
class Label:
    """What an attempt's first line promises: the first failed check or the kata's status, None if right."""

    first: str | None
    also: frozenset[str]
    old: bool


def label_of(path: Path) -> Label:
    """Read the first line."""
    line = path.read_bytes().split(b"\n", 1)[0].decode("utf-8-sig", "replace").strip()
    found = LINE.fullmatch(line)
    assert found, f"{path}: the first line says {line!r}"
    also = frozenset(filter(None, (found["also"] or "").split(",")))
    return Label(found["first"], also, old=bool(found["old"]))


def name_of(path: Path) -> str:
    """Return an attempt's name: kata, folder, file."""
    return path.relative_to(ATTEMPTS).with_suffix("").as_posix()


def kata_of(path: Path) -> str:
    """Return the kata that an attempt is one at."""
    return path.relative_to(ATTEMPTS).parts[0]


def grade(path: Path) -> Checked:
    """Grade an attempt, always with the same seed; each attempt has another one."""
    return check(path, "--kata", kata_of(path), seed=crc32(name_of(path).encode()) % 1_000)


Grade = Callable[[Path], Checked]


@pytest.fixture(scope="module")
def graded(request: pytest.FixtureRequest) -> Iterator[Grade]:
    """Grade all attempts that tests have been selected for, two at a time; the tests only wait for the results."""
    pool = ThreadPoolExecutor(AT_ONCE)
    paths = [item.callspec.params["path"] for item in request.session.items if _wants_verdict(item)]  # type: ignore[attr-defined]
    futures: dict[Path, Future[Checked]] = {path: pool.submit(grade, path) for path in paths}
    yield lambda path: futures[path].result()
    pool.shutdown(cancel_futures=True)


def _wants_verdict(item: pytest.Item) -> bool:
    return item.path == Path(__file__) and "graded" in getattr(item, "fixturenames", ())


def hold(path: Path, checked: Checked) -> None:
    """Hold a verdict to the label."""
    label, kata = label_of(path), checked.kata
    first = "answer" if label.old and sys.version_info >= (3, 14) else label.first
    summary = [f"{each['id']}: {each['seen']} (line {each['line']})" for each in kata["checks"] if each["seen"]]
    about = "\n".join([f"{name_of(path)}, seed {checked.report['seed']}: {kata['status']}", *summary])
    if first is None:
        assert (kata["status"], checked.code, failed(kata)) == ("passed", 0, []), about
        return
    assert checked.code == 1, about
    if first in STATUSES:
        assert kata["status"] == first, about
    else:
        assert (kata["status"], failed(kata)[:1]) == ("failed", [first]), about
    assert label.also <= {*failed(kata), *failed(kata, bonus=True)}, about


def in_sample(path: Path) -> bool:
    """Return whether an attempt is of those that are judged everywhere."""
    return name_of(path).removeprefix(f"{kata_of(path)}/") in SAMPLE[kata_of(path)]


@pytest.mark.parametrize("path", [path for path in FILES if in_sample(path)], ids=name_of)
def test_sample(path: Path, graded: Grade) -> None:
    """An attempt of the sample gets the verdict of its label."""
    hold(path, graded(path))


@pytest.mark.collection
@pytest.mark.parametrize("path", [path for path in FILES if not in_sample(path)], ids=name_of)
def test_collection(path: Path, graded: Grade) -> None:
    """An attempt of the collection gets the verdict of its label."""
    hold(path, graded(path))


@pytest.mark.parametrize("kata", KATAS)
def test_sample_is_there(kata: str) -> None:
    """The attempts of the sample exist."""
    assert [name for name in SAMPLE[kata] if not (ATTEMPTS / kata / f"{name}.py").is_file()] == []


@pytest.mark.parametrize("kata", KATAS)
def test_labels(kata: str) -> None:
    """Each first line says what is to be found, by ids that there are, and agrees with the folder."""
    known = {*checks_of(kata), *STATUSES, None}
    wrong = [
        name_of(path)
        for path, label in ((path, label_of(path)) for path in FILES if kata_of(path) == kata)
        if not {label.first, *label.also} <= known or (label.first is None) is not (path.parent.name == "right")
    ]

    assert wrong == []


@pytest.mark.parametrize("kata", KATAS)
def test_every_check_is_needed(kata: str) -> None:
    """For every required check there is an attempt that only it names first."""
    named = {label_of(path).first for path in FILES if kata_of(path) == kata}
    required = {name for name, (terms, _) in checks_of(kata).items() if not terms.bonus}

    assert required - named == set()


def test_only_attempts() -> None:
    """In the collection there is nothing but attempts."""
    strays = [path for path in ATTEMPTS.rglob("*") if path.is_file() and path not in FILES]

    assert strays == []
