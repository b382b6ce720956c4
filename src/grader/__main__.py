"""`python -m grader`: see `python -m grader --help`."""

from grader.cli import main

if __name__ == "__main__":  # a process that imports this module again, as multiprocessing does, must not grade again
    raise SystemExit(main())
