"""Which Pythons are on this machine: for `noxfile.py`, and so readable for Python 3.9, on which nox itself may run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

OLDEST = (3, 11)
PROBE = "import sys; print(sys.implementation.name + getattr(sys, 'abiflags', ''), '%d.%d' % sys.version_info[:2])"


def number(version: str) -> tuple[int, ...]:
    """Return (3, 12) for '3.12': 3.9 comes before 3.12."""
    return tuple(int(part) for part in re.findall(r"\d+", version))


def version_in(name: str) -> str | None:
    """Return '3.12' for a file called `python3.12`, None for one whose name doesn't tell."""
    found = re.fullmatch(r"python(3\.\d+)", name)
    return found[1] if found else None


def ask(python: Path) -> str | None:
    """Run an interpreter, and return its version, as '3.12'.

    None for a file that doesn't run, such as the stand-in that pyenv leaves for a version which is not active,
    and for anything but the standard build of CPython.
    """
    command = [str(python), "-I", "-S", "-c", PROBE]
    try:
        answer = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    implementation, _, version = answer.stdout.decode(errors="replace").strip().partition(" ")
    return version if implementation == "cpython" else None


def candidates() -> Iterator[Path]:
    """Yield files that may be interpreters: nox's own, pyenv's and uv's (active or not), then the search path's."""
    yield Path(sys.executable)
    home = Path.home()
    pyenv = Path(os.environ.get("PYENV_ROOT") or home / ".pyenv", "versions")
    uv = Path(os.environ.get("UV_PYTHON_INSTALL_DIR") or home / ".local/share/uv/python")
    installed = sorted([*pyenv.glob("*"), *uv.glob("*")], key=lambda folder: number(folder.name), reverse=True)
    path = [Path(entry) for entry in os.environ.get("PATH", "").split(os.pathsep) if entry]
    for folder in [*(version / "bin" for version in installed), *path]:
        yield from (file for file in folder.glob("python3.*") if version_in(file.name))
    if os.name == "nt" and (launcher := shutil.which("py")):
        # Windows has no python3.12.exe on the path; its launcher lists what is installed, a path on each line.
        listed = subprocess.run([launcher, "-0p"], capture_output=True, text=True, check=False).stdout
        yield from (Path(file) for file in re.findall(r"\S:\\.*\.exe", listed))


def interpreters() -> dict[str, str]:
    """Find a working interpreter for each version from 3.11 up, the lowest version first."""
    found: dict[str, str] = {}
    for file in candidates():
        named = version_in(file.name)
        if named in found or (named and number(named) < OLDEST):
            continue  # Each question costs a process, and this is done whenever nox starts.
        version = ask(file)
        if version and version not in found and number(version) >= OLDEST:
            found[version] = str(file)
    return dict(sorted(found.items(), key=lambda item: number(item[0])))
