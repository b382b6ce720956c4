"""Records as lines of JSON, for the pipes between processes of ours: one that asks, and one that grades.

A line is only read, never executed, as whatever comes from another process of ours: what it may hold are our own frozen
records, sentences, and plain values. Tuples come back as tuples.
"""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from grader.attempt import Attempt, Source
from grader.classroom.records import Job, Result
from grader.course import Course
from grader.run import Lane, Point, Run, Scene, Span, View
from grader.settings import Settings
from grader.verdict import CheckResult, Finding, KataVerdict, Real, Verdict
from grader.words import Message

MAX_LINE = 1 << 27  # bytes: far above what the pictures of all checks take
_RECORDS = {
    kind.__name__: kind
    for kind in (
        Attempt,
        CheckResult,
        Course,
        Finding,
        Job,
        KataVerdict,
        Lane,
        Point,
        Real,
        Result,
        Run,
        Scene,
        Settings,
        Source,
        Span,
        Verdict,
        View,
    )
}


def pack(value: object) -> bytes:
    """Return a record as one line; TypeError for what is none of ours."""
    return json.dumps(_plain(value), separators=(",", ":")).encode("ascii") + b"\n"


def unpack(line: bytes) -> object:
    """Return what a line holds; ValueError where it is none of `pack`."""
    try:
        return _record(json.loads(line))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        msg = f"a line that holds no record: {line[:80]!r}"
        raise ValueError(msg) from error


def _plain(value: object) -> object:
    """Return a value as JSON has it: what JSON doesn't know is an object that says what it is, and of what."""
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    for kind, name, parts in _PARTS:
        if isinstance(value, kind):
            return {"is": name or type(value).__name__, "of": _plain_parts(parts(value))}
    return value  # json refuses what is none of its own


def _plain_parts(parts: object) -> object:
    return {key: _plain(each) for key, each in parts.items()} if isinstance(parts, dict) else parts


def _record(data: object) -> object:
    if isinstance(data, list):
        return tuple(_record(each) for each in data)
    if not isinstance(data, dict):
        return data
    parts = data["of"]
    return _MAKERS[data["is"]](
        {key: _record(each) for key, each in parts.items()} if isinstance(parts, dict) else parts
    )


def _fields(record: Any) -> dict[str, object]:  # noqa: ANN401 - a record of any kind
    return {field.name: getattr(record, field.name) for field in fields(record)}


# What is told of what, in this order: a message is a string as well.
_PARTS: tuple[tuple[Any, str, Callable[[Any], object]], ...] = (
    (Message, "message", lambda message: {"template": message.template, "values": dict(message.values)}),
    (tuple(_RECORDS.values()), "", _fields),
    (Path, "path", str),
    (bytes, "bytes", lambda data: base64.b64encode(data).decode("ascii")),
    (frozenset, "set", sorted),
    (Mapping, "mapping", dict),
)
_MAKERS: Mapping[str, Callable[[Any], object]] = {
    # mypy doesn't see of what kind each is.
    **{name: lambda parts, kind=kind: kind(**parts) for name, kind in _RECORDS.items()},  # type: ignore[misc]
    "message": lambda parts: Message(**parts),
    "path": Path,
    "bytes": base64.b64decode,
    "set": frozenset,
    "mapping": dict,
}
