"""The summary page: how the class did, where it gets stuck, whom to look at, and a link to each learner's own page."""

from grader.classroom.records import Gradebook
from grader.reports import Look
from grader.reports.book.summary import summary_of
from grader.reports.book.words import LABELS, SCRIPT
from grader.reports.page.shell import filled
from grader.reports.page.texts import Teller

STYLES = ("base.css", "verdict.css", "book.css", "print.css")
SCRIPTS = ("page.js", "table.js")


def render(book: Gradebook, look: Look) -> str:
    """Return the page as a whole: it needs nothing else, and links only to the learners' pages beside it."""
    tell = Teller(look.language)
    return filled(
        "book.html.jinja",
        styles=STYLES,
        scripts=SCRIPTS,
        data={"words": {name: tell(word) for name, word in SCRIPT.items()}},
        encoding=look.encoding,
        page=summary_of(book, look),
        words={name: tell(word) for name, word in LABELS.items()},
    )
