"""Office: what Word and Excel files have in common: legal texts, a timeless archive."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import TypeVar

from core.errors import ZipingtongError

PartT = TypeVar("PartT")
CREATOR = "自评通"  # the program; a person's name never gets into a file

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the same data give the same bytes, whatever the clock says


def legal(text: str) -> str:
    """A text without the characters no XML file may hold; all line ends are plain."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def chosen(parts: Iterable[PartT]) -> list[PartT]:
    """The parts to write; none at all is an error, for such a file would not open."""
    shown = list(parts)
    if not shown:
        raise ZipingtongError(
            "E504", "没有可以导出的表，文件没有写。", "请至少选择一张表，再导出一次。"
        )
    return shown


def archive(parts: Mapping[str, bytes]) -> bytes:
    """The parts as one file, without a trace of the moment and the machine it was made on."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            file.writestr(entry, content)
    return out.getvalue()
