"""What both sides of the channel between parent and stage speak.

One message is one JSON object on one line, ASCII only, ended by a newline. The stage numbers its messages from 1
without a gap; every message of the kind ``ask`` is answered by exactly one line from the parent. Standard library only:
this module is the one thing of the project that both the child and the parent import.
"""

import json
from typing import Any

Message = dict[str, Any]

MAX_LINE = 1 << 20  # bytes; a longer line is no message, whoever wrote it

NANOSECONDS = 1_000_000_000

# Made once: `json.dumps` would make an encoder for every message, and `json.loads` look for its encoding.
_ENCODER = json.JSONEncoder(separators=(",", ":"))
_DECODER = json.JSONDecoder()


class WireError(Exception):
    """A line that is no message: too long, no JSON, or no JSON object."""


def encode(message: Message) -> bytes:
    """Return the message as one line of ASCII bytes, newline included."""
    return _ENCODER.encode(message).encode("ascii") + b"\n"


def decode(line: bytes) -> Message:
    """Return the message that one line holds; raise `WireError` for anything else."""
    if len(line) > MAX_LINE:
        raise WireError(f"a line of {len(line)} bytes where at most {MAX_LINE} were expected")
    try:
        message = _DECODER.decode(line.decode("ascii"))
    except (ValueError, RecursionError) as error:
        raise WireError(f"a line that is no JSON: {line[:80]!r}") from error
    if not isinstance(message, dict):
        raise WireError(f"JSON that is no object: {line[:80]!r}")
    return message


def sentinel(nonce: str, number: int) -> bytes:
    """Return the bytes that stand in the terminal's stream where message ``number`` was sent.

    A terminal delivers asynchronously: what was written before a message may arrive after it. The parent reads on
    until these bytes have come. A terminal shows nothing for NUL, and the nonce is new for each scenario.
    """
    return f"\0{nonce}:{number}\0".encode("ascii")
