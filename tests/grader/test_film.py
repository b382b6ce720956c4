"""What was on screen, seen as frames: states that lasted."""

import pytest
from parent_helpers import MS, Story

from grader.film import ROWS_ABOVE, Call, calls, drawn, first_completed, shoot

TEXTS = frozenset(("| msg", "/ msg", "- msg", "\\ msg"))


def only_call(story: Story) -> Call:
    """Return the one call of a story."""
    (call,) = calls(story.trace())
    return call


def frames(story: Story) -> list[tuple[str, float, float]]:
    """Return the frames of a story's one call: text, and from when to when, in milliseconds."""
    return [(frame.text, frame.time / MS, frame.until / MS) for frame in only_call(story).frames()]


def begun() -> Story:
    """Return a story in which a call has begun."""
    return Story().mark("loaded").mark("called", number=0)


def test_frames() -> None:
    """Each state that lasts is a frame, from when it was drawn until the next one was."""
    story = begun().out("\r| msg").wait(100).out("\r/ msg").wait(100).mark("stopping")

    assert frames(story) == [("| msg", 0, 100), ("/ msg", 100, 200)]


def test_shot() -> None:
    """A shot holds what had come when the stage asked, and until when it stayed."""
    story = begun().out("| msg").wait(100).mark("stopping")

    assert [(shot.event.time, shot.until, shot.state.rows[ROWS_ABOVE]) for shot in shoot(story.trace())] == [
        (0, 0, ""),
        (0, 0, ""),
        (0, 100 * MS, "| msg"),
        (100 * MS, 100 * MS, "| msg"),
    ]


def test_nothing_drawn() -> None:
    """A call that draws nothing has no frames."""
    assert frames(begun().wait(100)) == []


def test_state_without_time() -> None:
    """What is overdrawn before the clock moves was never a frame."""
    story = begun().out("\r| msg").mark("stopping").out("\r/ msg").wait(100)

    assert frames(story) == [("/ msg", 0, 100)]


def test_short_state() -> None:
    """A state of less than a millisecond is no frame."""
    story = begun().out("\r| ms").wait(0.999).out("g").wait(100)

    assert frames(story) == [("| msg", 0.999, 100.999)]


def test_state_of_one_millisecond() -> None:
    """A state of one millisecond is one."""
    story = begun().out("\r| ms").wait(1).out("g").wait(100)

    assert frames(story) == [("| ms", 0, 1), ("| msg", 1, 101)]


def test_short_state_between() -> None:
    """A frame goes on where something else was there for less than a millisecond."""
    story = begun().out("\r| msg").wait(50).out("\r\x1b[Kflash").wait(0.5).out("\r\x1b[K| msg").wait(49.5)

    assert frames(story) == [("| msg", 0, 100)]


def test_letter_by_letter() -> None:
    """States of less than a millisecond that follow each other are no frame together either."""
    story = begun()
    for letter in "| msg":
        story.out(letter).wait(0.4)

    assert frames(story.wait(99.6)) == [("| msg", 1.6, 101.6)]


def test_same_text_again() -> None:
    """The same text drawn again is the same frame, still there."""
    story = begun().out("\r| msg").wait(60).out("\r| msg").wait(60).out("\r/ msg").wait(100)

    assert frames(story) == [("| msg", 0, 120), ("/ msg", 120, 220)]


def test_blank() -> None:
    """A blank screen is no frame."""
    story = begun().wait(50).out("\r| msg").wait(50).out("\r     \r").wait(50).out("/ msg").wait(50)

    assert frames(story) == [("| msg", 50, 100), ("/ msg", 150, 200)]


def test_blanked_and_drawn_again() -> None:
    """A frame that was blanked and drawn again is the same frame."""
    story = begun().out("\r| msg").wait(50).out("\r     \r").wait(50).out("| msg").wait(50)

    assert frames(story) == [("| msg", 0, 150)]


def test_wrapped_frame() -> None:
    """A frame that the terminal wrapped is one text on one row."""
    msg = "x" * 100
    (frame,) = only_call(begun().out(f"| {msg}").wait(100)).frames()

    assert (f"| {msg}", ROWS_ABOVE) == (frame.text, frame.row)


def test_last_line() -> None:
    """Of several lines the last one is the frame."""
    story = begun().out("spinner object: x\r\n| msg").wait(100)

    assert frames(story) == [("| msg", 0, 100)]


def test_rows() -> None:
    """The same text on another row is another frame."""
    call = only_call(begun().out("| msg").wait(100).out("\r\n| msg").wait(100))

    assert [(frame.row - call.base, frame.text) for frame in call.frames()] == [(0, "| msg"), (1, "| msg")]


def test_frames_from_a_row_on() -> None:
    """What stands above the row asked for is no frame."""
    call = only_call(begun().out("spinner object: x\r\n").wait(100).out("| msg").wait(100))

    assert [frame.text for frame in call.frames(call.base + 1)] == ["| msg"]
    assert [frame.text for frame in call.frames()] == ["spinner object: x", "| msg"]


def test_unseen_advance() -> None:
    """A sleep that nobody asked about lets a state last no shorter."""
    story = begun().out("| msg").wait(100)
    story.now += MS // 2  # the stage moved its clock without asking
    story.wait(99.5)

    assert frames(story) == [("| msg", 0, 200)]


def two_calls() -> Story:
    """Return a story of two calls; the first one leaves something on screen."""
    story = begun().out("| one").wait(100).event("sleep", line=3).mark("returned", number=0)
    return story.wait(300).mark("called", number=1).event("sleep", line=4).out("| two").wait(100).mark("returned")


def test_calls() -> None:
    """Each call has its own frames, its own number and its own beginning."""
    first, second = calls(two_calls().trace())

    assert [(call.number, call.begin, [frame.text for frame in call.frames()]) for call in (first, second)] == [
        (0, 0, ["| one"]),
        (1, 400 * MS, ["| two"]),
    ]


def test_call_begins_on_a_clear_screen() -> None:
    """What an earlier call left on screen is not seen in the next one, which has room to go up."""
    second = calls(two_calls().trace())[1]

    assert (second.base, second.shots[0].state.column, second.shots[0].state.visible) == (ROWS_ABOVE, 0, True)
    assert second.shots[0].state.lines() == []


def test_events_of_a_call() -> None:
    """A call has the events between its beginning and the next one's."""
    assert [[event["line"] for event in call.events("sleep")] for call in calls(two_calls().trace())] == [[3], [4]]
    assert calls(two_calls().trace())[1].events("sleep", line=3) == []


def test_no_call() -> None:
    """Where nothing was called there are no calls."""
    assert calls(Story().mark("loaded").trace()) == ()


def test_mark_of_a_call() -> None:
    """A mark is found by its label, and what came after it."""
    call = only_call(begun().wait(100).mark("stopping").out("| msg").wait(20).mark("returned"))
    stopping = call.at("stopping")

    assert stopping is not None
    assert (
        stopping.event.time,
        [shot.event.kind for shot in call.after("stopping")],
    ) == (100 * MS, ["advance", "mark"])


def test_mark_that_was_not_reached() -> None:
    """A mark that was not reached is None, and nothing came after it."""
    call = only_call(begun().wait(100))

    assert (call.at("returned"), call.after("returned")) == (None, [])


def test_drawn() -> None:
    """Of a call that never waits, the order in which its lines were complete is known."""
    call = only_call(begun().out("\r| msg\r/ msg\r- msg").out("\r\\ msg\r| msg").mark("end"))

    assert drawn(call, TEXTS) == ["| msg", "/ msg", "- msg", "\\ msg", "| msg"]


def test_drawn_twice() -> None:
    """The same line drawn twice in a row counts once; other lines don't count."""
    call = only_call(begun().out("\r| msg\r| msg\r\x1b[Kelse\r\x1b[K| msg\r/ msg").mark("end"))

    assert drawn(call, TEXTS) == ["| msg", "/ msg"]


def test_drawn_of_its_own_call() -> None:
    """What another call drew doesn't count."""
    first, second = calls(two_calls().trace())
    texts = frozenset(("| one", "| two"))

    assert (drawn(first, texts), drawn(second, texts)) == (["| one"], ["| two"])


@pytest.mark.parametrize("expected, limit", [(0, 0), (0, 5), (1, 6), (2, 13)])
def test_drawn_within_a_limit(expected: int, limit: int) -> None:
    """Of an endless output only so many bytes are looked at."""
    call = only_call(begun().out("\r| msg").out("\r/ msg\r- msg").mark("end"))

    assert expected == len(drawn(call, TEXTS, limit))


def test_moves_up_are_seen() -> None:
    """A frame that is drawn one row higher than the last one is another frame, from the first on."""
    call = only_call(begun().out("| msg").wait(100).out("\r\x1b[K\x1b[A/ msg").wait(100))

    assert [(frame.row - call.base, frame.text) for frame in call.frames()] == [(0, "| msg"), (-1, "/ msg")]


def test_first_completed() -> None:
    """The first line that was ended counts, though it was wiped before any time passed."""
    call = only_call(begun().out("one").wait(100).out(" line\r\n\x1b[2J\x1b[Htwo\r\n").wait(100))
    first = first_completed(call)

    assert first is not None
    assert (first.time, first.text) == (100 * MS, "one line")


def test_nothing_completed() -> None:
    """A call that ends no line has completed none."""
    assert first_completed(only_call(begun().out("\r| msg").wait(100))) is None
