"""The process that grades for watch mode: it keeps pytest, the checks and a warm stage, and ends with its input.

A process of its own, so that keys are answered while it grades, and that a grading which nobody wants any more can be
ended at once, whatever it is at. It reads `Settings`, then one `Attempt` after another, and answers each.

Whatever takes long to import is imported late: the end of the input must be heard from the first moment on.
"""

import contextlib
import gc
import queue
import sys
import tempfile
import threading
import traceback
from typing import TYPE_CHECKING, BinaryIO, NoReturn, cast

from grader.servant import end_at_once, put_pipes_aside

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.attempt import Attempt
    from grader.backstage import Backstage
    from grader.settings import Settings
    from grader.verdict import Verdict


class Worker:
    """Grades what it is asked to, each time on a stage that was warmed up before."""

    def __init__(self, settings: "Settings", folder: str) -> None:
        """Grade as ``settings`` say; ``folder`` is for what is made meanwhile, and goes with this process."""
        self._settings = settings
        self._folder = folder
        self._stages: list[Backstage] = []
        self._graded = False

    def warm_up(self) -> None:
        """Start a stage, and have what grades ready."""
        from grader.backstage import Backstage  # noqa: PLC0415 - see above

        self._stages.append(Backstage(fork=self._settings.fork, pty=self._settings.pty))
        import grader.plugin  # noqa: PLC0415 - pytest comes with it
        import grader.session  # noqa: F401, PLC0415 - so that it is there when it is needed

    def answer(self, attempt: "Attempt") -> "Verdict | str":
        """Return the verdict, or what the grader itself failed of."""
        from grader.session import grade  # noqa: PLC0415 - see above

        try:
            return grade(attempt, self._settings, self._stages[-1])
        except Exception:  # noqa: BLE001 - whatever it is, the next save is graded again
            return traceback.format_exc()

    def rest(self) -> None:
        """Make ready for the next time, once the verdict is out: nobody waits for this."""
        self._stages.pop()
        self.warm_up()
        gc.collect()
        if not self._graded:
            # What is there after the first grading stays: nobody needs to look through it again.
            gc.freeze()
        self._graded = True

    def end(self) -> NoReturn:
        """End the stages and this process, from whichever thread, whatever the others are doing."""
        end_at_once(self._stages, self._folder)


def main(folder: str) -> NoReturn:
    """Serve until the input ends."""
    tempfile.tempdir = folder
    requests, answers = put_pipes_aside()
    from grader.parcels import pack, unpack  # noqa: PLC0415 - see above

    worker = Worker(cast("Settings", unpack(requests.readline())), folder)
    asked: queue.SimpleQueue[Attempt] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests, unpack, asked, worker), daemon=True).start()
    worker.warm_up()
    while True:
        answers.write(pack(worker.answer(asked.get())))
        answers.flush()
        worker.rest()


def _listen(
    requests: BinaryIO, unpack: "Callable[[bytes], object]", asked: "queue.SimpleQueue[Attempt]", worker: Worker
) -> None:
    with contextlib.suppress(OSError):
        # Half a line is the last that comes of a watcher that was killed while it wrote.
        while (line := requests.readline()).endswith(b"\n"):
            asked.put(cast("Attempt", unpack(line)))
    worker.end()


if __name__ == "__main__":
    main(*sys.argv[1:])
