"""Suspects: slips of the finger are told, neighbours are found, nothing is made up."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checks.desk import Desk
from core.checks.suspects import MOST, NO_SIGN, resemblance, suspects
from core.facts.model import Ref
from core.forms.library import Library
from core.storage.datafile import load

NUMBERS = st.decimals(
    min_value=1, max_value=999999, places=2, allow_nan=False, allow_infinity=False
)


def desk_of(facts: object, rows: object = None, pack: str = "hunan-taojiang") -> Desk:
    """A desk with these figures."""
    data = {"pack": pack, "year": 2024, "unit": "某局", "facts": facts, "rows": rows or {}}
    document = load(json.dumps(data, ensure_ascii=False), Library()).document
    return Desk(document.pack, document.snapshot)


@pytest.mark.parametrize(
    ("typed", "wanted", "says"),
    [
        ("115.001", "1150.01", "一位"),
        ("115001", "1150.01", "两位"),
        ("1.15001", "1150.01", "三位"),
        ("11500100", "1150.01", "元和万元"),
        ("1105.01", "1150.01", "颠倒"),
        ("1150.10", "1150.01", "颠倒"),
        ("1150.07", "1150.01", "有一位"),
        ("115.01", "1150.01", "少打"),
        ("32.00", "132.00", "少打"),
        ("1.00", "1001.00", "少打"),
        ("120.0", "120.05", "一位"),
        ("12.5", "125", "一位"),
        ("132.00", "32.00", "多打"),
        ("23.00", "32.00", "颠倒"),
        ("11550.01", "1150.01", "多打"),
        ("-64.05", "64.05", "正负"),
        ("1.08", "10.77", "一位"),  # rounded as well
    ],
)
def test_slips_are_recognised(typed: str, wanted: str, says: str) -> None:
    found = resemblance(Decimal(typed), Decimal(wanted))
    assert found is not None
    assert says in found[0]
    assert NO_SIGN < found[1] <= 100


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("5", "5"),
        ("0", "5"),
        ("5", "0"),
        ("8", "9"),
        ("46", "48"),
        ("1150.01", "223.01"),
        ("-5.12", "6.12"),
    ],
)
def test_unlike_numbers_are_not(typed: str, wanted: str) -> None:
    assert resemblance(Decimal(typed), Decimal(wanted)) is None


@given(NUMBERS, st.integers(1, 4))
def test_every_moved_point_is_seen(number: Decimal, power: int) -> None:
    assert resemblance(number.scaleb(power), number) is not None
    assert resemblance(number.scaleb(-power), number) is not None


@given(NUMBERS, st.data())
def test_every_dropped_digit_is_seen(number: Decimal, data: st.DataObject) -> None:
    text = format(number, "f")
    places = [i for i, c in enumerate(text) if c.isdigit()]
    place = data.draw(st.sampled_from(places))
    typed = Decimal(text[:place] + text[place + 1 :] or "0")
    if not typed or typed == number:
        return  # nothing is left, or nothing is lost
    assert resemblance(typed, number) is not None


def test_the_fewer_digits_the_less_they_say() -> None:
    pairs = (("1150.1", "1150.01"), ("15.1", "115.1"), ("32.00", "132.00"), ("2.00", "12.00"))
    likely = [found[1] for a, b in pairs if (found := resemblance(Decimal(a), Decimal(b)))]
    assert likely == sorted(likely, reverse=True) and len(set(likely)) == len(pairs)
    neighbour, chance = 55, NO_SIGN
    assert neighbour > likely[2] > likely[3] > chance


def test_the_likeliest_comes_first_with_its_remedy() -> None:
    desk = desk_of(
        {
            "项目支出": {"决算": 1150.01},
            "业务工作经费": {"决算": 223.01},
            "运行维护经费": {"决算": 92.7},
        }
    )
    total, first, second = (
        Ref(name, "决算") for name in ("项目支出", "业务工作经费", "运行维护经费")
    )
    found = suspects(
        desk,
        [(total, Decimal("315.71")), (first, Decimal("1057.31")), (second, Decimal("927.00"))],
    )
    assert [one.cell.ref for one in found] == [second, total, first]
    assert "小数点" in found[0].says
    assert found[0].remedy is not None
    assert found[0].remedy.edit.raw == "927.00"  # type: ignore[union-attr]
    assert found[1].likely == NO_SIGN


def test_a_neighbouring_column_and_a_neighbouring_line() -> None:
    desk = desk_of(
        {
            "公务接待费": {"上年决算": 9.95, "年初预算": 8.46, "决算": 8.46},
            "办公经费": {"决算": 11.67},
            "水电差旅费": {"决算": 11.67},
        }
    )
    column = suspects(desk, [(Ref("公务接待费", "决算"), Decimal("5.59"))])
    assert "旁边一栏" in column[0].says
    swapped = suspects(desk, [(Ref("公务接待费", "决算"), Decimal("9.95"))])
    assert "旁边一栏" in swapped[0].says and "9.95" in swapped[0].says
    line = suspects(desk, [(Ref("水电差旅费", "决算"), Decimal("16.19"))])
    assert "串了行" in line[0].says


def test_a_neighbouring_row_and_the_line_above_the_rows() -> None:
    rows = {"项目清单": [{"支出": {"决算": 927}}, {"支出": {"决算": 223.01}}]}
    desk = desk_of({"运行维护经费": {"决算": 927}}, rows)
    one, two = (Ref("支出", "决算", row) for row in desk.rows("项目清单"))
    assert "串了行" in suspects(desk, [(one, Decimal("300"))])[0].says
    assert "串了行" in suspects(desk, [(two, Decimal("927"))])[0].says


def test_the_total_typed_into_a_part() -> None:
    desk = desk_of({"三公经费": {"决算": 5.59}, "公务用车运行维护费": {"决算": 5.59}})
    total, part = Ref("三公经费", "决算"), Ref("公务用车运行维护费", "决算")
    found = suspects(desk, [(total, Decimal("7.12")), (part, Decimal("2.31"))])
    assert found[0].cell.ref == part
    assert "合计" in found[0].says


def test_what_cannot_be_is_left_out() -> None:
    desk = desk_of({"编制数": 41, "公用经费": {"决算": 64.05}})
    assert suspects(desk, [(Ref("公用经费", "决算"), Decimal("-3"))]) == ()
    assert suspects(desk, [(Ref("编制数"), Decimal("40.5"))]) == ()
    assert suspects(desk, [(Ref("人员经费", "决算"), Decimal("4"))]) == ()  # computed or blank
    assert suspects(desk, []) == ()


def test_at_most_five() -> None:
    rows = {"项目清单": [{"支出": {"决算": n}} for n in range(10, 20)]}
    desk = desk_of({}, rows)
    refs = [(Ref("支出", "决算", row), Decimal(100)) for row in desk.rows("项目清单")]
    assert len(suspects(desk, refs)) == MOST
