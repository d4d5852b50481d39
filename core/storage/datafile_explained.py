"""审核说明 in data files: which finding, what it showed, what the user said of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from core.calc.references import find_placement, find_ref, placement_text, ref_text
from core.checks.finding import TEXT
from core.document.worker import Worker
from core.errors import ZipingtongError
from core.facts.model import Explanation, Placement, Ref, Snapshot
from core.forms.pack import Pack
from core.forms.text_files import Path
from core.storage.notes import Notes

# Words of the report's text as they are quoted, and the how many-th of them: 自评报告:99分#1
_WORDS = re.compile(rf"{TEXT}:(?P<quoted>.+)#(?P<nth>[1-9][0-9]{{0,6}})", re.DOTALL)
KEYS = ("rule", "cells", "text", "values", "forced")


def explanations_of(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The explanations as they stand in a data file."""
    return [
        {
            "rule": rule,
            "cells": [_cell_text(snapshot, cell) for cell in cells],
            "text": note.text,
            "values": list(note.values),
            "forced": note.forced,
        }
        for (rule, cells), note in snapshot.explanations.items()
    ]


def read_explanations(work: Worker, notes: Notes, given: Any) -> None:
    """Put the explanations of a data file into a package; what cannot be understood is noted."""
    if given is None:
        return
    if not isinstance(given, list):
        notes.wrong_type(("explanations",), "一列说明", given)
        return
    for number, entry in enumerate(given):
        path: Path = ("explanations", number)
        if not isinstance(entry, dict) or not _fits(entry):
            says = "这一条说明的写法不对，没有读入。"
            notes.add(path, "D115", says, '写成 {"rule": …, "cells": […], "text": …} 这样。')
            continue
        try:
            cells = tuple(_find(work, text) for text in entry["cells"])
        except ZipingtongError as error:
            notes.add((*path, "cells"), "D115", error.says, error.remedy)
            continue
        values = tuple(str(value) for value in entry.get("values", ()))
        note = Explanation(entry["text"], values, bool(entry.get("forced", False)))
        work.put_explanation((entry["rule"], cells), note)


def _fits(entry: Mapping[str, Any]) -> bool:
    texts = entry.get("cells")
    return (
        set(entry) <= set(KEYS)
        and isinstance(entry.get("rule"), str)
        and isinstance(entry.get("text"), str)
        and isinstance(texts, list)
        and all(isinstance(text, str) for text in texts)
        and isinstance(entry.get("values", []), list)
    )


def _find(work: Worker, text: str) -> Placement:
    pack: Pack = work.pack
    words = _WORDS.fullmatch(text)
    if words is not None:
        return Placement(TEXT, Ref(words["quoted"]), int(words["nth"]))
    if any(text.startswith(f"{form.id}:") for form in pack.forms):
        return find_placement(work.draft, pack, text)
    return Placement("", find_ref(work.draft, pack, text))


def _cell_text(snapshot: Snapshot, cell: Placement) -> str:
    if cell.form == TEXT:
        return f"{TEXT}:{cell.ref.name}#{cell.nth}"
    return placement_text(snapshot, cell) if cell.form else ref_text(snapshot, cell.ref)
