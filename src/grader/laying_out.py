"""Lay out a new kata: a small one that works, whose parts its author then replaces.

What is new is written first, and only where nothing is; then what all katas share is changed: the lesson, the choice in
VS Code, and last of all the list of katas. Until that nobody knows of the kata. Whatever fails, all is taken back.
"""

import json
import keyword
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from pathlib import Path

from grader.language import LANGUAGES
from grader.repository import Repository
from grader.settings import UsageError
from grader.words import Message, say

TEMPLATE = Path(__file__).parent / "templates" / "kata"
PLACEHOLDER = "kata_name"  # in the template, wherever the kata's name belongs
LONGEST = 30  # characters: some names of files and tests are made of it
NAME = re.compile(r"[a-z][a-z0-9_]*")
DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


@dataclass(frozen=True, slots=True)
class Layout:
    """What is to be written: new files, and the new text of files that are there already."""

    new: Mapping[Path, bytes]
    changed: Mapping[Path, bytes]


def layout(repository: Repository, name: str) -> Layout:
    """Return what makes up a new kata; `UsageError` where there can be none of this name."""
    problem = next(_problems(repository, name), None)
    if problem:
        raise UsageError(say("a kata can't be named {name!r}: {problem}", name=name, problem=problem))
    made = Layout(dict(_new(repository, name)), dict(_changed(repository, name)))
    for path in (*made.new, repository.attempts / name):
        if os.path.lexists(path):
            raise UsageError(
                say(
                    "{path} is there already, and nothing is ever overwritten: move it away, or take another name",
                    path=repository.told(path),
                )
            )
    return made


def _problems(repository: Repository, name: str) -> Iterator[Message]:
    """Yield what is wrong with a name, and what to do."""
    if name in repository.katas:
        yield say("there is such a kata already; take another name")
    if not NAME.fullmatch(name) or len(name) > LONGEST:
        yield say(
            "take a name of small letters a to z, digits and underscores, such as ticket_queue, that begins with a "
            "letter and has at most {most} characters",
            most=LONGEST,
        )
    if keyword.iskeyword(name) or keyword.issoftkeyword(name):
        yield say("this word belongs to Python's own syntax; take another name")
    if name in sys.stdlib_module_names or name in ("grader", "test"):
        yield say("there is a module of this name, which the learner's file would hide; take another name")
    if name in DEVICES:
        yield say("Windows keeps this name for a device; take another one")
    if name in packages_distributions():
        yield say("a package that the grader works with has this name; take another one")
    for taken in sorted(_hidden(repository, name)):
        yield say("there is a module called {taken} among the tests; take another name", taken=taken)


def _hidden(repository: Repository, name: str) -> set[str]:
    """Return the modules of the tests that a new kata's would hide, for pytest imports them all by bare names."""
    folders = {path.stem: path.parent for path in (repository.root / "tests").glob("*/*.py")}
    others = {stem for stem, folder in folders.items() if folder != repository.checks} | {"conftest"}
    return ({name} & {*folders, "conftest"}) | ({f"test_{name}", f"{name}_hints"} & others)


def _filled(part: str, name: str) -> bytes:
    return (TEMPLATE / part).read_bytes().replace(PLACEHOLDER.encode(), name.encode())


def _stub(code: str, name: str) -> bytes:
    """Return the stub in a language, in English where the template has none in it."""
    own = f"stub.{code}.py"
    return _filled(own if (TEMPLATE / own).is_file() else "stub.py", name)


def _new(repository: Repository, name: str) -> Iterator[tuple[Path, bytes]]:
    file = f"{name}.py"
    yield repository.exercises / file, _stub("en", name)
    yield repository.solutions / file, _filled("solution.py", name)
    yield repository.checks / f"test_{file}", _filled("checks.py", name)
    yield repository.checks / f"{name}_hints.py", _filled("hints.py", name)
    for kind in ("right", "wrong"):
        for path in sorted((TEMPLATE / kind).glob("*.py")):
            yield repository.attempts / name / kind / path.name, _filled(f"{kind}/{path.name}", name)
    for code in LANGUAGES:
        yield repository.stubs / code / file, _stub(code, name)


def _changed(repository: Repository, name: str) -> Iterator[tuple[Path, bytes]]:
    for code in LANGUAGES:
        part = "lesson.md" if code == "en" else f"lesson.{code}.md"
        path = repository.lesson(code)
        if (TEMPLATE / part).is_file() and path.is_file():
            yield path, path.read_bytes() + _filled(part, name)
    tasks = repository.root / ".vscode" / "tasks.json"
    if tasks.is_file():
        yield tasks, _with_choice(tasks.read_text("utf-8"), repository.katas, name).encode()
    yield repository.register, "".join(f"{kata}\n" for kata in (*repository.katas, name)).encode()


def _with_choice(tasks: str, katas: tuple[str, ...], name: str) -> str:
    """Return the tasks of VS Code with one kata more to choose from; where its author has others, they stay so."""
    return tasks.replace(json.dumps(list(katas)), json.dumps([*katas, name]))


def lay_out(made: Layout) -> None:
    """Write all of a layout, or nothing; `UsageError` where that can't be done."""
    try:
        with ExitStack() as undoing:
            for path, data in made.new.items():
                _create(path, data, undoing)
            for path, data in made.changed.items():
                undoing.callback(_restore, path, path.read_bytes())
                _put(path, data)
            undoing.pop_all()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            say("nothing was laid out ({reason}: {path}); mend that, and try again", reason=reason, path=error.filename)
        ) from None


def _create(path: Path, data: bytes, undoing: ExitStack) -> None:
    """Write a new file; FileExistsError where there is one."""
    for folder in reversed([each for each in path.parents if not each.exists()]):
        folder.mkdir()
        undoing.callback(folder.rmdir)
    with path.open("xb") as file:
        undoing.callback(path.unlink)
        file.write(data)


def _restore(path: Path, before: bytes) -> None:
    if path.read_bytes() != before:
        _put(path, before)


def _put(path: Path, data: bytes) -> None:
    """Change a file, all at once."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        draft.write_bytes(data)
        draft.chmod(path.stat().st_mode)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
