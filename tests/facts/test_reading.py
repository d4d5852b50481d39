"""Reading: what each kind understands, what it refuses, and that the text is never lost."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.facts.reading import join_target, read, target_parts
from core.facts.values import NUMERIC, Kind, State, Target
from core.numbers import CONTEXT, plain

numbers = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places, CONTEXT),
    st.integers(min_value=-(10**14), max_value=10**14),
    st.integers(min_value=0, max_value=8),
)
NUMERIC_KINDS = [kind for kind in Kind if kind in NUMERIC]
cells = st.text(alphabet="≥≤=定性优95.%家万元 　\n", max_size=6)


def number_of(raw: str, kind: Kind, *, money_unit: str = "万元", unit: str = "") -> str:
    value = read(raw, kind, money_unit=money_unit, unit=unit)
    assert value.raw == raw
    assert value.state is State.READ, value.note
    assert isinstance(value.data, Decimal)
    return plain(value.data)


def target_of(raw: str) -> Target:
    value = read(raw, Kind.TARGET)
    assert value.raw == raw
    assert value.state is State.READ
    assert isinstance(value.data, Target)
    return value.data


def refused(raw: str, kind: Kind, unit: str = "") -> str:
    value = read(raw, kind, unit=unit)
    assert value.raw == raw
    assert value.state is State.UNREADABLE
    assert value.data is None
    return value.note


# --------------------------------------------------------------- general


@given(st.text(), st.sampled_from(Kind), st.sampled_from(["", "%", "㎡", "人"]))
def test_reading_never_raises_and_keeps_the_text(raw: str, kind: Kind, unit: str) -> None:
    value = read(raw, kind, unit=unit)
    assert value.raw == raw
    assert (value.state is State.UNREADABLE) == bool(value.note)


@given(
    st.text(
        alphabet="0123456789.,，。０５％%‰-+≥≤<>=年月日号前底内以上下万亿元人家｜$\\geq 无",
        max_size=20,
    ),
    st.sampled_from(Kind),
)
def test_reading_never_raises_on_almost_right_texts(raw: str, kind: Kind) -> None:
    assert read(raw, kind).raw == raw


@pytest.mark.parametrize("raw", ["", " ", "\u3000\n", "\ufeff\u200b"])
@pytest.mark.parametrize("kind", list(Kind))
def test_spaces_are_blank(raw: str, kind: Kind) -> None:
    value = read(raw, kind)
    assert value.state is State.BLANK
    assert value.raw == raw


@pytest.mark.parametrize("raw", ["无", "—", "——", "－", "-", "--", "/", "不适用", "N/A", " n/a "])
@pytest.mark.parametrize("kind", NUMERIC_KINDS)
def test_not_applicable_words_of_numeric_kinds(raw: str, kind: Kind) -> None:
    assert read(raw, kind).state is State.NOT_APPLICABLE


@pytest.mark.parametrize("kind", [*NUMERIC_KINDS, Kind.DATE])
def test_a_very_long_text_is_refused_with_a_short_note(kind: Kind) -> None:
    assert len(refused("9" * 1_000_000, kind)) < 100


# ----------------------------------------------------------------- money


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("927.00", "927.00"),
        ("1,774.18", "1774.18"),
        ("１２．５０", "12.50"),
        ("-3.2", "-3.2"),
        ("0", "0"),
        ("4亿元", "40000"),
        ("1.5 亿元", "15000"),
        ("5000元", "0.5000"),
        ("3千元", "0.3"),
        ("2百万元", "200"),
        ("500万", "500"),
        ("12.5 万 元", "12.5"),
        ("5万元整", "5"),
        ("人民币 12.5 万元", "12.5"),
        ("￥7.80", "7.80"),
        ("¥7.80万元", "7.80"),
    ],
)
def test_money(raw: str, expected: str) -> None:
    assert number_of(raw, Kind.MONEY) == expected


def test_money_in_other_units() -> None:
    assert number_of("12.5万元", Kind.MONEY, money_unit="元") == "125000"
    assert number_of("12.5", Kind.MONEY, money_unit="元") == "12.5"
    assert number_of("7万美元", Kind.MONEY, money_unit="万美元") == "7"
    assert "万美元" in read("7万元", Kind.MONEY, money_unit="万美元").note


@pytest.mark.parametrize(
    "raw", ["7,00.0,77", "五万元", "5美元", "3+4", "1e5", "5元/人", "约5万元", "5 6"]
)
def test_money_that_is_refused(raw: str) -> None:
    assert raw in refused(raw, Kind.MONEY)


def test_the_note_says_what_to_do() -> None:
    assert refused("7,00.0,77", Kind.MONEY) == (
        "“7,00.0,77”不是规范的数字，请写成 700.77 这样的形式。"
    )


@given(numbers)
def test_money_written_plainly_is_read_again(number: Decimal) -> None:
    assert read(plain(number), Kind.MONEY).data == number


@given(numbers)
def test_conversion_of_money_is_exact_both_ways(number: Decimal) -> None:
    as_wan = read(f"{plain(number)}元", Kind.MONEY, money_unit="万元").data
    assert isinstance(as_wan, Decimal)
    back = read(f"{plain(as_wan)}万元", Kind.MONEY, money_unit="元").data
    assert back == number
    assert CONTEXT.multiply(as_wan, Decimal(10000)) == number


# ---------------------------------------------------- other numeric kinds


@pytest.mark.parametrize(
    ("raw", "unit", "expected"),
    [
        ("85%", "", "0.85"),
        ("85％", "", "0.85"),
        ("100.00 %", "", "1.0000"),
        ("百分之85", "", "0.85"),
        ("5‰", "", "0.005"),
        ("0.85", "", "0.85"),
        ("85", "", "85"),
        ("85", "%", "0.85"),
        ("85", "％", "0.85"),
        ("85%", "%", "0.85"),
        ("-1.56%", "", "-0.0156"),
        ("207%", "", "2.07"),
    ],
)
def test_ratio(raw: str, unit: str, expected: str) -> None:
    assert number_of(raw, Kind.RATIO, unit=unit) == expected


@pytest.mark.parametrize("raw", ["85%%", "85分", "80%-90%", "≥85%", "百分之85%"])
def test_ratio_that_is_refused(raw: str) -> None:
    assert raw in refused(raw, Kind.RATIO)


@pytest.mark.parametrize("raw", ["34", "34人", "34 名", "３４个", "34 个乡镇"])
def test_count(raw: str) -> None:
    assert number_of(raw, Kind.COUNT) == "34"


@pytest.mark.parametrize(
    "raw",
    ["3万人", "3万", "5余家", "5个以上", "共34人", "34人左右", "34%", "34五", "5个行政村", "3百"],
)
def test_count_that_is_refused(raw: str) -> None:
    assert raw in refused(raw, Kind.COUNT)


@pytest.mark.parametrize(
    "raw", ["120.5", "120.5㎡", "120.5 m²", "120.5m2", "120.5平方米", "120.5千克", "120.5元/吨"]
)
def test_number(raw: str) -> None:
    assert number_of(raw, Kind.NUMBER) == "120.5"


@pytest.mark.parametrize(
    "raw", ["3万㎡", "3万", "5千", "1e3", "0x1F", "0xF", "5G", "5A级", "5/", "3-5", "3个5", "5٣"]
)
def test_number_that_is_refused(raw: str) -> None:
    assert raw in refused(raw, Kind.NUMBER, unit="㎡")


def test_a_number_in_the_unit_of_its_fact() -> None:
    assert number_of("3万亩", Kind.NUMBER, unit="万亩") == "3"
    assert number_of("8%", Kind.NUMBER, unit="%") == "8"
    assert refused("8%", Kind.NUMBER, unit="亩")


def test_score() -> None:
    assert number_of("9.50", Kind.SCORE) == "9.50"
    assert number_of("９．５ 分", Kind.SCORE) == "9.5"
    assert "8/10" in refused("8/10", Kind.SCORE)


# ------------------------------------------------------- texts and phones


def test_texts_are_tidied_but_kept() -> None:
    value = read(" 甲\r\n乙 ", Kind.TEXT)
    assert (value.raw, value.data, value.state) == (" 甲\r\n乙 ", "甲\n乙", State.READ)
    assert read("无", Kind.TEXT).data == "无"
    assert read(" 优秀 ", Kind.CHOICE).data == "优秀"
    assert read("row-1 ", Kind.LINK).data == "row-1 "


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("123 4567 8901", "12345678901"),
        ("１２３－４５６７８９０１", "12345678901"),
        ("0999-1234567", "09991234567"),
        ("123-4567-8901(办)", "12345678901(办)"),
        ("某某 12345678901", "某某 12345678901"),
    ],
)
def test_phone(raw: str, expected: str) -> None:
    assert read(raw, Kind.PHONE).data == expected


# ----------------------------------------------------------------- dates


@pytest.mark.parametrize(
    "raw",
    [
        "2024.05.08",
        "2024.05.8",
        "2024.5.8",
        "2024-5-8",
        "2024/5/8",
        "20240508",
        "2024年5月8日",
        "2024年5月8号",
        "2024 年 5 月 8 日",
        "２０２４年５月８日",
        "２０２４．５．８",
        "2024。5。8",
    ],
)
def test_date(raw: str) -> None:
    value = read(raw, Kind.DATE)
    assert value.data == dt.date(2024, 5, 8)
    assert value.raw == raw


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        ("2025年2月30日", "不存在"),
        ("20251301", "不存在"),
        ("0024-01-01", "不存在"),
        ("2025年4月", "没有写到日"),
        ("2025.4", "没有写到日"),
        ("2025年", "没有写到日"),
        ("4月10日", "不是规范的日期"),
        ("2025-4.10", "不是规范的日期"),
        ("25-4-10", "不是规范的日期"),
        ("年 月 日", "不是规范的日期"),
        ("2025年4月10日前", "不是规范的日期"),
        ("无", "不是规范的日期"),
    ],
)
def test_date_that_is_refused(raw: str, word: str) -> None:
    assert word in refused(raw, Kind.DATE)


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2199, 12, 31)))
def test_every_date_is_read_in_every_form(day: dt.date) -> None:
    for raw in (
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
    ):
        assert read(raw, Kind.DATE).data == day


# --------------------------------------------------------------- targets


@pytest.mark.parametrize(
    ("raw", "sign", "number", "unit"),
    [
        ("≥95%", "≥", "95", "%"),
        (">=95%", "≥", "95", "%"),
        ("＞＝95％", "≥", "95", "%"),
        ("≧ 95 %", "≥", "95", "%"),
        ("$\\geq 95\\%$", "≥", "95", "%"),
        ("\\geq 95\\%", "≥", "95", "%"),
        ("$\\leqslant 30$ 万元", "≤", "30", "万元"),
        ("不低于37家", "≥", "37", "家"),
        ("不少于 5 次", "≥", "5", "次"),
        ("不小于5", "≥", "5", ""),
        ("大于等于3个", "≥", "3", "个"),
        ("达到90%以上", "≥", "90", "%"),
        ("90%以上", "≥", "90", "%"),
        ("90％及以上", "≥", "90", "%"),
        ("90%（含）以上", "≥", "90", "%"),
        ("≥90%以上", "≥", "90", "%"),
        ("≤30万元", "≤", "30", "万元"),
        ("≤ 30 万元", "≤", "30", "万元"),
        ("不超过30万元", "≤", "30", "万元"),
        ("不高于5‰", "≤", "5", "‰"),
        ("不大于5", "≤", "5", ""),
        ("控制在30万元以内", "≤", "30", "万元"),
        ("控制在5%以下", "≤", "5", "%"),
        ("20天内", "≤", "20", "天"),
        (">5", ">", "5", ""),
        ("超过5家", ">", "5", "家"),
        ("大于5", ">", "5", ""),
        ("<5%", "<", "5", "%"),
        ("低于5%", "<", "5", "%"),
        ("=5", "=", "5", ""),
        ("＝5", "=", "5", ""),
        ("4亿元", "", "4", "亿元"),
        ("2.2%", "", "2.2", "%"),
        ("100%", "", "100", "%"),
        ("5 次", "", "5", "次"),
        ("90", "", "90", ""),
        ("1,234.50万元", "", "1234.50", "万元"),
        ("-5%", "", "-5", "%"),
        ("≥-0.5%", "≥", "-0.5", "%"),
        ("1.5次/年", "", "1.5", "次/年"),
        ("120m2", "", "120", "m2"),
        ("20231231", "", "20231231", ""),
        ("1年", "", "1", "年"),
        ("≥95%。", "≥", "95", "%"),
    ],
)
def test_measurable_targets(raw: str, sign: str, number: str, unit: str) -> None:
    target = target_of(raw)
    assert target == Target(sign, Decimal(number), unit)
    assert target.number is not None and plain(target.number) == number


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2021\n年内", dt.date(2021, 12, 31)),
        ("2023年底之前", dt.date(2023, 12, 31)),
        ("2023年度", dt.date(2023, 12, 31)),
        ("2023年", dt.date(2023, 12, 31)),
        ("2023 年年底之前完成", dt.date(2023, 12, 31)),
        ("2023年12月底前", dt.date(2023, 12, 31)),
        ("2024年2月底前完成", dt.date(2024, 2, 29)),
        ("2024年6月30日前", dt.date(2024, 6, 30)),
        ("2024 年 6 月 30 日前", dt.date(2024, 6, 30)),
        ("2024.6.30前", dt.date(2024, 6, 30)),
        ("截至2024-06-30", dt.date(2024, 6, 30)),
    ],
)
def test_deadlines_keep_their_words(raw: str, day: dt.date) -> None:
    assert target_of(raw) == Target(words=raw, deadline=day)


@pytest.mark.parametrize(
    "raw",
    [
        "无",
        "不断加强",
        "有效提升",
        "不低于",
        "80%-90%",
        "3～5个",
        "3—5个",
        "5 10",
        "1 000",
        "5个乡镇3个村",
        "约5%",
        "5%左右",
        "5余家",
        "30日前",
        "8%增长",
        "≥80%≤90%",
        "≥90%以下",
        "超额完成",
        "不超预算",
        "5G基站",
        "5A级景区",
        "4G信号全覆盖",
        "2023年前",
        "2023年6月前",
        "2024年2月30日前",
        "2024年13月底前",
        "每年5次",
        "7,00.0,77",
        "1e5",
        "5/10",
        "$100万",
        "全部或基本达成预期指标",
        "≥95｜%",
    ],
)
def test_what_is_not_fully_understood_is_words(raw: str) -> None:
    assert target_of(raw) == Target(words=raw)


def test_a_sign_before_words() -> None:
    assert target_of("  ≥全省平均水平") == Target("≥", words="全省平均水平")
    assert target_of("不低于全省平均水平") == Target("≥", words="全省平均水平")
    assert target_of("≥") == Target("≥")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("≥｜95｜%", Target("≥", Decimal(95), "%")),
        ("≥｜95｜％", Target("≥", Decimal(95), "%")),
        (">= ｜ 95 ｜ % ", Target("≥", Decimal(95), "%")),
        ("≥｜95%｜", Target("≥", Decimal(95), "%")),
        ("≥｜95%｜%", Target("≥", Decimal(95), "%")),
        ("｜≥95｜%", Target("≥", Decimal(95), "%")),
        ("｜95｜%", Target("", Decimal(95), "%")),
        ("定性｜优｜", Target(words="优", nature="定性")),
        ("定性｜90｜", Target(words="90", nature="定性")),
        ("≥｜｜", Target("≥")),
        ("｜｜家", Target(unit="家")),
        ("≥｜全省平均水平｜", Target("≥", words="全省平均水平")),
        ("正向｜95｜%", Target("", Decimal(95), "%", nature="正向")),
        ("≥｜≤95｜%", Target("≥", None, "%", "≤95")),
        ("≥｜95家｜%", Target("≥", None, "%", "95家")),
        ("≤｜2023年底前｜", Target("≤", words="2023年底前", deadline=dt.date(2023, 12, 31))),
        ("=｜3-5｜个", Target("=", None, "个", "3-5")),
    ],
)
def test_three_cells(raw: str, expected: Target) -> None:
    assert target_of(raw) == expected


def test_three_empty_cells_are_blank() -> None:
    assert read("｜ ｜", Kind.TARGET).state is State.BLANK
    assert join_target("", " ", "\u3000") == ""


@given(cells, cells, cells)
def test_cells_are_joined_and_parted_without_loss(nature: str, number: str, unit: str) -> None:
    raw = join_target(nature, number, unit)
    if raw:
        assert target_parts(read(raw, Kind.TARGET)) == (nature, number, unit)
        assert join_target(*target_parts(read(raw, Kind.TARGET))) == raw
    else:
        assert not (nature + number + unit).strip()


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))
def test_any_cells_keep_their_places(nature: str, number: str, unit: str) -> None:
    raw = join_target(nature, number, unit)
    bar = "｜"
    expected = tuple(cell.replace(bar, "|") for cell in (nature, number, unit))
    assert raw == "" or target_parts(read(raw, Kind.TARGET)) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("≥95.50％", ("≥", "95.50", "%")),
        ("不低于37家", ("≥", "37", "家")),
        ("不断加强", ("", "不断加强", "")),
        ("≥全省平均水平", ("≥", "全省平均水平", "")),
        ("2023年底之前", ("", "2023年底之前", "")),
        ("", ("", "", "")),
    ],
)
def test_parts_of_a_target_written_in_one_cell(raw: str, expected: tuple[str, str, str]) -> None:
    assert target_parts(read(raw, Kind.TARGET)) == expected
