"""What all tests share: English, whatever the locale of who runs them."""

import os

for _name in ("LANGUAGE", "LC_MESSAGES", "LC_ALL"):
    os.environ.pop(_name, None)
os.environ["LANG"] = "C.UTF-8"
