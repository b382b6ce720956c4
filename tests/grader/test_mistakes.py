"""Mistakes that are known by name: each is recognised where it is made, and none where there is none."""

from typing import TYPE_CHECKING

import pytest
from parent_helpers import checks_of, kata_module
from runs import ATTEMPTS, SPINNERS
from teaching_helpers import KINDS, first

from grader.checks import CheckFailed
from grader.film import calls
from grader.grading import seeded
from grader.verdict import Finding
from grader.words import Message, say

kata_module(SPINNERS[0])  # puts the katas' folder where its modules find each other

from mistakes import ALL  # noqa: E402 - found only now
from teaching import teach  # noqa: E402

if TYPE_CHECKING:
    from staging import Staging

pytest_plugins = ("staging",)

# The attempt, and what of its mistake's name must be said.
THREAD = {
    "another_signal": "go is set on another Signal than the one that spin was given",
    "announces_function": "The function is announced, not the thread",
    "announces_on_stderr": "The announcement goes to standard error",
    "answer_in_the_code": "The answer is written into the program",
    "args_not_a_tuple": "args is no tuple, and so it is taken apart",
    "async_module": "asyncio.async has been gone since Python 3.7",
    "busy_wait": "The processor is kept at work in place of a wait",
    "calls_spin_for_target": "spin is called where the thread should be given the function itself",
    "compares_flag": "go is compared with False, and not set",
    "cp949_without_coding": "The file isn't saved as UTF-8",
    "cursor_left_behind": "The cursor stays behind the blanks",
    "daemon_never_stopped": "Nobody tells the spinner to stop",
    "empty_string_times": "An empty string times any number is an empty string",
    "erase_inside_loop": "The frame is erased before the wait, not after it",
    "erases_to_the_right": "\\x1b[K erases from the cursor on, and the cursor stands behind the text",
    "flag_before_slow": "The spinner is told to end before slow_function is called",
    "flag_on_class": "go is set on the class Signal, not on the spinner's own signal",
    "flag_on_class_only": "go is set on the class Signal, not on the spinner's own signal",
    "flag_on_thread": "go is set on the thread, not on the signal",
    "flag_rebound": "The variable is set to False, and the signal stays as it is",
    "flush_before_write": "Each frame is flushed too late",
    "flush_without_call": "flush is named, but not called",
    "forgets_return": "supervisor has no return",
    "global_signal": "A later call meets what an earlier one has left behind",
    "go_is_method": "go is a method, not an attribute",
    "hides_cursor": "The cursor is hidden and never shown again",
    "home_position": "The whole screen is used, not one line of it",
    "ignores_signal": "spin never looks at signal.go",
    "index_runs_out": "spin dies of IndexError",
    "inner_break": "break leaves the inner loop only, and the outer one goes on",
    "join_before_flag": "join() comes before the spinner is told to stop",
    "join_before_slow": "join() comes before the spinner is told to stop",
    "korean_message_len": "A double-width message is erased by its len()",
    "list_of_cycle": "A list is made of something that never ends",
    "lock_taken_twice": "A wait for something that nobody brings",
    "main_os_exit": "The whole program is ended, not the function",
    "message_in_the_code": "spin draws a message of its own, not the one that it was given",
    "never_goes_back": "Nothing leads back to the beginning of the line",
    "newline_per_frame": "Each frame ends with a newline",
    "no_flush": "Nothing flushes what was written",
    "no_join": "Nobody waits until the spinner's thread has ended",
    "no_sleep_flood": "Nothing in the loop waits",
    "no_wipe": "Nothing erases the last frame",
    "only_supervisor_wipes": "supervisor erases the line in place of spin",
    "prints_elapsed": "Something more is printed on standard output",
    "python2_print": "print is a function since Python 3",
    "reads_go_once": "signal.go is read once, before the loop",
    "result_or_default": "or replaces a result that is false",
    "run_instead_of_start": "run() is called, not start()",
    "runs_on_import": "The import runs the program: there is no main guard",
    "shared_cycle": "The characters go on where the last call of spin has stopped",
    "short_join": "join gives up before the thread has ended",
    "sleep_zero": "The division // drops the fraction, and so the wait takes no time",
    "sleeps_twice": "Each turn of the loop waits more than once",
    "slow_as_milliseconds": "sleep counts in seconds, not in milliseconds",
    "slow_async": "A coroutine is made here, and nobody runs it",
    "slow_os_system": "A process is started",
    "start_forgotten": "The thread is made, but never started",
    "start_not_called": "start is named, but not called",
    "started_first": "The thread is started before it is announced",
    "stuck_on_first": "The iterator is made anew in each turn of the loop",
    "three_characters": "The fourth character, the backslash, is missing",
    "too_few_blanks": "Fewer blanks are written than the frame has columns",
    "wipe_jumped_over": "The erasing stands inside the loop, and the way out of the loop goes past it",
    "wipe_with_newline": "A newline follows the erasing",
}
ASYNCIO = {
    "announces_coroutine": "The coroutine is announced, not the task",
    "answer_over_the_frame": "The answer is printed before the spinner has wiped its line",
    "answer_right_after_cancel": "The answer is printed before the spinner has wiped its line",
    "asyncio_async": "asyncio.async has been gone since Python 3.7",
    "awaits_spinner": "It waits for the spinner before anybody has cancelled it",
    "busy_slow_function": "A computation in a coroutine keeps the loop from all other tasks",
    "cancel_not_called": "cancel is named, but not called",
    "cancellation_escapes": "The spinner's CancelledError comes out where it is awaited",
    "cancelled_error_misspelt": "AttributeError in what spin does when it is told to end",
    "cancels_the_work": "Another task is cancelled than the spinner's",
    "concurrent_futures_cancelled": "The CancelledError of concurrent.futures is caught, not that of asyncio",
    "coroutine_decorator": "asyncio.coroutine has been gone since Python 3.11",
    "elapsed_time": "Something more is printed on standard output",
    "empty_string_times_n": "An empty string times any number is an empty string",
    "erase_inside_loop": "The erasing stands inside the loop, and the way out of the loop goes past it",
    "erase_never_reached": "The cancellation leaves spin before the erasing is reached",
    "erased_too_short": "Fewer blanks are written than the frame has columns",
    "except_exception": "except Exception doesn't catch a cancellation",
    "frames_on_stderr": "The frames go to standard error",
    "gathers_both": "It waits for the spinner before anybody has cancelled it",
    "generator_spin": "yield makes a generator of the function",
    "helper_dies_unseen": "An exception that nobody looks at",
    "helper_not_awaited": "log_start(...) makes a coroutine, and nobody runs it",
    "import_forgotten": "spin dies of NameError, and in the whole program cancel() hides that",
    "message_of_none": "The spinner's task dies of TypeError, and cancel() hides that",
    "milliseconds": "sleep counts in seconds, not in milliseconds",
    "nested_run": "asyncio.run where a loop runs already",
    "never_cancelled": "Nobody cancels the spinner's task",
    "no_guard": "The import runs the program: there is no main guard",
    "pulse_destroyed": "A task is left pending when the loop is closed",
    "run_without_call": "The function is handed to asyncio.run, not a coroutine",
    "second_sleep_guarded": "It is cancelled at an await that stands outside of the try",
    "sleep_not_awaited": "await is missing before asyncio.sleep",
    "slow_not_awaited": "await is missing before slow_function()",
    "swallows_and_goes_on": "CancelledError is caught, and spin goes on",
    "task_after_slow": "The spinner begins when slow_function has returned already",
    "taskgroup_waits": "It waits for the spinner before anybody has cancelled it",
    "threading_event_in_spin": "A wait that isn't awaited blocks the whole loop",
    "time_sleep_in_slow": "time.sleep in a coroutine",
    "time_sleep_in_spin": "time.sleep in a coroutine",
    "wide_own_awaited": "A double-width message is erased by its len()",
    "yield_from_in_async": "yield from inside of async def",
}
NAMED = [
    *((f"spinner_thread/{stem}", name) for stem, name in THREAD.items()),
    *((f"spinner_asyncio/{stem}", name) for stem, name in ASYNCIO.items()),
]
# Their mistake has no name: one that is near would be wrong.
UNNAMED = (
    "spinner_asyncio/two_seconds",
    "spinner_asyncio/fifteen_hundredths",
    "spinner_asyncio/watchdog_left",
    "spinner_asyncio/cancels_if_done",
    "spinner_thread/dev_tty",
    "spinner_thread/jitter",
    "spinner_thread/lingers",
    "spinner_thread/stops_only_for_42",
    "spinner_thread/two_faults_wipe_and_join",
    "spinner_thread/waits_for_the_start",
)


@pytest.mark.collection
@pytest.mark.asyncio
@pytest.mark.parametrize("attempt, name", NAMED, ids=[attempt for attempt, _ in NAMED])
async def test_named(stage: "Staging", attempt: str, name: str) -> None:
    """The mistake is called by its name, and the finding has its three other parts."""
    _, finding = await first(stage._backstage, attempt)
    assert finding.mistake == name
    assert isinstance(finding.mistake, Message)
    assert all((finding.expected, finding.seen, finding.why, finding.hint))


@pytest.mark.collection
@pytest.mark.asyncio
@pytest.mark.parametrize("attempt", UNNAMED)
async def test_unnamed(stage: "Staging", attempt: str) -> None:
    """A mistake that has no name is not called by that of another one."""
    _, finding = await first(stage._backstage, attempt)
    assert finding.mistake is None
    assert all((finding.expected, finding.seen, finding.why, finding.hint))


PLAYED = {
    "spin": {"frames", "pace", "visible", "stop", "cancel", "cleanup"},
    "slow_function": {"slow_function"},
    "supervisor": {"announce", "concurrent", "joined", "cancelled", "result"},
    "main": {"answer"},
}
"""By the first word of a scenario's name: the checks that judge it."""


def test_checks_are_there() -> None:
    """Each recogniser is asked for checks that are there."""
    known = {check for kata in SPINNERS for check in checks_of(kata)} | {"broken"}
    assert {check for checks, _ in ALL for check in checks} <= known


def test_docstrings() -> None:
    """Each recogniser says in its docstring which mistake it is about."""
    assert [function.__name__ for _, function in ALL if not function.__doc__] == []


@pytest.mark.asyncio
@pytest.mark.parametrize("kata", SPINNERS)
async def test_right_program(stage: "Staging", kata: str) -> None:
    """In what a right program has done no recogniser sees a mistake, whichever check asks."""
    module = kata_module(kata).KATA
    source = (ATTEMPTS / kata / "right" / "lesson.py").read_bytes()
    named = []
    for scenario in module.scenarios(seeded(1, kata)):
        if scenario.name not in ("spin", "slow_function", "main") and "supervisor 3 s" not in scenario.name:
            continue
        trace = await stage._backstage.play(scenario, source, f"{kata}.py")
        for call in calls(trace):
            for check in PLAYED[scenario.name.split()[0]] & set(checks_of(kata)):
                failed = CheckFailed(Finding(say("this"), say("that"), say("so")), None, call)
                mistake = teach(KINDS[kata], check, failed, source).mistake
                named += [(scenario.name, call.number, check, mistake)] if mistake else []
    assert named == []
