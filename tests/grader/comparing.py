"""What the tests of comparisons share: the command as a user gives it, and the traces of programs, played once."""

import io
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from runs import ATTEMPTS, ROOT

from grader.attempt import Source, read_attempt
from grader.backstage import Backstage
from grader.cli import main
from grader.comparing.comparison import Compared, KataComparison
from grader.comparing.judging import Traces
from grader.comparing.katas import Game, load
from grader.comparing.pair import compared_traces
from grader.comparing.playing import play_all
from grader.processes import HAS_FORK

SEED = 7
THREAD, ASYNC = ATTEMPTS / "spinner_thread", ATTEMPTS / "spinner_asyncio"


@dataclass(frozen=True)
class Done:
    """What `python -m grader compare` came to."""

    code: int
    text: str
    errors: str

    @property
    def words(self) -> str:
        """All that was said, on one line."""
        return " ".join(self.text.split())


def run(*arguments: str | Path) -> Done:
    """Compare by the command line, in this process."""
    out, errors = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(errors):
        try:
            code = main(["compare", *map(str, arguments)])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
    return Done(code, out.getvalue(), errors.getvalue())


class Stage:
    """Plays programs, each once, and compares them."""

    def __init__(self, kata: str) -> None:
        """Take the scenarios of one kata and one seed."""
        self.game: Game = load(kata, SEED)
        self.backstage = Backstage(fork=HAS_FORK, pty=HAS_FORK)
        self.played: dict[bytes, Traces] = {}
        self.solution = read_attempt(ROOT / "solutions").files[kata]

    async def traces(self, source: Source) -> Traces:
        """Return what a program does."""
        if source.data not in self.played:
            self.played[source.data] = await play_all(self.game.scenarios, source, self.backstage)
        return self.played[source.data]

    async def compare(
        self, mine: Path | str, theirs: Path | str | None = None, *, spare: bool = True
    ) -> KataComparison:
        """Return how two programs differ; the second one is the solution unless another is named."""
        first = self.source(mine)
        second = self.solution if theirs is None else self.source(theirs)
        solution = await self.traces(self.solution) if spare else {}
        return await compared_traces(self.game, await self.traces(first), await self.traces(second), solution)

    def source(self, given: Path | str) -> Source:
        """Return a program: a file, or its text."""
        if isinstance(given, Path):
            return read_attempt(given, [self.game.name]).files[self.game.name]
        return Source(self.game.name, Path(f"{self.game.name}.py"), f"{self.game.name}.py", given.encode())

    def close(self) -> None:
        """End the stage."""
        self.backstage.close()


def scenario(comparison: KataComparison, name: str) -> Compared:
    """Return what was found in one scenario."""
    return next(each for each in comparison.scenarios if each.name == name)


def mattering(comparison: KataComparison) -> Mapping[str, list[str]]:
    """Return in what two programs differ that matters, by scenario."""
    return {
        each.name: [difference.kind for difference in each.mattering] for each in comparison.scenarios if each.mattering
    }
