"""Files: writes a file whole or not at all, and says in Chinese why it could not."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from core.errors import ZipingtongError


def write_bytes(path: Path, data: bytes) -> None:
    """Write next to the target, then put in its place: a reader never sees half a file."""
    try:
        handle, name = tempfile.mkstemp(prefix=".zpt-", dir=path.parent)
    except OSError as error:
        raise _trouble(path, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise _trouble(path, error) from error


def write_text(path: Path, text: str) -> None:
    """The same for text, as UTF-8 with plain line ends."""
    write_bytes(path, text.encode("utf-8"))


def _trouble(path: Path, error: OSError) -> ZipingtongError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return ZipingtongError(
            "E502", f"磁盘空间不足，没有写成“{path.name}”。", "请清理磁盘后再试，原来的文件没有变。"
        )
    if isinstance(error, PermissionError):
        return ZipingtongError(
            "E501",
            f"“{path.name}”写不进去：文件正被别的程序打开，或者没有写权限。",
            "请关闭打开它的程序，或换一个位置。",
        )
    return ZipingtongError("E503", f"不能写到“{path}”。", "请检查文件夹是否存在、文件名是否合适。")
