"""Standard output on the stage: Python's own text layer and buffer above a raw file of ours.

`isatty`, `fileno`, `flush`, line buffering, `sys.stdout.buffer` and `os.write` behave as in life. In the mode
*autoflush* each write reaches the terminal at once (most checks judge as if every write were flushed); in the mode
*natural* it does when it does in life.
"""

import base64
import io
import os
import sys
from collections.abc import Callable
from typing import Any

from grader.stage.hooks import put

_write = os.write

DESCRIPTOR = 1
MAX_INSTANT = 64 * 1024  # bytes without virtual time passing
MAX_BUSY = 16 * 1024  # bytes without a wait, from a thread that is known to keep the processor busy
MAX_TOTAL = 4 * 1024 * 1024  # bytes
MAX_TEXT = 200  # characters kept of one write

Record = Callable[..., None]


class Output:
    """Where the attempt's output goes, and the events it makes."""

    def __init__(self, record: Record, line: Callable[[], int | None], *, terminal: bool, autoflush: bool) -> None:
        """Write to descriptor 1 where that is a ``terminal``, else send the bytes over the channel."""
        self.record = record
        self.line = line
        self.terminal = terminal
        self.autoflush = autoflush
        self.dirty = False  # whether bytes were sent since the parent was last asked
        self.before_text: Callable[[], None] = lambda: None
        self.before_line: Callable[[], None] = lambda: None
        self.too_much: Callable[[], None] = lambda: None
        self.allowance = 1
        self.busy: Callable[[], bool] = lambda: False
        self.in_text = False  # whether bytes come from the text layer, which has told of the line already
        self._instant = 0
        self._total = 0

    def install(self) -> None:
        """Put `sys.stdout` and `os.write` in place."""
        raw = _Raw(self)
        text = _Text(self, _Buffer(self, raw), encoding="utf-8", errors="strict", line_buffering=True)
        put(text, mode="w")  # as the interpreter names its own
        put(sys, stdout=text, __stdout__=text)
        os.write = self._os_write

    def asked(self, *, working: bool = False) -> None:
        """Note that the parent has read everything: a new instant begins, unless only work makes time pass."""
        self.dirty = False
        if not working:
            self._instant = 0

    def send(self, data: bytes) -> int:
        """Let bytes go out to the terminal."""
        self.dirty = True
        self._instant += len(data)
        self._total += len(data)
        if self._instant > (MAX_BUSY if self.busy() else MAX_INSTANT) or self._total > MAX_TOTAL * self.allowance:
            self.too_much()
        if self.terminal:
            return _write(DESCRIPTOR, data)
        self.record("out", data=base64.b64encode(data).decode("ascii"))
        return len(data)

    def note(self, text: str) -> None:
        """Record a write before it is carried out."""
        if "\n" in text:
            self.before_line()
        self.record("write", text=text[:MAX_TEXT], line=self.line())

    def _os_write(self, descriptor: int, data: Any, /) -> int:
        if descriptor != DESCRIPTOR:
            return _write(descriptor, data)
        data = _as_bytes(data)
        self.note(data.decode("utf-8", "replace"))
        return self.send(data)


class _Raw(io.RawIOBase):
    """The raw file below the buffer."""

    name = "<stdout>"
    mode = "wb"

    def __init__(self, output: Output) -> None:
        self._output = output

    def fileno(self) -> int:
        return DESCRIPTOR

    def isatty(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        # The buffer holds its lock here: nothing in here may hand over to another thread.
        return self._output.send(bytes(data))


class _Buffer(io.BufferedWriter):
    def __init__(self, output: Output, raw: _Raw) -> None:
        super().__init__(raw)
        self._output = output

    def write(self, data: Any) -> int:
        if not self._output.in_text and b"\n" in _as_bytes(data):
            self._output.before_line()
        written = super().write(data)
        if self._output.autoflush:
            super().flush()
        return written


class _Text(io.TextIOWrapper):
    def __init__(self, output: Output, buffer: _Buffer, **options: Any) -> None:
        super().__init__(buffer, **options)
        self._output = output

    def write(self, text: str) -> int:
        # Another thread may come first here, and only here: below, the real layers hold real locks.
        self._output.before_text()
        if isinstance(text, str):
            self._output.note(text)
        self._output.in_text = True
        try:
            written = super().write(text)
            if self._output.autoflush:
                super().flush()
        finally:
            self._output.in_text = False
        return written

    def __repr__(self) -> str:
        return "<_io." + super().__repr__().removeprefix("<").removeprefix("_io.")  # 3.13 shows the bare name


def _as_bytes(data: Any) -> bytes:
    try:
        return bytes(memoryview(data))
    except TypeError:
        raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'") from None


for _class in (_Buffer, _Text):  # a learner who prints sys.stdout or its type sees what is there in life
    _name = _class.__mro__[1].__name__
    put(_class, __name__=_name, __qualname__=_name, __module__="_io")
