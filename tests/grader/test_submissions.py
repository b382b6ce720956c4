"""What a class handed in is found, read without following or running anything, and never guessed between two."""

import io
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from grader.attempt import KATAS, MAX_BYTES
from grader.classroom import folders, members
from grader.classroom.records import Entry, Submission
from grader.classroom.submissions import entries, read_submission, survey
from grader.resetting import stub
from grader.settings import UsageError

THREAD, ASYNCIO = KATAS[:2]
FILES = {f"{kata}.py": f"# {kata}\n".encode() for kata in KATAS}
T, A = FILES

Files = Mapping[str, bytes]


def lay_out(root: Path, files: Files) -> Path:
    """Write files, each with the folders that it needs."""
    root.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


def zipped(files: Files) -> bytes:
    """Return a zip file with these members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


@pytest.fixture(params=["folder", "zip", "zip in folder", "zip in zip"])
def form(request: pytest.FixtureRequest) -> str:
    """Return how something is handed in."""
    return str(request.param)


def hand_in(root: Path, form: str, files: Files) -> Submission:
    """Hand files in, and read that."""
    if form == "folder":
        return read_submission(Entry("Anna", "Anna", lay_out(root / "Anna", files)))
    root.mkdir(exist_ok=True)
    if form == "zip in folder":
        return read_submission(Entry("Anna", "Anna", lay_out(root / "Anna", {"hw 1.zip": zipped(files)})))
    path = root / "Anna.zip"
    path.write_bytes(zipped({"hw/hw.zip": zipped(files)} if form == "zip in zip" else files))
    return read_submission(Entry("Anna", "Anna", path))


def texts(submission: Submission) -> Mapping[str, bytes]:
    """Return what would be graded, by kata."""
    assert submission.attempt, submission.problem
    return {kata: source.data for kata, source in submission.attempt.files.items()}


def remarks(submission: Submission) -> list[str]:
    """Return the remarks, each of which is one line."""
    lines = [str(remark) for remark in submission.remarks]
    assert not any("\n" in line for line in lines)
    return lines


def problem(submission: Submission) -> str:
    """Return why there is nothing to grade."""
    assert submission.attempt is None
    assert submission.problem
    return str(submission.problem)


# -- Where the files may be


@pytest.mark.parametrize(
    "folder",
    ["", "exercises/", "Exercises/", "hw1/", "spinner-katas-main/exercises/", "a/b/c/d/"],
)
def test_both_in_one_folder(folder: str, form: str, tmp_path: Path) -> None:
    """The two files may lie outermost, in exercises, or in any one folder."""
    submission = hand_in(tmp_path, form, {f"{folder}{name}": data for name, data in FILES.items()})

    assert submission.problem is None
    assert submission.remarks == ()
    assert submission.attempt
    assert (submission.attempt.label, submission.attempt.katas) == ("exercises", KATAS)
    assert [
        (kata, str(source.path), source.name, source.data) for kata, source in submission.attempt.files.items()
    ] == [
        (kata, os.path.join("exercises", f"{kata}.py"), f"{kata}.py", FILES[f"{kata}.py"])  # noqa: PTH118 - as text
        for kata in KATAS
    ]


@pytest.mark.parametrize("places", [(T, f"exercises/{A}"), (f"thread/{T}", f"asyncio/{A}"), (f"exercises/{T}", A)])
def test_each_in_its_folder(places: tuple[str, str], form: str, tmp_path: Path) -> None:
    """The two files need not lie side by side."""
    submission = hand_in(tmp_path, form, dict(zip(places, FILES.values(), strict=True)))

    assert list(texts(submission).values()) == list(FILES.values())
    assert submission.remarks == ()


def test_whole_repository(form: str, tmp_path: Path) -> None:
    """Solutions, collected attempts, stubs and other people's code are never taken for what was written."""
    others = [
        f"solutions/{T}",
        f"solutions/{A}",
        f"tests/attempts/spinner_thread/right/{T}",
        f"src/grader/stubs/en/{A}",
        f"src/grader/stubs/ko/{A}",
        f".git/{A}",
        f".nox/check/{A}",
        f"__MACOSX/exercises/{A}",
        f"__MACOSX/exercises/._{T}",
        f"venv/lib/python3.12/site-packages/{A}",
        f"node_modules/{A}",
        f"docs/old/{A}",
    ]
    files = {f"repo/{name}": b"# not this one" for name in others}
    submission = hand_in(tmp_path, form, {**files, f"repo/exercises/{T}": b"mine", "repo/noxfile.py": b""})

    assert texts(submission) == {THREAD: b"mine"}
    assert remarks(submission) == [
        "there is no spinner_asyncio.py, but repo/docs/old/spinner_asyncio.py: rename or move it if it was meant"
    ]


def test_outermost_is_meant(form: str, tmp_path: Path) -> None:
    """What lies further out is what was handed in; exercises come before any other folder of their level."""
    files = {f"old/{T}": b"old", f"exercises/{T}": b"exercise", f"exercises/{A}": b"other", f"a/{A}": b"no"}

    assert texts(hand_in(tmp_path, form, files)) == {THREAD: b"exercise", ASYNCIO: b"other"}
    assert texts(hand_in(tmp_path, form, {**files, T: b"out"})) == {THREAD: b"out", ASYNCIO: b"other"}


def test_ambiguous(form: str, tmp_path: Path) -> None:
    """Where two places are as good, both are named."""
    files = {f"final/{T}": b"one", f"final (1)/{T}": b"two", f"final/{A}": b"x"}

    assert problem(hand_in(tmp_path, form, files)) == (
        "spinner_thread.py is there more than once, with different texts (final/spinner_thread.py, "
        "final (1)/spinner_thread.py): hand in the one that counts"
    )


def test_same_text_twice(form: str, tmp_path: Path) -> None:
    """A copy is no second attempt, nor is a stub in which nobody wrote."""
    files = {f"a/{T}": b"one", f"b/{T}": b"one", f"c/{T}": stub(THREAD, "ko").replace(b"\n", b"\r\n")}

    assert texts(hand_in(tmp_path, form, files)) == {THREAD: b"one"}
    assert texts(hand_in(tmp_path / "later", form, {f"c/{T}": stub(THREAD, "en")})) == {THREAD: stub(THREAD, "en")}


@pytest.mark.parametrize("folder", ["exercises", "hw/solved"])
def test_untouched_stub_further_out(folder: str, form: str, tmp_path: Path) -> None:
    """A stub in which nobody wrote doesn't hide what was written further in, and that is said."""
    files = {T: stub(THREAD, "en"), f"{folder}/{T}": b"mine", f"{folder}/{A}": b"too"}
    submission = hand_in(tmp_path, form, files)

    assert texts(submission) == {THREAD: b"mine", ASYNCIO: b"too"}
    assert remarks(submission) == [
        f"spinner_thread.py is as it was handed out, so {folder}/spinner_thread.py was taken"
    ]


def test_untouched_stubs_alone(form: str, tmp_path: Path) -> None:
    """Where there are only stubs, the outermost is the attempt; what is beside it may have been meant."""
    stubs = {T: stub(THREAD, "en"), f"exercises/{T}": stub(THREAD, "ko"), A: stub(ASYNCIO, "en")}
    submission = hand_in(tmp_path, form, {**stubs, f"a/b/{T}": stub(THREAD, "ko"), "spinner_asyncio (1).py": b"x"})

    assert texts(submission) == {THREAD: stub(THREAD, "en"), ASYNCIO: stub(ASYNCIO, "en")}
    assert remarks(submission) == [
        (
            "spinner_asyncio.py is as it was handed out, but spinner_asyncio (1).py was not looked into: "
            "look whether that was meant"
        )
    ]
    assert submission.reasons == {}


def test_capitals(form: str, tmp_path: Path) -> None:
    """A name in other capitals is taken, and that is said."""
    submission = hand_in(tmp_path, form, {"Spinner_Thread.py": b"mine", A: b"x"})

    assert texts(submission) == {THREAD: b"mine", ASYNCIO: b"x"}
    assert remarks(submission) == [
        "Spinner_Thread.py was taken for spinner_thread.py, which is how it should be called"
    ]


def test_capitals_beside_the_right_name(tmp_path: Path) -> None:
    """The right name comes first where there are both."""
    submission = hand_in(tmp_path, "zip", {"Spinner_Thread.py": b"not this", T: b"mine"})

    assert texts(submission) == {THREAD: b"mine"}
    assert submission.remarks == ()


# -- What is said where something isn't there


def test_missing_kata(form: str, tmp_path: Path) -> None:
    """One kata alone is an attempt; a file that may have been meant as the other is named."""
    submission = hand_in(tmp_path, form, {T: b"x", "spinner_asyncio (1).py": b"", "notes.txt": b""})

    assert texts(submission) == {THREAD: b"x"}
    assert remarks(submission) == [
        "there is no spinner_asyncio.py, but spinner_asyncio (1).py: rename or move it if it was meant"
    ]
    assert submission.reasons == {ASYNCIO: submission.remarks[0]}


@pytest.mark.parametrize("name", ["hw.zip", "hw.RAR", "spinner_asyncio.tar.gz"])
def test_archive_beside_a_file(name: str, form: str, tmp_path: Path) -> None:
    """What is packed beside a kata's file is not opened, which is said where the other kata is missing."""
    submission = hand_in(tmp_path / "1", form, {T: b"x", name: zipped({A: b"y"})})
    both = hand_in(tmp_path / "2", form, {**FILES, name: b""})

    assert texts(submission) == {THREAD: b"x"}
    assert remarks(submission) == [
        (
            f"there is no spinner_asyncio.py, but {name}, which is not opened beside a kata's file: hand in the files "
            "themselves, or all of them in one zip file"
        )
    ]
    assert submission.reasons == {ASYNCIO: submission.remarks[0]}
    assert both.remarks == ()


@pytest.mark.parametrize("names", [["hw.rar"], ["hw.7z", "notes.txt"], ["spinner_thread.tgz"]])
def test_other_archive_within(names: list[str], form: str, tmp_path: Path) -> None:
    """To rename an archive that isn't opened would help nobody."""
    assert problem(hand_in(tmp_path, form, dict.fromkeys(names, b"x"))) == (
        f"nothing to grade: no archive of the kind of {names[0]} is opened; pack a zip file, or hand in the files "
        "themselves"
    )


@pytest.mark.parametrize(
    "expected, names",
    [
        ("there is no file at all, and should be spinner_thread.py or spinner_asyncio.py", []),
        ("there is no file at all, and should be spinner_thread.py or spinner_asyncio.py", [".DS_Store", f".git/{T}"]),
        ("there is no spinner_thread.py or spinner_asyncio.py, but spinner_thread.txt; rename", ["spinner_thread.txt"]),
        ("but Spinner-Thread.ipynb; rename", ["Spinner-Thread.ipynb", "a.txt"]),
        ("but a/spinner_thread.py.txt; rename", ["a/spinner_thread.py.txt"]),
        ("but a, b, c, d, e and 2 more; rename", list("abcdefg")),
        ("but solutions/; rename or move what was meant", [f"solutions/{T}"]),
        ("but hw/tests/; rename", [f"hw/tests/{T}"]),
    ],
)
def test_nothing_to_grade(expected: str, names: list[str], form: str, tmp_path: Path) -> None:
    """Where there is nothing to grade, what is there instead is named."""
    submission = hand_in(tmp_path, form, dict.fromkeys(names, b"x"))

    assert expected in problem(submission)
    assert problem(submission).startswith("nothing to grade: ")


def test_one_kata_is_asked_for(tmp_path: Path) -> None:
    """Only the katas that are asked for are looked for."""
    path = tmp_path / "Anna"
    lay_out(path, {T: b"x", f"a/{A}": b"1", f"b/{A}": b"2"})
    submission = read_submission(Entry("Anna", "Anna", path), [THREAD])

    assert submission.attempt
    assert submission.attempt.katas == (THREAD,)
    assert texts(submission) == {THREAD: b"x"}


def test_too_large(form: str, tmp_path: Path) -> None:
    """A file that is too large is left out, and takes nothing from the other."""
    large = b"#" * (MAX_BYTES + 1)
    alone = hand_in(tmp_path, form, {T: large})
    both = hand_in(tmp_path, form, {T: large, A: b"#" * MAX_BYTES})
    line = "'spinner_thread.py' is too large: an attempt has at most 256 KiB; give the source file itself"

    assert problem(alone) == line
    assert remarks(both) == [line]
    assert both.reasons == {THREAD: line}
    assert texts(both) == {ASYNCIO: b"#" * MAX_BYTES}


def test_digest(form: str, tmp_path: Path) -> None:
    """The digest is that of what would be graded, wherever it was and whatever lies beside it."""
    first = hand_in(tmp_path / "1", "folder", {T: b"x", A: b"y"})

    assert first.digest == hand_in(tmp_path / "2", form, {f"exercises/{T}": b"x", A: b"y", "z": b""}).digest
    assert first.digest != hand_in(tmp_path / "3", form, {T: b"xy", A: b""}).digest
    assert len(first.digest) == 64


# -- What stands in the place of files


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_fifo(tmp_path: Path) -> None:
    """A FIFO is never opened."""
    lay_out(tmp_path / "Anna", {A: b"x"})
    os.mkfifo(tmp_path / "Anna" / T)
    submission = read_submission(Entry("Anna", "Anna", tmp_path / "Anna"))

    assert remarks(submission) == ["spinner_thread.py is no regular file: hand in a file with the source text"]
    assert texts(submission) == {ASYNCIO: b"x"}


def link(path: Path, target: Path) -> None:
    """Make a link, or skip the test where there are none."""
    try:
        path.symlink_to(target)
    except OSError:  # Windows asks for a privilege
        pytest.skip("no symbolic links here")


def test_links(tmp_path: Path) -> None:
    """No link is followed, to a file or to a folder, not even within what was handed in."""
    secret = lay_out(tmp_path / "secret", FILES)
    anna = lay_out(tmp_path / "Anna", {"real/x.txt": b""})
    link(anna / T, secret / T)
    link(anna / "exercises", secret)
    link(anna / "loop", anna)
    submission = read_submission(Entry("Anna", "Anna", anna))

    assert problem(submission) == "spinner_thread.py is a link, which is not followed: hand in the file itself"


def test_link_beside_the_file(tmp_path: Path) -> None:
    """A link that leads to a file which is found anyway is no matter."""
    anna = lay_out(tmp_path / "Anna", {f"exercises/{T}": b"x"})
    link(anna / T, anna / "exercises" / T)
    submission = read_submission(Entry("Anna", "Anna", anna))

    assert texts(submission) == {THREAD: b"x"}
    assert submission.remarks == ()


def test_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    """A folder that is called like a file is a folder."""
    submission = hand_in(tmp_path, "folder", {f"{T}/{T}": b"x"})

    assert texts(submission) == {THREAD: b"x"}


def test_locked_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that can't be looked into is a remark, unless it is all that there is."""
    scan = os.scandir

    def refuse(path: Path) -> object:
        if path.name == "locked":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    anna = lay_out(tmp_path / "Anna", {f"a/{T}": b"x", "locked/x": b""})
    monkeypatch.setattr(os, "scandir", refuse)
    submission = read_submission(Entry("Anna", "Anna", anna))

    assert texts(submission) == {THREAD: b"x"}
    assert remarks(submission) == ["locked cannot be read (Permission denied): hand it in again"]
    assert problem(read_submission(Entry("Anna", "Anna", anna / "locked"))) == (
        "locked cannot be read (Permission denied): hand it in again"
    )


def test_many_remarks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody reads a thousand remarks of one kind: the first are given, and how many more there are."""
    scan = os.scandir

    def refuse(path: Path) -> object:
        if path.name.startswith("locked"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    anna = lay_out(tmp_path / "Anna", {f"a/{T}": b"x", **{f"locked{number:02}/x": b"" for number in range(30)}})
    monkeypatch.setattr(os, "scandir", refuse)
    told = remarks(read_submission(Entry("Anna", "Anna", anna)))

    assert (len(told), told[-1]) == (11, "and 20 more remarks of this kind")


def test_gone_meanwhile(tmp_path: Path) -> None:
    """An entry that isn't there any more has a problem, not an exception."""
    assert "cannot be read" in problem(read_submission(Entry("Anna", "Anna", tmp_path / "Anna")))


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that can't be read is to be handed in again; the advice is for who hands in, not for who grades."""
    anna = lay_out(tmp_path / "Anna", FILES)
    real = os.open

    def refuse(path: str | Path, flags: int) -> int:
        if Path(path).name == T:
            raise PermissionError(13, "Permission denied")
        return real(path, flags)

    monkeypatch.setattr(os, "open", refuse)
    submission = read_submission(Entry("Anna", "Anna", anna))

    assert remarks(submission) == ["spinner_thread.py cannot be read (Permission denied): hand it in again"]
    assert submission.reasons == {THREAD: submission.remarks[0]}


def test_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is looked at is bounded; what was found further out stands."""
    monkeypatch.setattr(folders, "MAX_MEMBERS", 10)
    monkeypatch.setattr(members, "MAX_MEMBERS", 10)
    many = {f"a/{number}/{number}": b"" for number in range(20)}

    assert problem(hand_in(tmp_path / "1", "folder", many)) == (
        "there are more than 10 files: hand in only those with the attempt"
    )
    assert texts(hand_in(tmp_path / "2", "folder", {**many, T: b"x"})) == {THREAD: b"x"}


def test_slow_file_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that takes for ever isn't waited for."""
    monkeypatch.setattr(folders, "MAX_SECONDS", -1.0)

    assert problem(hand_in(tmp_path, "folder", FILES)).startswith("it takes too long to look through this folder")


def test_deep(form: str, tmp_path: Path) -> None:
    """What lies too deep isn't looked at, and that is said."""
    submission = hand_in(tmp_path, form, {f"{'a/' * 10}{T}": b"x"})

    assert "there is no file at all" in problem(submission)
    assert remarks(submission) == ["what lies more than 8 folders deep was not looked at"]


def test_deep_beside_what_was_found(form: str, tmp_path: Path) -> None:
    """What lies deep doesn't matter where the attempt was found, or in a folder that isn't looked into."""
    deep = {f"{'a/' * 10}{T}": b"x", f"node_modules/{'a/' * 10}{T}": b"x"}
    submission = hand_in(tmp_path / "1", form, {T: b"x", **deep})
    other = hand_in(tmp_path / "2", form, {f"node_modules/{'a/' * 10}{T}": b"x"})

    assert texts(submission) == {THREAD: b"x"}
    assert submission.remarks == other.remarks == ()


@pytest.mark.skipif(os.name != "posix", reason="other systems' names are text")
def test_names_that_are_no_text(tmp_path: Path) -> None:
    """Names that can't be decoded come out as text in what is said of them."""
    anna = lay_out(tmp_path / "Anna", {"x": b""})
    try:
        (anna / os.fsdecode(b"spinner_thread\xff.py")).write_bytes(b"")
    except OSError:
        pytest.skip("this file system wants text")
    line = problem(read_submission(Entry("Anna", "Anna", anna)))

    assert "spinner_thread\\xff.py" in line
    assert line.encode("utf-8")


# -- Whose there are


def test_entries(tmp_path: Path) -> None:
    """There is an entry for each folder and each archive, in the order of the learners' names."""
    lay_out(
        tmp_path,
        {
            "zoe_1_assignsubmission_file_/x": b"",
            "Anna Kim_2_assignsubmission_file_/x": b"",
            "Anna Kim_2_assignsubmission_onlinetext_/x": b"",
            "ünal/x": b"",
            "bob.zip": b"",
            "carl.rar": b"",
            ".hidden/x": b"",
            "__MACOSX/x": b"",
            ".DS_Store": b"",
            "Thumbs.db": b"",
            "desktop.ini": b"",
            "grades.csv": b"",
            "b.txt": b"",
        },
    )
    found = survey(tmp_path)

    assert [(entry.learner, entry.path.name) for entry in found.entries] == [
        ("Anna Kim", "Anna Kim_2_assignsubmission_file_"),
        ("bob", "bob.zip"),
        ("carl.rar", "carl.rar"),
        ("zoe", "zoe_1_assignsubmission_file_"),
        ("ünal", "ünal"),
    ]
    assert entries(tmp_path) == found.entries
    assert [str(remark) for remark in found.remarks] == [
        "left out, for it is neither a folder nor a zip file: b.txt, grades.csv",
        "left out, for the same learner handed in files: Anna Kim_2_assignsubmission_onlinetext_",
    ]


def attempts(folder: Path) -> dict[str, dict[str, bytes] | str]:
    """Return what would be graded of each learner, or the problem."""
    found = {entry.learner: read_submission(entry) for entry in entries(folder)}
    return {learner: dict(texts(each)) if each.attempt else str(each.problem) for learner, each in found.items()}


def test_canvas(tmp_path: Path) -> None:
    """Canvas puts all files into one folder: those of one learner are one entry."""
    lay_out(
        tmp_path,
        {
            f"kimanna_956227_46792176_{T}": b"t",
            "kimanna_956227_46792177_spinner_asyncio-1.py": b"a",
            "leebob_LATE_956228_46792180_hw-2.zip": zipped({T: b"bob"}),
            "odd_956229_46792190_essay.pdf": b"",
        },
    )

    assert attempts(tmp_path) == {
        "kimanna": {THREAD: b"t", ASYNCIO: b"a"},
        "leebob": {THREAD: b"bob"},
        "odd": "nothing to grade: there is no spinner_thread.py or spinner_asyncio.py, but essay.pdf; rename or move "
        "what was meant",
    }
    assert [entry.slug for entry in entries(tmp_path)] == ["kimanna", "leebob", "odd"]


def test_canvas_anonymous(tmp_path: Path) -> None:
    """Canvas calls people by five letters or digits where they aren't to be known; one may be a number."""
    lay_out(
        tmp_path,
        {
            f"anon_x7Kq2_46792176_{T}": b"t",
            "anon_x7Kq2_46792177_spinner_asyncio-1.py": b"a",
            f"LATE_anon_12345_46792180_{T}": b"late",
            "anon_54321_46792190_hw.zip": zipped({T: b"z"}),
        },
    )

    assert attempts(tmp_path) == {
        "anon_x7Kq2": {THREAD: b"t", ASYNCIO: b"a"},
        "anon_12345": {THREAD: b"late"},
        "anon_54321": {THREAD: b"z"},
    }


def test_canvas_without_files(tmp_path: Path) -> None:
    """Whoever typed a text or an address into Canvas has a row, too, which says that there is no file."""
    lay_out(tmp_path, {"kimanna_956227_text.html": b"def", "leebob_LATE_956228_link.html": b"", "notes.html": b""})
    found = attempts(tmp_path)

    assert list(found) == ["kimanna", "leebob"]
    assert str(found["kimanna"]).startswith(
        "nothing to grade: there is no spinner_thread.py or spinner_asyncio.py, but"
    )
    assert "text.html" in str(found["kimanna"])
    assert "link.html" in str(found["leebob"])


def test_canvas_looks_the_same(tmp_path: Path) -> None:
    """Zip files that somebody called alike, by a date for one, are no one learner's: Canvas gives each its number."""
    lay_out(tmp_path, {"hw_2026_11_anna.zip": zipped({T: b"1"}), "hw_2026_11_ben.zip": zipped({T: b"2"})})

    assert attempts(tmp_path) == {"hw_2026_11_anna.zip": {THREAD: b"1"}, "hw_2026_11_ben.zip": {THREAD: b"2"}}


def test_canvas_twice(tmp_path: Path) -> None:
    """Two files of one learner that had one name are told apart by the names that Canvas gave them."""
    first, second = f"kimanna_956227_46792176_{T}", "kimanna_956227_46792177_spinner_thread-1.py"
    lay_out(tmp_path, {first: b"1", second: b"2"})

    assert attempts(tmp_path) == {
        "kimanna": f"spinner_thread.py is there more than once, with different texts ({first}, {second}): hand in the "
        "one that counts"
    }


def test_moodle_without_folders(tmp_path: Path) -> None:
    """So does Moodle, if it is asked to."""
    lay_out(
        tmp_path,
        {
            f"Anna Kim_12_assignsubmission_file_{T}": b"t",
            f"Anna Kim_12_assignsubmission_file_{A}": b"a",
            "김 철수_13_assignsubmission_file_과제.zip": zipped({f"과제/{T}": b"x"}),
        },
    )

    assert attempts(tmp_path) == {"Anna Kim": {THREAD: b"t", ASYNCIO: b"a"}, "김 철수": {THREAD: b"x"}}


def test_blackboard(tmp_path: Path) -> None:
    """Blackboard writes notes beside what was handed in, and each attempt is an entry of its own."""
    first, second = "Hw1_akim_attempt_2026-11-25-09-00-00", "Hw1_akim_attempt_2026-11-26-09-00-00"
    lay_out(
        tmp_path,
        {
            f"{first}.txt": b"Name: Anna",
            f"{first}_{T}": b"1",
            f"{second}.txt": b"Name: Anna",
            f"{second}_hw.zip": zipped({T: b"2"}),
            "Hw1_blee_attempt_2026-11-26-09-00-00_hw.zip": zipped({A: b"3"}),
        },
    )
    found = attempts(tmp_path)

    assert sorted(map(str, found.values())) == sorted(map(str, [{THREAD: b"1"}, {THREAD: b"2"}, {ASYNCIO: b"3"}]))
    assert found["Hw1_blee"] == {ASYNCIO: b"3"}


def test_loose_link(tmp_path: Path) -> None:
    """A link among loose files isn't followed either."""
    lay_out(tmp_path / "secret", FILES)
    lay_out(tmp_path / "class", {f"kimanna_956227_46792177_{A}": b"a"})
    link(tmp_path / "class" / f"kimanna_956227_46792176_{T}", tmp_path / "secret" / T)
    (submission,) = map(read_submission, entries(tmp_path / "class"))

    assert texts(submission) == {ASYNCIO: b"a"}
    assert remarks(submission) == ["spinner_thread.py is a link, which is not followed: hand in the file itself"]


def test_links_are_entries_with_a_problem(tmp_path: Path) -> None:
    """A link to a folder isn't followed, but somebody's row must not be lost."""
    lay_out(tmp_path / "elsewhere", FILES)
    lay_out(tmp_path / "class", {"bob/x": b""})
    link(tmp_path / "class" / "anna", tmp_path / "elsewhere")
    anna, _ = entries(tmp_path / "class")

    assert problem(read_submission(anna)) == "this is a link, which is not followed: put the folder itself there"


@pytest.mark.parametrize("target", ["gone", "x" * 300, "loop"])
def test_links_that_lead_nowhere(target: str, tmp_path: Path) -> None:
    """A link that can't even be looked at has a row of its own, and costs nobody else theirs."""
    lay_out(tmp_path, {f"bob/{T}": b"x"})
    link(tmp_path / "loop", Path(target))
    link(tmp_path / f"kimanna_956227_46792176_{T}", Path(target))

    assert attempts(tmp_path) == {
        "bob": {THREAD: b"x"},
        "kimanna": "spinner_thread.py is a link, which is not followed: hand in the file itself",
        "loop": "this is a link, which is not followed: put the folder itself there",
    }


def test_what_nobody_may_look_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So has what may not be looked at; a folder in which nothing may be is refused as a whole."""
    lay_out(tmp_path, {f"bob/{T}": b"x", "anna.zip": zipped(FILES)})
    locked = ["anna.zip"]
    real = os.stat

    def refuse(path: str | Path, **options: bool) -> object:
        if not locked or Path(path).name in locked:
            raise PermissionError(13, "Permission denied")
        return real(path, **options)

    monkeypatch.setattr(os, "stat", refuse)
    assert attempts(tmp_path)["bob"] == {THREAD: b"x"}
    locked.clear()
    with pytest.raises(UsageError, match="cannot be read \\(Permission denied\\): give a folder with"):
        entries(tmp_path)


@pytest.mark.parametrize("name", ["anna.rar", "anna.7z", "anna.tar.gz", "anna.TGZ"])
def test_other_archives(name: str, tmp_path: Path) -> None:
    """An archive of another kind has a row that says what to do."""
    lay_out(tmp_path, {name: b"x"})

    assert problem(read_submission(entries(tmp_path)[0])).startswith("no archive of this kind is opened: pack a zip")


@pytest.mark.parametrize(
    "expected, files",
    [
        ("holds one attempt, not a class: grade it by nox -s check -- ", FILES),
        ("nothing was handed in in ", {}),
        ("nothing was handed in in ", {"a.txt": b"", ".git/x": b""}),
    ],
)
def test_nobody(expected: str, files: Files, tmp_path: Path) -> None:
    """A folder that holds no submissions is refused with what it should hold."""
    lay_out(tmp_path, files)
    with pytest.raises(UsageError, match=expected):
        entries(tmp_path)


def test_no_folder(tmp_path: Path) -> None:
    """The platform's own zip file is to be unpacked first; a wrong path is a wrong path."""
    (tmp_path / "all.zip").write_bytes(zipped(FILES))

    with pytest.raises(UsageError, match="isn't a folder: unpack it"):
        entries(tmp_path / "all.zip")
    with pytest.raises(UsageError, match="give a folder with a folder or a zip file per learner"):
        entries(tmp_path / "nothing")
