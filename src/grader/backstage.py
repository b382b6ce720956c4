"""The parent's side of the stage: plays scenarios, a few at a time."""

import asyncio
from collections.abc import Awaitable
from pathlib import Path

from grader.onlooker import FUNCTION, Onlooker
from grader.performance import Performance
from grader.processes import Company, ForkServer, Performer, Solo, Terminal, clear_up
from grader.trace import Scenario, Trace
from grader.watching import IMPATIENT, PATIENT

AT_ONCE = 2  # scenarios that are played at the same time


class Backstage:
    """Plays scenarios, a few at a time."""

    def __init__(self, *, fork: bool, pty: bool) -> None:
        """Use a forking server or a process per scenario; a pseudo-terminal or raw bytes over the channel."""
        self._company: Company = ForkServer() if fork else Solo()
        self._pty = pty
        self._hung: set[bytes] = set()  # programs that hung once get less patience from then on
        self._places: asyncio.Semaphore | None = None
        # Whether a process of an attempt may have been ended by somebody else than us: what was seen is in doubt then.
        self.disturbed = False

    async def play(
        self, scenario: Scenario, source: bytes, filename: str, abandoned: "asyncio.Future[None] | None" = None
    ) -> Trace:
        """Play a scenario with the program ``source`` and return what happened.

        Nobody may cancel this: half a hired performer can't be dismissed. Who doesn't want the trace any more gives
        ``abandoned`` a result; then the performer is killed and `asyncio.CancelledError` raised.
        """
        if self._places is None:
            self._places = asyncio.Semaphore(AT_ONCE)
        async with self._places:
            if abandoned is not None and abandoned.done():
                raise asyncio.CancelledError
            performer = await self._hire()
            patience = IMPATIENT if source in self._hung else PATIENT
            performance = Performance(performer, scenario, filename, patience)
            try:
                await performance.run(source, abandoned)
                stacks = _read_stacks(performer.folder)
            finally:
                status = await self._company.dismiss(performer)
                performance.close()
                clear_up(performer)
        if abandoned is not None and abandoned.done():
            raise asyncio.CancelledError
        self.disturbed = self.disturbed or performance.was_disturbed(status)
        trace = performance.trace(status, stacks)
        if trace.end.cause == "hung" and not trace.waited_outside:
            self._hung.add(source)
        return trace

    async def play_for_real(self, source: bytes, filename: str) -> Trace:
        """Have a plain interpreter run the program ``source`` in real time, and return what was seen of that.

        Raises `RuntimeError` where the system has no `fork` or no pseudo-terminal.
        """
        if not (self._pty and isinstance(self._company, ForkServer)):
            raise RuntimeError("a truth run needs a pseudo-terminal and fork")
        terminal = Terminal.open()
        performer = await _hired(self._company.hire_plain(terminal, FUNCTION, filename, source), terminal)
        onlooker = Onlooker(performer, terminal)
        try:
            await onlooker.watch()
        finally:
            status = await self._company.dismiss(performer)
            onlooker.close()
            trace = onlooker.trace(status, filename)
            clear_up(performer)
        # No other end is what a kill looks like: those for too much time or output are ours.
        self.disturbed = self.disturbed or trace.end.cause == "crashed"
        return trace

    async def _hire(self) -> Performer:
        terminal = Terminal.open() if self._pty else None
        return await _hired(self._company.hire(terminal), terminal)

    @property
    def gone(self) -> bool:
        """Whether the stage was ended by somebody else than us, such as an attempt."""
        return self._company.gone

    def close(self) -> None:
        """End the stage."""
        self._company.close()


async def _hired(hiring: Awaitable[Performer], terminal: Terminal | None) -> Performer:
    """Return who is hired; where nobody can be, the terminal is closed."""
    try:
        return await hiring
    except BaseException:
        if terminal:
            terminal.close()
        raise


def _read_stacks(folder: Path) -> str:
    try:
        return (folder / "stacks").read_text("utf-8", "replace")[:100_000]
    except OSError:
        return ""
