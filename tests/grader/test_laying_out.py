"""`new`: a kata is laid out whole or not at all, under a name that it can have, and nothing is overwritten."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from runs import ROOT

from grader import laying_out
from grader.cli import main
from grader.commands import new
from grader.laying_out import LONGEST, PLACEHOLDER, lay_out, layout
from grader.repository import Repository
from grader.settings import UsageError

SHARED = ("exercises/README.md", "exercises/README.ko.md", ".vscode/tasks.json", "src/grader/katas.txt")


def empty_repository(folder: Path) -> Repository:
    """Return a repository with what is shared by all katas, and without any kata's files."""
    for name in SHARED:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes((ROOT / name).read_bytes())
    repository = Repository(folder)
    for path in (repository.solutions, repository.checks, repository.attempts, repository.stubs):
        path.mkdir(parents=True)
    return repository


def contents(repository: Repository) -> dict[str, bytes | None]:
    """Return all paths of a repository, with what is in the files."""
    paths = sorted(repository.root.rglob("*"))
    return {repository.told(path): path.read_bytes() if path.is_file() else None for path in paths}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Return an empty repository."""
    return empty_repository(tmp_path)


def test_whole(repository: Repository) -> None:
    """All files of a kata are written, with its name in them, and a right and a wrong attempt at least."""
    lay_out(layout(repository, "ticket_queue"))
    found = contents(repository)

    assert [path for path in repository.files("ticket_queue") if not path.is_file()] == []
    assert {path.parent.name for path in repository.attempts.glob("ticket_queue/*/*.py")} == {"right", "wrong"}
    assert [name for name, data in found.items() if PLACEHOLDER.encode() in (data or b"")] == []


def test_longest_name(repository: Repository) -> None:
    """Whatever the name is, no line of the code gets too long for it."""
    made = layout(repository, "a" * LONGEST)
    lines = [line for path, data in made.new.items() if path.suffix == ".py" for line in data.decode().splitlines()]

    assert max(map(len, lines)) <= 120


def test_shared(repository: Repository) -> None:
    """The kata is the last one of the list and of the choice in VS Code, and the lesson has places for its checks."""
    before = contents(repository)
    lay_out(layout(repository, "ticket_queue"))
    after = contents(repository)

    assert repository.register.read_text("ascii").split() == [*repository.katas, "ticket_queue"]
    choice = json.loads(after[".vscode/tasks.json"] or b"")["inputs"][0]["options"]
    assert choice == [*repository.katas, "ticket_queue"]
    for name in SHARED[:2]:
        added = (after[name] or b"").removeprefix(before[name] or b"").decode()
        assert added.count('<a id="ticket_queue-') == 3


@pytest.mark.parametrize(
    "name, problem",
    [
        ("spinner_thread", "there is such a kata already"),
        ("asyncio", "there is a module of this name"),
        ("grader", "there is a module of this name"),
        ("lambda", "Python's own syntax"),
        ("match", "Python's own syntax"),
        ("nul", "Windows keeps this name"),
        ("com7", "Windows keeps this name"),
        ("pytest", "a package that the grader works with"),
        ("conftest", "there is a module called conftest"),
        ("teaching", "there is a module called teaching"),
        ("hints", "there is a module called test_hints"),
        ("test_ticker", "there is a module called test_ticker"),
        *(
            (name, "take a name of small letters")
            for name in (
                "",
                "Queue",
                "a b",
                "a-b",
                "_a",
                "9a",
                "a/b",
                "../a",
                "a.py",
                "ä",
                "a\n",
                "\udce9",
                "a" * (LONGEST + 1),
            )
        ),
    ],
)
def test_refused(name: str, problem: str, repository: Repository) -> None:
    """A name that a kata can't have is refused, with the reason and what to do, and nothing is written."""
    for module in ("grader/test_hints.py", "katas/teaching.py", "katas/test_ticker.py"):
        (repository.root / "tests" / module).parent.mkdir(exist_ok=True)
        (repository.root / "tests" / module).touch()
    before = contents(repository)
    with pytest.raises(UsageError) as refused:
        layout(repository, name)

    assert problem in str(refused.value)
    assert "take a" in str(refused.value)
    assert contents(repository) == before


@pytest.mark.parametrize("number", range(11))
def test_never_overwrites(number: int, repository: Repository) -> None:
    """Whatever of it is there already, a folder or a dangling link as well, stays, and nothing is written."""
    paths = [*layout(repository, "ticker").new, repository.attempts / "ticker"]
    path = paths[number]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to("nowhere") if number % 3 else path.mkdir()
    before = contents(repository)
    with pytest.raises(UsageError, match="is there already"):
        layout(repository, "ticker")

    assert contents(repository) == before


@pytest.mark.parametrize("error", [OSError(28, "No space left on device", "x"), KeyboardInterrupt()])
@pytest.mark.parametrize("at", range(1, 5))
def test_all_or_nothing(at: int, error: BaseException, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file can't be changed any more, or somebody presses Ctrl-C, all that was written before is taken back."""
    before, put, count = contents(repository), laying_out._put, iter(range(1, 99))

    def failing(path: Path, data: bytes) -> None:
        if next(count) == at:
            raise error
        put(path, data)

    monkeypatch.setattr(laying_out, "_put", failing)
    with pytest.raises(UsageError if isinstance(error, OSError) else KeyboardInterrupt):
        lay_out(layout(repository, "ticker"))

    assert contents(repository) == before


def test_somebody_was_quicker(repository: Repository) -> None:
    """A file that came between looking and writing stays, and so does everything else."""
    made = layout(repository, "ticker")
    (repository.solutions / "ticker.py").write_bytes(b"mine")
    before = contents(repository)
    with pytest.raises(UsageError, match="nothing was laid out"):
        lay_out(made)

    assert contents(repository) == before


@pytest.fixture
def answer(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Return what the command says, working in that repository."""
    monkeypatch.setattr(new, "here", lambda: repository)

    def run(*arguments: str) -> tuple[int, str]:
        code = main(["new", *arguments])
        return code, "".join(capsys.readouterr())

    return run


def test_says_what_it_wrote(repository: Repository, answer: Callable[..., tuple[int, str]]) -> None:
    """The command lists each file that it wrote or changed, and the next three steps."""
    before = contents(repository)
    code, said = answer("ticker")
    changed = {name for name, data in contents(repository).items() if data is not None and data != before.get(name)}

    assert code == 0
    assert {line.strip() for line in said.splitlines()} >= changed
    assert [line[:4] for line in said.splitlines() if line[2:3].isdecimal()] == ["  1.", "  2.", "  3."]
    assert "nox -s course -- --kata ticker" in said


def test_wrong_usage(answer: Callable[..., tuple[int, str]]) -> None:
    """A name that can't be is wrong usage."""
    assert answer("asyncio")[0] == 2


def test_needs_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are no checks and no solutions, as in a course that was handed out, it says what it needs."""
    monkeypatch.setattr("grader.repository.Repository", lambda: Repository(tmp_path))
    assert main(["new", "ticker"]) == 2
    assert main(["course"]) == 2
