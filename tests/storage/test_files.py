"""A finished file is written whole or not at all, and a failure says what to do."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

from core.errors import ZipingtongError
from core.storage.files import write_whole

OLD, NEW = b"old", b"new and longer"


def failing(number: int) -> object:
    def fail(*_: object, **__: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return fail


def failure(path: Path) -> ZipingtongError:
    with pytest.raises(ZipingtongError) as caught:
        write_whole(path, NEW)
    assert caught.value.remedy
    return caught.value


def test_writes_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "自评表.xlsx"
    write_whole(path, OLD)
    assert path.read_bytes() == OLD
    write_whole(path, NEW)
    assert path.read_bytes() == NEW
    assert os.listdir(tmp_path) == ["自评表.xlsx"]


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("名" * 83 + ".xlsx")  # 254 bytes
    write_whole(path, NEW)
    assert path.read_bytes() == NEW


@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EACCES, "E501"),
        (errno.EPERM, "E501"),
        (errno.EROFS, "E501"),
        (errno.EBUSY, "E501"),
        (errno.ENOSPC, "E502"),
        (errno.EDQUOT, "E502"),
        (errno.EFBIG, "E502"),
        (errno.ENOENT, "E503"),
        (errno.EIO, "E503"),
        (errno.ENAMETOOLONG, "E503"),
    ],
)
def test_a_failure_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, code: str
) -> None:
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(OLD)
    where = "builtins.open" if step == "open" else f"os.{step}"
    with monkeypatch.context() as patched:
        patched.setattr(where, failing(number))
        error = failure(path)
    assert error.code == code
    assert "自评表.xlsx" in error.says
    assert path.read_bytes() == OLD
    assert os.listdir(tmp_path) == ["自评表.xlsx"]


def test_a_failure_while_tidying_up_does_not_hide_the_cause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("os.replace", failing(errno.ENOSPC))
        patched.setattr("pathlib.Path.unlink", failing(errno.EACCES))
        assert failure(tmp_path / "a.xlsx").code == "E502"


def test_an_interruption_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            write_whole(tmp_path / "a.xlsx", NEW)
    assert os.listdir(tmp_path) == []


def test_paths_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(OLD)
    (tmp_path / "文件夹").mkdir()
    for path in (
        tmp_path / "没有" / "a.xlsx",
        tmp_path / "文件" / "a.xlsx",
        tmp_path / "文件夹",
        tmp_path / ("名" * 200 + ".xlsx"),
        tmp_path / "a\0b.xlsx",
    ):
        error = failure(path)
        assert error.code == "E503"
        assert "文件夹" in error.remedy
    assert sorted(os.listdir(tmp_path)) == ["文件", "文件夹"]
    assert os.listdir(tmp_path / "文件夹") == []
