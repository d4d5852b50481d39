"""Papers to set: every form of every pack, blank and filled, and forms with far too much text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from core.document.document import Document
from core.facts.edits import AddRow, SetValue
from core.facts.model import Ref
from core.facts.values import Kind
from core.forms.library import Library
from core.forms.pack import Pack
from core.layout.grid import Grid
from core.layout.snug import paper_forms
from core.paths import resources
from core.storage.datafile import load

# More than 3,000 characters.
LONG = "农村公路养护按季度验收，（含汛期抢修）达到95.5%以上，支出1,234.56万元；" * 75
NAME = "乡镇农村人居环境整治提升五年行动及生活垃圾收运处置体系建设运行维护补助资金" * 2


@cache
def packages() -> tuple[tuple[str, Document], ...]:
    """The blank forms of every pack, and every sample."""
    library = Library()
    blank = [(f"{name}-空表", Document.specimen(library.pack(name))) for name in library.names()]
    samples = sorted((resources() / "samples").glob("*.json"))
    return (*blank, *((path.stem, load(path, library).document) for path in samples))


@cache
def all_grids() -> tuple[tuple[str, Grid], ...]:
    """Every form of them, by a name that tells it from all others."""
    return tuple(
        (f"{name}-{grid.name}", grid)
        for name, document in packages()
        for grid in paper_forms(document.pack, document.snapshot)
    )


def stuffed(pack: Pack, rows: int = 25) -> Document:
    """Every text as long as nobody should write it, every table with many rows."""
    document = Document.blank(pack, max(2024, pack.head.from_year), NAME[:60])
    for path in pack.paths():
        if path.count("/"):
            continue
        table = pack.table(path)
        if not table.is_fixed:
            for _ in range(rows if path != "项目" else 1):
                document.apply(AddRow(table.id))
    for owner in document.snapshot.siblings("项目"):
        for path in pack.paths():
            if path.startswith("项目/") and not pack.table(path).is_fixed:
                for _ in range(rows):
                    document.apply(AddRow(pack.table(path).id, owner))
    for number, ref in enumerate(_text_refs(pack, document)):
        document.apply(SetValue(ref, LONG if number % 37 == 1 else NAME[:60]))
    return document


def _text_refs(pack: Pack, document: Document) -> list[Ref]:
    found: dict[Ref, None] = {}
    for grid in paper_forms(pack, document.snapshot):
        for cell in grid.cells:
            if cell.ref is not None and cell.kind is Kind.TEXT and cell.home:
                found[cell.ref] = None
    return list(found)


def stuffed_grids(rows: int = 25) -> Iterator[tuple[str, Grid]]:
    """The forms of every pack, stuffed."""
    library = Library()
    for name in library.names():
        document = stuffed(library.pack(name), rows)
        for grid in paper_forms(document.pack, document.snapshot):
            yield f"{name}-{grid.name}", grid
