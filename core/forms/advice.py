"""Advice: what in a pack is allowed and yet looks like a slip of its author."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from core.errors import Mistake
from core.facts.reading import read
from core.facts.values import Kind
from core.forms.pack import Pack, form_patterns
from core.forms.rules import Rule, node_of
from core.forms.schema import DITTO, Block, Concept, Form, Node, Table
from core.forms.settings import Settings
from core.numbers import HUNDRED, ZERO, plain

WEIGHT, EXECUTION_WEIGHT = "分值", "执行率分值"
SIZES = (Decimal(7), Decimal(22))  # pt: below nobody can read it, above no form fits


def advice(pack: Pack, folder_name: str) -> list[Mistake]:
    """Everything worth a second look, in the order a reader goes through a pack.

    A pack with mistakes gets none: what its broken forms show is not known, so most of it
    would be wrong.
    """
    if pack.mistakes:
        return []
    found = [*_head(pack, folder_name), *_forms(pack), *_words(pack)]
    return [*found, *_unused(pack), *_weights(pack)]


def _own(file: str) -> bool:
    """Is this a file of the pack itself, not of the dictionary or of a pack it borrows from?"""
    return bool(file) and "/" not in file


def _head(pack: Pack, folder_name: str) -> Iterator[Mistake]:
    if pack.id != folder_name:
        yield Mistake(
            "A001",
            f"编号写的是“{pack.id}”，文件夹却叫“{folder_name}”。",
            "请改成一样的：程序按文件夹的名称找模板包，数据文件里记的是编号。",
            "pack.toml",
            place="id",
        )


# ------------------------------------------------------------------ forms


def _forms(pack: Pack) -> Iterator[Mistake]:
    for form in pack.forms:
        for code, says, remedy in _form(form):
            yield Mistake(code, says, remedy, form.origin[0], place=f"表“{form.id}”")
        for number, block in enumerate(form.blocks):
            for code, says, remedy in _block(block, pack):
                place = f"表“{form.id}” 第{number + 1}块"
                yield Mistake(code, says, remedy, form.origin[0], place=place)


def _form(form: Form) -> Iterator[tuple[str, str, str]]:
    if not any(True for _ in form_patterns(form)):
        yield "A002", "这张表没有一格可以填。", "要填的格子写成 =指标；只有文字的表请确认。"
    if not SIZES[0] <= form.size <= SIZES[1]:
        size = "小" if form.size < SIZES[0] else "大"
        yield "A003", f"字号是 {form.size} 磅，太{size}了。", "五号是 10.5 磅，小五是 9 磅。"
    if form.printed and not form.title:
        yield "A004", "这张要打印的表没有标题。", 'title = ["……表"]，一行写一项。'


def _block(block: Block, pack: Pack) -> Iterator[tuple[str, str, str]]:
    if not block.start:
        return
    table = pack.table(block.path)
    if table.is_fixed:
        yield (
            "A005",
            f"“{table.id}”的行是固定的，start 不起作用。",
            "请删去 start；要改行，请改行表的 rows。",
        )
        return
    levels = [c for c, column in enumerate(block.columns) if column.field in table.levels]
    for number, row in enumerate(block.start):
        if any(not row[c] for c in levels) and any(row[c] for c in levels):
            yield (
                "A006",
                f"start 第{number + 1}行的分级栏有一格空着。",
                "与上一行同属一级时写 〃；空着会单独成一格。",
            )


# ------------------------------------------------------------------ words


def _words(pack: Pack) -> Iterator[Mistake]:
    """Slips in the pack's own concepts and fields."""
    for place, concept, table in _concepts(pack):
        file = concept.origin[0]
        if concept.choices and concept.kind is not Kind.CHOICE:
            says = f"kind 是 {concept.kind.value}，choices 不起作用。"
            yield Mistake("A011", says, '要从几项里选，请写 kind = "choice"。', file, place=place)
        if concept.to and concept.kind is not Kind.LINK:
            says = f"kind 是 {concept.kind.value}，to 不起作用。"
            yield Mistake("A012", says, '要对应到行表，请写 kind = "link"。', file, place=place)
        if concept.value and table is not None and concept.id in table.levels:
            yield Mistake(
                "A013",
                "分级的栏写了 value，算出的数会占住合并格里的文字。",
                "分级的栏请由填表人填，另用一栏放算出的数。",
                file,
                place=place,
            )
        other = pack.words.aliases.get(concept.id, concept.id)
        if table is None and other != concept.id and other in pack.words.concepts:
            yield Mistake(
                "A014",
                f"字典里“{other}”的另一个叫法就是“{concept.id}”。",
                f"如果是同一个数，请直接用“{other}”，各表和恒等式才接得上。",
                file,
                place=place,
            )


def _concepts(pack: Pack) -> Iterator[tuple[str, Concept, Table | None]]:
    """The pack's own concepts and fields, each with what messages call it."""
    for concept in pack.words.concepts.values():
        if _own(concept.origin[0]):
            yield f"concept {concept.id}", concept, None
    for table in pack.words.tables.values():
        for field in table.fields.values():
            if _own(field.origin[0]):
                yield f"table {table.id} 的栏“{field.id}”", field, table


# ----------------------------------------------------------------- unused


def _unused(pack: Pack) -> Iterator[Mistake]:
    """What the pack itself writes down and nothing uses."""
    words = pack.words
    used = {name for path, name, _ in _used(pack) if not path}
    tables = {path.rsplit("/", 1)[-1] for path in pack.paths()}
    for concept in words.concepts.values():
        if _own(concept.origin[0]) and concept.id not in used:
            yield Mistake(
                "A021",
                "没有一张表显示这个指标，也没有公式用到它。",
                "请放进一张表，或者删去；名称与表上写的不一样时也会这样。",
                concept.origin[0],
                place=f"concept {concept.id}",
            )
    for table in words.tables.values():
        if _own(table.origin[0]) and table.id not in tables:
            yield Mistake(
                "A022",
                "没有一张表用到这张行表。",
                "请在表的块里写 table，或者删去。",
                table.origin[0],
                place=f"table {table.id}",
            )
    live = {rule.identity.id for rule in pack.checks if rule.identity}
    for identity in words.identities.values():
        if not _own(identity.origin[0]) or identity.use == "off" or identity.id in live:
            continue
        ids = (identity.id, f"{identity.id}（")
        why = next((d.why for d in pack.dormant if d.id == ids[0] or d.id.startswith(ids[1])), "")
        yield Mistake(
            "A023",
            f"本包写的这条恒等式不起作用：{why}。",
            "式子里的每一项都要有表显示，或者能算出来。",
            identity.origin[0],
            place=f"identity {identity.id}",
        )


def _used(pack: Pack) -> set[Node]:
    """The facts that forms show, and those that living rules compute or look at."""
    rules: list[Rule] = [*pack.checks, *pack.calcs, *pack.suggests]
    reads = [(r, rule.path, rule.node or ("", "", "")) for rule in rules for r in rule.reads]
    reads += [(r, node[0], node) for node, when in pack.needs.items() for r in when.reads]
    looked_at = {node_of(one, path, pack.words, node[0]) for one, path, node in reads}
    computed = {rule.node for rule in pack.calcs}
    return {node for node in {*pack.places, *looked_at, *computed} if node is not None}


# ---------------------------------------------------------------- weights


def _weights(pack: Pack) -> Iterator[Mistake]:
    """First rows and fixed rows whose weights do not make a hundred."""
    for path in pack.paths():
        table = pack.table(path)
        rows = [row.cells for row in table.fixed] if table.is_fixed else pack.starts.get(path, ())
        if not _own(table.origin[0]) and table.is_fixed:
            continue
        weights = [row.get(WEIGHT, "") for row in rows]
        points = [read(text, Kind.SCORE).number for text in weights if text not in ("", DITTO)]
        known = [number for number in points if number is not None]
        if not known or table.fields[WEIGHT].kind is not Kind.SCORE:
            continue
        owner = path.rpartition("/")[0]
        execution = ZERO
        if not table.is_fixed and (owner, EXECUTION_WEIGHT, "") in pack.places:
            execution = Settings(pack.settings, {}).value(EXECUTION_WEIGHT).number or ZERO
        total = sum(known, execution)
        if total != HUNDRED:
            and_execution = f"（其中预算执行率 {plain(execution)}）" if execution else ""
            yield Mistake(
                "A031",
                f"各行的分值加起来是 {plain(total)}{and_execution}，不是 100。",
                "请核对各行的分值；本县的满分不是 100 时不用改。",
                _file_of(path, pack),
                place=f"行表“{path}”的{'固定行' if table.is_fixed else '第一批行'}",
            )


def _file_of(path: str, pack: Pack) -> str:
    """The file a table's first rows or fixed rows stand in."""
    table = pack.table(path)
    if table.is_fixed:
        return table.origin[0]
    for form in pack.forms:
        if any(block.path == path and block.start for block in form.blocks):
            return form.origin[0]
    return table.origin[0]
