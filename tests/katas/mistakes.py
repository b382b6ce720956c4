"""Mistakes that are often made, recognised and called by their names.

A recogniser looks at what happened first: the trace says whether it is that mistake, the source only helps to name it.
Where it isn't sure it says nothing, since a wrong name is worse than none. Nothing in here changes a verdict.
"""

from collections.abc import Sequence

from mistake import Mistake
from mistakes_announcing import ANNOUNCING
from mistakes_dialect import DIALECT
from mistakes_drawing import DRAWING
from mistakes_erasing import ERASING
from mistakes_flags import FLAGS
from mistakes_order import ORDER
from mistakes_results import RESULTS
from mistakes_signal import SIGNAL
from mistakes_tasks import TASKS
from mistakes_threads import THREADS
from mistakes_timing import TIMING
from mistakes_waiting import MEMORY, WAITING
from seeing import Case, Recogniser

ALL: Sequence[tuple[frozenset[str], Recogniser]] = (
    *DIALECT,
    *MEMORY,
    *SIGNAL,
    *TASKS,
    *FLAGS,
    *THREADS,
    *ORDER,
    *DRAWING,
    *ERASING,
    *TIMING,
    *ANNOUNCING,
    *RESULTS,
    *WAITING,
)


def named(case: Case) -> Mistake | None:
    """Return the mistake that a failed check shows, None where it is none that is known."""
    for checks, recognise in ALL:
        if case.check in checks:
            mistake = recognise(case)
            if mistake is not None:
                return mistake
    return None
