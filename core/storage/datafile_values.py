"""Values of a data file: what a person may write for a fact, as the text that would be typed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from core.facts.reading import join_target
from core.facts.values import Kind
from core.forms.schema import DITTO, TARGET_PARTS, Concept
from core.forms.text_files import Path
from core.numbers import plain
from core.storage.json_text import Num
from core.storage.notes import Notes, listed, quoted

LITERAL = "文字"  # {"文字": "〃"} is the text 〃 itself, not a merged cell
LONGEST = 30_000  # a cell of a spreadsheet holds no more than 32,767 characters


def is_ditto(value: Any) -> bool:
    """Whether a value says: the same cell as above."""
    return isinstance(value, str) and value.strip() == DITTO


def text_of(notes: Notes, value: Any, path: Path, longest: int = LONGEST) -> str | None:
    """A value as text; null is blank. None, with a note, when it is no text or number."""
    if isinstance(value, dict) and set(value) == {LITERAL}:
        value, path = value[LITERAL], (*path, LITERAL)
    if value is None:
        return ""
    if isinstance(value, Num):
        return plain(Decimal(value)) if "e" in value.lower() else str(value)
    if not isinstance(value, str):
        notes.wrong_type(path, "一个数或一段文字", value)
        return None
    if len(value) > longest:
        notes.add(
            path,
            "D105",
            f"这段文字有 {len(value)} 个字，太长了，只读入了前 {longest} 个字。",
            "请检查是不是写错了地方，并把文字改短。",
        )
        return value[:longest]
    return value


def texts_of(notes: Notes, concept: Concept, value: Any, path: Path) -> dict[str, str]:
    """The texts for a fact by 口径 ("" for none); what cannot be used is noted."""
    if concept.aspects:
        return _by_aspect(notes, concept, value, path)
    if concept.kind is Kind.TARGET and isinstance(value, dict) and LITERAL not in value:
        text = _target(notes, value, path)
    else:
        text = text_of(notes, value, path)
    return {} if text is None else {"": text}


def _by_aspect(notes: Notes, concept: Concept, value: Any, path: Path) -> dict[str, str]:
    if value is None:
        return {}
    last = concept.aspects[-1]
    example = f'写成 "{concept.id}": {{"{last}": 9.5}} 这样；口径有：{listed(concept.aspects)}。'
    if not isinstance(value, dict):
        notes.add(path, "D103", f"“{concept.id}”分口径，要写明是哪个口径的数。", example)
        return {}
    found: dict[str, str] = {}
    for aspect, inner in value.items():
        here = (*path, aspect)
        if aspect not in concept.aspects:
            says = f"“{concept.id}”没有{quoted(aspect)}这个口径。"
            notes.add(here, "D103", says, example, aspect, concept.aspects)
            continue
        text = text_of(notes, inner, here)
        if text is not None:
            found[aspect] = text
    return found


def _target(notes: Notes, value: dict[str, Any], path: Path) -> str | None:
    """{"性质": "≥", "值": "95", "单位": "%"} as one text."""
    cells = dict.fromkeys(TARGET_PARTS, "")
    for part, inner in value.items():
        here = (*path, part)
        if part not in cells:
            remedy = f"只能写{'、'.join(TARGET_PARTS)}，或者整个写成一段文字。"
            notes.add(
                here, "D102", f"指标值没有{quoted(part)}这一部分。", remedy, part, TARGET_PARTS
            )
            continue
        cells[part] = text_of(notes, inner, here) or ""
    return join_target(*cells.values())
