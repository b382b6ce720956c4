"""Run the obvious suite and tell what Exercism's website would be told: `python exercism.py ATTEMPT KATA`.

Exercism's Python test runner isn't on PyPI. What it hands over is documented, results.json in version 3: one entry per
test with its name, its status, the test's own source, and a message. That message is what pytest says of the exception
alone, without a traceback. This makes the same of a real run.
"""

import inspect
import json
import re
import sys
import textwrap
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

OBVIOUS = Path(__file__).parents[1] / "obvious"


class Results:
    """A pytest plugin that collects an entry per test, in the order of the file."""

    def __init__(self) -> None:
        """Begin without any."""
        self.tests: dict[str, dict[str, Any]] = {}

    def pytest_runtest_setup(self, item: pytest.Function) -> None:
        """Note the test's source: its body, without the docstring."""
        body = inspect.getsource(item.function).partition('"""\n')[2]
        self.tests[item.name] = {"name": item.name, "status": "pass", "test_code": textwrap.dedent(body).rstrip()}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how it ended; a failure outside of the test itself is an error."""
        if report.failed:
            test = self.tests[report.location[2]]
            test["status"] = "fail" if report.when == "call" else "error"
            # Of exceptions that led to each other, the last.
            said = str(getattr(report.longrepr, "reprtraceback", report.longrepr))
            test["message"] = textwrap.dedent(re.sub(r"^E ", "  ", said, flags=re.MULTILINE)).strip()

    def report(self) -> dict[str, Any]:
        """Return the whole report."""
        tests = list(self.tests.values())
        status = "pass" if all(test["status"] == "pass" for test in tests) else "fail"
        return {"version": 3, "status": status, "message": None, "tests": tests}


def main(attempt: str, kata: str) -> None:
    """Run the suite on an attempt, and print the report."""
    results = Results()
    suite = [f"--config-file={OBVIOUS / 'pytest.ini'}", str(OBVIOUS / f"test_{kata}.py"), f"--attempt={attempt}"]
    with redirect_stdout(sys.stderr):
        pytest.main([*suite, "--tb=no", "--no-header", "--quiet"], plugins=[results])
    json.dump(results.report(), sys.stdout, indent=2)


if __name__ == "__main__":
    main(*sys.argv[1:])
