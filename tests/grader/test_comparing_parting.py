"""Two screens part when one begins to show something else than the other, not when a check finds that out."""

from hypothesis import given, strategies as st
from parent_helpers import MS, Story

from grader.comparing.parting import TOLERANCE, Shapes, parted, parting
from grader.film import calls

STATES = st.lists(st.tuples(st.integers(0, 500), st.sampled_from([(), ("|",), ("/",), ("s", "|")])), max_size=6)
SHAPES = STATES.map(lambda states: [(0, ()), *sorted(states, key=lambda state: state[0])])


def spinner(*waits: float, text: str = "{char} msg", before: str = "") -> Story:
    """Return a call that draws a frame before each of these waits, in milliseconds."""
    story = Story().mark("called", number=0).out(before)
    for number, wait in enumerate(waits):
        story.out("\r" + text.format(char="|/-\\"[number % 4])).wait(wait)
    return story.mark("returned", number=0)


def when(mine: Story, theirs: Story, noted: float | None) -> float | None:
    """Return when two calls part, in milliseconds."""
    at = parting(calls(mine.trace())[0], calls(theirs.trace())[0], None if noted is None else round(noted * MS))
    return None if at is None else at / MS


def test_slow_frame() -> None:
    """A frame that comes after 0.2 s is found out then; but they part where the other one's comes, after 0.1 s."""
    assert when(spinner(200, 200), spinner(100, 100, 100, 100), 200) == 100


def test_wrong_order() -> None:
    """Two screens that go on alike part with the first frame that is another one."""
    wrong = Story().mark("called", number=0).out("\r| msg").wait(100).out("\r- msg").wait(100).mark("returned")

    assert when(wrong, spinner(100, 100), 100) == 100


def test_missing_line() -> None:
    """Where an announcement is missing, they part where the other one's comes, though it is found out at the end."""
    assert when(spinner(100, 100), spinner(100, 100, before="spinner object: it\r\n"), 200) == 0


def test_own_words() -> None:
    """A program's own message and its threads' names are its own business: these tell no two apart."""
    mine = spinner(100, 100, before="spinner object: <Mine(Thread-1)>\r\n", text="{char} waiting")
    theirs = spinner(100, 100, before="spinner object: <Thread(Thread-1)>\r\n", text="{char} thinking!")

    assert when(mine, theirs, 200) == 200
    assert when(mine, theirs, None) is None


def test_coincidence() -> None:
    """That both show the same character again, five frames later, hides nothing."""
    assert when(spinner(500, 100), spinner(*[100] * 6), 500) == 100
    assert when(spinner(1000, 1000), spinner(*[100] * 20), 1000) == 100


def test_within_tolerance() -> None:
    """Where no check tells of a moment, what right programs differ by isn't one."""
    assert when(spinner(90, 90), spinner(100, 100), None) is None
    assert when(spinner(60, 100), spinner(100, 100), None) == 60


def test_busy() -> None:
    """Who keeps the processor busy goes on showing what was there when its time was counted last."""
    busy = Story().mark("called", number=0)
    for char in "|/-":
        busy.out(f"\r{char} msg").wait(5)
        busy.now += 45 * MS
        busy.wait(5)
        busy.now += 45 * MS
    busy.mark("returned", number=0)

    assert when(busy, spinner(100, 100, 100), None) is None
    assert when(busy, spinner(100, 100, 100), 200) == 200
    assert when(busy, spinner(100, 150), 250) == 200


def test_short_of_the_tolerance() -> None:
    """Another frame is where they part, though it was there for no longer than right programs may be apart."""
    wrong = Story().mark("called", number=0).out("\r| msg").wait(100).out("\r- msg").wait(10).mark("returned", number=0)

    assert when(wrong, spinner(100, 10), None) == 100
    assert when(wrong, spinner(90, 20), None) == 90


@given(SHAPES, SHAPES, st.none() | st.integers(0, 600))
def test_same_from_both_sides(mine: Shapes, theirs: Shapes, noted: int | None) -> None:
    """Two part at the same moment from either side, never later than it was found out."""
    at = parted(mine, theirs, noted)

    assert at == parted(theirs, mine, noted)
    assert noted is None or (at is not None and at <= noted)


@given(SHAPES, st.none() | st.integers(0, 600))
def test_never_from_itself(shapes: Shapes, noted: int | None) -> None:
    """What was found out although the screens are alike happened when it was found out."""
    assert parted(shapes, shapes, noted) == noted


def test_small_steps_keep_step() -> None:
    """A frame that comes a little later, or before the announcement has been there for long, tells no two apart."""
    mine = Story().mark("called", number=0).out("spinner object: it\r\n").wait(10).out("\r| msg").wait(100)
    theirs = Story().mark("called", number=0).out("spinner object: it\r\n\r| msg").wait(100)
    for story in (mine, theirs):
        story.out("\r/ msg").wait(100).out("\r- msg").wait(100).mark("returned", number=0)

    assert when(mine, theirs, 300) == 300


def test_for_ever() -> None:
    """A screen that stays apart is apart for longer than any tolerance."""
    assert parted([(0, ()), (5, ("|",))], [(0, ())], None) == 5
    assert parted([(0, ()), (5, ("|",)), (5 + TOLERANCE, ())], [(0, ())], None) is None
