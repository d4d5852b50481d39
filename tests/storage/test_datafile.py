"""Data files: what cannot be used is refused with every mistake, the rest is noted and loaded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.document.document import Document
from core.errors import Mistake, Unreadable
from core.facts.model import Chapter, Placement, Ref
from core.facts.values import Kind
from core.forms.library import Library
from core.storage.datafile import Loaded, load, save

PACKS = Path(__file__).resolve().parent.parent / "packs_small"
LIBRARY = Library(PACKS)
PACK = LIBRARY.pack("test-xian")


def text(**sections: Any) -> str:
    return json.dumps({"pack": "test-xian", "year": 2024, **sections}, ensure_ascii=False)


def noted(**sections: Any) -> list[tuple[str, str]]:
    """Code and place of every note of a file with these sections."""
    notes = load(text(**sections), LIBRARY).notes
    assert all(note.remedy and note.line == 1 for note in notes)
    return [(note.code, note.place) for note in notes]


def only(**sections: Any) -> Mistake:
    [note] = load(text(**sections), LIBRARY).notes
    return note


def raw(loaded: Loaded, name: str, aspect: str = "") -> str:
    return loaded.document.snapshot.entered_value(Ref(name, aspect)).raw


def refused(source: str | Path) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        load(source, LIBRARY)
    assert caught.value.mistakes
    assert all(mistake.remedy for mistake in caught.value.mistakes)
    return caught.value


# ---------------------------------------------------------------- files that cannot be used


@pytest.mark.parametrize(
    ("source", "code", "says"),
    [
        ("", "D001", "空的"),
        ("[1]", "D008", "花括号"),
        ('{"pack": "test-xian",\n "year": 2024,}', "D001", "第2行"),
        ('{"pack": "test-xian", "year": 2024, "year": 2025}', "D002", "year"),
        ('{"pack": "test-xian", "year": 2024, "facts": {"编制数": NaN}}', "D003", "NaN"),
        ('{"pack": "test-xian", "year": 2024, "facts": {"编制数": 1e999}}', "D003", "1e999"),
        ('{"year": 2024}', "D010", "没有写是哪个模板包"),
        ('{"pack": 5, "year": 2024}', "D010", "应当是模板包的编号"),
        ('{"pack": "test-xiam", "year": 2024}', "D010", "“test-xian”"),
        ('{"pack": "test-xian"}', "D012", "没有写年度"),
        ('{"pack": "test-xian", "year": "2024"}', "D012", "不加引号"),
        ('{"pack": "test-xian", "year": 2024.0}', "D012", "2024.0"),
        ('{"pack": "test-xian", "year": 1989}', "D012", "1990 到 2100"),
        ('{"pack": "test-xian", "year": 2101}', "D012", "1990 到 2100"),
        ('{"pack": "test-xian", "year": null}', "D012", "年度不对"),
        ('{"a": ' * 5000, "D005", "太深"),
    ],
)
def test_refused(source: str, code: str, says: str) -> None:
    error = refused(source)
    assert error.code == code
    assert says in str(error)
    assert len(str(error)) < 400


def test_everything_wrong_is_told_at_once() -> None:
    source = """\
{"pack": "test-xian", "year": "2024",
 "facts": {"编制数": 1, "编制数": 2, "编制": 3},
 "extra": 1}
"""
    error = refused(source)
    assert "有 4 处错误" in error.says
    assert [(mistake.code, mistake.line) for mistake in error.mistakes] == [
        ("D012", 1),
        ("D002", 2),
        ("D102", 2),
        ("D101", 3),
    ]


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    assert "没有" in refused(tmp_path / "无.json").says
    assert "文件夹" in refused(tmp_path).says
    assert refused(tmp_path / "a\0b").code == "D009"
    ansi = tmp_path / "旧.json"
    ansi.write_bytes('{"pack": "测试"}'.encode("gb18030"))
    error = refused(ansi)
    assert (error.code, error.mistakes[0].file) == ("D007", "旧.json")


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    assert "没有读的权限" in refused(tmp_path / "a.json").says


def test_a_pack_with_mistakes_is_named_with_them(tmp_path: Path) -> None:
    (tmp_path / "bad-xian").mkdir()
    (tmp_path / "bad-xian" / "pack.toml").write_text('id = "bad-xian"\n', encoding="utf-8")
    with pytest.raises(Unreadable) as caught:
        load('{"pack": "bad-xian", "year": 2024}', Library(tmp_path))
    codes = {mistake.code for mistake in caught.value.mistakes}
    assert "D011" in codes and any(code.startswith("P") for code in codes)


def test_byte_order_mark_and_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"\xef\xbb\xbf" + b'{"pack": "test-xian",\n"year": 2024,\n"fact": {}}')
    [note] = load(path, LIBRARY).notes
    assert (note.file, note.line, note.place) == ("a.json", 3, "fact")


def test_every_note_has_its_line_in_the_order_of_the_file() -> None:
    source = """{"pack": "test-xian", "year": 2024,
 "report": 5,
 "unit": "{[\\"某局\\\\",
 "rows": {"项目清单": [
   {"项目名称": "x}]",
    "支出": {"决算": [1,
     {"a": "\\""}]}},
   {"项目名称":
     {"b": 1}}],
  "\\u7ee9效": []},
 "facts": {"三公经费": {
   "年决算": 5}}}"""
    notes = load(source, LIBRARY).notes
    assert [(note.line, note.place) for note in notes] == [
        (2, "report"),
        (6, "rows.项目清单[1].支出.决算"),
        (8, "rows.项目清单[2].项目名称"),
        (10, "rows.绩效"),
        (12, "facts.三公经费.年决算"),
    ]


# ---------------------------------------------------------------- values


def test_values_are_kept_as_written() -> None:
    source = """{"pack": "test-xian", "year": 2024, "unit": "某局",
      "facts": {"编制数": 41.0, "在职人数": "41人", "三公经费": {"上年决算": 9.950, "决算": 1E2,
       "年初预算": null}, "说明": " 两行\\n文字 ", "联系电话": 13800000001}}"""
    loaded = load(source, LIBRARY)
    assert loaded.notes == ()
    assert raw(loaded, "单位名称") == "某局"
    assert raw(loaded, "编制数") == "41.0"
    assert raw(loaded, "在职人数") == "41人"
    assert raw(loaded, "三公经费", "上年决算") == "9.950"
    assert raw(loaded, "三公经费", "决算") == "100"
    assert raw(loaded, "说明") == " 两行\n文字 "
    assert raw(loaded, "联系电话") == "13800000001"
    blank = Ref("三公经费", "年初预算")
    assert loaded.document.snapshot.entered_value(blank).is_blank
    assert "年初预算" not in save(loaded.document, PACK)


def test_numbers_are_saved_as_numbers_only_where_that_keeps_them() -> None:
    source = text(
        facts={"编制数": "41", "在职人数": "041", "说明": "41", "三公经费": {"决算": "-0.50"}}
    )
    saved = save(load(source, LIBRARY).document, PACK)
    assert '"编制数": 41,' in saved and '"在职人数": "041"' in saved
    assert '"说明": "41"' in saved and '"决算": -0.50' in saved


def test_the_order_of_a_saved_file() -> None:
    source = text(
        facts={"填表人": "某某", "在职人数": 3, "三公经费": {"决算": 1, "上年决算": 2}}, unit="某局"
    )
    saved = json.loads(save(load(source, LIBRARY).document, PACK))
    assert list(saved) == [
        *("pack", "year", "unit", "settings", "facts", "rows", "printed", "report")
    ]
    assert list(saved["facts"]) == ["三公经费", "在职人数", "填表人"]
    assert list(saved["facts"]["三公经费"]) == ["上年决算", "决算"]


def test_settings_are_read_before_the_figures() -> None:
    source = text(facts={"三公经费": {"决算": "1.5万元"}}, settings={"金额单位": "元"})
    snapshot = load(source, LIBRARY).document.snapshot
    assert snapshot.value(Ref("三公经费", "决算")).number == 15000
    assert snapshot.settings == {"金额单位": "元"}


def test_settings_of_every_sort() -> None:
    source = """{"pack": "test-xian", "year": 2024, "settings": {"执行率分值": 20.0,
      "低执行率": "85%", "评价等级": [["优秀", 90], ["差", 0]], "空白印法": "",
      "大额变动": null}}"""
    loaded = load(source, LIBRARY)
    assert loaded.notes == ()
    assert loaded.document.snapshot.settings == {
        "执行率分值": "20.0",
        "低执行率": "85%",
        "评价等级": "优秀 90、差 0",
        "空白印法": "",
    }


def test_a_value_for_a_computed_cell_is_an_entered_one() -> None:
    source = text(facts={"编制数": 34, "在职人数": 29, "在职控制率": "85%"})
    snapshot = load(source, LIBRARY).document.snapshot
    assert snapshot.entered_value(Ref("在职控制率")).raw == "85%"


def test_the_report_as_chapters_or_as_one_text() -> None:
    chapters = {"chapters": [{"title": "一、概况", "text": "甲。"}, {"text": "乙。"}]}
    loaded = load(text(report=chapters), LIBRARY)
    assert loaded.document.snapshot.report == (Chapter("一、概况", "甲。"), Chapter("", "乙。"))
    loaded = load(text(report="全文。"), LIBRARY)
    assert loaded.document.snapshot.report == (Chapter("", "全文。"),)
    assert load(text(report=None), LIBRARY).document.snapshot.report == ()


def test_a_chapter_may_say_which_of_two_reports_it_belongs_to() -> None:
    library = Library()
    chapters = [
        {"title": "部门概况", "text": "甲。"},
        {"title": "项目概况", "text": "乙。", "report": "项目自评报告"},
        {"title": "附", "text": "丙。", "report": "项目自评报吿"},
    ]
    data = {"pack": "hunan-zhijiang", "year": 2023, "report": {"chapters": chapters}}
    loaded = load(json.dumps(data, ensure_ascii=False), library)
    kept = (
        Chapter("部门概况", "甲。"),
        Chapter("项目概况", "乙。", "项目自评报告"),
        Chapter("附", "丙。"),
    )
    assert loaded.document.snapshot.report == kept
    [note] = loaded.notes
    assert (note.code, note.place) == ("D102", "report.chapters[3].report")
    written = json.loads(save(loaded.document, loaded.document.pack))["report"]["chapters"]
    assert written == [*chapters[:2], {"title": "附", "text": "丙。"}]


def test_printed_values() -> None:
    printed = {"联系电话": None, "三公经费@决算": "", "三公经费@决算#2": 5.5, "单位.在职人数": "7"}
    loaded = load(text(printed={"整体自评表": printed}), LIBRARY)
    assert loaded.notes == ()
    shown = loaded.document.snapshot.printed
    assert {place: value.raw for place, value in shown.items()} == {
        Placement("整体自评表", Ref("联系电话")): "",
        Placement("整体自评表", Ref("三公经费", "决算")): "",
        Placement("整体自评表", Ref("三公经费", "决算"), 2): "5.5",
        Placement("整体自评表", Ref("在职人数")): "7",
    }


# ---------------------------------------------------------------- notes


@pytest.mark.parametrize(
    ("sections", "code", "place", "says"),
    [
        ({"fact": {}}, "D101", "fact", "“facts”"),
        ({"facts": {"三公经": 1}}, "D102", "facts.三公经", "“三公经费”"),
        ({"facts": {"部门名称": "x"}}, "D102", "facts.部门名称", "叫“单位名称”"),
        ({"facts": {"项目清单": []}}, "D102", "facts.项目清单", "行表"),
        ({"facts": {"三公经费": 5}}, "D103", "facts.三公经费", "分口径"),
        ({"facts": {"三公经费": {"年决算": 5}}}, "D103", "facts.三公经费.年决算", "“上年决算”"),
        ({"facts": {"编制数": True}}, "D104", "facts.编制数", "true"),
        ({"facts": {"编制数": [41]}}, "D104", "facts.编制数", "方括号"),
        ({"facts": {"编制数": {"决算": 41}}}, "D104", "facts.编制数", "花括号"),
        ({"facts": [1]}, "D104", "facts", "花括号"),
        ({"facts": {"说明": "长" * 30_001}}, "D105", "facts.说明", "前 30000 个字"),
        ({"facts": {"三公经费": {"全年预算": 5}}}, "D114", "facts.三公经费.全年预算", "没有"),
        ({"unit": ["某局"]}, "D104", "unit", "方括号"),
        ({"unit": "甲局", "facts": {"单位名称": "乙局"}}, "D112", "facts.单位名称", "“甲局”"),
        ({"year": 2019}, "D113", "year", "2020"),
        ({"settings": {"低执率": "90%"}}, "D102", "settings.低执率", "“低执行率”"),
        ({"settings": {"金额单位": "角"}}, "D108", "settings.金额单位", "万元、千元、元"),
        ({"settings": {"低执行率": "很低"}}, "D108", "settings.低执行率", "很低"),
        ({"settings": {"低执行率": [1]}}, "D108", "settings.低执行率", "写法不对"),
        ({"settings": {"低执行率": {"a": 1}}}, "D104", "settings.低执行率", "花括号"),
        (
            {"settings": {"评价等级": [["差", 0], ["优", 9]]}},
            "D108",
            "settings.评价等级",
            "从高到低",
        ),
        ({"printed": {"整体自评": {}}}, "D102", "printed.整体自评", "“整体自评表”"),
        ({"printed": {"整体自评表": 5}}, "D104", "printed.整体自评表", "5"),
        ({"report": {"章": 1}}, "D101", "report.章", "章"),
        ({"report": 5}, "D104", "report", "章节"),
        ({"report": {"chapters": ["一"]}}, "D104", "report.chapters[1]", "一章"),
        ({"report": {"chapters": [{"名": "一"}]}}, "D101", "report.chapters[1].名", "title"),
        ({"report": {"chapters": [{"text": []}]}}, "D104", "report.chapters[1].text", "方括号"),
    ],
)
def test_note(sections: dict[str, Any], code: str, place: str, says: str) -> None:
    note = only(**sections)
    assert (note.code, note.place) == (code, place)
    assert says in str(note)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("三公经费", "要写明口径"),
        ("三公经费@决算#3", "只有 2 处"),
        ("三公经", "“三公经费”"),
        ("绩效指标[4].得分", "只有 3 行"),
        ("编制数", "它在：基础数据表"),
        ("年度资金总额@决算", "就是填写"),
        ("绩效指标[1].得分", "就是填写"),
    ],
)
def test_note_on_a_printed_value(name: str, says: str) -> None:
    note = only(printed={"整体自评表": {name: 1}})
    assert note.code == "D111"
    assert says in str(note)


def test_a_place_printed_twice() -> None:
    note = only(printed={"整体自评表": {"在职人数": 5, "单位.在职人数": 6}})
    assert (note.code, note.place) == ("D112", "printed.整体自评表.「单位.在职人数」")


def test_notes_do_not_stop_the_rest() -> None:
    source = text(facts={"编制": 1, "编制数": [1], "在职人数": 29}, settings={"x": 1}, extra={})
    loaded = load(source, LIBRARY)
    assert len(loaded.notes) == 4
    assert raw(loaded, "在职人数") == "29"


def test_a_long_text_keeps_its_beginning() -> None:
    loaded = load(text(facts={"说明": "长" * 40_000}), LIBRARY)
    assert raw(loaded, "说明") == "长" * 30_000


# ---------------------------------------------------------------- hostile input


@pytest.mark.parametrize(
    "sections",
    [
        {"facts": {"说明": "长" * 10_000_000}},
        {"facts": {"长" * 1_000_000: 1}},
        {"facts": {f"三公经费{n}": 1 for n in range(20_000)}},
        {"facts": {"三公经费": {f"决{n}": 1 for n in range(20_000)}}},
        {"長" * 1_000_000: 1},
        {"rows": {"長" * 1_000_000: 1}},
        {"settings": {"金额单位": "元" * 1_000_000, "评价等级": "优 " * 1_000_000}},
        {"settings": {"评价等级": [["优", 90]] * 20_000}},
        {"printed": {"整体自评表": {"三" * 1_000_000: 1, "项目[1]/" * 100: 1, "「" * 900: 1}}},
        {"printed": {"表" * 1_000_000: {}}},
        {"report": {"chapters": [7] * 20_000}},
        {"rows": {"共性指标": {f"行{n}": 1 for n in range(20_000)}}},
    ],
)
def test_hostile_input_gives_short_notes(sections: dict[str, Any]) -> None:
    notes = load(text(**sections), LIBRARY).notes
    assert 0 < len(notes) <= 201
    assert max(len(str(note)) for note in notes) < 500


def test_very_many_notes_are_cut_with_a_word() -> None:
    notes = load(text(facts={f"甲{n}": 1 for n in range(1000)}), LIBRARY).notes
    assert len(notes) == 201
    assert notes[-1].code == "D199" and "800" in notes[-1].says


def test_an_unknown_pack_with_a_very_long_name() -> None:
    error = refused(json.dumps({"pack": "x" * 1_000_000, "year": 2024}))
    assert len(str(error)) < 400


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5000),
    st.sampled_from(
        ["〃", "无", "", "项目[1]", "95%", "≥95%", "三公经费@决算", {"文字": "〃"}, {"性质": "≥"}]
    ),
    st.text(max_size=4),
)
NAMES = st.one_of(
    st.sampled_from(
        [
            *("pack", "facts", "三公经费", "编制数", "决算", "性质", "文字", "key", "chapters"),
            *("绩效指标", "项目", "项目清单", "共性指标", "项目共性", "在职", "社会", "项目表"),
            *("一级指标", "二级指标", "分值", "得分", "年度指标值", "支出", "项目名称", "资金来源"),
            *("整体自评表", "三公经费@决算", "单位名称", "金额单位", "评价等级", "title", "text"),
        ]
    ),
    st.text(max_size=3),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=5)),
    max_leaves=25,
)
ROWS = st.dictionaries(NAMES, st.lists(st.dictionaries(NAMES, ANYTHING, max_size=5), max_size=4))


@given(
    st.dictionaries(
        st.sampled_from(["unit", "settings", "facts", "rows", "printed", "report", "x"]), ANYTHING
    ),
    ROWS,
)
@example({"rows": {"共性指标": {"社会": None}}}, {})
def test_whatever_stands_in_it_a_file_is_loaded_and_settles(
    sections: dict[str, Any], rows: dict[str, Any]
) -> None:
    for data in (sections, {"rows": rows}):
        loaded = load(text(**data), LIBRARY)
        saved = save(loaded.document, PACK)
        again = load(saved, LIBRARY)
        assert save(again.document, PACK) == saved


@given(st.binary(max_size=60))
def test_damaged_bytes_are_refused(tmp_path_factory: pytest.TempPathFactory, junk: bytes) -> None:
    path = tmp_path_factory.mktemp("junk") / "a.json"
    whole = save(Document.blank(PACK, 2024, "某局"), PACK).encode()
    for data in (junk, whole[: len(junk) * 5], whole[:20] + junk + whole[20:]):
        path.write_bytes(data)
        try:
            load(path, LIBRARY)
        except Unreadable as error:
            assert error.mistakes


def test_the_small_pack_has_what_these_tests_need() -> None:
    fields = PACK.words.tables["项目清单"].fields.values()
    assert any(field.kind is Kind.LINK for field in fields)
    assert any(row.cells["得分"] == "〃" for row in PACK.words.tables["共性指标"].fixed)
