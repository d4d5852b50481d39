"""Trace and compare: why a number is here, and whether two values agree."""

from __future__ import annotations

import pytest

from core.calc.compare import agree
from core.calc.trace import trace
from core.document.document import Document
from core.facts.edits import AddRow, LinkRow, SetPrinted, SetValue
from core.facts.model import Placement, Ref
from core.facts.reading import read
from core.facts.values import BLANK, Kind, known
from core.numbers import CONTEXT
from tests.support import pack_of

PACK = pack_of("small")


def test_a_sum_is_traced_down_to_what_was_typed() -> None:
    document = Document.blank(PACK, 2023)
    for name, raw in (("公务用车购置和维护经费", "1.36"), ("公务接待费", "1.49")):
        document.apply(SetValue(Ref(name, "决算"), raw))
    step = trace(PACK, document.snapshot, Ref("三公经费", "决算"))
    assert step.rule == "B2.三公组成"
    assert step.numbers == "1.36 + 空 + 1.49"
    assert step.text(step.value) == "2.85"
    assert step.forms == ("基础表", "自评表")
    assert [part.name for part in step.inputs] == [
        "公务用车购置和维护经费（决算）",
        "因公出国经费（决算）",
        "公务接待费（决算）",
    ]
    assert not step.inputs[0].rule and step.inputs[0].entered.raw == "1.36"


def test_entered_beside_computed_and_printed() -> None:
    document = Document.blank(PACK, 2023)
    ref = Ref("三公经费", "年初预算")
    document.apply(SetValue(Ref("公务接待费", "年初预算"), "10.77"))
    document.apply(SetValue(ref, "1.08"))
    step = trace(PACK, document.snapshot, ref)
    assert (step.entered.raw, step.text(step.computed)) == ("1.08", "10.77")
    assert step.value is step.entered
    place = Placement("自评表", Ref("三公经费", "决算"))
    document.apply(SetPrinted(place, ""))
    step = trace(PACK, document.snapshot, place.ref)
    assert [(p, v.raw) for p, v in step.printed] == [(place, "")]


def test_columns_links_and_the_units_facts_are_followed() -> None:
    document = Document.blank(PACK, 2023)
    document.apply(AddRow("项目", cells={"项目名称": "甲"}))
    project = document.snapshot.siblings("项目")[0]
    sources = document.snapshot.siblings("资金来源", project)
    document.apply(SetValue(Ref("金额", "决算", sources[0]), "30"))
    document.apply(SetValue(Ref("金额", "决算", sources[1]), "6.67"))
    document.apply(AddRow("项目清单", cells={"项目名称": "甲"}))
    line = document.snapshot.siblings("项目清单")[0]
    document.apply(LinkRow(Ref("项目表", "", line), project))
    step = trace(PACK, document.snapshot, Ref("项目支出", "决算"))
    assert step.numbers == "36.67"
    below = step.inputs[0]
    assert below.name == "“甲”的支出（决算）" and below.rule == "X5.清单与自评表"
    total = below.inputs[0]
    assert total.name == "“甲”的年度资金总额（决算）"
    assert total.numbers == "30 + 6.67"


@pytest.mark.parametrize(
    ("kind", "written", "exact", "same"),
    [
        (Kind.RATIO, "96%", "0.962038", True),
        (Kind.RATIO, "96.2%", "0.962038", True),
        (Kind.RATIO, "96.3%", "0.962038", False),
        (Kind.RATIO, "63.00%", "0.6302", False),
        (Kind.MONEY, "927", "927.00", True),
        (Kind.MONEY, "564.62", "564.63", False),
        (Kind.MONEY, "0", "0.00", True),
    ],
)
def test_values_agree_at_the_decimals_written(
    kind: Kind, written: str, exact: str, same: bool
) -> None:
    number = CONTEXT.create_decimal(exact)
    assert agree(read(written, kind), known(number)) is same


def test_texts_and_blanks() -> None:
    assert agree(read("优秀", Kind.CHOICE), read(" 优秀 ", Kind.CHOICE))
    assert not agree(read("91", Kind.CHOICE), read("优秀", Kind.CHOICE))
    assert not agree(BLANK, read("2.85", Kind.MONEY))
    assert agree(BLANK, BLANK)
