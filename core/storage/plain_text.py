"""Plain text: reads a .txt or .docx file of unknown origin as the lines of a text."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from core.errors import Unreadable
from core.storage.files import unopened
from core.storage.office_parts import DOCUMENT, refused
from core.storage.word_text import read_document

MOST_BYTES = 20 * 1024 * 1024  # no report has a hundredth of it
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_PDF = b"%PDF"
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Longer signs first: UTF-32's begins with UTF-16's.
_SIGNS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_GUESSED = ("utf-8", "gb18030")
_SAMPLE = 4096  # bytes
_MOST_CONTROLS = 1  # percent of the characters


def read_text(path: Path) -> str:
    """The text of a file, whatever its name says; raises Unreadable with a plain sentence."""
    try:
        with path.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: no file can have this name
        raise unopened(path, error) from error
    if content.startswith((_ZIP, _OLE)):
        return read_document(path)
    if content.startswith(_PDF):
        says, remedy = "是 PDF，读不出文字。", "请用 WPS 转成 .docx，或把文字复制到 .txt 里再试。"
        raise refused(path.name, "W205", says, remedy)
    if len(content) > MOST_BYTES:
        says = f"超过 {MOST_BYTES // 1024 // 1024} MB，没有打开。"
        raise refused(path.name, "W203", says, "请检查是不是报告的文字。")
    text = _decoded(content)
    if text is None:
        raise _no_text(path)
    return _LINE_ENDS.sub("\n", text)


def _decoded(content: bytes) -> str | None:
    """The characters of a file; None when it is no text in an encoding used for Chinese."""
    for sign, encoding in _SIGNS:
        if content.startswith(sign):
            return _as(content[len(sign) :], encoding)
    zeros = content[:_SAMPLE]
    if b"\0" in zeros:  # Chinese in UTF-16 has none, but its line ends and digits have
        encoding = "utf-16-le" if zeros[1::2].count(0) >= zeros[::2].count(0) else "utf-16-be"
        return _as(content, encoding)
    return next((text for name in _GUESSED if (text := _as(content, name)) is not None), None)


def _as(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    odd = sum(text.count(chr(code)) for code in range(32) if chr(code) not in "\t\n\x0b\x0c\r\x1a")
    return text if 100 * odd <= _MOST_CONTROLS * len(text) else None


def _no_text(path: Path) -> Unreadable:
    says = "不是文本文件，也不是 Word 文档，读不出文字。"
    remedy = f"请用 {DOCUMENT.program} 打开，另存为 {DOCUMENT.ending} 或 .txt（UTF-8）后再试。"
    return refused(path.name, "W206", says, remedy)
