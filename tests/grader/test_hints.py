"""Hints: three for each check, none of them the solution; and the command that gives them one by one."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from parent_helpers import checks_of, solution
from runs import KATAS, ROOT, environment

from grader.cli import main
from grader.commands import hint
from grader.hinting import hints_of, promises_of, remember, shown
from grader.words import Message
from grader.wrapping import columns, wrapped

CALL = re.compile(r"\w\(([^()]*)\)?")
EACH = [(kata, check, place) for kata in KATAS for check in hints_of(kata) for place in range(3)]


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where this test's own memory of hints is; nothing is in it yet."""
    path = tmp_path / ".grader" / "hints.json"
    monkeypatch.setattr(hint, "STATE", path)
    return path


def given(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> tuple[list[int], str]:
    """Run the command; return which hints it gave, and all that it said."""
    assert main(["hint", *arguments, "--lang", "en"]) == code
    said = "".join(capsys.readouterr())
    return [int(place) for place in re.findall(r"hint (\d) of 3", said)], " ".join(said.split())


# --- the hints themselves -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kata", KATAS)
def test_three_each(kata: str) -> None:
    """Every check has three different hints, and there is none for a check that isn't there."""
    hints = hints_of(kata)
    assert list(hints) == list(checks_of(kata))
    assert all(len(set(three)) == 3 and all(isinstance(each, Message) for each in three) for three in hints.values())


@pytest.mark.parametrize("kata, check, place", EACH)
def test_never_the_solution(kata: str, check: str, place: int) -> None:
    """No hint has a line of a reference solution in it, an assignment, or code that is longer than one call."""
    text = str(hints_of(kata)[check][place])
    lines = {line.strip() for each in KATAS for line in solution(each).splitlines()}
    code = [line for line in lines if len(line) > 8 and not line.startswith(("#", '"'))]
    assert [line for line in code if line in text] == []
    assert not re.search(r"\w = |\n|;.*\(.*;|\bdef \w+\(|:$", text)
    assert all("(" not in inside for inside in CALL.findall(text))


def test_findings_never_tell_the_solution() -> None:
    """Nothing that is said anywhere, of any mistake, has a line of a reference solution's functions in it."""
    lines = {line.strip() for each in KATAS for line in solution(each).splitlines() if line.startswith("    ")}
    code = [line for line in lines if len(line) > 8 and not line.startswith(("#", '"')) and "(" in line]
    said = [
        str(node.args[0].value)
        for path in (ROOT / "tests" / "katas").glob("*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say"
        if node.args and isinstance(node.args[0], ast.Constant)
    ]
    assert len(said) > 200
    assert [text for text in said for line in code if line in text] == []


@pytest.mark.parametrize("kata", KATAS)
def test_promises(kata: str) -> None:
    """The list of a kata's checks is read from the text of its module, and says what pytest finds there."""
    declared = [
        (name, " ".join((function.__doc__ or "").split()), terms.bonus)
        for name, (terms, function) in checks_of(kata).items()
    ]
    assert [(each.check, each.sentence, each.bonus) for each in promises_of(kata)] == declared


# --- one more each time ---------------------------------------------------------------------------------------------


def test_one_by_one(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first call gives the first hint, each --more the next one, and after the third there is the lesson."""
    ask = ("spinner_thread", "frames")
    assert given(capsys, *ask)[0] == [1]
    assert given(capsys, *ask, "--more")[0] == [2]
    places, said = given(capsys, *ask, "--more")
    assert (places, "exercises/README.md#spinner_thread-frames" in said) == ([3], True)
    places, said = given(capsys, *ask, "--more")
    assert (places, "These are all the hints on frames" in said) == ([], True)
    assert json.loads(state.read_text("utf-8")) == {"shown": {"spinner_thread/frames": 3}}


@pytest.mark.parametrize("again", [[], ["--again"]])
def test_again(state: Path, capsys: pytest.CaptureFixture[str], again: list[str]) -> None:
    """Without --more, what was given so far is given again, and nothing more."""
    remember(state, "spinner_asyncio", "cancel", 2)
    assert given(capsys, "spinner_asyncio", "cancel", *again)[0] == [1, 2]
    assert shown(state, "spinner_asyncio", "cancel") == 2


def test_more_at_once(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who begins by asking for more gets the first hint, and each check counts for itself."""
    assert given(capsys, "thread", "pace", "--more")[0] == [1]
    assert given(capsys, "asyncio", "pace", "--more")[0] == [1]
    assert given(capsys, "exercises/spinner_thread.py", "pace", "--more")[0] == [2]
    assert shown(state, "spinner_asyncio", "pace") == 1


BROKEN = [
    b"",
    b"[]",
    b"{",
    b"\xff\xfe",
    b"3",
    b"[" * 5000,
    b'{"shown": 3}',
    b'{"shown": {"spinner_thread/frames": "2"}}',
    b'{"shown": {"spinner_thread/frames": 9}}',
    b'{"shown": {"spinner_thread/frames": true}}',
    b" " * 100_000 + b'{"shown": {"spinner_thread/frames": 2}}',
]


@pytest.mark.parametrize("data", BROKEN, ids=range(len(BROKEN)))
def test_broken_memory(state: Path, capsys: pytest.CaptureFixture[str], data: bytes) -> None:
    """A file that is broken or somebody else's is no error: the hints begin anew."""
    state.parent.mkdir()
    state.write_bytes(data)
    assert given(capsys, "spinner_thread", "frames")[0] == [1]
    assert shown(state, "spinner_thread", "frames") == 1


def test_no_memory(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing can be kept, the hint comes all the same, and a line says why the next one won't."""
    state.parent.write_text("in the way", "utf-8")
    places, said = given(capsys, "spinner_thread", "frames")
    assert (places, "can't be kept" in said) == ([1], True)


def test_folder_in_place_of_the_file(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder of the file's name is in the way, too, and no draft is left beside it."""
    state.mkdir(parents=True)
    assert given(capsys, "spinner_thread", "frames")[0] == [1]
    assert list(state.parent.iterdir()) == [state]


def test_several_at_once(state: Path) -> None:
    """Several processes that note hints at the same time leave a whole file, with what one of them noted last."""
    code = (
        "import sys; from pathlib import Path; from grader.hinting import remember\n"
        "for n in range(100): remember(Path(sys.argv[1]), 'kata', sys.argv[2], n % 3 + 1)"
    )
    state.parent.mkdir()
    command = [sys.executable, "-c", code, str(state)]
    writers = [subprocess.Popen([*command, name], env=environment({})) for name in "abcd"]
    while any(writer.poll() is None for writer in writers):
        assert not state.exists() or json.loads(state.read_text("utf-8"))["shown"]
    assert [writer.returncode for writer in writers] == [0] * 4
    assert [path.name for path in state.parent.iterdir()] == [state.name]


# --- without a check, and wrong ones --------------------------------------------------------------------------------


def test_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """Without any argument the command says what it does, and what to ask."""
    _, said = given(capsys)
    assert "three hints for each check" in said
    assert all(kata in said for kata in KATAS)


@pytest.mark.parametrize("kata", KATAS)
def test_listed(state: Path, capsys: pytest.CaptureFixture[str], kata: str) -> None:
    """Without a check all of them are listed with what they promise; nothing is graded, and nothing noted."""
    _, said = given(capsys, kata)
    assert all(f"{promise.check} {promise.sentence}" in said for promise in promises_of(kata))
    assert ("bonus: " in said) is any(promise.bonus for promise in promises_of(kata))
    assert not state.exists()


@pytest.mark.parametrize(
    "arguments, listed",
    [(["spinner_tread"], "spinner_thread, spinner_asyncio"), (["thread", "frame"], "signal, frames")],
)
def test_unknown(capsys: pytest.CaptureFixture[str], arguments: list[str], listed: str) -> None:
    """A kata or a check that isn't there is wrong usage, and what there is is listed."""
    assert listed in given(capsys, *arguments, code=2)[1]


def test_korean(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In Korean, the lesson that is pointed to is the Korean one."""
    remember(state, "spinner_thread", "frames", 3)
    assert main(["hint", "spinner_thread", "frames", "--lang", "ko"]) == 0
    assert "exercises/README.ko.md#spinner_thread-frames" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["README.md", "README.ko.md"])
def test_lesson_has_the_places(name: str) -> None:
    """Every place in the lesson that is pointed to is there."""
    lesson = (ROOT / "exercises" / name).read_text("utf-8")
    assert [f"{kata}-{check}" for kata in KATAS for check in checks_of(kata) if f'"{kata}-{check}"' not in lesson] == []


def test_quick() -> None:
    """A hint is there at once: neither pytest nor anything else that is large is imported for it."""
    code = (
        "import sys; from grader.cli import main; main(['hint', 'spinner_thread'])\n"
        "from grader.hinting import hints_of; hints_of('spinner_thread')\n"
        "print([name for name in ('pytest', 'rich', 'asyncio', 'jinja2') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment({}), capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines()[-1] == "[]"


# --- lines that fit ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["one two three four five", "생각 중! 생각 중! 생각 중!", "averylongword " * 3])
def test_wrapped(text: str) -> None:
    """Lines are as wide as asked for at most, but for a single word that is longer, and lose nothing."""
    lines = list(wrapped(text, 12, "- "))
    assert " ".join(lines).replace("- ", "", 1).split() == text.split()
    assert all(columns(line) <= 12 or len(line.split()) <= 2 for line in lines)
    assert all(line.startswith("  ") for line in lines[1:])
