"""One message is one JSON object on one line, whatever is in it; anything else is no message."""

import subprocess
import sys
from pathlib import Path

import pytest

import grader
from grader.wire import MAX_LINE, WireError, decode, encode, sentinel

MESSAGES = [
    {},
    {"n": 1, "e": "write", "text": "| thinking…\r"},
    {"text": "first\nsecond\r\n\x00\x1b[2K"},
    {"text": "하나 ✓ \U0001f600 \ud800"},
    {"deep": [[[{"a": None}]], 1.5, -7, True]},
]


@pytest.mark.parametrize("message", MESSAGES)
def test_there_and_back(message: dict[str, object]) -> None:
    """A message that was encoded decodes to itself."""
    assert message == decode(encode(message))


@pytest.mark.parametrize("message", MESSAGES)
def test_one_line(message: dict[str, object]) -> None:
    """A message is one line of ASCII, even where its texts have newlines or other scripts."""
    line = encode(message)

    assert line.isascii()
    assert line.index(b"\n") == len(line) - 1


@pytest.mark.parametrize("line", [b"", b"\n", b"Traceback", b"{", b'{"a": 1} {"b": 2}', b"\xff\xfe", b"[" * 100_000])
def test_no_json(line: bytes) -> None:
    """A line that is no JSON is refused, and the error shows its beginning."""
    with pytest.raises(WireError, match="a line that is no JSON: b"):
        decode(line)


@pytest.mark.parametrize("line", [b"1", b"[]", b'"ask"', b"null", b"NaN"])
def test_no_object(line: bytes) -> None:
    """JSON that is no object is refused."""
    with pytest.raises(WireError, match="JSON that is no object"):
        decode(line)


def test_longest() -> None:
    """A line of the greatest length is still a message, a longer one is refused unread."""
    longest = b'{"a":"' + b"x" * (MAX_LINE - 8) + b'"}'

    assert len(decode(longest)["a"]) == MAX_LINE - 8
    with pytest.raises(WireError, match=rf"a line of {MAX_LINE + 1} bytes where at most {MAX_LINE}"):
        decode(longest + b" ")


def test_sentinel() -> None:
    """The sentinel of a message differs by number and nonce, and begins and ends with what no terminal shows."""
    assert sentinel("abc", 7) == b"\0abc:7\0"
    assert len({sentinel("abc", 7), sentinel("abc", 77), sentinel("abd", 7)}) == 3


def test_little_imported() -> None:
    """The wire imports nothing of the project but the package itself, and the package imports nothing."""
    program = "import sys, grader.wire; print(*(name for name in sys.modules if name.startswith('grader')))"
    sources = Path(grader.__file__).parents[1]

    run = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, {str(sources)!r}); {program}"],
        capture_output=True,
        check=True,
        text=True,
    )

    assert sorted(run.stdout.split()) == ["grader", "grader.wire"]
