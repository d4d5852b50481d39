"""All rules: imports every module that registers rules."""

from __future__ import annotations

from core.checks import (  # noqa: F401
    amounts,
    attainment,
    budgets,
    costs,
    entries,
    execution,
    goals,
    grades,
    indicator_scores,
    indicators,
    measures,
    names,
    numbered,
    overshoot,
    printed,
    projects,
    shifted,
    sources,
    spending,
    stale,
    weights,
)
