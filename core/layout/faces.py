"""Faces: the five typefaces of official papers, and what stands in for them."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from core.paths import resources


class Face(Enum):
    """A typeface by its use; the value is the name its files have in resources/fonts."""

    SONG = "song"
    BIAOSONG = "biaosong"
    HEI = "hei"
    KAI = "kai"
    FANG = "fang"

    @property
    def official(self) -> str:
        """The name workbooks and Word files give; the reader's machine has the face."""
        return _OFFICIAL[self]

    @property
    def family(self) -> str:
        """The family name inside the bundled font."""
        return f"ZPT {self.name.capitalize()}"

    @property
    def file(self) -> Path:
        """The bundled font."""
        return resources() / "fonts" / f"{self.value}.ttf"


_OFFICIAL = {
    Face.SONG: "宋体",
    Face.BIAOSONG: "方正小标宋简体",
    Face.HEI: "黑体",
    Face.KAI: "楷体_GB2312",
    Face.FANG: "仿宋_GB2312",
}
