"""All rules about the text: importing this module registers them."""

from __future__ import annotations

from core.prose import (  # noqa: F401
    broken_off,
    document_numbers,
    doubled_words,
    missing_chapters,
    numbering,
    other_units,
    pairs,
    punctuation,
    repeats,
    stale_year,
    template_text,
)
