"""The texts of watch mode: how far the katas are, the last verdict, what the keys do. Pure functions to strings."""

from dataclasses import replace

from grader.live.state import State
from grader.reports import Look, terminal, visible
from grader.verdict import KataVerdict, Verdict
from grader.words import Message, say

BAR = 13  # columns
STATUS = {
    "passed": say("passed"),
    "failed": say("failed"),
    "todo": say("to do"),
    "missing": say("no such file"),
    "broken": say("broken"),
    "unjudged": say("unjudged"),
}
KEYS = {
    "h": say("hint"),
    "a": say("all"),
    "r": say("run"),
    "s": say("switch kata"),
    "?": say("help"),
    "q": say("quit"),
}


def progress(state: State, look: Look) -> list[str]:
    """Return a line for each kata: which is in focus, how many points it has, how it stands."""
    width = max(len(kata) for kata in state.katas)
    return [_kata_line(state, look, kata, width) for kata in state.katas]


def _kata_line(state: State, look: Look, kata: str, width: int) -> str:
    mark = ">" if kata == state.focus else " "
    shown = state.shown.get(kata)
    verdict = shown.verdict if shown else None
    if state.grading == kata:
        word: Message = say("checking")
    elif verdict is None:
        word = say("not checked yet")
    else:
        word = STATUS[verdict.status]
    return visible(f"{mark} {kata:<{width}}  {_bar(verdict)}  {look.language(word)}", look.encoding)


def _bar(verdict: KataVerdict | None) -> str:
    points, of = (verdict.points, verdict.max_points) if verdict else (0, 0)
    done = BAR * points // of if of else 0
    return f"[{'#' * done}{'.' * (BAR - done)}] {points:>2}/{of:<2}"


def status(state: State, look: Look) -> str:
    """Return the line that says when the verdict came."""
    shown = state.shown.get(state.focus)
    if state.grading == state.focus or shown is None:
        return look.language(say("checking"))
    took = f"{shown.seconds:.2f}"
    return look.language(
        say("checked at {time}, in {seconds} s; save the file, and it is checked again", time=shown.at, seconds=took)
    )


def keys(look: Look) -> str:
    """Return the line that names the keys."""
    return "   ".join(f"{key} {look.language(word)}" for key, word in KEYS.items())


def body(state: State, look: Look, verdict_of: Verdict) -> str:
    """Return what stands in the middle: the verdict on the kata in focus, or what was asked for in its place."""
    if state.panel != "verdict":
        return visible(state.text, look.encoding)
    shown = state.shown.get(state.focus)
    if shown is None:
        return ""
    if shown.problem:
        return visible(shown.problem, look.encoding)
    return terminal.render(replace(verdict_of, katas=(shown.verdict,), seconds=shown.seconds), look)


def help_text(look: Look) -> str:
    """Return what the keys do, one line each."""
    lines = [
        ("h", say("the next hint for the check in focus")),
        ("a", say("every finding in full, or again only the first")),
        ("r", say("run the program here, in real time")),
        ("s", say("switch to the other kata")),
        ("c", say("check again")),
        ("↑ ↓", say("scroll; space and Page Down by a page, Home and End to the ends")),
        ("q", say("quit; Ctrl-C as well")),
    ]
    return "\n".join(f"  {key:<5} {look.language(word)}" for key, word in lines)
