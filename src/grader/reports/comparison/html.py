"""A comparison as a page: one file that needs nothing else, with both runs on one axis and their films side by side."""

from grader.comparing.comparison import Comparison
from grader.reports import Look
from grader.reports.comparison.page import LABELS, page_of
from grader.reports.page import words
from grader.reports.page.shell import filled
from grader.reports.page.texts import Teller

STYLES = ("base.css", "verdict.css", "chart.css", "film.css", "compare.css", "print.css")
SCRIPTS = ("page.js", "player.js", "timeline.js")


def render(comparison: Comparison, look: Look) -> str:
    """Return the page as a whole, in ASCII where it goes to a stream that can't say everything."""
    tell = Teller(look.language)
    page = page_of(comparison, look)
    return filled(
        "compare.html.jinja",
        styles=STYLES,
        scripts=SCRIPTS,
        data={
            "words": {name: tell(word) for name, word in words.SCRIPT.items()},
            "pictures": [picture.data() for picture in page.pictures],
        },
        encoding=look.encoding,
        page=page,
        words={name: tell(word) for name, word in {**words.SCRIPT, **words.LABELS, **LABELS}.items()},
    )
