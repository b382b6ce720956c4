"""Whose descendants processes are, and what waits for their end: the tests' own eyes."""

import os
import subprocess
import sys

import pytest
from lineage import above, descendants, living, watched

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

SLEEPS = [sys.executable, "-S", "-c", "import sys; sys.stdin.read()"]


def test_ended_before() -> None:
    """A process that ended, and was noticed, before anybody watched has come to its end."""
    with subprocess.Popen([sys.executable, "-S", "-c", "pass"]) as gone:
        gone.wait()
    with watched({gone.pid}) as all_ended:
        assert all_ended()


def test_family() -> None:
    """A living child is a descendant, and this process is above it; one that only waits to be noticed is none."""
    with subprocess.Popen(SLEEPS, stdin=subprocess.PIPE) as child, watched({child.pid}) as all_ended:
        assert child.pid in descendants(os.getpid())
        assert above(child.pid, 1) == os.getpid()
        child.kill()
        assert all_ended()

        assert child.pid not in descendants(os.getpid())
        assert living({child.pid, os.getpid()}) == {os.getpid()}
