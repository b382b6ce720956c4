"""The report in Markdown shows what happened, and renders to nothing but tables, lists, headings and code."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pages import failed, look, passed, todo, verdict
from scenes import SCENES
from test_report_github import understood
from verdicts import BONUS_MISSED, CONTRADICTED, MISSING, STATUSES, TEXTS, verdicts

from grader.course import Course
from grader.language import Language
from grader.reports import Look
from grader.reports.markdown import MAX_BYTES, block, code, fitted, plain, render
from grader.verdict import KataVerdict, Verdict
from grader.words import say

# As GitHub renders it: HTML, tables, links that are only addresses.
GITHUB = MarkdownIt("gfm-like")
ALLOWED = {"h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "code", "pre"}


class Reader(HTMLParser):
    """Reads what was rendered: which elements there are, and which text stands outside of code."""

    def __init__(self, html: str) -> None:
        """Read all of it."""
        super().__init__()
        self.tags: set[str] = set()
        self.outside = ""
        self.inside = ""
        self._depth = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element; none has an attribute that could lead anywhere."""
        assert {name for name, _ in attrs} <= {"class", "style"}
        self.tags.add(tag)
        self._depth += tag == "code"

    def handle_endtag(self, tag: str) -> None:
        """Note the end of code."""
        self._depth -= tag == "code"

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if self._depth:
            self.inside += data
        else:
            self.outside += data


def read(text: str) -> Reader:
    """Render a report and read it; nothing in it may be more than text."""
    reader = Reader(GITHUB.render(text))
    assert reader.tags <= ALLOWED
    # GitHub looks in all text but code for names, issues, addresses, commits and formulas.
    for wanted in (r"@\w", r"#\d", "http", r"www\.", r"\b[0-9a-f]{7,40}\b", r"\$", ":[a-z]+:"):
        assert not re.search(wanted, reader.outside)
    return reader


def tokens(text: str) -> Iterator[Token]:
    """Go through all that Markdown finds in a text."""
    for token in GITHUB.parse(text):
        yield token
        yield from token.children or ()


def report(*katas: KataVerdict, how: Look | None = None) -> str:
    """Return the report on a verdict."""
    return render(verdict(*katas), how or look())


def test_whole_report() -> None:
    """A table comes first, then each kata that isn't passed with its first cause in full, and the next step."""
    first = failed(scene=SCENES["erased_in_loop"]())

    assert report(first, MISSING).startswith(
        "## Summary: 0 of 2 done\n"
        "\n"
        "| Kata | Result | Points | First cause |\n"
        "| --- | --- | --- | --- |\n"
        "| `spinner_thread` | failed | 1 of 4 points | `frames` |\n"
        "| `spinner_asyncio` | missing | there is no such file, so it doesn't count |  |\n"
        "\n"
        "### `spinner_thread`: failed\n"
        "\n"
        "- failed: `frames`, `stop`\n"
        "- blocked: `joined`\n"
        "- bonus, blocked: `wide`\n"
        "- passed: `signal`\n"
        "\n"
        "```text\n"
    )
    assert report(first).endswith(
        "```text\n"
        "  next      make frames pass, in spinner_thread.py:2.\n"
        "  again     nox -s check -- exercises --seed 4711\n"
        "  played    seed 4711, Python 3.12.1\n"
        "```\n"
    )


def test_missing_in_a_class() -> None:
    """In a class, what wasn't handed in counts."""
    course = Course(weights={"spinner_asyncio": 2})
    shown = report(failed(), MISSING, how=replace(look(), learner="Kim", course=course))

    assert "| `spinner_asyncio` | missing | it was not handed in: 0 of 30 points |  |\n" in shown
    assert "doesn't count" not in shown


@pytest.mark.parametrize("text", ["##[error]x", f"{'x ' * 40}::error::x ::error::y {'z' * 40} ::error::z"])
def test_no_workflow_command(text: str) -> None:
    """No line is a command to whoever prints the report in a workflow, however it was wrapped."""
    shown = report(failed(text))

    assert not any(map(understood, shown.splitlines()))
    assert "\\x23[error]x" in shown or "error::x" in shown


def test_could_not_be_taken() -> None:
    """Of what was handed in, but could not be taken, it doesn't say that it was not."""
    own = replace(look(), learner="Kim", reasons={"spinner_asyncio": say("it is a link")})
    shown = report(failed(), MISSING, how=own)

    assert "| `spinner_asyncio` | missing | what was handed in could not be taken: 0 of " in shown


def test_picture() -> None:
    """The picture of the first cause is there as on a terminal, and so are the line and what to try."""
    shown = read(report(failed(scene=SCENES["erased_in_loop"]()))).inside

    assert "FAIL  spinner_thread: frames  spin draws its frames in order." in shown
    assert "your program" in shown
    assert "the solution" in shown
    assert "try       Try it went wrong." in shown
    assert "spinner_thread.py:2" in shown
    assert "while True:" in shown


def test_only_the_first_cause() -> None:
    """What else failed is listed by its name; with everything asked for, it is told in full."""
    one, all_of_them = report(failed()), report(failed(), how=replace(look(), everything=True))

    assert one.count("FAIL  ") == 1
    assert all_of_them.count("FAIL  ") == 2


@pytest.mark.parametrize(
    "kata, wanted",
    [
        (todo(), "spin is to do was seen"),
        (CONTRADICTED, "in real time it did something else was seen"),
        (replace(failed(), cause="busy"), "busy: it keeps the processor busy and never waits"),
    ],
)
def test_kata_as_a_whole(kata: KataVerdict, wanted: str) -> None:
    """What is to be written, what real time contradicts and what ended the program early is said."""
    assert wanted in read(report(kata)).inside


def test_passed() -> None:
    """There is nothing to explain where all passed; a bonus that was missed is only named."""
    assert "FAIL" not in report(passed())
    assert "- bonus, failed: `wide`\n" in report(BONUS_MISSED)


def test_other_language() -> None:
    """Words and sentences are said in the reader's language."""
    how = replace(look(), language=Language("ko", lambda text: {"Kata": "과제", "failed": "실패"}.get(text, text)))

    assert "| 과제 | Result |" in report(failed(), how=how)
    assert "### `spinner_thread`: 실패\n" in report(failed(), how=how)


@pytest.mark.parametrize("name", STATUSES)
def test_every_status(name: str) -> None:
    """Whatever became of an attempt, the report renders as it should, and names each kata."""
    of = STATUSES[name]
    reader = read(render(of, look()))

    assert all(kata.kata in reader.inside for kata in of.katas)
    assert f"Summary: {sum(kata.status == 'passed' for kata in of.katas)} of {len(of.katas)} done" in reader.outside


@settings(max_examples=50)
@given(verdicts())
def test_hostile_text(of: Verdict) -> None:
    """Whatever a program printed stays in its block: no link, image, mention, table or HTML comes of it."""
    reader = read(render(of, look()))

    assert reader.inside.replace("\n", "").isprintable()
    assert "octocat" not in reader.outside


@given(TEXTS)
def test_block(text: str) -> None:
    """A text comes out of its block as it was, whatever fences it holds."""
    shown = text.replace("\r", "?").replace("\x00", "?").replace("\ud800", "?").replace("\t", "?").rstrip()
    (fence,) = tokens(block(shown))

    assert (fence.type, fence.info, fence.content.rstrip("\n")) == ("fence", "text", shown)


@given(TEXTS)
def test_code(text: str) -> None:
    """A name comes out of its code as it was, in the cell of a table, too; only a bar is shown as an escape."""
    (cell, *others) = [
        token for token in tokens(f"| a | b |\n| --- | --- |\n| {code(text)} | x |\n") if token.type == "code_inline"
    ]

    assert others == []
    assert "|" not in cell.content
    assert cell.content.isprintable()
    if text.isprintable() and "|" not in text and text.strip():
        assert text == cell.content


@given(TEXTS)
def test_plain(text: str) -> None:
    """Words that are taken for ours mean nothing to Markdown, whatever they are."""
    found = {token.type for token in tokens(f"x {plain(text, Look())}")}

    assert found <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special", "link_open", "link_close"}


def test_too_long() -> None:
    """A report that GitHub would not show at all ends early, between its parts, and says so."""
    parts = ["## x\n", block("y" * (MAX_BYTES - 200)), block("z" * 200)]
    cut = fitted(parts, Look())

    assert len(cut.encode()) <= MAX_BYTES
    assert cut.startswith("## x\n\n```text\nyyy")
    assert cut.endswith("y\n```\n\n(cut short: there is more than fits into a summary)\n")
    assert fitted(parts[:2], Look()) == "\n".join(parts[:2])


def test_long_text() -> None:
    """What a program flooded the terminal with is cut short."""
    assert len(report(failed("`" * 500_000))) < 50_000


def test_plain_words() -> None:
    """What could mean something is escaped, and reads as before."""
    words = say("a *b* _c_ [d](e) <f> `g` | ~~h~~ \\ ![i] &amp;")

    assert read(plain(words, Look())).outside.strip() == words
    assert plain(say("@x #1 $y$"), Look()) == "\\@x \\#1 \\$y\\$"
