"""Faces: the five typefaces of official papers, and what stands in for them."""

from __future__ import annotations

from enum import Enum


class Face(Enum):
    """The values are the names WPS and Word know the official faces by."""

    SONG = "宋体"
    BIAOSONG = "方正小标宋简体"
    HEI = "黑体"
    KAI = "楷体_GB2312"
    FANG = "仿宋_GB2312"
