"""Links of a data file: those that are written, and those found by name and money."""

from __future__ import annotations

from core.calc.engine import Recompute
from core.calc.references import find_row, row_text
from core.document.worker import Worker
from core.errors import ZipingtongError
from core.facts.model import UNIT, Ref
from core.facts.values import Kind
from core.forms.schema import Concept
from core.storage.datafile_rows import RowReader, WrittenLink
from core.storage.links import UNLINKED, Pair, pair_rows
from core.storage.notes import INFORMATION, Notes, quoted


def settle_links(work: Worker, rows: RowReader, notes: Notes) -> None:
    """Point every link field at its row, once all rows are there."""
    for link in rows.links:
        _point(work, link, notes)
    paths = {work.draft.rows[row].path for row in rows.places}
    silent = [
        (path, field)
        for path in sorted(paths)
        for field in work.pack.table(path).fields.values()
        if field.kind is Kind.LINK and (path, field.id) not in rows.linked
    ]
    if silent:
        run = Recompute(work.pack, work.draft)  # sums count as well as typed figures
        run.everything()
        run.settle()
    for path, field in silent:
        _guess(work, rows, path, field, notes)


def _point(work: Worker, link: WrittenLink, notes: Notes) -> None:
    text = link.text.strip()
    if not text or text == UNLINKED:
        work.put(link.ref, text)
        return
    name, to = link.concept.id, link.concept.to
    remedy = f'写成 "{name}": "{to}[1]" 这样；没有对应的就写 "{UNLINKED}"。'
    try:
        row = find_row(work.draft, work.pack, text)
    except ZipingtongError as error:
        notes.add(link.path, "D110", error.says, remedy)
        return
    if work.draft.rows[row].table == to:
        work.put(link.ref, row)
    else:
        notes.add(link.path, "D110", f"“{name}”要写“{to}”的哪一行，{quoted(text)}不是。", remedy)


def _guess(work: Worker, rows: RowReader, path: str, field: Concept, notes: Notes) -> None:
    draft = work.draft
    targets = draft.order.get((field.to, UNIT), ())
    own = [row for row in rows.places if draft.rows[row].path == path]
    pairs, too_many = pair_rows(draft, work.pack, own, targets)
    if too_many:
        says = f"“{path}”和“{field.to}”的行太多，有的没有按名称对应。"
        notes.add(rows.places[own[0]][:-1], "D110", says, f"请在各行写明“{field.id}”。")
    order = {row: number for number, row in enumerate(own)}
    for pair in sorted(pairs, key=lambda pair: order[pair.row]):
        work.put(Ref(field.id, "", pair.row), pair.to)
        if not pair.exact:
            _tell(work, rows, pair, field, notes)


def _tell(work: Worker, rows: RowReader, pair: Pair, field: Concept, notes: Notes) -> None:
    row, to = row_text(work.draft, pair.row), row_text(work.draft, pair.to)
    money = "，金额相等" if pair.money else ""
    notes.add(
        rows.places[pair.row],
        INFORMATION,
        f"按名称和金额把 {row} 对应到 {to}（名称相似度 {pair.likeness}%{money}）。",
        f'请核对。如果不对，在这一行写 "{field.id}": "{field.to}[1]" 这样的对应，'
        f'没有对应的就写 "{UNLINKED}"。',
    )
