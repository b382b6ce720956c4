"""The stubs in other languages are the English ones in other words: same code, same checks, same things to do."""

import ast
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest
from parent_helpers import checks_of
from runs import KATAS, ROOT, check

from grader.proving.stubs import Documented, code_of, to_do

LESSON = ROOT / "exercises" / "README.md"
ENGLISH = ROOT / "src" / "grader" / "stubs" / "en"
STUBS = ROOT / "src" / "grader" / "stubs"
TRANSLATED = sorted(path.relative_to(STUBS) for path in STUBS.glob("*/*.py") if path.parent.name != "en")
HANGUL = re.compile("[가-힣]")


def documented(path: Path) -> Iterator[tuple[str, Documented]]:
    """Yield what can have a docstring, with its name: the module, its classes and functions, their methods."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, Documented):
            yield getattr(node, "name", ""), node


def ids(path: Path) -> list[tuple[str, list[str]]]:
    """Return the checks that each docstring names in parentheses, by the name of what it belongs to."""
    anchors = re.findall(rf'<a id="{path.stem}-(\w+)">', LESSON.read_text("utf-8"))
    known = re.compile(rf"\((?:\w+: )?({'|'.join(sorted(anchors, key=len, reverse=True))})\)")
    return [(name, known.findall(ast.get_docstring(node) or "")) for name, node in documented(path)]


def test_every_language_has_every_kata() -> None:
    """A language that has stubs has one for each kata, and nothing else is among them."""
    languages = sorted({path.parent.name for path in TRANSLATED})

    assert "ko" in languages
    assert [str(path.as_posix()) for path in TRANSLATED] == sorted(
        f"{code}/{kata}.py" for code in languages for kata in KATAS
    )


@pytest.mark.parametrize("kata", KATAS)
def test_english_stub_is_the_exercise(kata: str) -> None:
    """What a learner finds in exercises/ at first is the English stub, to the byte."""
    assert (ENGLISH / f"{kata}.py").read_bytes() == (LESSON.parent / f"{kata}.py").read_bytes()


@pytest.mark.parametrize("stub", TRANSLATED, ids=str)
def test_code_is_the_same(stub: Path) -> None:
    """Names, signatures, decorators and bodies are those of the English stub."""
    assert code_of(STUBS / stub) == code_of(ENGLISH / stub.name)


@pytest.mark.parametrize("stub", TRANSLATED, ids=str)
def test_checks_are_the_same(stub: Path) -> None:
    """Each docstring names the same checks as the English one, in the same order."""
    expected = ids(ENGLISH / stub.name)

    assert {name for _, names in expected for name in names} == {*checks_of(stub.stem)}
    assert ids(STUBS / stub) == expected


@pytest.mark.parametrize("stub", TRANSLATED, ids=str)
def test_todos_are_the_same(stub: Path) -> None:
    """There is a TODO wherever the English stub has one."""
    expected = to_do(ENGLISH / stub.name)

    assert expected
    assert to_do(STUBS / stub) == expected


@pytest.mark.parametrize("stub", [path for path in TRANSLATED if path.parent.name == "ko"], ids=str)
def test_text_is_korean(stub: Path) -> None:
    """Every docstring and every comment of a Korean stub is in Korean."""
    path = STUBS / stub
    with path.open("rb") as file:
        comments = [token.string for token in tokenize.tokenize(file.readline) if token.type == tokenize.COMMENT]
    docstrings = [ast.get_docstring(node) or "" for _, node in documented(path)]

    assert [text for text in comments + docstrings if not HANGUL.search(text)] == []


def test_example_names_its_line() -> None:
    """The line number in the announcement that is shown as an example is the one where spin stands."""
    for path in (ENGLISH / "spinner_asyncio.py", *(STUBS / stub for stub in TRANSLATED if "asyncio" in stub.name)):
        line = next(node.lineno for name, node in documented(path) if name == "spin")
        shown = re.findall(r"spinner_asyncio\.py:(\d+)>", path.read_text("utf-8"))

        assert shown == [str(line)] * 2, path


@pytest.mark.parametrize("folder", sorted({path.parent for path in TRANSLATED}), ids=str)
def test_verdict_is_the_same(folder: Path) -> None:
    """An untouched stub is to do, with the very same statuses as the English one, check by check."""
    translated, english = (
        {
            kata["kata"]: (kata["status"], kata["cause"], [(each["id"], each["status"]) for each in kata["checks"]])
            for kata in check(path).report["katas"]
        }
        for path in (STUBS / folder, ENGLISH)
    )

    assert {status for status, _, _ in translated.values()} == {"todo"}
    assert translated == english
