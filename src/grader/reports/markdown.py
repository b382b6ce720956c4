"""The report in GitHub's Markdown, for the summary of a workflow's step or a comment.

A table of the katas; then of each that isn't passed the first cause in full, with the picture as text. Whatever may
quote the attempt stands in a fenced block, which is closed by a line that no text in it can have: there nothing is a
link, an image, a mention, a reference to an issue, or HTML. Outside of the blocks are only words of ours and names.
Printed to the log of a workflow, no line is a command to its runner.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from grader.course import Course
from grader.reports import Look, flat
from grader.reports.focus import write_finding, write_focus
from grader.reports.page.words import STATUSES
from grader.reports.paper import Paper, console_of
from grader.reports.progress import CAUSES, again, failures, next_kata, score, step
from grader.reports.workflow import harmless
from grader.verdict import CheckResult, KataVerdict, Verdict
from grader.words import Message, say

MAX_BYTES = 1024 * 1024  # GitHub shows nothing of a longer summary
WIDTH = 100  # columns of a block
_MEANS_SOMETHING = re.compile(r"([\\`*_\[\]<>|#~&$@!])")


def render(verdict: Verdict, look: Look) -> str:
    """Return the report, in the reader's language; where it would be too long, it ends early and says so."""
    page = _Page(verdict, replace(look, width=WIDTH, colour=False, poor=False))
    return fitted([harmless(part) for part in (page.table(), *page.sections(), page.end())], page.look)


def fitted(parts: list[str], look: Look, most: int = MAX_BYTES) -> str:
    """Return as many of the parts as there is room for; they are paragraphs of their own."""
    note = plain(say("(cut short: there is more than fits into a summary)"), look) + "\n"
    room = most - len(note.encode()) - 1
    for number, part in enumerate(parts):
        room -= len(part.encode()) + 1
        if room < 0:
            kept = "\n".join(parts[:number])
            # After an empty line, or it would be one more row of a table.
            return "\n".join([kept, note] if kept.endswith("\n") else [kept, "", note])
    return "\n".join(parts)


def plain(text: str, look: Look) -> str:
    """Return words of ours so that no character in them means anything to Markdown."""
    return _MEANS_SOMETHING.sub(r"\\\1", flat(" ".join(look.language(text).split())))


def code(text: str) -> str:
    """Return a name as code, also in the cell of a table, where no backslash would help against a bar."""
    shown = flat(text).replace("|", "\\x7c")
    ticks = "`" * (longest_run(shown) + 1)
    # Without a blank an own backtick would lengthen the fence; of two blanks at the ends, Markdown takes one each away.
    room = " " if shown.strip("` ") != shown or not shown else ""
    return f"{ticks}{room}{shown}{room}{ticks}"


def block(text: str) -> str:
    """Return a text as a fenced block that it can't get out of."""
    fence = "`" * max(3, longest_run(text) + 1)
    return f"{fence}text\n{text.rstrip()}\n{fence}\n"


def longest_run(text: str) -> int:
    """Return how many backticks stand in a row at most."""
    return max(map(len, re.findall("`+", text)), default=0)


class _Page:
    """A verdict, and how it is to look."""

    def __init__(self, verdict: Verdict, look: Look) -> None:
        self.verdict, self.look = verdict, look

    def table(self) -> str:
        katas = self.verdict.katas
        done = sum(kata.status == "passed" for kata in katas)
        titles = (say("Kata"), say("Result"), say("Points"), say("First cause"))
        rows = [[plain(title, self.look) for title in titles], ["---"] * len(titles), *map(self._row, katas)]
        heading = plain(say("Summary: {done} of {count} done", done=done, count=len(katas)), self.look)
        return "\n".join([f"## {heading}", "", *(f"| {' | '.join(row)} |" for row in rows), ""])

    def _row(self, kata: KataVerdict) -> list[str]:
        # Who grades a file of theirs needn't have the others; who hands one in should.
        course = (self.look.course or Course()) if self.look.learner else None
        cells = [
            code(kata.kata),
            plain(STATUSES[kata.status], self.look),
            plain(score(kata, course, self.look.reasons), self.look),
        ]
        first = kata.first_failed
        return [*cells, code(first.id) if first and not first.bonus and kata.status != "passed" else ""]

    def sections(self) -> Iterator[str]:
        for kata in self.verdict.katas:
            heading = f"### {code(kata.kata)}: {plain(STATUSES[kata.status], self.look)}"
            yield "\n".join([heading, "", *self._lists(kata)])
            told = self._told(kata)
            if told.strip():
                yield block(told)

    def _lists(self, kata: KataVerdict) -> Iterator[str]:
        for status in ("failed", "unjudged", "blocked", "passed"):
            for bonus in (False, True):
                found = [check for check in kata.checks if check.status == status and check.bonus == bonus]
                if found:
                    yield f"- {plain(_listed(status, bonus=bonus), self.look)} {_names(found)}"
        if kata.checks:
            yield ""

    def _told(self, kata: KataVerdict) -> str:
        """Return what is to be told of a kata in full, laid out as on a terminal."""
        paper = Paper(self.look, console_of(self.look))
        path, source = self.look.path(self.verdict.attempt, kata.kata), self.look.sources.get(kata.kata)
        if kata.cause:
            cause = say("{cause}: {what}", cause=kata.cause, what=CAUSES[kata.cause])
            paper.detail(2, "ended", paper.say(cause))
        if kata.real and kata.real.finding:
            paper.detail(2, "real", paper.say(STATUSES[kata.real.status]))
            write_finding(paper, kata.real.finding, path, source)
        told = [] if kata.status == "passed" and not self.look.everything else list(failures(kata))
        for focus in told if self.look.everything else told[:1]:
            write_focus(paper, focus, path, source)
        if not told and kata.finding:
            write_finding(paper, kata.finding, path, source)
        return paper.text()

    def end(self) -> str:
        """Return what to do next, and how to have the same once more."""
        paper = Paper(self.look, console_of(self.look))
        following = next_kata(self.verdict)
        path = self.look.path(self.verdict.attempt, following.kata) if following else ""
        paper.detail(2, "next", paper.say(step(self.verdict, path)))
        paper.command(2, "again", again(self.verdict, None))
        run = say("seed {seed}, Python {python}", seed=self.verdict.seed, python=self.verdict.python)
        paper.detail(2, "played", paper.say(run))
        return block(paper.text())


def _listed(status: str, *, bonus: bool) -> Message:
    word = STATUSES[status]
    return say("bonus, {status}:", status=word) if bonus else say("{status}:", status=word)


def _names(checks: list[CheckResult]) -> str:
    return ", ".join(code(check.id) for check in checks)
