"""Settings in a TOML file: read whole, and each value held to what it may be.

What is wrong is refused by a line that names the file, the key, what stands there and what may.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from grader.settings import UsageError
from grader.words import Message, say

MAX_BYTES = 1 << 16
SHOWN = 60  # characters of a wrong value
_TOO_LONG = say("a number of too many digits")


def read_tables(path: Path) -> Mapping[str, object]:
    """Return what is in a TOML file; `UsageError` where it can't be read."""
    import tomllib  # noqa: PLC0415 - most runs of the grader have no such file, and needn't wait for this

    name = str(path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise UsageError(
                say("{file} is too large: a course's terms fit into {most} KiB", file=name, most=MAX_BYTES // 1024)
            )
        return tomllib.loads(data.decode("utf-8-sig"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            say("{file} cannot be read ({reason}): name the file with the course's terms", file=name, reason=reason)
        ) from None
    except UnicodeDecodeError as error:
        raise UsageError(
            say("{file} isn't in UTF-8 (its byte {byte}): save it so", file=name, byte=error.start + 1)
        ) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(say("{file} isn't TOML ({reason}): mend that", file=name, reason=str(error))) from None
    except ValueError:  # Python reads no decimal number of more than 4300 digits; the parser lets that through
        raise UsageError(say("{file} isn't TOML ({reason}): mend that", file=name, reason=_TOO_LONG)) from None


class Values:
    """Reads values, and says of those that are wrong where they stand and what they should be."""

    def __init__(self, path: Path) -> None:
        """Speak of the file at ``path``."""
        self.name = str(path)

    def wrong(self, key: str, value: object, expected: Message) -> NoReturn:
        """Refuse a value."""
        raise UsageError(
            say(
                "{file}: {key} is {value}, and should be {expected}",
                file=self.name,
                key=key,
                value=_short(value),
                expected=expected,
            )
        )

    def table(self, key: str, value: object) -> Mapping[str, object]:
        """Return a table."""
        if not isinstance(value, dict):
            self.wrong(key, value, say("a table"))
        return value

    def known(self, key: str, given: Iterable[str], allowed: Collection[str]) -> None:
        """Refuse a key that means nothing."""
        for each in given:
            if each not in allowed:
                whole = f"{key}.{each}" if key else each
                listed = ", ".join(allowed)
                raise UsageError(
                    say(
                        "{file}: there is no {key}; what may stand there: {allowed}",
                        file=self.name,
                        key=_cut(whole),
                        allowed=listed,
                    )
                )

    def whole(self, key: str, value: object, most: int) -> int:
        """Return a whole number, at most ``most``."""
        if type(value) is not int or not 0 <= value <= most:  # True is an int, too
            self.wrong(key, value, say("a whole number from 0 to {most}", most=most))
        return value

    def truth(self, key: str, value: object) -> bool:
        """Return a yes or no."""
        if not isinstance(value, bool):
            self.wrong(key, value, say("true or false"))
        return value

    def line(self, key: str, value: object, most: int) -> str:
        """Return a line of text."""
        if not isinstance(value, str) or len(value) > most or "\n" in value:
            self.wrong(key, value, say("a line of text in quotes, of at most {most} characters", most=most))
        return value

    def choice(self, key: str, value: object, allowed: Sequence[str]) -> str:
        """Return one of several words."""
        if not isinstance(value, str) or value not in allowed:
            self.wrong(key, value, say("one of {allowed}", allowed=", ".join(f'"{each}"' for each in allowed)))
        return value


def _short(value: object) -> str:
    """Return a value as TOML has it, cut where it is long."""
    if isinstance(value, bool):
        return str(value).lower()
    try:
        return _cut(f'"{value}"' if isinstance(value, str) else str(value))
    except ValueError:  # a hexadecimal one may have been read, but Python won't write it in decimal digits
        return _TOO_LONG


def _cut(text: str) -> str:
    """Return text of anybody's as it fits into one line of ours."""
    text = text.replace("\n", "\\n").replace("\r", "\\r")
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
