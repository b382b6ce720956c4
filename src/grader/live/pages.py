"""The texts of watch mode: how far the katas are, the last verdict, what the keys do. Pure functions to strings."""

import platform
import re
from dataclasses import replace

from rich.text import Text

from grader.language import Language
from grader.live.state import Rows, Shown, State
from grader.reports import Look, terminal, visible
from grader.reports.progress import focus_of
from grader.verdict import KataVerdict, Verdict
from grader.words import Message, say
from grader.wrapping import wrapped

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
HELP = {
    "h": say("a hint for the check in focus, and the next one each time"),
    "a": say("every finding in full, or again only the first"),
    "r": say("run the program here, in real time; Ctrl-C ends it"),
    "s": say("switch to the other kata"),
    "c": say("check again"),
    "Esc": say("back to the verdict"),
    "Up, Down": say("scroll; Space and Page Down by a page, Home and End to the ends"),
    "q": say("quit; Ctrl-C as well"),
}
FAULT = say("The grader itself failed, which is no fault of your program's. Press c to check again.")


def progress(state: State, look: Look) -> str:
    """Return a line for each kata: whether it is in focus, how many points it has, how it stands."""
    width = max(len(kata) for kata in state.katas)
    lines = [_kata_line(state, look, kata, width) for kata in state.katas]
    return visible("\n".join(lines), look.encoding)


def _kata_line(state: State, look: Look, kata: str, width: int) -> str:
    mark = ">" if kata == state.focus else " "
    shown = state.shown.get(kata)
    word = say("checking") if kata in state.pending else STATUS[shown.verdict.status] if shown else say("to be checked")
    return f"{mark} {kata:<{width}}  {_bar(shown.verdict if shown else None)}  {look.language(word)}"


def _bar(verdict: KataVerdict | None) -> str:
    points, of = (verdict.points, verdict.max_points) if verdict else (0, 0)
    done = BAR * points // of if of else 0
    return f"[{'#' * done}{'.' * (BAR - done)}] {points:>2}/{of:<2}"


def status(state: State, look: Look) -> str:
    """Return the line that says how old the verdict is, and how to go on."""
    shown, other = state.current, _left(state)
    if shown is None or state.focus in state.pending:
        line: Message = say("checking {kata}", kata=state.focus)
    elif other:
        line = say(
            "checked at {time} in {seconds} s; s goes on to {kata}", time=shown.at, seconds=_took(shown), kata=other
        )
    else:
        line = say(
            "checked at {time} in {seconds} s; save, and it is checked again", time=shown.at, seconds=_took(shown)
        )
    return visible(look.language(line), look.encoding)


def _left(state: State) -> str | None:
    """Return a kata that is left to do, once the one in focus is done."""
    done = [kata for kata, shown in state.shown.items() if shown.verdict.status == "passed"]
    return next((kata for kata in state.katas if kata not in done), None) if state.focus in done else None


def _took(shown: Shown) -> str:
    return f"{shown.seconds:.2f}"


def keys(look: Look) -> str:
    """Return the line that names the keys."""
    return visible("   ".join(f"{key} {look.language(word)}" for key, word in KEYS.items()), look.encoding)


def help_rows(language: Language) -> Rows:
    """Return what the keys do, a line each."""
    width = max(len(key) for key in HELP)
    return tuple((f"  {key:<{width}}  ", language(word)) for key, word in HELP.items())


def body(state: State, look: Look, seed: int) -> str:
    """Return what stands in the middle: the verdict on the kata in focus, or what was asked for in its place."""
    shown = state.current
    if state.panel != "verdict":
        lines = (line for before, text in state.rows for line in wrapped(text, look.width, before))
        return visible("\n".join(lines), look.encoding)
    if shown is None:
        return ""
    if shown.problem:
        fault = f"{look.language(FAULT)}\n\n" if shown.verdict.status == "unjudged" else ""
        return visible(f"{fault}{look.language(shown.problem)}", look.encoding)
    sources = {state.focus: shown.source} if shown.source else {}
    return terminal.render(_verdict(state, shown, seed), replace(look, everything=state.everything, sources=sources))


def _verdict(state: State, shown: Shown, seed: int) -> Verdict:
    return Verdict(state.label, platform.python_version(), seed, shown.seconds, (shown.verdict,))


def begin(state: State, text: str, seed: int) -> int:
    """Return the line of the text in the middle from which on it matters: that of the failure in focus, or the end."""
    shown = state.current
    if state.panel != "verdict" or shown is None or shown.problem:
        return 0
    lines = text.split("\n")
    focus = focus_of(_verdict(state, shown, seed))
    if focus is None:
        return len(lines)  # the next step stands there
    name = f"{focus.kata.kata}: {focus.check.id}" if focus.check else focus.kata.kata
    head = re.compile(rf"\S.*?  {re.escape(name)}(?:  |$)")
    plain = (Text.from_ansi(line).plain for line in lines)
    return next((number for number, line in enumerate(plain) if head.match(line)), 0)


def report(state: State, look: Look, seed: int) -> str:
    """Return all of it as one text that stands by itself, for a terminal on which nothing is drawn over."""
    parts = progress(state, look), body(state, look, seed).rstrip("\n"), status(state, look), keys(look)
    return "".join(f"{part}\n\n" for part in parts[:2]) + "".join(f"{part}\n" for part in parts[2:])
