"""The class in GitHub's Markdown, for the summary of a workflow's step: figures, whom to look at, a table of all.

Whatever somebody else wrote stands in code, where nothing is a link, an image, a mention, or HTML; all else is words of
ours. Printed to the log of a workflow, no line is a command to its runner. What doesn't fit into a summary is left out
at the end, and it is said so.
"""

from collections.abc import Iterable, Iterator

from grader.classroom.records import Gradebook, Mark, Row
from grader.reports import Look, flat
from grader.reports.book.figures import Figures, by_hand, counted, ends_of, figures_of
from grader.reports.book.words import LABELS, terms
from grader.reports.markdown import code, fitted, plain
from grader.reports.page.words import STATUSES
from grader.reports.workflow import harmless
from grader.words import say

MAX_NAME, MAX_TEXT = 120, 200


def render(book: Gradebook, look: Look) -> str:
    """Return the summary, in the reader's language."""
    return fitted([harmless(part) for part in _Page(book, look).parts()], look)


class _Page:
    """A gradebook, and how it is to look."""

    def __init__(self, book: Gradebook, look: Look) -> None:
        self.book, self.look = book, look

    def parts(self) -> Iterator[str]:
        book = self.book
        counts = counted(book)
        heading = say("{passed} of {count} learners passed", passed=counts["passed"], count=len(book.rows))
        yield f"## {self.said(heading)}\n"
        if book.course.title:
            yield f"{quoted(book.course.title, MAX_NAME)}\n"
        yield f"{self.said(terms(book.course.rule, book.course.percent))}\n"
        yield "".join(f"- {self.label(name)}: {number}\n" for name, number in counts.items())
        yield from self.hand()
        for kata in book.katas:
            yield from self.kata(figures_of(book, kata))
        yield from self.ends()
        if book.rows:
            yield from self.learners()

    def hand(self) -> Iterator[str]:
        found = list(by_hand(self.book))
        if found:
            yield f"### {self.label('by_hand')}\n"
            yield "\n".join(
                f"- {quoted(each.row.learner, MAX_NAME)}: "
                + ", ".join(quoted(self.look.language(reason), MAX_TEXT) for reason in each.reasons)
                for each in found
            )
            yield ""

    def kata(self, figures: Figures) -> Iterator[str]:
        yield f"### {code(figures.kata)}\n"
        yield "".join(f"- {self.said(STATUSES[group.what])}: {len(group.rows)}\n" for group in figures.statuses)
        if figures.checks:
            titles = ("check", "passed", "check_failed", "blocked", "unjudged")
            yield self.table(
                [self.label(title) for title in titles],
                [
                    [
                        f"{code(tally.check)} {self.label('bonus')}" if tally.bonus else code(tally.check),
                        *map(str, (tally.passed, tally.failed, tally.blocked, tally.unjudged)),
                    ]
                    for tally in figures.checks
                ],
            )
        if figures.firsts:
            yield f"{self.label('firsts')}\n"
            yield "".join(f"- {self.named(group.what)}: {len(group.rows)}\n" for group in figures.firsts)

    def named(self, what: str) -> str:
        """Return a check's id as code, and a status in words."""
        return self.said(STATUSES[what]) if what in STATUSES else code(what)

    def ends(self) -> Iterator[str]:
        found = ends_of(self.book)
        if found:
            yield f"### {self.label('ends')}\n"
            yield "".join(f"- {code(group.what)}: {len(group.rows)}\n" for group in found)

    def learners(self) -> Iterator[str]:
        """Yield the heading of the table, then a line for each row of it, so that it can end after any."""
        yield f"### {self.label('learners')}\n"
        titles = [self.label(title) for title in ("learner", "result", "points")]
        rows = [[*titles, *map(code, self.book.katas)], ["---"] * (len(titles) + len(self.book.katas))]
        yield "\n".join(map(_line, rows))
        yield from (_line(self.row(row)) for row in self.book.rows)

    def row(self, row: Row) -> list[str]:
        marks = {mark.kata: mark for mark in row.marks}
        points = self.said(say("{points} of {most}", points=row.points, most=row.max_points))
        cells = [self.mark(marks.get(kata)) for kata in self.book.katas]
        return [quoted(row.learner, MAX_NAME), self.label(row.outcome), points, *cells]

    def mark(self, mark: Mark | None) -> str:
        if mark is None:
            return ""
        told = [self.said(STATUSES[mark.status]), *(code(what) for what in (mark.first, mark.cause) if what)]
        return " ".join(told)

    def table(self, titles: list[str], rows: Iterable[list[str]]) -> str:
        return "\n".join(map(_line, [titles, ["---"] * len(titles), *rows])) + "\n"

    def label(self, name: str) -> str:
        return self.said(LABELS[name])

    def said(self, text: str) -> str:
        return plain(text, self.look)


def quoted(text: str, limit: int) -> str:
    """Return what somebody else wrote as code, on one line, of bounded length."""
    shown = flat(text)
    return code(shown if len(shown) <= limit else f"{shown[: limit - 1]}…")


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
