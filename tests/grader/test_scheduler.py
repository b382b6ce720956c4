"""The scheduler hands the baton on and moves the clock only when nobody can go on; shown with real threads."""

import threading
from collections.abc import Callable
from typing import NoReturn

import pytest

from grader.stage.scheduler import Actor, Scheduler

Body = Callable[[], object]


class DeadlockError(Exception):
    """What the scheduler of these tests raises where nobody can go on."""


class Company:
    """A scheduler, the threads that it schedules, and what they have done."""

    def __init__(self, seed: int = 0) -> None:
        """Begin with the calling thread as the main actor."""
        self.scheduler = Scheduler()
        self.scheduler.seed(seed)
        self.scheduler.on_deadlock = self._deadlock
        self.log: list[tuple[int, str]] = []
        self._threads: list[threading.Thread] = []

    def add(self, name: str, *bodies: Body) -> Actor:
        """Start an actor that calls ``bodies`` one after another."""
        actor = self.scheduler.add(name)

        def run() -> None:
            self.scheduler.enter(actor)
            for body in bodies:
                body()
            self.scheduler.leave(actor)

        thread = threading.Thread(target=run, daemon=True)
        self._threads.append(thread)
        thread.start()
        return actor

    def note(self, what: str) -> Body:
        """Return a step that notes the time and ``what``."""
        return lambda: self.log.append((self.scheduler.now, what))

    def park(self, duration: int | None = None) -> Body:
        """Return a step that parks the actor for a time, or until it is unparked."""
        scheduler = self.scheduler
        return lambda: scheduler.park(None if duration is None else scheduler.now + duration, "rests")

    def run(self, *steps: Body) -> list[tuple[int, str]]:
        """Take the main actor's own steps, wait until all actors have ended, and return what was noted."""
        for step in steps:
            step()
        while not all(actor.ended for actor in self.scheduler.actors[1:]):
            self.scheduler.park(self.scheduler.now + 1_000, "waits for the end")
        for thread in self._threads:
            thread.join()
        return self.log

    @staticmethod
    def _deadlock() -> NoReturn:
        raise DeadlockError


@pytest.fixture
def company() -> Company:
    """Return a company whose order is first come, first served."""
    return Company()


def test_nobody_else(company: Company) -> None:
    """A single actor that parks until a deadline goes on at exactly that time."""
    scheduler = company.scheduler

    assert not scheduler.park(300, "rests")
    assert scheduler.now == 300


def test_past_deadline(company: Company) -> None:
    """A deadline that has passed already doesn't turn the clock back."""
    company.scheduler.park(300, "rests")

    assert not company.scheduler.park(200, "rests")
    assert company.scheduler.now == 300


def test_new_actor(company: Company) -> None:
    """A new actor is ready at once, but runs only when the one who runs hands over."""
    company.add("a", company.note("a"))

    assert company.run(company.note("main")) == [(0, "main"), (0, "a")]


def test_order_of_deadlines(company: Company) -> None:
    """Actors go on in the order of their deadlines, each at its own time."""
    for name, duration in (("a", 30), ("b", 10), ("c", 20)):
        company.add(name, company.park(duration), company.note(name))

    assert company.run() == [(10, "b"), (20, "c"), (30, "a")]


def test_ties(company: Company) -> None:
    """Of several with the same deadline the one that was parked first goes first."""
    company.add("a", company.park(5), company.note("a early"), company.park(5), company.note("a"))
    company.add("b", company.park(10), company.note("b"))

    assert company.run() == [(5, "a early"), (10, "b"), (10, "a")]


def test_unpark(company: Company) -> None:
    """One who is unparked goes on at that moment, and its deadline is void."""
    results: list[object] = []
    scheduler = company.scheduler
    parked = company.add(
        "a", lambda: results.append(scheduler.park(100, "rests")), company.note("a"), company.park(200)
    )
    company.add("b", company.park(30), lambda: results.append(scheduler.unpark(parked)), company.note("b"))

    assert company.run() == [(30, "b"), (30, "a")]
    assert results == [True, True]
    assert scheduler.now >= 230


def test_unpark_without_deadline(company: Company) -> None:
    """One who was parked without a deadline waits until it is unparked."""
    parked = company.add("a", company.park(), company.note("a"))

    company.run(company.park(70), lambda: company.scheduler.unpark(parked))

    assert company.log == [(70, "a")]


def test_unpark_too_late(company: Company) -> None:
    """One whose deadline came at this very instant has timed out: it can't be unparked any more."""
    results: list[object] = []
    scheduler = company.scheduler
    first = company.add("first", company.park(10), lambda: results.append(scheduler.unpark(second)))
    second = company.add("second", lambda: results.append(scheduler.park(10, "rests")))

    company.run()

    assert results == [False, False]
    assert first.ended


def test_unpark_running(company: Company) -> None:
    """One who isn't parked can't be unparked."""
    assert not company.scheduler.unpark(company.scheduler.current)


def test_pass_turn(company: Company) -> None:
    """Who passes its turn goes on after everybody who is ready, at the same time."""
    turn = company.scheduler.pass_turn
    company.add("a", company.note("a1"), turn, company.note("a2"))
    company.add("b", company.note("b1"), turn, company.note("b2"))

    assert company.run() == [(0, "a1"), (0, "b1"), (0, "a2"), (0, "b2")]


def test_pass_turn_alone(company: Company) -> None:
    """Who passes its turn with nobody else ready goes on, and the clock stands."""
    company.add("a", company.park(10), company.note("a"))

    company.scheduler.pass_turn()
    company.scheduler.pass_turn()

    assert company.scheduler.now == 0
    assert company.run() == [(10, "a")]


def test_work(company: Company) -> None:
    """While one works for a time, the others go on."""
    company.add("a", company.park(3), company.note("a"))

    assert company.run(lambda: company.scheduler.work(5), company.note("main")) == [(3, "a"), (5, "main")]


@pytest.mark.parametrize("wait, units", [(0, 7), (1, 0)])
def test_units(company: Company, wait: int, units: int) -> None:
    """Only a wait that takes time clears the account of an actor's work."""
    actor = company.scheduler.current
    actor.units = 7

    company.park(wait)()

    assert units == actor.units


def test_units_of_work(company: Company) -> None:
    """Work takes time, but clears no account: a busy loop stays a busy loop."""
    company.scheduler.current.units = 7

    company.scheduler.work(5)

    assert company.scheduler.current.units == 7


def test_before_advance(company: Company) -> None:
    """Before each movement of the clock it is told where it will go, while it is still where it was."""
    seen: list[tuple[int, int]] = []
    company.scheduler.before_advance = lambda to: seen.append((company.scheduler.now, to))
    company.add("a", company.park(10), company.park(20))

    company.scheduler.park(10, "rests")
    company.scheduler.park(10, "rests")
    company.scheduler.park(30, "rests")

    assert seen == [(0, 10), (10, 30)]


def test_poll(company: Company) -> None:
    """One who polls is unparked as soon as its poll is true, before the clock moves."""
    scheduler = company.scheduler
    arrived: list[bool] = []
    results: list[bool] = []
    company.add("a", lambda: results.append(scheduler.park(100, "waits in select", lambda: arrived)), company.note("a"))

    company.run(company.park(40), lambda: arrived.append(True), company.note("main"), scheduler.pass_turn)

    assert company.log == [(40, "main"), (40, "a")]
    assert results == [True]


def test_poll_times_out(company: Company) -> None:
    """One whose poll never is true goes on at its deadline."""
    assert not company.scheduler.park(100, "waits in select", list)
    assert company.scheduler.now == 100


def test_deadlock(company: Company) -> None:
    """Where nobody is ready and nobody has a deadline, that is a deadlock."""
    with pytest.raises(DeadlockError):
        company.park()()


def test_deadlock_after_void_deadline(company: Company) -> None:
    """A deadline that became void doesn't hide a deadlock."""
    scheduler = company.scheduler
    main = scheduler.current
    company.add("a", lambda: scheduler.unpark(main))
    scheduler.park(100, "rests")

    with pytest.raises(DeadlockError):
        company.park()()
    assert scheduler.now == 0


def test_leave(company: Company) -> None:
    """An actor that ends wakes all who wait for its end."""
    scheduler = company.scheduler
    ending = company.add("ending", company.park(10))

    def join() -> None:
        ending.joiners.append(scheduler.current)
        scheduler.park(None, "waits for an end")

    company.add("a", join, company.note("a"))
    company.add("b", join, company.note("b"))

    assert company.run() == [(10, "a"), (10, "b")]
    assert ending.ended


def test_one_at_a_time(company: Company) -> None:
    """Between two hand-overs no other actor runs."""
    inside: list[str] = []

    def step(name: str) -> None:
        assert inside == []
        inside.append(name)
        sum(range(10_000))
        inside.remove(name)
        company.scheduler.pass_turn()

    for name in "abcd":
        company.add(name, *[lambda name=name: step(name)] * 20, company.note(name))

    assert [(0, name) for name in "abcd"] == company.run()


def test_why(company: Company) -> None:
    """A parked actor says why it waits, a running one says nothing."""
    seen = []
    main = company.scheduler.current
    company.add("a", lambda: seen.append(main.why))

    company.scheduler.park(10, "rests")

    assert [*seen, main.why] == ["rests", ""]


def order(seed: int) -> str:
    """Return the order in which four actors that always tie take three steps each."""
    company = Company(seed)
    for name in "abcd":
        company.add(name, *[company.note(name), company.park(10)] * 3)
    return "".join(name for _, name in company.run())


def test_first_come() -> None:
    """Seed 0 is first come, first served."""
    assert order(0) == "abcdabcdabcd"


def test_same_seed() -> None:
    """A seed makes the same order each time."""
    assert [order(seed) for seed in range(1, 6)] == [order(seed) for seed in range(1, 6)]


def test_other_seeds() -> None:
    """Other seeds make other orders, in which everybody still has its turns."""
    orders = {order(seed) for seed in range(12)}

    assert len(orders) > 8
    assert {"aaabbbcccddd"} == {"".join(sorted(order)) for order in orders}


def test_default_keeps_turn(company: Company) -> None:
    """Under the default order nobody loses its turn where it might."""
    company.add("a", company.note("a"))

    assert company.run(*[company.scheduler.maybe_pass_turn] * 50, company.note("main")) == [(0, "main"), (0, "a")]


def test_seed_may_pass_turn() -> None:
    """Under a seed one may lose its turn, but needn't."""
    firsts = set()
    for seed in range(1, 10):
        company = Company(seed)
        company.add("a", company.note("a"))
        firsts.add(company.run(company.scheduler.maybe_pass_turn, company.note("main"))[0])

    assert {(0, "a"), (0, "main")} == firsts


def test_on_switch(company: Company) -> None:
    """At each hand-over the one that leaves and the one that comes are told, in this order."""
    seen: list[str] = []
    company.scheduler.on_switch = lambda actor: seen.append(actor.name)
    company.add("a", company.scheduler.pass_turn)

    company.run()

    assert seen == ["main", "a", "a", "main"]
