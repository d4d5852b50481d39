"""Support: faults in names, signatures and texts, and between forms."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from random import Random

from tests.support_indicators import LOW_EXECUTION, Data
from tests.support_packages import library
from tests.support_spots import Blame, Kind, Spot, fact, named, registrar

KINDS: dict[str, Kind] = {}
fault = registrar(KINDS)
OTHER_UNIT = "东风镇人民政府"

# ---------------------------------------------------------------- names, forms, signatures


def _twice(data: Data, name: str) -> tuple[str, ...]:
    """The forms on which a figure of the unit is printed again."""
    places = library().pack(data["pack"]).places
    key, _, aspect = name.partition("@")
    return places.get(("", key, aspect), ())[1:]


@fault("印了别的单位名称")
def other_unit(data: Data, rng: Random) -> Blame | None:
    """Another unit's name on a further form."""
    forms = [form for form in _twice(data, "单位名称") if form != "项目自评表"]
    if not forms:
        return None
    data["printed"].setdefault(rng.choice(forms), {})["单位名称"] = OTHER_UNIT
    return [Spot(data, "unit", "单位名称")], "X"


@fault("各表印的不一样")
def printed_differs(data: Data, rng: Random) -> Blame | None:
    """The same figure reads otherwise on a further form."""
    spots = [
        spot
        for name, held in data["facts"].items()
        if isinstance(held, dict)
        for aspect in held
        if (spot := fact(data, name, aspect)) and spot.number and _twice(data, spot.text)
    ]
    if not spots:
        return None
    spot = rng.choice(spots)
    text = spot.raw[1:] if len(spot.raw) > 4 and spot.raw[1] != "0" else f"1{spot.raw}"
    form = rng.choice(_twice(data, spot.text))
    data["printed"].setdefault(form, {})[spot.text] = text
    return [spot], "X9"


def _phones(data: Data) -> list[Spot]:
    spots = [spot for spot in [fact(data, "联系电话")] if spot]
    for place, form in enumerate(data["rows"].get("项目", []), 1):
        if "负责人及电话" in form:
            spots.append(Spot(form, "负责人及电话", f"项目[{place}].负责人及电话"))
    return spots


@fault("电话少一位")
def phone_short(data: Data, rng: Random) -> Blame | None:
    """A telephone number that lost a digit, wherever in it."""
    spot = rng.choice(_phones(data))
    place = rng.choice([n for n, c in enumerate(spot.raw) if c.isdigit()])
    spot.raw = spot.raw[:place] + spot.raw[place + 1 :]
    return [spot], "E"


@fault("电话多一位或有字母")
def phone_long(data: Data, rng: Random) -> Blame | None:
    """A digit too many in a mobile number, or the letter O for a nought."""
    spot = rng.choice(_phones(data))
    places = [n for n, c in enumerate(spot.raw) if c == "0"]
    place = rng.choice(places[1:])  # the first nought may open the area code
    if "0737" not in spot.raw and rng.random() < 0.5:
        spot.raw = spot.raw[:place] + "0" + spot.raw[place:]
    else:
        spot.raw = spot.raw[:place] + rng.choice("Oo") + spot.raw[place + 1 :]
    return [spot], "E"


@fault("日期不存在")
def no_such_day(data: Data, rng: Random) -> Blame | None:
    """31 April, month 13, no day, only a part of a date."""
    spot = fact(data, "填报日期")
    if spot is None:
        return None
    wrong = ("{}年4月31日", "{}.13.5", "{}.2.30", "{}年0月12日", "{}年13月", "{}年4月 32日")
    partial = (
        "{}年6月",
        "{}.4",
        "{}年",
        "{}",
        "{}年  月  日",
        "{}年4月  日",
        "{}年 月5日",
        "4月10日",
    )
    spot.raw = rng.choice((*wrong, *partial)).format(data["year"] + 1)
    return [spot], "E"


@fault("日期不在次年")
def day_of_another_year(data: Data, rng: Random) -> Blame | None:
    """The date of an earlier report, or of a year still to come."""
    spot = fact(data, "填报日期")
    if spot is None:
        return None
    year = str(data["year"] + 1)
    spot.raw = spot.raw.replace(year, str(int(year) + rng.choice((-2, -1, 1, 10))))
    return [spot], "E2"


@fault("落款没有填")
def signature_blank(data: Data, rng: Random) -> Blame | None:
    """Who filled it in, when, and how to call them is left out, where the county asks for it."""
    names = [name for name in ("填表人", "填报日期", "联系电话") if fact(data, name)]
    pack = library().pack(data["pack"])
    asked = [name for name in names if (c := pack.concept("", name)) and c.need != "选填"]
    names = [name for name in asked if ("", name, "") in pack.places]
    if not names:
        return None
    name = rng.choice(names)
    spot = fact(data, name)
    assert spot is not None
    spot.clear()
    return [spot], "M"


@fault("留着模板文字")
def template_text(data: Data, rng: Random) -> Blame | None:
    """What the county printed as guidance was not replaced."""
    owners = [("", data["facts"])]
    owners += [(f"项目[{n}].", form) for n, form in enumerate(data["rows"].get("项目", []), 1)]
    choices = [
        Spot(owner, key, f"{name}{key}")
        for name, owner in owners
        for key in (
            "预期目标",
            "目标完成情况",
            "厉行节约保障措施",
            "偏差及原因",
            "改进措施",
            "说明",
        )
        if key in owner
    ]
    choices += [
        line.spot(field) for line in named(data) for field in ("三级指标", "实际完成值", "偏差原因")
    ]
    spot = rng.choice(choices)
    spot.raw = rng.choice(("目标1：XX。目标2：XX。", "××项目按期完成。", "（此处填写年度目标）"))
    return [spot], "E"


@fault("写的是往年")
def stale_goal(data: Data, rng: Random) -> Blame | None:
    """The text of an earlier report was taken over with its year."""
    owners = [("", data["facts"])]
    owners += [(f"项目[{n}].", form) for n, form in enumerate(data["rows"].get("项目", []), 1)]
    choices = [
        Spot(owner, key, f"{name}{key}")
        for name, owner in owners
        for key in ("预期目标", "目标完成情况")
        if key in owner
    ]
    spot = rng.choice(choices)
    style = rng.choice(("{}年完成道路硬化5公里，{}", "确保{}年12月底前全面完工。{}"))
    spot.raw = style.format(data["year"] - rng.choice((1, 2)), spot.raw)
    return [spot], "E6"


@fault("缺一份项目自评表")
def form_missing(data: Data, rng: Random) -> Blame | None:
    """A listed project without a form."""
    listed, forms = data["rows"].get("项目清单"), data["rows"].get("项目")
    if not listed or not forms:
        return None
    place = rng.randrange(len(forms))
    del forms[place]
    del listed[place]["项目表"]
    for number, row in enumerate(listed[place + 1 :], place + 1):
        row["项目表"] = f"项目[{number}]"
    name = f"项目清单[{place + 1}]"
    return [Spot(listed[place], "", f"{name}.{cell}") for cell in ("项目名称", "支出@决算")], "X"


@fault("清单与自评表不一致")
def line_and_form_differ(data: Data, rng: Random) -> Blame | None:
    """The form of a project spent less than its line, and is right in itself."""
    listed, forms = data["rows"].get("项目清单"), data["rows"].get("项目")
    if not listed or not forms:
        return None
    place = rng.randrange(len(forms))
    form = forms[place]
    form.pop("执行率", None)
    spots = []
    for holder in (form.get("年度资金总额"), *(row.get("金额") for row in form["资金来源"])):
        if holder and Decimal(holder["决算"]):
            less = Decimal(holder["决算"]) * Decimal("0.93")
            holder["决算"] = f"{less.quantize(Decimal('0.01'))}"
    for row in form["资金来源"]:
        row.pop("执行率", None)
    if "年度资金总额" in form:
        parts = [Decimal(row["金额"]["决算"]) for row in form["资金来源"] if "金额" in row]
        form["年度资金总额"]["决算"] = f"{sum(parts)}"
    for number, cell in ((place + 1, "支出@决算"),):
        spots.append(Spot({}, "", f"项目清单[{number}].{cell}"))
    return spots, "X"


@fault("项目重复列")
def listed_twice(data: Data, rng: Random) -> Blame | None:
    """One project stands twice in the list, and is counted twice."""
    listed = data["rows"].get("项目清单")
    if not listed:
        return None
    place = rng.randrange(len(listed))
    again = {key: value for key, value in listed[place].items() if key != "项目表"}
    listed.append(copy.deepcopy(again))
    spots = [
        Spot(row, "项目名称", f"项目清单[{number}].项目名称")
        for number, row in ((place + 1, listed[place]), (len(listed), again))
    ]
    return spots, "X11|B|X"


@fault("项目名称写错")
def name_differs(data: Data, rng: Random) -> Blame | None:
    """The form of a project has a wrong character or two in its name."""
    listed, forms = data["rows"].get("项目清单"), data["rows"].get("项目")
    if not listed or not forms:
        return None
    place = rng.randrange(len(forms))
    name = forms[place]["项目名称"]
    cut = rng.randrange(len(name) - 2)
    forms[place]["项目名称"] = name[:cut] + rng.choice(("师范", "建没", "某")) + name[cut + 2 :]
    spots = [
        Spot({}, "", f"项目[{place + 1}].项目名称"),
        Spot({}, "", f"项目清单[{place + 1}].项目名称"),
    ]
    return spots, "X4"


@fault("执行率低没有原因")
def low_rate_unexplained(data: Data, rng: Random) -> Blame | None:
    """Less than nine tenths of the budget spent, and the reason is left out everywhere."""
    if LOW_EXECUTION not in json.dumps(data, ensure_ascii=False):
        return None
    owners: list[tuple[str, Data, Data]] = [("", data["facts"], data["rows"])]
    owners += [
        (f"项目[{n}].", form, form) for n, form in enumerate(data["rows"].get("项目", []), 1)
    ]
    low = []
    for name, owner, holder in owners:
        texts = [(owner, key) for key in ("偏差及原因", "改进措施", "说明") if key in owner]
        texts += [(row, "偏差原因") for row in holder.get("绩效指标", ()) if "偏差原因" in row]
        if any(LOW_EXECUTION in row[key] for row, key in texts):
            low.append((name, owner))
        for row, key in texts:
            row[key] = row[key].replace(LOW_EXECUTION, "").strip("；") or "无"
    data["report"] = {"chapters": []}
    if data["pack"] == "tongyong":
        data["facts"]["改进措施"] = "无"
    return [Spot(owner, "执行率", f"{name}执行率") for name, owner in low] + [
        Spot(owner, "年度资金总额", f"{name}年度资金总额@决算") for name, owner in low
    ], "O23|P5"
