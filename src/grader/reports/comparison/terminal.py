"""A comparison for the terminal: a table of the scenarios of each kata, the first that differs in full, the summary.

What is told whole stands at the end, as in the report of a check: there a small window still shows it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from grader.comparing.behaviour import Difference, Side
from grader.comparing.comparison import Compared, Comparison, KataComparison, Obstacle
from grader.reports import Look
from grader.reports.captions import Captions
from grader.reports.cells import squeezed
from grader.reports.comparison.words import (
    ALIKE,
    LIKENESS,
    OBSTACLES,
    UNJUDGED,
    UNTOLD,
    about_unjudged,
    captions_of,
    command,
    heading_of,
    kind_of,
    listed,
    open_differences,
    place_of,
    score_of,
    told_in_short,
    verdict_on,
)
from grader.reports.drawing import picture
from grader.reports.focus import write_finding
from grader.reports.paper import Paper, console_of
from grader.reports.screens import screens
from grader.reports.sentences import sentences
from grader.reports.terminal import readable
from grader.words import Message, say, seconds

STYLES = {
    "same": "green",
    "fine": "green",
    "differs": "bold red",
    "unjudged": "magenta",
    "todo": "bold cyan",
    "unplayed": "magenta",
}
INDENT, INNER = 2, 4


def render(comparison: Comparison, look: Look) -> str:
    """Return the report, `look.width` columns wide; only a command that is to be copied may be longer."""
    look = readable(look)
    page = _Page(comparison, captions_of(comparison), look, Paper(look, console_of(look)))
    for kata in comparison.katas:
        page.table(kata)
    for kata in comparison.katas:
        page.details(kata)
    page.summary()
    return page.paper.text()


@dataclass(frozen=True, slots=True)
class _Page:
    comparison: Comparison
    captions: Captions
    look: Look
    paper: Paper

    def say(self, text: str, style: str = "") -> Text:
        return self.paper.say(text, style)

    # -- A kata and its scenarios --

    def table(self, kata: KataComparison) -> None:
        self._head(Text(self.paper.words(kata.kata), "bold"), verdict_on(kata), score_of(kata))
        for obstacle in kata.obstacles:
            if obstacle.finding:
                self._obstacle(kata, obstacle)
        words = max((cell_len(self.paper.words(word)) for word in LIKENESS.values()), default=0)
        rows = list(_gathered(kata.scenarios))
        longest = max((cell_len(self.paper.words(each.name)) for each in rows), default=0)
        width = min(longest, self.look.width * 3 // 8)
        for each in rows:
            mark = self.say(LIKENESS[each.likeness], STYLES[each.likeness])
            cells = [(mark, words), (Text(squeezed(self.paper.words(each.name), width, self.look)), width)]
            style = "" if each.likeness == "differs" else "dim"
            if self.look.everything:
                self.paper.row(INDENT, cells, self.say(self._short(each), style))
            else:
                self.paper.one_line(INDENT, cells, self._short(each), style)
        self.paper.blank()

    def _short(self, compared: Compared) -> Message:
        told = told_in_short(compared, self.captions)
        if compared.likeness != "differs" or compared.at is None:
            return told
        return say("{time}, {what}", time=seconds(compared.at), what=told)

    def _head(self, name: Text, word: Message, rest: Message) -> None:
        styles = {ALIKE: "bold green", LIKENESS["differs"]: "bold red", UNJUDGED: "bold magenta"}
        style = styles.get(word, "bold cyan")
        self.paper.line(Text.assemble(name, "  ", self.say(word, style), "  ", self.say(rest)))

    def _obstacle(self, kata: KataComparison, obstacle: Obstacle) -> None:
        assert obstacle.finding  # noqa: S101 (for the type checker)
        if kata.scenarios or obstacle != kata.obstacles[0]:  # else the heading has said that
            self.paper.row(INDENT, [], self.say(OBSTACLES[obstacle.who, obstacle.status], "bold"))
        mine = obstacle.who == "mine"
        source = self.look.sources.get(kata.kata) if mine else None
        write_finding(self.paper, obstacle.finding, self._path(kata, mine=mine), source, INNER)

    # -- What differs, in full --

    def details(self, kata: KataComparison) -> None:
        """Write the first scenario that differs in full; all of them, where everything is wanted."""
        if self.look.everything:
            told = [each for each in kata.scenarios if each.differences]
        else:
            told = [kata.first] if kata.first else []
        for compared in told:
            word, style = LIKENESS[compared.likeness], STYLES[compared.likeness]
            head = Text.assemble((self.paper.words(word), style), "  ", self.say(f"{kata.kata}: {compared.name}"))
            if compared.mattering:
                head.append("  ").append_text(self.say(place_of(compared)))
            self.paper.line(head)
            self._drawn(compared)
            for each in compared.mattering:
                self._difference(kata, each)
            self._open(kata, compared)
            self.paper.blank()

    def _drawn(self, compared: Compared) -> None:
        scene = compared.scene
        if scene is None:
            return
        if self.look.plain:
            for sentence in sentences(scene):
                self.paper.row(INDENT, [], self.say(sentence))
            return
        self.paper.row(INDENT, [], self.say(scene.title, "dim"))
        if not compared.mattering:
            return  # Nothing in the picture would tell where to look.
        for line in [*picture(scene, self.look), *screens(scene, self.look)]:
            self.paper.line(line)
        self.paper.blank()

    def _difference(self, kata: KataComparison, difference: Difference) -> None:
        head = Text.assemble(self.say(kind_of(difference), "bold"), *self._when(difference))
        if difference.promise:
            head.append("  ").append_text(self.say(difference.promise, "dim"))
        self.paper.row(INDENT, [], head)
        sides = [(self.captions.mine, difference.mine, True), (self.captions.theirs, difference.theirs, False)]
        width = max(cell_len(self.paper.words(who)) for who, _, _ in sides)
        for who, side, mine in sides:
            told = Text("\n").join(
                [self.say(side.said, "red" if side.broke else ""), *self._where(kata, side, mine=mine)]
            )
            self.paper.row(INNER, [(self.say(who, "dim"), width)], told)

    def _when(self, difference: Difference) -> Iterator[str | Text]:
        if difference.call:
            yield "  "
            yield self.say(say("in call {number}", number=difference.call + 1), "dim")
        if difference.at is not None:
            yield "  "
            yield self.say(say("at {time}", time=seconds(difference.at)), "dim")

    def _where(self, kata: KataComparison, side: Side, *, mine: bool) -> Iterator[Text]:
        """Yield the place in the source, and what stands there, as far as that is known."""
        if side.line is None or (not mine and self.comparison.other is None):
            return  # Of the solution it is enough to see what it does.
        yield self.say(f"{self._path(kata, mine=mine)}:{side.line}", "cyan")
        source = self.look.sources.get(kata.kata) if mine else None
        code = source and source.line(side.line)
        if code and code.strip():
            yield self.say(code.expandtabs(4).strip())

    def _open(self, kata: KataComparison, compared: Compared) -> None:
        """Write what nobody can tell, and what differs and needn't be the same: in a line or two, or each by itself."""
        if self.look.everything:
            if compared.unjudged:
                self.paper.row(INDENT, [], self.say(UNTOLD, "dim"))
            for each in (*compared.unjudged, *compared.open):
                self._difference(kata, each)
            return
        if compared.unjudged:
            label = self.say(UNTOLD, "dim")
            kinds = listed([kind_of(each) for each in compared.unjudged])
            self.paper.row(INDENT, [], Text.assemble(label, " ", self.say(kinds)))
        fine = list(open_differences(compared))
        if fine:
            label = self.say(say("also different, but fine:"), "dim")
            self.paper.row(INDENT, [], Text.assemble(label, " ", Text("; ").join(self.say(each) for each in fine)))

    # -- The end --

    def summary(self) -> None:
        comparison = self.comparison
        run = say("seed {seed}, Python {python}", seed=comparison.seed, python=comparison.python)
        heading = self.say(heading_of(comparison), "bold")
        self.paper.line(Text.assemble(heading, "  ", self.say(run, "dim")))
        width = max((cell_len(self.paper.words(kata.kata)) for kata in comparison.katas), default=0)
        words = max((cell_len(self.paper.words(verdict_on(kata))) for kata in comparison.katas), default=0)
        for kata in comparison.katas:
            word = verdict_on(kata)
            style = {ALIKE: "bold green", UNJUDGED: "bold magenta"}.get(word, "bold red")
            cells = [(Text(self.paper.words(kata.kata)), width), (self.say(word, style), words)]
            self.paper.row(INDENT, cells, self.say(score_of(kata)))
        against = say(
            "{mine} against {theirs}", mine=comparison.attempt, theirs=comparison.other or self.captions.theirs
        )
        self.paper.detail(INDENT, "played", self.say(against))
        if why := about_unjudged(comparison):
            self.paper.detail(INDENT, "why", self.say(why))
        self.paper.command(INDENT, "again", command(comparison))
        untold = sum(each.likeness == "differs" for kata in comparison.katas for each in kata.scenarios)
        untold -= sum(kata.first is not None for kata in comparison.katas)
        if untold and not self.look.everything:
            more = say("scenarios that differ and aren't shown in full: {count} (--all)", count=untold)
            self.paper.detail(INDENT, "more", self.say(more))

    def _path(self, kata: KataComparison, *, mine: bool) -> str:
        if mine:
            return self.look.path(self.comparison.attempt, kata.kata)
        label = self.comparison.other or "solutions"
        return label if label.endswith(".py") else f"{label.rstrip('/')}/{kata.kata}.py"


def _gathered(scenarios: Sequence[Compared]) -> Iterator[Compared]:
    """Yield the scenarios, but those in a row of which there is nothing to tell as one."""
    for likeness, row in groupby(scenarios, key=lambda each: each.likeness):
        alike = list(row)
        if likeness in ("todo", "unplayed") and len(alike) > 1:
            yield Compared(say("scenarios: {count}", count=len(alike)), likeness)
        else:
            yield from alike
