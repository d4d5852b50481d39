"""All rules about the text: importing this module registers them."""

from __future__ import annotations

from core.prose import (  # noqa: F401
    across,
    averages,
    balance,
    boxes,
    broken_off,
    changes,
    claims,
    completion,
    document_numbers,
    doubled_words,
    left_over,
    listed,
    missing_chapters,
    numbering,
    odd_units,
    other_units,
    pairs,
    punctuation,
    ratios,
    repeats,
    results,
    scores,
    shares,
    stale_year,
    sums,
    template_text,
    told_facts,
    twice,
)
