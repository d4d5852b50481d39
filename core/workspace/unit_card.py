"""Unit card: what a package says once about the unit, the year and the county's settings."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.checks.finding import Finding
from core.checks.needed import OPTIONAL
from core.checks.sheets import SIGNED
from core.facts.edits import SetSetting
from core.facts.model import UNIT, Ref, Snapshot
from core.facts.printing import show
from core.facts.values import Kind, known
from core.forms.pack import Pack
from core.forms.schema import Concept, Setting
from core.forms.settings import DATE_STYLE_WORD, Settings, setting_problem, setting_text
from core.layout.grid import Cell, Grid
from core.storage.datafile import UNIT_NAME, YEARS
from core.texts import halfwidth
from core.workspace.open_report import OpenReport, Sheet
from core.workspace.typing_in import typed

_ABOUT_FILLING = frozenset({Kind.PHONE, Kind.DATE})  # who filled it in and when, wherever it is
_WORDS = frozenset({Kind.TEXT, Kind.PHONE, Kind.DATE, Kind.CHOICE})
_BY_KIND = {
    Kind.PHONE: "手机或带区号的座机号码。",
    Kind.DATE: "可以写 2025.4.10、2025-4-10 或 20250410，打印时写法一致。",
}
_PERSON = "涉及个人信息，公开时请留意。"
_WHOLE = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class CardField:
    """One fact on the card; `cell` is its home on a form, where typing goes."""

    ref: Ref
    cell: Cell
    kind: Kind
    text: str
    hint: str
    forms: tuple[str, ...]  # where it appears, home first
    choices: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A setting of the pack: what is in force, and what the county's own pack says."""

    name: str
    text: str
    own: str
    note: str
    choices: tuple[str, ...]

    @property
    def changed(self) -> bool:
        return self.text != self.own


# ---------------------------------------------------------------- the facts


def card_names(pack: Pack) -> tuple[str, ...]:
    """The unit's facts in words that stand on head and signature lines, and who fills in and when.

    In the order of the forms, the unit's own name first.
    """
    lines = {
        pattern.name
        for form in pack.forms
        for template in (*form.head, *form.sign)
        for pattern in template.patterns
        if not pattern.path
    }
    names = [
        concept.id
        for path, name, aspect in pack.places
        if not path and not aspect
        for concept in (pack.concept("", name),)
        if concept is not None and concept.kind in _WORDS and _belongs(concept, lines)
    ]
    return tuple(sorted(names, key=lambda name: name != UNIT_NAME.name))


def _belongs(concept: Concept, lines: set[str]) -> bool:
    return (
        concept.id in lines
        or concept.id == UNIT_NAME.name
        or concept.private
        or concept.kind in _ABOUT_FILLING
    )


def card_fields(report: OpenReport) -> list[CardField]:
    """The card as it stands now."""
    grids: dict[str, Grid] = {}
    return [
        field
        for name in card_names(report.pack)
        if (field := _field(report, Ref(name), grids)) is not None
    ]


def _field(report: OpenReport, ref: Ref, grids: dict[str, Grid]) -> CardField | None:
    pack = report.pack
    concept = pack.concept("", ref.name)
    forms = pack.places["", ref.name, ""]
    home = pack.form(forms[0])
    if concept is None or home is None:
        return None
    copy = next(iter(report.snapshot.siblings(home.each)), None) if home.each else UNIT
    if copy is None:
        return None  # its form has no copy yet
    if home.id not in grids:
        grids[home.id] = report.grid(Sheet(home.id, copy))
    cell = next((cell for cell in grids[home.id].cells if cell.ref == ref and cell.home), None)
    if cell is None:
        return None  # it stands only inside a title or a sentence
    return CardField(
        ref=ref,
        cell=cell,
        kind=concept.kind,
        text=typed(report.snapshot, cell),
        hint=_hint(concept),
        forms=forms,
        choices=concept.choices,
        required=concept.need != OPTIONAL and concept.id not in SIGNED,
    )


def _hint(concept: Concept) -> str:
    parts = [concept.note or _BY_KIND.get(concept.kind, "")]
    parts += [_PERSON] if concept.private else []
    return "".join(parts)


def findings_on(findings: tuple[Finding, ...], ref: Ref) -> Iterator[Finding]:
    """The findings that have a fact among their cells."""
    return (finding for finding in findings if any(cell.ref == ref for cell in finding.cells))


def date_of(snapshot: Snapshot, ref: Ref) -> dt.date | None:
    """The day a date field holds, if it can be read."""
    day = snapshot.value(ref).data
    return day if isinstance(day, dt.date) else None


def date_text(report: OpenReport, day: dt.date) -> str:
    """A day as this package writes dates."""
    style = Settings(report.pack.settings, report.snapshot.settings).text(DATE_STYLE_WORD)
    return show(known(day), Kind.DATE, date_style=style)


# ---------------------------------------------------------------- the year


def read_year(text: str) -> int | None:
    """The year somebody typed; None when it is none."""
    compact = halfwidth(text).strip().removesuffix("年度").removesuffix("年").strip()
    return int(compact) if _WHOLE.fullmatch(compact) and int(compact) in YEARS else None


def year_question(pack: Pack, before: int, year: int) -> str:
    """What is asked before the year is changed."""
    told = (
        f"要把年度从 {before} 年改为 {year} 年吗？\n\n"
        "各张表和报告标题、栏目里的年份都会跟着变，已经填写的内容不变，但要按新的年度重新审核。"
        "改错了可以撤销。"
    )
    if year < pack.head.from_year:
        told += f"\n\n请注意：“{pack.head.name}”的这套表从 {pack.head.from_year} 年度起用。"
    return told


# ---------------------------------------------------------------- the settings


def setting_lines(pack: Pack, snapshot: Snapshot) -> list[SettingLine]:
    """Every setting of the pack."""
    settings = Settings(pack.settings, snapshot.settings)
    return [
        SettingLine(s.id, settings.text(s.id), setting_text(s.value) or "", s.note, s.choices)
        for s in pack.settings.values()
    ]


def wrong_setting(pack: Pack, name: str, text: str) -> str:
    """Why a setting cannot be what was typed; "" when it can."""
    return setting_problem(pack.settings[name], _as_meant(pack.settings[name], text))


def set_setting(pack: Pack, snapshot: Snapshot, name: str, text: str) -> SetSetting | None:
    """The edit that gives a setting another value; what the pack says itself is no override."""
    setting = pack.settings[name]
    meant = _as_meant(setting, text)
    if meant == Settings(pack.settings, snapshot.settings).text(name):
        return None
    return SetSetting(name, None if meant == setting_text(setting.value) else meant)


def _as_meant(setting: Setting, text: str) -> str:
    """Only words can be left blank; a figure wiped out means the pack's own."""
    text = text.strip()
    return text if text or setting.kind == Kind.TEXT.value else setting_text(setting.value) or ""
