"""Drawing: what stands where on a finished page; PDF, preview and printer all show this.

Lengths are points, measured from the upper left corner of the page; a text's y is its baseline.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.layout.faces import Face

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)


@dataclass(frozen=True, slots=True)
class Text:
    """A run of one face in one size; `spread` is added behind every character to justify."""

    x: float
    y: float
    face: Face
    size: float
    text: str
    spread: float = 0.0
    grey: float = 0.0  # 0 black … 1 white; a watermark is pale
    turn: float = 0.0  # degrees against the clock, around (x, y)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.5


Item = Text | Rule


@dataclass(frozen=True, slots=True)
class Mark:
    """A bookmark within a page: a heading of what the page's label, or one before, names."""

    label: str
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """One page. `label` is what a list of contents calls what begins here; "" when it goes on."""

    width: float
    height: float
    items: tuple[Item, ...]
    label: str = ""
    level: int = 0  # of the label among the bookmarks
    marks: tuple[Mark, ...] = ()  # from top to bottom, one level deeper

    @property
    def landscape(self) -> bool:
        return self.width > self.height
