"""The comparison of the three formats sees what it is there to see."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.export.pdf import pdf_bytes
from core.layout.drawing import Drawing, Rule, Text
from core.layout.package import Choice, compose
from tests.paper.compare import Form, forms, judge
from tests.paper.seen import look

Pages = tuple[Drawing, ...]


@pytest.fixture(scope="module")
def form() -> Form:
    """A form of two pages."""
    (found,) = forms("hengyang-2021-整体自评表")
    assert len(found.plans) == 2
    return found


def pages(form: Form) -> Pages:
    document = form.document
    return compose(document.pack, document.snapshot, Choice(forms=(form.grid.name,)))


def faults(form: Form, shown: Pages, folder: Path, kind: str = "xlsx") -> str:
    path = folder / "甲.pdf"
    path.write_bytes(pdf_bytes(shown, "甲"))
    return "\n".join(judge(form, look(path), kind).faults)


def test_the_pages_themselves_have_no_fault(form: Form, tmp_path: Path) -> None:
    for kind in ("pdf", "xlsx", "docx"):
        assert not faults(form, pages(form), tmp_path, kind)


def test_a_lost_text(form: Form, tmp_path: Path) -> None:
    first, second = pages(form)
    some = tuple(item for item in first.items if not getattr(item, "text", "").startswith("纳入"))
    assert len(some) < len(first.items)
    assert "lost" in faults(form, (replace(first, items=some), second), tmp_path)


def test_a_page_too_many_and_another_paper(form: Form, tmp_path: Path) -> None:
    first, second = pages(form)
    assert "3 pages instead of 2" in faults(form, (first, second, second), tmp_path)
    turned = replace(first, width=first.height, height=first.width)
    assert "wrong paper" in faults(form, (turned, second), tmp_path)


def test_a_row_on_the_other_page(form: Form, tmp_path: Path) -> None:
    first, second = pages(form)
    texts = [item for item in second.items if isinstance(item, Text)]
    moved = replace(first, items=(*first.items, *texts))
    rest = replace(second, items=tuple(item for item in second.items if item not in texts))
    assert "page 2 lacks" in faults(form, (moved, rest), tmp_path)


def test_a_letter_cut_by_a_line(form: Form, tmp_path: Path) -> None:
    first, second = pages(form)
    text = next(item for item in first.items if isinstance(item, Text) and len(item.text) > 4)
    line = Rule(text.x, text.y - text.size * 0.4, text.x + 60, text.y - text.size * 0.4, 0.5)
    crossed = replace(first, items=(*first.items, line))
    assert "cut by a line" in faults(form, (crossed, second), tmp_path)
