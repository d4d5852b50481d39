"""Listed results: indicators the text lists as done or not done, against their table (R8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from core.checks.finding import Finding, Severity
from core.checks.targets import called, sheet_of, shown
from core.facts.model import UNIT
from core.forms.schema import Result
from core.prose.bare import bare
from core.prose.judge import finding_at
from core.prose.proof import Proof
from core.prose.report import Line
from core.scoring.sheet import ACTUAL, TARGET, Indicator

_LIST = re.compile(r"(?P<done>已经?|未|没有)完成的[^,;。:]{0,8}指标(?:有|:)(?P<names>[^。]+)")
_CONTRARY = {True: (Result.MISSED,), False: (Result.REACHED, Result.MEASURED)}


def listed_results(proof: Proof, code: str, line: Line) -> Iterator[Finding]:
    """已完成的产出指标：养护道路（9公里）, and the table says that it was missed."""
    for match in _LIST.finditer(line.bare.text):
        done = match["done"].startswith("已")
        by_name: dict[str, list[Indicator]] = {}
        for one in _meant(proof, line.bare.text[: match.start()]):
            by_name.setdefault(bare(one.name).text, []).append(one)
        for name, found in by_name.items():
            place = re.search(
                rf"(?:^|[、;]|指标){re.escape(name)}(?=\(|年度指标值)", match["names"]
            )
            # The same name under several projects: one of them may be meant.
            if place is None or not all(one.result in _CONTRARY[done] for one in found):
                continue
            start = match.start("names") + place.end() - len(name)
            one = found[0]
            yield finding_at(
                proof.desk,
                code,
                Severity.WARNING,
                (line.words(start, start + len(name)),),
                f"这里把{called(one)}列为{'已' if done else '未'}完成的指标，表上的年度指标值是 "
                f"{shown(proof.desk, one, TARGET)}，实际完成值是 {shown(proof.desk, one, ACTUAL)}，"
                f"{'没有' if done else '已经'}完成，请改写。",
                (one.ref(ACTUAL), one.ref(TARGET)),
            )


def _meant(proof: Proof, ahead: str) -> Iterator[Indicator]:
    """The indicators of the projects named before the list, else all there are."""
    projects = proof.desk.rows("项目")
    named = [
        row
        for row in projects
        if (name := bare(proof.desk.text(row, "项目名称")).text) and name in ahead
    ]
    owners = named or (UNIT, *projects)
    return chain.from_iterable(sheet_of(proof.desk, owner).real for owner in owners)
