"""Office parts: opens an .xlsx or .docx file of unknown origin, hands out its parts, within limits.

Only named parts are ever inflated, everything is counted while it is, and names are only
compared, never used as paths. Macros, pictures, links to elsewhere are not looked at.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple
from xml.parsers import expat

from core.errors import Mistake, Unreadable
from core.storage.files import unopened

MOST_BYTES = 64 * 1024 * 1024  # of the file itself
MOST_ENTRIES = 2_000
MOST_INFLATED = 200 * 1024 * 1024
MOST_RATIO = 100
_SURELY_FINE = 1024 * 1024  # a part this small is no bomb, whatever its ratio
_CHUNK = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = 1  # flag of an entry
# A directory is read whole before its entries can be counted, so its size is looked at first:
# (signature, offset and length of the size) of its end records, the usual and the 64-bit one.
_MOST_DIRECTORY = 1024 * 1024
_END_RECORDS = ((b"PK\x05\x06", 12, 4), (b"PK\x06\x06", 40, 8))
_TAIL = 66 * 1024  # where they stand, with the longest comment there can be

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class Sort(NamedTuple):
    """What a file should be, in the words of a refusal."""

    thing: str
    program: str
    ending: str
    old: str


WORKBOOK = Sort("Excel 工作簿", "WPS 或 Excel", ".xlsx", ".xls")
DOCUMENT = Sort("Word 文档", "WPS 或 Word", ".docx", ".doc")


class Parts:
    """The parts of one workbook or document; use it with `with`."""

    def __init__(self, path: Path, sort: Sort = WORKBOOK) -> None:
        self.file = path.name
        self._sort = sort
        self._inflated = 0
        try:
            self._opened = path.open("rb")
        except (OSError, ValueError) as error:  # ValueError: no file can have this name
            raise unopened(path, error) from error
        try:
            self._archive = self._directory(self._opened)
        except BaseException:
            self._opened.close()
            raise

    def __enter__(self) -> Parts:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._archive.close()
        self._opened.close()

    def has(self, name: str) -> bool:
        """Is there a part of this name?"""
        return name in self._archive.NameToInfo

    def parse(self, name: str, start: Start, end: End, text: Text) -> None:
        """Read a part as XML; names come without their namespace."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, attributes: start(
            _bare(tag), {_bare(key): value for key, value in attributes.items()}
        )
        parser.EndElementHandler = lambda tag: end(_bare(tag))
        parser.CharacterDataHandler = text
        # An entity can only be declared in a document type, so that is refused altogether.
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            with self._archive.open(name) as part:
                before, inflated = self._archive.getinfo(name).compress_size, 0
                while piece := part.read(_CHUNK):
                    inflated += len(piece)
                    self._count(len(piece), inflated, before)
                    parser.Parse(piece)
                parser.Parse(b"", True)
        except (
            LookupError,
            OSError,
            EOFError,
            RuntimeError,
            NotImplementedError,
            zipfile.BadZipFile,
            zlib.error,
            expat.ExpatError,
        ) as error:
            raise self.damaged() from error

    def damaged(self) -> Unreadable:
        """What is told about a file that is not what it should be."""
        return self.refused(
            "W201",
            f"打不开：它不是完好的 {self._sort.thing}（{self._sort.ending}）。",
            f"请用 {self._sort.program} 打开，另存为 {self._sort.ending} 后再试。",
        )

    def refused(self, code: str, says: str, remedy: str) -> Unreadable:
        """A refusal with the file's name in it."""
        return refused(self.file, code, says, remedy)

    # ------------------------------------------------ limits

    def _directory(self, opened: BinaryIO) -> zipfile.ZipFile:
        start = opened.read(len(_OLE))
        size = opened.seek(0, 2)
        if start == _OLE:
            raise self.refused(
                "W202",
                f"打不开：它加了密码，或者是旧格式（{self._sort.old}）。",
                f"请用 {self._sort.program} 打开，去掉密码，另存为 {self._sort.ending} 后再试。",
            )
        opened.seek(max(0, size - _TAIL))
        if size > MOST_BYTES or _directory_size(opened.read()) > _MOST_DIRECTORY:
            raise self._too_big()
        opened.seek(0)
        try:
            archive = zipfile.ZipFile(opened)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise self.damaged() from error
        entries = archive.infolist()
        if len(entries) > MOST_ENTRIES:
            raise self._too_big()
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise self.refused("W202", "加了密码，打不开。", "请去掉密码，另存一份再试。")
        if len(archive.NameToInfo) < len(entries):  # two parts of one name: which one counts?
            raise self.damaged()
        return archive

    def _count(self, piece: int, inflated: int, compressed: int) -> None:
        self._inflated += piece
        if self._inflated > MOST_INFLATED or (
            inflated > _SURELY_FINE and inflated > MOST_RATIO * compressed
        ):
            raise self._too_big()

    def _too_big(self) -> Unreadable:
        return self.refused(
            "W203",
            "大得不正常，没有打开。",
            f"请检查文件的来历；确是办公用的，请用 {self._sort.program} 另存一份再试。",
        )

    def _doctype(self, *_: object) -> None:
        raise self.refused(
            "W204",
            "里有办公软件不会写的内容（文档类型声明），没有打开。",
            f"请检查文件的来历；确是办公用的，请用 {self._sort.program} 另存一份再试。",
        )


def refused(file: str, code: str, says: str, remedy: str) -> Unreadable:
    """What is told about a file that is not taken, and what to do."""
    says = f"“{file}”{says}"
    return Unreadable(code, says, remedy, [Mistake(code, says, remedy)])


def _directory_size(tail: bytes) -> int:
    """The largest size the end of an archive claims for its directory."""
    return max(
        (
            int.from_bytes(tail[found.start() + at : found.start() + at + length], "little")
            for signature, at, length in _END_RECORDS
            for found in re.finditer(re.escape(signature), tail)
        ),
        default=0,
    )


def _bare(name: str) -> str:
    return name.rpartition(" ")[2]
