"""The samples that come with the program."""

from __future__ import annotations

from core.forms.library import Library
from core.storage.datafile import UNIT_NAME, load
from core.workspace.samples import samples, samples_folder


def test_every_sample_is_told_as_it_is() -> None:
    library = Library()
    told = samples(library)
    assert {sample.file for sample in told} == {p.name for p in samples_folder().iterdir()}
    for sample in told:
        document = load(samples_folder() / sample.file, library).document
        assert sample.unit == document.snapshot.value(UNIT_NAME).raw
        assert sample.year == document.snapshot.year
        assert sample.pack_name == document.pack.head.name
