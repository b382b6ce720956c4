"""The reports: one module per format, each with a pure function `render` from a verdict to a string.

To add a format, add its module and name it in `FORMATS`. Nothing here prints; `grader.cli` does that.
"""

FORMATS = ("terminal", "json")


def visible(text: str, encoding: str = "utf-8") -> str:
    r"""Return `text` so that it shows what it holds and steers nothing: `\x1b` in place of an escape character.

    Control and format characters (bidirectional ones, too) and what `encoding` can't say come out as backslash escapes.
    Line feeds stay: they are the layout of whoever wrote the text.
    """
    if not text.isprintable():
        text = "".join(char if char == "\n" or char.isprintable() else _escaped(char) for char in text)
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
