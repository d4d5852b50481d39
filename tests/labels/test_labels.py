"""Every label, note and column head of the papers stands on the blank sheets, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.labels.compare import PAPERS, ROOT, allowed, differences, labels, plain

SHARED = ROOT.parent / "shared" / "papers"


@pytest.mark.parametrize("pack", sorted(PAPERS))
def test_blank_sheets_have_the_labels_of_the_paper(pack: str) -> None:
    reasons = allowed(pack)
    found = differences(pack)
    assert found - set(reasons) == set()
    assert set(reasons) - found == set(), "an allowed difference is no difference any more"
    assert all(reasons.values())


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
