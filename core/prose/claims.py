"""Claims: what the text says in words alone, against the figures (R8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checks.finding import Finding
from core.prose.by_line import by_line
from core.prose.claiming import CLAIM, Claim
from core.prose.claims_budget import even, no_excess, not_added, nothing_left
from core.prose.claims_done import all_done, all_in_order
from core.prose.claims_spending import all_running, idle_cars, no_cars, none_spent
from core.prose.claims_tables import all_above, happened, rows_told
from core.prose.clauses import clauses_of
from core.prose.listed_results import listed_results
from core.prose.proof import Proof, text_rule
from core.prose.report import Line, Report

# A list of indicators with their values: what stands there are the form's words, no claims.
_LISTING = re.compile(r"(?:指标|目标|完成)值(?:设定)?(?:为|是|[:：])")
# Under these headings stands what is to be done.
_MEASURES = re.compile(r"改进|建议|打算|下一步|今后|整改")
_TOLD = re.compile(r"情况|成效|完成|结果")

_CLAIMS: tuple[Claim, ...] = (
    no_excess,
    even,
    nothing_left,
    not_added,
    all_done,
    all_in_order,
    all_running,
    none_spent,
    idle_cars,
    no_cars,
    all_above,
    rows_told,
    happened,
)


@text_rule(CLAIM)
def claims_hold(proof: Proof) -> Iterator[Finding]:
    """未超预算, 收支平衡, 无结余, 没有追加, 均达到: the figures bear it out."""
    return by_line(proof, _claims_of)


def _claims_of(proof: Proof, report: Report, line: Line) -> Iterator[Finding]:
    if _MEASURES.search(line.heading) and not _TOLD.search(line.heading):
        return
    yield from listed_results(proof, CLAIM, line)
    for clause in clauses_of(report, line):
        if _LISTING.search(clause.text):
            continue
        for claim in _CLAIMS:
            yield from claim(proof, report.ledger, clause)
