"""Order: where the reports stand among the forms of a package."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

_NUMBER = re.compile(r"\d+")


class Labelled(Protocol):
    """A form or a report, with its label: 附件3, or nothing."""

    @property
    def label(self) -> str: ...


FormT = TypeVar("FormT", bound=Labelled)
ReportT = TypeVar("ReportT", bound=Labelled)


def in_order(forms: Sequence[FormT], reports: Sequence[ReportT]) -> Iterator[FormT | ReportT]:
    """Reports without a number in their label come first; others before the next higher one."""
    numbers = [_numbers(form) for form in forms]
    places = [_place(_numbers(report), numbers) for report in reports]
    for at, form in enumerate(forms):
        yield from (report for report, place in zip(reports, places, strict=True) if place == at)
        yield form
    yield from (r for r, place in zip(reports, places, strict=True) if place == len(forms))


def _numbers(part: Labelled) -> list[int]:
    return [int(number) for number in _NUMBER.findall(part.label)]


def _place(own: list[int], numbers: list[list[int]]) -> int:
    if not own:
        return 0
    return next((at for at, other in enumerate(numbers) if other > own), len(numbers))
