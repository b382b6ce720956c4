"""What all tests share, whoever runs them, and how: English, a Ctrl-C that is not ignored, no haste."""

import os
import signal
import sys

import pytest
from hypothesis import HealthCheck, settings
from runs import SPINNERS

# Here, so that none of them is imported for the first time while the list of katas is a shorter one.
from grader.commands import hint, options, play, reset  # noqa: F401 - see above

for _name in ("LANGUAGE", "LC_MESSAGES", "LC_ALL"):
    os.environ.pop(_name, None)
os.environ["LANG"] = "C.UTF-8"

# A shell's job in the background ignores Ctrl-C, and so would every program that is started here.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# How long it takes to draw an example and to try it says how busy the machine is, and nothing of what is tested.
settings.register_profile("no haste", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("no haste")


@pytest.fixture
def only_spinners(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be no other katas in this process: tests that hold lists of katas in words are about these two."""
    for name, module in list(sys.modules.items()):
        if name.startswith("grader.") and hasattr(module, "KATAS"):
            monkeypatch.setattr(module, "KATAS", SPINNERS)
