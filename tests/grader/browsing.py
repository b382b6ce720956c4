"""A real browser for the tests of the page, and what they do with it again and again.

One Chromium opens all pages. Without one the tests are skipped, but fail where Pythons were asked for by KATA_PYTHONS,
as on a server: there a browser has to be.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pages import attempt_source, failed, look, verdict
from playwright.sync_api import Browser, Page, sync_playwright
from scenes import SCENES

from grader.language import language
from grader.reports.html import render
from grader.verdict import Verdict

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SOURCE = attempt_source("spinner_thread/wrong/erase_inside_loop")
LATER = datetime(2030, 1, 1, tzinfo=UTC)
"""When the clock stands still that a test moves on."""
Open = Callable[..., Page]


# Not for the whole session: while Playwright is there its event loop runs in this thread, which asyncio's tests need.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the system's Chromium, which is given nothing to ask of any network."""
    program = os.environ.get("KATA_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        reason = "no Chromium was found: install it (apt-get install chromium), or name it in KATA_CHROMIUM"
        (pytest.fail if "KATA_PYTHONS" in os.environ else pytest.skip)(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS, headless=True)
        yield browser
        browser.close()


@pytest.fixture
def said() -> list[str]:
    """Collect what the browser complains of; in the end it must be nothing."""
    return []


@pytest.fixture
def show(browser: Browser, tmp_path: Path, said: list[str]) -> Iterator[Open]:
    """Open a verdict's page, or any other, in a window of its own; in the end nothing was loaded, none complained."""
    contexts, loaded = [], []

    def open_page(shown: Verdict | str, *, code: str = "en", clock: bool = False, **options: object) -> Page:
        file = tmp_path / "report.html"
        text = shown if isinstance(shown, str) else render(shown, look(SOURCE, language=language(code)))
        file.write_text(text, encoding="utf-8", newline="\n")
        context = browser.new_context(offline=True, **{"viewport": {"width": 1280, "height": 900}, **options})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: loaded.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        if clock:
            page.clock.install(time=LATER - timedelta(days=1))
        page.goto(file.as_uri())
        if clock:
            page.clock.pause_at(LATER)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert (set(loaded), said) == ({(tmp_path / "report.html").as_uri()}, [])


def stopped() -> Verdict:
    """Return a failed verdict with a picture of a right run of 0.65 s."""
    return verdict(failed(scene=SCENES["erased_in_loop"]()))


def unfold(page: Page) -> None:
    """Open whatever is folded away."""
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")


def focused(page: Page) -> str:
    """Return what a screen reader would call the element that has the focus."""
    text: str = page.evaluate("document.activeElement.ariaLabel || document.activeElement.textContent.trim()")
    return text


def now(page: Page) -> str:
    """Return the moment at which the film stands."""
    return page.locator(".now").first.inner_text()


def screens(page: Page) -> list[str]:
    """Return what the two terminals show, the attempt's first."""
    return [text.strip() for text in page.locator(".focus .glass").all_inner_texts()]
