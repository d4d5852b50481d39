"""Mistakes and errors: what went wrong, where, and what to do, in the user's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong in a file somebody wrote (a pack, a dictionary, a data file).

    Mistakes are collected, never raised one by one: an author wants them all at once.
    """

    code: str
    says: str
    remedy: str = ""
    file: str = ""
    line: int | None = None
    place: str = ""

    def __str__(self) -> str:
        where = " ".join(
            part
            for part in (
                self.file,
                f"第{self.line}行" if self.line else "",
                self.place,
            )
            if part
        )
        text = f"[{self.code}] "
        if where:
            text += f"{where}："
        text += self.says
        if self.remedy:
            text += f" 处理办法：{self.remedy}"
        return text


class ZipingtongError(Exception):
    """An error the user is told about; carries a code, a Chinese sentence and a remedy."""

    def __init__(self, code: str, says: str, remedy: str = "") -> None:
        super().__init__(f"[{code}] {says}" + (f" 处理办法：{remedy}" if remedy else ""))
        self.code = code
        self.says = says
        self.remedy = remedy


class Unreadable(ZipingtongError):
    """A file that cannot be used at all; holds every mistake that was found in it."""

    def __init__(
        self, code: str, says: str, remedy: str = "", mistakes: Iterable[Mistake] = ()
    ) -> None:
        super().__init__(code, says, remedy)
        self.mistakes: tuple[Mistake, ...] = tuple(mistakes)
