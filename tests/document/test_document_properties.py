"""Random edits: incremental = full recompute, undo takes everything back, snapshots stay."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.document.document import Document, recompute_all
from core.errors import ZipingtongError
from core.facts.edits import (
    AddRow,
    CopyRow,
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
    Together,
)
from core.facts.model import UNIT, Chapter, Placement, Ref, Snapshot
from tests.support import assert_whole, pack_of

PACK = pack_of("small")
TEXTS = st.sampled_from(
    ["", "0", "12.5", "927.00", "80%", "１２", "—", "坏的", "≥95%", "不断加强", "5元", "3"]
)


@st.composite
def edits(draw: st.DrawFn, snapshot: Snapshot) -> Edit:
    """An edit that makes sense, more or less, in this state."""
    rows = sorted(snapshot.rows)
    groups = sorted(snapshot.groups)
    holders = [UNIT, *rows, *groups]
    kind = draw(st.integers(0, 13))
    row = draw(st.sampled_from(rows))
    if kind <= 4:
        return SetValue(draw(_refs(snapshot, draw(st.sampled_from(holders)))), draw(TEXTS))
    if kind == 5:
        table, owner = draw(st.sampled_from(sorted(snapshot.order)))
        if not any(owner == "" and t == "项目" for t, owner in snapshot.order):
            table, owner = draw(st.sampled_from([("项目", ""), ("项目清单", "")]))
        at = draw(st.none() | st.integers(0, 5))
        return AddRow(table, owner, at, draw(st.none() | st.integers(0, 2)))
    if kind == 6:
        return RemoveRow(row)
    if kind == 7:
        return MoveRow(row, draw(st.integers(0, 5)))
    if kind == 8:
        return CopyRow(row)
    if kind == 9:
        table, owner = draw(st.sampled_from(sorted(snapshot.order)))
        ids = snapshot.siblings(table, owner)
        first = draw(st.integers(0, len(ids) - 1))
        chosen = ids[first : first + draw(st.integers(1, 3))]
        fields = sorted(PACK.words.tables[table].fields)
        return MergeCells(draw(st.sampled_from(fields)), tuple(chosen))
    if kind == 10:
        return SplitCells(draw(st.sampled_from(groups or ["g0"])))
    if kind == 11:
        targets = [None, *snapshot.siblings("项目")]
        lines = snapshot.siblings("项目清单") or (row,)
        return LinkRow(
            Ref("项目表", "", draw(st.sampled_from(lines))), draw(st.sampled_from(targets))
        )
    if kind == 12:
        ref = draw(_refs(snapshot, draw(st.sampled_from(holders))))
        return SetPrinted(Placement("自评表", ref), draw(st.none() | TEXTS))
    return draw(
        st.sampled_from(
            [
                SetSetting("金额单位", "元"),
                SetSetting("金额单位", None),
                SetSetting("执行率分值", "20"),
                SetYear(2024),
                SetReport((Chapter("一、概况", "正文"),)),
                Together((AddRow("项目清单"), AddRow("项目")), "一起"),
            ]
        )
    )


@st.composite
def _refs(draw: st.DrawFn, snapshot: Snapshot, holder: str) -> Ref:
    path = snapshot.path_of(holder)
    if not path:
        concepts = list(PACK.words.concepts.values())
    else:
        concepts = list(PACK.words.tables[path.rsplit("/", 1)[-1]].fields.values())
    concept = draw(st.sampled_from(concepts))
    aspect = draw(st.sampled_from(concept.aspects)) if concept.aspects else ""
    return Ref(concept.id, aspect, holder)


def try_apply(document: Document, edit: Edit) -> bool:
    """Apply; an edit that cannot be done must leave everything as it was."""
    before = document.snapshot
    try:
        return bool(document.apply(edit).changes)
    except ZipingtongError:
        assert document.snapshot is before
        return False


def started() -> Document:
    document = Document.blank(PACK, 2023, "某局")
    for edit in (AddRow("项目清单"), AddRow("项目清单"), AddRow("项目"), AddRow("项目")):
        document.apply(edit)
    return document


@given(st.data())
def test_incremental_equals_full_and_the_document_stays_whole(data: st.DataObject) -> None:
    document = started()
    for _ in range(data.draw(st.integers(1, 12))):
        try_apply(document, data.draw(edits(document.snapshot)))
        assert_whole(PACK, document.snapshot)
        assert recompute_all(PACK, document.snapshot) == document.snapshot


@given(st.data())
def test_undo_takes_back_and_redo_does_again(data: st.DataObject) -> None:
    document = started()
    states = [document.snapshot]
    for _ in range(data.draw(st.integers(1, 12))):
        if try_apply(document, data.draw(edits(document.snapshot))):
            states.append(document.snapshot)
    for state in reversed(states[:-1]):
        change = document.undo()
        assert change is not None and change.changes
        assert document.snapshot == state
    for state in states[1:]:
        document.redo()
        assert document.snapshot == state
    assert document.redo() is None


@given(st.data())
def test_an_old_snapshot_is_never_touched(data: st.DataObject) -> None:
    document = started()
    old = document.snapshot
    frozen = copy.deepcopy({name: _plain(getattr(old, name)) for name in Snapshot.__slots__})
    for _ in range(data.draw(st.integers(1, 10))):
        try_apply(document, data.draw(edits(document.snapshot)))
    assert {name: _plain(getattr(old, name)) for name in Snapshot.__slots__} == frozen


def _plain(part: object) -> object:
    if hasattr(part, "items"):
        return {key: _plain(value) for key, value in part.items()}
    return part


def test_a_snapshot_cannot_be_written_to() -> None:
    snapshot = started().snapshot
    with pytest.raises(AttributeError):
        snapshot.year = 2030  # type: ignore[misc]
    for part in (snapshot.entered, snapshot.rows, snapshot.groups, snapshot.entered[UNIT]):
        with pytest.raises(TypeError):
            part["x"] = 1  # type: ignore[index]


@given(st.data())
def test_the_change_set_names_every_fact_that_is_different(data: st.DataObject) -> None:
    document = started()
    for _ in range(data.draw(st.integers(1, 8))):
        before = document.snapshot
        edit = data.draw(edits(before))
        try:
            change = document.apply(edit)
        except ZipingtongError:
            continue
        after = document.snapshot
        if change.structure:
            continue  # rows came or went: everything that shows them is made anew
        held = {
            h: set(before.entered.get(h, ())) | set(before.computed.get(h, ()))
            for h in {*before.entered, *before.computed, *after.entered, *after.computed}
        }
        for holder, keys in held.items():
            keys |= set(after.entered.get(holder, ())) | set(after.computed.get(holder, ()))
            for key in keys:
                ref = Ref(*key, holder)
                if before.value(ref) != after.value(ref):
                    assert ref in change.facts
