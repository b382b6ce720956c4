"""Verdicts that the formats for programs are tried with: every status, and any text wherever a text can be."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import strategies as st
from pages import HOSTILE, broken, failed, finding, hostile, passed, todo, unjudged, verdict
from scenes import SCENES

from grader.verdict import CheckResult, KataVerdict, Real, Verdict
from grader.words import promised

MISSING = KataVerdict("spinner_asyncio", "missing")
BONUS_MISSED = KataVerdict(
    "spinner_thread",
    "passed",
    real=Real("passed"),
    checks=(
        CheckResult("frames", promised("spin draws its frames in order."), "passed", max_points=3),
        CheckResult("wide", promised("A wide message is wiped, too."), "failed", bonus=True, finding=finding()),
        CheckResult("exception", promised("An exception is passed on."), "passed", bonus=True, max_points=2),
    ),
)
CONTRADICTED = KataVerdict(
    "spinner_thread",
    "unjudged",
    finding=finding("in real time it did something else"),
    real=Real("failed", finding("in real time")),
    checks=(
        CheckResult("frames", promised("spin draws its frames in order."), "passed", max_points=3),
        CheckResult("wide", promised("A wide message is wiped, too."), "passed", bonus=True),
    ),
)
RESTS_ON_BONUS = KataVerdict(
    "spinner_thread",
    "failed",
    checks=(
        CheckResult("frames", promised("spin draws its frames in order."), "blocked", blocked_by="wide"),
        CheckResult("wide", promised("A wide message is wiped, too."), "failed", bonus=True, finding=finding()),
    ),
)
ALL_HOSTILE = " ".join(HOSTILE)

STATUSES: Mapping[str, Verdict] = {
    "passed": verdict(passed()),
    "failed": verdict(failed(scene=SCENES["erased_in_loop"]()), todo()),
    "todo": verdict(todo()),
    "missing": verdict(failed(), MISSING),
    "broken": verdict(broken()),
    "unjudged": verdict(unjudged()),
    "bonus missed": verdict(BONUS_MISSED),
    "failed for real": verdict(replace(failed(), real=Real("failed", finding("in real time")))),
    "contradicted": verdict(CONTRADICTED),
    "hostile": verdict(hostile(ALL_HOSTILE), attempt=ALL_HOSTILE),
    "failed without a check": verdict(KataVerdict("spinner_thread", "failed")),
    "rests on a bonus": verdict(RESTS_ON_BONUS),
    "nothing": verdict(),
}
"""A verdict for each thing that can become of an attempt."""

PIECES = (
    *HOSTILE[:-2],
    *"`~*_[]()<>#|\\!&@:=+-\t\r\n\x00\x08\x1b\ud800\ufffe\u202e",
    "```",
    "\n```\n",
    "\n~~~\n# x\n",
    "![x](http://x)",
    "<img src=x>",
    "@octocat",
    "#123",
    "http://example.com",
    "a@example.com",
    "| a | b |\n| --- | --- |",
    "]]>",
    "&#0;",
    "<!--",
    "--",
    "\n::error::x",
    "##[error]x",
    "=cmd|' /C calc'!A0",
    "\u3000=1",
    "\uff1d1",
)
TEXTS = st.one_of(st.text(max_size=20), st.lists(st.sampled_from(PIECES), max_size=6).map("".join))


@st.composite
def verdicts(draw: st.DrawFn) -> Verdict:
    """Draw a verdict whose texts may be anything, also those that are in fact ours, such as a promise."""
    text = draw(TEXTS)
    told = replace(finding(text), why=None, mistake=draw(TEXTS))
    kata = draw(st.sampled_from([failed(text), todo(), broken(text), unjudged(), CONTRADICTED, BONUS_MISSED, MISSING]))
    checks = tuple(replace(check, sentence=draw(TEXTS), finding=check.finding and told) for check in kata.checks)
    return verdict(replace(kata, finding=kata.finding and told, checks=checks), attempt=draw(TEXTS))
