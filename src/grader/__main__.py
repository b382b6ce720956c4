"""`python -m grader`: see `python -m grader --help`."""

import sys

if __name__ == "__main__":  # a process that imports this module again, as multiprocessing does, must not grade again
    # `python -m` looks for modules in the current folder first. That may be an attempt's: nothing of it may run here.
    if not sys.flags.safe_path:
        sys.path.pop(0)

    from grader.cli import main

    sys.exit(main())
