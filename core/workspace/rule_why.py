"""Rule why: the sentence that says why a rule matters, from the files that explain the rules."""

from __future__ import annotations

import tomllib
from functools import cache

from core.paths import resources


def why(code: str) -> str:
    """Why a finding of this rule matters; "" for a county's own rule nobody has explained."""
    return _reasons().get(code, "")


@cache
def _reasons() -> dict[str, str]:
    """Read once, when the first finding is opened."""
    found: dict[str, str] = {}
    for path in sorted((resources() / "rules").glob("*.toml")):
        for entry in tomllib.loads(path.read_text("utf-8")).get("rule", []):
            found[entry["code"]] = entry.get("why", "")
    return found
