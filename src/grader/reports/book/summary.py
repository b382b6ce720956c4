"""A gradebook as the summary page shows it: everything said, made visible where it is somebody's, of bounded size."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from urllib.parse import quote

from grader.classroom.records import Gradebook, Mark, Row
from grader.reports import Look, flat
from grader.reports.book import PAGES
from grader.reports.book.figures import Figures, Group, Tally, by_hand, counted, ends_of, figures_of
from grader.reports.book.words import terms
from grader.reports.page.texts import Teller
from grader.reports.page.words import STATUSES
from grader.reports.progress import CAUSES
from grader.words import Message, say

MAX_NAME, MAX_TEXT, MAX_NOTES = 120, 200, 3
MAX_SHORT = 40
"""Characters of a name in a list of many."""
FOLDED = 12
"""From how many on names are folded away."""
_CAUSES: Mapping[str, Message] = {str(cause): word for cause, word in CAUSES.items()}
_PARTS = ("passed", "failed", "blocked", "unjudged")


@dataclass(frozen=True, slots=True)
class Link:
    """A learner, and where their page is: nowhere if there is none."""

    name: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a bar, in percent of its width."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Check:
    """A check, its bar, and the numbers in it."""

    name: str
    sentence: str
    bonus: bool
    bars: tuple[Bar, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Learners who have one thing in common; ``what`` is a check's id or a word, ``about`` says more of it."""

    what: str
    about: str
    links: tuple[Link, ...]
    folded: bool


@dataclass(frozen=True, slots=True)
class Kata:
    """How the class did in a kata."""

    name: str
    anchor: str
    statuses: tuple[tuple[str, str, int], ...]
    checks: tuple[Check, ...]
    firsts: tuple[Names, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one learner's attempt at one kata came to."""

    status: str
    word: str
    score: str
    points: int
    first: str
    cause: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table; ``notes`` are the problem and the remarks."""

    link: Link
    result: str
    points: int
    score: str
    cells: tuple[Cell, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole page; ``folded``: whether those to be looked at by hand are folded away."""

    language: str
    title: str
    heading: str
    terms: str
    seed: str
    python: str
    counts: tuple[tuple[str, int], ...]
    bars: tuple[Bar, ...]
    by_hand: tuple[tuple[Link, tuple[str, ...]], ...]
    folded: bool
    katas: tuple[Kata, ...]
    ends: tuple[Names, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Maker:
    """What the parts are made with."""

    book: Gradebook
    tell: Teller

    def link(self, row: Row, limit: int = MAX_SHORT) -> Link:
        """Return a learner's name as it can be read; one that can't be seen is shown by the name of its file."""
        name = row.learner if row.learner.strip() else row.slug
        # Half a surrogate pair can stand in a file's name; a browser would ask for another file, but for no other page.
        path = quote(f"{row.slug}.html", safe="", errors="replace")
        return Link(self.one_line(name, limit), None if row.problem is not None else f"{PAGES}/{path}")

    def one_line(self, text: str, limit: int = MAX_TEXT) -> str:
        """Return a text on one line, of bounded length."""
        told = flat(self.tell.language(text))
        return told if len(told) <= limit else f"{told[: limit - 1]}…"

    def kata(self, figures: Figures, number: int) -> Kata:
        """Return how the class did in a kata."""
        statuses = [(group.what, self.tell(STATUSES[group.what]), len(group.rows)) for group in figures.statuses]
        checks = tuple(map(self.check, figures.checks))
        firsts = tuple(self.first(figures.kata, group) for group in figures.firsts)
        return Kata(figures.kata, f"k{number}", tuple(statuses), checks, firsts)

    def check(self, tally: Tally) -> Check:
        """Return what a check came to."""
        numbers = tuple(int(getattr(tally, part)) for part in _PARTS)
        bars = tuple(_bars(zip(_PARTS, numbers, strict=True)))
        return Check(tally.check, self.one_line(tally.sentence), tally.bonus, bars, numbers)

    def first(self, kata: str, group: Group) -> Names:
        """Return whom a check, or a status, keeps from passing."""
        sentence = self.book.sentences.get(kata, {}).get(group.what)
        if sentence is None:
            return self.names(self.tell(STATUSES[group.what]) if group.what in STATUSES else group.what, "", group)
        return self.names(group.what, self.one_line(sentence), group)

    def names(self, what: str, about: str, group: Group) -> Names:
        """Return a group with its names."""
        return Names(what, about, tuple(map(self.link, group.rows)), len(group.rows) > FOLDED)

    def line(self, row: Row) -> Line:
        """Return a row of the table."""
        score = self.score(row.points, row.max_points, row.bonus_points)
        notes = [*([row.problem] if row.problem is not None else []), *row.remarks]
        cells = tuple(map(self.cell, row.marks))
        shown = tuple(map(self.one_line, notes[:MAX_NOTES]))
        return Line(self.link(row, MAX_NAME), row.outcome, row.points, score, cells, shown)

    def cell(self, mark: Mark) -> Cell:
        """Return what is told of a mark."""
        points = mark.points + (mark.bonus_points if self.book.course.bonus else 0)
        score = self.score(points, mark.max_points, mark.bonus_points)
        return Cell(mark.status, self.tell(STATUSES[mark.status]), score, points, mark.first or "", mark.cause or "")

    def score(self, points: int, most: int, bonus: int) -> str:
        """Return points in words, and how many of them are a bonus, if the course counts that."""
        if bonus and self.book.course.bonus:
            return self.tell(say("{points} of {most} ({bonus} bonus)", points=points, most=most, bonus=bonus))
        return self.tell(say("{points} of {most}", points=points, most=most))


def summary_of(book: Gradebook, look: Look) -> Summary:
    """Return the page that shows a class."""
    tell = Teller(look.language)
    make = _Maker(book, tell)
    counts = counted(book)
    hand = tuple((make.link(each.row), tuple(map(make.one_line, each.reasons))) for each in by_hand(book))
    return Summary(
        look.language.code,
        make.one_line(book.course.title, MAX_NAME),
        tell(say("{passed} of {count} learners passed", passed=counts["passed"], count=len(book.rows))),
        tell(terms(book.course.rule, book.course.percent)),
        str(book.seed),
        book.python,
        tuple(counts.items()),
        tuple(_bars(counts.items())),
        hand,
        len(hand) > FOLDED,
        tuple(make.kata(figures_of(book, kata), number) for number, kata in enumerate(book.katas)),
        tuple(make.names(group.what, tell(_CAUSES[group.what]), group) for group in ends_of(book)),
        tuple(map(make.line, book.rows)),
    )


def _bars(parts: Iterable[tuple[str, int]]) -> Iterator[Bar]:
    """Yield the parts of a bar that are seen, side by side over its whole width."""
    kinds, numbers = zip(*parts, strict=True)
    most = max(1, sum(numbers))
    for kind, number, end in zip(kinds, numbers, accumulate(numbers), strict=True):
        if number:
            yield Bar(kind, round(100 * (end - number) / most, 3), round(100 * number / most, 3))
