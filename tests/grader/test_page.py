"""The page in a real browser: it runs nothing but its own script, and can be read and operated by everybody."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Open, browser, focused, now, said, screens, show, stopped, unfold
from pages import CASES, failed, passed, verdict
from scenes import SCENES

__all__ = ["browser", "said", "show"]
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("code", ["en", "ko"])
@pytest.mark.parametrize("name", ["passed", "failed", "todo", "broken", "hostile"])
def test_accessible(name: str, code: str, show: Open) -> None:
    """An automated check for accessibility finds nothing, in light and in dark, with everything unfolded."""
    page = show(CASES[name](), code=code)
    unfold(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        results = Axe().run(page)

        assert results.violations_count == 0, results.generate_report()


def test_hostile_text_stays_text(show: Open) -> None:
    """What an attempt printed runs nothing, whatever it looks like."""
    page = show(CASES["hostile"]())
    title = page.title()
    unfold(page)
    page.locator(".shape").first.hover()
    page.locator(".forward").first.click()

    assert title.startswith("spinner_thread: failed")
    assert page.title() == title
    assert page.locator("script").count() == 2
    assert "</script><script>document.title='owned'</script>" in page.locator(".glass").first.inner_text()


def test_policy_holds(show: Open, said: list[str]) -> None:
    """Even a script that did get into the page isn't run."""
    page = show(verdict(passed()))
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "document.title = 'owned'";
            document.body.append(script);
        }"""
    )

    assert page.title().startswith("spinner_thread: passed")
    assert [line for line in said if "Content Security Policy" not in line] == []
    assert len(said) == 1
    said.clear()


def test_skip_link(show: Open) -> None:
    """The first thing that the keyboard reaches leads past the head of the page."""
    page = show(stopped())
    page.keyboard.press("Tab")
    first = focused(page)
    page.keyboard.press("Enter")

    assert first == "Skip to the verdict"
    assert page.evaluate("document.activeElement.id") == "verdict"


def test_landmarks(show: Open) -> None:
    """A screen reader finds its way by head, main part and foot, and by headings in their order."""
    page = show(CASES["failed"]())
    levels = [int(tag[1]) for tag in page.evaluate("[...document.querySelectorAll('h1,h2,h3')].map(h => h.tagName)")]

    assert [page.locator(tag).count() for tag in ("body > header", "main", "body > footer", "nav")] == [1, 1, 1, 1]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_timeline_by_keyboard(show: Open) -> None:
    """The lanes are one tab stop; arrow keys go through a lane and from lane to lane, and say what is there."""
    page = show(stopped())
    page.locator(".shape[tabindex='0']").first.focus()
    told = [focused(page)]
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "End", "ArrowRight", "ArrowDown", "Home"):
        page.keyboard.press(key)
        told.append(focused(page))

    assert page.locator(".focus .shape[tabindex='0']").count() == 1
    assert told == [
        "0 s to 0.65 s · MainThread · sleeps: time.sleep(0.65)",
        "0 s · MainThread · Thread-1 (spin) was started",
        "0.65 s to 0.7 s · MainThread · waits for another: Thread-1 (spin) to end",
        "0 s · MainThread · Thread-1 (spin) was started",
        "0.7 s · MainThread · Thread-1 (spin) was joined",
        "0.7 s · MainThread · Thread-1 (spin) was joined",
        "0.7 s · Thread-1 (spin) · spin returned",
        "0 s to 0.1 s · Thread-1 (spin) · sleeps: time.sleep(0.1) · line 17",
    ]
    assert (
        page.locator(".focus .detail").inner_text().endswith("line 17 write(' ' * len(status) + '\\x08' * len(status))")
    )
    assert page.locator(".source .current .number").inner_text() == "17"


def test_focus_is_seen(show: Open) -> None:
    """What has the focus looks other than its neighbours."""
    page = show(stopped())
    stroke = "shape => getComputedStyle(shape.querySelector('.band')).stroke"
    page.locator(".shape.sleeps").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    shapes = page.locator(".attempt .lane").nth(1).locator(".shape.sleeps")

    assert shapes.first.evaluate(stroke) != shapes.nth(1).evaluate(stroke)


def test_pointing(show: Open) -> None:
    """Who points at a mark reads what it is, and the film goes there with a click."""
    page = show(stopped())
    mark = page.locator(".focus .reference .shape.frame").nth(3)
    mark.hover()
    told = page.locator(".focus .detail").inner_text()
    before = now(page)
    mark.click()

    assert " ".join(told.split()) == "0.3 s Thread-1 (spin) '\\ thinking!' came on screen"
    assert (before, now(page), screens(page)) == ("0 s", "0.3 s", ["", "\\ thinking!"])


def test_plays(show: Open) -> None:
    """The film runs in the program's own time, by the speed that is chosen, and stops when it is told to."""
    page = show(stopped(), clock=True)
    seen = [(now(page), *screens(page))]
    page.locator(".play").first.click()
    for _ in range(2):
        page.clock.run_for(250)
        seen.append(("", *screens(page)))
    page.locator(".speed select").first.select_option("0.1")
    page.clock.run_for(400)
    seen.append(("", *screens(page)))
    page.locator(".play").first.click()
    at = now(page)
    page.clock.run_for(2000)

    assert seen == [
        ("0 s", "", "| thinking!"),
        ("", "", "- thinking!"),
        ("", "", "| thinking!"),
        ("", "", "/ thinking!"),
    ]
    assert now(page) == at
    assert page.locator(".play").first.get_attribute("aria-pressed") == "false"


def test_plays_to_the_end(show: Open) -> None:
    """At its end the film stops by itself, and begins anew when it is played again."""
    page = show(stopped(), clock=True)
    play = page.locator(".play").first
    play.click()
    page.clock.run_for(5000)
    end = (now(page), play.get_attribute("aria-label"), *screens(page))
    play.click()
    page.clock.run_for(50)

    assert end == ("0.7 s", "Play", "", "")
    assert screens(page) == ["", "| thinking!"]
    assert play.get_attribute("aria-label") == "Pause"


def test_steps(show: Open) -> None:
    """Buttons and arrow keys go from picture to picture, and a click on the strip to that one."""
    page = show(stopped())
    moment = page.locator(".moment").first
    page.locator(".forward").first.click()
    page.locator(".forward").first.click()
    page.locator(".back").first.click()
    seen = [now(page)]
    for key in ("ArrowRight", "End", "ArrowLeft", "Home"):
        moment.press(key)
        seen.append(str(moment.get_attribute("aria-valuetext")))
    page.locator(".focus .reference .strip li").nth(2).click()

    assert seen == ["0.1 s", "0.2 s", "0.7 s", "0.65 s", "0 s"]
    assert (now(page), screens(page)) == ("0.2 s", ["", "- thinking!"])
    assert page.locator(".focus .reference .strip .current .when").inner_text() == "0.2 s"


def test_less_motion(show: Open) -> None:
    """Who asked for less motion gets a picture a second."""
    page = show(stopped(), clock=True, reduced_motion="reduce")
    page.locator(".play").first.click()
    page.clock.run_for(900)
    seen = [now(page)]
    for _ in range(2):
        page.clock.run_for(1000)
        seen.append(now(page))

    assert seen == ["0 s", "0.1 s", "0.2 s"]


def test_theme(show: Open) -> None:
    """The page is as dark as the system wants it, until its reader says otherwise."""
    page = show(verdict(passed()), color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    button = page.get_by_role("button", name="Dark")
    dark, pressed = page.evaluate(background), button.get_attribute("aria-pressed")
    button.click()

    assert pressed == "true"
    assert (page.evaluate(background) != dark, button.get_attribute("aria-pressed")) == (True, "false")


def test_print(show: Open) -> None:
    """On paper everything is unfolded, in light, and there is nothing to operate."""
    page = show(CASES["failed"](), color_scheme="dark")
    page.emulate_media(media="print")
    hidden = page.locator(".player, .theme, .skip, .detail, .playhead")
    folded = page.locator("details > :not(summary)")

    assert not any(hidden.nth(number).is_visible() for number in range(hidden.count()))
    assert all(folded.nth(number).is_visible() for number in range(folded.count()))
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("width", [320, 390, 800, 1280])
@pytest.mark.parametrize("name", ["failed", "hostile"])
def test_fits(name: str, width: int, show: Open) -> None:
    """The page never has to be pushed sideways."""
    page = show(CASES[name](), viewport={"width": width, "height": 700})
    unfold(page)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", SCENES)
def test_opens_every_scene(name: str, show: Open) -> None:
    """Whatever was played, the page's script can do with it."""
    page = show(verdict(failed(scene=SCENES[name]())))
    for button in page.locator(".focus .player button").all():
        button.click()

    assert page.locator("html.js").count() == 1


def test_without_script(show: Open) -> None:
    """Without JavaScript the film is a strip of pictures, and nothing stands there that does nothing."""
    page = show(stopped(), java_script_enabled=False)

    assert page.locator(".strip li").first.is_visible()
    assert page.locator("button:visible, input:visible, select:visible").count() == 0
    assert page.get_by_text("Without JavaScript the film is a strip of pictures").is_visible()
    assert page.locator(".shape title").first.text_content() == "0 s to 0.65 s · MainThread · sleeps: time.sleep(0.65)"
