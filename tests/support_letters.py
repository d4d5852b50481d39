"""Reports to set: three made-up texts as offices write them, and ways to measure their pages."""

from __future__ import annotations

from core.document.document import Document
from core.facts.edits import SetReport, SetValue
from core.facts.model import Chapter, Ref
from core.layout.chapters import entries
from core.layout.drawing import MM, Drawing, Text
from core.layout.glyphs import width
from tests.support import pack_of

PLAIN = (
    "全年按照“保基本、保运转、保重点”的原则安排支出，严格执行年初预算，重大事项集体研究，"
    "资金使用与年初目标一致，没有发现截留、挤占、挪用的情况。"
)
DUTIES = "\n".join(
    [
        "本镇主要职责是贯彻执行上级决定，负责辖区内经济发展、社会管理、公共服务和基层治理。",
        "1、编制并组织实施国民经济和社会发展规划；",
        "2、负责农业农村、民政救助、卫生健康、教育文化等工作；",
        "3、承担防汛抗旱、森林防火、安全生产（含农村道路交通安全）的属地责任。",
    ]
)
MONEY_TABLE = (
    "2024年基本支出624.17万元，与上年、与预算比较如下（单位：万元）：\n"
    "支出类别\t年初预算\t全年预算\t决算\t执行率\n"
    "人员经费\t540.00\t562.30\t560.12\t99.61%\n"
    "日常公用经费\t70.00\t66.20\t64.05\t96.75%\n"
    "其中：公务接待费\t2.00\t1.60\t1.58\t98.75%\n"
    "合计\t610.00\t628.50\t624.17\t99.31%\n"
    "公用经费比上年减少3.05万元，主要是压减了会议费和差旅费。"
)
PROJECTS = "\n".join(
    [
        "项目\t资金来源\t支出（万元）\t完成情况",
        *(
            f"第{n}村人居环境整治和生活垃圾收运\t县级财政专项资金\t{n}8.50\t"
            "按合同完成，经镇、村两级验收合格，群众满意度95%以上"
            for n in range(1, 41)
        ),
    ]
)


def township(texts: dict[str, str], pack: str = "hunan-taojiang") -> Document:
    """A report of a made-up township: texts by heading; \"\" stands for all others."""
    return written(pack, "某某县某某镇人民政府", texts)


def written(pack: str, unit: str, texts: dict[str, str], day: str = "2025年4月10日") -> Document:
    """The reports of a pack with these texts under its headings."""
    document = Document.blank(pack_of(pack), 2024, unit)
    if day:
        document.apply(SetValue(Ref("填报日期"), day))
    several = len(document.pack.reports) > 1
    chapters = [
        Chapter(entry.title, texts.get(entry.title, texts.get("", "")), name if several else "")
        for name in (report.id for report in document.pack.reports)
        for entry in entries(document.pack, document.snapshot, name)
    ]
    document.apply(SetReport(tuple(chapters)))
    return document


def samples() -> dict[str, Document]:
    """With a label and a table; long, with tables over pages; two reports and a long name."""
    return {
        "某某镇": township(
            {
                "": PLAIN,
                "部门概况": "",
                "部门基本情况": DUTIES,
                "基本支出": MONEY_TABLE,
                "项目支出": "无",
            }
        ),
        "某某局": written(
            "tongyong",
            "某某县农业农村局",
            {"": "\n".join([PLAIN] * 9), "预算执行情况": f"{PLAIN}\n{PROJECTS}\n{PLAIN}"},
            day="",
        ),
        "某某自治县": written(
            "hunan-zhijiang", "某某侗族自治县商务科技和工业信息化局", {"": PLAIN * 2}
        ),
    }


def texts(page: Drawing) -> list[Text]:
    return [item for item in page.items if isinstance(item, Text)]


def right(text: Text) -> float:
    """Where the last character of a text ends, in mm."""
    spread = text.spread * (len(text.text) - 1)
    return (text.x + width(text.face, text.text, text.size) + spread) / MM
