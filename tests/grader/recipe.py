"""The recipe in CONTRIBUTING.md, 'Add a kata', read from the page and followed in a copy of the repository."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import translate
from babel.messages.pofile import read_po
from runs import ROOT, environment

SECTION = re.compile(r"^## Add a kata\n(.*?)^## ", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LEFT_OUT = shutil.ignore_patterns(".git", ".nox", ".venv", "__pycache__", ".*_cache", ".grader", ".hypothesis")


@dataclass(frozen=True, slots=True)
class Step:
    """One block of the recipe: commands, changes of files, or translations."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A command, what the recipe says that it shows, and what it came to."""

    command: str
    promised: str
    code: int
    output: str


def steps(page: str) -> list[Step]:
    """Return the blocks of the recipe, in order."""
    section = SECTION.search(page)
    assert section is not None
    return [Step(*found) for found in FENCE.findall(section[1])]


def copied(folder: Path) -> Path:
    """Return a copy of the repository as somebody would have it who has just cloned it."""
    return Path(shutil.copytree(ROOT, folder / "repository", ignore=LEFT_OUT))


def follow(recipe: list[Step], repository: Path) -> list[Said]:
    """Do in a repository what the recipe says; return what each command came to."""
    done: list[Said] = []
    for step in recipe:
        if step.kind == "console":
            done += [_run(line, repository) for line in step.text.splitlines()]
        elif step.kind == "diff":
            _change(step.text, repository)
        else:
            _translate(step.text, repository)
    return done


def arguments(command: str) -> Iterator[str]:
    """Go through the words that a command comes to without nox, which would make environments of its own."""
    words = shlex.split(command)
    if words[:2] == ["nox", "-s"]:
        script = ["tests/proof/translate.py"] if words[2] == "translate" else ["-m", "grader", words[2]]
        yield from (sys.executable, *script, *(word for word in words[3:] if word != "--"))
    else:
        yield from words


def run(repository: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    """Run a command in a repository, with that repository's own grader."""
    env = environment({"PYTHONPATH": os.fspath(repository / "src"), "LANGUAGE": "en"})
    return subprocess.run(
        command,
        cwd=repository,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def _run(line: str, repository: Path) -> Said:
    command, _, promised = line.removeprefix("$ ").partition(" # ")
    done = run(repository, *arguments(command))
    return Said(command.strip(), promised.strip(), done.returncode, done.stdout)


def _change(diff: str, repository: Path) -> None:
    command = ["git", "apply", "--verbose", "-"]
    env = environment({"GIT_CEILING_DIRECTORIES": os.fspath(repository.parent)})
    done = subprocess.run(
        command, cwd=repository, env=env, input=diff, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr


def _translate(entries: str, repository: Path) -> None:
    """Write translations into the catalogue, each where the last run of `translate` has left room for it."""
    folder = repository / "src" / "grader" / "locale"
    catalog = translate.read("ko", folder)
    for entry in read_po(BytesIO(entries.encode()), locale="ko", charset="utf-8"):
        if entry.id:
            assert not catalog[str(entry.id)].string
            catalog[str(entry.id)].string = entry.string
    translate.po_of("ko", folder).write_bytes(translate.po_text(catalog))
