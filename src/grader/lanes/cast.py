"""Who had a part in a call: the threads, the tasks, the loop, and the grader itself."""

from dataclasses import dataclass, field
from functools import cached_property

from grader.film import Call
from grader.lanes.happenings import happenings, last_time
from grader.run import Lane, LaneKind, Point, PointKind, Span
from grader.trace import Event
from grader.words import say

MAX_POINTS = 2_000  # in all lanes of a call
SHORTEST = 100_000_000  # nanoseconds: what is drawn of a call that took no time at all
AFTERWARDS = 300_000_000  # and of what will stay so for ever
# What asyncio.run makes of its own accord at the end, if only to find that there is nothing to shut down.
HOUSEKEEPING = frozenset({"shutdown_asyncgens", "shutdown_default_executor"})
BODY = "body"  # what plays call the function around the attempt's

Key = tuple[str, int]
GRADER: Key = ("grader", 0)
RANK = {"grader": 0, "thread": 1, "loop": 2, "task": 3}


@dataclass
class Life:
    """A lane while it is made."""

    name: str
    kind: LaneKind
    begin: int = 0
    end: int | None = None
    spans: list[Span] = field(default_factory=list)
    points: list[tuple[int, int, Point]] = field(default_factory=list)  # with time and number, for their order

    def lane(self) -> Lane:
        """Return it as it is drawn."""
        ordered = sorted(self.points, key=lambda point: point[:2])
        return Lane(self.name, self.kind, self.begin, self.end, tuple(self.spans), tuple(each for *_, each in ordered))


class Cast:
    """The lives of all that had a part in a call, by what they are and their number."""

    def __init__(self, call: Call) -> None:
        """Find out who had a part."""
        self.call = call
        self.script = call.trace.scenario.script
        self.play = str(self.script.get("play"))
        self.events, self.cut = happenings(call)
        self.lives: dict[Key, Life] = {}
        self._points = 0
        self._meet()
        self.end = self._end()

    @cached_property
    def function(self) -> str:
        """The function that this call is of."""
        calls = self.script.get("calls")
        if isinstance(calls, (list, tuple)) and self.call.number < len(calls):
            return str(calls[self.call.number].get("function", ""))
        return str(self.script.get("function", ""))

    @cached_property
    def own(self) -> Key:
        """Who runs the function that this call is of."""
        called = self.call.shots[0].event
        if self.play == "task":
            made = (each for each in self.events if each.kind == "task" and each["state"] == "created")
            first = next((each for each in made if each["line"] is None), None)
            return ("thread", called.thread) if first is None else ("task", first["which"])
        if called["main"] is not None:
            return "task", called["main"]
        return "thread", called.thread

    def time(self, event: Event) -> int:
        """Return when something happened, since the call began."""
        return max(event.time - self.call.begin, 0)

    def key(self, event: Event) -> Key:
        """Return who did what an event tells of."""
        if event.kind in ("wait", "stack"):
            return self._waiter(event)
        if event.task is not None:
            return "task", event.task
        return self._thread(event.thread, event)

    def _thread(self, thread: int, event: Event) -> Key:
        if thread != 0 or self.play not in ("thread", "task"):
            return "thread", thread
        # In these plays the main thread is the grader's, and what the attempt does there a loop has called back.
        return ("loop", 0) if self.play == "task" and event["line"] is not None else GRADER

    def _waiter(self, event: Event) -> Key:
        """Return whose wait it was: it may be told by somebody else."""
        of, by = event["of"], event["by"]
        if event.kind == "stack":
            of, by = event["which"], event.task if event.thread == event["actor"] else None
        task = by if of is None else of
        return self._thread(event["actor"] or 0, event) if task is None else ("task", task)

    def who(self, key: Key) -> Life:
        """Return a life, which begins with the call unless something else is known of it."""
        if key not in self.lives:
            kind: LaneKind = "thread" if key == GRADER else key[0]  # type: ignore[assignment] # the others are kinds
            self.lives[key] = Life(self.name(key), kind)
        return self.lives[key]

    def name(self, key: Key) -> str:
        """Return what somebody is called, whether in this call or not."""
        if key == GRADER:
            return say("the grader")
        if key[0] == "loop":
            return say("event loop")
        return self._titles.get(key, "MainThread" if key == ("thread", 0) else f"{key[0]} {key[1]}")

    def add(self, key: Key, event: Event, kind: PointKind, text: str, line: int | None = None) -> None:
        """Let something have happened to somebody."""
        self._points += 1
        if self._points > MAX_POINTS:
            self.cut = True
            return
        time = self.time(event)
        self.who(key).points.append((time, event["n"], Point(time, kind, text, line)))

    def in_order(self) -> list[Life]:
        """Return all lives in the order in which they began; who started somebody stands before him."""
        lives = sorted(self.lives.items(), key=lambda item: (item[1].begin, RANK[item[0][0]], item[0][1]))
        idle = (GRADER, ("thread", 0))  # which are always there, and drawn where they do anything
        return [life for key, life in lives if life.points or life.spans or key not in idle]

    @cached_property
    def _titles(self) -> dict[Key, str]:
        """What threads and tasks are called, those of earlier calls among them."""
        trace = self.call.trace
        titles: dict[Key, str] = {}
        for event in trace.events("thread", state="started"):
            titles["thread", event["actor"]] = event["name"]
        numbered = {event["of"]: event["title"] for event in trace.events("wait") if event["title"]}
        numbered |= {event["which"]: event["title"] for event in trace.events("task", state="ended") if event["title"]}
        numbered |= {event["which"]: event["name"] for event in trace.events("stack") if event["which"] is not None}
        for event in trace.events("task", state="created"):
            titles["task", event["which"]] = f"{numbered.get(event['which'], 'Task')} ({event['name']})"
        return {key: self.titled(title) for key, title in titles.items()}

    def titled(self, title: str) -> str:
        """Return what a thread or task is called: what a play runs around the attempt's function is that function."""
        return title.replace(f"({BODY})", f"({self.function})")

    def _meet(self) -> None:
        """Let everybody begin and end."""
        self.who(self.own)
        if self.own[0] == "task":
            self.who(("loop", self.call.shots[0].event.thread))
        # A program's main thread is over when all other threads are: it waits for them at the end.
        over = ("finished",) if self.play == "main" else ("returned", "raised")
        for event in self.events:
            if event.kind == "thread" and event["state"] in ("started", "ended") and event["actor"] is not None:
                life = self.who(("thread", event["actor"]))
                self._set(life, event, begin=event["state"] == "started")
            elif event.kind == "task" and event["state"] == "created" and event["name"] not in HOUSEKEEPING:
                self._set(self.who(("task", event["which"])), event, begin=True)
                self.who(("loop", event.thread))
            elif event.kind == "task" and event["state"] == "ended" and ("task", event["which"]) in self.lives:
                self._set(self.lives["task", event["which"]], event, begin=False)
            elif event.kind == "mark" and event["label"] in over and self.own == ("thread", 0):
                self._set(self.who(self.own), event, begin=False)

    def _set(self, life: Life, event: Event, *, begin: bool) -> None:
        if begin:
            life.begin = self.time(event)
        else:
            life.end = self.time(event)

    def _end(self) -> int:
        """Return until when the call is drawn: not on to the end of the time in which nothing more came."""
        whole = max(self.call.shots[-1].until, self.events[-1].time) - self.call.begin
        if self.call.trace.end.cause in ("deadlock", "hung"):
            return whole + AFTERWARDS
        if any(
            life.end is None for key, life in self.lives.items() if key[0] == "task" or (key[0] == "thread" and key[1])
        ):
            return whole
        return min(whole, max(last_time(self.call, self.events) - self.call.begin, SHORTEST))
