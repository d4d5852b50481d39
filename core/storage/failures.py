"""Failures: what SQLite and the disk say, as a sentence a clerk understands."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import peewee as pw

from core.errors import ZipingtongError

SAVING, READING, OPENING = "没有存成", "数据读不出来", "数据打不开"  # what was being done
DAMAGED = (
    "数据文件已经损坏，打不开。原文件没有改动。",
    "请把数据文件夹里的文件另存一份，交给技术人员处理。",
)

# What is searched for in the message; the code; what it says after what was being done; remedy.
_CAUSES = (
    (
        r"disk is full|no space left|quota",
        "E524",
        "磁盘空间不足。",
        "请腾出一些空间。",
    ),
    (
        r"no such file",
        "E529",
        "数据文件不在原来的位置了，可能是U盘拔出了，或者文件夹移走、改名了。",
        "请插好U盘，或把文件夹放回原处。",
    ),
    (
        r"readonly|read-only|unable to open|permission",
        "E525",
        "数据文件夹没有读写的权限。",
        "请检查磁盘、U盘是否还在、有没有读写的权限。",
    ),
    (
        r"locked|busy",
        "E526",
        "数据文件正被别的程序占用。",
        "请稍等，或关闭占用它的程序。",
    ),
    (
        r"file exists|not a directory|is a directory",
        "E520",
        "数据文件夹的位置上是别的东西。",
        "请换一个数据文件夹。",
    ),
    (
        r"surrogates not allowed",
        "E531",
        "文字里有不完整的字符，不能保存。",
        "请删去显示不出来的字符再输入。",
    ),
)
_DAMAGE = re.compile(r"malformed|not a database|corrupt|no such (table|column)", re.IGNORECASE)
_ELSE = ("E528", "读写数据文件时出错。", "请检查磁盘、U盘是否还在。")


@contextmanager
def explained(doing: str) -> Iterator[None]:
    """Raise what went wrong as a ZipingtongError."""
    try:
        yield
    except (pw.DatabaseError, sqlite3.Error, OSError, UnicodeEncodeError) as error:
        raise _failure(doing, told(error)) from error


def _failure(doing: str, words: str) -> ZipingtongError:
    if _DAMAGE.search(words):
        return ZipingtongError("E527", *DAMAGED)
    found = (cause[1:] for cause in _CAUSES if re.search(cause[0], words, re.IGNORECASE))
    code, says, remedy = next(found, _ELSE)
    again = "程序会自动再存。" if doing == SAVING else ""
    return ZipingtongError(code, f"{doing}：{says}", remedy + again)


def told(error: BaseException | None) -> str:
    """What all errors of a chain say: when SQLite has rolled back by itself, peewee's own
    attempt fails too, and its complaint stands before the cause."""
    words = []
    while error is not None:
        words.append(str(error))
        error = error.__cause__ or error.__context__
    return " ".join(words)
