"""Reading TOML: mistakes in Chinese on the right line, and the line of every path."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import Mistake
from core.forms.text_files import place_of, shown
from core.forms.toml_text import Lines, read_toml, read_toml_bytes

PACK = """\
id = "hunan"   # 说明 [不是表]
grades = [["优秀", 90], ["良好", 80.50]]

[[form]]
id = "整体自评表"
lattice = [14, 18]
[[form.block]]
take = [1, 2]
rows = [
  ["部门资金（万元）", "", "全年预算数"],   # "rows" = 1

  ["^", "=年度资金总额", "x"], ["^",
   "<", "末"],
]
[[form.block]]
columns = [
  { head = "一级\\n指标", show = "一级指标", sub.take = 1 },
  { head = "二级", cells = ["a",
     "b"] },
]
[[form]]
id = '补充数据'
note = \"\"\"
[[form]]
id = "不是键"
\"\"\"\"
"编制 数" = 3
[form.more]
last.one = true

[table.suggest]
"在职" = "超扣(在职人数 / 编制数)"
"""


def one(text: str) -> Mistake:
    """The only mistake of a text that cannot be read."""
    data, mistakes = read_toml(text, "pack.toml")
    assert data == {}
    assert len(mistakes) == 1
    assert mistakes[0].code == "P001"
    assert mistakes[0].file == "pack.toml"
    return mistakes[0]


# ---------------------------------------------------------------- reading


def test_reads_fractions_as_decimal_and_integers_as_int() -> None:
    data, mistakes = read_toml("a = 0.10\nb = 3\nc = [1e3, -2.50]\r\nd = 2023-01-31\n", "f")
    assert mistakes == []
    assert data["a"] == Decimal("0.10") and str(data["a"]) == "0.10"
    assert type(data["b"]) is int
    assert data["c"] == [Decimal("1e3"), Decimal("-2.50")]


def test_the_pack_of_this_file_is_read() -> None:
    data, mistakes = read_toml(PACK, "f")
    assert mistakes == []
    assert data["form"][1]["note"].endswith('"不是键"\n"')


def test_a_byte_order_mark_is_accepted() -> None:
    assert read_toml("\ufeffa = 1", "f") == ({"a": 1}, [])
    assert read_toml_bytes("\ufeffa = 1".encode(), "f") == ({"a": 1}, [])
    assert Lines("\ufeff甲 = \n\ufeff").of(("甲",)) == 1


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("编制数 = 3\n", 1, '写成 "编制数" = 3'),
        ("a = 1\nA编制 ＝ 3", 2, '写成 "A编制" = 3'),
        ("a = { b = 1, 编制 = 2 }", 1, '写成 a = { b = 1, "编制" = 2 }'),
        ("[table.编制数]\n", 1, '写成 [table."编制数"]'),
        ('a = "x\nb = 2', 1, "缺后面的引号"),
        ("a = 1\nb = 'x\nc = 2", 2, "缺后面的引号"),
        ('a = "x”\nb = 1', 1, "请把结尾的中文引号换成英文的"),
        ('a = 1\nb = """x\n\n\n', 2, '缺后面的引号 """'),
        ("a = 1\nb = '''x\n\n\n", 2, "缺后面的引号 '''"),
        ('a = ["x, "y"]', 1, "引号不成对"),
        ('a = "三公"经费"', 1, "引号不成对"),
        ("a = [\n 1]\nb = 1\na = [\n3]\n", 4, "“a”在第1行已经写过"),
        ("a = { b = 1, b = 2 }", 1, "“a.b”在第1行已经写过"),
        ("\n[a]\n[b]\n[a]\n", 4, "“a”在第2行已经写过"),
        ("[[a]]\n[a]\n", 2, "每段都用 [[名字]] 开头"),
        ("[a]\n[[a]]\n", 2, "“a”在第1行已经写过"),
        ("[[a]]\nb = 1\n[[a]]\nb = 1\nb = 2", 5, "“a[2].b”在第4行已经写过"),
        ("a = 1\na.b = 2", 2, "“a”在第1行已经写过"),
        ("a.b = 1\n[a]\n", 2, "冲突"),
        ('rows = [\n ["甲" "乙"],\n]', 2, "缺逗号"),
        ('rows = [\n ["甲", "乙"]\n ["丙"],\n]', 3, "缺逗号"),
        ("a = { b = 1 c = 2 }", 1, "缺逗号"),
        ("a = [1,,2]", 1, "多了一个逗号"),
        ("a = { b = 1, }", 1, "多了逗号"),
        ("b = 1\na = \nc = 1", 2, "没有值"),
        ("a =", 1, "没有值"),
        ("a = # 空", 1, "没有值"),
        ("a = { b = }", 1, "没有值"),
        ("a ＝ 1", 1, "换成英文（半角）的 ="),
        ("a： 1", 1, "换成英文（半角）的 ="),
        ("a: 1", 1, "用了冒号"),
        ("a = “x”", 1, '换成英文（半角）的 "'),
        ("“a” = 1", 1, '换成英文（半角）的 "'),
        ("a = [1，2]", 1, "换成英文（半角）的 ,"),
        ("【form】", 1, "换成英文（半角）的 ["),
        ("[form】", 1, "换成英文（半角）的 ]"),
        ("＃ 说明", 1, "换成英文（半角）的 #"),
        ("a\u3000= 1", 1, "全角空格"),
        ("a = ５", 1, "全角数字"),
        ("[form", 1, "没有关上"),
        ("[[form]\na = 1", 1, "没有关上"),
        ("x = 1\na = [1,\n2,\n\n[[form]]\nb = 1", 2, "第2行的 [ 没有关上"),
        ("a = [1\n\n[[form]]\nb = 1", 1, "第1行的 [ 没有关上"),
        ("a = [\n[1],\n[2\nb = 2", 3, "第3行的 [ 没有关上"),
        ("a = [1", 1, "没有关上"),
        ("x = 1\na = { b = 1,\n c = 2 }", 2, "写在同一行"),
        ("a = { b = 1\nc = 1", 1, "写在同一行"),
        ("a = [1}", 1, "括号不成对"),
        ("a = 1 ]", 1, "多了一个 ]"),
        ("a = 三公经费", 1, '写成 "三公经费"'),
        ("a = True", 1, "写成 true"),
        ("a = 5%", 1, '请写成 "5%"'),
        ("a = 12万元 # 约", 1, '请写成 "12万元"'),
        ("a = 1,000", 1, '请写成 "1,000"'),
        ("a = 007", 1, '请写成 "007"'),
        ('a = "a" b', 1, "多余的内容：b"),
        ('a = "\\d"', 1, "反斜杠"),
        ('a = "\\u12"', 1, "反斜杠"),
        ("a = 1\nb = 2023-02-30", 2, "没有这个日期"),
        ('a = "\x01"', 1, "编号 1"),
        ("a = 1\rb = 2", 1, "只有回车"),
        ("hello", 1, "没有等号和值"),
        ("my key = 3", 1, "要加引号"),
        ("= 3", 1, "看不懂这里：= 3"),
        ("a = " + "[" * 3000, None, "套得太深"),
        ("a = " + "[" * 50 + "]" * 50, 1, "太深"),
        ("a." * 50 + "a = 1", 1, "太深"),
    ],
)
def test_mistakes_say_what_and_where_in_chinese(text: str, line: int | None, part: str) -> None:
    mistake = one(text)
    assert mistake.line == line
    assert part in mistake.says + mistake.remedy
    assert mistake.remedy.strip()
    assert " at line" not in str(mistake)


def test_too_long_files() -> None:
    text = "#" * (4 * 1024 * 1024 + 1)
    assert "4 MB" in one(text).says
    assert "4 MB" in read_toml_bytes(text.encode(), "f")[1][0].says
    assert read_toml(text[:-1], "f") == ({}, [])


@pytest.mark.parametrize(
    ("data", "part", "line"),
    [
        ('a = 1\nb = "编制"'.encode("gbk"), "GBK", 2),
        ('a = "编制"'.encode("utf-16"), "UTF-16", None),
        ("a = 1".encode("utf-16-le"), "不像是文本文件", None),
        (b"\n\n\xff\xff", "损坏", 3),
    ],
)
def test_other_encodings(data: bytes, part: str, line: int | None) -> None:
    table, [mistake] = read_toml_bytes(data, "f")
    assert table == {}
    assert (mistake.code, mistake.line) == ("P001", line)
    assert part in mistake.says
    assert "UTF-8" in mistake.remedy


def test_numbers_that_are_none() -> None:
    text = "a = 1\nb = nan\n[[form]]\nc = [1,\n -inf, 1e99999999999999999999]\nd = 1e40\n"
    mistakes = read_toml(text, "f")[1]
    assert [(m.code, m.line, m.place) for m in mistakes] == [
        ("P002", 2, "b"),
        ("P002", 5, "form[1].c[2]"),
        ("P002", 5, "form[1].c[3]"),
        ("P002", 6, "form[1].d"),
    ]
    assert read_toml(text, "f")[0]["form"][0] == {"c": [1, 0, 0], "d": 0}


@pytest.mark.parametrize("number", ["9" * 19, "9" * 5000, "0." + "1" * 13, "1e-13", "1e18"])
def test_numbers_too_large_or_too_fine(number: str) -> None:
    [mistake] = read_toml(f"\na = {number}", "f")[1]
    assert (mistake.code, mistake.line) == ("P002", 2)


@pytest.mark.parametrize("number", ["9" * 18, "-0." + "1" * 12, "1e17", "true"])
def test_numbers_within_bounds(number: str) -> None:
    assert read_toml(f"a = {number}", "f")[1] == []


# ---------------------------------------------------------------- lines


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("id",), 1),
        (("grades", 1), 2),
        (("grades", 1, 1), 2),
        (("form",), 4),
        (("form", 0), 4),
        (("form", 0, "id"), 5),
        (("form", 0, "lattice", 1), 6),
        (("form", 0, "block"), 7),
        (("form", 0, "block", 0), 7),
        (("form", 0, "block", 0, "rows"), 9),
        (("form", 0, "block", 0, "rows", 0, 2), 10),
        (("form", 0, "block", 0, "rows", 1, 1), 12),
        (("form", 0, "block", 0, "rows", 2), 12),
        (("form", 0, "block", 0, "rows", 2, 2), 13),
        (("form", 0, "block", 1), 15),
        (("form", 0, "block", 1, "columns", 0, "show"), 17),
        (("form", 0, "block", 1, "columns", 0, "sub", "take"), 17),
        (("form", 0, "block", 1, "columns", 1, "cells", 1), 19),
        (("form", 1), 21),
        (("form", 1, "id"), 22),
        (("form", 1, "编制 数"), 27),
        (("form", 1, "more"), 28),
        (("form", 1, "more", "last", "one"), 29),
        (("table",), 31),
        (("table", "suggest", "在职"), 32),
        (("form", 0, "block", 0, "rows", 9, 9), 9),  # unknown: what encloses it
        (("form", 0, "block", 1, "columns", 1, "missing"), 18),
        (("nothing",), None),
        ((), None),
    ],
)
def test_lines_of_a_pack(path: tuple[str | int, ...], line: int | None) -> None:
    assert Lines(PACK).of(path) == line
    assert Lines(PACK.replace("\n", "\r\n")).of(path) == line


def test_lines_of_a_broken_text_go_on_after_the_fault() -> None:
    lines = Lines('a = { b = 1,\nc = "x\n= 4\n[t\nd = ]\ne = [[1, 2\nf]\n')
    assert lines.of(("a", "b")) == 1
    assert lines.of(("c",)) == 2
    assert lines.of(("t", "d")) == 5
    assert lines.of(("t", "e", 0, 1)) == 6


def test_a_header_wins_over_names_that_only_imply_it() -> None:
    assert Lines("[a.b]\n\n[a]\nc = 1").of(("a",)) == 3


def test_quoted_keys_are_known_by_what_they_mean() -> None:
    assert Lines('\n"a\\u4e2d\\"" = 1').of(('a中"',)) == 2
    assert Lines("\n'a\\b'.\"c.d\" = 1").of(("a\\b", "c.d")) == 2


def test_places_are_written_as_people_write_them() -> None:
    assert place_of(("rows", "绩效指标", 2, "得分")) == "rows.绩效指标[3].得分"
    assert place_of((0, "a.b", "", "c")) == "[1].「a.b」.「」.c"
    assert shown("一二三\x00四", 4) == "一二三\ufffd…"


# Generated documents: every value is unique, so that a line can be recognised by it.

names = st.sampled_from(["id", "rows", "编制数", "a b", "x.y", '引"号', "#", "[z]", "单'"])


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A valid document with headers, dotted keys, arrays over many lines and inline tables."""
    counter = iter(range(10_000))

    def key(name: str) -> str:
        if re.fullmatch(r"[\w-]+", name) and name.isascii() and draw(st.booleans()):
            return name
        if "'" not in name and draw(st.booleans()):
            return f"'{name}'"
        return '"' + name.replace('"', '\\"') + '"'

    def gap() -> str:
        return draw(st.sampled_from(["", " ", "\n", "  # ] 注 \" '\n", "\n\n\t"]))

    def scalar() -> str:
        n = next(counter)
        shapes = [
            f"{n + 1}00{n}",
            f'"v{n}"',
            f"'[{n}, ='",
            f"{n}.5",
            f'"""\n{n}]\\"""""',
            f"'''{n}\n'' = '''",
            f'"{n} # \\"{{"',
            "true",
            "2024-01-01 07:32:00",
        ]
        return draw(st.sampled_from(shapes))

    def value(depth: int) -> str:
        kind = draw(st.sampled_from("ssat" if depth else "s"))
        if kind == "s":
            return scalar()
        if kind == "a":
            items = [gap() + value(depth - 1) + gap() for _ in range(draw(st.integers(0, 3)))]
            tail = "," if bool(items) and draw(st.booleans()) else ""
            return "[" + ",".join(items) + tail + gap() + "]"
        chosen = draw(st.lists(names, max_size=3, unique=True))
        return "{ " + ", ".join(f"{key(n)} = {value(depth - 1)}" for n in chosen) + " }"

    def pairs() -> str:
        out = ""
        for name in draw(st.lists(names, max_size=3, unique=True)):
            dotted = f"{key(name)} . {key('sub')}" if draw(st.booleans()) else key(name)
            out += f"{dotted} = {value(3)}{draw(st.sampled_from(['', '  # 注释 = [']))}\n"
        return out

    text = pairs()
    for number in range(draw(st.integers(0, 4))):
        header = draw(st.sampled_from(["[t{0}]", '[t{0}."中 文"]', "[[many]]", "[ [deep.er]"]))
        header = header.replace("[ [deep.er]", "[[deep . er]]").format(number)
        text += draw(st.sampled_from(["", "\n", "# [x]\n"])) + header + "\n" + pairs()
        if header == "[[many]]":
            text += "[[many.inner]]\n" + pairs() + "[many.inner.table]\n" + pairs()
    return text


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, Any]]:
    """Every path of a document with its value."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        yield (*path, key), item
        if isinstance(item, dict | list):
            yield from places(item, (*path, key))


@given(documents())
@settings(max_examples=300, deadline=None)
def test_every_path_that_tomllib_yields_has_its_line(text: str) -> None:
    data = tomllib.loads(text, parse_float=Decimal)
    assert read_toml(text, "f") == (data, [])
    lines, scanner = text.split("\n"), Lines(text)
    for path, value in places(data):
        line = scanner.of(path)
        assert line is not None and scanner.of((*path, "no", "such")) == line
        seen = "\n".join(lines[line - 1 : line + 2])
        if isinstance(path[-1], str):
            assert path[-1].replace('"', '\\"') in lines[line - 1] or path[-1] in lines[line - 1]
        elif isinstance(value, list):
            assert "[" in lines[line - 1]
        elif isinstance(value, dict):
            assert "{" in lines[line - 1] or "[[" in lines[line - 1]
        elif isinstance(value, bool):
            assert "true" in lines[line - 1]
        elif isinstance(value, str):
            assert re.split(r"[\n\"]", value)[0].strip() in seen
        else:
            assert str(value) in lines[line - 1]
    assert scanner.repeats == []


@given(st.text(alphabet="ab=.[]{},\"'\\#\n\r ＝“”中1e-+", max_size=60) | st.text(max_size=60))
@settings(max_examples=500, deadline=None)
def test_any_text_gives_data_or_mistakes(text: str) -> None:
    data, mistakes = read_toml(text, "f")
    try:
        tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError:
        assert data == {} and len(mistakes) == 1
    for mistake in mistakes:
        assert mistake.code in ("P001", "P002") and mistake.says and mistake.remedy
        assert mistake.line is None or 1 <= mistake.line <= text.count("\n") + 1
        assert str(mistake).isprintable()
    Lines(text).of(("a", 0, "b"))


@given(documents(), st.data())
@settings(max_examples=300, deadline=None)
def test_mutated_documents_give_data_or_mistakes(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    drop = data.draw(st.integers(0, 3))
    extra = data.draw(
        st.sampled_from(["", "“", "，", "]", "{", '"', "'", "=", "\n", "中", "[[", "\\"])
    )
    text = text[:at] + extra + text[at + drop :]
    _, mistakes = read_toml(text, "f")
    for mistake in mistakes:
        assert mistake.line is None or 1 <= mistake.line <= text.count("\n") + 1
        assert re.search("[\u4e00-\u9fff]", mistake.says) and mistake.remedy
    Lines(text).of(("id",))


@given(st.binary(max_size=80))
@settings(deadline=None)
def test_any_bytes_give_data_or_mistakes(data: bytes) -> None:
    table, mistakes = read_toml_bytes(data, "f")
    assert not table or not [m for m in mistakes if m.code == "P001"]


def test_quotes_before_the_closing_ones_belong_to_the_text() -> None:
    """Some Pythons read too little here when the pattern is possessive."""
    text = '[t0]\nid . sub = 1000\n"rows" = ["""\n1]\\"""""]\n"单\'" = 3002\n'
    assert Lines(text).of(("t0", "单'")) == 5
