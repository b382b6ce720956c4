"""The command line speaks the reader's language: what is wrong with the arguments, help, errors, reports."""

import json
import sys
from pathlib import Path

import pytest

from grader.cli import main
from grader.commands import COMMANDS
from grader.commands.options import language_of
from grader.commands.parsing import Parser
from grader.language import language
from grader.wrapping import columns

KOREAN = {"LANG": "ko_KR.UTF-8"}


@pytest.fixture(autouse=True)
def in_korea(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Live in Korea, in an empty folder."""
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Return how a command answers: exit code, standard output, standard error."""
    try:
        code = main(arguments)
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    return code, *capsys.readouterr()


# -- Which language ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given, code",
    [
        ([], "ko"),
        (["check"], "ko"),
        (["check", "--lang", "en"], "en"),
        (["check", "--lang=en", "--nonsense"], "en"),
        (["check", "--lang", "ko", "--lang", "en"], "en"),
        (["check", "--lang", "xx"], "ko"),
        (["check", "--lang"], "ko"),
    ],
)
def test_language_before_parsing(given: list[str], code: str) -> None:
    """Before the arguments are parsed `--lang` decides, where it names a language; else the locale does."""
    assert language_of(given, KOREAN).code == code


def test_language_without_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where standard output is closed the locale alone decides."""
    monkeypatch.setattr(sys, "stdout", None)

    assert language_of([], KOREAN).code == "ko"


# -- What is wrong with the arguments ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments, english, korean",
    [
        (["check", "--nonsense"], "unrecognized arguments: --nonsense", "모르는 인자입니다: --nonsense"),
        (["check", "--seed"], "argument --seed: expected one argument", "인자 --seed: 값이 하나 필요합니다"),
        (
            ["check", "--seed", "-x"],
            "argument --seed: expected one argument",
            "인자 --seed: 값이 하나 필요합니다",
        ),
        (
            ["check", "--seed", "1.5"],
            "argument --seed: '1.5' isn't a whole number from 0 to 999999999",
            "인자 --seed: '1.5'은(는) 0부터 999999999까지의 정수가 아닙니다",
        ),
        (
            ["check", "--format", "x"],
            "argument --format: invalid choice: 'x'",
            "인자 --format: 'x'은(는) 쓸 수 없습니다",
        ),
        (["check", "--all=1"], "argument --all: ignored explicit argument '1'", "인자 --all: 값을 받지 않는데"),
        ([], "the following arguments are required: COMMAND", "다음 인자가 필요합니다: COMMAND"),
        (
            ["hint", "--more", "--again"],
            "argument --again: not allowed with argument --more",
            "인자 --again: 인자 --more와(과) 함께",
        ),
        (["check", "exercizes"], "no such file or folder: 'exercizes'", "그런 파일이나 폴더가 없습니다: 'exercizes'"),
        (["hint", "x"], "there is no kata 'x'", "'x'(이)라는 카타는 없습니다"),
    ],
)
def test_wrong_usage(
    arguments: list[str], english: str, korean: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wrong usage is answered in one line of the reader's language; in English it is what argparse says."""
    code, out, said = answer(capsys, *arguments)
    assert (code, out, said.count("\n")) == (2, "", 1)
    assert said.startswith(f"grader: {korean}")

    monkeypatch.setenv("LANG", "C.UTF-8")
    assert answer(capsys, *arguments)[2].startswith(f"grader: {english}")


def test_wrong_usage_is_not_a_template(capsys: pytest.CaptureFixture[str]) -> None:
    """What was given is quoted and never formatted."""
    assert "{0} %s {x.__class__}" in answer(capsys, "check", "{0} %s {x.__class__}")[2]
    assert "--{0}%s" in answer(capsys, "check", "--{0}%s")[2]


def test_other_complaints(capsys: pytest.CaptureFixture[str]) -> None:
    """What argparse says beside that comes in its own words."""
    with pytest.raises(SystemExit):
        Parser(language=language("ko"), prog="prog").error("something else")

    assert capsys.readouterr().err == "grader: something else (참고: prog --help)\n"


# -- Help ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["--help"], *([command, "--help"] for command in COMMANDS)])
def test_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Help is in the reader's language, as wide as the terminal at most; options are what they are."""
    code, out, _ = answer(capsys, *arguments)

    assert code == 0
    assert out.startswith("사용법: python -m grader")
    assert "이 도움말을 보여 주고 끝냅니다" in out
    assert max(columns(line) for line in out.splitlines()) <= 80
    assert "show" not in out


def test_help_in_english(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """English help looks as argparse's."""
    monkeypatch.setenv("LANG", "C.UTF-8")
    out = answer(capsys, "check", "--help")[1]

    assert out.startswith("usage: python -m grader check [-h]")
    assert "a folder, or one file (default: exercises)" in out


# -- Reports -------------------------------------------------------------------------------------------------------

STUB = "def spin(): 1\n"
LACKS = "파일에 다음 이름이 없습니다: Signal, slow_function, supervisor, main"


@pytest.mark.parametrize("form", ["terminal", "html", "gcc", "github"])
def test_reports(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each report is in the reader's language."""
    Path("spinner_thread.py").write_text(STUB)
    out = answer(capsys, "check", "spinner_thread.py", "--format", form)[1]

    assert LACKS in " ".join(out.split())


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    """What programs read is in English wherever they run, unless they ask for another language; keys stay English."""
    Path("spinner_thread.py").write_text(STUB)
    arguments = ["check", "spinner_thread.py", "--format", "json", "--seed", "1"]
    english = json.loads(answer(capsys, *arguments)[1])
    korean = json.loads(answer(capsys, *arguments, "--lang", "ko")[1])

    assert english["katas"][0]["finding"]["seen"].startswith("there is no Signal and no slow_function")
    assert korean["katas"][0]["finding"]["seen"] == LACKS
    assert korean["katas"][0]["status"] == "broken"
    assert korean["katas"][0].keys() == english["katas"][0].keys()
