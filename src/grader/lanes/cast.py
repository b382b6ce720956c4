"""Who had a part in a call: the threads, the tasks, the loop, and the grader itself."""

from dataclasses import dataclass, field
from functools import cached_property

from grader.film import Call
from grader.run import Lane, LaneKind, Point, PointKind, Span
from grader.trace import Event
from grader.words import say

MAX_EVENTS = 30_000  # of a call that are looked at
MAX_POINTS = 2_000  # in all lanes of a call
MAX_SPANS = 2_000
# What asyncio.run makes of its own accord at the end, if only to find that there is nothing to shut down.
HOUSEKEEPING = frozenset({"shutdown_asyncgens", "shutdown_default_executor"})

Key = tuple[str, int]
GRADER: Key = ("grader", 0)


@dataclass
class Life:
    """A lane while it is made."""

    name: str
    kind: LaneKind
    begin: int = 0
    end: int | None = None
    spans: list[Span] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)

    def lane(self) -> Lane:
        """Return it as it is drawn."""
        points = sorted(self.points, key=lambda point: point.time)
        return Lane(self.name, self.kind, self.begin, self.end, tuple(self.spans), tuple(points))


class Cast:
    """The lives of all that had a part in a call, by what they are and their number."""

    def __init__(self, call: Call) -> None:
        """Find out who had a part."""
        self.call = call
        self.cut = False
        self._points = 0
        self.script = call.trace.scenario.script
        self.play = str(self.script.get("play"))
        self.lives: dict[Key, Life] = {}
        self.events = self._events()
        self.end = max(call.shots[-1].until - call.begin, *(self.time(event) for event in self.events))
        self._titles = self._find_titles()
        self._meet()

    def _events(self) -> list[Event]:
        """Return the call's events: what is made after its last mark belongs to the next one."""
        first, last = self.call.shots[0].event["n"], self.call.shots[-1].event["n"]
        events: list[Event] = []
        lingered = False
        for entry in self.call.trace.entries:
            if not isinstance(entry, Event) or not first <= entry["n"] <= last:
                continue
            if lingered and entry.kind in ("thread", "task") and entry["state"] in ("created", "started"):
                continue
            if len(events) >= MAX_EVENTS and entry.kind not in ("stack", "mark", "report"):
                self.cut = True
                continue
            events.append(entry)
            lingered = lingered or (entry.kind == "mark" and entry["label"] == "lingered")
        return events

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
            made = next(
                (e for e in self.events if e.kind == "task" and e["state"] == "created" and not e["line"]), None
            )
            return ("task", made["which"]) if made else ("thread", called.thread)
        if called["main"] is not None:
            return "task", called["main"]
        return "thread", called.thread

    def time(self, event: Event) -> int:
        """Return when something happened, since the call began."""
        return max(event.time - self.call.begin, 0)

    def key(self, event: Event) -> Key:
        """Return who did what an event tells of."""
        if event.task is not None:
            return "task", event.task
        if event.thread == 0 and self.play in ("thread", "task"):
            return GRADER
        return "thread", event.thread

    def who(self, key: Key) -> Life:
        """Return a life, which begins with the call unless something else is known of it."""
        if key not in self.lives:
            kind, number = key
            if kind == "grader":
                life = Life(say("the grader"), "thread")
            elif kind == "loop":
                life = Life(say("event loop"), "loop")
            elif kind == "task":
                life = Life(self._titles.get(key, f"Task ({number})"), "task")
            else:
                life = Life("MainThread" if number == 0 else self._titles.get(key, f"Thread ({number})"), "thread")
            self.lives[key] = life
        return self.lives[key]

    def name(self, key: Key) -> str:
        """Return what somebody is called, whether in this call or not."""
        return self.lives[key].name if key in self.lives else self._titles.get(key, "MainThread")

    def add(self, key: Key, event: Event, kind: PointKind, text: str, line: int | None = None) -> None:
        """Let something have happened to somebody."""
        self._points += 1
        if self._points > MAX_POINTS:
            self.cut = True
            return
        self.who(key).points.append(Point(self.time(event), kind, text, line))

    def in_order(self) -> list[Life]:
        """Return all lives in the order in which they began; the loop stands before its tasks."""
        rank = {"grader": 0, "thread": 1, "loop": 2, "task": 3}
        known = sorted(self.lives.items(), key=lambda item: (item[1].begin, rank[item[0][0]], item[0][1]))
        return [life for key, life in known if life.points or life.spans or key[0] in ("task", "loop")]

    def _find_titles(self) -> dict[Key, str]:
        """Return what threads and tasks are called, those of earlier calls among them."""
        titles: dict[Key, str] = {}
        trace = self.call.trace
        for event in trace.events("thread", state="started"):
            titles["thread", event["actor"]] = event["name"]
        for event in trace.events("task", state="created"):
            titles["task", event["which"]] = f"Task ({event['name']})"
        if self.own[0] == "task" or self.own[1] != 0:
            titles[self.own] = say("{function}", function=self.function)
        return titles

    def _meet(self) -> None:
        """Let everybody begin and end."""
        self.who(self.own)
        for event in self.events:
            if event.kind == "thread" and event["state"] == "started":
                self.who(("thread", event["actor"])).begin = self.time(event)
            elif event.kind == "thread" and event["state"] == "ended":
                self.who(("thread", event["actor"])).end = self.time(event)
            elif event.kind == "task" and event["state"] == "created" and event["name"] not in HOUSEKEEPING:
                self.who(("task", event["which"])).begin = self.time(event)
                self.who(("loop", event.thread))
            elif event.kind == "task" and event["state"] == "ended" and ("task", event["which"]) in self.lives:
                self.who(("task", event["which"])).end = self.time(event)
        if self.own[0] == "task":
            self.who(("loop", self.call.shots[0].event.thread))
