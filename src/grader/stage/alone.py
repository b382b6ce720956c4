"""Runs a program as `python FILE` does, for somebody who watches it: ``alone.py PATH SAID``, as a script.

Nothing is hooked and nothing is virtual. Only an end that says little to a learner is told in a sentence: what is still
to be written, a Ctrl-C. These sentences come from the parent, as JSON, in the reader's language.
"""

import dis
import json
import os
import signal
import sys
import threading
from pathlib import Path
from types import CodeType, ModuleType, TracebackType


class Teller:
    """Says how a program ended, in place of a traceback or below it."""

    def __init__(self, path: str, said: dict[str, str]) -> None:
        """Know the sentences: ``todo``, ``unreadable``, ``stopped`` (each with ``{line}``) and ``stopped_early``."""
        self._path = path
        self._said = said

    def end(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Stand in for `sys.excepthook`; what is Python's own to tell shows nothing of this file."""
        while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
            trace = trace.tb_next
        if isinstance(error, KeyboardInterrupt):
            # Who presses it again wants an end, and gets it from the parent: not one more traceback.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            self._interrupted(error)
            return
        if self._is_to_do(error):
            self._say("todo", self._place(error))
            return
        sys.__excepthook__(kind, error.with_traceback(trace), trace)
        if trace is None and isinstance(error, SyntaxError):
            self._say("unreadable", (error.lineno or 1, ""))

    def end_thread(self, args: threading.ExceptHookArgs) -> None:
        """Stand in for `threading.excepthook`."""
        if args.exc_value is not None and self._is_to_do(args.exc_value):
            self._say("todo", self._place(args.exc_value))
        else:
            threading.__excepthook__(args)

    def _interrupted(self, error: BaseException) -> None:
        # asyncio.run cancels the program's task: where that was is where the program was.
        context = error.__context__
        inner = context if type(context).__name__ == "CancelledError" else None
        place = (inner and self._place(inner)) or self._place(error)
        sys.stderr.write("\n")
        self._say("stopped" if place else "stopped_early", place)

    def _is_to_do(self, error: BaseException) -> bool:
        """Return whether the program itself raised it, not something below: that is what a stub does."""
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        own = trace is not None and trace.tb_frame.f_code.co_filename == self._path
        return own and isinstance(error, NotImplementedError)

    def _place(self, error: BaseException) -> tuple[int, str] | None:
        place, trace = None, error.__traceback__
        while trace is not None:
            code = trace.tb_frame.f_code
            if code.co_filename == self._path:
                place = (trace.tb_lineno, code.co_qualname)
            trace = trace.tb_next
        return place

    def _say(self, what: str, place: tuple[int, str] | None) -> None:
        line, function = place or (1, "")
        said = self._said[what].replace("{line}", str(line)).replace("{function}", function)
        sys.stderr.write(f"{said}\n")
        sys.stderr.flush()


def run(path: str, said: dict[str, str]) -> None:
    """Run the program at ``path``."""
    teller = Teller(path, said)
    sys.excepthook = teller.end
    threading.excepthook = teller.end_thread
    sys.argv[:] = [path]
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))  # noqa: PTH100, PTH120 - as `python FILE` does
    module = ModuleType("__main__")
    module.__file__ = path
    sys.modules["__main__"] = module
    code = compile(Path(path).read_bytes(), path, "exec", dont_inherit=True)
    exec(code, module.__dict__)  # noqa: S102 - its purpose
    if not mentions(code, "main") and callable(main := getattr(module, "main", None)):
        main()  # as the grader does: without the last lines of the stub nothing would be seen


def mentions(code: CodeType, name: str) -> bool:
    """Return whether a module's own code, outside of functions, does anything with a name that it has given."""
    return any(step.opname.startswith("LOAD_") and step.argval == name for step in dis.get_instructions(code))


if __name__ == "__main__":
    run(sys.argv[1], json.loads(sys.argv[2]))
