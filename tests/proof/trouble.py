"""Programs that hang, flood, crash, exit or eat the machine: a few lines of trouble in an otherwise right program.

Each row says what trouble stands at which place, and what the report must name: the first failed check and the cause.
"""

from dataclasses import dataclass

HERE = "# here"

HEAD = """\
import asyncio, ctypes, faulthandler, itertools, os, queue, signal, socket, subprocess, sys, threading, time

flag = False
lock, other = threading.Lock(), threading.Lock()

def crossed():
    def one():
        with lock:
            time.sleep(0.01)
            with other:
                pass
    threading.Thread(target=one, daemon=True).start()
    with other:
        time.sleep(0.02)
        lock.acquire()

def joins_itself():
    first = threading.current_thread()
    second = threading.Thread(target=first.join, daemon=True)
    second.start()
    second.join()

{top}
"""

THREAD = (
    HEAD
    + """\
class Signal:
    go = True

def spin(msg, token):
    for char in itertools.cycle("|/-\\\\"):
        sys.stdout.write(f"\\r{{char}} {{msg}}")
        sys.stdout.flush()
        {spin}
        time.sleep(0.1)
        if not token.go:
            break
    sys.stdout.write("\\r\\x1b[K")

def slow_function():
    {slow_function}
    time.sleep(3)
    return 42

def supervisor():
    token = Signal()
    spinner = threading.Thread(target=spin, args=("thinking!", token))
    print("spinner object:", spinner)
    spinner.start()
    {supervisor}
    result = slow_function()
    token.go = False
    spinner.join()
    return result

def main():
    result = supervisor()
    print("Answer:", result)
    {main}
"""
)

ASYNCIO = (
    HEAD
    + """\
async def spin(msg):
    try:
        for char in itertools.cycle("|/-\\\\"):
            sys.stdout.write(f"\\r{{char}} {{msg}}")
            sys.stdout.flush()
            {spin}
            await asyncio.sleep(0.1)
    finally:
        sys.stdout.write("\\r\\x1b[K")

async def slow_function():
    {slow_function}
    await asyncio.sleep(3)
    return 42

async def supervisor():
    spinner = asyncio.create_task(spin("thinking!"))
    print("spinner object:", spinner)
    {supervisor}
    result = await slow_function()
    spinner.cancel()
    return result

def main():
    result = asyncio.run(supervisor())
    print("Answer:", result)
    {main}
"""
)

TEMPLATES = {"spinner_thread": THREAD, "spinner_asyncio": ASYNCIO}
PLACES = ("top", "spin", "slow_function", "supervisor", "main")

# What is done, by name; the line that the report must name ends in HERE, or is the only one.
TROUBLE = {
    "nothing": "pass",
    # CPU-bound
    "computes": "while True: len('x')",
    "computes in C": "sum(range(10 ** 10))",
    "power": "pow(7, 7 ** 9)",
    # busy
    "passes": "while True: pass",
    "polls a flag": "while not flag: pass",
    "polls the clock": "while time.monotonic() < 1e18: pass",
    "sleeps for 0": "while not flag: time.sleep(0)",
    "awaits sleep 0": "while not flag: await asyncio.sleep(0)",
    "awaits nothing": "while not flag: asyncio.sleep(0.1)",
    # flooding
    "prints lines": "while True: print('x')",
    "prints one line": "while True: print('x', end='')",
    "writes and flushes": "while True: sys.stdout.write('x'); sys.stdout.flush()",
    "prints and turns": "while True: print('x'); await asyncio.sleep(0)",
    "prints 100 MB": "print('x' * 10 ** 8)",
    # deadlocked
    "takes a lock twice": "with lock: lock.acquire()",
    "crosses two locks": "crossed()",
    "joins itself": "joins_itself()",
    "waits for an event": "threading.Event().wait()",
    "gets from a queue": "queue.Queue().get()",
    "awaits an event": "await asyncio.Event().wait()",
    "awaits a future": "await asyncio.get_running_loop().create_future()",
    "awaits a queue": "await asyncio.Queue().get()",
    # exiting
    "_exit": "os._exit(0)",
    "exit": "sys.exit()",
    "abort": "os.abort()",
    "kills itself": "os.kill(os.getpid(), 9)",
    "raises SIGKILL": "signal.raise_signal(signal.SIGKILL)",
    "exits a thread": "raise SystemExit",
    # crashing
    "segfaults": "faulthandler._sigsegv()",
    "reads at 0": "ctypes.string_at(0)",
    # memory-eating
    "lists what is endless": "eaten = list(itertools.count())",
    "asks for a terabyte": "eaten = bytearray(1 << 40)",
    # never-ending
    "naps for ever": "while True: time.sleep(0.5)",
    "sleeps for years": "time.sleep(10 ** 8)",
    "awaits naps for ever": "while True: await asyncio.sleep(1)",
    # hung for real
    "reads a pipe": "os.read(os.pipe()[0], 1)",
    "pauses": "signal.pause()",
    "accepts": f"server = socket.create_server(('127.0.0.1', 0))\nserver.accept()  {HERE}",
    # too many threads
    "starts threads": "while True: threading.Thread(target=time.sleep, args=(9,)).start()",
    # processes
    "runs": "subprocess.run(['sleep', '100'])",
    "runs and goes on": f"try: subprocess.Popen(['sleep', '100'])  {HERE}\nexcept OSError: pass",
    "forks": "os.fork()",
    "system": "os.system('sleep 100')",
    "runs by asyncio": "await asyncio.create_subprocess_exec('sleep', '100')",
}


@dataclass(frozen=True)
class Row:
    """Trouble at a place: what the JSON must name."""

    kata: str
    place: str
    trouble: str
    first: str
    cause: str | None

    @property
    def id(self) -> str:
        """The row in words."""
        return f"{self.kata.removeprefix('spinner_')}: {self.place} {self.trouble}"


def rows(kata: str, place: str, first: str, cause: str | None, *troubles: str) -> list[Row]:
    """Return rows that differ in the trouble alone."""
    return [Row(f"spinner_{kata}", place, trouble, first, cause) for trouble in troubles]


FLOODS = ("prints lines", "prints one line", "writes and flushes")

ROWS = [
    *rows("thread", "top", "broken", "busy", "computes in C", "polls a flag"),
    *rows("thread", "top", "broken", "flooded", "prints lines"),
    *rows("thread", "top", "broken", "deadlock", "waits for an event", "crosses two locks"),
    *rows("thread", "top", "broken", "exited", "_exit", "kills itself"),
    *rows("thread", "top", "broken", "crashed", "segfaults"),
    *rows("thread", "top", "broken", "memory", "lists what is endless"),
    *rows("thread", "top", "broken", "threads", "starts threads"),
    *rows("thread", "top", "broken", "processes", "forks"),
    *rows("thread", "top", "broken", "endless", "naps for ever"),
    *rows("thread", "top", "broken", "hung", "reads a pipe"),
    *rows("thread", "top", "broken", "hung", "pauses"),
    *rows("thread", "spin", "pace", "busy", "computes in C", "polls a flag", "polls the clock", "sleeps for 0"),
    *rows("thread", "spin", "pace", "flooded", *FLOODS),
    *rows("thread", "spin", "pace", "flooded", "prints 100 MB"),
    *rows("thread", "spin", "pace", "deadlock", "takes a lock twice", "waits for an event", "gets from a queue"),
    *rows("thread", "spin", "frames", "exited", "_exit", "abort", "kills itself"),
    *rows("thread", "spin", "frames", "exited", "raises SIGKILL"),
    *rows("thread", "spin", "frames", None, "exits a thread"),
    *rows("thread", "spin", "frames", "crashed", "segfaults", "reads at 0"),
    *rows("thread", "spin", "frames", "memory", "lists what is endless", "asks for a terabyte"),
    *rows("thread", "spin", "pace", "endless", "sleeps for years"),
    *rows("thread", "spin", "frames", "hung", "accepts"),
    *rows("thread", "spin", "frames", "threads", "starts threads"),
    *rows("thread", "spin", "frames", "processes", "runs", "runs and goes on"),
    *rows("thread", "slow_function", "slow_function", "busy", "passes", "computes", "power"),
    *rows("thread", "slow_function", "slow_function", "flooded", "prints lines"),
    *rows("thread", "slow_function", "slow_function", "deadlock", "crosses two locks", "joins itself"),
    *rows("thread", "slow_function", "slow_function", None, "exit"),
    *rows("thread", "slow_function", "slow_function", "endless", "naps for ever"),
    *rows("thread", "slow_function", "slow_function", "hung", "pauses"),
    *rows("thread", "slow_function", "slow_function", "processes", "system"),
    *rows("thread", "supervisor", "concurrent", "busy", "polls a flag"),
    *rows("thread", "supervisor", "concurrent", "busy", "computes in C"),
    # The spinner turns on meanwhile, so that not every thread waits: no deadlock.
    *rows("thread", "supervisor", "concurrent", "endless", "takes a lock twice", "waits for an event"),
    *rows("thread", "supervisor", "concurrent", "exited", "_exit"),
    *rows("thread", "supervisor", "concurrent", "crashed", "segfaults"),
    *rows("thread", "supervisor", "concurrent", "hung", "reads a pipe"),
    *rows("thread", "supervisor", "concurrent", "threads", "starts threads"),
    *rows("thread", "supervisor", "concurrent", "processes", "forks"),
    *rows("thread", "main", "answer", "busy", "passes", "computes in C"),
    *rows("thread", "main", "answer", "flooded", "prints lines"),
    *rows("thread", "main", "answer", "deadlock", "waits for an event"),
    *rows("thread", "main", "answer", "exited", "_exit", "kills itself"),
    *rows("thread", "main", "answer", "crashed", "reads at 0"),
    *rows("thread", "main", "answer", "memory", "asks for a terabyte"),
    *rows("thread", "main", "answer", "hung", "pauses"),
    *rows("asyncio", "spin", "pace", "busy", "computes in C", "awaits sleep 0", "awaits nothing"),
    *rows("asyncio", "spin", "pace", "flooded", "prints and turns", "prints one line"),
    *rows("asyncio", "spin", "pace", "flooded", "prints 100 MB"),
    # Cancelled while it waits, so that the wait ends.
    *rows("asyncio", "spin", "pace", None, "awaits an event"),
    *rows("asyncio", "spin", "frames", "exited", "_exit", "kills itself"),
    *rows("asyncio", "spin", "frames", "crashed", "segfaults"),
    *rows("asyncio", "spin", "frames", "memory", "asks for a terabyte"),
    *rows("asyncio", "spin", "frames", "processes", "runs by asyncio"),
    *rows("asyncio", "slow_function", "yields", "busy", "computes in C", "awaits sleep 0"),
    *rows("asyncio", "slow_function", "slow_function", "deadlock", "awaits an event", "awaits a future"),
    *rows("asyncio", "slow_function", "slow_function", "endless", "awaits naps for ever"),
    *rows("asyncio", "slow_function", "slow_function", "hung", "accepts"),
    *rows("asyncio", "slow_function", "slow_function", "threads", "starts threads"),
    *rows("asyncio", "supervisor", "concurrent", "busy", "awaits sleep 0"),
    *rows("asyncio", "supervisor", "concurrent", "endless", "awaits a queue"),
    *rows(
        "asyncio",
        "supervisor",
        "concurrent",
        "deadlock",
        "waits for an event",
    ),
    *rows("asyncio", "supervisor", "concurrent", "exited", "_exit"),
    *rows("asyncio", "supervisor", "concurrent", "hung", "reads a pipe"),
    *rows("asyncio", "main", "answer", "busy", "polls a flag"),
    *rows("asyncio", "main", "answer", "deadlock", "takes a lock twice"),
    *rows("asyncio", "main", "answer", "exited", "abort"),
    *rows("asyncio", "main", "answer", "processes", "runs"),
]


def program(row: Row) -> tuple[str, set[int]]:
    """Return a row's program, and the lines of it any of which names the trouble."""
    trouble = TROUBLE[row.trouble]
    trouble = trouble if HERE in trouble else f"{trouble}  {HERE}"
    parts = dict.fromkeys(PLACES, "pass") | {"top": "", row.place: "{trouble}"}
    lines = TEMPLATES[row.kata].format(**parts).split("\n")
    number = next(number for number, line in enumerate(lines) if line.strip() == "{trouble}")
    indent = lines[number].removesuffix("{trouble}")
    lines[number : number + 1] = [indent + line for line in trouble.split("\n")]
    wanted = {number for number, line in enumerate(lines, 1) if HERE in line}
    # Where a helper of ours waits on the trouble's behalf, the line in the helper is as good.
    if "()" in trouble and (name := trouble.partition("(")[0]) in ("crossed", "joins_itself"):
        begin = lines.index(f"def {name}():")
        wanted |= set(range(begin + 1, begin + 11))
    return "\n".join(lines), wanted
