"""The summary page in a real browser: names run nothing, and everybody can read the page and work with its table."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Open, browser, said, show, unfold
from classes import NAMES, book, hostile, many
from pages import failed, look, todo, verdict
from playwright.sync_api import Page

from grader.course import Course
from grader.language import language
from grader.reports import Look
from grader.reports.book.html import render
from grader.reports.html import render as learners_page

__all__ = ["browser", "said", "show"]
pytestmark = pytest.mark.browser
BOOKS = {"class": book, "hostile": hostile, "nobody": lambda: book([])}


def names(page: Page) -> list[str]:
    """Return the names in the table, in their order, as far as they are shown."""
    return [text.strip() for text in page.locator(".learners tbody tr:not([hidden]) th").all_inner_texts()]


@pytest.mark.parametrize("name, code", [("class", "ko"), ("hostile", "en"), ("nobody", "en")])
def test_accessible(name: str, code: str, show: Open) -> None:
    """An automated check for accessibility finds nothing, in light and in dark, with everything unfolded."""
    page = show(render(BOOKS[name](), Look(language=language(code))))
    unfold(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        results = Axe().run(page)

        assert results.violations_count == 0, results.generate_report()


def test_names_run_nothing(show: Open) -> None:
    """No script of a name runs, nothing is asked of any network, and the names can be read."""
    page = show(render(hostile(), Look()))
    unfold(page)
    page.locator(".learners thead button").first.click()
    page.locator(".find").fill("<script>")

    assert page.title().startswith("1 of 35 learners passed")
    assert page.locator("script").count() == 2
    assert page.locator("img, iframe, form").count() == 0
    assert "<script>document.title='owned'</script>" in names(page)


@pytest.mark.parametrize("name", ["Kim", NAMES[5] + NAMES[6] + "\u202e" + "x" * 100])
def test_page_of_a_learner(name: str, show: Open) -> None:
    """So it is on a learner's own page, which is accessible with a name on it, too."""
    page = show(learners_page(verdict(failed(), todo()), look(learner=name, course=Course(title=name))))
    results = Axe().run(page)

    assert results.violations_count == 0, results.generate_report()
    assert page.title().startswith(f"{name[:20]}")
    assert page.locator("script").count() == 2
    assert page.locator("img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_sorts(show: Open) -> None:
    """The table is sorted by any of its columns, up and down, and says by which."""
    page = show(render(book(), Look()))
    points = page.get_by_role("button", name="Points")
    before = names(page)
    points.click()
    up = (names(page), page.locator("th[aria-sort]").get_attribute("aria-sort"))
    points.click()
    down = (names(page), page.locator("th[aria-sort]").get_attribute("aria-sort"))
    page.get_by_role("button", name="Result").click()
    by_result = names(page)
    page.get_by_role("button", name="Learner").click()

    assert before == names(page) == ["ann", "Ben", "Cem", "Dora", "Eva", "Finn", "Gil", "Hana"]
    assert up == (["Gil", "Finn", "Cem", "Dora", "Eva", "ann", "Hana", "Ben"], "ascending")
    assert down == (["Ben", "ann", "Hana", "Dora", "Eva", "Cem", "Finn", "Gil"], "descending")
    assert (by_result[0], by_result[-1]) == ("Gil", "Ben")


def test_narrows(show: Open) -> None:
    """Who looks for somebody finds them by name or by what is told of them; the page says how many are shown."""
    page = show(render(book(), Look()))
    page.locator(".find").fill("FLOODED")
    flooded = (names(page), page.locator(".shown").inner_text())
    page.locator(".find").fill("")
    page.locator(".only").select_option("problem")

    assert flooded == (["Cem"], "1 of 8 shown")
    assert names(page) == ["Gil"]


def test_large_class(show: Open) -> None:
    """A thousand learners can be sorted and searched."""
    page = show(render(many(1000), Look()))
    page.get_by_role("button", name="Points").click()
    page.locator(".find").fill("learner 0999")

    assert names(page) == ["Learner 0999"]


def test_without_script(show: Open) -> None:
    """Without JavaScript all is there, and nothing stands there that does nothing."""
    page = show(render(book(), Look()), java_script_enabled=False)

    assert page.locator("button:visible, input:visible, select:visible").count() == 0
    assert len(names(page)) == 8


def test_print(show: Open) -> None:
    """On paper everybody is there, in light, and there is nothing to operate."""
    page = show(render(book(), Look()), color_scheme="dark")
    page.locator(".only").select_option("problem")
    page.emulate_media(media="print")
    rows = page.locator(".learners tbody tr")

    assert all(rows.nth(number).is_visible() for number in range(rows.count()))
    assert page.locator(".tools").is_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("name, width", [("class", 320), ("hostile", 320), ("hostile", 800), ("nobody", 320)])
def test_fits(name: str, width: int, show: Open) -> None:
    """The page never has to be pushed sideways; a table that is too wide is pushed by itself."""
    page = show(render(BOOKS[name](), Look()), viewport={"width": width, "height": 700})
    unfold(page)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
