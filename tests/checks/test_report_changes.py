"""A change of the report's text runs again what looks for reasons there, and nothing is missed."""

from __future__ import annotations

import pytest

from core.calc.references import find_ref
from core.checks.runner import Checker, check
from core.facts.edits import SetReport, SetValue
from core.facts.model import Chapter, Ref
from core.forms.library import Library
from core.paths import resources
from core.storage.datafile import load

# Words that give reasons for what the rules ask about.
REASONS = (
    "因年中追加项目预算，全年预算调整增加，执行率偏低，未支付部分结转。",
    "由于人员调动，在职人数超出编制，超编已报备。",
    "因公务接待增加，三公经费超出预算；由于项目推迟，政府采购支出减少。",
)


@pytest.mark.parametrize("name", [p.stem for p in (resources() / "samples").glob("*.json")])
def test_update_equals_a_full_audit(name: str) -> None:
    document = load(resources() / "samples" / f"{name}.json", Library()).document
    checker = Checker(document.pack)
    checker.full(document.snapshot)
    names = [
        document.snapshot.value(Ref("三级指标", "", row)).raw
        for row in document.snapshot.siblings("绩效指标")
    ]
    about_rows = "\n".join(f"{name}没有完成，原因是资金未到位。" for name in names)
    for text in (*REASONS, about_rows, "", "\n".join((*REASONS, about_rows))):
        change = document.apply(SetReport((Chapter("一、说明", text),)))
        report = checker.update(document.snapshot, change)
        whole = check(document.pack, document.snapshot)
        assert report.findings == whole.findings
        assert report.counts == whole.counts


def test_a_reason_in_the_report_counts_at_once() -> None:
    document = load(resources() / "samples" / "taojiang-2024.json", Library()).document
    document.apply(SetValue(find_ref(document.snapshot, document.pack, "在职人数"), "60"))
    checker = Checker(document.pack)
    assert any(f.rule == "B14.超编" for f in checker.full(document.snapshot).findings)
    change = document.apply(SetReport((Chapter("", "由于机构改革，在职人数超出编制。"),)))
    assert not any(f.rule == "B14.超编" for f in checker.update(document.snapshot, change).findings)
