"""A pack full of planted mistakes: each is reported once, where it stands, and nothing else.

The lines of tests/packs/planted that are wrong end with a mark: # 错 CODE words the report has.
"""

import re
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Mistake, Unreadable
from core.forms.advice import advice
from core.forms.folders import DiskFolder
from core.forms.library import Library
from core.forms.pack import Pack

PACKS = Path(__file__).parent.parent / "packs"
PLANTED = PACKS / "planted"
MARK = re.compile(r"# 错 (P\d{3}) (.+)$")


class Planted(NamedTuple):
    """One mark: where it stands, and what the report must have."""

    file: str
    line: int
    code: str
    words: str


def planted() -> list[Planted]:
    found = []
    for path in sorted(PLANTED.glob("*.toml")):
        for number, text in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            mark = MARK.search(text)
            if mark:
                found.append(Planted(path.name, number, mark[1], mark[2]))
    return found


MARKS = planted()


@pytest.fixture(scope="module")
def pack() -> Pack:
    return Library(PACKS).check(DiskFolder(PLANTED))


def reports(pack: Pack, mark: Planted) -> list[Mistake]:
    spot = (mark.file, mark.line, mark.code)
    return [m for m in pack.mistakes if (m.file, m.line, m.code) == spot]


def test_there_are_many_sorts_of_mistakes() -> None:
    assert len(MARKS) > 90
    assert len({mark.code for mark in MARKS}) > 35
    assert len({mark.file for mark in MARKS}) == 8


@pytest.mark.parametrize("mark", MARKS, ids=lambda m: f"{m.file}:{m.line}:{m.code}")
def test_each_is_reported_once(pack: Pack, mark: Planted) -> None:
    (report,) = reports(pack, mark)
    assert mark.words in report.says + report.remedy
    assert report.remedy.strip()
    # Of a file that cannot be read at all nothing but the line is known.
    assert report.place or mark.code == "P001"


def test_nothing_else_is_reported(pack: Pack) -> None:
    expected = Counter((mark.file, mark.line, mark.code) for mark in MARKS)
    assert Counter((m.file, m.line, m.code) for m in pack.mistakes) == expected


def test_reports_stand_in_reading_order(pack: Pack) -> None:
    order = [(m.file != "pack.toml", m.file, m.line) for m in pack.mistakes]
    assert order == sorted(order, key=lambda item: (item[0], item[1], item[2] or 0))


def test_a_pack_with_mistakes_cannot_be_used() -> None:
    with pytest.raises(Unreadable) as caught:
        Library(PACKS).pack("planted")
    assert len(caught.value.mistakes) == len(MARKS)
    assert str(len(MARKS)) in caught.value.says


# -------------------------------------------------------------- robustness

SOUND = PACKS / "hubei-style"
ODD_LINES = """

[[form]]
[[form.block]]
[table.suggest]
id = 3
id = ["甲"]
take = [0]
rows = [["^"]]
rows = 1
lines = ["甲"]
fields = [{ id = {} }]
lattice = [{}]
columns = [{ show = "^", take = 1 }]
aspects = 1
start = [["〃", {}]]
总 = 1
table = "项目"
each = "绩效指标"
total = { cells = [1] }
owner = "单位"
]
"""
ODD = st.sampled_from(ODD_LINES.splitlines())


@given(st.lists(st.tuples(st.integers(0, 200), ODD), min_size=1, max_size=4), st.booleans())
def test_whatever_an_author_types_is_reported_and_never_raises(
    edits: list[tuple[int, str]], replace: bool
) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "hubei-style"
        folder.mkdir()
        for source in SOUND.glob("*.toml"):
            lines = source.read_text(encoding="utf-8").split("\n")
            for at, text in edits:
                place = at % len(lines)
                lines[place : place + replace] = [text]
            (folder / source.name).write_text("\n".join(lines), encoding="utf-8")
        pack = Library(folder.parent).check(DiskFolder(folder))
        assert all(m.says and m.remedy and m.file for m in pack.mistakes)
        assert isinstance(advice(pack, "hubei-style"), list)


def test_a_broken_pack_gets_no_advice(pack: Pack) -> None:
    assert advice(pack, "another-name") == []


# ------------------------------------------------------------------ advice

HEAD = """
id = "xian"
name = "某县"
from = 2024
"""
FORM = """
[[form]]
id = "表"
title = ["表"]
lattice = [40, 60]
[[form.block]]
take = [1, 1]
rows = [["编制数", "=编制数"], ["在职人数", "=在职人数"], ["执行率分值", "=执行率分值"]]
"""
INDICATORS = """
[[form.block]]
table = "绩效指标"
columns = [
  {{ head = "一级", show = "一级指标", take = 1 }},
  {{ head = "分值", show = "分值", take = 1 }},
]
start = [{start}]
"""
ADVISED = {
    "A002": '[[form]]\nid = "附页"\ntitle = ["附页"]\nlattice = [40]\n'
    '[[form.block]]\ntake = [1]\nrows = [["只有文字"]]',
    "A003": '[[form]]\nid = "附页"\ntitle = ["附页"]\nlattice = [40]\nsize = 105\n'
    '[[form.block]]\ntake = [1]\nrows = [["=单位名称"]]',
    "A004": '[[form]]\nid = "附页"\nlattice = [40]\n'
    '[[form.block]]\ntake = [1]\nrows = [["=单位名称"]]',
    "A005": '[[form.block]]\ntable = "评分"\n'
    'columns = [{ show = "指标", take = 1 }, { show = "得分", take = 1 }]\nstart = [["多写"]]\n'
    '[[table]]\nid = "评分"\nowner = ["单位"]\ncolumns = ["key", "指标", "得分"]\n'
    'rows = [["甲", "在职", ""]]\ninput = ["得分"]',
    "A006": '[[form.block]]\ntable = "绩效指标"\n'
    'columns = [{ show = "一级指标", take = 1 }, { show = "二级指标", take = 1 }]\n'
    'start = [["产出指标", "数量指标"], ["", "质量指标"]]',
    "A011": '[[concept]]\nid = "编制数"\nchoices = ["多", "少"]',
    "A012": '[[form.block]]\ntable = "资金来源"\ncolumns = [{ show = "来源", take = 2 }]\n'
    '[[table]]\nid = "资金来源"\nfields = [{ id = "来源", to = "项目" }]',
    "A013": '[[form.block]]\ntable = "绩效指标"\ncolumns = [{ show = "二级指标", take = 2 }]\n'
    '[[table]]\nid = "绩效指标"\nfields = [{ id = "二级指标", value = "三级指标" }]',
    "A014": '[[concept]]\nid = "其他收入"\nkind = "money"\naspects = "*"\nvalue = "编制数 * 1"',
    "A021": '[[concept]]\nid = "用不上的数"\nkind = "count"',
    "A022": '[[table]]\nid = "没有用到"\nowner = ["单位"]\n'
    'fields = [{ id = "名称", kind = "text" }]',
    "A023": '[[identity]]\nid = "Q1"\nuse = "check"\nsays = "三公经费 <= 公用经费"',
    "A031": INDICATORS.format(start='["产出指标", 50], ["效益指标", 30]'),
}


def advised(tmp_path: Path, text: str, folder_name: str = "xian") -> list[Mistake]:
    folder = tmp_path / "xian"
    folder.mkdir()
    (folder / "pack.toml").write_text(HEAD, encoding="utf-8")
    (folder / "biao.toml").write_text(f"{FORM}\n{text}\n", encoding="utf-8")
    pack = Library(tmp_path).check(DiskFolder(folder))
    assert [str(m) for m in pack.mistakes] == []
    return advice(pack, folder_name)


def test_all_advice_is_tried() -> None:
    source = Path(advice.__code__.co_filename).read_text(encoding="utf-8")
    assert set(re.findall(r'"(A0\d\d)"', source)) == {"A001", *ADVISED}


def test_a_good_pack_gets_no_advice(tmp_path: Path) -> None:
    text = INDICATORS.format(start='["产出指标", 60], ["效益指标", 30]')
    assert advised(tmp_path, text) == []  # with the ten points of the execution rate


def test_a_folder_of_another_name_is_advised(tmp_path: Path) -> None:
    (hint,) = advised(tmp_path, "", "bieming")
    assert hint.code == "A001" and "bieming" in hint.says and hint.file == "pack.toml"


@pytest.mark.parametrize("code", ADVISED)
def test_each_slip_is_advised_once(code: str, tmp_path: Path) -> None:
    (hint,) = advised(tmp_path, ADVISED[code])
    assert hint.code == code
    assert hint.file == "biao.toml" and hint.place and hint.remedy
