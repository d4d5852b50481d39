"""Grid: what one form looks like: a lattice, rows, and cells that lie on it.

Everything people see is made from it: the screen, the workbook, later pages and Word.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from core.facts.model import Placement, Ref
from core.facts.values import Kind
from core.layout.faces import Face


class Role(Enum):
    """What a cell is for."""

    NUMBER = "附件号"
    TITLE = "标题"
    HEAD = "表前行"
    LABEL = "文字"
    FACT = "数据"
    NOTE = "说明"
    SIGN = "签字行"


TEXT_SIZE = 10.5  # pt: 五号
LEAST_ROW = 7.5  # mm
SIZES = {
    Role.TITLE: 18.0,
    Role.NUMBER: 14.0,
    Role.HEAD: TEXT_SIZE,
    Role.SIGN: TEXT_SIZE,
    Role.NOTE: TEXT_SIZE,
}  # pt; what stands inside the frame has the form's own size
OUTER = (Role.HEAD, Role.SIGN)
FACES = {Role.TITLE: Face.BIAOSONG, Role.NUMBER: Face.HEI}  # everything else in 宋体


class Align(Enum):
    """Where the text stands in its cell."""

    LEFT = "左"
    CENTER = "中"
    RIGHT = "右"


@dataclass(frozen=True, slots=True)
class Cell:
    """One visible cell; row and col are its upper left corner on the lattice."""

    row: int
    col: int
    rows: int
    cols: int
    text: str
    role: Role
    align: Align = Align.CENTER
    ref: Ref | None = None  # the fact that typing here changes
    kind: Kind | None = None  # of the fact
    part: str = ""  # 性质 / 值 / 单位 of a target
    placement: Placement | None = None
    home: bool = False  # the fact's first placement in print order
    before: str = ""  # text of the form around the fact
    after: str = ""

    @property
    def framed(self) -> bool:
        """Head, notes and signature lines have no frame."""
        return self.role in (Role.LABEL, Role.FACT)


def type_size(role: Role, frame: float, outer: float = TEXT_SIZE) -> float:
    """The type size (pt) of a cell of a form whose frame and outer lines have these sizes."""
    return outer if role in OUTER else SIZES.get(role, frame)


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of rows whose first `header` rows repeat when it goes on on the next page."""

    first: int
    last: int
    header: int
    footer: int = 0  # so many last rows, the totals, never stand without a row before them


@dataclass(frozen=True, slots=True)
class Grid:
    """One form (or one copy of it, for one row) ready to be shown."""

    form: str
    copy: str  # the row an `each` form is for; "" otherwise
    name: str  # for tabs and file names
    label: str
    lattice: tuple[int, ...]  # mm
    landscape: bool
    printed: bool
    size: float  # pt
    heights: tuple[float, ...]  # of each row in mm, its texts shown whole
    cells: tuple[Cell, ...]
    bands: tuple[Band, ...]
    blocks: tuple[tuple[int, int], ...]  # first and last row of each block
    framed: tuple[int, int]  # first and last row inside the frame
    least: tuple[float, ...] = ()  # height of each row the pack asks for, whatever stands there
    outer: float = TEXT_SIZE  # pt, of the lines right above and below the frame

    @property
    def width(self) -> int:
        """The width of the whole form in mm."""
        return sum(self.lattice)

    def face_of(self, cell: Cell) -> Face:
        """The typeface of a cell."""
        return FACES.get(cell.role, Face.SONG)

    def size_of(self, cell: Cell) -> float:
        """The type size of a cell in points."""
        return type_size(cell.role, self.size, self.outer)

    def span_width(self, cell: Cell) -> int:
        """The width of a cell in mm."""
        return sum(self.lattice[cell.col : cell.col + cell.cols])
