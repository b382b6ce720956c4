"""A call's trace as lanes on a time axis and a film of the terminal, for reports to draw."""

from grader.film import Call
from grader.run import Run, View


def run_of(call: Call) -> Run:
    """Return what happened in a call."""
    shots = call.shots
    film = tuple(
        View(shot.event.time - call.begin, shot.until - call.begin, shot.state.rows, shot.state.row, shot.state.column)
        for shot in shots
    )
    return Run(shots[-1].until - call.begin, (), film)
