"""The output folder: what is read back is whole or not there, and what isn't ours is left alone."""

import errno
import json
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from classes import kata, verdict
from hypothesis import given, strategies as st

from grader.classroom import store as store_module, writing
from grader.classroom.classrun import ClassRun, run_of, text_of
from grader.classroom.kept import Kept, digest_of, kept_of, text_of as kept_text
from grader.classroom.store import ALWAYS, ENDINGS, OURS, Store, WriteError
from grader.course import Course
from grader.language import ENGLISH
from grader.reports import FORMATS
from grader.reports.book import FILES

RUN = ClassRun("0123456789abcdef", 4711, "3.12.1", "f" * 64, ("spinner_thread", "spinner_asyncio"), Course(), "en")
GOOD = Kept(RUN.id, "Kim", "1" * 64, verdict(kata("spinner_thread")))
# A report doesn't hold all of a finding: this is what is left of one on disk.
BAD = kept_of(
    kept_text(
        Kept(
            RUN.id, "Kim", "2" * 64, verdict(kata("spinner_thread", "pace"), kata("spinner_asyncio")), remarks=("odd",)
        ),
        ENGLISH,
    )
)
NONE = Kept(RUN.id, "Kim", "3" * 64, None, "no zip file")


@pytest.fixture(autouse=True)
def _fast_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for no disk: no test cuts the power."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return a new store."""
    store = Store(tmp_path / "out")
    store.make()
    store.begin(RUN)
    return store


def tree(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder, but for what is the grader's own business."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".grade" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def read(store: Store, slug: str = "kim") -> Kept | None:
    """Return a result without the names of its files."""
    found = store.read(slug)
    return found and replace(found, files={})


# -- cut off anywhere ----------------------------------------------------------------------------------------------


class Killed(BaseException):
    """The process is gone."""


@contextmanager
def cut_at(number: int) -> Iterator[list[int]]:
    """Cut what the store does off before so many of its lines; the list tells how many were run."""
    ours = {store_module.__file__, writing.__file__}
    lines = [0]

    def trace(frame: FrameType, event: str, _: Any) -> Callable[..., Any] | None:  # noqa: ANN401 - as Python has it
        if frame.f_code.co_filename not in ours:
            return None
        if event == "line":
            lines[0] += 1
            if lines[0] == number:
                raise Killed
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield lines
    finally:
        sys.settrace(before)


# Who is killed closes no files.
CLOSES_NOTHING = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@CLOSES_NOTHING
@pytest.mark.parametrize("old", [None, GOOD, NONE])
def test_cut_anywhere(old: Kept | None, tmp_path: Path) -> None:
    """Wherever writing a result is cut off, the old one is there, or the new one, or none; never parts of both."""
    seen = []
    for number in count(1):
        store = Store(tmp_path / str(number))
        store.make()
        if old:
            store.keep("kim", old, {"html": "the old page"} if old.verdict else {}, RUN)
        try:
            with cut_at(number) as lines:
                store.keep("kim", BAD, {"html": "the new page", "junit": "<new/>"}, RUN)
        except Killed:
            pass
        else:
            assert lines[0] < number
            break
        again = Store(store.folder)
        try:
            found = read(again)
        except ValueError:
            assert old is not None, "half a result was left where there was none"
            found = None
        assert found in (None, old, BAD)
        seen.append(found)
        if number % 10 == 0:
            again.keep("kim", BAD, {"html": "the new page", "junit": "<new/>"}, RUN)
            assert read(again) == BAD
            assert (store.folder / "pages" / "kim.html").read_text() == "the new page"

    assert len(seen) > 20
    assert (old, BAD) == (seen[0], seen[-1])


@CLOSES_NOTHING
def test_cut_with_fewer_reports(tmp_path: Path) -> None:
    """Wherever a result is cut off that has fewer reports than the old one, and made once more, none of them stays."""
    for number in count(1):
        store = Store(tmp_path / str(number))
        store.make()
        store.keep("kim", GOOD, {"html": "the old page", "junit": "<old/>", "gcc": "old"}, RUN)
        try:
            with cut_at(number):
                store.keep("kim", BAD, {"html": "the new page"}, RUN)
        except Killed:
            pass
        else:
            break
        try:
            found = read(store)
        except (OSError, ValueError):
            found = None
        if found != BAD:
            store.keep("kim", BAD, {"html": "the new page"}, RUN)
        assert set(tree(store.folder)) == {"results/kim.json", "pages/kim.html"}

    assert number > 20


@CLOSES_NOTHING
def test_cut_run(tmp_path: Path) -> None:
    """Wherever writing the run is cut off, the old run is there, or the new one."""
    new = replace(RUN, id="new", course=Course("Spring", {"spinner_thread": {"pace": 3}}))
    for number in count(1):
        store = Store(tmp_path / str(number))
        store.make()
        store.begin(RUN)
        try:
            with cut_at(number):
                store.begin(new)
        except Killed:
            assert Store(store.folder).run() in (RUN, new)
        else:
            break

    assert number > 5
    assert store.run() == new


def test_durable(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes a file's place is on the disk by then, and so is its new name before the next file is written."""
    done: list[str] = []
    replace_ = os.replace

    def name_of(descriptor: int) -> str:
        return Path(os.readlink(f"/proc/self/fd/{descriptor}")).name  # noqa: PTH115 - no path of a file system

    monkeypatch.setattr(os, "fsync", lambda fd: done.append(f"sync {name_of(fd)}"))
    monkeypatch.setattr(os, "replace", lambda a, b: (done.append(f"put {Path(b).name}"), replace_(a, b)))
    for folder in ("results", "pages"):
        (store.folder / folder).mkdir()
    store.keep("kim", GOOD, {"html": "page"}, RUN)

    written = [("put kim.html", "sync pages"), ("put kim.json", "sync results")]
    assert done == [step for put, sync in written for step in ("sync draft", put, sync)]


if sys.platform != "linux":  # the names of open files are asked of /proc
    test_durable = pytest.mark.skip("needs Linux")(test_durable)


def test_disk_full(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk is full the old result stays whole, and who writes is told which file it was."""
    store.keep("kim", GOOD, {}, RUN)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError) as failed:
        store.keep("kim", BAD, {}, RUN)

    assert (failed.value.path.name, failed.value.reason) == ("kim.json", "No space left on device")
    assert read(store) == GOOD


def test_network_folder(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that can't sync a folder is used all the same; one that fails at it is not."""
    code = errno.EINVAL

    def refuse(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(code, "no")

    monkeypatch.setattr(os, "fsync", refuse)
    store.keep("kim", GOOD, {}, RUN)
    code = errno.EIO

    assert read(store) == GOOD
    with pytest.raises(WriteError):
        store.keep("kim", BAD, {}, RUN)


# -- what is read back ---------------------------------------------------------------------------------------------


TEXT = st.text(st.characters(), max_size=30) | st.just("\ud800") | st.just("\x00")


@given(
    result=st.builds(
        Kept, st.just(RUN.id), TEXT, TEXT, st.none(), TEXT, st.booleans(), st.lists(TEXT, max_size=3).map(tuple)
    ),
    page=TEXT,
)
def test_round_trip(tmp_path_factory: pytest.TempPathFactory, result: Kept, page: str) -> None:
    """Whatever is in names, texts and pages, a result is read as it was written."""
    store = Store(tmp_path_factory.mktemp("out"))
    store.make()
    store.keep("kim", result, {"html": page}, RUN)

    assert read(store) == result


def test_truncated(store: Store) -> None:
    """No beginning of a result is one."""
    store.keep("kim", BAD, {}, RUN)
    path = store.folder / "results" / "kim.json"
    text = path.read_text(encoding="utf-8")
    for length in range(0, len(text) - 1, 97):
        path.write_text(text[:length], encoding="utf-8")
        with pytest.raises(ValueError, match=r".+"):
            store.read("kim")


@pytest.mark.parametrize(
    "name, value",
    [
        ("version", 2),
        ("version", True),
        ("run", None),
        ("digest", 7),
        ("problem", "a problem and a report"),
        ("report", None),
        ("again", "no"),
        ("remarks", [1]),
        ("files", {"pages/other.html": "0"}),
        ("files", {"../../secret": "0"}),
        ("files", []),
        ("more", 1),
    ],
)
def test_damaged(name: str, value: object, store: Store) -> None:
    """A result in which a value isn't what it has to be is no result."""
    store.keep("kim", GOOD, {"html": "page"}, RUN)
    path = store.folder / "results" / "kim.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), name: value}))

    with pytest.raises(ValueError, match=r".+"):
        store.read("kim")


@pytest.mark.parametrize("page", [None, "", "another page"])
def test_lost_page(page: str | None, store: Store) -> None:
    """Without the page that was written for it a result isn't whole."""
    store.keep("kim", GOOD, {"html": "page"}, RUN)
    path = store.folder / "pages" / "kim.html"
    path.unlink() if page is None else path.write_text(page)

    with pytest.raises((ValueError, OSError)):
        store.read("kim")


def test_nothing(store: Store) -> None:
    """Where there is no result, none is read."""
    assert store.read("nobody") is None
    assert Store(store.folder / "elsewhere").run() is None


@pytest.mark.parametrize("text", ["", "{}", "[" * 100_000, '{"version": 1}', "NaN", "\u0000"])
def test_no_result(text: str) -> None:
    """What isn't a result is refused in one way, whatever it is."""
    for read_it in (kept_of, run_of):
        with pytest.raises(ValueError, match=r".+"):
            read_it(text)


# -- the run -------------------------------------------------------------------------------------------------------


def test_run_round_trip() -> None:
    """A run is read as it was written, course and all."""
    course = Course("\u6c34 \ud800", {"spinner_thread": {"pace": 3}}, {"spinner_asyncio": 2}, False, "percent", 60)  # noqa: FBT003 - a course has no other order
    run = replace(
        RUN, course=course, formats=("junit",), course_file="/x/course.toml", replaces=("a", "b"), books={"x": "y"}
    )

    assert run_of(text_of(run)) == run


@pytest.mark.parametrize(
    "name, value",
    [
        ("version", 2),
        ("seed", "1"),
        ("katas", ["spinner_java"]),
        ("language", "xx"),
        ("formats", ["docx"]),
        ("course", {}),
        ("course", {**json.loads(text_of(RUN))["course"], "rule": "none"}),
        ("course", {**json.loads(text_of(RUN))["course"], "weights": []}),
        ("course_file", 1),
        ("replaces", None),
        ("books", {"index.html": None}),
    ],
)
def test_damaged_run(name: str, value: object) -> None:
    """A run in which a value isn't what it has to be is none."""
    with pytest.raises(ValueError, match=r".+"):
        run_of(json.dumps({**json.loads(text_of(RUN)), name: value}))


# -- whose files ---------------------------------------------------------------------------------------------------


def test_formats() -> None:
    """Each format that there is has a place in the folder, but for the one that is only for a terminal."""
    assert {"terminal", "html", *ENDINGS} == {*FORMATS}
    assert {*ALWAYS} < {*FILES} <= {*FORMATS}


@pytest.mark.parametrize("name", OURS)
def test_foreign_names(name: str, tmp_path: Path) -> None:
    """Where there is no run, whatever has one of our names is somebody else's."""
    (tmp_path / name).write_text("somebody else's")

    assert Store(tmp_path).foreign() == ([] if name == "run.json" else [name])


def test_foreign_files(tmp_path: Path) -> None:
    """Files of other names don't matter."""
    (tmp_path / "notes.txt").write_text("mine")
    store = Store(tmp_path)
    store.make()
    store.begin(RUN)
    store.keep("kim", GOOD, {}, RUN)

    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_replaced_files_go(store: Store) -> None:
    """A report that the new result doesn't have any more goes with the old one, unless somebody has changed it."""
    store.keep("kim", GOOD, {"html": "page", "junit": "<a/>", "gcc": "one"}, RUN)
    (store.folder / "reports" / "gcc" / "kim.txt").write_text("one, and a note of mine")
    store.keep("kim", BAD, {"html": "another page"}, RUN)

    kept = {"run.json", "results/kim.json", "pages/kim.html", "reports/gcc/kim.txt"}
    assert kept == set(tree(store.folder))


def test_those_who_are_gone(store: Store) -> None:
    """At the end of a run in another's place, results of that one go with their files; nothing else does."""
    other, new = replace(GOOD, run="somebody else's"), replace(RUN, id="new", replaces=("older", RUN.id))
    store.keep("gone", GOOD, {"html": "page", "json": "{}"}, RUN)
    store.keep("edited", GOOD, {"html": "page"}, RUN)
    store.keep("older", replace(GOOD, run="older"), {}, RUN)
    store.keep("foreign", other, {"html": "page"}, RUN)
    store.keep("here", replace(BAD, run="new"), {"html": "page"}, new)
    (store.folder / "pages" / "edited.html").write_text("page, and a note of mine")
    (store.folder / "results" / "notes.json").write_text("{}")
    (store.folder / "pages" / "index.html").write_text("mine")
    store.end(new, ["here"], {})

    assert set(tree(store.folder)) == {
        "run.json",
        "results/here.json",
        "pages/here.html",
        "results/foreign.json",
        "pages/foreign.html",
        "results/notes.json",
        "pages/index.html",
        "pages/edited.html",
    }
    assert store.run() == replace(new, replaces=())


def test_resumed_run_removes_nothing(store: Store) -> None:
    """At the end of a run that is in nobody's place, everything stays."""
    store.keep("gone", GOOD, {"html": "page"}, RUN)
    before = tree(store.folder)
    store.end(RUN, [], {})

    assert tree(store.folder) == before


def test_books_that_are_not_written_any_more(store: Store) -> None:
    """What an earlier run wrote of the class, and this one doesn't, goes, unless somebody has changed it."""
    texts = {"index.html": "new", "junit.xml": "old", "summary.md": "old", "notes.txt": "old"}
    books = {name: digest_of(store.write(name, text)) for name, text in texts.items()}
    (store.folder / "summary.md").write_text("old, and a note of mine")
    run = replace(RUN, books=books)
    store.end(run, [], {"index.html": "digest"})

    assert set(tree(store.folder)) == {"run.json", "index.html", "summary.md", "notes.txt"}
    assert store.run() == replace(run, books={"index.html": "digest"})
