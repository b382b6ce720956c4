"""A learner gets a stub, plays and checks, writes, passes, and may begin anew: the commands fit together."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from runs import SPINNERS

from grader.attempt import KATAS

ROOT = Path(__file__).parents[2]


def said(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run a command in a learner's folder; return its exit code and what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "grader", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("kata", KATAS)
def test_from_stub_to_pass_and_back(kata: str, tmp_path: Path) -> None:
    """Each command's advice leads on to the next one, and what was once written can be had back."""
    file = tmp_path / "exercises" / f"{kata}.py"
    file.parent.mkdir()
    code, advice = said(tmp_path, "play", kata)
    assert (code, f"nox -s reset -- {kata}" in advice) == (2, True)

    assert said(tmp_path, "reset", kata) == (0, f"{Path('exercises', file.name)} is the stub now\n")
    assert said(tmp_path, "play", kata)[0] == 1
    code, finding = said(tmp_path, "check", "--format", "gcc")
    place = re.match(r"(.+):(\d+): todo: ", finding)
    assert code == 1
    assert place
    assert (tmp_path / place[1]).read_text("utf-8").splitlines()[
        int(place[2]) - 1
    ].strip() == "raise NotImplementedError"

    solution = (ROOT / "solutions" / file.name).read_text("utf-8")
    file.write_text(re.sub(r"sleep\(\d+\)", "sleep(0)", solution), "utf-8")
    code, shown = said(tmp_path, "play", kata)
    assert (code, shown[-1:]) == (0, "\n")
    assert kata not in SPINNERS or shown.rpartition("\x1b[K")[2] == "Answer: 42\n"
    file.write_text(solution, "utf-8")
    assert said(tmp_path, "check", str(file), "--format", "gcc") == (0, "")

    code, told = said(tmp_path, "reset", kata)
    back = re.search(r"rename it: (.+) to (.+)\n", told)
    assert code == 0
    assert back
    (tmp_path / back[1]).replace(tmp_path / back[2])
    assert [path.read_text("utf-8") for path in file.parent.iterdir()] == [solution]
