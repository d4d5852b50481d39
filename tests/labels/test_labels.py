"""Every label, note and column head of the papers stands on the blank sheets, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.document.document import Document
from core.export.docx import docx_bytes
from core.export.pdf import pdf_bytes
from core.forms.library import Library
from core.layout.package import Choice, compose
from tests.labels.compare import (
    PAPERS,
    ROOT,
    allowed,
    allowed_moves,
    blank_sheets,
    differences,
    labels,
    moved,
    plain,
    reading_order,
)
from tests.paper.seen import look, squeezed
from tests.support_docx import W, body, text_of

SHARED = ROOT.parent / "shared" / "papers"


@pytest.mark.parametrize("pack", sorted(PAPERS))
def test_blank_sheets_have_the_labels_of_the_paper(pack: str) -> None:
    reasons = allowed(pack)
    found = differences(pack)
    assert found - set(reasons) == set()
    assert set(reasons) - found == set(), "an allowed difference is no difference any more"
    assert all(reasons.values())


@pytest.mark.parametrize("pack", sorted(PAPERS))
def test_they_stand_in_the_order_of_the_paper(pack: str) -> None:
    reasons = allowed_moves(pack)
    assert moved(pack) == set(reasons)
    assert all(reasons.values())


@pytest.mark.parametrize("pack", sorted(PAPERS))
def test_a_blank_word_file_has_them_in_that_order(pack: str) -> None:
    for form, grid in blank_sheets(pack).items():
        shown = "".join(text_of(line) for line in body(docx_bytes([grid], form)).iter(f"{W}p"))
        text, at = plain(shown), 0
        for label in reading_order(grid):
            found = text.find(label, at)
            assert found >= 0, f"{form}: {label}"
            at = found + len(label)


@pytest.mark.parametrize("pack", sorted(PAPERS))
def test_a_blank_pdf_has_them_as_often_as_the_paper(pack: str, tmp_path: Path) -> None:
    """Whole, each in its own cell; where a cell goes on over a page its label stands again."""
    own = Library().pack(pack)
    snapshot = Document.specimen(own).snapshot
    for form, texts in labels(PAPERS[pack][0]).items():
        path = tmp_path / f"{form}.pdf"
        path.write_bytes(pdf_bytes(compose(own, snapshot, Choice(forms=(form,))), form))
        shown = plain(squeezed("".join(page.text for page in look(path).pages)))
        lacking = {text for _, side, text in allowed(pack) if side == "缺"}
        for text in set(texts) - lacking:
            assert shown.count(plain(squeezed(text))) >= texts.count(text), f"{form}: {text}"


@pytest.mark.parametrize("pack", sorted(PAPERS))
def test_the_lists_are_real(pack: str) -> None:
    forms = labels(PAPERS[pack][0])
    assert len(forms) >= 2
    assert all(len(texts) >= 15 for texts in forms.values())


def _papers() -> list[str]:
    """The packs whose paper lies beside the checkout (it is no part of the repository)."""
    return [pack for pack, (_, file) in PAPERS.items() if (SHARED / f"{file}.txt").is_file()]


@pytest.mark.parametrize("pack", _papers())
def test_the_lists_stand_in_the_papers(pack: str) -> None:
    name, file = PAPERS[pack]
    paper = plain(Path(SHARED / f"{file}.txt").read_text("utf-8"))
    for form, texts in labels(name).items():
        for text in texts:
            assert text in paper, f"{form}: {text}"
