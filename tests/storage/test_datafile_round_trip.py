"""Data files: load → save → load gives the same package, whatever was done to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calc.references import placement_text, ref_text, row_text
from core.calc.view import holder_of
from core.document.document import Document
from core.errors import ZipingtongError
from core.facts.edits import (
    AddRow,
    Edit,
    LinkRow,
    MergeCells,
    MoveRow,
    RemoveRow,
    SetPrinted,
    SetReport,
    SetSetting,
    SetValue,
    SetYear,
    SplitCells,
)
from core.facts.model import UNIT, Chapter, Placement, Ref, Snapshot
from core.facts.values import Kind
from core.forms.library import Library
from core.forms.pack import Pack
from core.paths import resources
from core.storage.datafile import load, save, save_file
from core.storage.notes import INFORMATION

PACKS = Path(__file__).resolve().parent.parent / "packs_small"
LIBRARY = Library(PACKS)
PACK = LIBRARY.pack("test-xian")
OWN = Library()


def canonical(pack: Pack, snapshot: Snapshot) -> dict[str, Any]:
    """Everything in a package, with rows and merged cells named by their places, not their ids."""
    names = {row: row_text(snapshot, row) for row in snapshot.rows}
    entered = {}
    for holder, held in snapshot.entered.items():
        for key, value in held.items():
            concept = pack.concept(snapshot.path_of(holder), key.name)
            is_link = concept is not None and concept.kind is Kind.LINK
            entered[ref_text(snapshot, Ref(*key, holder))] = (
                names.get(value.raw, value.raw) if is_link else value.raw
            )
    return {
        "head": (snapshot.pack, snapshot.year, dict(snapshot.settings), snapshot.report),
        "entered": entered,
        "computed": {
            ref_text(snapshot, Ref(*key, holder)): (value.state, value.data, value.note)
            for holder, held in snapshot.computed.items()
            for key, value in held.items()
        },
        "rows": sorted(names.values()),
        "groups": sorted(
            (group.field, tuple(names[row] for row in group.rows))
            for group in snapshot.groups.values()
        ),
        "printed": {
            placement_text(snapshot, place): value.raw for place, value in snapshot.printed.items()
        },
        "explanations": {
            (rule, tuple(placement_text(snapshot, cell) for cell in cells)): note
            for (rule, cells), note in snapshot.explanations.items()
        },
    }


def assert_round_trip(pack: Pack, library: Library, snapshot: Snapshot) -> None:
    text = save(snapshot, pack)
    loaded = load(text, library)
    again = loaded.document.snapshot
    assert canonical(pack, again) == canonical(pack, snapshot)
    assert save(again, pack) == text


# ---------------------------------------------------------------- anything done to it

RAWS = st.one_of(
    st.sampled_from(
        [
            *("0", "927.00", "5", "-3.5", "1e3", "01", "1,234.50", "+2", "85%", " 5.0 ", "12万"),
            *("无", "—", "〃", " 〃 ", "≥｜95｜%", "｜95｜", "｜｜", "≥95%", "{年}", "null"),
            *("", " ", "\n", 'a"b\\', "项目[1]", "9" * 30, "2024年3月1日", "13800000001"),
        ]
    ),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=6),
)
NUMBER = st.integers(0, 30)
KINDS = ("value", "row", "own row", "remove", "move", "merge", "split", "link", "print", "misc")
STEPS = st.lists(
    st.tuples(st.sampled_from(KINDS), NUMBER, NUMBER, NUMBER, RAWS), min_size=1, max_size=25
)


def picked(items: Any, number: int) -> Any:
    items = list(items)
    return items[number % len(items)] if items else None


def edit_of(document: Document, step: tuple[str, int, int, int, str]) -> Edit | None:
    """The edit a step means for the package as it is now; None when there is nothing to do."""
    kind, first, second, third, raw = step
    snapshot = document.snapshot
    row = picked((UNIT, *snapshot.rows), first)
    path = snapshot.path_of(row)
    fields = PACK.table(path).fields if row else PACK.words.concepts
    concept = picked(fields.values(), second)
    siblings = snapshot.siblings(snapshot.rows[row].table, snapshot.rows[row].owner) if row else ()
    holder = holder_of(snapshot, PACK, row, concept.id)
    ref = Ref(concept.id, picked(concept.aspects or ("",), third), holder)
    match kind:
        case "value" if concept.kind is not Kind.LINK:
            return SetValue(ref, raw)
        case "row":
            table = picked(("项目", "项目清单", "绩效指标"), first)
            return AddRow(table, at=second, joins=third % 3)
        case "own row" if path == "项目":
            return AddRow(picked(("绩效指标", "资金来源"), second), row, joins=third % 3)
        case "remove" if row:
            return RemoveRow(row)
        case "move" if row:
            return MoveRow(row, second % len(siblings))
        case "merge" if row and concept.kind is not Kind.LINK:
            at = siblings.index(row)
            return MergeCells(concept.id, siblings[at : at + 2 + third % 3])
        case "split":
            group = picked(snapshot.groups, first)
            return SplitCells(group) if group else None
        case "link":
            line = picked(snapshot.siblings("项目清单"), first)
            to = picked((None, "无", *snapshot.siblings("项目")), second)
            if line is None:
                return None
            link = Ref("项目表", "", line)
            return SetValue(link, "无") if to == "无" else LinkRow(link, to)
        case "print":
            places = PACK.places.get((path, ref.name, ref.aspect), ())[1:]
            form = picked(places, second)
            return SetPrinted(Placement(form, ref), raw) if form else None
        case "misc":
            edits: list[Edit] = [
                SetPrinted(Placement("整体自评表", Ref("三公经费", "决算"), 2), raw),
                SetSetting("空白印法", raw),
                SetSetting("执行率分值", "20.0"),
                SetSetting("评价等级", "优秀 90、差 0"),
                SetSetting("金额单位", "元"),
                SetYear(2021 + second),
                SetReport((Chapter(raw, "一。\n二。"), Chapter("", raw))),
                SetValue(Ref("单位名称"), raw),
            ]
            return picked(edits, first)
    return None


@given(STEPS)
def test_any_package_comes_back_the_same(steps: list[tuple[str, int, int, int, str]]) -> None:
    document = Document.blank(PACK, 2024, "某局")
    for step in steps:
        edit = edit_of(document, step)
        if edit is None:
            continue
        try:
            document.apply(edit)
        except ZipingtongError:
            continue  # what the document refuses has not happened
    assert_round_trip(PACK, LIBRARY, document.snapshot)


# ---------------------------------------------------------------- what the program ships


@pytest.mark.parametrize("name", OWN.names())
def test_a_new_report_of_every_pack_comes_back_the_same(name: str) -> None:
    pack = OWN.pack(name)
    document = Document.blank(pack, pack.head.from_year, "某某局")
    assert_round_trip(pack, OWN, document.snapshot)
    assert load(save(document, pack), OWN).notes == ()


@pytest.mark.parametrize("path", sorted((resources() / "samples").glob("*.json")), ids=str)
def test_every_sample_comes_back_the_same(path: Path) -> None:
    loaded = load(path, OWN)
    assert [str(note) for note in loaded.notes if note.code != INFORMATION] == []
    assert_round_trip(loaded.document.pack, OWN, loaded.document.snapshot)


def test_chapters_of_two_reports_come_back_to_theirs() -> None:
    pack = OWN.pack("hunan-zhijiang")
    document = Document.blank(pack, 2023, "某某局")
    second = pack.reports[1].id
    chapters = (
        Chapter("部门概况", "甲"),
        Chapter("项目概况", "", second),
        Chapter("", "乙", second),
    )
    document.apply(SetReport(chapters))
    assert_round_trip(pack, OWN, document.snapshot)


def test_the_example_of_the_help_is_a_good_file() -> None:
    loaded = load(resources() / "help" / "example.json", OWN)
    assert [str(note) for note in loaded.notes] == []
    snapshot = loaded.document.snapshot
    assert len(snapshot.entered) > 10 and snapshot.printed and snapshot.report
    assert_round_trip(loaded.document.pack, OWN, snapshot)


def test_a_saved_file_is_read_from_its_path(tmp_path: Path) -> None:
    document = Document.blank(PACK, 2024, "某局")
    target = tmp_path / "数据.json"
    save_file(target, document, PACK)
    assert target.read_text(encoding="utf-8") == save(document.snapshot, PACK)
    loaded = load(target, LIBRARY)
    assert loaded.notes == ()
    assert canonical(PACK, loaded.document.snapshot) == canonical(PACK, document.snapshot)
