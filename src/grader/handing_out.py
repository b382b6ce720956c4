"""The course as learners get it: everything that their commands need, and none of the solutions.

What is handed out is listed here, or told by what it is for (`grader.belonging`). So it is the same from a clone as
from an unpacked archive, and nothing that happens to lie about gets in.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from grader.attempt import KATAS, file_name
from grader.belonging import of_the_checks, of_the_grader, require_no_solution
from grader.hinting import ROOT
from grader.resetting import stub
from grader.settings import UsageError
from grader.words import say

FILES = (
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    ".vscode/settings.json",
    ".vscode/tasks.json",
    "LICENSE",
    "exercises/README.ko.md",
    "exercises/README.md",
    "noxfile.py",
    "pyproject.toml",
)
LEFT_OUT = "src/grader/templates/"  # what a new kata is laid out from, a solution among it
IF_THERE = ("course.toml",)
READMES = Path(__file__).parent / "handouts"  # those for learners

# What the lesson says of the solutions. A course that has changed its lesson there says what it wants.
CUTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "exercises/README.md": (
        (", with the solution's lanes beside it", ""),
        (" Then look at [`solutions/`](../solutions) and compare.", ""),
        ("| see the solution run | `nox -s play -- spinner_thread --solution` |\n", ""),
        ("| see what a passing report looks like | `nox -s check -- solutions` |\n", ""),
    ),
    "exercises/README.ko.md": (
        ("주며, 그 옆에는 모범 답안의 줄이 있습니다.", "줍니다."),
        (" 그런 다음 [`solutions/`](../solutions)와 비교해 보세요.", ""),
        ("| 모범 답안이 도는 것을 보기 | `nox -s play -- spinner_thread --solution` |\n", ""),
        ("| 통과한 보고서가 어떤지 보기 | `nox -s check -- solutions` |\n", ""),
    ),
}


def handed_out(language: str, root: Path = ROOT) -> Mapping[str, bytes]:
    """Return the files of the course by path, the stubs in a language.

    `UsageError` where one can't be read, or holds a solution.
    """
    paths = [*FILES, *(name for name in IF_THERE if (root / name).is_file()), *of_the_checks(root)]
    paths += [path for path in of_the_grader(root) if not path.startswith(LEFT_OUT)]
    files = {path: _changed(path, _read(root / path)) for path in paths}
    files |= {path.name: path.read_bytes() for path in READMES.glob("README*.md")}
    files |= {f"exercises/{file_name(kata)}": stub(kata, language) for kata in KATAS}
    require_no_solution(files, root)
    return dict(sorted(files.items()))


def hand_out(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into a new folder; `UsageError` where there is something in it, or it can't be written."""
    _require_empty(folder)
    try:
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.write(data)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            say(
                "the course can't be written to {folder!r} ({reason}): what is there isn't whole; name another folder",
                folder=str(folder),
                reason=reason,
            )
        ) from None


def _require_empty(folder: Path) -> None:
    """Raise `UsageError` where there is something in a folder, or none can be made; a new one is made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # A new clone of an empty repository is as good as an empty folder.
        there = sorted(path.name for path in folder.iterdir() if path.name != ".git")
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            say(
                "{folder!r} can't be the course's folder ({reason}): name another one",
                folder=str(folder),
                reason=reason,
            )
        ) from None
    if there:
        raise UsageError(
            say(
                "{folder!r} isn't empty ({name} is in it), and nothing is overwritten: name a new folder",
                folder=str(folder),
                name=repr(there[0]),
            )
        )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            say(
                "{path!r} can't be read ({reason}), and belongs to the course: put it back",
                path=str(path),
                reason=reason,
            )
        ) from None


def _changed(path: str, data: bytes) -> bytes:
    if path == ".vscode/tasks.json":
        return _without_solutions(data)
    for before, after in CUTS.get(path, ()):
        # git may have written other line ends.
        for end in ("\n", "\r\n"):
            data = data.replace(before.replace("\n", end).encode(), after.encode())
    return data


def _without_solutions(data: bytes) -> bytes:
    """Return the editor's tasks without those that run a solution."""
    tasks = json.loads(data)
    tasks["tasks"] = [task for task in tasks["tasks"] if not {"--both", "--solution"} & set(task["command"].split())]
    return f"{json.dumps(tasks, indent=2, ensure_ascii=False)}\n".encode()
