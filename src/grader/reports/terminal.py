"""The terminal report: for the learner, who should see in five seconds what happened and what to do next.

Each kata has a heading and its checks in order, with the details below those that failed. The end, which is what a
small window still shows, sums up and names the next step. Words mark every status: colour only repeats them. The
layout is ASCII, so that a terminal that can say no more gets the same one.
"""

import io
import os
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.attempt import Source
from grader.reports import Look, visible
from grader.verdict import CheckResult, Finding, KataVerdict, Verdict

MAX_CHARS, MAX_LINES = 1500, 20
CAUSES = {
    "deadlock": "every thread or task waits for another one, so that nothing can ever go on",
    "busy": "it keeps the processor busy and never waits",
    "hung": "it waits for something that the grader's clock knows nothing of, and never came back",
    "flooded": "it writes on and on, far more than a spinner has to draw",
    "memory": "it takes more memory than there is for it",
    "exited": "it ends the whole process",
    "crashed": "it made the Python interpreter itself crash",
    "endless": "it still went on when its program time was over",
    "processes": "it starts another process",
    "threads": "it starts more threads than there are for it",
    "tampered": "it meddles with what the grader needs to watch it",
}
_STATUS = {
    "passed": ("PASSED", "bold green"),
    "failed": ("FAILED", "bold red"),
    "todo": ("TO DO", "bold cyan"),
    "missing": ("MISSING", "bold cyan"),
    "broken": ("BROKEN", "bold red"),
    "unjudged": ("UNJUDGED", "bold magenta"),
}
_MARK = {
    "passed": ("ok", "green"),
    "failed": ("FAIL", "bold red"),
    "blocked": ("blocked", "dim"),
    "unjudged": ("unjudged", "magenta"),
}


def render(verdict: Verdict, look: Look) -> str:
    """Return the report, `look.width` columns wide; only a command that is to be copied may be longer."""
    page = _Page(verdict, look.sources, look.encoding, _console(colour=look.colour, width=look.width))
    for kata in verdict.katas:
        page.kata(kata)
    page.summary()
    return page.text()


def _console(*, colour: bool, width: int) -> Console:
    # Everything that rich would otherwise look up in the environment is given, the height for TERM=dumb's sake.
    return Console(
        file=io.StringIO(),
        width=width,
        height=25,
        force_terminal=colour,
        no_color=not colour,
        color_system="standard" if colour else None,
        force_jupyter=False,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )


@dataclass(frozen=True, slots=True)
class _Page:
    verdict: Verdict
    sources: Mapping[str, Source]
    encoding: str
    console: Console = field(repr=False)

    def text(self) -> str:
        file = self.console.file
        assert isinstance(file, io.StringIO)  # noqa: S101 (for the type checker: `_console` made it)
        return "".join(f"{line.rstrip(' ')}\n" for line in file.getvalue().split("\n")[:-1])

    def kata(self, kata: KataVerdict) -> None:
        word, style = _STATUS[kata.status]
        self.console.print(Text.assemble((kata.kata, "bold"), "  ", (word, style), "  ", _score(kata)))
        if kata.cause:
            self._detail("ended by", self._say(f"{kata.cause}: {CAUSES[kata.cause]}"))
        if kata.real:
            self._detail("real run", Text(kata.real.status))
            self._finding(kata, kata.real.finding)
        self._finding(kata, kata.finding)
        self._checks(kata)
        self.console.print()

    def _checks(self, kata: KataVerdict) -> None:
        width = max((len(check.id) for check in kata.checks), default=0)
        bonus_begun = False
        for check in kata.checks:
            if check.bonus and not bonus_begun:
                self._row(2, [], Text("bonus: extra points, never needed to pass", "dim"))
                bonus_begun = True
            word, style = _MARK[check.status]
            mark = Text(word, "yellow" if check.bonus and check.status == "failed" else style)
            self._row(2, [(mark, 8), (Text(check.id), width)], self._promise(check))
            if check.status in {"failed", "unjudged"}:
                self._finding(kata, check.finding)
                self._again(" " * 6, kata.kata, " " * 6)

    def _promise(self, check: CheckResult) -> Text:
        sentence = self._say(" ".join(check.sentence.split()), "dim" if check.status == "blocked" else "")
        if check.status != "blocked":
            return sentence
        reason = f"needs {check.blocked_by}" if check.blocked_by else check.finding and check.finding.seen
        return Text.assemble(self._say(f"[{reason}] "), sentence) if reason else sentence

    def _finding(self, kata: KataVerdict, finding: Finding | None) -> None:
        if finding is None:
            return
        self._detail("expected", self._say(finding.expected))
        self._detail("seen", self._say(finding.seen, "red"))
        if finding.line is not None:
            self._detail("line", self._place(kata.kata, finding.line))
        if finding.reference:
            self._detail("reference", self._say(finding.reference))
        self._detail("hint", self._say(finding.hint, "bold"))

    def _place(self, kata: str, line: int) -> Text:
        source = self.sources.get(kata)
        code = source and source.line(line)
        place = self._say(f"{self._path(kata)}:{line}", "cyan")
        return Text.assemble(place, "\n", self._say(code.expandtabs(4).strip())) if code else place

    def _detail(self, label: str, text: Text) -> None:
        self._row(6, [(Text(label, "dim"), 9)], text)

    def _again(self, indent: str, kata: str | None, gap: str = "  ") -> None:
        # Not wrapped but left to the terminal, which gives it back in one piece when it is copied.
        self.console.print(Text.assemble(indent, ("again", "dim"), gap, self._command(kata)), soft_wrap=True)

    def _row(self, indent: int, cells: list[tuple[Text, int]], text: Text) -> None:
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(width=indent - 2)
        for _, width in cells:
            grid.add_column(width=width, no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_row("", *(cell for cell, _ in cells), text)
        self.console.print(grid)

    def summary(self) -> None:
        self.console.print(Text("Summary", "bold"))
        width = max((len(kata.kata) for kata in self.verdict.katas), default=0)
        for kata in self.verdict.katas:
            word, style = _STATUS[kata.status]
            self._row(2, [(Text(kata.kata), width), (Text(word, style), 8)], Text(_score(kata)))
        run = f"seed {self.verdict.seed}, Python {self.verdict.python}, {self.verdict.seconds:.2f} s"
        only = self.verdict.katas[0].kata if len(self.verdict.katas) == 1 else None
        self._row(2, [], self._say(run, "dim"))
        self._again("  ", only)
        self.console.print()
        self._row(2, [(Text("next", "bold"), 5)], self._say(self._next()))

    def _next(self) -> str:
        ranks = (("broken", "failed", "unjudged"), ("todo",), ("missing",))
        for statuses in ranks:
            for kata in self.verdict.katas:
                if kata.status in statuses:
                    return " ".join(self._step(kata))
        bonus = [check.id for kata in self.verdict.katas for check in kata.checks if check.bonus and not check.points]
        left = f" Left for a bonus: {', '.join(bonus)}." if bonus else ""
        return f"nothing to mend: every required check passed.{left}"

    def _step(self, kata: KataVerdict) -> Iterator[str]:
        check = kata.first_failed if kata.status == "failed" else None
        finding = check.finding if check else kata.finding or _first_finding(kata)
        line = f":{finding.line}" if finding and finding.line else ""
        place = f"{self._path(kata.kata)}{line}"
        yield {
            "failed": f"make {check.id if check else 'the kata'} pass, in {place}.",
            "todo": f"go on in {place}.",
            "broken": f"mend {place}: as it is, no check can be played.",
            "unjudged": f"the grader couldn't tell about {place}, and that is no fault of yours.",
            "missing": f"write {place}.",
        }[kata.status]
        if finding:
            yield finding.hint

    def _path(self, kata: str) -> str:
        if source := self.sources.get(kata):
            return str(source.path)
        label = self.verdict.attempt
        return label if label.endswith(".py") else f"{label.rstrip('/')}/{kata}.py"

    def _command(self, kata: str | None) -> Text:
        label = self.verdict.attempt
        path = f"./{label}" if label.startswith("-") else label
        words = ["nox", "-s", "check", "--", path, *(("--kata", kata) if kata else ())]
        return self._say(_quoted([*words, "--seed", str(self.verdict.seed)]))

    def _say(self, text: str, style: str = "") -> Text:
        return Text(visible(_clipped(text), self.encoding), style)


def _score(kata: KataVerdict) -> str:
    if kata.status == "missing":
        return "there is no such file, so it doesn't count"
    bonus = f", and {kata.bonus_points} bonus" if kata.bonus_points else ""
    return f"{kata.points} of {kata.max_points} points{bonus}"


def _first_finding(kata: KataVerdict) -> Finding | None:
    return next((check.finding for check in kata.checks if check.finding and check.status != "passed"), None)


def _clipped(text: str) -> str:
    kept = "\n".join(text[:MAX_CHARS].split("\n")[:MAX_LINES])
    return text if kept == text else f"{kept}\n(cut short: {len(text)} characters in all)"


def _quoted(words: list[str]) -> str:
    if os.name == "nt":
        import subprocess  # noqa: PLC0415 (only for its quoting)

        return subprocess.list2cmdline(words)
    return shlex.join(words)
