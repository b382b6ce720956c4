"""spinner_thread, tested the obvious way: in real time, with tolerances."""

import itertools
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType

import pytest
from conftest import CHARS, Screen, State

MSG = "working hard"
SLACK = 0.05
"""How much later than the contract allows something may come: the machine is busy with other things, too."""


@contextmanager
def spinning(kata: ModuleType, *, go: bool = True) -> Iterator[threading.Thread]:
    """Let spin run in a thread for as long as the block does, and stop it."""
    signal = kata.Signal()
    if not go:
        signal.go = False
    thread = threading.Thread(target=kata.spin, args=(MSG, signal), daemon=True)
    thread.start()
    try:
        yield thread
    finally:
        signal.go = False
        thread.join(2)
    assert not thread.is_alive(), "spin doesn't stop"


def work(seconds: float, result: object = 42) -> Callable[[], object]:
    """Make a slow_function that takes `seconds`, and notes the thread of each call in `threads`."""

    def slow_function() -> object:
        slow_function.threads.append(threading.current_thread())
        time.sleep(seconds)
        return result

    slow_function.threads = []
    return slow_function


def assert_pace(frames: list[State]) -> None:
    """Check that frames come every 0.1 s."""
    gaps = [after.at - before.at for before, after in itertools.pairwise(frames)]
    assert gaps == pytest.approx([0.1] * len(gaps), abs=0.06)
    assert 0.08 * len(gaps) - SLACK < sum(gaps) < 0.12 * len(gaps) + SLACK


def test_signal(kata: ModuleType) -> None:
    """A new Signal has go equal to True, and to False once it was set so."""
    signal = kata.Signal()
    assert signal.go == True  # noqa: E712 - equal is what the contract asks for
    signal.go = False
    assert signal.go == False  # noqa: E712 - the same
    assert kata.Signal().go == True  # noqa: E712 - the same


def test_frames(kata: ModuleType, screen: Screen) -> None:
    """Spin draws the four frames in order, over and over, in place, the first at once."""
    start = time.monotonic()
    with spinning(kata):
        time.sleep(0.75)
    seen = [state.text for state in screen.frames()]
    expected = [f"{char} {MSG}" for char, _ in zip(itertools.cycle(CHARS), seen, strict=False)]
    assert len(seen) >= 6
    assert seen == expected
    assert screen.frames()[0].at - start < 0.02 + SLACK


def test_pace(kata: ModuleType, screen: Screen) -> None:
    """A new frame comes every 0.1 s, and spin waits for it rather than keep the processor busy."""
    busy = time.process_time()
    with spinning(kata):
        time.sleep(0.85)
    busy = time.process_time() - busy
    assert 7 <= len(screen.frames()) <= 11
    assert_pace(screen.frames())
    assert busy < 0.4


@pytest.mark.parametrize("screen", ["line-buffered"], indirect=True)
def test_visible(kata: ModuleType, screen: Screen) -> None:
    """Each frame reaches the terminal when it is drawn, not later."""
    start = time.monotonic()
    with spinning(kata):
        time.sleep(0.45)
    frames = screen.frames()
    assert [state.text for state in frames[:4]] == [f"{char} {MSG}" for char in CHARS]
    for number, state in enumerate(frames[:4]):
        assert 0.08 * number - SLACK < state.at - start < 0.12 * number + SLACK


@pytest.mark.parametrize("seconds", [0.05, 0.32])
def test_stop(kata: ModuleType, screen: Screen, seconds: float) -> None:
    """Once signal.go is false spin returns within 0.12 s and draws at most one more frame."""
    with spinning(kata):
        time.sleep(seconds)
        stopped = time.monotonic()
    assert time.monotonic() - stopped < 0.12 + SLACK
    assert len([state for state in screen.frames() if state.at > stopped]) <= 1


def test_stop_first(kata: ModuleType, screen: Screen) -> None:
    """Where signal.go was false before spin began, it returns at once or after one frame."""
    start = time.monotonic()
    with spinning(kata, go=False) as thread:
        thread.join(2)
    assert time.monotonic() - start < 0.12 + SLACK
    assert len(screen.frames()) <= 1


@pytest.mark.parametrize("seconds", [0.05, 0.25])
def test_cleanup(kata: ModuleType, screen: Screen, seconds: float) -> None:
    """When spin has returned, the line is clean."""
    with spinning(kata):
        time.sleep(seconds)
    screen.assert_clean()


def test_slow_function(kata: ModuleType) -> None:
    """slow_function takes 3 s, waits rather than keeps the processor busy, and returns 42."""
    start, busy = time.monotonic(), time.process_time()
    assert kata.slow_function() == 42
    assert 2.9 <= time.monotonic() - start <= 3.1 + SLACK
    assert time.process_time() - busy < 0.4


def test_announce(kata: ModuleType, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """Supervisor first prints 'spinner object: ' and the repr of a Thread that isn't started yet."""
    monkeypatch.setattr(kata, "slow_function", work(0.15))
    kata.supervisor()
    first, _, _ = screen.text().partition("\n")
    assert first.startswith("spinner object: <")
    assert ", initial" in first


@pytest.mark.parametrize("seconds", [0, 0.55])
def test_concurrent(kata: ModuleType, screen: Screen, monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Spin runs in a thread of its own and keeps its pace for as long as slow_function works."""
    spinners, spin = [], kata.spin

    def noting_spin(*args: object, **kwargs: object) -> None:
        spinners.append(threading.current_thread())
        spin(*args, **kwargs)

    slow_function = work(seconds)
    monkeypatch.setattr(kata, "spin", noting_spin)
    monkeypatch.setattr(kata, "slow_function", slow_function)
    start = time.monotonic()
    kata.supervisor()
    took = time.monotonic() - start
    assert len(slow_function.threads) == 1
    assert len(spinners) == 1
    assert spinners[0] not in {threading.current_thread(), *slow_function.threads}
    assert took < seconds + 0.12 + SLACK
    if seconds:
        assert 5 <= len(screen.frames()) <= 7
        assert_pace(screen.frames())


def test_joined(kata: ModuleType, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """When supervisor returns, its threads have ended, the line is clean, and nothing is drawn later."""
    monkeypatch.setattr(kata, "slow_function", work(0.25))
    before = set(threading.enumerate())
    kata.supervisor()
    assert set(threading.enumerate()) <= before
    screen.assert_clean(row=1)
    written = screen.written
    time.sleep(0.25)
    assert screen.written == written


def test_result(kata: ModuleType, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """Supervisor returns what slow_function returned, whatever that is, and prints no answer itself."""
    for result in (42, None, object()):
        monkeypatch.setattr(kata, "slow_function", work(0.02, result))
        assert kata.supervisor() is result
    assert "Answer" not in screen.written


def test_answer(kata: ModuleType, screen: Screen) -> None:
    """The whole program shows the announcement, then 'Answer: 42', and nothing else."""
    kata.main()
    announcement, *others = screen.text().splitlines()
    assert announcement.startswith("spinner object: ")
    assert others == ["Answer: 42"]


def test_answer_other(kata: ModuleType, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """Main prints the result that it was given."""
    monkeypatch.setattr(kata, "slow_function", work(0.15, 17))
    kata.main()
    assert screen.text().endswith("\nAnswer: 17")


def test_rerun(kata: ModuleType, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """Supervisor can be called again in the same process and does all of this again."""
    monkeypatch.setattr(kata, "slow_function", work(0.25))
    assert kata.supervisor() == 42
    assert kata.supervisor() == 42
    assert screen.written.count("spinner object: ") == 2
    drawn = "".join(state.frame[0] for state in screen.frames())
    assert re.fullmatch(r"(\|/-?\\?){2}", drawn)
    screen.assert_clean(row=2)
