"""Where everything of a kata is in this repository, and whether this is one at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.attempt import KATAS
from grader.language import LANGUAGES
from grader.settings import UsageError
from grader.words import say

ROOT = Path(__file__).parents[2]
PYTHON = ".py"


@dataclass(frozen=True, slots=True)
class Repository:
    """The folders of a repository, and the paths of a kata in it, all of them below ``root``."""

    root: Path = ROOT
    katas: tuple[str, ...] = KATAS

    @property
    def exercises(self) -> Path:
        """Where the learners' stubs are, and the lesson."""
        return self.root / "exercises"

    @property
    def solutions(self) -> Path:
        """Where the references are."""
        return self.root / "solutions"

    @property
    def checks(self) -> Path:
        """Where the checks are, the hints, and what these share."""
        return self.root / "tests" / "katas"

    @property
    def attempts(self) -> Path:
        """Where the right and the wrong attempts are."""
        return self.root / "tests" / "attempts"

    @property
    def stubs(self) -> Path:
        """Where the stubs are as `reset` puts them back: a folder for each language."""
        return self.root / "src" / "grader" / "stubs"

    @property
    def register(self) -> Path:
        """Where the names of the katas are."""
        return self.root / "src" / "grader" / "katas.txt"

    def lesson(self, code: str) -> Path:
        """Return where the lesson is in a language."""
        return self.exercises / ("README.md" if code == "en" else f"README.{code}.md")

    def files(self, kata: str) -> Iterator[Path]:
        """Go through the files that each kata has, but for its attempts."""
        name = f"{kata}{PYTHON}"
        yield from (self.exercises / name, *(self.stubs / code / name for code in LANGUAGES), self.solutions / name)
        yield from (self.checks / f"test_{name}", self.checks / f"{kata}_hints{PYTHON}")

    def told(self, path: Path) -> str:
        """Return how a path is told: from the repository on."""
        return path.relative_to(self.root).as_posix()


def here() -> Repository:
    """Return the repository that this grader is part of; `UsageError` where it isn't a whole one."""
    found = Repository()
    for folder in (found.exercises, found.solutions, found.checks, found.attempts):
        if not folder.is_dir():
            raise UsageError(
                say(
                    "there is no folder {folder!r}: this is for those who write katas, and needs the whole repository",
                    folder=str(folder),
                )
            )
    return found
