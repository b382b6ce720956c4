"""One thread at a time, and a clock that jumps: the heart of virtual time.

Every thread of the attempt is an `Actor`. Exactly one actor runs, the one that holds the baton; it hands over where it
would block (`Scheduler.park`). When no actor is ready the clock jumps to the earliest deadline, and when there is no
deadline either, that is a deadlock. Time is an integer number of nanoseconds since the scenario began.

Nothing here may be called while a real lock is held that another actor could want: handing over with it held would
stop the whole process.
"""

import _thread
import heapq
import random
from collections import deque
from collections.abc import Callable
from typing import Any, NoReturn

# Why an actor is parked, where that makes a difference elsewhere.
WORKING, IN_SELECT, SLEEPING, PAUSING = "works", "waits in select", "sleeps", "waits for the next scene"
YIELDING = 0.3  # how often, under a seeded schedule, a thread lets the others go first where it may

_allocate_real_lock = _thread.allocate_lock  # kept from before the hooks replace it


FREE_TURNS = 50
TURN = 1_000  # nanoseconds: what `datetime` can tell apart


class Actor:
    """One thread as the scheduler sees it."""

    __slots__ = (
        "baton",
        "cpu",
        "deadline",
        "debt",
        "ended",
        "ident",
        "idle_turns",
        "joiners",
        "name",
        "parked",
        "poll",
        "serial",
        "since",
        "thread",
        "ticket",
        "units",
        "unparked",
        "why",
    )

    def __init__(self, serial: int, name: str) -> None:
        """Make an actor that doesn't run yet."""
        self.serial = serial
        self.name = name
        self.thread: Any = None
        self.ident = _thread.get_ident()  # of the thread that made it, until its own thread runs
        self.baton = _allocate_real_lock()
        self.baton.acquire()
        self.ticket = 0  # number of the current park, so that an outdated deadline is told from the current one
        self.parked = False
        self.since = 0  # when the current park began
        self.deadline: int | None = None  # of the current park; None where only somebody else can wake it
        self.unparked = False
        self.ended = False
        self.joiners: list[Actor] = []
        self.poll: Callable[[], Any] | None = None
        self.why = ""
        self.units = 0  # metered work since it last blocked, see `meter`
        self.idle_turns = 0  # waits for no time at all since it last blocked
        self.debt = 0  # virtual nanoseconds of work that are not yet on the clock
        self.cpu = 0  # processor time of its thread when it last got the baton, nanoseconds


class Scheduler:
    """Hand the baton from actor to actor, and move the clock when nobody can go on."""

    def __init__(self) -> None:
        """Start at 0 with the calling thread as the one actor."""
        self.now = 0
        self.current = Actor(0, "main")
        self.actors = [self.current]
        self._ready: deque[Actor] = deque()
        self._timers: list[tuple[int, int, Actor, int]] = []
        self._sequence = 0
        self._choices: random.Random | None = None
        # Set by the scene: what to do before the clock moves, when nobody can ever go on, and at each hand-over.
        self.before_advance: Callable[[int], None] = lambda _to: None
        self.on_deadlock: Callable[[], NoReturn]
        self.on_switch: Callable[[Actor], None] = lambda _actor: None
        # What to do when the current actor has let time pass: why it did, and until when it would have at most.
        self.on_waited: Callable[[str, int | None], None] = lambda _why, _deadline: None

    def seed(self, number: int) -> None:
        """Choose another order among those who could go on; 0 is first come, first served."""
        self._choices = random.Random(number) if number else None

    def add(self, name: str) -> Actor:
        """Make an actor for a thread that is about to start; it is ready at once."""
        actor = Actor(len(self.actors), name)
        self.actors.append(actor)
        self._ready.append(actor)
        return actor

    def discard(self, actor: Actor) -> None:
        """Take back an actor whose thread could not be started."""
        self._ready.remove(actor)
        actor.ended = True

    def park(self, deadline: int | None, why: str, poll: Callable[[], Any] | None = None) -> bool:
        """Block the current actor until it is unparked (True) or the deadline has come (False).

        ``poll`` is asked whenever an actor is picked, and unparks when it returns something true.
        """
        before = self.now
        unparked = self._wait(deadline, why, poll)
        if self.now > before:
            # Only who let time pass has waited; two threads that keep waking each other work.
            self.current.units = self.current.idle_turns = 0
            self.on_waited(why, deadline)
        return unparked

    def waited_for_nothing(self) -> None:
        """Note that the current actor waits for no time at all, as in `sleep(0)`.

        That costs something in life. A loop that waits for the rest of its time, computes that rest, and goes round
        while it isn't negative would otherwise stand at exactly 0 for ever. So from some such waits on at one instant,
        each moves the clock that this actor sees, though not the clock of the scenario: the times of others stay exact.
        """
        self.current.idle_turns += 1
        if self.current.idle_turns > FREE_TURNS:
            self.current.debt += TURN

    def work(self, duration: int) -> None:
        """Let the current actor work for ``duration`` nanoseconds, while the others go on."""
        deadline = self.now + duration
        self._wait(deadline, WORKING, None)
        self.on_waited(WORKING, deadline)

    def _wait(self, deadline: int | None, why: str, poll: Callable[[], Any] | None) -> bool:
        actor = self.current
        actor.ticket += 1
        actor.parked = True
        actor.since = self.now
        actor.deadline = deadline
        actor.unparked = False
        actor.why = why
        actor.poll = poll
        if deadline is not None:
            self._push(deadline, actor)
        self._hand_over(actor)
        actor.poll = None
        actor.why = ""
        return actor.unparked

    def unpark(self, actor: Actor) -> bool:
        """Make a parked actor ready; its pending deadline becomes void. Return False where it was ready already.

        That is so where its deadline came at this very instant and it has not had its turn yet: it has timed out.
        """
        if not actor.parked:
            return False
        actor.ticket += 1
        actor.parked = False
        actor.unparked = True
        self._ready.append(actor)
        return True

    def pass_turn(self) -> None:
        """Let everybody else who is ready go first, without time passing."""
        actor = self.current
        actor.ticket += 1
        self._ready.append(actor)
        self._hand_over(actor)

    def maybe_pass_turn(self) -> None:
        """Under a seeded schedule, sometimes let the others go first; never under the default one."""
        if self._choices is not None and self._choices.random() < YIELDING:
            self.pass_turn()

    def enter(self, actor: Actor) -> None:
        """Wait, in a new thread, for its first turn."""
        actor.ident = _thread.get_ident()
        actor.baton.acquire()

    def leave(self, actor: Actor) -> None:
        """Let a thread's actor end: wake who joins it and hand over for good."""
        actor.ended = True
        for joiner in actor.joiners:
            self.unpark(joiner)
        actor.joiners.clear()
        following = self._pick()
        self.current = following
        following.baton.release()

    def _hand_over(self, actor: Actor) -> None:
        self.on_switch(actor)
        following = self._pick()
        if following is not actor:
            self.current = following
            following.baton.release()
            actor.baton.acquire()
        self.on_switch(actor)

    def _push(self, deadline: int, actor: Actor) -> None:
        self._sequence += 1
        heapq.heappush(self._timers, (deadline, self._sequence, actor, actor.ticket))

    def _pick(self) -> Actor:
        while True:
            self._poll()
            if self._ready:
                return self._choose()
            deadline = self._next_deadline()
            if deadline is None:
                self.on_deadlock()
            if deadline > self.now:
                self.before_advance(deadline)
                self.now = deadline
            self._wake_due()

    def _choose(self) -> Actor:
        if self._choices is not None and len(self._ready) > 1:
            self._ready.rotate(-self._choices.randrange(len(self._ready)))
        return self._ready.popleft()

    def _poll(self) -> None:
        # A loop that waits in `select` is woken by a byte in its own pipe (call_soon_threadsafe): that needs no hook
        # where the real selector is asked whenever somebody is picked.
        for actor in self.actors:
            if actor.parked and actor.poll is not None and actor.poll():
                self.unpark(actor)

    def _next_deadline(self) -> int | None:
        while self._timers and self._timers[0][2].ticket != self._timers[0][3]:
            heapq.heappop(self._timers)
        return self._timers[0][0] if self._timers else None

    def _wake_due(self) -> None:
        while (deadline := self._next_deadline()) is not None and deadline <= self.now:
            actor = heapq.heappop(self._timers)[2]
            actor.ticket += 1
            actor.parked = False
            self._ready.append(actor)
