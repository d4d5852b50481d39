"""What readers of text files share: encodings, names of places, wrong punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.errors import Mistake

Path = tuple[str | int, ...]

# Full-width punctuation an input method leaves where the language wants the ASCII one.
FULL_WIDTH = {
    "＝": "=", "：": ":", "，": ",", "、": ",", "；": ",", "。": ".", "．": ".",
    "“": '"', "”": '"', "＂": '"', "「": '"', "」": '"', "‘": "'", "’": "'", "＇": "'",
    "【": "[", "】": "]", "［": "[", "］": "]", "〔": "[", "〕": "]",
    "｛": "{", "｝": "}", "＃": "#", "－": "-", "＋": "+", "／": "/",
}  # fmt: skip
WIDE_SPACES = "\u3000\u00a0\u2003\u2002"
_ODD_NAME = re.compile(r"[\s.@:/\[\]「」]")


def place_of(path: Iterable[str | int]) -> str:
    """A path as people write it: rows.绩效指标[3].得分, lists counted from 1."""
    out = ""
    for part in path:
        if isinstance(part, int):
            out += f"[{part + 1}]"
            continue
        name = shown(part, 60)
        if not name or _ODD_NAME.search(name):
            name = f"「{name}」"
        out += f".{name}" if out else name
    return out


def shown(text: str, most: int = 24) -> str:
    """A piece of the file as it may stand in a message: short and printable."""
    text = "".join(c if c.isprintable() else "\ufffd" for c in text[: most + 1])
    return text if len(text) <= most else text[:most] + "…"


def decode_utf8(data: bytes, file: str, code: str) -> tuple[str, list[Mistake]]:
    """The text of a UTF-8 file, or "" and a mistake that says which encoding it seems to be."""
    remedy = "请用记事本打开它，点“另存为”，编码选 UTF-8 后保存。"
    line: int | None = None
    try:
        text = data.decode("utf-8")
        if "\0" not in text:
            return text, []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        says, line = "文件是 UTF-16（记事本里叫 Unicode）编码，不是 UTF-8。", None
    elif b"\0" in data:
        says, line = "这不像是文本文件，也可能编码不对。", None
        remedy += "如果打开后是乱码，请检查是不是选错了文件。"
    else:
        try:
            data.decode("gb18030")
            says = "文件像是 GBK（记事本里叫 ANSI）编码，不是 UTF-8。"
        except UnicodeDecodeError:
            says = "文件里有不是 UTF-8 的内容，可能已经损坏。"
            remedy += "如果打开后是乱码，请重新取一份这个文件。"
    return "", [Mistake(code, says, remedy, file, line)]
