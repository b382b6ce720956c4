"""What every page of ours is put together by: one file that needs nothing else, whichever page it is.

The text is put in by a template that escapes it. A policy in the page's head allows the one style and the one script
that are in it, by their hashes, and nothing else, from nowhere: whatever of somebody's text should ever get into the
page as markup would still run nothing and load nothing.
"""

import json
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

PARTS = Path(__file__).parent


def filled(
    template: str, *, styles: Sequence[str], scripts: Sequence[str], data: object, encoding: str, **values: object
) -> str:
    """Return a page: a template of `PARTS` with its styles, its scripts and what they read, and ``values`` to show.

    It is in ASCII where it goes to a stream whose ``encoding`` can't say everything.
    """
    style, script = _joined(styles), _joined(scripts)
    text = (
        _environment()
        .get_template(template)
        .render(
            style=Markup(style),  # noqa: S704 - our own file, and no text of an attempt in it
            script=Markup(script),  # noqa: S704 - the same
            data=Markup(_harmless(data)),  # noqa: S704 - no character in it means anything in HTML
            policy=_policy(style, script),
            **values,
        )
    )
    if encoding.lower().replace("_", "-") not in {"utf-8", "utf8"}:
        # The page says of itself that it is UTF-8, of which ASCII is a part.
        return text.encode("ascii", "xmlcharrefreplace").decode("ascii")
    return text


@cache
def _environment() -> Environment:
    # Kept with the templates that it has compiled, which takes longer than to use them.
    return Environment(
        loader=FileSystemLoader(PARTS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _joined(names: Sequence[str]) -> str:
    return "\n" + "\n".join((PARTS / name).read_text(encoding="ascii") for name in names)


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _harmless(data: object) -> str:
    """Return what the script reads, so written that it can neither end its element nor open a comment in it."""
    return json.dumps(data).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
