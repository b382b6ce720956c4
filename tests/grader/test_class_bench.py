"""The benchmark of a class: what is handed in is drawn by the seed alone, and its figures are what was measured."""

import os
import sys
import zipfile
from pathlib import Path

import pytest
from handing_in import HandedIn, draw, hand_in
from outcomes import Report, differing, mistaken
from runs import ROOT, SPINNERS
from telling_of import MIB, Graded, Obvious, figures, memory, said
from watching_over import Look, Taken, watch_over

from grader.classroom.submissions import entries, read_submission

CLASS = list(draw(200, 1))
LOOKS = [Look(float(n), (100 + n % 7) * MIB, 20 * MIB, 9, n * 10) for n in range(11)]
TAKEN = Taken(0, 60.0, 90.0, LOOKS)
PASSED = {"kata": "spinner_thread", "status": "passed", "checks": [], "cause": None, "real": {"status": "passed"}}


def report(*katas: Report) -> Report:
    """Return a report of these katas."""
    return {"version": 1, "katas": list(katas)}


def test_same_seed() -> None:
    """The same seed draws the same class, a lower number its beginning, and another seed another one."""
    assert list(draw(50, 1)) == CLASS[:50]
    assert list(draw(50, 2)) != CLASS[:50]


def test_kinds() -> None:
    """About a tenth is in trouble, a fifth in zip files, there are passes and stubs, and no two have one name."""
    firsts = [first for each in CLASS for first in each.expected.values()]

    assert 10 <= sum(each.troubled for each in CLASS) <= 30
    assert 25 <= sum(each.zipped for each in CLASS) <= 55
    assert firsts.count(None) > 100
    assert firsts.count("todo") > 20
    assert len({each.learner for each in CLASS}) == len(CLASS)


def test_trouble_fails() -> None:
    """Whoever is in trouble is not to pass that kata."""
    assert all(set(each.expected.values()) != {None} for each in CLASS if each.troubled)


def test_read_as_handed_in(tmp_path: Path) -> None:
    """What is written is what `grade` reads: each learner by name, with the same bytes."""
    hand_in(CLASS[:30], tmp_path / "class")
    read = {entry.learner: read_submission(entry) for entry in entries(tmp_path / "class")}
    attempts = {learner: submission.attempt for learner, submission in read.items()}

    assert {*attempts} == {each.learner for each in CLASS[:30]}
    for each in CLASS[:30]:
        attempt = attempts[each.learner]
        assert attempt is not None
        assert {kata: source.data for kata, source in attempt.files.items()} == each.files


def test_zipped(tmp_path: Path) -> None:
    """A fifth is in zip files, which hold a file for each kata."""
    hand_in(CLASS[:30], tmp_path / "class")
    archives = list((tmp_path / "class").glob("*.zip"))

    assert len(archives) == sum(each.zipped for each in CLASS[:30]) > 0
    for archive in archives:
        assert zipfile.ZipFile(archive).namelist() == [f"{kata}.py" for kata in SPINNERS]


def test_mistaken() -> None:
    """A verdict is held to the files; of one in trouble only that it doesn't pass; one without a report is mistaken."""
    failed = {**PASSED, "status": "failed", "checks": [{"id": "stop", "status": "failed", "bonus": False}]}
    class_ = [
        HandedIn("right", {}, {"spinner_thread": None}, troubled=False, zipped=False),
        HandedIn("wrong", {}, {"spinner_thread": "stop"}, troubled=False, zipped=False),
        HandedIn("other", {}, {"spinner_thread": "pace"}, troubled=False, zipped=False),
        HandedIn("stuck", {}, {"spinner_thread": "pace"}, troubled=True, zipped=False),
        HandedIn("gone", {}, {"spinner_thread": None}, troubled=False, zipped=False),
        HandedIn("lucky", {}, {"spinner_thread": "pace"}, troubled=True, zipped=False),
    ]
    reports = dict.fromkeys(("wrong", "other", "stuck"), report(failed)) | {
        "right": report(PASSED),
        "lucky": report(PASSED),
        "gone": None,
    }

    assert mistaken(class_, reports) == ["other", "gone", "lucky"]


def test_differing() -> None:
    """Two runs differ where anything does but what was seen of real time, or where one has no report."""
    seen = {**PASSED, "real": {"status": "passed", "seconds": 3.1}}
    failed = {**PASSED, "real": {"status": "failed"}}
    one = {"a": report(PASSED), "b": report(PASSED), "c": report(PASSED), "d": None}

    assert differing(one, {"a": report(seen), "b": report(failed), "d": None}) == ["b", "c"]


def test_figures() -> None:
    """Rates and sums follow from what was measured; the obvious suite's are those of a few, for all."""
    rows = list(figures([Graded("grade", 100, TAKEN)], Obvious(2, 24.0, 1.0, 1, 100)))

    assert rows[2] == "| grade | 60 s | 100 | 90 s | 0.90 s | 106 MiB |"
    assert rows[3] == "| the obvious suite one by one, by 2 of them | 2,400 s | 2.5 | 100 s | 1.00 s | |"
    assert rows[-1].endswith("no verdict at all on 1 of 4 programs; `grade` is 40 times as fast.")


def test_memory() -> None:
    """How much memory there was is told at parts of the work; of a command that was never looked at, nothing."""
    rows = list(memory(Graded("grade", 100, TAKEN)))

    assert rows[4:6] == ["| 10 | 1 s | 9 | 101 MiB | 20 MiB |", "| 30 | 3 s | 9 | 103 MiB | 20 MiB |"]
    assert rows[-1] == "| 100 | 10 s | 9 | 103 MiB | 20 MiB |"
    assert len(list(memory(Graded("grade", 1, Taken(0, 1.0, 1.0, []))))) == 4


def test_said() -> None:
    """What came of it is counted, and who got another verdict than the files say is named."""
    class_ = [HandedIn("Zoë", {}, {"spinner_thread": None}, troubled=False, zipped=False)]

    assert said(class_, {"Zoë": report(PASSED)}, ["Zoë"]) == (
        "0 of 1 submissions had such trouble in them; 1 of their 1 programs were right. The verdicts: 1 passed. "
        "Not as the files say: 1, Zoë.\n"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="the memory is read from Linux's /proc")
def test_watch_over(tmp_path: Path) -> None:
    """A command is looked at to its end with what it starts; its processor time and its status are told."""
    ready, held = tmp_path / "ready", tmp_path / "held"
    os.mkfifo(held)
    inner = f"open({str(ready)!r}, 'w').close(); open({str(held)!r}).close()"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}]); sys.exit(1)"
    seen: list[bool] = []

    def done() -> int:
        seen.append(ready.exists())
        if seen.count(True) == 2:
            held.open("w").close()  # waits for the reader, and lets it go on
        return seen.count(True)

    taken = watch_over([sys.executable, "-c", outer], ROOT, {}, done, every=0.05)
    both = taken.at(0.5, 2)

    assert (taken.status, both.done, both.processes) == (1, 1, 2)
    assert taken.peak >= both.everything > both.first > MIB
    assert taken.cpu > 0
