"""Strict JSON: numbers as written, every mistake with line and path, readable writing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.errors import Mistake
from core.storage.json_faults import number_fits
from core.storage.json_text import Num, read_json, read_json_bytes, write_json

DATA = """\
{"pack": "hunan", "year": 2023,
 "facts": {"编制数": 34, "三公经费": {"决算": 2.40}},
 "rows": {
  "绩效指标": [
   {"三级指标": "甲", "得分": 5},
   {"三级指标": "乙", "得分": 10.0}
  ]},
 "done": true, "none": null}
"""


def one(text: str) -> Mistake:
    """The only mistake of a text."""
    [mistake] = read_json(text, "data.json")[1]
    assert mistake.file == "data.json"
    assert mistake.remedy
    return mistake


def typed(value: Any) -> Any:
    """The same data with the type of every value beside it, so that Num is not a str."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [typed(item) for item in value]
    return type(value).__name__, value


# ---------------------------------------------------------------- reading


def test_numbers_are_kept_as_written() -> None:
    data, mistakes = read_json(DATA, "f")
    assert mistakes == []
    assert typed(data["facts"]) == {
        "编制数": ("Num", "34"),
        "三公经费": {"决算": ("Num", "2.40")},
    }
    assert data["rows"]["绩效指标"][1]["得分"] == Num("10.0")
    assert type(data["pack"]) is str
    assert data["done"] is True and data["none"] is None


def test_bytes_with_or_without_a_byte_order_mark() -> None:
    expected = read_json(DATA, "f")
    assert read_json_bytes(DATA.encode(), "f") == expected
    assert read_json_bytes(b"\xef\xbb\xbf" + DATA.encode(), "f") == expected
    assert read_json("\ufeff" + DATA.replace("\n", "\r\n"), "f") == expected


@pytest.mark.parametrize(
    ("data", "part", "line"),
    [
        ('{"a": 1,\n"b": "编制数"}'.encode("gbk"), "GBK", 2),
        ('{"a": "编制数"}'.encode("utf-16"), "UTF-16", None),
        (b'{\n"a": "\xff\xff"}', "损坏", 2),
        (b"\x00\x01{}", "不像是文本文件", None),
    ],
)
def test_other_encodings(data: bytes, part: str, line: int | None) -> None:
    value, [mistake] = read_json_bytes(data, "f")
    assert value is None
    assert (mistake.code, mistake.line) == ("D007", line)
    assert part in mistake.says
    assert "另存为" in mistake.remedy and "UTF-8" in mistake.remedy


def test_all_mistakes_are_collected_with_line_and_place() -> None:
    text = (
        DATA.replace('"得分": 5', '"得分": NaN')
        .replace("10.0", '1e999, \n  "三级指标": "\\udc00"')
        .replace('"none"', '"done"')
    )
    data, mistakes = read_json(text, "f")
    assert [(m.code, m.line, m.place) for m in mistakes] == [
        ("D003", 5, "rows.绩效指标[1].得分"),
        ("D003", 6, "rows.绩效指标[2].得分"),
        ("D002", 7, "rows.绩效指标[2].三级指标"),
        ("D004", 7, "rows.绩效指标[2].三级指标"),
        ("D002", 9, "done"),
    ]
    assert "第8行" not in mistakes[2].says and "第6行已经写过" in mistakes[2].says
    assert data["done"] is True
    assert data["rows"]["绩效指标"][0]["得分"] is None
    assert data["rows"]["绩效指标"][1]["三级指标"] == "乙"


def test_repeated_keys_are_compared_by_what_they_mean() -> None:
    assert one('{"a": 1,\n"\\u0061": 2}').code == "D002"


def test_a_bad_key_is_named_printably() -> None:
    mistake = one('{"x\\ud800": 1}')
    assert mistake.code == "D004"
    assert str(mistake).isprintable()


def test_pairs_of_surrogates_are_characters() -> None:
    assert read_json('{"a": "\\ud83d\\ude00"}', "f") == ({"a": "😀"}, [])


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_constants_that_are_no_numbers(constant: str) -> None:
    mistake = one(f'{{"a": [0, {constant}]}}')
    assert (mistake.code, mistake.place) == ("D003", "a[2]")
    assert constant in mistake.says


@pytest.mark.parametrize(
    ("number", "fits"),
    [
        ("0", True),
        ("-0.00", True),
        ("927.00", True),
        ("9" * 18, True),
        ("9" * 19, False),
        ("1" * 400, False),
        ("-" + "9" * 18 + "." + "9" * 12, True),
        ("0." + "1" * 13, False),
        ("0." + "0" * 12, True),
        ("1e17", True),
        ("1E+18", False),
        ("1e999", False),
        ("1e" + "9" * 50, False),
        ("0.001e20", True),
        ("0.001e21", False),
        ("1e-12", True),
        ("1.0e-12", False),
        ("100e-13", False),
        ("0e17", True),
        ("0e5", True),
        ("0e99999", False),
    ],
)
def test_how_large_a_number_may_be(number: str, fits: bool) -> None:
    assert number_fits(number) is fits
    data, mistakes = read_json(f'{{"a": {number}}}', "f")
    assert typed(data) == {"a": ("Num", number)}
    assert [m.code for m in mistakes] == ([] if fits else ["D003"])


def test_nesting() -> None:
    deep = '{"a":' * 40 + "1" + "}" * 40
    assert read_json(deep, "f")[1] == []
    for text in (f'{{"a":{deep}}}', '{"a":' * 500 + "[]" + "}" * 500, '{"a":' + "[" * 200_000):
        data, [mistake] = read_json(text, "f")
        assert data is None
        assert (mistake.code, mistake.line) == ("D005", 1)
        assert mistake.place.startswith("a")


def test_brackets_in_texts_are_no_nesting() -> None:
    assert read_json('{"a": "' + "[{" * 100 + '"}', "f")[1] == []


def test_too_long_files() -> None:
    text = " " * (64 * 1024 * 1024 + 1)
    assert one(text).code == "D006"
    assert read_json_bytes(text.encode(), "f")[1][0].code == "D006"


@pytest.mark.parametrize("text", ["[]", "1", '"a"', "null", '[{"a": 1}]'])
def test_the_whole_must_be_an_object(text: str) -> None:
    data, [mistake] = read_json("\n" + text, "f")
    assert data is None
    assert (mistake.code, mistake.line) == ("D008", 2)


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("", 1, "文件是空的"),
        (" \n\n", 1, "文件是空的"),
        ('{"a": 1\n "b": 2}', 2, "第2列：这里的前面缺逗号"),
        ('{"a": ["甲" "乙"]}', 1, "缺逗号"),
        ('{"a": 1,\n}', 2, "第1列：最后一项后面多了一个逗号"),
        ('{"a": [1,\n2,]}', 2, "多了一个逗号"),
        ('{"a": [1,,2]}', 1, "多了一个逗号"),
        ('{"a": 1,, "b": 2}', 1, "多了一个逗号"),
        ("{'a': 1}", 1, "第2列：这里用了单引号"),
        ("{\"a\": 'x'}", 1, "单引号"),
        ("{“a”: 1}", 1, "中文引号 “"),
        ('{"a": “x”}', 1, "中文引号 “"),
        ('{"a"： 1}', 1, "换成英文（半角）的 :"),
        ('{"a": 1， "b": 2}', 1, "换成英文（半角）的 ,"),
        ('{"a": 【1】}', 1, "换成英文（半角）的 ["),
        ('{"a": "x”,\n"b": 1}', 1, "换成英文的"),
        ('{"b": 1,\n"a": "x,\n"c": 1}', 2, "第6列：这里开始的文字到行尾也没有结束"),
        ('{"b": 1,\n"a": "x', 2, "到文件末尾也没有结束"),
        ('{"a": [1,\n{"b": 2\n\n', 2, "第2行的 { 还没有关上"),
        ('{"a": [1, {"b":', 1, "请补上 }]}"),
        ('{"a": 1} // 说明', 1, "注释"),
        ('# 说明\n{"a": 1}', 1, "注释"),
        ('{"a": 1,\n/* 说明 */ "b": 2}', 2, "注释"),
        ('{"a": True}', 1, "写成 true"),
        ('{"a": None}', 1, "写成 null"),
        ('{"a": 三公}', 1, '写成 "三公"'),
        ("{a: 1}", 1, '写成 "a"'),
        ('{"a" 1}', 1, "缺冒号"),
        ('{"a" = 1}', 1, "缺冒号"),
        ('{"a": }', 1, "没有值"),
        ('{"a": , "b": 1}', 1, "没有值"),
        ('{"a": 1: 2}', 1, "多了一个冒号"),
        ('{"a": 1; "b": 2}', 1, "分号"),
        ('{"a": 01}', 1, "“01”不是规范的数"),
        ('{"a": 1.}', 1, "“1.”不是规范的数"),
        ('{"a": 5%}', 1, "“5%”不是规范的数"),
        ('{"a": 12万元}', 1, "“12万元”不是规范的数"),
        ('{"a": +1}', 1, "“+1”不是规范的数"),
        ('{"a": -}', 1, "“-”不是规范的数"),
        ('{"a": １}', 1, "“１”不是规范的数"),
        ('{"a": 1,000}', 1, "千分号"),
        ('{"a": "x "y" z"}', 1, "引号后面还有内容"),
        ('{"a": "D:\\data"}', 1, "反斜杠"),
        ('{"a": "\\u12"}', 1, "反斜杠"),
        ('{"a": "x\ty"}', 1, "编号 9"),
        ('{"a": [1}', 1, "应当是 ] ，却写了 }"),
        ('{"a": 1]', 1, "应当是 } ，却写了 ]"),
        ('{"a": [}', 1, "括号不成对"),
        ("]", 1, "括号不成对"),
        ('{"a": 1}\n}', 2, "多余的内容：}"),
        ('{\u3000"a": 1}', 1, "全角或看不见的空格"),
    ],
)
def test_syntax_mistakes_say_what_and_where(text: str, line: int, part: str) -> None:
    assert read_json(text, "f")[0] is None
    mistake = one(text)
    assert (mistake.code, mistake.line) == ("D001", line)
    assert part in mistake.says + mistake.remedy


def test_a_syntax_mistake_has_its_place_and_comes_after_the_others() -> None:
    text = DATA.replace('"得分": 5', '"得分": NaN').replace("10.0", "?")
    mistakes = read_json(text, "f")[1]
    assert [(m.code, m.place) for m in mistakes] == [
        ("D003", "rows.绩效指标[1].得分"),
        ("D001", "rows.绩效指标[2].得分"),
    ]


# ---------------------------------------------------------------- writing


def test_written_for_people() -> None:
    data, _ = read_json(DATA.replace("甲", "甲" * 40), "f")
    assert write_json(data) == (
        '{\n "pack": "hunan",\n "year": 2023,\n "facts": {\n  "编制数": 34,\n'
        '  "三公经费": {"决算": 2.40}\n },\n "rows": {\n  "绩效指标": [\n   {\n'
        f'    "三级指标": "{"甲" * 40}",\n    "得分": 5\n   }},\n'
        '   {"三级指标": "乙", "得分": 10.0}\n  ]\n },\n "done": true,\n "none": null\n}\n'
    )
    assert write_json({}) == "{}\n"
    assert write_json({"a": [], "b": {}}) == '{"a": [], "b": {}}\n'


def test_half_characters_are_replaced_because_no_file_can_hold_them() -> None:
    assert write_json({"a": "x\ud800"}) == '{"a": "x\ufffd"}\n'


@pytest.mark.parametrize(
    "data", [{"a": 1.5}, {"a": 1}, {1: "a"}, {Num("1"): "a"}, {"a": Num("1e999")}, {"a": Num("x")}]
)
def test_what_could_not_be_read_back_is_refused(data: Any) -> None:
    with pytest.raises(ValueError):
        write_json(data)


def test_too_deep_data_are_refused() -> None:
    data: Any = "x"
    for _ in range(41):
        data = [data]
    with pytest.raises(ValueError):
        write_json(data)
    assert write_json(data[0]).count("[") == 40


numbers = st.from_regex(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,12})?", fullmatch=True).map(Num)
scalars = st.none() | st.booleans() | numbers | st.text(max_size=12)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=6), inner, max_size=5)
    ),
    max_leaves=25,
)
objects = st.dictionaries(st.text(max_size=6), values, max_size=6)


@given(objects)
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_read_back(data: dict[str, Any]) -> None:
    text = write_json(data)
    again, mistakes = read_json(text, "f")
    assert mistakes == []
    assert typed(again) == typed(data)
    assert list(again) == list(data)
    assert write_json(again) == text
    assert read_json_bytes(text.encode(), "f") == (again, [])


@given(st.lists(scalars, max_size=8), st.integers(0, 3))
def test_one_line_is_at_most_a_hundred_wide(items: list[Any], depth: int) -> None:
    data: Any = {"k": items}
    for _ in range(depth):
        data = {"outer": data, "next": Num("1")}
    for line in write_json(data).splitlines():
        if "[" in line and line.rstrip(",").endswith("]") and len(items) > 1:
            assert len(line) <= 100


def check(text: str) -> None:
    """Any text gives data or mistakes, in agreement with Python's own reader."""
    data, mistakes = read_json(text, "f")
    text = text.removeprefix("\ufeff")
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        plain = None
        assert data is None
        assert mistakes[-1].code in ("D001", "D005")
    else:
        assert "D001" not in [mistake.code for mistake in mistakes]
    if not mistakes:
        assert isinstance(data, dict) and list(data) == list(plain)
        assert typed(read_json(write_json(data), "f")[0]) == typed(data)
    for mistake in mistakes:
        assert mistake.says and mistake.remedy
        assert mistake.line is not None and 1 <= mistake.line <= text.count("\n") + 1
        assert str(mistake).isprintable()


@given(st.text(alphabet="{}[]:,\"'\\u d8cnabtrue1.e-+N\n，：“”\ufeff\ud800#/", max_size=40))
@example("\ufeff")
@example('{"a": -Infinity}')
@settings(max_examples=500, deadline=None)
def test_any_text_gives_data_or_mistakes(text: str) -> None:
    check(text)


@given(objects, st.data())
@settings(max_examples=200, deadline=None)
def test_mutated_documents_give_data_or_mistakes(value: Any, data: st.DataObject) -> None:
    text = write_json(value) if data.draw(st.booleans()) else DATA
    at = data.draw(st.integers(0, len(text)))
    drop = data.draw(st.integers(0, 3))
    extra = data.draw(st.sampled_from([*"\"“，：]}{[,:\n\\0-中/'", "", "NaN", "e9", '"a": 1,']))
    check(text[:at] + extra + text[at + drop :])


@given(st.binary(max_size=60))
@settings(deadline=None)
def test_any_bytes_give_data_or_mistakes(data: bytes) -> None:
    value, mistakes = read_json_bytes(data, "f")
    assert isinstance(value, dict) or mistakes
