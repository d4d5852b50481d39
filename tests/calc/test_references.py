"""References: one spelling for every fact and place, found again, with helpful mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.calc.references import (
    find_in_form,
    find_placement,
    find_ref,
    find_row,
    placement_text,
    ref_text,
    row_text,
)
from core.calc.view import holder_of
from core.document.document import Document
from core.errors import ZipingtongError
from core.facts.edits import AddRow, MergeCells
from core.facts.model import UNIT, Placement, Ref, Snapshot
from core.forms.library import Library
from core.forms.pack import Pack

PACKS = Path(__file__).resolve().parent.parent / "packs_small"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return Library(PACKS).pack("test-xian")


@pytest.fixture(scope="module")
def snapshot(pack: Pack) -> Snapshot:
    document = Document.blank(pack, 2024, "某局")
    for name in ("甲", "乙"):
        document.apply(AddRow("项目", cells={"项目名称": name}))
        document.apply(AddRow("项目清单", cells={"项目名称": name}))
    rows = document.snapshot.siblings("绩效指标")
    document.apply(MergeCells("得分", rows[1:3]))
    return document.snapshot


def refs(pack: Pack, snapshot: Snapshot) -> set[Ref]:
    """Every fact of the package, shown or not."""
    found = set()
    for row in (UNIT, *snapshot.rows):
        path = snapshot.path_of(row)
        concepts = pack.table(path).fields if row else pack.words.concepts
        for concept in concepts.values():
            holder = holder_of(snapshot, pack, row, concept.id)
            found |= {Ref(concept.id, aspect, holder) for aspect in concept.aspects or ("",)}
    return found


def test_every_fact_has_its_own_text_and_is_found_by_it(pack: Pack, snapshot: Snapshot) -> None:
    texts = {ref_text(snapshot, ref): ref for ref in refs(pack, snapshot)}
    assert len(texts) == len(refs(pack, snapshot)) > 300
    for text, ref in texts.items():
        assert find_ref(snapshot, pack, text) == ref


def test_every_row_is_found_by_its_text(pack: Pack, snapshot: Snapshot) -> None:
    for row in snapshot.rows:
        assert find_row(snapshot, pack, row_text(snapshot, row)) == row


def test_every_place_has_its_own_text_and_is_found_by_it(pack: Pack, snapshot: Snapshot) -> None:
    places = {
        Placement(form, ref)
        for ref in refs(pack, snapshot)
        for form in pack.places.get((snapshot.path_of(ref.holder), ref.name, ref.aspect), ())
    }
    places.add(Placement("整体自评表", Ref("三公经费", "决算"), 2))
    assert len({placement_text(snapshot, place) for place in places}) == len(places) > 50
    for place in places:
        assert find_placement(snapshot, pack, placement_text(snapshot, place)) == place


@pytest.mark.parametrize(
    "text",
    [
        "三公经费@决算",
        "编制数",
        "「“两新”支出」@决算",
        "项目[2].年度资金总额@决算",
        "项目[2]/绩效指标[1].三级指标",
        "项目[2]/项目共性[合规].得分",
        "共性指标[在职].得分",
        "共性指标[「2」].得分",
        "绩效指标[2].得分",
    ],
)
def test_canonical_spelling(pack: Pack, snapshot: Snapshot, text: str) -> None:
    assert ref_text(snapshot, find_ref(snapshot, pack, text)) == text


@pytest.mark.parametrize(
    ("loose", "canonical"),
    [
        ("单位.编制数", "编制数"),
        (" 三公经费 @ 决算 ", "三公经费@决算"),
        ("三公经费＠决算", "三公经费@决算"),
        ("“两新”支出@决算", "「“两新”支出」@决算"),
        ("「三公经费」@「决算」", "三公经费@决算"),
        ("项目［２］．项目名称", "项目[2].项目名称"),
        ("绩效指标[3].得分", "绩效指标[2].得分"),  # merged with the row above
        ("绩效指标[2].分值", "绩效指标[1].分值"),  # one cell per 一级指标
        ("共性指标[1].得分", "共性指标[在职].得分"),
        ("共性指标[2].得分", "共性指标[「2」].得分"),  # the key goes before the place
        ("共性指标[社会].得分", "共性指标[经济].得分"),
    ],
)
def test_other_spellings(pack: Pack, snapshot: Snapshot, loose: str, canonical: str) -> None:
    assert ref_text(snapshot, find_ref(snapshot, pack, loose)) == canonical


def test_names_with_closing_quotes_can_be_written() -> None:
    snapshot = Snapshot("p", 2024)
    assert ref_text(snapshot, Ref("甲」乙")) == "「甲」」乙」"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("三公经", "三公经费"),
        ("三公经费", "要写明口径"),
        ("三公经费@年决算", "上年决算"),
        ("编制数@决算", "不分口径"),
        ("部门名称", "它在这里叫“单位名称”"),
        ("绩效指标", "它是行表，要写明第几行和哪一栏，如 绩效指标[1].一级指标"),
        ("本行.分值", "“本行”"),
        ("绩效指标[9].得分", "现在只有 3 行"),
        ("绩效指标[甲].得分", "第几行"),
        ("绩效指标[0].得分", "没有第 0 行"),
        ("绩效指标[1].得份", "得分"),
        ("绩效指标[1].编制数", "单位.编制数"),
        ("绩效指标[1]", "没有写是哪一栏"),
        ("绩效指际[1].得分", "绩效指标"),
        ("项目[1]/项目清单[1].支出", "“项目”下面没有“项目清单”"),
        ("主要任务[1].任务名称", "还没有行"),
        ("共性指标[社汇].得分", "在职、经济、社会、2"),
        ("", "不是规范的指标写法"),
        ("@", "不是规范的指标写法"),
        ("三公经费@决算@决算", "不是规范的指标写法"),
        ("绩效指标[1.得分", "不是规范的指标写法"),
        ("「三公经费", "不是规范的指标写法"),
    ],
)
def test_mistakes_in_references(pack: Pack, snapshot: Snapshot, text: str, says: str) -> None:
    with pytest.raises(ZipingtongError) as caught:
        find_ref(snapshot, pack, text)
    assert caught.value.code == "E310"
    assert caught.value.remedy
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("三公经费@决算", "没有写明是哪张表"),
        ("整体自评:三公经费@决算", "整体自评表"),
        ("整体自评表:三公经费@年初预算", "它在：基础数据表"),
        ("整体自评表:三公经费@上年年初预算", "都没有这一格"),
        ("整体自评表:三公经费@决算#3", "只有 2 处"),
        ("整体自评表:编制数", "它在：基础数据表"),
        ("基础数据表:编制数#2", "请去掉 #"),
        ("整体自评表:三公经费@决算#", "不是规范"),
        ("整体自评表:三公经费@决算#0", "不是规范"),
        ("整体自评表:三公经费@决算#2.", "不是规范"),
    ],
)
def test_mistakes_in_places(pack: Pack, snapshot: Snapshot, text: str, says: str) -> None:
    with pytest.raises(ZipingtongError) as caught:
        find_placement(snapshot, pack, text)
    assert caught.value.code == "E310"
    assert caught.value.remedy
    assert says in str(caught.value)


def test_a_unit_fact_is_shown_once_on_every_copy_of_a_form(pack: Pack, snapshot: Snapshot) -> None:
    place = find_in_form(snapshot, pack, "项目自评表", "单位名称#2")
    assert place == Placement("项目自评表", Ref("单位名称"), 2)
    with pytest.raises(ZipingtongError, match="只有 2 处"):
        find_in_form(snapshot, pack, "项目自评表", "单位名称#3")


def test_messages_stay_short(pack: Pack, snapshot: Snapshot) -> None:
    for text in ("长" * 100_000, "长" * 900, "「" * 900, "绩效指标[" + "9" * 500 + "].得分"):
        with pytest.raises(ZipingtongError) as caught:
            find_ref(snapshot, pack, text)
        assert len(str(caught.value)) < 300


def test_a_row_is_no_fact(pack: Pack, snapshot: Snapshot) -> None:
    for text in ("绩效指标[1].得分", "绩效指标", "绩效指标[1]x"):
        with pytest.raises(ZipingtongError):
            find_row(snapshot, pack, text)
