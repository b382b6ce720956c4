"""Lesson, stubs and findings have one word for one thing: the one in the glossary."""

import re

import pytest
from runs import ROOT

GLOSSARY = ROOT / "docs" / "glossary.ko.md"
AVOIDED = re.findall(r"\bnot ([가-힣 ]+)", GLOSSARY.read_text(encoding="utf-8"))
KOREAN = [
    ROOT / "exercises" / "README.ko.md",
    *sorted((ROOT / "src" / "grader" / "stubs" / "ko").glob("*.py")),
    ROOT / "src" / "grader" / "locale" / "ko" / "LC_MESSAGES" / "grader.po",
]


@pytest.mark.parametrize("word", [word.strip() for word in AVOIDED])
def test_avoids(word: str) -> None:
    """A word that the glossary says not to take is nowhere taken."""
    assert [path.name for path in KOREAN if word in path.read_text(encoding="utf-8")] == []


def test_glossary_says_what_to_avoid() -> None:
    """There are such words, and they are found."""
    assert {"쓰레드", "당신", "모범 답안"} & {word.strip() for word in AVOIDED} == {"쓰레드", "당신"}
