"""One scenario while it is played: the parent reads the terminal, answers the stage, and keeps the deadline.

What was on screen when is what this side saw: it reads the terminal empty before it lets the clock move. A trace
without the stage's last word, with a gap in its numbers or with anything that is no message passes nothing.
"""

import asyncio
import base64
import binascii
import os
import re
import secrets
import signal
from dataclasses import replace
from typing import Any

from grader.messages import require_form
from grader.processes import Performer
from grader.trace import End, Event, Output, Scenario, Trace
from grader.watching import Watch
from grader.wire import NANOSECONDS, Message, WireError, decode, encode, sentinel
from grader.words import say

MAX_MESSAGES = 300_000
MAX_OUTPUT = 8 << 20  # bytes through the terminal in one scenario
MAX_REST = 1 << 20  # bytes that are read from a terminal whose process is gone
STACKS_SECONDS = 0.25  # real seconds that a process gets to write where its threads are

REASONS = {
    "ended": None,
    "limit": "endless",
    "deadlock": "deadlock",
    "flooded": "flooded",
    "busy": "busy",
    "broken": "broken",
}


class Performance:
    """One scenario while it is played."""

    def __init__(self, performer: Performer, scenario: Scenario, filename: str, patience: int) -> None:
        """Play ``scenario`` with ``performer``; ``patience``: see `Watch`."""
        self._performer = performer
        self._scenario = scenario
        self._filename = filename
        self._nonce = secrets.token_hex(8)
        self._entries: list[Event | Output] = []
        self._number = 0
        self._answers = 0
        self._end: End | None = None
        self._bytes = bytearray()
        self._total = 0
        self._hung = False
        self._arrived = asyncio.Event()
        self._flooded = asyncio.Event()
        self._broke_off = False  # whether the channel ended, or made no sense, before the last word
        self._gone = False  # whether every process has closed its end of the terminal
        self._watch = Watch(performer.pid, patience)

    async def run(self, source: bytes, abandoned: "asyncio.Future[None] | None") -> None:
        """Send the scenario and answer until the stage has said its last word, or can't any more."""
        terminal = self._performer.terminal
        if terminal:
            asyncio.get_running_loop().add_reader(terminal.master, self._read_terminal)
        watch = asyncio.create_task(self._wait_until_hung())
        conversation = asyncio.create_task(self._converse(source))
        flood = asyncio.create_task(self._flooded.wait())
        try:
            until: list[asyncio.Future[Any]] = [watch, conversation, flood, *([abandoned] if abandoned else [])]
            await asyncio.wait(until, return_when=asyncio.FIRST_COMPLETED)
            if conversation.done():
                conversation.result()
        finally:
            for task in (watch, conversation, flood):
                task.cancel()
            await asyncio.gather(watch, conversation, flood, return_exceptions=True)

    def close(self) -> None:
        """Read what is left in the terminal, once the process is gone, and stop reading."""
        if self._performer.terminal:
            asyncio.get_running_loop().remove_reader(self._performer.terminal.master)
            before = -1
            while before < len(self._bytes) < MAX_REST:
                before = len(self._bytes)
                self._read_terminal()

    async def _converse(self, source: bytes) -> None:
        scenario = self._scenario
        self._send(
            {
                "nonce": self._nonce,
                "filename": self._filename,
                "source": source.decode("latin-1"),
                "folder": str(self._performer.folder),
                "limit": round(scenario.limit * NANOSECONDS),
                "schedule": scenario.schedule,
                "natural": scenario.natural,
                "allowance": scenario.allowance,
                "script": dict(scenario.script),
            }
        )
        try:
            while self._end is None:
                line = await self._performer.reader.readline()
                if not line:
                    self._broke_off = True
                    return
                await self._take(decode(line))
        except (WireError, ValueError) as error:
            self._end = End("tampered", detail=str(error))
            self._broke_off = True  # half a message is the last that comes of what was killed
        except ConnectionError:
            self._broke_off = True
            return  # it died while it was answered: the exit status tells of what

    def _send(self, message: Message) -> None:
        self._performer.writer.write(encode(message))

    async def _take(self, message: Message) -> None:
        if self._hung:
            return  # the signal that asks for its stacks may have woken it; it gets no answer any more
        self._number += 1
        if message.get("n") != self._number:
            raise WireError(f"message {message.get('n')!r} where number {self._number} was expected")
        if self._number > MAX_MESSAGES * self._scenario.allowance:
            self._end = End("flooded", detail=say("more than {count} events", count=self._number - 1))
            return
        kind, time = message.get("e"), message.get("t")
        if not isinstance(kind, str) or not isinstance(time, int):
            raise WireError(f"a message without a kind or a time: {str(message)[:80]}")
        require_form(message)
        if kind == "out":
            self._bytes += _unpack(message.get("data"))
            return
        if message.get("ask"):
            await self._drain(message["n"])
            if self._bytes:
                self._entries.append(Output(time, bytes(self._bytes)))
                self._bytes.clear()
        event = Event(kind, time, message.get("th", -1), message.get("task"), message)
        self._entries.append(event)
        if message.get("ask"):
            self._send(self._answer(event))
        if kind == "end":
            self._end = _last_word(message)

    def _answer(self, event: Event) -> Message:
        if event.kind != "call":
            return {}
        answers = self._scenario.answers
        self._answers += 1
        return dict(answers[min(self._answers, len(answers)) - 1])

    async def _drain(self, number: int) -> None:
        """Read the terminal until everything that was written before message ``number`` has come."""
        if not self._performer.terminal:
            return
        mark = sentinel(self._nonce, number)
        while (position := self._bytes.find(mark)) < 0:
            if self._gone:
                raise WireError(f"a terminal that was closed before message {number}")
            self._arrived.clear()
            self._read_terminal()
            if mark not in self._bytes and not self._gone:
                await self._arrived.wait()
        # What comes behind the mark was written by somebody who didn't wait for the answer; it counts as before it.
        self._bytes[position : position + len(mark)] = b""

    def _read_terminal(self) -> None:
        terminal = self._performer.terminal
        if terminal is None:
            return
        try:
            data = os.read(terminal.master, 65536)
        except BlockingIOError:
            return
        except OSError:  # every process that had the other end is gone
            asyncio.get_running_loop().remove_reader(terminal.master)
            self._gone = True
            self._arrived.set()
            return
        self._bytes += data
        self._total += len(data)
        self._arrived.set()
        if self._total > MAX_OUTPUT * self._scenario.allowance:
            # The stage ends a flood much earlier; this one goes past it.
            asyncio.get_running_loop().remove_reader(terminal.master)
            self._end = End("flooded", detail=say("more than {count} MiB of output", count=self._total >> 20))
            self._flooded.set()

    async def _wait_until_hung(self) -> None:
        """Return when the attempt waits for something real that doesn't come."""
        await self._watch.until_hung(lambda: self._number)
        # From here on it has hung, whatever it does when the signal wakes it.
        self._hung = True
        if hasattr(signal, "SIGUSR1"):
            os.kill(self._performer.pid, signal.SIGUSR1)  # have it write its stacks
            await asyncio.sleep(STACKS_SECONDS)

    def trace(self, status: int, stacks: str) -> Trace:
        """Return what happened, once the process is gone; ``status`` is how it ended."""
        end = End("hung") if self._hung else self._end or self._end_without_last_word(status)
        self._keep_rest()
        if end.line is None and end.cause not in (None, "broken"):
            end = replace(end, line=self._line_of(stacks))
        return Trace(tuple(self._entries), end, self._scenario, waited_outside=self._watch.waited_outside)

    def was_disturbed(self, status: int) -> bool:
        """Return whether the process may have been ended by somebody else: it ended as one does that is killed.

        That is so where the channel broke off before the last word, unless the process was seen to leave by itself or
        ran out of processor time. A program that kills itself looks the same.
        """
        left = status >= 0 and bool(self._events("exit"))
        return self._broke_off and not left and status != -getattr(signal, "SIGXCPU", 0)

    def _keep_rest(self) -> None:
        """Keep what came through the terminal after the stage had last asked for anything."""
        # The mark of a question that was never sent is no output.
        rest = re.sub(rf"\x00{self._nonce}:\d+\x00".encode("ascii"), b"", self._bytes)
        if rest:
            events = [entry for entry in self._entries if isinstance(entry, Event)]
            time = events[-1].time if events else 0
            self._entries.append(Output(time, rest))
            self._entries.append(Event("gone", time, -1, None, {"n": self._number + 1, "ask": True}))

    def _end_without_last_word(self, status: int) -> End:
        exits = self._events("exit")
        if status == -getattr(signal, "SIGXCPU", 0) and not exits:
            return End("busy")
        if status == -getattr(signal, "SIGKILL", 0) and not exits:
            # Only this side kills, and only what goes on: it has closed the channel behind the stage's back.
            return End("tampered", detail=say("the grader's channel was closed"))
        if status < 0 and not exits:
            return End("crashed", detail=signal.strsignal(-status) or say("signal {number}", number=-status))
        if not exits:
            return End("exited", detail=say("exit status {status}", status=status))
        return End("exited", exits[-1]["line"], str(exits[-1]["what"]))

    def _line_of(self, stacks: str) -> int | None:
        """Return the attempt's line: of the thread that ran, or else of the first that the stage or a dump shows."""
        for part in stacks.split("\n\n"):
            found = re.search(rf'File "{re.escape(self._filename)}", line (\d+)', part)
            if found and "scheduler.py" not in part:
                return int(found[1])
        lines: list[int] = [
            event["line"]
            for kind in ("busy", "stack")
            for event in self._events(kind)
            if isinstance(event["line"], int)
        ]
        return lines[0] if lines else None

    def _events(self, kind: str) -> list[Event]:
        return [entry for entry in self._entries if isinstance(entry, Event) and entry.kind == kind]


def _last_word(message: Message) -> End:
    reason = message.get("reason")
    if not isinstance(reason, str) or reason not in REASONS or not message.get("ask"):
        raise WireError(f"a last word that is none: {reason!r}")
    line, error = message.get("line"), message.get("error")
    known = error if isinstance(error, dict) else None
    return End(REASONS[reason], line if isinstance(line, int) else None, "", known, closed=True)


def _unpack(data: object) -> bytes:
    try:
        # A terminal begins a new line in column 0; where there is none, that is done here.
        return base64.b64decode(str(data), validate=True).replace(b"\n", b"\r\n")
    except binascii.Error as error:
        raise WireError("output that is no base64") from error
