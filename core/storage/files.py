"""Files: writing a file whole or not at all; saying plainly why that, or opening one, failed."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from core.errors import Mistake, Unreadable, ZipingtongError

_NOT_ALLOWED = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY, errno.ETXTBSY, errno.EAGAIN}
)
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def write_whole(path: Path, data: bytes) -> None:
    """Put data where path says; until it is all there, what stood there before stays."""
    try:
        # Windows reports a folder in the way as a missing permission; say it as it is.
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        _replace(path, data)
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the name
        raise _explained(path, error) from error


def write_text(path: Path, text: str) -> None:
    """The same for a text, as UTF-8 with plain line ends."""
    write_whole(path, text.encode("utf-8"))


def make_folder(folder: Path) -> Path:
    """The folder, made with those above it if it is not there yet."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise ZipingtongError(
            "E503", f"不能建立文件夹“{folder}”。", "请检查路径和写权限，或换一个文件夹。"
        ) from error
    return folder


def unopened(path: Path, error: Exception) -> Unreadable:
    """What is told when a file somebody wants to open cannot be read at all."""
    says, remedy = f"“{path.name}”打不开。", "请检查磁盘，或把文件复制到别处再打开。"
    if isinstance(error, FileNotFoundError):
        says, remedy = f"没有“{path}”这个文件。", "请检查文件夹和文件名。"
    elif path.is_dir():
        says, remedy = f"“{path.name}”是文件夹，不是数据文件。", "请选择文件夹里的文件。"
    elif isinstance(error, PermissionError):
        says = f"“{path.name}”打不开：没有读的权限，或者正被别的程序占用。"
        remedy = "请关闭打开它的程序，或把文件复制到别处再打开。"
    return Unreadable("D009", says, remedy, [Mistake("D009", says, remedy, path.name)])


def _replace(path: Path, data: bytes) -> None:
    # In the same folder, for only there is a rename one step; a short name always fits.
    temporary = path.parent / f".zpt-{secrets.token_hex(8)}.tmp"
    try:
        with open(temporary, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _explained(path: Path, error: OSError | ValueError) -> ZipingtongError:
    name = path.name or str(path)
    number = error.errno if isinstance(error, OSError) else None
    if isinstance(error, PermissionError) or number in _NOT_ALLOWED:
        return ZipingtongError(
            "E501",
            f"“{name}”没有写成：文件正被别的程序占用，或者没有写权限。原有文件没有改动。",
            "请先在 WPS 或 Excel 中关闭这个文件再导出，或者换一个文件名、换一个文件夹。",
        )
    if number in _FULL:
        return ZipingtongError(
            "E502",
            f"“{name}”没有写成：磁盘空间不足。原有文件没有改动。",
            "请腾出一些空间，或者换一个磁盘、U盘再导出。",
        )
    return ZipingtongError(
        "E503",
        f"“{name}”没有写成：这个路径不能用。原有文件没有改动。",
        "请检查文件夹是否存在、U盘是否插好、文件名是否过长或含有不允许的字符，"
        "也可以换一个文件夹再导出。",
    )
