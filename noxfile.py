"""Grade an attempt, test the grader, look after the code.

    nox                                 grade exercises/
    nox -s check -- solutions           grade another folder, or one file
    nox -s check -- --kata spinner_thread --seed 1
    nox -s watch                        grade again with every save
    nox -s hint, play, reset            a hint, the program itself, a stub anew
    nox -s compare -- PATH              an attempt against the solution
    nox -s grade -- FOLDER --output TO  a whole class
    nox -s bundle, handout              for Gradescope; for learners
    nox -s new, course                  lay out a kata; prove that all are in order
    nox -s tests                        the grader's own tests, on every Python from 3.11 up that is here
    nox -s tests-3.12 -- -k screen      some of them, on one
    nox -s lint                         style and types
    nox -s translate                    the catalogues of other languages
    nox -s matrix, truth, soak, bench   what the verdicts are worth, measured

What stands behind `--` goes on to the command behind the session: `python -m grader check`, pytest, or a script.
nox itself may run on Python 3.9, and so may this file; the katas need 3.11.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import nox
import nox.project
import nox.virtualenv

if TYPE_CHECKING:
    from collections.abc import Callable

sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))  # nox's own Python has nothing of ours installed
from grader.pythons import OLDEST, interpreters

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.error_on_missing_interpreters = True
nox.options.reuse_venv = "yes"

ROOT = Path(__file__).resolve().parent
HANDED_OUT = not (ROOT / "solutions").is_dir()
"""Whether this is a course as learners get it: `nox -l` then speaks of nothing that isn't there."""
if HANDED_OUT:
    __doc__ = """Grade your programs.

    nox                                 grade exercises/
    nox -s check -- PATH                grade another folder, or one file
    nox -s check -- --kata spinner_thread --seed 1
    nox -s watch                        grade again with every save
    nox -s hint, play, reset            a hint, the program itself, a stub anew
    nox -s compare -- PATH --with OTHER one attempt against another

What stands behind `--` goes on to the command behind the session: `python -m grader check`.
"""
PREFERRED = "3.13"
"""Where nox's own Python is too old: the one to take, and where there is none at all, the one that uv fetches."""
COLLECTION = "3.12"
"""The Python on which all of tests/attempts is judged, if it is there; one is enough."""
NONE_FOUND = (
    "This needs Python 3.11 or later, and none was found here. Install uv and run `uvx nox` in place of `nox` "
    "(uv fetches a Python by itself), or get one from python.org"
)

MARK = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_text(sys.argv[2], encoding='ascii')"


FOUND = interpreters()
PYTHONS = FOUND or ({PREFERRED: PREFERRED} if nox.virtualenv.HAS_UV else {})
ONE = None if sys.version_info[:2] >= OLDEST else PYTHONS.get(PREFERRED, next(reversed(PYTHONS.values()), False))
"""The Python of `check` and `lint`, in nox's terms: None is nox's own, False none at all."""
REQUIRED = re.findall(r"[\d.]+", os.environ.get("KATA_PYTHONS", ""))
"""The versions without which `tests` fails, as in KATA_PYTHONS=3.11,3.12,3.13."""


# -- What is installed ---------------------------------------------------------------------------------------------


def fingerprint(pyproject: bytes, *others: str) -> str:
    """Return what an environment is marked with: it changes when anything does that decides what is to be installed."""
    return hashlib.sha256(b"\0".join([pyproject, *(other.encode() for other in others)])).hexdigest()


def is_current(mark: Path, wanted: str) -> bool:
    """Tell whether an environment bears the right mark, so that nothing needs to be installed."""
    return mark.is_file() and mark.read_text(encoding="ascii", errors="replace") == wanted


def install(session: nox.Session, *groups: str, extras: tuple[str, ...] = ()) -> None:
    """Install the project (in editable mode: new sources need no new install), dependency groups and extras.

    What is there already isn't installed again.

    The mark is written last and by the environment's own Python: an install that was broken off leaves none,
    nor does one that `nox --no-install` left out.
    """
    if ONE is False:
        session.error(NONE_FOUND)
    if session.venv_backend == "none":
        return  # `nox --no-venv`: the user's own environment, and the user's own business.
    file = ROOT / "pyproject.toml"
    mark = Path(session.virtualenv.location, "installed.sha256")
    wanted = fingerprint(file.read_bytes(), str(ROOT), *groups, *extras)
    if not is_current(mark, wanted):
        session.log("installing, which takes a moment the first time and after a change of pyproject.toml")
        mark.unlink(missing_ok=True)
        project = f".[{','.join(extras)}]" if extras else "."
        session.install("-e", project, *nox.project.dependency_groups(nox.project.load_toml(file), *groups))
        session.run_install("python", "-c", MARK, str(mark), wanted, silent=True, log=False)


def session_of(folder: str) -> Callable[[Callable[[nox.Session], None]], object]:
    """Return what defines a session that needs one of the folders which are not handed out to learners.

    Where that isn't there, neither is the session.
    """
    return nox.session(python=ONE, default=False) if (ROOT / folder).is_dir() else lambda function: function


# -- The sessions --------------------------------------------------------------------------------------------------


def run_command(session: nox.Session) -> None:
    """Run the command of the session's name; after Ctrl-C it has time to give the terminal back as it was."""
    install(session)
    session.run("python", "-m", "grader", session.name, *session.posargs, interrupt_timeout=10)


@nox.session(python=ONE)
def check(session: nox.Session) -> None:
    """Grade an attempt: exercises/, or the PATH behind `--`."""
    run_command(session)


@nox.session(python=ONE, default=False)
def watch(session: nox.Session) -> None:
    """Grade exercises/ again whenever a file in it is saved."""
    run_command(session)


@nox.session(python=ONE, default=False)
def hint(session: nox.Session) -> None:
    """Give a hint: `-- spinner_thread frames`, and `--more` for the next one."""
    run_command(session)


def play(session: nox.Session) -> None:
    """Run a kata's program here, in real time: `-- spinner_thread`, with `--solution` or `--both` if you like."""
    run_command(session)


if HANDED_OUT:
    play.__doc__ = "Run a kata's program here, in real time: `-- spinner_thread`."
nox.session(python=ONE, default=False)(play)


@nox.session(python=ONE, default=False)
def reset(session: nox.Session) -> None:
    """Put a kata's stub back: `-- spinner_thread`; what was there is kept beside it."""
    run_command(session)


def compare(session: nox.Session) -> None:
    """Hold an attempt against the solution: `-- PATH`, or against another one: `-- PATH --with OTHER`."""
    run_command(session)


if HANDED_OUT:
    compare.__doc__ = "Hold one attempt against another: `-- PATH --with OTHER`."
nox.session(python=ONE, default=False)(compare)


@session_of("solutions")
def grade(session: nox.Session) -> None:
    """Grade a class: `-- SUBMISSIONS --output FOLDER`."""
    install(session, extras=("cluster",) if any(each.startswith("--cluster") for each in session.posargs) else ())
    # 1 is no failure here: somebody in a class nearly always has something left to mend.
    command = ["python", "-m", "grader", "grade", *session.posargs]
    session.run(*command, success_codes=[0, 1], interrupt_timeout=10)


@session_of("solutions")
def bundle(session: nox.Session) -> None:
    """Make the zip file for another service: `-- gradescope`."""
    run_command(session)


@session_of("solutions")
def handout(session: nox.Session) -> None:
    """Write the course as learners get it, without the solutions: `-- FOLDER`."""
    run_command(session)


@session_of("solutions")
def new(session: nox.Session) -> None:
    """Lay out a new kata: `-- NAME`."""
    run_command(session)


@session_of("solutions")
def course(session: nox.Session) -> None:
    """Prove that all katas of this repository are as they should be."""
    run_command(session)


def tests(session: nox.Session) -> None:
    """Test the grader, and check the solutions, on every Python from 3.11 up that is here (the sessions below)."""
    if not PYTHONS:
        session.error(NONE_FOUND)
    if missing := [version for version in REQUIRED if version not in FOUND]:
        session.error(f"KATA_PYTHONS asks for {', '.join(missing)}; found here: {', '.join(FOUND) or 'none'}")
    for version in PYTHONS:
        session.notify(f"tests-{version}")


def tests_on(version: str) -> None:
    """Define the session `tests-VERSION`."""
    everything = version == (COLLECTION if COLLECTION in PYTHONS else next(iter(PYTHONS)))

    @nox.session(name=f"tests-{version}", python=PYTHONS[version], default=False)
    def tests_version(session: nox.Session) -> None:
        install(session, "tests")
        session.run(
            "pytest", *([] if everything else ["-m", "not collection and not long and not browser"]), *session.posargs
        )
        session.run("python", "-m", "grader", "check", "solutions")

    tests_version.__doc__ = (
        f"The same on Python {version}{', with all of tests/attempts and a browser' if everything else ''}."
    )


if (ROOT / "tests" / "grader").is_dir():
    nox.session(python=False, default=False)(tests)
    for each in PYTHONS:
        tests_on(each)


@session_of("tests/grader")
def lint(session: nox.Session) -> None:
    """Check style and types: ruff, and mypy in its strict mode."""
    install(session, "lint")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("mypy")


@session_of("tests/proof")
def translate(session: nox.Session) -> None:
    """Bring the catalogues up to date with the sentences in the sources, and compile them."""
    install(session, "translate")
    session.run("python", "tests/proof/translate.py", *session.posargs)


# -- Proofs that the grader is right -------------------------------------------------------------------------------


def prove(session: nox.Session, script: str, without: int = 0) -> None:
    """Run a script that shows what the grader is worth; ``without`` the first so many of the session's arguments."""
    install(session)
    shared = os.pathsep.join(str(ROOT / folder) for folder in ("tests/proof", "bench"))
    session.run("python", script, *session.posargs[without:], env={"PYTHONPATH": shared})


@session_of("tests/proof")
def matrix(session: nox.Session) -> None:
    """Show what each check catches, and what only it does; writes docs/matrix.md."""
    prove(session, "tests/proof/matrix.py")


@session_of("tests/proof")
def truth(session: nox.Session) -> None:
    """Run all of tests/attempts in real time, too, and show where that disagrees."""
    prove(session, "tests/proof/truth.py")


@session_of("tests/proof")
def soak(session: nox.Session) -> None:
    """Grade over and over on a machine that is kept busy, and count the verdicts that change."""
    prove(session, "tests/proof/soak.py")


@session_of("bench")
def bench(session: nox.Session) -> None:
    """Measure the check against a suite that tests the same in real time; `-- classroom`: a whole class."""
    of_class = session.posargs[:1] == ["classroom"]
    prove(session, "bench/classroom/bench.py" if of_class else "bench/run.py", without=int(of_class))
