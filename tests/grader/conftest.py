"""What all tests share, whoever runs them, and how: English, a Ctrl-C that is not ignored, no haste."""

import os
import signal

from hypothesis import HealthCheck, settings

for _name in ("LANGUAGE", "LC_MESSAGES", "LC_ALL"):
    os.environ.pop(_name, None)
os.environ["LANG"] = "C.UTF-8"

# A shell's job in the background ignores Ctrl-C, and so would every program that is started here.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# How long it takes to draw an example and to try it says how busy the machine is, and nothing of what is tested.
settings.register_profile("no haste", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("no haste")
