"""The bundle for Gradescope, laid out as Gradescope does it, always leaves valid results, and they are the grader's."""

import io
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from runs import ATTEMPTS, ROOT
from schemas import loaded, schema_of

from grader.attempt import KATAS
from grader.bundles import autograde, gradescope
from grader.bundles.archive import Member, packed
from grader.bundles.gradescope import PARTS, members
from grader.cli import main
from grader.course import Course
from grader.language import ENGLISH, language
from grader.settings import UsageError

needs_linux = pytest.mark.skipif(
    shutil.which("timeout") is None or not hasattr(os, "fork"), reason="Gradescope's images have coreutils and fork"
)
RIGHT = {f"{kata}.py": (ROOT / "solutions" / f"{kata}.py").read_text("utf-8") for kata in KATAS}
SCHEMA = schema_of("gradescope")
FORGED = '{"score": 9999, "output": "forged"}'


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Make the bundle by the command."""
    target = tmp_path_factory.mktemp("bundle") / "autograder.zip"
    assert main(["bundle", "gradescope", "--seed", "7", "--output", str(target)]) == 0
    return target.read_bytes()


@pytest.fixture(scope="module")
def root(bundle: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay the bundle out as Gradescope documents it: all of it in source, and a copy of run_autograder above."""
    root = tmp_path_factory.mktemp("a root with blanks") / "autograder"
    for folder in ("source", "submission", "results"):
        (root / folder).mkdir(parents=True)
    unpack(bundle, root / "source")
    shutil.copy(root / "source" / "run_autograder", root)
    (root / "submission_metadata.json").write_text("{}", encoding="ascii")
    return root


def unpack(bundle: bytes, folder: Path) -> None:
    """Unpack a zip file as `unzip` does, with the rights that are in it."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        for info in archive.infolist():
            Path(archive.extract(info, folder)).chmod(stat.S_IMODE(info.external_attr >> 16))


def run(root: Path, files: Mapping[str, str | bytes], *, before: bool = True, **environment: str) -> Any:  # noqa: ANN401 (JSON is anything)
    """Hand files in, run the autograder as Gradescope does, and return its results, which must be valid.

    Where ``before``, there are results already.
    """
    shutil.copy(root / "source" / "run_autograder", root)
    shutil.rmtree(root / "submission")
    (root / "submission").mkdir()
    for name, data in files.items():
        path = root / "submission" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    target = root / "results" / "results.json"
    target.write_text(FORGED, encoding="ascii") if before else target.unlink(missing_ok=True)
    # As the harness does it: from the folder above, with an environment of its own.
    environ = {**os.environ, "GRADER_PYTHON": sys.executable, "PYTHONSTARTUP": "nonsense", **environment}
    done = subprocess.run([root / "run_autograder"], cwd=root, env=environ, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (root / "results").iterdir()] == ["results.json"]
    results = loaded(target.read_text("ascii"))
    SCHEMA.validate(results)
    assert results["output"] != "forged"
    return results


# -- What is in it -------------------------------------------------------------------------------------------------


def test_same_bytes() -> None:
    """Two bundles of the same grader and seed are equal to the byte, whatever the clock and the disk say."""
    one, other = (packed(members(1, ENGLISH, None)) for _ in range(2))

    assert one == other
    assert one != packed(members(2, ENGLISH, None))


def test_what_is_in_it(bundle: bytes) -> None:
    """It holds what grading needs: two scripts at its top; no attempts, no tests of the grader, no litter."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        names = archive.namelist()
        modes = {info.filename: stat.S_IMODE(info.external_attr >> 16) for info in archive.infolist()}
        scripts = [archive.read(name) for name in ("setup.sh", "run_autograder")]

    assert {"src/grader/session.py", "tests/katas/test_spinner_thread.py", "solutions/spinner_asyncio.py"} <= set(names)
    assert {name for name, mode in modes.items() if mode == 0o755} == {"setup.sh", "run_autograder"}
    assert set(modes.values()) == {0o755, 0o644}
    assert not [name for name in names if "__pycache__" in name or "/." in name or name[0] == "."]
    assert not [name for name in names if name.startswith(("tests/attempts", "tests/grader", "exercises", "docs"))]
    for script in scripts:
        assert script.startswith(b"#!/usr/bin/env bash\n")
        assert b"\r" not in script


def test_parts_are_there() -> None:
    """What a bundle is made of is what the project needs to be installed."""
    assert [part for part in PARTS if not (ROOT / part).exists()] == []


def test_archive() -> None:
    """Names come in order, with the earliest of times, for Unix."""
    with zipfile.ZipFile(io.BytesIO(packed({"b/c": Member(b"1"), "a": Member(b"2", executable=True)}))) as archive:
        infos = archive.infolist()

    assert [info.filename for info in infos] == ["a", "b/c"]
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert [info.external_attr >> 16 for info in infos] == [0o100755, 0o100644]


def test_cases_without_verdict() -> None:
    """The results that a script can put in place are valid, and in the language that was asked for."""
    english, korean = members(1, ENGLISH, None), members(1, language("ko"), None)

    for case in ("time", "grader"):
        found = loaded(english[f"without_verdict/{case}.json"].data.decode())
        SCHEMA.validate(found)
        assert (found["score"], found["extra_data"]["reason"]) == (0, case)
    assert json.loads(korean["bundle.json"].data)["language"] == "ko"


# -- The command ---------------------------------------------------------------------------------------------------


def test_wrong_course(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Terms that are wrong are told now, not when the first learner hands something in; nothing is written."""
    course = tmp_path / "course.toml"
    course.write_text("bonus = 3\n", encoding="ascii")
    target = tmp_path / "x.zip"

    assert main(["bundle", "gradescope", "--output", str(target), "--course", str(course)]) == 2
    assert "bonus" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["course.toml"]


def test_without_solutions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In what was handed out to learners no bundle can be made, and it says why."""
    monkeypatch.setattr(gradescope, "ROOT", tmp_path)
    for part in PARTS[:-1]:
        (tmp_path / part).mkdir(parents=True)

    with pytest.raises(UsageError, match=r"solutions/spinner_asyncio\.py isn't here"):
        members(1, ENGLISH, None)


@pytest.mark.parametrize(
    "path, problem",
    [
        ("none/x.zip", "there is no folder"),
        ("file/x.zip", "there is no folder"),
        (".", "it isn't a regular file; name another one, or leave --output out"),
        ("/", "it isn't a regular file"),
    ],
)
def test_no_place(
    path: str, problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the bundle can't be written, it says why, and leaves nothing behind."""
    (tmp_path / "file").touch()
    monkeypatch.chdir(tmp_path)

    assert main(["bundle", "gradescope", "--lang", "en", "--output", path]) == 2
    said = capsys.readouterr().err
    assert f"can't write to {path!r}: " in said
    assert problem in said
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_link_to_the_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A link is followed, not replaced."""
    link = tmp_path / "link.zip"
    try:
        link.symlink_to(tmp_path / "x.zip")
    except OSError:
        pytest.skip("no links may be made here")

    assert main(["bundle", "gradescope", "--seed", "7", "--output", str(link)]) == 0
    assert link.is_symlink()
    assert zipfile.is_zipfile(tmp_path / "x.zip")
    assert str(link) in capsys.readouterr().out


def test_terms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The terms that are bundled are those that count there; where there are none, the usual ones."""
    monkeypatch.setattr(autograde, "ROOT", tmp_path)
    assert autograde.terms() == Course()
    course = b"bonus = false\n[weights]\nspinner_thread = 2\n"
    (tmp_path / "course.toml").write_bytes(members(1, ENGLISH, course)["course.toml"].data)

    assert autograde.terms() == Course(bonus=False, weights={"spinner_thread": 2})


# -- The scripts ---------------------------------------------------------------------------------------------------


@needs_linux
@pytest.mark.parametrize("name", ["setup.sh", "run_autograder"])
def test_scripts_are_sound(root: Path, name: str) -> None:
    """A shell and a checker of shell scripts find nothing wrong in them."""
    shellcheck = Path(sys.executable).with_name("shellcheck")
    for command in (["bash", "-n"], [shellcheck]):
        done = subprocess.run([*command, root / "source" / name], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@needs_linux
@pytest.mark.long
def test_right(root: Path) -> None:
    """Right programs somewhere in a repository, in a zip file, get the points of every check, and the bonus."""
    packed_files = {f"course-main/exercises/{name}": Member(text.encode()) for name, text in RIGHT.items()}
    results = run(root, {"my course.zip": packed({**packed_files, "course-main/README.md": Member(b"# x\n")})})

    katas = results["extra_data"]["katas"]
    assert [(kata["status"], kata["real"]) for kata in katas] == [("passed", "passed")] * 2
    assert results["score"] == sum(kata["max_points"] + kata["bonus_points"] for kata in katas)
    assert {test["status"] for test in results["tests"]} == {"passed"}
    assert results["extra_data"]["seed"] == 7, "the bundle's own settings, so its own grader"


@needs_linux
@pytest.mark.long
def test_wrong_and_missing(root: Path) -> None:
    """A wrong program is told what is wrong, a file that isn't there is named; nothing of it is the grader's output."""
    wrong = (ATTEMPTS / "spinner_thread" / "wrong" / "erase_inside_loop.py").read_text("utf-8")
    results = run(root, {"spinner_thread.py": wrong, "spinner_asyncio (1).py": "hello"})

    failed = [test["extra_data"]["id"] for test in results["tests"] if test["extra_data"]["outcome"] == "failed"]
    assert failed == ["frames"]
    assert results["tests"][-1]["extra_data"]["outcome"] == "missing"
    assert results["output"].startswith("spinner_thread: failed, ")
    assert "exercises/spinner_thread.py:" in results["output"]
    assert "spinner_asyncio: missing, what was handed in could not be taken: 0 of " in results["output"]
    assert "there is no spinner_asyncio.py, but spinner_asyncio (1).py: rename or move it" in results["output"]


@needs_linux
def test_empty(root: Path) -> None:
    """Where nothing was handed in, it says so, and what is wanted."""
    results = run(root, {"notes.txt": "I'll do it later"})

    assert (results["score"], results["extra_data"]["reason"], results["tests"]) == (0, "nothing", [])
    assert "Hand in any of spinner_thread.py, spinner_asyncio.py" in results["output"]


FORGER = """
import os, pathlib, sys
def forge():
    root, forged = pathlib.Path({root!r}), {forged!r}
    results, script = root / "results" / "results.json", root / "run_autograder"
    try:
        for case in (root / "source" / "without_verdict").iterdir():
            case.write_text(forged)
        text = script.read_text()
        with script.open("r+") as file:
            file.write(text.replace("status=$?", "echo '%s' > $results/results.json; exit 0 # " % forged))
        if {folder}:
            (results / "folder").mkdir(parents=True)
        else:
            results.write_text(forged)
    except OSError:
        pass
    os.write(1, forged.encode())
    sys.stderr.write(forged)
"""
FORGING = """
{source}
whole = main
def main():
    forge()
    whole()
"""


@pytest.fixture
def robbed_root(root: Path) -> Iterator[Path]:
    """Put back what a forger may have changed."""
    cases = {path: path.read_bytes() for path in (root / "source" / "without_verdict").iterdir()}
    yield root
    for path, data in cases.items():
        path.write_bytes(data)
    shutil.copy(root / "source" / "run_autograder", root)
    shutil.rmtree(root / "results")
    (root / "results").mkdir()


@needs_linux
@pytest.mark.long
def test_forger(robbed_root: Path) -> None:
    """A program that writes results of its own, wherever it can, has written in vain."""
    forger = FORGER.format(root=str(robbed_root), forged=FORGED, folder=True)
    source = forger + FORGING.format(source=RIGHT["spinner_thread.py"])
    results = run(robbed_root, {"spinner_thread.py": source}, before=False)

    assert results["score"] < 20
    assert results["extra_data"]["katas"][0]["status"] == "failed"


@needs_linux
@pytest.mark.parametrize("folder", [False, True])
def test_forger_of_the_script(folder: bool, robbed_root: Path, tmp_path: Path) -> None:  # noqa: FBT001 (a parameter)
    """What is changed of the script while it runs, or stands in the way of the results, has no say."""
    forger = tmp_path / "python"
    text = FORGER.format(root=str(robbed_root), forged=FORGED, folder=folder)
    forger.write_text(f"#!{sys.executable}\n{text}\nforge()\nsys.exit(1)\n", encoding="utf-8")
    forger.chmod(0o755)
    results = run(robbed_root, RIGHT, before=False, GRADER_PYTHON=str(forger))

    assert (results["score"], results["extra_data"]["reason"]) == (0, "grader")


@needs_linux
def test_results_that_are_a_folder(robbed_root: Path) -> None:
    """A folder where the results are to be, from a run before, is no obstacle."""
    (robbed_root / "results" / "results.json").unlink(missing_ok=True)
    (robbed_root / "results" / "results.json" / "folder").mkdir(parents=True)
    done = subprocess.run(
        [robbed_root / "run_autograder"], env={**os.environ, "GRADER_PYTHON": "false"}, capture_output=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert loaded((robbed_root / "results" / "results.json").read_text("ascii"))["extra_data"]["reason"] == "grader"


@pytest.mark.parametrize("there", ["nothing", "file", "folder"])
def test_put(there: str, tmp_path: Path) -> None:
    """Results are put in place whatever is there."""
    target = tmp_path / "results.json"
    if there == "file":
        target.write_text(FORGED, encoding="ascii")
    elif there == "folder":
        (target / "folder").mkdir(parents=True)
    autograde.put(target, "{}")

    assert [path.name for path in tmp_path.iterdir()] == ["results.json"]
    assert target.read_text("ascii") == "{}"


def test_put_in_vain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where they can't be put in place, no draft of them is left."""

    def fail(_self: Path, _target: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(PermissionError):
        autograde.put(tmp_path / "results.json", "{}")

    assert list(tmp_path.iterdir()) == []


@needs_linux
@pytest.mark.parametrize("seconds, reason", [("0.05", "time"), ("540", "grader")])
def test_killed(seconds: str, reason: str, root: Path, tmp_path: Path) -> None:
    """A grader that had to be killed when its time was over ran out of time; one that was killed before did not."""
    fake = tmp_path / "timeout"
    fake.write_text("#!/bin/sh\nexit 137\n", encoding="ascii")
    fake.chmod(0o755)
    results = run(root, RIGHT, PATH=f"{tmp_path}{os.pathsep}{os.environ['PATH']}", GRADER_SECONDS=seconds)

    assert results["extra_data"]["reason"] == reason


@needs_linux
@pytest.mark.parametrize(
    "environment, reason",
    [
        ({"GRADER_SECONDS": "0.05"}, "time"),
        ({"GRADER_PYTHON": "/nowhere/python"}, "grader"),
        ({"GRADER_PYTHON": "false"}, "grader"),
    ],
)
def test_no_verdict(root: Path, environment: dict[str, str], reason: str) -> None:
    """Where time runs out, or there is no Python, there are results that say so, in place of whatever stood there."""
    results = run(root, RIGHT, **environment)

    assert (results["score"], results["extra_data"]["reason"]) == (0, reason)


@pytest.fixture
def broken_root(root: Path) -> Iterator[Path]:
    """Break the grader of the bundle for a while."""
    settings = root / "source" / "bundle.json"
    text = settings.read_text("ascii")
    settings.write_text("{", encoding="ascii")
    yield root
    settings.write_text(text, encoding="ascii")


@needs_linux
def test_broken_grader(broken_root: Path) -> None:
    """A grader that fails leaves results that don't blame the learner."""
    results = run(broken_root, RIGHT)

    assert (results["score"], results["extra_data"]["reason"]) == (0, "grader")
    assert "no fault of yours" in results["output"]


FAKE = """#!/bin/sh
echo "$(basename "$0") $*" >> "{log}"
case "$(basename "$0") $*" in
    python3*" -c "*) exit {status} ;;
    *" -m venv "*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; cp "{uv}" "$3/bin/uv" ;;
esac
"""
FAKE_UV = """#!/bin/sh
echo "uv $*" >> "{log}"
for place in "$@"; do :; done
mkdir -p "$place/bin"
cp "{python}" "$place/bin/python"
"""


def set_up(root: Path, tmp_path: Path, status: int) -> list[str]:
    """Run setup.sh where every Python will do (status 0) or none, and return the commands that it gave."""
    folder, log, uv = tmp_path / "bin", tmp_path / "log", tmp_path / "uv"
    folder.mkdir()
    uv.write_text(FAKE_UV.format(log=log, python=folder / "python3"), encoding="ascii")
    for name in ("apt-get", "python3", *(f"python3.{minor}" for minor in range(11, 15))):
        (folder / name).write_text(FAKE.format(log=log, status=status, uv=uv), encoding="ascii")
    for path in (uv, *folder.iterdir()):
        path.chmod(0o755)
    source = tmp_path / "source"
    source.mkdir()
    shutil.copy(root / "source" / "setup.sh", source)
    environ = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run([source / "setup.sh"], env=environ, check=True, capture_output=True)
    return log.read_text("ascii").replace(str(source), "SOURCE").splitlines()


@needs_linux
def test_setup(root: Path, tmp_path: Path) -> None:
    """The newest Python that will do gets an environment with the grader in it, which is tried at once."""
    assert [line for line in set_up(root, tmp_path, 0) if " -c" not in line and "sys.exit" not in line][-3:] == [
        "python3.14 -m venv SOURCE/.venv",
        "python -m pip install --quiet --editable SOURCE",
        "python -P -m grader check SOURCE/solutions --seed 1",
    ]


@needs_linux
def test_setup_on_an_old_image(root: Path, tmp_path: Path) -> None:
    """Where no Python of the image will do, packages are looked for; then uv brings one."""
    given = [line for line in set_up(root, tmp_path, 1) if line.startswith(("apt-get", "uv", "python "))]

    assert given == [
        "apt-get update -qq",
        "apt-get install -y -qq --no-install-recommends python3 python3-venv ca-certificates",
        "python -m pip install --quiet uv>=0.7",
        "uv venv --quiet --seed --managed-python --python 3.12 SOURCE/.venv",
        "python -m pip install --quiet --editable SOURCE",
        "python -P -m grader check SOURCE/solutions --seed 1",
    ]
