"""What all tests share, whoever runs them, and how: English, and a Ctrl-C that is not ignored."""

import os
import signal

for _name in ("LANGUAGE", "LC_MESSAGES", "LC_ALL"):
    os.environ.pop(_name, None)
os.environ["LANG"] = "C.UTF-8"

# A shell's job in the background ignores Ctrl-C, and so would every program that is started here.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
