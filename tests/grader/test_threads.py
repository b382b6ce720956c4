"""Threads on the stage run one at a time, in an order that is the same in each run, and live as in life."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from staging import Staging

pytest_plugins = ("staging",)
pytestmark = pytest.mark.asyncio


# --- start, join, is_alive ------------------------------------------------------------------------------------------


async def test_life(stage: "Staging") -> None:
    """A thread is created, started, ended and joined, each at its time and by its thread."""
    played = await stage.run(
        """
        thread = threading.Thread(target=time.sleep, args=(0.5,), name="sleeper", daemon=True)
        time.sleep(0.1)
        thread.start()
        time.sleep(0.1)
        thread.join()
        """
    )

    assert [(event["state"], event.time, event.thread, event["name"]) for event in played.events("thread")] == [
        ("created", 0, 0, "sleeper"),
        ("started", 100_000_000, 0, "sleeper"),
        ("ended", 600_000_000, 1, "sleeper"),
        ("joined", 600_000_000, 0, "sleeper"),
    ]


async def test_is_alive(stage: "Staging") -> None:
    """A thread is alive from its start until its end, whether or not anybody joins it."""
    lines = await stage.print(
        """
        thread = threading.Thread(target=time.sleep, args=(0.5,))
        print(thread.is_alive())
        thread.start()
        print(thread.is_alive())
        time.sleep(0.4)
        print(thread.is_alive())
        time.sleep(0.2)
        print(thread.is_alive())
        thread.join()
        print(thread.is_alive())
        """
    )

    assert lines == ["False", "True", "True", "False", "False"]


async def test_join_with_timeout(stage: "Staging") -> None:
    """A join with a timeout ends at the timeout or at the thread's end, whichever comes first, and returns nothing."""
    lines = await stage.print(
        """
        begin = time.monotonic()
        thread = threading.Thread(target=time.sleep, args=(0.5,))
        thread.start()
        for timeout in (0, -1, 0.2, 3, 3, None):
            print(thread.join(timeout), round(time.monotonic() - begin, 9), thread.is_alive())
        """
    )

    assert lines == [
        "None 0.0 True",
        "None 0.0 True",
        "None 0.2 True",
        "None 0.5 False",
        "None 0.5 False",
        "None 0.5 False",
    ]


async def test_joined_by_many(stage: "Staging") -> None:
    """A thread may be joined by several threads, and several times."""
    played = await stage.run(
        """
        thread = threading.Thread(target=time.sleep, args=(0.5,))
        thread.start()
        def join(name, timeout=None):
            thread.join(timeout)
            print(name)
        joiners = [threading.Thread(target=join, args=arguments) for arguments in (("a",), ("b", 0.1), ("c", 1))]
        for joiner in joiners: joiner.start()
        for joiner in joiners: joiner.join()
        join("main")
        """
    )

    assert played.shown == [(0.1, "b\n"), (0.5, "a\nc\nmain\n")]


@pytest.mark.parametrize(
    "body, text",
    [
        ("thread = threading.Thread(); thread.start(); thread.start()", "threads can only be started once"),
        (
            "thread = threading.Thread(); thread.start(); thread.join(); thread.start()",
            "threads can only be started once",
        ),
        ("threading.Thread().join()", "cannot join thread before it is started"),
        ("threading.Thread().join(1)", "cannot join thread before it is started"),
        ("threading.current_thread().join()", "cannot join current thread"),
        ("threading.Thread.__new__(threading.Thread).start()", "thread.__init__() not called"),
        ("threading.Thread.__new__(threading.Thread).join()", "Thread.__init__() not called"),
        (
            "thread = threading.Thread(); thread.start(); thread.daemon = True",
            "cannot set daemon status of active thread",
        ),
    ],
)
async def test_errors(stage: "Staging", body: str, text: str) -> None:
    """The wrong use of a thread is the same error as in life."""
    if "daemon" in body:
        body = body.replace("Thread()", "Thread(target=time.sleep, args=(1,))")
    played = await stage.run(body)

    assert played.error is not None
    assert (played.error["type"], played.error["text"]) == ("RuntimeError", text)


async def test_join_of_itself(stage: "Staging") -> None:
    """A thread that joins itself gets the error of life."""
    lines = await stage.print(
        """
        def body():
            try:
                threading.current_thread().join()
            except RuntimeError as error:
                print(error)
        thread = threading.Thread(target=body)
        thread.start()
        thread.join()
        """
    )

    assert lines == ["cannot join current thread"]


async def test_subclass(stage: "Staging") -> None:
    """A class derived from `Thread` may have its own `run`, `start` and `join`."""
    played = await stage.run(
        """
        class Spinner(threading.Thread):
            going = True
            def run(self):
                while self.going:
                    print(".", end="")
                    time.sleep(.1)
            def start(self):
                print("start", end="")
                super().start()
            def join(self, timeout=None):
                self.going = False
                super().join(timeout)
        spinner = Spinner(name="spinner")
        spinner.start()
        time.sleep(.25)
        spinner.join()
        print(spinner.is_alive(), repr(spinner).rpartition(" ")[0])
        """
    )

    assert played.shown == [(0, "start."), (0.1, "."), (0.2, "."), (0.3, "False <Spinner(spinner, stopped\n")]


async def test_run_in_the_same_thread(stage: "Staging") -> None:
    """A call of `run` in place of `start` happens in the calling thread, and is no start."""
    played = await stage.run("threading.Thread(target=lambda: print(threading.current_thread().name)).run()")

    assert played.lines == ["MainThread"]
    assert [event["state"] for event in played.events("thread")] == ["created"]


async def test_names(stage: "Staging") -> None:
    """Threads have the names, numbers and companions that they have in life."""
    lines = await stage.print(
        """
        def spin():
            print(threading.current_thread().name, threading.active_count(), threading.get_ident() != main)
            time.sleep(1)
        main = threading.get_ident()
        threads = [threading.Thread(target=spin), threading.Thread(target=spin, name="two"), threading.Thread()]
        for thread in threads: thread.start()
        print(*(thread.name for thread in threading.enumerate()))
        print(threading.current_thread() is threading.main_thread(), threads[0].ident == main, threads[0].native_id > 0)
        for thread in threads: thread.join()
        print(threading.active_count())
        """
    )

    assert lines == [
        "Thread-1 (spin) 2 True",
        "two 3 True",
        "MainThread Thread-1 (spin) two",
        "True False True",
        "1",
    ]


async def test_low_level(stage: "Staging") -> None:
    """A thread that was started by `_thread` runs in virtual time too."""
    played = await stage.run(
        """
        import _thread
        def body(*args, **kwargs):
            time.sleep(0.3)
            print(args, kwargs)
            lock.release()
        lock = _thread.allocate_lock()
        lock.acquire()
        _thread.start_new_thread(body, (1, 2), {"a": 3})
        lock.acquire()
        """
    )

    assert played.shown == [(0.3, "(1, 2) {'a': 3}\n")]


async def test_threads_of_threads(stage: "Staging") -> None:
    """A thread may start and join others."""
    played = await stage.run(
        """
        def body(depth):
            time.sleep(0.1)
            if depth:
                thread = threading.Thread(target=body, args=(depth - 1,))
                thread.start()
                thread.join()
            print(depth, end=" ")
        body(3)
        """
    )

    assert played.shown == [(0.4, "0 1 2 3 ")]


async def test_join_main(stage: "Staging") -> None:
    """The main thread can be joined with a timeout, like any other; it lives on."""
    played = await stage.run(
        """
        def body():
            threading.main_thread().join(0.5)
            print(threading.main_thread().is_alive())
        thread = threading.Thread(target=body)
        thread.start()
        thread.join()
        """
    )

    assert played.shown == [(0.5, "True\n")]


@pytest.mark.parametrize(
    "wait", ["threading.main_thread().join()", "while threading.main_thread().is_alive(): time.sleep(.1)"]
)
async def test_as_long_as_main(stage: "Staging", wait: str) -> None:
    """A thread may go on as long as the main one, which is over when it waits for the others, as in life."""
    played = await stage.run(
        f"""
        def body():
            {wait}
            print("thread")
        threading.Thread(target=body).start()
        time.sleep(0.5)
        """
    )

    assert (played.text, played.end.cause) == ("thread\n", None)
    assert played.duration in (0.5, 0.6)


# --- ends -----------------------------------------------------------------------------------------------------------


async def test_joined_at_the_end(stage: "Staging") -> None:
    """A program waits at its end for its threads, but for no daemon."""
    played = await stage.run(
        """
        def body(name, duration):
            time.sleep(duration)
            print(name)
        threading.Thread(target=body, args=("thread", 1)).start()
        threading.Thread(target=body, args=("early daemon", 0.5), daemon=True).start()
        threading.Thread(target=body, args=("late daemon", 1.5), daemon=True).start()
        print("main")
        """
    )

    assert played.shown == [(0, "main\n"), (0.5, "early daemon\n"), (1, "thread\n")]
    assert [alive["name"] for alive in played.mark("returned")["alive"]] == [f"Thread-{n} (body)" for n in (1, 2, 3)]
    assert played.events("end")[0]["alive"] == ["Thread-3 (body)"]


async def test_daemon_recorded(stage: "Staging") -> None:
    """Whether a thread is a daemon is recorded at its start; a daemon's threads are daemons."""
    played = await stage.run(
        """
        def body():
            threading.Thread(target=time.sleep, args=(0,)).start()
        for thread in (threading.Thread(target=body), threading.Thread(target=body, daemon=True)):
            thread.start()
            thread.join()
        """
    )

    assert [event["daemon"] for event in played.events("thread", state="started")] == [False, False, True, True]


async def test_exception(stage: "Staging") -> None:
    """A thread that dies of an exception is over, the program goes on, and the exception is recorded with its line."""
    played = await stage.run(
        """
        def body():
            time.sleep(1)
            {}["key"]
        thread = threading.Thread(target=body)
        thread.start()
        thread.join()
        print(thread.is_alive())
        """
    )

    (event,) = played.events("uncaught")
    assert played.shown == [(1, "False\n")]
    assert (event.time, event.thread) == (1_000_000_000, 1)
    assert (event["error"]["type"], event["error"]["line"]) == ("KeyError", 5)


async def test_own_excepthook(stage: "Staging") -> None:
    """A program may have its own hook for what dies in threads."""
    lines = await stage.print(
        """
        threading.excepthook = lambda args: print(args.exc_type.__name__, args.thread.name)
        thread = threading.Thread(target=lambda: 1 / 0, name="divider")
        thread.start()
        thread.join()
        """
    )

    assert lines == ["ZeroDivisionError divider"]


async def test_exit_in_a_thread(stage: "Staging") -> None:
    """`sys.exit` in a thread ends that thread in silence, and nothing else."""
    played = await stage.run(
        """
        thread = threading.Thread(target=sys.exit)
        thread.start()
        thread.join()
        print("main")
        """
    )

    assert (played.lines, played.end.cause) == (["main"], None)
    assert played.events("uncaught") == []


async def test_never_joined_for_ever(stage: "Staging") -> None:
    """A thread that never ends makes the program endless, at the thread's line."""
    played = await stage.run(
        """
        def spin():
            while True:
                time.sleep(.1)
        threading.Thread(target=spin).start()
        """,
        limit=5,
    )

    assert (played.end.cause, played.end.line, played.duration) == ("endless", 5, 5)
    assert played.mark("returned").time == 0


async def test_too_many(stage: "Staging") -> None:
    """More threads than the stage bears are the error that the system gives, and it is recorded."""
    played = await stage.run(
        """
        event = threading.Event()
        for _ in range(300):
            threading.Thread(target=event.wait, daemon=True).start()
        """
    )

    assert played.error is not None
    assert (played.error["type"], played.error["text"]) == ("RuntimeError", "can't start new thread")
    assert [(event["what"], event["count"]) for event in played.events("limit")] == [("threads", 200)]


async def test_refused_by_the_system(stage: "Staging") -> None:
    """A thread that the system refuses to start is an error of the program, which goes on without it."""
    played = await stage.run(
        """
        threading.stack_size(1 << 30)
        thread = threading.Thread(target=print, args=("thread",))
        try:
            thread.start()
        except RuntimeError as error:
            print(error)
        threading.stack_size(1 << 20)
        time.sleep(1)
        print(thread.is_alive())
        """
    )

    assert played.shown == [(0, "can't start new thread\n"), (1, "False\n")]
    assert played.end.cause is None


async def test_many_after_each_other(stage: "Staging") -> None:
    """Threads that have ended make room for others."""
    lines = await stage.print(
        """
        for _ in range(500):
            thread = threading.Thread()
            thread.start()
            thread.join()
        print(threading.active_count())
        """
    )

    assert lines == ["1"]


# --- waiting busily -------------------------------------------------------------------------------------------------


async def test_busy_join(stage: "Staging") -> None:
    """A join by `while thread.is_alive(): pass` comes to its end."""
    played = await stage.run(
        """
        thread = threading.Thread(target=time.sleep, args=(3,))
        thread.start()
        while thread.is_alive(): pass
        print("end")
        """
    )

    assert (played.lines, played.end.cause) == (["end"], None)
    assert 3.0 <= played.duration < 3.1
    assert played.events("busy")[0]["line"] == 5


async def test_polling_join(stage: "Staging") -> None:
    """A join by short joins or short sleeps ends at its time."""
    played = await stage.run(
        """
        for step in (lambda: time.sleep(.1), lambda: thread.join(.1)):
            thread = threading.Thread(target=time.sleep, args=(.95,))
            thread.start()
            while thread.is_alive(): step()
            print("end")
        """
    )

    assert played.shown == [(1.0, "end\n"), (1.95, "end\n")]


# --- order ----------------------------------------------------------------------------------------------------------

RACE = """
def body(name):
    for _ in range(3):
        time.sleep(0.1)
        print(name, end="")
threads = [threading.Thread(target=body, args=(name,)) for name in "abcd"]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""


async def test_first_come(stage: "Staging") -> None:
    """Threads that wake at the same time go on in the order in which they went to sleep."""
    assert (await stage.run(RACE)).shown == [(0.1, "abcd"), (0.2, "abcd"), (0.3, "abcd")]


async def test_schedules(stage: "Staging") -> None:
    """Other schedules take those who tie in other orders, the same one each time, and at the same times."""
    first = [(await stage.run(RACE, schedule=number)).shown for number in range(1, 9)]
    again = [(await stage.run(RACE, schedule=number)).shown for number in range(1, 9)]

    assert first == again
    assert len({str(shown) for shown in first}) > 4
    for shown in first:
        assert [(time, "".join(sorted(text))) for time, text in shown] == [(0.1, "abcd"), (0.2, "abcd"), (0.3, "abcd")]


async def test_lost_update(stage: "Staging") -> None:
    """Without a lock some schedule loses an update at a hand-over, with one none does."""
    body = """
    lock = threading.{lock}
    count = 0
    def add():
        nonlocal count
        with lock:
            before = count
            print(".", end="")
            count = before + 1
    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    print(count)
    """

    async def counts(lock: str) -> set[str]:
        return {
            (await stage.run(body.format(lock=lock), schedule=number)).lines[-1].lstrip(".") for number in range(1, 13)
        }

    assert await counts("Lock()") == {"4"}
    assert len(await counts("Semaphore(4)")) > 1


@pytest.mark.parametrize("kind", ["threading.Thread", "concurrent.futures.Future"])
async def test_order_of_sets(stage: "Staging", kind: str) -> None:
    """A set of threads or futures iterates in the same order in each run, whatever lies where in memory."""
    body = f"""
    class Junk: pass
    junk = [Junk() for _ in range(%d)]
    made = [{kind}() for _ in range(20)]
    print(*(made.index(one) for one in set(made)), *(hash(one) for one in made))
    """

    assert len({tuple(await stage.print(body % junk)) for junk in (0, 1, 1234)}) == 1


async def test_weak_references(stage: "Staging") -> None:
    """Threads and locks can be referred to weakly, and be keys."""
    lines = await stage.print(
        """
        import weakref
        thread, lock = threading.Thread(), threading.Lock()
        print(weakref.ref(thread)() is thread, weakref.ref(lock)() is lock, {thread: 1, lock: 2}[thread])
        """
    )

    assert lines == ["True True 1"]


async def test_same_in_each_run(stage: "Staging") -> None:
    """Two runs of one program make the same events."""
    body = """
    lock = threading.Lock()
    def body(name):
        for _ in range(3):
            with lock: print(name, threading.current_thread().name)
            time.sleep(0.1)
    for name in "abc": threading.Thread(target=body, args=(name,)).start()
    asyncio.run(asyncio.sleep(1))
    """

    first, second = await stage.run(body, schedule=3), await stage.run(body, schedule=3)

    assert first.trace.entries == second.trace.entries
