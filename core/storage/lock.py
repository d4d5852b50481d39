"""Lock: one program at a time may write; the system lets go of it when that program dies."""

from __future__ import annotations

import contextlib
import errno
import getpass
import os
import platform
import sys
from pathlib import Path
from typing import BinaryIO

FILE_NAME = "zipingtong.lock"
_FAR = 1 << 20  # the locked byte lies behind the words, so that others may read them
_HELD = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})


class Lock:
    """A file beside the database. Its words say who holds it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._file: BinaryIO | None = None

    def take(self, words: str) -> bool:
        """Try to become the one who writes; OSError when the folder cannot be written to."""
        file = open(self._path, "a+b")  # noqa: SIM115 - held until release
        try:
            taken = _try_lock(file)
        except OSError:
            file.close()
            raise
        if not taken:
            file.close()
            return False
        file.seek(0)
        file.truncate()
        file.write(words.encode())
        file.flush()
        self._file = file
        return True

    def holder(self) -> str:
        """Who holds it, in words; "" when they cannot be read."""
        try:
            return self._path.read_bytes()[:200].decode("utf-8", "replace").strip()
        except OSError:
            return ""

    def release(self) -> None:
        """Let others write."""
        if self._file is not None:
            self._file.close()
            self._file = None


def who() -> str:
    """This user on this computer, in words."""
    name = ""
    with contextlib.suppress(Exception):  # no such user in a container: not worth a word
        name = getpass.getuser()
    return f"{name or '某用户'}（电脑 {platform.node() or '本机'}，进程 {os.getpid()}）"


def _try_lock(file: BinaryIO) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_FAR)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            return False
        raise  # a disk that knows no locks
    return True
