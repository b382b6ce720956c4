"""Showing a page: where it is kept if nobody names a file for it, and the browser that opens it."""

import tempfile
import webbrowser
from pathlib import Path

FOLDER, NAME = ".grader", "report.html"


def kept_page(base: Path = Path()) -> Path:
    """Return where to write a page: in a folder in ``base`` that git ignores; where that can't be, in a temporary one.

    The first is preferred, since browsers that are packed away from the system (snap, flatpak) see no temporary files.
    """
    folder = base / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        (folder / ".gitignore").write_text("*\n", encoding="ascii")
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="kata-"))
    return (folder / NAME).absolute()


def shown(page: Path) -> bool:
    """Open a page in the browser that the user prefers; return whether there is one that would."""
    try:
        return webbrowser.open(page.absolute().as_uri())
    except webbrowser.Error:
        return False
