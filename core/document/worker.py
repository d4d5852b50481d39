"""Worker: carries out changes on a draft and remembers them; hands out ids."""

from __future__ import annotations

from core.document.draft import Draft
from core.errors import ZipingtongError
from core.facts.edits import (
    Change,
    ExplanationChange,
    GroupChange,
    PrintedChange,
    ReportChange,
    RowChange,
    SettingChange,
    ValueChange,
)
from core.facts.model import (
    Chapter,
    Explained,
    Explanation,
    Group,
    Key,
    Placement,
    Ref,
    Row,
    Snapshot,
)
from core.forms.pack import Pack


class Serials:
    """Ids for rows and groups, never used twice in one package."""

    def __init__(self, snapshot: Snapshot, last: int = 0) -> None:
        ids = [*snapshot.rows, *snapshot.groups]
        self.last = max((int(i[1:]) for i in ids if i[1:].isdigit()), default=0)
        self.last = max(self.last, last)

    def next(self, letter: str) -> str:
        self.last += 1
        return f"{letter}{self.last}"


class Worker:
    """One edit at work: every change goes through `do`."""

    def __init__(self, draft: Draft, serials: Serials) -> None:
        self.draft = draft
        self.serials = serials
        self.changes: list[Change] = []

    @property
    def pack(self) -> Pack:
        return self.draft.pack

    def do(self, change: Change) -> None:
        _refuse_halves(change)
        self.draft.do(change)
        self.changes.append(change)

    # ------------------------------------------------ small steps shared by edits

    def put(self, ref: Ref, raw: str | None) -> None:
        """Type a text into a fact, or take it away."""
        before = self.draft.raw(ref)
        after = raw if raw is not None and raw.strip() else None
        if before != after:
            self.do(ValueChange(ref, before, after))

    def put_printed(self, placement: Placement, raw: str | None) -> None:
        """Give a placement a text of its own, or take it away."""
        shown = self.draft.printed.get(placement)
        before = shown.raw if shown is not None else None
        if before != raw:
            self.do(PrintedChange(placement, before, raw))

    def regroup(self, before: Group | None, after: Group | None) -> None:
        """Make, change or dissolve a merged cell."""
        if before != after:
            self.do(GroupChange(before, after))

    def keys(self, holder: str) -> list[Key]:
        """What is typed on a holder."""
        return list(self.draft.entered.get(holder, {}))

    def facts_on(self, holder: str) -> list[Key]:
        """What is typed on a holder, or shown for it elsewhere."""
        shown = [Key(place.ref.name, place.ref.aspect) for place in self.printed_on(holder)]
        return list(dict.fromkeys((*self.keys(holder), *shown)))

    def printed_on(self, holder: str) -> list[Placement]:
        """The placements that show a text of their own for a holder's facts."""
        return [place for place in self.draft.printed if place.ref.holder == holder]

    def clear(self, holder: str) -> None:
        """Take away everything typed on a holder, at home and elsewhere."""
        for key in self.keys(holder):
            self.put(Ref(key.name, key.aspect, holder), None)
        for place in self.printed_on(holder):
            self.put_printed(place, None)
        for explained in list(self.draft.explanations):
            if any(place.ref.holder == holder for place in explained[1]):
                self.put_explanation(explained, None)

    def put_explanation(self, key: Explained, note: Explanation | None) -> None:
        """Explain a finding, or take the explanation away."""
        before = self.draft.explanations.get(key)
        if before != note:
            self.do(ExplanationChange(key, before, note))

    def put_report(self, chapters: tuple[Chapter, ...]) -> None:
        """Replace the report; only the stretch that differs is a change, for texts are long."""
        old = self.draft.report
        at = _alike(old, chapters)
        tail = _alike(old[at:][::-1], chapters[at:][::-1])
        before, after = old[at : len(old) - tail], chapters[at : len(chapters) - tail]
        if before or after:
            self.do(ReportChange(at, before, after))

    def move_fact(self, key: Key, source: str, target: str) -> None:
        """Let another holder hold a fact, with what other placements show of it."""
        ref = Ref(key.name, key.aspect, source)
        raw = self.draft.raw(ref)
        if raw is not None:
            self.put(Ref(key.name, key.aspect, target), raw)
            self.put(ref, None)
        for place in self.printed_on(source):
            if (place.ref.name, place.ref.aspect) == key:
                shown = self.draft.printed[place].raw
                self.put_printed(place._replace(ref=place.ref._replace(holder=target)), shown)
                self.put_printed(place, None)

    def siblings(self, row: Row) -> tuple[str, ...]:
        """The rows of one table under one owner."""
        return self.draft.order.get((row.table, row.owner), ())

    def group_at(self, row: str, field: str) -> Group | None:
        """The merged cell that covers a field of a row."""
        group = self.draft.cover.get((row, field))
        return self.draft.groups[group] if group is not None else None

    def remove_bare_row(self, row: Row) -> None:
        """Take away a row that holds nothing any more."""
        self.do(RowChange(row, None, self.siblings(row).index(row.id)))


def _refuse_halves(change: Change) -> None:
    """Half a character (a lone surrogate, from a broken paste) can be kept in no file."""
    texts: tuple[str | None, ...] = ()
    match change:
        case ValueChange() | PrintedChange() | SettingChange():
            texts = (change.after,)
        case ReportChange():
            texts = tuple(text for chapter in change.after for text in chapter[:3])
        case ExplanationChange():
            texts = (change.after.text,) if change.after is not None else ()
        case _:
            return
    try:
        for text in filter(None, texts):
            text.encode()
    except UnicodeEncodeError as error:
        says, remedy = "文字里有不完整的字符，不能保存。", "请删去显示不出来的字符再输入。"
        raise ZipingtongError("E311", says, remedy) from error


def _alike(one: tuple[Chapter, ...], other: tuple[Chapter, ...]) -> int:
    """How many chapters two reports share from the start."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
