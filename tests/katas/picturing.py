"""What is drawn of a call: lanes and a film, and what the scenario was in words."""

from cleaning import FRAME_LINE

from grader.film import Call
from grader.lanes import run_of
from grader.run import Run
from grader.words import Message, say


def picture(call: Call) -> Run:
    """Return what happened in a call, as it is drawn."""
    return run_of(call, FRAME_LINE)


def title(call: Call) -> Message:
    """Say what was played."""
    return say("scenario: {name}", name=call.trace.scenario.name)
