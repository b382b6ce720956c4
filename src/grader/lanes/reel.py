"""What the terminal showed in a call, as a film: one view for as long as nothing changed."""

from grader.film import Call
from grader.run import View

MAX_VIEWS = 400


def reel(call: Call, end: int) -> tuple[tuple[View, ...], bool]:
    """Return the views of a call up to its end, and whether some had to be left out."""
    views: list[View] = []
    state = None
    for shot in call.shots:
        time = shot.event.time - call.begin
        if time > end or shot.state == state:
            continue
        state = shot.state
        # What was gone before any time had passed was never seen.
        begin = views.pop().time if views and views[-1].time >= time else time
        if views:
            last = views[-1]
            views[-1] = View(last.time, begin, last.rows, last.row, last.column, last.visible)
        views.append(View(begin, end, state.rows, state.row, state.column, state.visible))
    if len(views) > MAX_VIEWS:
        return (*views[: MAX_VIEWS - 1], views[-1]), True
    return tuple(views), False
