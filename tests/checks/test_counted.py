"""Counted: what is remembered from one look to the next equals a fresh count."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checks.counted import Counted
from core.checks.desk import Desk
from core.checks.progress import progress
from core.document.document import Document
from core.errors import ZipingtongError
from core.facts.edits import AddRow, ChangeSet, SetValue
from core.facts.model import UNIT, Ref
from core.forms.library import Library
from core.paths import resources
from core.storage.datafile import load
from tests.document.test_document_properties import PACK, edits

SAMPLES = sorted(path.stem for path in (resources() / "samples").glob("*.json"))
TEXTS = ("", "0", "12.5", "无", "≥95%", "不适用", "是", "否")


@given(st.data())
def test_a_count_after_edits_equals_a_fresh_one(data: st.DataObject) -> None:
    document = Document.blank(PACK, 2024)
    counted = Counted(PACK)
    counted.look(Desk(PACK, document.snapshot), None)
    changes: list[ChangeSet] = []
    for _ in range(data.draw(st.integers(1, 8))):
        with contextlib.suppress(ZipingtongError):
            changes.append(document.apply(data.draw(edits(document.snapshot))))
        if data.draw(st.booleans()):
            desk = Desk(PACK, document.snapshot)
            assert counted.look(desk, changes) == progress(desk)
            changes = []
    desk = Desk(PACK, document.snapshot)
    assert counted.look(desk, changes) == progress(desk)


@pytest.mark.parametrize("name", SAMPLES)
def test_on_the_samples_too(name: str) -> None:
    document = load(resources() / "samples" / f"{name}.json", Library()).document
    pack, snapshot = document.pack, document.snapshot
    counted = Counted(pack)
    assert counted.look(Desk(pack, snapshot), None) == progress(Desk(pack, snapshot))
    typed = [
        Ref(key.name, key.aspect, holder)
        for holder in snapshot.entered
        for key in snapshot.entered[holder]
    ]
    assert any(ref.holder == UNIT for ref in typed)
    for number, ref in enumerate(typed[:: max(1, len(typed) // 120)]):
        try:
            change = document.apply(SetValue(ref, TEXTS[number % len(TEXTS)]))
        except ZipingtongError:
            continue
        desk = Desk(pack, document.snapshot)
        assert counted.look(desk, [change]) == progress(desk), ref


def test_a_fact_of_the_unit_that_stands_on_a_project_form_counts_there() -> None:
    document = Document.blank(PACK, 2024)
    added = document.apply(AddRow("项目"))
    counted = Counted(PACK)
    counted.look(Desk(PACK, document.snapshot), [added])
    named = document.apply(SetValue(Ref("单位名称"), "某局"))
    desk = Desk(PACK, document.snapshot)
    assert counted.look(desk, [named]) == progress(desk)
