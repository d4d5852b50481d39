"""Notes: the list of 审核说明 as a form of its own, to be printed with the package."""

from __future__ import annotations

from core.checks.finding import Finding
from core.facts.model import Ref, Snapshot
from core.forms.pack import Pack
from core.layout.grid import LEAST_ROW, TEXT_SIZE, Align, Band, Cell, Grid, Role
from core.layout.heights import row_heights
from core.prose.audit import audit

NAME = "审核说明"
LATTICE = (12, 18, 70, 70)  # mm
HEADER = ("序号", "级别", "审核发现的问题", "说明")
FIRST = 2  # the row of the header


def explanations_grid(pack: Pack, snapshot: Snapshot) -> Grid | None:
    """Every finding the unit has explained, in the order of the audit; None without any."""
    if not snapshot.explanations:  # an audit takes longer than all the pages
        return None
    findings = [finding for finding in audit(pack, snapshot).findings if finding.explained]
    if not findings:
        return None
    unit = snapshot.value(Ref("单位名称")).raw
    cells = [
        Cell(0, 0, 1, len(LATTICE), NAME, Role.TITLE),
        Cell(1, 0, 1, len(LATTICE), f"填报单位：{unit}", Role.HEAD, Align.LEFT),
        *(Cell(FIRST, col, 1, 1, text, Role.LABEL) for col, text in enumerate(HEADER)),
    ]
    for number, finding in enumerate(findings, 1):
        row = FIRST + number
        for col, text in enumerate(_texts(number, finding)):
            align = Align.CENTER if col < 2 else Align.LEFT
            cells.append(Cell(row, col, 1, 1, text, Role.FACT, align))
    last = FIRST + len(findings)
    return Grid(
        form=NAME,
        copy="",
        name=NAME,
        label="",
        lattice=LATTICE,
        landscape=False,
        printed=True,
        size=TEXT_SIZE,
        heights=row_heights(cells, LATTICE, [LEAST_ROW] * (last + 1)),
        cells=tuple(cells),
        bands=(Band(FIRST, last, 1),),
        blocks=((FIRST, last),),
        framed=(FIRST, last),
    )


def _texts(number: int, finding: Finding) -> tuple[str, ...]:
    level = finding.severity.value + ("\n（强制）" if finding.forced else "")
    return str(number), level, finding.message, finding.explained
