"""The page: one file that needs nothing else, for the learner who wants to see the run and play with it."""

from grader.reports import Look
from grader.reports.page.model import page_of
from grader.reports.page.shell import filled
from grader.reports.page.texts import Teller
from grader.reports.page.words import LABELS, SCRIPT
from grader.verdict import Verdict

STYLES = ("base.css", "verdict.css", "chart.css", "film.css", "print.css")
SCRIPTS = ("page.js", "player.js", "timeline.js")


def render(verdict: Verdict, look: Look) -> str:
    """Return the page as a whole, in ASCII where it goes to a stream that can't say everything."""
    tell = Teller(look.language)
    page = page_of(verdict, look)
    return filled(
        "page.html.jinja",
        styles=STYLES,
        scripts=SCRIPTS,
        data={
            "words": {name: tell(word) for name, word in SCRIPT.items()},
            "pictures": [picture.data() for picture in page.pictures],
        },
        encoding=look.encoding,
        page=page,
        words={name: tell(word) for name, word in {**SCRIPT, **LABELS}.items()},
    )
