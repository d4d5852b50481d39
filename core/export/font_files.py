"""Font files: the faces of official papers among those installed on this computer."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from core.layout.faces import Face

NAMES = {  # families as their fonts name themselves, the one official papers ask for first
    Face.SONG: ("宋体", "SimSun"),
    Face.BIAOSONG: (
        "方正小标宋简体",
        "FZXiaoBiaoSong-B05S",
        "方正小标宋_GBK",
        "FZXiaoBiaoSong-B05",
    ),
    Face.HEI: ("黑体", "SimHei"),
    Face.KAI: ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"),
    Face.FANG: ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"),
}
_ENDINGS = {".ttf", ".ttc", ".otf"}
_FAMILY = 1  # of the entries of a name table
_COLLECTION, _OUTLINES = b"ttcf", b"glyf"
_MOST_FONTS, _MOST_NAMES = 64, 1 << 20  # in one file, bytes of a name table: more is damage


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font: the file, its place in a collection, its families, whether its outlines will do."""

    path: Path
    index: int
    families: frozenset[str]
    usable: bool  # TrueType; a PDF is made with no others


def folders() -> tuple[Path, ...]:
    """Where this system keeps its fonts, and the user theirs."""
    home = Path.home()
    if sys.platform == "win32":
        windows, local = os.environ.get("WINDIR", r"C:\Windows"), os.environ.get("LOCALAPPDATA")
        own = [Path(local) / "Microsoft" / "Windows" / "Fonts"] if local else []
        return (Path(windows) / "Fonts", *own)
    shared = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    return (*shared, home / ".local" / "share" / "fonts", home / ".fonts")


def official(where: Iterable[Path]) -> dict[Face, Sequence[FontFile]]:
    """The files of every face of official papers, the best first."""
    known = {name for names in NAMES.values() for name in names}
    fonts = [font for folder in where for font in _fonts_in(folder) if font.families & known]

    found: dict[Face, Sequence[FontFile]] = {}
    for face, names in NAMES.items():
        own = [font for name in names for font in fonts if name in font.families]
        if own:
            found[face] = sorted(dict.fromkeys(own), key=lambda font: not font.usable)
    return found


def _fonts_in(folder: Path) -> Iterator[FontFile]:
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in _ENDINGS:
            try:
                with path.open("rb") as file:
                    yield from _fonts_of(path, file)
            except (OSError, struct.error):  # damaged, or not ours to read
                continue


def _fonts_of(path: Path, file: BinaryIO) -> Iterator[FontFile]:
    offsets: tuple[int, ...] = (0,)
    if file.read(4) == _COLLECTION:
        _, count = _read(file, 4, ">LL")
        count = min(count, _MOST_FONTS)
        offsets = _read(file, 12, f">{count}L")
    for index, offset in enumerate(offsets):
        (count,) = _read(file, offset + 4, ">H")
        tables: dict[bytes, tuple[int, int]] = {}
        for number in range(count):
            tag, _, at, length = _read(file, offset + 12 + 16 * number, ">4sLLL")
            tables[tag] = at, length
        if b"name" in tables:
            yield FontFile(path, index, _families(file, *tables[b"name"]), _OUTLINES in tables)


def _families(file: BinaryIO, at: int, length: int) -> frozenset[str]:
    """The family in every language it is given in."""
    file.seek(at)
    table = file.read(min(length, _MOST_NAMES))
    _, count, texts = struct.unpack_from(">HHH", table)
    found: set[str] = set()
    for number in range(count):
        platform, _, _, kind, size, start = struct.unpack_from(">6H", table, 6 + 12 * number)
        if kind == _FAMILY:
            raw = table[texts + start : texts + start + size]
            found.add(raw.decode("latin-1" if platform == 1 else "utf-16-be", errors="replace"))
    return frozenset(found)


def _read(file: BinaryIO, at: int, form: str) -> tuple[Any, ...]:
    file.seek(at)
    return struct.unpack(form, file.read(struct.calcsize(form)))
