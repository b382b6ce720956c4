"""What to do next, and the commands for it, ready to be copied."""

from dataclasses import dataclass

from grader.reports import Look
from grader.reports.page.texts import Teller
from grader.reports.paper import quoted
from grader.reports.progress import again, next_kata, step
from grader.verdict import Verdict
from grader.words import say

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
        path = self.look.path(self.verdict.attempt, kata.kata) if kata else ""
        if kata and kata.status == "missing" and kata.kata in self.look.reasons:
            return self.tell(say("hand in {path} once more; why, is said above.", path=path))
        return self.tell(step(self.verdict, path))

    def again(self) -> str:
        """Return the command that plays the very same scenarios once more."""
        katas = self.verdict.katas
        return self._command(again(self.verdict, katas[0].kata if len(katas) == 1 else None))

    def hint(self, kata: str, check: str) -> str:
        """Return the command that gives hints about a check."""
        return self._command(["nox", "-s", "hint", "--", kata, check])

    def _command(self, words: list[str]) -> str:
        return self.tell(quoted(words), MAX_PATH)
