"""What to do next, and the commands for it, ready to be copied."""

from dataclasses import dataclass

from grader.reports import Look
from grader.reports.page.texts import Teller
from grader.reports.paper import quoted
from grader.reports.progress import next_kata, step
from grader.verdict import Verdict

MAX_PATH = 1000


@dataclass(frozen=True, slots=True)
class Steps:
    """The next steps after a verdict."""

    verdict: Verdict
    look: Look
    tell: Teller

    def next(self) -> str | None:
        """Return what to do next, as a sentence; None where nothing was graded."""
        if not self.verdict.katas:
            return None
        kata = next_kata(self.verdict)
        return self.tell(step(self.verdict, self._path(kata.kata) if kata else ""))

    def again(self) -> str:
        """Return the command that plays the very same scenarios once more."""
        label = self.verdict.attempt
        path = f"./{label}" if label.startswith("-") else label
        only = ["--kata", self.verdict.katas[0].kata] if len(self.verdict.katas) == 1 else []
        return self._command("check", path, *only, "--seed", str(self.verdict.seed))

    def hint(self, kata: str, check: str) -> str:
        """Return the command that gives hints about a check."""
        return self._command("hint", kata, check)

    def _command(self, *words: str) -> str:
        return self.tell(quoted(["nox", "-s", words[0], "--", *words[1:]]), MAX_PATH)

    def _path(self, kata: str) -> str:
        if source := self.look.sources.get(kata):
            return str(source.path)
        label = self.verdict.attempt
        return label if label.endswith(".py") else f"{label.rstrip('/')}/{kata}.py"
