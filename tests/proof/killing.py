"""Grade the mutants of a solution, and hold those that survive to the list of those that are known to.

`survivors.toml` gives a reason why the contract has nothing against each; one that isn't there is a hole in the checks.
"""

import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from mutants import Mutant, mutants
from pool import grading_pool, submit_check
from rich.console import Console
from rich.progress import track
from runs import Checked

SURVIVORS = Path(__file__).with_name("survivors.toml")


@dataclass(frozen=True)
class Score:
    """What came of a kata's mutants.

    ``reasons``: why survivors survive, with their names; ``unexplained``: survivors without a reason; ``killed_now``:
    those on the list that are killed.
    """

    kata: str
    total: int
    reasons: Mapping[str, Sequence[str]]
    unexplained: Sequence[str]
    killed_now: Sequence[str]

    @property
    def killed(self) -> int:
        """How many fail a required check."""
        return self.total - sum(map(len, self.reasons.values())) - len(self.unexplained)


def known_survivors(kata: str) -> dict[str, list[str]]:
    """Return the names of the mutants that are known to survive, by reason."""
    listed = tomllib.loads(SURVIVORS.read_text("utf-8"))["survivors"]
    return {each["reason"]: each[kata] for each in listed if each.get(kata)}


def grade(mutant: Mutant, pool: ProcessPoolExecutor, folder: Path) -> Future[Checked]:
    """Have one mutant graded, in a folder of its own within this one."""
    path = Path(tempfile.mkdtemp(dir=folder), f"{mutant.kata}.py")
    path.write_bytes(mutant.source)
    return submit_check(pool, path)


def score(kata: str, at_once: int, made: Sequence[Mutant] = ()) -> Score:
    """Grade all mutants of a kata's solution, or those given; whatever isn't a failure counts as survived."""
    made = made or mutants(kata)
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder, grading_pool(at_once) as pool:
        graded = [grade(mutant, pool, Path(folder)) for mutant in made]
        shown = track(graded, f"mutants of {kata}", len(made), console=Console(stderr=True))
        survived = {mutant.name for mutant, each in zip(made, shown, strict=True) if _survives(each.result())}
    known = known_survivors(kata)
    there = {mutant.name for mutant in made}
    named = {name for names in known.values() for name in names if name in there}
    reasons = {
        reason: kept for reason, names in known.items() if (kept := [name for name in names if name in survived])
    }
    return Score(kata, len(made), reasons, sorted(survived - named), sorted(named - survived))


def _survives(checked: Checked) -> bool:
    return checked.code != 1 or checked.kata["status"] == "unjudged"
