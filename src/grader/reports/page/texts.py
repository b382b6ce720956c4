"""How a text gets onto the page: said in the reader's language, made visible, and of bounded length."""

from dataclasses import dataclass

from grader.language import Language
from grader.reports import visible
from grader.words import say

MAX_CHARS, MAX_LABEL = 1500, 60
SECOND = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Teller:
    """Says texts in a language; whatever of them is the attempt's steers nothing once it has been said.

    Only a message is translated. Any other text may be the attempt's own, which means nothing to a catalogue.
    """

    language: Language

    def __call__(self, text: str, limit: int = MAX_CHARS) -> str:
        """Return a text, and where it is cut short, how long it is."""
        told = visible(self._said(text))
        if len(told) <= limit:
            return told
        return f"{told[:limit]}… {self._said(say('(cut short: {count} characters in all)', count=len(told)))}"

    def label(self, text: str) -> str:
        """Return a text for a place that has room for one short line."""
        told = " ".join(visible(self._said(text)).split())
        return told if len(told) <= MAX_LABEL else f"{told[: MAX_LABEL - 1]}…"

    def seconds(self, nanoseconds: int) -> str:
        """Return a time in seconds, as short as it is exact to a millisecond."""
        number = f"{nanoseconds / SECOND:.3f}".rstrip("0").rstrip(".")
        return self._said(say("{seconds} s", seconds=number))

    def stretch(self, begin: int, end: int) -> str:
        """Return a stretch of time."""
        return self._said(say("{begin} to {end}", begin=self.seconds(begin), end=self.seconds(end)))

    def _said(self, text: str) -> str:
        return self.language(text)
