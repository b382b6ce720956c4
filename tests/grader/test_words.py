"""Sentences: a template of ours and values that may be anybody's, said once in English and again in any language."""

import copy
import pickle

import pytest

from grader.words import Message, said, say

KOREAN = {
    "frame {number}": "프레임 {number}",
    "{who} drew {what}": "{what}을(를) {who}이(가) 그렸습니다",
    "a task": "태스크",
    "{}": "틀",
}


def korean(text: str) -> str:
    """Stand in for a catalogue."""
    return KOREAN.get(text, text)


def test_is_english() -> None:
    """A message is its English text to whoever takes it for a string."""
    assert say("frame {number}", number=3) == "frame 3"
    assert isinstance(say("frame {number}", number=3), str)


def test_takes_plain_text_as_it_is() -> None:
    """Without values nothing is formatted: braces and percent signs stay."""
    assert say("100% {x} {") == "100% {x} {"
    assert say("100% {x} {").said(str) == "100% {x} {"


def test_says_it_in_another_language() -> None:
    """The template is looked up, and the values are put where that language wants them."""
    message = say("{who} drew {what}", who=say("a task"), what=say("frame {number}", number=3))
    assert message == "a task drew frame 3"
    assert message.said(korean) == "프레임 3을(를) 태스크이(가) 그렸습니다"


def test_never_looks_up_a_value() -> None:
    """Text in a value is the attempt's: it isn't translated, even where it reads like a sentence of ours."""
    assert say("frame {number}", number="a task").said(korean) == "프레임 a task"


@pytest.mark.parametrize("text", ["{0}", "%s", "{x.__class__}", "{number}", "{", "}}", "{}", "%(number)d", "{0!r:>9}"])
def test_never_formats_a_value(text: str) -> None:
    """What the attempt wrote is never taken for a template, however often it is passed on."""
    inner = say("frame {number}", number=text)
    outer = say("{who} drew {what}", who=text, what=inner)
    assert inner == f"frame {text}"
    assert outer == f"{text} drew frame {text}"
    assert outer.said(korean) == f"프레임 {text}을(를) {text}이(가) 그렸습니다"
    assert outer.changed(lambda each: each) == outer


def test_formats_values_as_asked() -> None:
    """Conversions and formats of the template hold in each language."""
    assert say("{text!r} {share:.1f}", text="it's", share=0.25).said(str) == '"it\'s" 0.2'


def test_changes_text_only() -> None:
    """What is changed is text in values, deep down, too; numbers and the template stay as they are."""
    message = say("{who} drew {what} {times}", who="0xabc", what=say("frame {number}", number="0xdef"), times=2)
    changed = message.changed(lambda text: text.replace("0x", "#"))
    assert changed == "#abc drew frame #def 2"
    assert isinstance(changed, Message)
    assert changed.values["times"] == 2
    assert changed.said(korean) == "#abc drew 프레임 #def 2"


def test_stays_a_message_when_copied() -> None:
    """Copied or pickled, a message can still be said in another language."""
    message = say("{who} drew {what}", who=say("a task"), what="it")
    for same in (copy.copy(message), copy.deepcopy(message), pickle.loads(pickle.dumps(message))):  # noqa: S301
        assert isinstance(same, Message)
        assert same == message
        assert same.said(korean) == "it을(를) 태스크이(가) 그렸습니다"


def test_keeps_its_values() -> None:
    """What was given to a message can't be changed from outside."""
    message = say("frame {number}", number=3)
    with pytest.raises(TypeError):
        message.values["number"] = 4  # type: ignore[index]


def test_lacks_a_value() -> None:
    """A template with a field that nobody gave a value for is an error where it is written, not where it is read."""
    with pytest.raises(KeyError):
        say("frame {number} of {all}", number=3)


def test_says_other_values_as_they_are() -> None:
    """What is no message is itself in every language."""
    assert said("a task", korean) == "a task"
    assert said(3, korean) == 3
    assert said(say("a task"), korean) == "태스크"
