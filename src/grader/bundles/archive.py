"""A zip file whose bytes depend on nothing but what is in it: no time, no order of a disk, no rights of a user."""

import io
import stat
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

_BEGIN_OF_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can say
_UNIX = 3


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the archive."""

    data: bytes
    executable: bool = False


def packed(members: Mapping[str, Member]) -> bytes:
    """Return the archive; the names have slashes, whatever this system has."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, member in sorted(members.items()):
            info = zipfile.ZipInfo(name, _BEGIN_OF_TIME)
            info.create_system = _UNIX
            info.external_attr = (stat.S_IFREG | (0o755 if member.executable else 0o644)) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, member.data)
    return file.getvalue()
