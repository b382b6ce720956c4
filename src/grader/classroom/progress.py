"""How far a class is graded: a bar where there is a terminal to draw it on, a few plain lines where there is none."""

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Mapping
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskID
from rich.table import Column
from rich.text import Text

from grader.console import tell
from grader.language import Language
from grader.reports import flat
from grader.words import Message, say

STEPS = 10  # plain lines at most, besides the first
ENOUGH = 3  # submissions that must be graded before anything is said of the rest
LONGEST_NAME = 24  # columns
WIDTH = 24  # of the bar


class Pace:
    """Counts, and knows from that how long the rest will take: what was there already tells nothing of that."""

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin now."""
        self.total = total
        self.done = 0
        self._graded = 0
        self._clock = clock
        self._begin = clock()

    def count(self, *, graded: bool) -> None:
        """Count one more."""
        self.done += 1
        self._graded += graded

    @property
    def elapsed(self) -> float:
        """How many seconds it has taken until now."""
        return self._clock() - self._begin

    @property
    def remaining(self) -> float | None:
        """How many seconds are left at this pace; None as long as too little is known."""
        if self._graded < ENOUGH:
            return None
        return self.elapsed * (self.total - self.done) / self._graded


class Watcher:
    """Keeps count, and says nothing but remarks."""

    def __init__(self, total: int, language: Language) -> None:
        """Watch a run over so many submissions."""
        self.pace = Pace(total)
        self._language = language

    def done(self, learner: str, *, graded: bool) -> None:  # noqa: ARG002 - for those who show whose it was
        """Count one more."""
        self.pace.count(graded=graded)

    def remark(self, learner: str, sentence: Message) -> None:
        """Say something of a learner."""
        tell(flat(self._language(say("{learner}: {sentence}", learner=learner, sentence=sentence))))


class Lines(Watcher):
    """Says how far it is in a line now and then, for a log."""

    def __init__(self, total: int, language: Language) -> None:
        """Say what begins."""
        super().__init__(total, language)
        self._said = 0
        tell(language(say("grading {count} submissions", count=total)))

    def done(self, learner: str, *, graded: bool) -> None:
        """Count one more, and say so when another tenth is done."""
        super().done(learner, graded=graded)
        step = self.pace.done * STEPS // self.pace.total
        if step > self._said:
            self._said = step
            tell(self._language(say("{done} of {total} are done", done=self.pace.done, total=self.pace.total)))


class Bar(Watcher):
    """Draws a bar with the time that is left, and the name of who was graded last."""

    def __init__(self, total: int, language: Language, progress: Progress) -> None:
        """Draw on ``progress``."""
        super().__init__(total, language)
        self._progress = progress
        self._task: TaskID = progress.add_task("", total=total)

    def done(self, learner: str, *, graded: bool) -> None:
        """Count one more, and draw that."""
        super().done(learner, graded=graded)
        self._progress.update(self._task, completed=self.pace.done, description=learner)

    def remark(self, learner: str, sentence: Message) -> None:
        """Say something of a learner above the bar."""
        line = self._language(say("{learner}: {sentence}", learner=learner, sentence=sentence))
        self._progress.console.print(Text(f"grader: {flat(line)}"))

    def line(self, task: Task) -> Text:
        """Return what stands behind the bar."""
        pace, remaining = self.pace, self.pace.remaining
        counted = say("{done} of {total}, {elapsed}", done=pace.done, total=pace.total, elapsed=_clock(pace.elapsed))
        if remaining is not None and pace.done < pace.total:
            counted = say("{counted}, {remaining} left", counted=counted, remaining=_clock(remaining))
        name = Text(flat(task.description, self._progress.console.encoding))
        name.truncate(LONGEST_NAME, overflow="ellipsis")
        return Text(self._language(counted)) + Text("  ") + name


class _Behind(ProgressColumn):
    """What stands behind the bar, which only the watcher knows."""

    def __init__(self) -> None:
        super().__init__(Column(no_wrap=True))
        self.watcher: Bar | None = None

    def render(self, task: Task) -> Text:
        return self.watcher.line(task) if self.watcher else Text()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def can_draw(stream: TextIO | None, environ: Mapping[str, str] = os.environ) -> bool:
    """Return whether a stream is a terminal on which something can be drawn over."""
    return stream is not None and stream.isatty() and environ.get("TERM") != "dumb"


@contextlib.contextmanager
def watching(total: int, language: Language, stream: TextIO | None) -> Iterator[Watcher]:
    """Show on ``stream`` how far it is, in the way that fits it, until this is left."""
    if stream is None or not can_draw(stream):
        yield Lines(total, language)
        return
    column = _Behind()
    console = Console(file=stream)
    with Progress(BarColumn(WIDTH), column, console=console, refresh_per_second=5) as progress:
        console.show_cursor()  # whoever is killed can't do it any more, and would leave a terminal without one
        column.watcher = Bar(total, language, progress)
        yield column.watcher
