"""The page's own words: what stands on it whatever the verdict, in one place so that the catalogues find it."""

from collections.abc import Mapping

from grader.reports import symbols
from grader.run import PointKind, State
from grader.words import Message, say

LABELS: Mapping[str, Message] = {
    "title": say("Spinner katas: what your program did"),
    "skip": say("Skip to the verdict"),
    "katas": say("Katas"),
    "dark": say("Dark"),
    "seed": say("seed"),
    "remarks": say("About what was handed in"),
    "next": say("Next"),
    "again": say("The same once more"),
    "hints": say("For a hint"),
    "bonus_about": say("Bonus: extra points, never needed to pass"),
    "first": say("Start here"),
    "all_checks": say("All checks"),
    "expected": say("Expected"),
    "seen": say("What happened"),
    "why": say("Why"),
    "try": say("What to try"),
    "reference_did": say("What the solution did"),
    "mistake": say("A known mistake"),
    "ended_by": say("Ended early"),
    "real": say("In real time"),
    "picture": say("The run, moment by moment"),
    "whole": say("The whole program"),
    "screen": say("on screen"),
    "legend": say("What the marks mean"),
    "events": say("All that happened, as a table"),
    "time": say("Time"),
    "who": say("Who"),
    "what": say("What"),
    "row": say("Line"),
    "none": say("Nothing was recorded."),
    "left_out": say("Some of it is left out: there was more than a picture can hold."),
    "film": say("The terminal as a film"),
    "stills": say("Pictures of the terminal"),
    "blank": say("(blank)"),
    "source": say("Your source"),
    "source_cut": say("The rest of the file is left out."),
    "how_to": say(
        "Point at a mark, or go through them with the arrow keys, to see what it is and where it comes from."
    ),
    "no_pictures": say("There are too many pictures for one page; this one is left out."),
    "footer": say(
        "Times are program time: the grader's clock jumps over waits, so they are exact, however fast it ran."
    ),
    "no_script": say("Without JavaScript the film is a strip of pictures; all else works as it does with it."),
    "nothing": say("Nothing to show: no kata was graded."),
}

SCRIPT: Mapping[str, Message] = {
    "play": say("Play"),
    "pause": say("Pause"),
    "back": say("One picture back"),
    "forward": say("One picture on"),
    "moment": say("Moment"),
    "speed": say("Speed"),
    "blank": say("(blank)"),
    "line": say("line"),
    "seconds": say("{seconds} s", seconds="{seconds}"),
}
"""What the script says, and the controls that only make sense with it."""

STATUSES: Mapping[str, Message] = {
    "passed": say("passed"),
    "failed": say("failed"),
    "todo": say("to do"),
    "missing": say("missing"),
    "broken": say("broken"),
    "unjudged": say("unjudged"),
    "blocked": say("blocked"),
}

LANES: Mapping[str, Message] = {"thread": say("thread"), "task": say("task"), "loop": say("event loop")}

# Two reports of one run call its parts by the same words.
STATES: Mapping[State, Message] = {state: symbol.meaning for state, symbol in symbols.STATES.items()}
KINDS: Mapping[PointKind, Message] = {kind: symbol.meaning for kind, symbol in symbols.POINTS.items()}
