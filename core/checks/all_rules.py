"""All rules: imports every module that registers rules."""

from __future__ import annotations

from core.checks import printed  # noqa: F401
from core.checks import attainment, costs, indicator_scores, indicators  # noqa: F401
from core.checks import amounts, changes, execution, projects, weights  # noqa: F401
from core.checks import entries, grades, names, stale  # noqa: F401
