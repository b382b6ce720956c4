"""A third kata by the recipe in CONTRIBUTING.md, to the letter: it works, and the other two stay as they were."""

import json
import sys
from pathlib import Path

import pytest
from recipe import Said, copied, follow, run, steps
from runs import ROOT, SPINNERS, check

pytestmark = pytest.mark.long
KATA = "ticker"
CHECK = (sys.executable, "-m", "grader", "check")
EXPECTED = {"TO DO": 1, "FAIL      nothing": 1, "not translated": 1}
STRUCTURAL = (
    "stubs",
    "hints",
    "learning",
    "collection",
    "proofs",
    "reset",
    "vscode",
    "language",
    "sayings",
    "glossary",
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the repository."""
    return copied(tmp_path_factory.mktemp("recipe"))


@pytest.fixture(scope="module")
def said(repository: Path) -> list[Said]:
    """Follow the recipe in it."""
    return follow(steps((ROOT / "CONTRIBUTING.md").read_text("utf-8")), repository)


def test_as_promised(said: list[Said]) -> None:
    """Every command shows what the recipe says, and fails only where that is a failure."""
    assert [(each.command, each.output) for each in said if each.promised not in each.output] == []
    assert [(each.command, each.output) for each in said if each.code != EXPECTED.get(each.promised, 0)] == []


def test_begins_and_ends(said: list[Said]) -> None:
    """It begins by laying the kata out, and ends by proving it; what has to be seen on the way is promised."""
    assert said[0].command == f"nox -s new -- {KATA}"
    assert said[-1].command == f"nox -s course -- --kata {KATA}"
    assert {*EXPECTED, "PASSED", "proofs hold"} <= {each.promised for each in said}


def test_proofs(said: list[Said]) -> None:
    """The last command tells each proof in a line that begins with ok."""
    lines = [line for line in said[-1].output.splitlines() if line and not line.startswith("grader: ")]

    assert [line for line in lines[:-1] if not line.startswith("ok    ")] == []
    assert lines[-1] == f"All {len(lines) - 1} proofs hold."


def test_other_katas(repository: Path, said: list[Said]) -> None:
    """The other katas get the very same verdicts beside a third one."""
    assert said
    done = run(repository, *CHECK, "solutions", "--seed", "1", "--format", "json")
    before = {kata["kata"]: kata for kata in check("solutions").report["katas"]}
    after = {kata["kata"]: kata for kata in json.loads(done.stdout)["katas"]}

    assert {kata: after[kata] for kata in SPINNERS} == before
    assert [*after] == [*SPINNERS, KATA]


def test_structure(repository: Path, said: list[Said]) -> None:
    """The repository's own tests of what each kata must have hold for this one, too."""
    assert said
    files = [f"tests/grader/test_{name}.py" for name in STRUCTURAL]
    chosen = f"{KATA} or every_language or labels or only_attempts or witnesses or inputs or bonus_checks or sources"
    options = ("-q", "-p", "no:cacheprovider", "-m", "not collection and not long", "-k", chosen)
    done = run(repository, sys.executable, "-m", "pytest", *options, *files)

    assert done.returncode == 0, done.stdout


def test_truth_run(repository: Path, said: list[Said]) -> None:
    """The new kata is held to real time like the others: who only looks right in virtual time doesn't pass."""
    assert said
    cheat = repository / "cheat.py"
    honest = (repository / "solutions" / f"{KATA}.py").read_text("utf-8")
    clever = "sleep('grader.wire' in __import__('sys').modules)"
    cheat.write_text(honest.replace("sleep(1)", clever), "utf-8")
    right, wrong = (
        json.loads(run(repository, *CHECK, path, "--kata", KATA, "--real", "--format", "json").stdout)["katas"][0]
        for path in ("solutions", "cheat.py")
    )

    assert (right["status"], right["real"]["status"]) == ("passed", "passed")
    assert (wrong["status"], wrong["real"]["status"]) == ("unjudged", "failed")
