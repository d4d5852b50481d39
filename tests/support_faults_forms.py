"""Support: faults in names, signatures and texts, and between forms."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from tests.support_indicators import Data
from tests.support_spots import Blame, Kind, Spot, fact, registrar

KINDS: dict[str, Kind] = {}
fault = registrar(KINDS)
OTHER_UNIT = "东风镇人民政府"

# ---------------------------------------------------------------- names, forms, signatures


@fault("印了别的单位名称")
def other_unit(data: Data, rng: Random) -> Blame | None:
    """Another unit's name on the second form."""
    if data["pack"] not in ("hunan-hengyangxian", "tongyong"):
        return None
    data["printed"].setdefault("整体自评表", {})["单位名称"] = OTHER_UNIT
    return [Spot(data, "unit", "单位名称")], "X"


@fault("各表印的不一样")
def printed_differs(data: Data, rng: Random) -> Blame | None:
    """The same figure reads otherwise on the second form."""
    names = ["项目支出"] if data["pack"] in ("hunan-taojiang", "hunan-zhijiang") else []
    if data["pack"] in ("hunan-hengyangxian", "tongyong"):
        names = ["项目支出", "基本支出", "三公经费"]
    spots = [spot for name in names if (spot := fact(data, name, "决算")) and spot.number]
    if not spots:
        return None
    spot = rng.choice(spots)
    text = spot.raw[1:] if len(spot.raw) > 4 and spot.raw[1] != "0" else f"1{spot.raw}"
    data["printed"].setdefault("整体自评表", {})[spot.text] = text
    return [spot], "X9"


@fault("电话少一位")
def phone_short(data: Data, rng: Random) -> Blame | None:
    """A telephone number that lost a digit."""
    spots = [spot for spot in [fact(data, "联系电话")] if spot]
    for place, form in enumerate(data["rows"].get("项目", []), 1):
        if "负责人及电话" in form:
            spots.append(Spot(form, "负责人及电话", f"项目[{place}].负责人及电话"))
    spot = rng.choice(spots)
    cut = rng.choice((spot.raw[:-1], spot.raw[:-3] + spot.raw[-2:]))
    if "0737" in spot.raw:
        cut = cut[:-1]  # six digits behind the area code: too few anywhere
    spot.raw = cut
    return [spot], "E"


@fault("日期不存在")
def no_such_day(data: Data, rng: Random) -> Blame | None:
    """31 April, month 13."""
    spot = fact(data, "填报日期")
    if spot is None:
        return None
    spot.raw = rng.choice(("{}年4月31日", "{}.13.5", "{}.2.30", "{}年0月12日")).format(
        data["year"] + 1
    )
    return [spot], "E"


@fault("留着模板文字")
def template_text(data: Data, rng: Random) -> Blame | None:
    """What the county printed as guidance was not replaced."""
    owners = [("", data["facts"])]
    owners += [(f"项目[{n}].", form) for n, form in enumerate(data["rows"].get("项目", []), 1)]
    choices = [
        Spot(owner, key, f"{name}{key}")
        for name, owner in owners
        for key in ("预期目标", "目标完成情况")
        if key in owner
    ]
    spot = rng.choice(choices)
    spot.raw = rng.choice(("目标1：XX。目标2：XX。", "××项目按期完成。", "（此处填写年度目标）"))
    return [spot], "E"


@fault("缺一份项目自评表")
def form_missing(data: Data, rng: Random) -> Blame | None:
    """A listed project without a form."""
    listed, forms = data["rows"].get("项目清单"), data["rows"].get("项目")
    if not listed or not forms:
        return None
    place = rng.randrange(len(forms))
    del forms[place]
    for row in listed:
        row.pop("项目表")
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
