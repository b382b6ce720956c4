"""The reports on a class: one module per format, each with a pure function `render` from gradebook and look to text.

To add a format, add its module and name it in `FILES`. They say nothing of when or where the class was graded, so that
whoever makes them again of the same results gets the same text to the byte.
"""

FILES = {
    "csv": "gradebook.csv",
    "json": "gradebook.json",
    "html": "index.html",
    "junit": "junit.xml",
    "markdown": "summary.md",
}
"""What the formats are kept in, in the folder that holds the learners' own pages in `PAGES`."""
PAGES = "pages"


def page_of(slug: str) -> str:
    """Return the path of a learner's page, from that folder."""
    return f"{PAGES}/{slug}.html"
