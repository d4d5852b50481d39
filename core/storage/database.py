"""Database: opens the one file, brings it to this version, notices when the file has gone."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import quote

import peewee as pw

from core.errors import ZipingtongError
from core.storage import models
from core.storage.failures import DAMAGED, OPENING, READING, SAVING, explained, told

FILE_NAME = "zipingtong.db"
_STEPS = Path(__file__).parent / "steps"
_DURABLE = {"journal_mode": "wal", "synchronous": "FULL"}
_PATIENCE = 1  # seconds to wait for another program's write; the window stands still meanwhile


def now() -> str:
    """The local time as it is stored."""
    return dt.datetime.now().isoformat(timespec="seconds")


def steps() -> list[str]:
    """The SQL that leads from one version to the next; the first makes everything."""
    return [path.read_text("utf-8") for path in sorted(_STEPS.glob("*.sql"))]


class Database(pw.SqliteDatabase):
    """The open file. Each transaction first makes sure that it is still the one on the disk:
    SQLite would go on writing into a file that was deleted or moved away, and call it done.
    """

    def __init__(self, path: Path, read_only: bool, unchanging: bool = False) -> None:
        self.path = path
        self.on_return: Callable[[], None] = lambda: None  # asked whether a file that came back
        self._file: tuple[int, int] | None = None  # is the right one; raises when it is not
        mode = "ro&immutable=1" if unchanging else "ro" if read_only else "rw"
        super().__init__(
            f"file:{quote(str(path))}?mode={mode}",
            uri=True,
            timeout=_PATIENCE,
            pragmas={"foreign_keys": 1} | ({} if read_only else _DURABLE),
        )
        self.connect()
        self._file = _identity(path)

    def assure(self) -> None:
        """Raises when the file is not there; opens it anew when it has come back."""
        file = _identity(self.path)
        if file == self._file:
            return
        self.close()
        self.connect()
        self.on_return()
        self._file = file

    def distrust(self) -> None:
        """After a failure of the disk: open the file anew before the next use."""
        self._file = None


def connect(path: Path, read_only: bool = False) -> Database:
    """Open the database at its present version; a file that is not one is not touched."""
    with explained(OPENING):
        if not path.exists() and not read_only:
            _build(path)
        try:
            have = _examine(path)
            unchanging = False
        except sqlite3.OperationalError:
            # On a disk that takes no writes SQLite cannot keep its log beside the file; when
            # there is no log the file is complete without one.
            if not read_only or not path.exists() or _has_log(path):
                raise
            have, unchanging = _examine(path, "&immutable=1"), True
        if have < len(steps()) and not read_only:
            _upgrade(path, have)
        elif have < len(steps()):
            raise ZipingtongError(
                "E522",
                "这份数据是旧版本的自评通建立的，要先更新才能查看，现在不能写入。",
                "请关闭其他窗口，或把数据复制到可以写入的文件夹再打开。",
            )
        return Database(path, read_only, unchanging)


def _identity(path: Path) -> tuple[int, int]:
    state = os.stat(path)
    return state.st_dev, state.st_ino


def _has_log(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _build(path: Path) -> None:
    """A new database is made beside its place and put there whole: a half made one, or one
    without a byte, is damage and never taken for new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.new")
    half.unlink(missing_ok=True)
    with closing(_opened(half)) as link:
        _carry_out(link, 0)
    os.replace(half, path)


def _examine(path: Path, how: str = "") -> int:
    """The version of a file that is ours and whole, as far as can be seen quickly."""
    if path.exists() and not path.stat().st_size:
        raise ZipingtongError("E527", *DAMAGED)
    uri = f"file:{quote(str(path))}?mode=ro{how}"
    with closing(sqlite3.connect(uri, uri=True, timeout=_PATIENCE)) as link:
        have, tables = _version(link), _tables(link)
    if have > len(steps()):
        raise ZipingtongError(
            "E523",
            "这份数据是更新版本的自评通建立的，本版本打不开。数据没有改动。",
            "请安装新版本的自评通再打开。",
        )
    if have == 0:
        raise ZipingtongError(
            "E521",
            f"“{path.name}”不是自评通的数据。文件没有改动。",
            "请把它移到别处，或换一个数据文件夹。",
        )
    if have == len(steps()) and not _all_tables() <= tables:
        raise ZipingtongError("E527", *DAMAGED)
    return have


def _upgrade(path: Path, have: int) -> None:
    """Carry out the steps that are still missing, each whole or not at all."""
    with closing(_opened(path)) as link:
        _copy_aside(link, path.with_name(f"{path.stem}-升级前第{have}版.db"))
        _carry_out(link, have)


def _carry_out(link: sqlite3.Connection, have: int) -> None:
    for number, sql in enumerate(steps()[have:], have + 1):
        link.execute("BEGIN IMMEDIATE")
        try:
            for statement in _statements(sql):
                link.execute(statement)
            link.execute(f"PRAGMA user_version = {number}")
            link.execute("COMMIT")
        except BaseException:
            if link.in_transaction:
                link.execute("ROLLBACK")
            raise


def _opened(path: Path) -> sqlite3.Connection:
    link = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    link.execute("PRAGMA synchronous = FULL")
    return link


def _version(link: sqlite3.Connection) -> int:
    return int(link.execute("PRAGMA user_version").fetchone()[0])


def _tables(link: sqlite3.Connection) -> frozenset[str]:
    found = link.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return frozenset(name for (name,) in found)


@cache
def _all_tables() -> frozenset[str]:
    """The tables of the present version, as the steps make them."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as link:
        _carry_out(link, 0)
        return _tables(link)


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
    if statement.strip():
        yield statement


@contextmanager
def transaction(database: Database) -> Iterator[None]:
    """All or nothing; on the disk when it ends, else a ZipingtongError."""
    with _using(database, SAVING):
        yield


@contextmanager
def reading(database: Database) -> Iterator[None]:
    """Several looks at one and the same state."""
    with _using(database, READING):
        yield


@contextmanager
def _using(database: Database, doing: str) -> Iterator[None]:
    with explained(doing):
        try:
            database.assure()
            with database.bind_ctx(models.ALL, False, False), database.atomic():
                yield
        except (pw.OperationalError, OSError) as error:
            if not _passing(error):
                database.distrust()
            raise


def _passing(error: Exception) -> bool:
    """A failure after which the open file is as good as before."""
    return any(word in told(error) for word in ("locked", "is full"))
