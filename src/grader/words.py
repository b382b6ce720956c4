"""Sentences that can be said in several languages: a template of ours, and values that may be anybody's.

A `Message` is its English text, so whoever doesn't care for languages uses it as the string that it is. It keeps the
template and the values, so that whoever does care can say it once more in another language: a verdict is data, and is
put into words where it is shown. `say` is also the mark by which the templates are found for the catalogues.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Self

Translate = Callable[[str], str]


class Message(str):
    """A sentence: English to whoever takes it for a string, a template with values to whoever translates it."""

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object]) -> Self:
        """Say ``template`` with ``values`` in English; the fields are those of `str.format`, each by its name."""
        message = super().__new__(cls, template.format(**values) if values else template)
        message.template = template
        message.values = MappingProxyType(dict(values))
        return message

    def __reduce__(self) -> tuple[type[Self], tuple[str, dict[str, object]]]:
        """Copy and pickle it as what it is made of."""
        return type(self), (self.template, dict(self.values))

    def said(self, translate: Translate) -> str:
        """Return it in another language: the template looked up, each value that is a message said so, too."""
        # gettext answers nothing at all with the catalogue's header.
        template = translate(self.template) if self.template else ""
        if not self.values:
            return template
        return template.format(**{name: said(value, translate) for name, value in self.values.items()})

    def changed(self, change: Translate) -> "Message":
        """Return the same sentence with each value that is text changed; the template is ours, and stays."""
        values = {
            name: value.changed(change)
            if isinstance(value, Message)
            else change(value)
            if isinstance(value, str)
            else value
            for name, value in self.values.items()
        }
        return Message(self.template, values)


def say(template: str, /, **values: object) -> Message:
    """Return a sentence; ``template`` must be a literal, or the catalogues won't know it.

    Without values it is taken as it is, braces and all. Values are formatted by name, as in ``"{count} frames"`` or
    ``"{text!r}"``. Text in a value is never looked up unless it is a `Message` itself: it may be the attempt's.
    """
    return Message(template, values)


NOTHING = Message("", {})
"""What is said where there is nothing to say."""


def promised(docstring: str | None) -> Message:
    """Return the promise of a check, which is its docstring: ours, though no `say` marks it."""
    return Message(" ".join((docstring or "").split()), {})


def said(value: object, translate: Translate) -> object:
    """Return a value as it is said in another language: a message translated, anything else as it is."""
    return value.said(translate) if isinstance(value, Message) else value


def seconds(nanoseconds: int) -> Message:
    """Write a time in seconds, as short as it is exact to a millisecond."""
    return say("{number} s", number=f"{nanoseconds / 1e9:.3f}".rstrip("0").rstrip("."))
