"""Fonts: the bundled ones under other names, as if they were installed."""

from __future__ import annotations

import struct
from pathlib import Path

from core.layout.faces import Face

PLAIN = "TestOwn-Regular"


def name_table(family: str) -> bytes:
    """A name table of a family and a PostScript name."""
    texts = [(1, family.encode("utf-16-be")), (6, PLAIN.encode("utf-16-be"))]
    entries, store = b"", b""
    for kind, raw in texts:
        entries += struct.pack(">6H", 3, 1, 0x409, kind, len(raw), len(store))
        store += raw
    return struct.pack(">HHH", 0, len(texts), 6 + len(entries)) + entries + store


def renamed(face: Face, family: str, at: int = 0, outlines: bytes = b"glyf") -> bytes:
    """A bundled font under another name; `at` is where it will stand in its file."""
    data = bytearray(face.file.read_bytes())
    table = name_table(family)
    (count,) = struct.unpack_from(">H", data, 4)
    for number in range(count):
        entry = 12 + 16 * number
        tag, check, start, length = struct.unpack_from(">4sLLL", data, entry)
        if tag == b"name":
            start, length = len(data), len(table)
        if tag == b"glyf":
            tag = outlines
        struct.pack_into(">4sLLL", data, entry, tag, check, start + at, length)
    return bytes(data) + table


def install(folder: Path, **families: Face) -> Path:
    """A folder with these families."""
    for number, (family, face) in enumerate(families.items()):
        (folder / f"{number}.ttf").write_bytes(renamed(face, family))
    return folder
