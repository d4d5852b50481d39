"""What a new report may be made of."""

from __future__ import annotations

import pytest

from core.forms.library import Library
from core.forms.pack import PackHead
from core.workspace import choosing
from tests.support_start import line

PACKS = [
    PackHead("hunan-anhua", "安化县", 2022, ("湖南省", "益阳市", "安化县")),
    PackHead("hunan-nanxian", "南县", 2023, ("湖南省", "益阳市", "南县")),
    PackHead("sichuan-yiyang", "益阳区", 2024, ("四川省", "某某市", "益阳区")),
    PackHead("national", "全国", 2020, ("全国",)),
    PackHead(choosing.ANY_COUNTY, "通用（任何县）", 2015, ("通用",)),
]


def names(packs: list[PackHead]) -> list[str]:
    return [head.name for head in packs]


def test_real_packs_counties_first_and_the_common_one_last() -> None:
    library = Library()
    heads = choosing.heads(library)
    assert sorted(head.id for head in heads) == sorted(library.names())
    assert [head.id for head in heads[-2:]] == ["national", choosing.ANY_COUNTY]
    assert {library.pack(head.id).head for head in heads} == set(heads)


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("", ["安化县", "南县", "益阳区", "全国", "通用（任何县）"]),
        ("安化", ["安化县", "通用（任何县）"]),
        ("ANHUA", ["安化县", "通用（任何县）"]),
        ("湖南省益阳市", ["安化县", "南县", "通用（任何县）"]),
        ("益阳", ["益阳区", "安化县", "南县", "通用（任何县）"]),  # in the name first
        ("湖南　２０２３", ["南县", "通用（任何县）"]),
        ("没有的县", ["通用（任何县）"]),
    ],
)
def test_search(sought: str, found: list[str]) -> None:
    assert names(choosing.found_heads(PACKS, sought)) == found


def test_a_newer_set_of_forms_stands_before_the_older(monkeypatch: pytest.MonkeyPatch) -> None:
    region = ("湖南省", "益阳市", "南县")
    heads = {str(year): PackHead(str(year), "南县", year, region) for year in (2019, 2024, 2021)}
    library = Library()
    monkeypatch.setattr(library, "names", lambda: list(heads))
    monkeypatch.setattr(library, "head", heads.__getitem__)
    assert [head.from_year for head in choosing.heads(library)] == [2024, 2021, 2019]


def test_region_says_what_stands_above_the_county() -> None:
    assert choosing.region_text(PACKS[0]) == "湖南省 益阳市"
    assert choosing.region_text(PACKS[-1]) == "找不到本县时用它"


def test_forms_of_a_pack() -> None:
    text = choosing.forms_text(Library().pack("hunan-zhijiang"))
    assert "项目自评表（每个项目一份）" in text
    assert "底稿（不上报）：补充数据" in text
    assert text.endswith("报告：整体自评报告、项目自评报告。")
    assert not choosing.forms_text(Library().pack("hunan-xinshao")).startswith("表：")


def test_years() -> None:
    assert choosing.usual_year(2026) == 2025
    assert choosing.offered_years(2026)[:3] == [2026, 2025, 2024]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2025", 2025),
        (" ２０２５ ", 2025),
        ("2025年", 2025),
        ("2025年度", 2025),
        ("2025 年度", 2025),
        ("", None),
        ("25", None),
        ("20255", None),
        ("1989", None),
        ("2101", None),
        ("二〇二五", None),
    ],
)
def test_a_typed_year(text: str, year: int | None) -> None:
    assert choosing.read_year(text) == year


def test_forms_younger_than_the_year_are_told() -> None:
    assert choosing.too_early(PACKS[0], 2022) == ""
    assert "2022年度起用" in choosing.too_early(PACKS[0], 2021)


def test_the_pack_used_last_is_that_of_the_report_made_last() -> None:
    made = [
        line(1, pack="a", created="2026-03-02T08:00:00"),
        line(2, pack="b", created="2026-03-01T08:00:00", changed="2026-05-01T08:00:00"),
    ]
    assert choosing.pack_used_last(made) == "a"
    assert choosing.pack_used_last([]) == ""
