"""The truth run's program: calls one function of an attempt in an interpreter that nobody has touched.

Run as a script, ``plain.py FUNCTION NAME PATH``: no hook, no clock but the system's, no channel. What it does is seen
from outside: what comes through its terminal and when, how the process ends, and a traceback on standard error.
"""

import _sitebuiltins
import builtins
import sys
from pathlib import Path
from types import ModuleType

MEDDLED = "the process was ended in place of a return"


def run(function: str, filename: str, path: str) -> None:
    """Execute the source at ``path`` under its bare file name, as the stage does, then call ``function``."""
    # The interpreter starts without `site`, so that an attempt finds the standard library only; these come with it.
    builtins.exit = _sitebuiltins.Quitter("exit", "Ctrl-D")
    builtins.quit = _sitebuiltins.Quitter("quit", "Ctrl-D")
    sys.argv[:] = [filename]
    module = ModuleType(filename.removesuffix(".py"))
    module.__file__ = filename
    sys.modules[module.__name__] = module
    exec(compile(Path(path).read_bytes(), filename, "exec", dont_inherit=True), module.__dict__)  # noqa: S102 - its purpose
    try:
        getattr(module, function)()
    except SystemExit as error:
        raise RuntimeError(MEDDLED) from error


if __name__ == "__main__":
    run(*sys.argv[1:])
