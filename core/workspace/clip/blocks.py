"""Block: a rectangle of texts on its way to or from the clipboard, merged cells known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from core.errors import ZipingtongError

LONGEST = 10 * 1024 * 1024  # characters of what is on the clipboard
MOST_CELLS = 1_000_000
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def too_large() -> ZipingtongError:
    """What is told when a clipboard is beyond all reason."""
    return ZipingtongError(
        "E540",
        "复制的内容太多，没有粘贴。",
        "一次最多粘贴 100 万格（10 MB），请只选需要的那几行、几栏，再复制一次。",
    )


def without_controls(text: str) -> str:
    """A text of the clipboard without characters that mean nothing in a cell."""
    if len(text) > LONGEST:
        raise too_large()
    return _CONTROL.sub("", text)


@dataclass(frozen=True, slots=True)
class Spot:
    """One visible cell of a block; a merged one stands at its upper left corner."""

    text: str
    row: int
    col: int
    rows: int = 1
    cols: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """`lines` holds for each row the visible cells that touch it, from left to right.

    A cell merged over several rows is the same Spot in each of their lines.
    """

    width: int
    lines: tuple[tuple[Spot, ...], ...]

    @classmethod
    def of(
        cls,
        rows: Sequence[Sequence[str]],
        spans: Mapping[tuple[int, int], tuple[int, int]] | None = None,
    ) -> Block:
        """A block from rows of texts; `spans` gives rows × columns of the merged cells."""
        width = max((len(row) for row in rows), default=0)
        if width * len(rows) > MOST_CELLS:
            raise too_large()
        cover: dict[tuple[int, int], Spot] = {}
        for (top, left), (high, wide) in (spans or {}).items():
            spot = Spot(rows[top][left], top, left, high, wide)
            for row in range(top, top + high):
                cover.update(((row, col), spot) for col in range(left, left + wide))
        lines = []
        for row, texts in enumerate(rows):
            line: list[Spot] = []
            for col in range(width):
                text = texts[col] if col < len(texts) else ""
                spot = cover.get((row, col)) or Spot(text, row, col)
                if not line or line[-1] is not spot:
                    line.append(spot)
            lines.append(tuple(line))
        return cls(width, tuple(lines))

    def reworded(self, words: Mapping[str, str]) -> Block:
        """The block with some texts replaced by others."""
        new = {spot: replace(spot, text=words.get(spot.text, spot.text)) for spot in self.spots()}
        return Block(self.width, tuple(tuple(new[spot] for spot in line) for line in self.lines))

    @property
    def height(self) -> int:
        return len(self.lines)

    def spots(self) -> Iterator[Spot]:
        """Every visible cell once, in reading order."""
        for row, line in enumerate(self.lines):
            yield from (spot for spot in line if spot.row == row)

    @property
    def only(self) -> Spot | None:
        """The one cell of a block that has just one."""
        first = self.lines[0][0] if self.lines and self.lines[0] else None
        alone = first is not None and (first.rows, first.cols) == (self.height, self.width)
        return first if alone else None

    def texts(self) -> list[list[str]]:
        """The rectangle as rows of texts; what a merged cell covers is blank."""
        rows = [[""] * self.width for _ in self.lines]
        for spot in self.spots():
            rows[spot.row][spot.col] = spot.text
        return rows
