"""The page: one file that needs nothing else, for the learner who wants to see the run and play with it.

The text is put in by a template that escapes it. A policy in the page's head allows the one style and the one script
that are in it, by their hashes, and nothing else, from nowhere: whatever of the attempt's text should ever get into the
page as markup would still run nothing and load nothing.
"""

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grader.reports import Look
from grader.reports.page.model import Page, page_of
from grader.reports.page.texts import Teller
from grader.reports.page.words import LABELS, SCRIPT
from grader.verdict import Verdict

PARTS = Path(__file__).parent / "page"
STYLES = ("base.css", "verdict.css", "chart.css", "film.css", "print.css")
SCRIPTS = ("page.js", "player.js", "timeline.js")


def render(verdict: Verdict, look: Look) -> str:
    """Return the page as a whole, in ASCII where it goes to a stream that can't say everything."""
    tell = Teller(look.language)
    page = page_of(verdict, look)
    style, script = _joined(STYLES), _joined(SCRIPTS)
    text = (
        _environment()
        .get_template("page.html.jinja")
        .render(
            page=page,
            words={name: tell(word) for name, word in {**SCRIPT, **LABELS}.items()},
            style=Markup(style),  # noqa: S704 - our own file, and no text of an attempt in it
            script=Markup(script),  # noqa: S704 - the same
            data=Markup(_data(page, tell)),  # noqa: S704 - `_data` leaves no character in it that means anything in HTML
            policy=_policy(style, script),
        )
    )
    if look.encoding.lower().replace("_", "-") not in {"utf-8", "utf8"}:
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


def _joined(names: tuple[str, ...]) -> str:
    return "\n" + "\n".join((PARTS / name).read_text(encoding="ascii") for name in names)


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _data(page: Page, tell: Teller) -> str:
    """Return what the script reads, so written that it can neither end its element nor open a comment in it."""
    pictures = [picture.data() for picture in page.pictures]
    data = json.dumps({"words": {name: tell(word) for name, word in SCRIPT.items()}, "pictures": pictures})
    return data.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
