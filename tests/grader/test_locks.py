"""Everything in the standard library that waits for another thread waits in virtual time, with exact times."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from staging import Staging

pytest_plugins = ("staging",)
pytestmark = pytest.mark.asyncio

# The beginning of most programs: threads whose bodies are written as functions, started with a pause before each.
START = """
begin = time.monotonic()
def say(*words):
    print(round(time.monotonic() - begin, 9), *words)
def start(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""


# --- locks ----------------------------------------------------------------------------------------------------------


async def test_lock(stage: "Staging") -> None:
    """A lock lets one thread in at a time, those who wait in the order of their coming."""
    lines = await stage.print(
        START
        + """
lock = threading.Lock()
def body(name):
    with lock:
        say(name, lock.locked())
        time.sleep(0.2)
start(*[lambda name=name: body(name) for name in "abc"])
say(lock.locked())
"""
    )

    assert lines == ["0.0 a True", "0.2 b True", "0.4 c True", "0.6 False"]


async def test_lock_timeout(stage: "Staging") -> None:
    """A lock is waited for as long as was asked, to the nanosecond, and not longer than needed."""
    lines = await stage.print(
        START
        + """
lock = threading.Lock()
lock.acquire()
say(lock.acquire(timeout=0.25))
say(lock.acquire(False), lock.acquire(blocking=False), lock.acquire(timeout=0))
threading.Timer(0.5, lock.release).start()
say(lock.acquire(timeout=3))
say(lock.acquire(True, 0.05))
"""
    )

    assert lines == ["0.25 False", "0.25 False False False", "0.75 True", "0.8 False"]


async def test_handed_to_the_next(stage: "Staging") -> None:
    """One who stopped waiting for a lock isn't given it; the next one is."""
    lines = await stage.print(
        START
        + """
lock = threading.Lock()
def holder():
    with lock: time.sleep(1)
def impatient():
    say("impatient", lock.acquire(timeout=0.5))
def patient():
    say("patient", lock.acquire())
    lock.release()
start(holder, impatient, patient)
"""
    )

    assert lines == ["0.5 impatient False", "1.0 patient True"]


async def test_lock_errors(stage: "Staging") -> None:
    """The wrong use of a lock is the same error as in life."""
    lines = await stage.print(
        """
        for wrong in ("lock.release()", "lock.acquire(False, 1)", "lock.acquire(timeout=-2)", "rlock.release()"):
            lock, rlock = threading.Lock(), threading.RLock()
            try:
                eval(wrong)
            except Exception as error:
                print(type(error).__name__, error)
        """
    )

    assert lines == [
        "RuntimeError release unlocked lock",
        "ValueError can't specify a timeout for a non-blocking call",
        "ValueError timeout value must be a non-negative number",
        "RuntimeError cannot release un-acquired lock",
    ]


async def test_lock_of_any_name(stage: "Staging") -> None:
    """A lock is a lock by whatever name it was made, and a lock's looks are those of a lock in life."""
    lines = await stage.print(
        """
        import _thread, multiprocessing.dummy
        made = [threading.Lock(), _thread.allocate_lock(), _thread.allocate(), multiprocessing.dummy.Lock()]
        print(len({type(lock) for lock in made}))
        print(repr(made[0]).split(" object")[0])
        made[0].acquire()
        print(repr(made[0]).split(" object")[0])
        print(isinstance(made[0], type(threading.Lock())), hasattr(made[0], "acquire_lock"))
        """
    )

    assert lines == ["1", "<unlocked _thread.lock", "<locked _thread.lock", "True True"]


async def test_rlock(stage: "Staging") -> None:
    """An RLock may be taken again by the thread that has it, and shuts out all others until it is free."""
    lines = await stage.print(
        START
        + """
lock = threading.RLock()
def holder():
    with lock, lock:
        time.sleep(0.2)
    say("holder")
def other():
    say(lock.acquire(blocking=False), lock.acquire(timeout=0.1))
    with lock: say("other")
start(holder, other)
"""
    )

    assert lines == ["0.1 False False", "0.2 holder", "0.2 other"]


async def test_deadlock(stage: "Staging") -> None:
    """Two threads that take two locks in turns are a deadlock, found at its time, with every thread's line."""
    played = await stage.run(
        """
        one, two = threading.Lock(), threading.Lock()
        def body(first, second):
            with first:
                time.sleep(0.1)
                with second: pass
        threads = [threading.Thread(target=body, args=pair) for pair in ((one, two), (two, one))]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        """
    )

    assert (played.end.cause, played.duration) == ("deadlock", 0.1)
    assert [(stack["actor"], stack["why"], stack["line"]) for stack in played.events("stack")] == [
        (0, "waits for the end of Thread-1 (body)", 10),
        (1, "waits for a lock", 7),
        (2, "waits for a lock", 7),
    ]


async def test_deadlock_alone(stage: "Staging") -> None:
    """One thread that takes a lock twice is a deadlock at its line."""
    played = await stage.run(
        """
        lock = threading.Lock()
        lock.acquire()
        lock.acquire()
        """
    )

    assert (played.end.cause, played.end.line, played.duration) == ("deadlock", 5, 0)


async def test_no_deadlock_before_end(stage: "Staging") -> None:
    """A daemon thread that waits for ever is no deadlock where the others come to their end."""
    played = await stage.run(
        """
        threading.Thread(target=threading.Event().wait, daemon=True).start()
        time.sleep(1)
        """
    )

    assert (played.end.cause, played.duration) == (None, 1)


# --- conditions -----------------------------------------------------------------------------------------------------


async def test_notify(stage: "Staging") -> None:
    """A condition wakes as many as were asked for, those first who have waited longest."""
    lines = await stage.print(
        START
        + """
condition = threading.Condition()
def waiter(name):
    with condition:
        condition.wait()
        say(name)
def notifier():
    for action in (condition.notify, lambda: condition.notify(2), condition.notify_all):
        time.sleep(1)
        with condition: action()
start(*[lambda name=name: waiter(name) for name in "abcde"], notifier)
"""
    )

    assert lines == ["1.0 a", "2.0 b", "2.0 c", "3.0 d", "3.0 e"]


async def test_condition_timeout(stage: "Staging") -> None:
    """Waiting for a condition ends at its timeout, and says so."""
    lines = await stage.print(
        START
        + """
condition = threading.Condition()
def notify():
    with condition: condition.notify_all()
threading.Timer(0.9, notify).start()
with condition:
    say(condition.wait(0.4))
    say(condition.wait(timeout=3))
"""
    )

    assert lines == ["0.4 False", "0.9 True"]


async def test_wait_for(stage: "Staging") -> None:
    """`wait_for` goes on when its predicate is true, or at its timeout over all its waits."""
    lines = await stage.print(
        START
        + """
condition, count = threading.Condition(), []
def counter():
    for _ in range(5):
        time.sleep(0.1)
        with condition:
            count.append(1)
            condition.notify()
threading.Thread(target=counter).start()
with condition:
    say(condition.wait_for(lambda: len(count) == 3))
    say(condition.wait_for(lambda: len(count) == 9, timeout=0.25), len(count))
"""
    )

    assert lines == ["0.3 True", "0.55 False 5"]


async def test_condition_without_lock(stage: "Staging") -> None:
    """To wait or notify without holding the condition's lock is an error, as in life."""
    played = await stage.run("threading.Condition().wait(1)")

    assert played.error is not None
    assert (played.error["type"], played.error["text"]) == ("RuntimeError", "cannot wait on un-acquired lock")


# --- events, semaphores, barriers -----------------------------------------------------------------------------------


async def test_event(stage: "Staging") -> None:
    """An event wakes all who wait at the moment that it is set; a timeout says False."""
    lines = await stage.print(
        START
        + """
event = threading.Event()
def waiter(name, timeout=None):
    say(name, event.wait(timeout))
def setter():
    time.sleep(0.5)
    event.set()
start(lambda: waiter("a"), lambda: waiter("b", 0.2), lambda: waiter("c", 0.7), setter)
say("later", event.is_set(), event.wait(), event.wait(0))
event.clear()
say("cleared", event.wait(0.1))
"""
    )

    assert lines == ["0.2 b False", "0.5 a True", "0.5 c True", "0.5 later True True True", "0.6 cleared False"]


async def test_frames_by_event(stage: "Staging") -> None:
    """`while not event.wait(.1)` is called every tenth of a second sharp, and ends at once."""
    played = await stage.run(
        """
        done = threading.Event()
        def spin():
            while not done.wait(.1):
                print(".", end="")
            print("done")
        thread = threading.Thread(target=spin)
        thread.start()
        time.sleep(.35)
        done.set()
        thread.join()
        """
    )

    assert played.shown == [(0.1, "."), (0.2, "."), (0.3, "."), (0.35, "done\n")]


async def test_event_and_timeout_together(stage: "Staging") -> None:
    """An event that is set at the very moment of a timeout counts for one who looks again."""
    lines = await stage.print(
        START
        + """
event = threading.Event()
def waiter():
    event.wait(0.3)
    say(event.is_set())
def setter():
    time.sleep(0.3)
    event.set()
start(setter, waiter)
"""
    )

    assert lines == ["0.3 True"]


async def test_semaphore(stage: "Staging") -> None:
    """A semaphore lets as many in as it has places."""
    lines = await stage.print(
        START
        + """
places = threading.Semaphore(2)
def guest(name):
    with places:
        say(name)
        time.sleep(1)
start(*[lambda name=name: guest(name) for name in "abcde"])
say(places.acquire(timeout=1), places.acquire(blocking=False), places.acquire(timeout=1))
"""
    )

    assert lines == ["0.0 a", "0.0 b", "1.0 c", "1.0 d", "2.0 e", "4.0 True True False"]


async def test_bounded_semaphore(stage: "Staging") -> None:
    """A bounded semaphore can't be released too often."""
    played = await stage.run("threading.BoundedSemaphore(1).release()")

    assert played.error is not None
    assert (played.error["type"], played.error["text"]) == ("ValueError", "Semaphore released too many times")


async def test_barrier(stage: "Staging") -> None:
    """A barrier opens when the last one comes, as often as it is used."""
    lines = await stage.print(
        START
        + """
barrier = threading.Barrier(3)
def body(name, rest):
    for _ in range(2):
        time.sleep(rest)
        barrier.wait()
        say(name)
start(lambda: body("a", 0.1), lambda: body("b", 0.5), lambda: body("c", 0.2))
"""
    )

    assert sorted(lines) == sorted(f"{time} {name}" for time in (0.5, 1.0) for name in "abc")


async def test_broken_barrier(stage: "Staging") -> None:
    """A barrier that is waited for in vain breaks, for all who wait."""
    lines = await stage.print(
        START
        + """
barrier = threading.Barrier(3)
def body(timeout):
    try:
        barrier.wait(timeout)
    except threading.BrokenBarrierError:
        say("broken", barrier.broken)
start(lambda: body(0.3), lambda: body(2))
"""
    )

    assert lines == ["0.3 broken True", "0.3 broken True"]


# --- queues ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["Queue", "SimpleQueue", "LifoQueue", "PriorityQueue"])
async def test_queue(stage: "Staging", kind: str) -> None:
    """A queue hands on at the moment of putting; to get with a timeout ends in `Empty` at its time."""
    lines = await stage.print(
        START
        + f"""
line = queue.{kind}()
def producer():
    for number in range(3):
        time.sleep(0.5)
        line.put(number)
def consumer():
    while True:
        try:
            say(line.get(timeout=0.7))
        except queue.Empty:
            say("empty", line.empty(), line.qsize())
            return
start(producer, consumer)
try:
    line.get_nowait()
except queue.Empty:
    say("still")
"""
    )

    assert lines == ["0.5 0", "1.0 1", "1.5 2", "2.2 empty True 0", "2.2 still"]


async def test_full_queue(stage: "Staging") -> None:
    """A full queue makes who puts wait, at most for the timeout."""
    lines = await stage.print(
        START
        + """
line = queue.Queue(maxsize=1)
def producer():
    for number in range(3):
        line.put(number)
        say("put", number)
def consumer():
    for _ in range(2):
        time.sleep(0.4)
        line.get()
start(producer, consumer)
try:
    line.put(3, timeout=0.2)
except queue.Full:
    say("full")
"""
    )

    assert lines == ["0.0 put 0", "0.4 put 1", "0.8 put 2", "1.0 full"]


async def test_queue_join(stage: "Staging") -> None:
    """A queue is joined when everything that was put has been done."""
    lines = await stage.print(
        START
        + """
line = queue.Queue()
def worker():
    while True:
        line.get()
        time.sleep(0.3)
        line.task_done()
threading.Thread(target=worker, daemon=True).start()
for number in range(4): line.put(number)
line.join()
say("joined")
"""
    )

    assert lines == ["1.2 joined"]


# --- what is built on them ------------------------------------------------------------------------------------------


async def test_timer(stage: "Staging") -> None:
    """A timer calls at its time; one that was cancelled never does."""
    lines = await stage.print(
        START
        + """
timers = [threading.Timer(delay, say, (delay,)) for delay in (0.5, 0.2, 0.8)]
for timer in timers: timer.start()
time.sleep(0.6)
timers[2].cancel()
timers[2].join()
say("end")
"""
    )

    assert lines == ["0.2 0.2", "0.5 0.5", "0.6 end"]


async def test_executor(stage: "Staging") -> None:
    """A thread pool works in virtual time, with as many at once as it has workers."""
    lines = await stage.print(
        START
        + """
def work(duration):
    time.sleep(duration)
    return duration
with concurrent.futures.ThreadPoolExecutor(2) as executor:
    say(*executor.map(work, (0.3, 0.1, 0.4)))
    futures = [executor.submit(work, duration) for duration in (0.2, 0.1)]
    for future in concurrent.futures.as_completed(futures): say(future.result())
    slow = executor.submit(work, 5)
    try:
        slow.result(timeout=0.5)
    except TimeoutError as error:
        say(type(error).__name__, slow.running())
    done, pending = concurrent.futures.wait([slow, executor.submit(work, 1)], return_when="FIRST_COMPLETED")
    say(len(done), len(pending))
say("end")
"""
    )

    assert lines == ["0.5 0.3 0.1 0.4", "0.6 0.1", "0.7 0.2", "1.2 TimeoutError True", "2.2 1 1", "5.7 end"]


async def test_executor_at_the_end(stage: "Staging") -> None:
    """A thread pool that nobody shut down finishes its work when the program ends, as in life."""
    played = await stage.run(
        """
        def work():
            time.sleep(2)
            print("done")
        concurrent.futures.ThreadPoolExecutor().submit(work)
        """
    )

    assert (played.end.cause, played.shown) == (None, [(2, "done\n")])


async def test_local(stage: "Staging") -> None:
    """Thread-local data is each thread's own."""
    lines = await stage.print(
        START
        + """
local = threading.local()
local.name = "main"
def body():
    local.name = "thread"
    say(local.name)
start(body)
say(local.name)
"""
    )

    assert lines == ["0.0 thread", "0.0 main"]


async def test_logging(stage: "Staging") -> None:
    """Locks that modules made before the hooks don't stop the program: logging works from several threads."""
    lines = await stage.print(
        """
        import logging
        logging.basicConfig(stream=sys.stdout, format="%(threadName)s %(message)s", level="INFO")
        def body():
            logging.info("a")
            time.sleep(0.1)
            logging.info("b")
        threads = [threading.Thread(target=body, name=name) for name in ("one", "two")]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        """
    )

    assert lines == ["one a", "two a", "one b", "two b"]
