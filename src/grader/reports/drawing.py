"""The picture of a scene for a terminal: a lane per thread, task or loop, and one for the screen, on a time axis.

The attempt stands above the reference, to one scale. Below them stands what the symbols mean that were needed, and
which stretches of time were left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from grader.reports import Look
from grader.reports.axis import axis_of
from grader.reports.captions import CAPTIONS, Captions
from grader.reports.cells import cut, filled, squeezed, told, wrapped
from grader.reports.screens import is_written
from grader.reports.symbols import ALIVE, CUT, HERE, LEFT, POINTS, STATES, is_rich
from grader.reports.tracks import Tracks
from grader.run import Lane, Run, Scene
from grader.words import say, seconds

INDENT = "  "
NARROW = 60  # columns; a narrower terminal gets shorter names
LONGEST_NAME, SHORT_NAME = 16, 13
MOST_LANES = 6
SCREEN = say("on screen")


def picture(scene: Scene, look: Look, who: str | None = None) -> list[Text]:
    """Return the lines of the picture, none wider than `look.width`; ``who`` broke the promise."""
    names = _names_width(scene, look)
    axis = axis_of(scene, look.width - len(INDENT) - names - 1)
    if axis.cuts and names > SHORT_NAME:
        # Rather a shorter name than a hole in time.
        whole = axis_of(scene, look.width - len(INDENT) - SHORT_NAME - 1)
        names, axis = (names, axis) if whole.cuts else (SHORT_NAME, whole)
    return _Picture(scene, look, who, names, Tracks(axis, look)).lines()


def _names_width(scene: Scene, look: Look) -> int:
    """Return how many columns the names of the lanes get: what the longest takes, within limits."""
    limit = LONGEST_NAME if look.width >= NARROW else SHORT_NAME
    runs = [run for run in (scene.attempt, scene.reference) if run]
    names = [lane.name for run in runs for lane in run.lanes] + [SCREEN]
    captions = CAPTIONS[scene.against]
    heads = [captions.mine, captions.theirs]
    widths = [cell_len(told(name, look)) for name in names]
    widths += [cell_len(told(head, look)) - len(INDENT) for head in heads]
    return min(max(widths), limit)


@dataclass(frozen=True, slots=True)
class _Picture:
    scene: Scene
    look: Look
    who: str | None
    names: int
    tracks: Tracks

    def lines(self) -> list[Text]:
        lines = [self._line(self._captions.mine, self.tracks.times(), "bold", "")]
        if self.scene.at is not None:
            lines.append(self._here(self.scene.at))
        lines += self._run(self.scene.attempt)
        if self.scene.reference:
            lines.append(self._line(self._captions.theirs, Text(), "bold", ""))
            lines += self._run(self.scene.reference)
        lines += [*self._legend(), *self._remarks()]
        for line in lines:
            line.rstrip()
        return lines

    @property
    def _captions(self) -> Captions:
        return CAPTIONS[self.scene.against]

    def _run(self, run: Run) -> Iterator[Text]:
        kept = _kept(run.lanes, self.who)
        for lane in kept:
            name = self._short(lane.name, run)
            yield self._line(name, self.tracks.lane(lane, run), "bold" if lane.name == self.who else "")
        if len(kept) < len(run.lanes):
            left = say("lanes that are not shown: {count}", count=len(run.lanes) - len(kept))
            yield Text(INDENT + cut(self._say(left), self.look.width - len(INDENT), self.look), "dim")
        if run.film and is_written(self.scene):
            yield self._line(SCREEN, self.tracks.screen(run.film))

    def _short(self, name: str, run: Run) -> str:
        """Return a lane's name; if that is too long, what it runs, unless another lane runs the same."""
        runs = re.fullmatch(r".+ (\(.+\))", name)
        if runs is None or cell_len(self._say(name)) <= self.names:
            return name
        alone = sum(lane.name.endswith(runs[1]) for lane in run.lanes) == 1
        return runs[1][1:-1] if alone else name

    def _line(self, name: str, row: Text, style: str = "", indent: str = INDENT) -> Text:
        width = self.names + len(INDENT) - len(indent)
        label = filled(squeezed(self._say(name), width, self.look), width)
        return Text.assemble(indent, (label, style), " ", row)

    def _here(self, at: int) -> Text:
        """Return the row of the mark above the lanes; its words stand where there is more room for them."""
        column = self.tracks.axis.column(at) or 0
        mark = HERE.letter(rich=is_rich(self.look))
        right, left = self.tracks.axis.width - column - 2, column - 1
        said = next((said for said in self._where(at) if cell_len(said) <= max(right, left)), "")
        if cell_len(said) <= right:
            row = f"{' ' * column}{mark} {said}"
        else:
            row = f"{' ' * (left - cell_len(said))}{said} {mark}"
        return Text(f"{INDENT}{' ' * self.names} {row}", HERE.style)

    def _where(self, at: int) -> Iterator[str]:
        """Yield what may be said at the mark, the longest first."""
        time = seconds(at)
        here = self._captions.here
        if self.who:
            yield self._say(say("{time}, {who}: {here}", time=time, who=self.who, here=here))
        yield self._say(say("{time}: {here}", time=time, here=here))
        yield self._say(say("{time}", time=time))

    def _legend(self) -> list[Text]:
        lines = [Text(INDENT)]
        for symbol in (*STATES.values(), ALIVE, *POINTS.values(), LEFT):
            if symbol.meaning not in self.tracks.used:
                continue
            meaning = cut(self._say(symbol.meaning), self.look.width - 6, self.look)
            if lines[-1].cell_len + cell_len(meaning) + 4 > self.look.width:
                lines.append(Text(INDENT))
            gap = "  " if lines[-1].cell_len > len(INDENT) else ""
            letter = symbol.letter(rich=is_rich(self.look))
            lines[-1].append(gap).append(letter, symbol.style).append(f" {meaning}", "dim")
        return [line for line in lines if line.cell_len > len(INDENT)]

    def _remarks(self) -> Iterator[Text]:
        pieces = ((self._say(seconds(begin)), self._say(seconds(end))) for begin, end in self.tracks.axis.cuts)
        cuts = ", ".join(f"{begin} - {end}" for begin, end in pieces)
        mark = CUT.letter(rich=is_rich(self.look))
        remarks = [say("{cut} {what}: {cuts}", cut=mark, what=CUT.meaning, cuts=cuts)] if cuts else []
        if self.scene.attempt.cut:
            remarks.append(say("More happened than a picture can hold: what came late is left out."))
        for remark in remarks:
            for line in wrapped(self._say(remark), self.look.width - len(INDENT)):
                yield Text(INDENT + line, "dim")

    def _say(self, text: str) -> str:
        return told(text, self.look)


def _kept(lanes: Sequence[Lane], who: str | None) -> list[Lane]:
    """Return the lanes to draw, in their order: where there are too many, those in which most happened."""
    ranked = sorted(lanes, key=lambda lane: (lane.name != who, -len(lane.spans) - len(lane.points)))
    chosen = {id(lane) for lane in ranked[:MOST_LANES]}
    return [lane for lane in lanes if id(lane) in chosen]
