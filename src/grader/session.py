"""Grade an attempt: run the checks by pytest in this process and the attempt on the stage, return the verdict."""

import os
import platform
import time
from collections.abc import Callable
from pathlib import Path

from grader.attempt import Attempt
from grader.backstage import Backstage
from grader.settings import Settings, UsageError
from grader.verdict import KataVerdict, Verdict
from grader.words import say

ROOT = Path(__file__).parents[2]
CHECKS = ROOT / "tests" / "katas"

# Nothing but what the checks need; nor do plugins that happen to be installed have a say in a verdict.
OFF = (
    "cacheprovider",
    "terminal",
    "capture",
    "junitxml",
    "pastebin",
    "python_path",
    "doctest",
    "unittest",
    "setuponly",
    "setupplan",
    # They collect garbage over and over, to find what an exception in a destructor of ours would be told as.
    "threadexception",
    "unraisableexception",
    "stepwise",
)


class GradingError(Exception):
    """The grader itself failed; the text says how."""


def grade(
    attempt: Attempt,
    settings: Settings,
    warm: Backstage | None = None,
    on_judged: Callable[[], None] | None = None,
) -> Verdict:
    """Grade an attempt, on a ``warm`` backstage where one was made ahead for this; it is closed in any case.

    ``on_judged`` is called once only truth runs are left, which mostly sleep.

    Raises `GradingError` where the checks couldn't be run, `UsageError` where one is to be left out that isn't there.
    """
    begin = time.monotonic()
    # First of all, so that the stage warms up while this process imports what it needs.
    backstage = warm or Backstage(fork=settings.fork, pty=settings.pty)
    try:
        verdicts = _run_checks(attempt, backstage, settings, on_judged)
    finally:
        backstage.close()
    seconds = round(time.monotonic() - begin, 3)
    ordered = tuple(verdicts.get(kata) or KataVerdict(kata, "missing") for kata in attempt.katas)
    return Verdict(attempt.label, platform.python_version(), settings.seed, seconds, ordered)


def _run_checks(
    attempt: Attempt, backstage: Backstage, settings: Settings, on_judged: Callable[[], None] | None
) -> dict[str, KataVerdict]:
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):
        os.environ.pop(name, None)
    # After the stage was started:
    import pytest  # noqa: PLC0415 - see above
    import pytest_asyncio.plugin  # noqa: PLC0415 - see above
    import pytest_timeout  # noqa: PLC0415 - see above

    from grader import plugin  # noqa: PLC0415 - see above

    collector = plugin.Collector(attempt, backstage, settings, on_judged)
    interrupts: list[BaseException] = []

    class Hand:
        """Hands the collector to the run, and tells of an interrupt."""

        def pytest_configure(self, config: pytest.Config) -> None:
            config.stash[plugin.COLLECTOR] = collector
            # By default pytest quotes the source of every failed check: a tenth of our time, and nobody reads it.
            config.option.tbstyle = "native"

        def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
            # pytest would end with a status of its own; who asked for this run is to hear of the interrupt itself.
            # Where checks can't be imported pytest gives up, and calls that an interrupt, too: nobody pressed Ctrl-C.
            if not isinstance(excinfo.value, pytest.Session.Interrupted):
                interrupts.append(excinfo.value)

        def pytest_collectreport(self, report: pytest.CollectReport) -> None:
            if report.failed:  # a module of checks can't be imported; its last line says why
                why = report.longreprtext.strip().splitlines()[-1].removeprefix("E").strip()
                collector.errors.append(f"{report.nodeid}: {why}")

    katas = [kata for kata in attempt.katas if kata in attempt.files]
    tests = [str(CHECKS / f"test_{kata}.py") for kata in katas]
    off = [argument for name in OFF for argument in ("-p", f"no:{name}")]
    options = [
        "--assert=plain",
        "-o",
        "addopts=",
        "-o",
        "filterwarnings=",
        "--rootdir",
        str(ROOT),
        "-c",
        str(ROOT / "pyproject.toml"),
        *off,
    ]
    # By a `-p NAME` each pytest would look through all that is installed for a plugin of that name.
    status = pytest.main([*options, *tests], plugins=[pytest_asyncio.plugin, pytest_timeout, plugin, Hand()])
    if interrupts:
        raise KeyboardInterrupt
    if collector.unknown:
        unknown = min(collector.unknown)
        raise UsageError(say("there is no check {check!r} to leave out: --format json shows their ids", check=unknown))
    missing = [kata for kata in katas if kata not in collector.verdicts]
    if collector.errors or missing or status not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        problems = collector.errors or [
            f"no verdict on {', '.join(missing) or 'anything'} (pytest ended with {status!r})"
        ]
        raise GradingError(problems[0])
    return collector.verdicts
