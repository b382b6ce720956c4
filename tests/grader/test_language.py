"""Languages: which one a person reads, and catalogues in which no sentence lacks a translation."""

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest
import translate
from babel.messages import Catalog

from grader import catalogues
from grader.language import ENGLISH, LANGUAGES, language, preferred
from grader.words import promised, say

OTHERS = [each for each in LANGUAGES if each != "en"]


@pytest.fixture(scope="module")
def spoken() -> Catalog:
    """Return everything that the grader says."""
    return translate.template()


# -- The catalogues ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", OTHERS)
def test_lacks_nothing(code: str, spoken: Catalog) -> None:
    """Every sentence has a translation with the same fields, none is left over, and what is compiled is up to date."""
    assert translate.wrong(code, spoken) == []


def test_finds_what_is_said(spoken: Catalog) -> None:
    """Sentences are found by their mark, promises of checks as docstrings."""
    assert "When spin has returned, the line is clean." in spoken
    assert "{function} is called" in spoken


def test_reads_literals() -> None:
    """Of a module come marked literals, put together, and checks' docstrings as they are shown; nothing else."""
    source = b'''
@check(bonus=True)
async def test_one(play):
    """A promise
    on two lines."""
    say("one " "two", name=3)
    say(text)
    other("three")
@pytest.fixture()
def two():
    """No promise."""
'''
    found = list(catalogues.sentences(ast.parse(source)))
    assert sorted(found) == [(3, "A promise on two lines."), (6, "one two")]


def test_tells_what_is_wrong(tmp_path: Path) -> None:
    """A sentence without translation, a stale one, other fields and a stale compilation are each told."""
    said = Catalog()
    for text in ("new", "frame {number}", "like an old one"):
        said.add(text)
    path = translate.po_of("ko", tmp_path)
    path.parent.mkdir(parents=True)
    here = translate.read("ko", tmp_path)
    here.add("gone", "가버린")
    here.add("frame {number}", "프레임 {count}")
    here.add("like an old one", "비슷한", flags=["fuzzy"])
    path.write_bytes(translate.po_text(here))
    assert [line.split(":")[0] for line in translate.wrong("ko", said, tmp_path)] == [
        "not translated",
        "not the same fields",
        "fuzzy (check it, then remove the mark)",
        "nobody says this any more",
        "grader.mo is not what grader.po comes to",
    ]


def test_writes_the_same_again(tmp_path: Path, spoken: Catalog) -> None:
    """Written twice, the files are the same: nothing in them changes by itself."""
    translate.write("ko", spoken, tmp_path)
    path = translate.po_of("ko", tmp_path)
    first = path.read_bytes(), path.with_suffix(".mo").read_bytes()
    translate.write("ko", spoken, tmp_path)
    assert first == (path.read_bytes(), path.with_suffix(".mo").read_bytes())


def test_drops_what_nobody_says(tmp_path: Path) -> None:
    """What is no longer said leaves the catalogue, and what is new is not taken for what it resembles."""
    old, new = Catalog(), Catalog()
    old.add("When spin has returned, the line is clean.")
    new.add("When spin has returned, the line is blank.")
    translate.write("ko", old, tmp_path)
    catalog = translate.read("ko", tmp_path)
    catalog["When spin has returned, the line is clean."].string = "깨끗합니다."
    translate.renewed(catalog, new)
    assert [(message.id, message.string or "", message.fuzzy) for message in catalog if message.id] == [
        ("When spin has returned, the line is blank.", "", False)
    ]


# -- Speaking ------------------------------------------------------------------------------------------------------


def test_speaks_english() -> None:
    """English needs no catalogue."""
    assert language("en") is ENGLISH
    assert ENGLISH(say("scenario: {name}", name="spin")) == "scenario: spin"


def test_speaks_korean() -> None:
    """A message and a promise are said in Korean, the attempt's text in them as it is."""
    korean = language("ko")
    assert korean(say("{function} is called", function="spin {0}")) == "spin {0} 함수를 호출합니다"
    assert korean(promised("When spin has returned,\n    the line is clean.")) == "spin이 반환했을 때 줄이 깨끗합니다."


def test_leaves_other_text() -> None:
    """What is no message of ours is said as it is, even if it reads like one, and nothing at all is said as nothing."""
    korean = language("ko")
    assert korean(say("blocked")) == "보류"
    assert korean("blocked") == "blocked"
    assert korean("def spin(msg): ...") == "def spin(msg): ..."
    assert korean("") == ""


def test_has_no_other_language() -> None:
    """A language without a catalogue is an error, not silently English."""
    with pytest.raises(OSError, match="No translation file"):
        language("xx")


@pytest.mark.parametrize(
    "environ, code",
    [
        ({}, "en"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko"}, "ko"),
        ({"LANG": "ko_KR@dict"}, "ko"),
        ({"LANG": "ko_KR.EUC-KR"}, "ko"),
        ({"LANG": "KO_kr.utf8"}, "ko"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": ""}, "en"),
        ({"LANG": "kok_IN"}, "en"),
        ({"LC_ALL": "C", "LANG": "ko_KR.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LC_ALL": "ko_KR.UTF-8", "LANG": "en_US.UTF-8"}, "ko"),
        ({"LC_MESSAGES": "ko_KR.UTF-8", "LANG": "en_US.UTF-8"}, "ko"),
        ({"LC_MESSAGES": "en_US.UTF-8", "LANG": "ko_KR.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LC_MESSAGES": "ko_KR.UTF-8"}, "en"),
        ({"LC_CTYPE": "ko_KR.UTF-8"}, "en"),
        ({"LANGUAGE": "ko:en", "LANG": "en_US.UTF-8"}, "ko"),
        ({"LANGUAGE": "en:ko", "LANG": "ko_KR.UTF-8"}, "en"),
        ({"LANGUAGE": "de:ko:en", "LANG": "de_DE.UTF-8"}, "ko"),
        ({"LANGUAGE": "ko_KR", "LANG": "C.UTF-8"}, "ko"),
        ({"LANGUAGE": "", "LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANGUAGE": "::", "LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANGUAGE": "de", "LANG": "ko_KR.UTF-8"}, "en"),
        ({"LANGUAGE": "ko"}, "ko"),
        ({"LANGUAGE": "ko:en", "LC_ALL": "C"}, "en"),
        ({"LANGUAGE": "ko:en", "LC_ALL": "POSIX", "LANG": "ko_KR.UTF-8"}, "en"),
        ({"LANGUAGE": "ko:en", "LC_ALL": "C.UTF-8"}, "ko"),
    ],
)
def test_prefers(environ: Mapping[str, str], code: str) -> None:
    """The locale decides, by gettext's variables in gettext's order; what we don't speak is answered in English."""
    assert preferred(environ) == code


@pytest.mark.parametrize(
    "encoding, code",
    [("utf-8", "ko"), ("euc_kr", "ko"), ("cp949", "ko"), ("ascii", "en"), ("latin-1", "en"), ("", "en")],
)
def test_prefers_what_can_be_read(encoding: str, code: str) -> None:
    """Where the encoding has no Korean letters nobody could read them: the answer is in English."""
    assert preferred({"LANG": "ko_KR"}, encoding) == code


@pytest.mark.parametrize(
    "otherwise, code", [("Korean_Korea", "ko"), ("ko_KR", "ko"), ("English_United States", "en"), ("", "en")]
)
def test_prefers_the_system(otherwise: str, code: str) -> None:
    """Where the environment says nothing the system's own locale decides, under the name that Windows gives it."""
    assert preferred({}, "utf-8", otherwise) == code
    assert preferred({"LANG": "en_US.UTF-8"}, "utf-8", otherwise) == "en"
