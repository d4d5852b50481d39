"""A report keeps the texts of its pack: compiled from them it is the same pack."""

from __future__ import annotations

import pytest

from core.document.document import Document
from core.forms.folders import DICTIONARY_NAME
from core.forms.library import Library, packs_folder
from core.forms.pack import Pack
from core.layout.build import build_all
from core.layout.dump import dump
from tests.support import PACKS


def _library() -> Library:
    return Library(packs_folder(), PACKS)


def _looks(pack: Pack) -> list[str]:
    snapshot = Document.specimen(pack).snapshot
    return [dump(grid, snapshot) for grid in build_all(pack, snapshot)]


@pytest.mark.parametrize("name", [*Library().names(), "hebei-style"])
def test_a_pack_compiled_from_its_kept_text_looks_the_same(name: str) -> None:
    fresh = _library()
    text = fresh.text(name)
    assert {name, DICTIONARY_NAME} <= text.keys() and all(text.values())
    again = Library.of_text(text).pack(name)
    assert [rule.id for rule in again.checks] == [rule.id for rule in fresh.pack(name).checks]
    for pack in (again, fresh.pack(name)):
        assert not pack.mistakes
    assert _looks(again) == _looks(fresh.pack(name))


def test_a_borrowed_form_brings_its_lender_along() -> None:
    assert len(_library().text("hebei-style")) == 3


@pytest.mark.parametrize("name", Library().names())
def test_the_head_alone_is_the_head_of_the_whole(name: str) -> None:
    library = Library()
    assert library.head(name) == library.pack(name).head
