"""Text that may be printed to the log of a workflow: a runner takes some lines there for commands to it.

Such a line begins with ``::``, perhaps after blanks, or holds ``##[``, wherever that stands.
"""

import re

_COMMAND = re.compile(r"^\s*::|##\[", re.MULTILINE)


def harmless(text: str) -> str:
    """Return a text no line of which is a workflow command; what would have made it one is shown as an escape."""
    return _COMMAND.sub(lambda found: f"{found[0][:-2]}\\x{ord(found[0][-2]):02x}{found[0][-1]}", text)
