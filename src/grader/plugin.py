"""The pytest plugin: runs ``tests/katas`` on an attempt and collects a verdict per kata.

``pytest tests/katas --attempt exercises`` works without any wrapper: a failed check is a failed test, a blocked one is
skipped. `grader.session` registers a `Collector` to get the verdict as data.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from grader.attempt import KATAS, Attempt, AttemptError, read_attempt
from grader.backstage import Backstage
from grader.checks import CheckFailed, Kata, NotDone, Terms
from grader.grading import Grading, seeded
from grader.processes import HAS_FORK
from grader.settings import Settings
from grader.truth import hold_to_truth, is_due
from grader.verdict import CheckResult, CheckStatus, Finding, KataVerdict
from grader.words import NOTHING, promised, say

SOLUTIONS = Path(__file__).parents[2] / "solutions"
TERMS = pytest.StashKey[Terms]()
GRADING = pytest.StashKey[Grading]()


class Collector:
    """What a run is given by `grader.session`, and what it gives back."""

    def __init__(
        self,
        attempt: Attempt,
        backstage: Backstage,
        settings: Settings,
        on_judged: Callable[[], None] | None = None,
    ) -> None:
        """Grade ``attempt`` on ``backstage`` as ``settings`` say; tell ``on_judged`` once only truth runs are left."""
        self.attempt = attempt
        self.backstage = backstage
        self.settings = settings
        self.on_judged = on_judged
        self.verdicts: dict[str, KataVerdict] = {}
        self.unknown: frozenset[str] = frozenset()  # checks that were to be left out, and aren't there
        self.errors: list[str] = []  # what went wrong in the grader itself


Truths = dict[str, "asyncio.Task[KataVerdict]"]
COLLECTOR = pytest.StashKey[Collector]()
ATTEMPT = pytest.StashKey[Attempt]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options for running the checks by plain pytest."""
    group = parser.getgroup("katas")
    group.addoption("--attempt", default="exercises", help="the attempt that tests/katas judges (default: exercises)")
    group.addoption("--kata-seed", type=int, default=1, help="what the scenarios are drawn from (default: 1)")


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker that declares a check."""
    config.addinivalue_line("markers", "check(terms): a check of a kata, see grader.checks.check")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the checks that the settings say to leave out."""
    given = config.stash.get(COLLECTOR, None)
    if given is not None and given.settings.without:
        given.unknown = given.settings.without - {_id(item) for item in items}
        items[:] = [item for item in items if _id(item) not in given.settings.without]


def pytest_collection_finish(session: pytest.Session) -> None:
    """Read the attempt, where checks are to be run and nobody has done so; `pytest.UsageError` where there is none."""
    judging = any(item.get_closest_marker("check") for item in session.items)
    if not judging or COLLECTOR in session.config.stash:
        return
    try:
        session.config.stash[ATTEMPT] = read_attempt(session.config.getoption("--attempt"))
    except AttemptError as error:
        raise pytest.UsageError(str(error)) from None


@pytest.fixture(scope="session")
def collector(pytestconfig: pytest.Config) -> Iterator[Collector]:
    """Return the collector of this run; plain pytest gets one made from its options."""
    given = pytestconfig.stash.get(COLLECTOR, None)
    if given is not None:
        yield given
        return
    settings = Settings(pytestconfig.getoption("--kata-seed"), fork=HAS_FORK, pty=HAS_FORK)
    backstage = Backstage(fork=settings.fork, pty=settings.pty)
    try:
        yield Collector(pytestconfig.stash[ATTEMPT], backstage, settings)
    finally:
        backstage.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def truths(collector: Collector) -> AsyncIterator[Truths]:
    """Return where truth runs are kept while they go on; they take seconds, so those of all katas do at once."""
    begun: Truths = {}
    yield begun
    if collector.on_judged is not None:
        collector.on_judged()
    for name, confirming in begun.items():
        collector.verdicts[name] = await confirming


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def grading(request: pytest.FixtureRequest, collector: Collector, truths: Truths) -> AsyncIterator[Grading]:
    """Return the grading of the kata whose test module this is."""
    name = request.module.__name__.removeprefix("test_")
    source = collector.attempt.files.get(name)
    if name not in KATAS or source is None:
        pytest.skip(f"{name}: no such file in the attempt")
    kata: Kata = request.module.KATA
    scenarios = kata.scenarios(seeded(collector.settings.seed, name))
    reference = SOLUTIONS / f"{name}.py"
    known = reference.read_bytes() if reference.is_file() else None
    scenes = collector.settings.scenes
    grading = Grading(kata, scenarios, source, known, collector.backstage, scenes=scenes)
    yield grading
    overturned = grading.require_last_words()
    if grading.results:
        verdict = grading.verdict()
        if collector.settings.pictures and verdict.cause is None:
            verdict = replace(verdict, whole=await grading.whole())
        collector.verdicts[name] = verdict
        if collector.settings.real and kata.whole is not None and is_due(verdict):
            whole = await grading.trace(kata.whole)
            confirming = hold_to_truth(verdict, kata, whole, collector.backstage, source)
            truths[name] = asyncio.create_task(confirming)
    await grading.close()
    if overturned and COLLECTOR not in request.config.stash:
        pytest.fail(f"{', '.join(overturned)} passed, but the process ended before its scenario did")


@pytest_asyncio.fixture(loop_scope="session")
async def play(request: pytest.FixtureRequest, grading: Grading) -> AsyncIterator[object]:
    """Return the function by which a check asks for a scenario's trace; block it where it rests on a failed one."""
    terms: Terms = request.node.get_closest_marker("check").args[0]
    request.node.stash[TERMS] = terms
    request.node.stash[GRADING] = grading
    blocker = grading.blocker(terms.rests_on)
    if blocker is not None:
        # Of a chain of blocked checks the one at its root is named.
        by = blocker.blocked_by if blocker.status == "blocked" else blocker.id
        _enter(request.node, "blocked", blocker.finding if by is None else None, by)
        pytest.skip(f"blocked by {by or 'what is still to be written'}")
    grading.begin_check(_id(request.node))
    yield grading.play
    failure = request.node.stash.get(FAILURE, None)
    if isinstance(failure, CheckFailed) and grading.broken is None:
        finding = await grading.refer(_id(request.node), failure)
        _enter(request.node, "unjudged" if grading.escaped() else "failed", finding, None, failure.cause)


FAILURE = pytest.StashKey[BaseException]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn how a check ended into its result, and its exception into a few readable lines."""
    report = yield
    if item.get_closest_marker("check") is None:
        return report
    error = call.excinfo.value if call.excinfo else None
    if call.when == "call":
        _judge(item, error)
        if isinstance(error, (CheckFailed, NotDone)):
            report.longrepr = _readable(item, error)
    elif error is not None and not isinstance(error, pytest.skip.Exception):
        _note_error(item, f"{type(error).__name__}: {error}")
    return report


def _judge(item: pytest.Item, error: BaseException | None) -> None:
    if error is None:
        _enter(item, "passed")
        return
    grading = item.stash[GRADING]
    item.stash[FAILURE] = error
    if isinstance(error, NotDone):
        if grading.todo is None:
            grading.todo, grading.todo_line = error.function, error.line
        seen = say("{function} is to do", function=error.function)
        _enter(item, "blocked", Finding(NOTHING, seen, NOTHING, error.line))
    elif isinstance(error, CheckFailed):
        _enter(
            item,
            "blocked" if grading.broken else "failed",
            None if grading.broken else error.finding,
            None,
            error.cause,
        )
    else:
        _note_error(item, f"{type(error).__name__}: {error}")


def _enter(
    item: pytest.Item,
    status: CheckStatus,
    finding: Finding | None = None,
    by: str | None = None,
    cause: str | None = None,
) -> None:
    terms, grading = item.stash[TERMS], item.stash[GRADING]
    name = _id(item)
    sentence = promised(getattr(item, "function").__doc__)  # noqa: B009 - only functions have it
    grading.results[name] = CheckResult(name, sentence, status, terms.bonus, terms.points, finding, by)
    grading.causes[name] = cause


def _note_error(item: pytest.Item, text: str) -> None:
    collector = item.config.stash.get(COLLECTOR, None)
    if collector is not None:
        collector.errors.append(f"{item.nodeid}: {text}")


def _id(item: pytest.Item) -> str:
    return item.name.removeprefix("test_")


def _readable(item: pytest.Item, error: BaseException) -> str:
    if isinstance(error, NotDone):
        return f"{_id(item)}: {error.function} is still to be written"
    if not isinstance(error, CheckFailed):
        return str(error)
    finding = error.finding
    line = f"\n  line: {finding.line}" if finding.line else ""
    return f"{_id(item)}\n  expected: {finding.expected}\n  seen: {finding.seen}{line}\n  hint: {finding.hint}"
