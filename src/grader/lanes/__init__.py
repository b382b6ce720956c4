"""A call's trace as lanes on a time axis and a film of the terminal, for reports to draw.

`cast` finds out which threads, tasks and loops had a part in the call, `waits` in which states they were from when to
when, `deeds` what happened at which moment, `drawn` who drew what, `reel` what the terminal showed. Nothing here judges
anything, and nothing may stumble over a trace, whatever an attempt has done.
"""

import re

from grader.film import Call
from grader.lanes.cast import Cast
from grader.lanes.deeds import add_deeds
from grader.lanes.drawn import add_drawn
from grader.lanes.reel import reel
from grader.lanes.waits import add_spans
from grader.run import Run

# What a frame looks like is the kata's own knowledge; whoever doesn't say has none.
NO_FRAME = re.compile(r"(?!)")

__all__ = ["run_of"]


def run_of(call: Call, frame: re.Pattern[str] = NO_FRAME) -> Run:
    """Return what happened in a call; a line that ``frame`` matches in full is a frame of a spinner."""
    cast = Cast(call)
    add_spans(cast)
    add_deeds(cast)
    add_drawn(cast, frame)
    lanes = tuple(life.lane() for life in cast.in_order())
    film, cut = reel(call, cast.end)
    return Run(cast.end, lanes, film, cut=cut or cast.cut)
