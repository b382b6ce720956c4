"""What watch mode has others do: hints for the check in focus, and the learner's own program in real time."""

import contextlib
import sys
from pathlib import Path

from grader.hinting import HINTS, STATE, hints_of, remember, shown
from grader.language import Language
from grader.live.state import Rows
from grader.verdict import CheckResult, KataVerdict
from grader.words import say


def check_in_focus(verdict: KataVerdict) -> CheckResult | None:
    """Return the check to think about: the one that names the cause, else the first that isn't passed."""
    unfinished = [check for check in verdict.checks if check.status != "passed"]
    return verdict.first_failed or min(unfinished, key=lambda check: check.bonus, default=None)


def hints_on(verdict: KataVerdict, language: Language, state: Path = STATE) -> Rows:
    """Return the hints on the check in focus, one more each time; ``state`` is where their number is kept."""
    check = check_in_focus(verdict)
    if check is None:
        return (("", language(say("There is nothing to give a hint on: no check is left."))),)
    number = min(shown(state, verdict.kata, check.id) + 1, HINTS)
    with contextlib.suppress(OSError):  # then the same hint comes again
        remember(state, verdict.kata, check.id, number)
    rows: list[tuple[str, str]] = []
    for place, hint in enumerate(hints_of(verdict.kata)[check.id][:number], 1):
        head = say("{kata}, {check}: hint {place} of {all}", kata=verdict.kata, check=check.id, place=place, all=HINTS)
        rows += [("", language(head)), ("  ", language(hint)), ("", "")]
    more = (
        say("h gives one more; Esc shows the verdict again") if number < HINTS else say("Esc shows the verdict again")
    )
    return (*rows, ("", language(more)))


def play_command(kata: str, path: Path, language: Language) -> list[str]:
    """Return the command that runs a kata's program in this terminal."""
    grader = [sys.executable, "-P", "-m", "grader"]
    return [*grader, "play", kata, "--path", str(path), "--lang", language.code]
