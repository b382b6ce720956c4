"""Put a file where it belongs so that nobody ever finds half of it there, not even after the machine lost its power.

The text goes to a draft, and down to the disk; then the draft takes the file's place, all at once. Whatever is cut off
in between, the file is the old one, or the new one as a whole.
"""

import errno
import os
from pathlib import Path


def put(path: Path, text: str, draft: Path) -> bytes:
    """Put ``text`` at ``path``, and return the bytes that are there now.

    ``draft`` is a name on the same disk that is nobody else's; a file may be left there by who was killed. Half a
    surrogate pair, which UTF-8 can't say, is escaped.
    """
    data = text.encode("utf-8", "backslashreplace")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    settle(path.parent)
    return data


def settle(folder: Path) -> None:
    """Have the disk know what stands in a folder under which name; Windows sees to that itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems don't know this of a folder: they do all they can do anyway.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)
