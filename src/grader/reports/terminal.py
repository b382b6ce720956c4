"""The terminal report: for the learner, who should see in five seconds what happened and what to do next.

Each kata has a heading and a line for each of its checks. Below them all stands the one failure that is in focus, told
whole and with a picture, for the end is what a small window still shows; then the summary, with the next step. With
`look.everything` each failure is told whole. Words mark every status: colour only repeats them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rich.cells import cell_len
from rich.text import Text

from grader.attempt import Source
from grader.language import ENGLISH
from grader.reports import Look
from grader.reports.focus import write_finding, write_focus
from grader.reports.paper import MAX_CHARS, MAX_LINES, Paper, console_of
from grader.reports.progress import CAUSES, Focus, again, failures, focus_of, next_kata, score, step
from grader.reports.symbols import is_rich
from grader.verdict import CheckResult, KataVerdict, Verdict
from grader.words import Message, say

__all__ = ["CAUSES", "MAX_CHARS", "MAX_LINES", "render"]

_STATUS = {
    "passed": (say("PASSED"), "bold green"),
    "failed": (say("FAILED"), "bold red"),
    "todo": (say("TO DO"), "bold cyan"),
    "missing": (say("MISSING"), "bold cyan"),
    "broken": (say("BROKEN"), "bold red"),
    "unjudged": (say("UNJUDGED"), "bold magenta"),
}
_MARK = {
    "passed": (say("ok"), "green"),
    "failed": (say("FAIL"), "bold red"),
    "blocked": (say("blocked"), "dim"),
    "unjudged": (say("unjudged"), "magenta"),
}
_BAR = {"passed": ("■", "#"), "failed": ("x", "x"), "blocked": ("·", "."), "unjudged": ("?", "?")}
_ROOM_FOR_BAR = 70  # columns; a narrower terminal does without
_INDENT, _INNER = 2, 6


def render(verdict: Verdict, look: Look) -> str:
    """Return the report, `look.width` columns wide; only a command that is to be copied may be longer."""
    look = readable(look)
    page = _Page(verdict, look, Paper(look, console_of(look)))
    for kata in verdict.katas:
        page.kata(kata)
    page.focus()
    page.summary()
    return page.paper.text()


def readable(look: Look) -> Look:
    """Return the look in English where the terminal can't say the language: nobody reads escapes."""
    try:
        look.language(_STATUS["passed"][0]).encode(look.encoding)
    except UnicodeEncodeError:
        return replace(look, language=ENGLISH)
    return look


@dataclass(frozen=True, slots=True)
class _Page:
    verdict: Verdict
    look: Look
    paper: Paper

    # -- A kata and its checks --

    def kata(self, kata: KataVerdict) -> None:
        word, style = _STATUS[kata.status]
        name = Text(self.paper.words(kata.kata), "bold")
        self.paper.line(Text.assemble(name, "  ", self.paper.say(word, style), "  ", self.paper.say(score(kata))))
        if kata.cause:
            cause = say("{cause}: {what}", cause=kata.cause, what=CAUSES[kata.cause])
            self.paper.detail(_INNER, "ended", self.paper.say(cause))
        if kata.real:
            self.paper.detail(_INNER, "real", self.paper.say(_MARK[kata.real.status][0]))
            if kata.real.finding:
                write_finding(self.paper, kata.real.finding, self._path(kata.kata), self._source(kata), _INNER)
        self._checks(kata)
        self.paper.blank()

    def _checks(self, kata: KataVerdict) -> None:
        marks = max(8, *(cell_len(self.paper.words(word)) for word, _ in _MARK.values()))
        width = max((cell_len(self.paper.words(check.id)) for check in kata.checks), default=0)
        bonus_begun = False
        for check in kata.checks:
            if check.bonus and not bonus_begun:
                self.paper.row(_INDENT, [], self.paper.say(say("bonus: extra points, never needed to pass"), "dim"))
                bonus_begun = True
            word, style = _MARK[check.status]
            mark = self.paper.say(word, "yellow" if check.bonus and check.status == "failed" else style)
            cells = [(mark, marks), (self.paper.say(check.id), width)]
            style = "dim" if check.status == "blocked" else ""
            if self.look.everything:
                self.paper.row(_INDENT, cells, self.paper.say(self._told(check), style))
            else:
                self.paper.one_line(_INDENT, cells, self._told(check), style)

    def _told(self, check: CheckResult) -> Message:
        """Return a check's promise; with what was seen or needed before it, where there is no room for more."""
        sentence = " ".join(self.look.language(check.sentence).split())
        if check.status != "blocked":
            return say("{sentence}", sentence=sentence)
        if check.blocked_by:
            return say("[needs {check}] {sentence}", check=check.blocked_by, sentence=sentence)
        if check.finding:
            return say("[{reason}] {sentence}", reason=check.finding.seen, sentence=sentence)
        return say("{sentence}", sentence=sentence)

    # -- The failure in focus --

    def focus(self) -> None:
        for focus in self._focuses():
            kata = focus.kata
            write_focus(self.paper, focus, self._path(kata.kata), self._source(kata))
            if focus.check:
                self.paper.command(_INDENT, "hints", ["nox", "-s", "hint", "--", kata.kata, focus.check.id])
            self.paper.command(_INDENT, "again", again(self.verdict, kata.kata))
            self.paper.blank()

    def _focuses(self) -> Iterator[Focus]:
        if self.look.everything:
            for kata in self.verdict.katas:
                yield from failures(kata)
        elif focus := focus_of(self.verdict):
            yield focus

    # -- The end --

    def summary(self) -> None:
        katas = self.verdict.katas
        done = sum(kata.status == "passed" for kata in katas)
        run = say(
            "seed {seed}, Python {python}, {seconds:.2f} s",
            seed=self.verdict.seed,
            python=self.verdict.python,
            seconds=self.verdict.seconds,
        )
        heading = self.paper.say(say("Summary: {done} of {count} done", done=done, count=len(katas)), "bold")
        self.paper.line(Text.assemble(heading, "  ", self.paper.say(run, "dim")))
        width = max((cell_len(self.paper.words(kata.kata)) for kata in katas), default=0)
        words = max(8, *(cell_len(self.paper.words(word)) for word, _ in _STATUS.values()))
        for kata in katas:
            word, style = _STATUS[kata.status]
            cells = [(Text(self.paper.words(kata.kata)), width), (self.paper.say(word, style), words)]
            self.paper.row(
                _INDENT, cells, Text.assemble(self.paper.say(score(kata)), *self._bar(kata), *self._cause(kata))
            )
        if len(katas) != 1 or not list(self._focuses()):
            self.paper.command(_INDENT, "again", again(self.verdict, katas[0].kata if len(katas) == 1 else None))
        untold = sum(1 for kata in katas for _ in failures(kata)) - len(list(self._focuses()))
        if untold:
            self.paper.detail(
                _INDENT, "more", self.paper.say(say("failures that aren't shown: {count} (--all)", count=untold))
            )
        following = next_kata(self.verdict)
        advice = step(self.verdict, self._path(following.kata) if following is not None else "")
        self.paper.detail(_INDENT, "next", self.paper.say(advice, "bold"))

    def _bar(self, kata: KataVerdict) -> Iterator[str]:
        """Yield one symbol for each required check, in the order of the contract."""
        required = [check for check in kata.checks if not check.bonus]
        if required and self.look.width >= _ROOM_FOR_BAR and not self.look.plain:
            poor = not is_rich(self.look)
            yield f"  [{''.join(_BAR[check.status][poor] for check in required)}]"

    def _cause(self, kata: KataVerdict) -> Iterator[Text]:
        """Yield the check that names the real cause."""
        if kata.first_failed is not None and not kata.first_failed.bonus:
            yield Text("  ").append_text(self.paper.say(say("first: {check}", check=kata.first_failed.id)))

    # -- Files and commands --

    def _source(self, kata: KataVerdict) -> Source | None:
        return self.look.sources.get(kata.kata)

    def _path(self, kata: str) -> str:
        return self.look.path(self.verdict.attempt, kata)
