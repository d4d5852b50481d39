"""Tabs: which pages a report has on screen, in the order of the papers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from core.checks.finding import TEXT
from core.forms.pack import Pack


class Page(Enum):
    """What a tab shows."""

    UNIT = "单位信息"
    FORM = "表"
    PROJECTS = "项目表"
    REPORT = "自评报告"


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its words, and the forms whose problems count for it."""

    page: Page
    title: str
    forms: tuple[str, ...] = ()

    def shows(self, form: str) -> bool:
        """Is the form on this tab?"""
        return form in self.forms


def tabs_of(pack: Pack) -> tuple[Tab, ...]:
    """The unit, forms in print order, the projects' where the first stands, 底稿, the report."""
    tabs = [Tab(Page.UNIT, Page.UNIT.value)]
    each = tuple(form.id for form in pack.forms if form.each)
    for form in sorted(pack.forms, key=lambda form: not form.printed):
        if not form.each:
            tabs.append(Tab(Page.FORM, form.id, (form.id,)))
        elif each and each[0] == form.id:
            tabs.append(Tab(Page.PROJECTS, Page.PROJECTS.value, each))
    if pack.reports:
        forms = (TEXT, *(one.id for one in pack.reports))
        tabs.append(Tab(Page.REPORT, Page.REPORT.value, forms))
    return tuple(tabs)
