"""What four graders tell a learner about the same mistakes: `python bench/feedback/run.py` writes docs/feedback.md.

The page's own words stay; what stands between `<!-- begin … -->` and `<!-- end … -->` is what the tools say now.
check50 must be on the path, or be named by `--check50`: `python -m venv VENV`, `VENV/bin/pip install check50`.
`--only ours` leaves the other tools alone.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGE = ROOT / "docs" / "feedback.md"
BLOCK = r"(<!-- begin {name} -->)(.*?)(<!-- end {name} -->)"


@dataclass(frozen=True, slots=True)
class Mistake:
    """An attempt that many learners write."""

    name: str
    kata: str

    @property
    def path(self) -> str:
        """Where it stands, from the root of the repository."""
        return f"tests/attempts/{self.kata}/wrong/{self.name}.py"


@dataclass(frozen=True, slots=True)
class Told:
    """What a tool says of a mistake: the part that the page shows, and of how many lines the whole is."""

    shown: str
    lines: int


MISTAKES = (
    Mistake("wipe_jumped_over", "spinner_thread"),
    Mistake("time_sleep_in_slow", "spinner_asyncio"),
    Mistake("import_forgotten", "spinner_asyncio"),
)


# -- The four ------------------------------------------------------------------------------------------------------


def check50(mistake: Mistake, command: str) -> Told:
    """Return what check50 prints: --dev adds a log to it, in which nothing is coloured, and students don't see that."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(ROOT / mistake.path, Path(folder) / f"{mistake.kata}.py")
        options = ["--dev", str(HERE / "check50" / mistake.kata), "--log-level", "warning", "--output", "ansi"]
        said = output([command, *options], cwd=Path(folder), env={"FORCE_COLOR": "1"})
    lines = [line for line in said.splitlines() if line.startswith("\x1b")]
    said = re.sub(r"\x1b\[[\d;]*m", "", "\n".join(lines)).replace(f"{HERE / 'check50'}/", "")
    return Told(said, len(lines))


def exercism(mistake: Mistake, _: str) -> Told:
    """Return the first failed test as Exercism's website shows it: name, code, message."""
    report = json.loads(output([sys.executable, str(HERE / "exercism.py"), mistake.path, mistake.kata]))
    failed = [
        f"{test['name']}: {test['status']}\n\n{indented(test['test_code'])}\n\n{test['message']}"
        for test in report["tests"]
        if test["status"] != "pass"
    ]
    shown = f"{failed[0]}\n\n({len(failed)} of {len(report['tests'])} tests failed.)"
    return Told(shown, "\n".join(failed).count("\n") + 1)


def rustlings(mistake: Mistake, _: str) -> Told:
    """Return the first failure as the test runner prints it, which rustlings passes on as it is."""
    suite = [f"--config-file={ROOT / 'bench/obvious/pytest.ini'}", f"bench/obvious/test_{mistake.kata}.py"]
    said = output([sys.executable, "-m", "pytest", *suite, f"--attempt={mistake.path}", "--color=no"])
    failures, summary = re.split(r"^=+ (?:FAILURES|short test summary info) =+\n", said, flags=re.MULTILINE)[1:]
    first, *others = re.split(r"^(?=_{3,} \w)", failures, flags=re.MULTILINE)[1:]
    # Whoever runs this has repository and Python elsewhere.
    first = first.replace(f"{ROOT}/", "").replace(sysconfig.get_path("stdlib"), "…").rstrip()
    return Told("\n".join([first, *["…"][: len(others)], summary]), said.count("\n"))


def ours(mistake: Mistake, _: str) -> Told:
    """Return what `nox -s check` prints, at a width of 80."""
    command = [sys.executable, "-m", "grader", "check", mistake.path, "--kata", mistake.kata, "--seed", "1"]
    said = output(command, env={"COLUMNS": "80"})
    return Told(said, said.count("\n"))


TOOLS: dict[str, Callable[[Mistake, str], Told]] = {
    "check50": check50,
    "exercism": exercism,
    "rustlings": rustlings,
    "ours": ours,
}


def output(command: Sequence[str], cwd: Path = ROOT, env: dict[str, str] | None = None) -> str:
    """Run a tool and return what it said, each mistake of it included: they all end with a failure here."""
    environment = {
        name: value for name, value in os.environ.items() if name not in {"LANGUAGE", "LC_ALL", "LC_MESSAGES"}
    }
    environment |= {"LANG": "C.UTF-8", "PYTHONUTF8": "1"} | (env or {})
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False)
    if not done.stdout:
        sys.exit(f"{command[0]} said nothing on its standard output, but: {done.stderr}")
    return done.stdout


def indented(text: str) -> str:
    """Return text with each line moved to the right."""
    return "\n".join(f"    {line}" for line in text.splitlines())


# -- The page ------------------------------------------------------------------------------------------------------


def put(page: str, name: str, text: str) -> str:
    """Return the page with a block of that name filled anew."""
    found = re.search(BLOCK.format(name=re.escape(name)), page, re.DOTALL)
    if not found:
        sys.exit(f"{PAGE} has no lines `<!-- begin {name} -->` and `<!-- end {name} -->` to write between")
    return page[: found.end(1)] + text + page[found.start(3) :]


def main() -> None:
    """Run the tools on the mistakes, and write the page anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check50", default="check50", metavar="COMMAND", help="check50, where it isn't on the path")
    parser.add_argument("--only", choices=TOOLS, action="append", help="this tool only; may be given again")
    arguments = parser.parse_args()
    page = PAGE.read_text(encoding="utf-8")
    for name in arguments.only or TOOLS:
        seconds, lines = [], []
        for mistake in MISTAKES:
            begin = time.monotonic()
            told = TOOLS[name](mistake, arguments.check50)
            seconds.append(time.monotonic() - begin)
            lines.append(told.lines)
            page = put(page, f"{name} {mistake.name}", f"\n```text\n{told.shown.rstrip()}\n```\n")
        page = put(page, f"seconds {name}", f" {min(seconds):.1f} to {max(seconds):.1f} s ")
        page = put(page, f"lines {name}", f" {min(lines)} to {max(lines)} ")
    PAGE.write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
