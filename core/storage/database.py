"""Database: opens the one file, brings it to this version, and explains failures in Chinese."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import peewee as pw

from core.errors import ZipingtongError
from core.storage import models

FILE_NAME = "zipingtong.db"
_STEPS = Path(__file__).parent / "steps"
_PATIENCE = 3  # seconds to wait for another program's write


def now() -> str:
    """The local time as it is stored."""
    return dt.datetime.now().isoformat(timespec="seconds")


def steps() -> list[str]:
    """The SQL that leads from one version to the next; the first makes everything."""
    return [path.read_text("utf-8") for path in sorted(_STEPS.glob("*.sql"))]


def connect(path: Path, read_only: bool = False) -> pw.SqliteDatabase:
    """Open the database at its present version."""
    with explained():
        if not read_only:
            _upgrade(path)
        mode = "ro" if read_only else "rw"
        database = pw.SqliteDatabase(
            f"file:{quote(str(path))}?mode={mode}",
            uri=True,
            timeout=_PATIENCE,
            pragmas={"foreign_keys": 1} | ({} if read_only else {"synchronous": "FULL"}),
        )
        database.connect()
        if read_only:
            _refuse_newer(int(database.pragma("user_version")))
        return database


def _upgrade(path: Path) -> None:
    """Carry out the steps that are still missing, each whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as link:
        link.execute("PRAGMA journal_mode = WAL")
        link.execute("PRAGMA synchronous = FULL")
        have, wanted = _version(link), steps()
        _refuse_newer(have)
        if 0 < have < len(wanted):
            _copy_aside(link, path.with_name(f"{path.stem}-升级前第{have}版.db"))
        for number, sql in enumerate(wanted[have:], have + 1):
            link.execute("BEGIN IMMEDIATE")
            try:
                for statement in _statements(sql):
                    link.execute(statement)
                link.execute(f"PRAGMA user_version = {number}")
                link.execute("COMMIT")
            except BaseException:
                link.execute("ROLLBACK")
                raise


def _version(link: sqlite3.Connection) -> int:
    return int(link.execute("PRAGMA user_version").fetchone()[0])


def _refuse_newer(version: int) -> None:
    if version > len(steps()):
        raise ZipingtongError(
            "E523",
            "这份数据是更新版本的自评通建立的，本版本打不开。数据没有改动。",
            "请安装新版本的自评通再打开。",
        )


def _copy_aside(link: sqlite3.Connection, path: Path) -> None:
    """A copy made by SQLite itself: copying the open file would miss what is in its log."""
    with closing(sqlite3.connect(path)) as copy:
        link.backup(copy)


def _statements(sql: str) -> Iterator[str]:
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def transaction(database: pw.Database) -> Iterator[None]:
    """All or nothing; on the disk when it ends, else a ZipingtongError."""
    with explained(), database.bind_ctx(models.ALL, False, False), database.atomic():
        yield


_CAUSES = (
    (
        r"disk is full|disk I/O error.*full",
        "E524",
        "没有存成：磁盘空间不足。",
        "请腾出一些空间，程序会自动再存。",
    ),
    (
        r"readonly|read-only|unable to open|permission",
        "E525",
        "没有存成：数据文件夹不能写入。",
        "请检查磁盘、U盘是否还在、有没有写的权限；程序会自动再存。",
    ),
    (
        r"locked|busy",
        "E526",
        "没有存成：数据文件正被别的程序占用。",
        "请稍等，或关闭占用它的程序；程序会自动再存。",
    ),
    (
        r"malformed|not a database|corrupt",
        "E527",
        "数据文件已经损坏，读不出来。原文件没有改动。",
        "请把数据文件夹里的文件另存一份，交给技术人员处理。",
    ),
)


@contextmanager
def explained() -> Iterator[None]:
    """Turn what SQLite and the disk say into a sentence a clerk understands."""
    try:
        yield
    except (pw.DatabaseError, sqlite3.Error, OSError) as error:
        told = str(error)
        for pattern, code, says, remedy in _CAUSES:
            if re.search(pattern, told, re.IGNORECASE):
                raise ZipingtongError(code, says, remedy) from error
        raise ZipingtongError(
            "E528",
            "没有存成：读写数据文件时出错。",
            "请检查磁盘、U盘是否还在；程序会自动再存。",
        ) from error
