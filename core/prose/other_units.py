"""Other units: names of other towns, counties and offices where the unit's own should stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from core.checks.finding import Finding, Severity
from core.checks.names import TOWN_OFFICE, is_town, names_nobody
from core.facts.model import UNIT, Ref
from core.prose.gathering import gathered, hits
from core.prose.own_unit import is_same_unit, units_in_title
from core.prose.proof import Proof, text_rule

CODE = "R12.别的单位名称"
_OURSELVES = re.compile(r"[我本](镇|乡(?!镇|村|土|亲)|街道|局|院|校)(?!长|里的)")
_STANDS_IN = "某"  # 某局 is nobody's name
_KINDS = ("镇", "乡", "街道", "局", "院", "校")
_COUNTY = re.compile(  # only where a name must stand: 根据县财政局 is none
    r"(?<=[省市州《“])([\u4e00-\u9fff]{2})(县|(?<![社园城辖新发景])区)(?=委|政府|人民政府|财政局|纪委|审计局)"
)
_OWN_COUNTY = re.compile(r"[\u4e00-\u9fff](?:县|区|市)")
# 某某局2024年部门整体支出…: at the beginning of a sentence that is the unit the report is about.
_SUBJECT = re.compile(
    r"(?:^|[。；])\s*([\u4e00-\u9fff]{2,25}(?:局|镇|乡|街道|中心|政府|委员会|办公室|街道办事处))"
    r"\s*20[0-9]{2}\s*年度?\s*(?:部门)?(?:整体支出|整体绩效|部门预算|预算支出)"
)
# What a town's report tells of is that town: 促进了某某镇经济社会发展.
_OF_A_TOWN = re.compile(
    r"([\u4e00-\u9fff])(镇|乡)(?:(?:的)?(?:经济社会|社会经济|各项事业|各项工作|经济发展|高质量发展)|党委政府)"
)
_NO_TOWN = frozenset("全我本各该乡城集圩村镇名特新大小中强重县市区等")
_TOWN = re.compile(r"[\u4e00-\u9fff]{1,5}?(?:(?<![城乡])镇|乡(?!镇)|街道)")
_NAME = re.compile(r"[^了进动升保障为对在是给使让向于的和与、，。；]{1,4}[镇乡]$")
_WINDOW = 6  # characters in which a town's name stands
_ABOVE = re.compile(r"财政|审计|县委|市委|区委|省|我|本|各|全|经|由|根据|按照")


@text_rule(CODE)
def other_units(proof: Proof) -> Iterator[Finding]:
    """In the title, as the subject of a sentence, after 我, and the governments of other towns."""
    own = proof.desk.text(UNIT, "单位名称")
    if not own or _STANDS_IN in own:
        return
    cells = proof.desk.cells(Ref("单位名称"))
    in_title = list(units_in_title(proof.manuscript))
    strange = [named for named in in_title if not is_same_unit(named.name, own)]
    right = any(is_same_unit(named.name, own) for named in in_title)
    for named in strange:
        yield Finding(
            CODE,
            Severity.WARNING if right else Severity.ERROR,
            cells,
            f"标题里的单位是“{named.name}”，填报单位是“{own}”，请核对是不是抄来的内容。",
            shown=named.name,
            expected=own,
            words=(named.paragraph.words(named.start, named.end),),
        )
    region = "".join((*proof.desk.pack.head.region, own))
    titles = [named.paragraph for named in in_title]
    rest = [paragraph for paragraph in proof.manuscript.prose if paragraph not in titles]
    for says, places in gathered(hits(rest, lambda text: _look(text, own, region))):
        severity, name = says.split("\n")
        yield Finding(
            CODE,
            Severity(severity),
            cells,
            f"报告里写到了“{name}”，填报单位是“{own}”，请核对是不是抄来的内容。",
            shown=name,
            expected=own,
            words=places,
        )


@lru_cache(8192)
def _look(text: str, own: str, region: str) -> tuple[tuple[str, tuple[int, int]], ...]:
    """Names in a paragraph that are not the unit's, with how sure that is."""
    return tuple(
        (f"{severity.value}\n{text[start:end]}", (start, end))
        for severity, start, end in (
            *_ourselves(text, own),
            *_towns(text, own),
            *_subjects(text, own),
            *_counties(text, region),
        )
    )


Hit = tuple[Severity, int, int]


def _ourselves(text: str, own: str) -> Iterator[Hit]:
    """我镇 in the report of an office, 我局 in a town's."""
    kind = next(
        (kind for kind in _KINDS if own.endswith(kind) or (is_town(own) and kind in own)), ""
    )
    for match in _OURSELVES.finditer(text) if kind else ():
        if match[1] != kind and match[1] not in own:
            yield Severity.WARNING if match[0][0] == "我" else Severity.INFO, *match.span()


def _towns(text: str, own: str) -> Iterator[Hit]:
    """The government of another town in a town's report, or what that town achieved."""
    if not is_town(own):
        return
    for match in TOWN_OFFICE.finditer(text):
        if not names_nobody(match[1]) and f"{match[1]}{match[2]}" not in own:
            yield Severity.INFO, *match.span()
    for match in _OF_A_TOWN.finditer(text):
        end = match.end(2)
        if match[1] not in _NO_TOWN and not _is_own_town(text[:end], own):
            name = _NAME.search(text[max(0, end - _WINDOW) : end])
            if name is not None:
                yield Severity.WARNING, end - len(name[0]), end


def _is_own_town(ahead: str, own: str) -> bool:
    """Do the words end with the unit's own town, named in full or without its county?"""
    names = re.split(r"[省市县区]", own)[-1]
    town = _TOWN.match(names)
    return town is not None and ahead.endswith(town[0])


def _subjects(text: str, own: str) -> Iterator[Hit]:
    """Another unit's 部门整体支出 at the beginning of a sentence."""
    for match in _SUBJECT.finditer(text):
        if _ABOVE.search(match[1]) is None and not is_same_unit(match[1], own):
            yield Severity.WARNING, *match.span(1)


def _counties(text: str, region: str) -> Iterator[Hit]:
    """The offices of another county."""
    if _OWN_COUNTY.search(region) is None:
        return
    for match in _COUNTY.finditer(text):
        name = f"{match[1]}{match[2]}"
        if not names_nobody(match[1]) and name not in region and name[1:] not in region:
            yield Severity.INFO, match.start(), match.end()
