"""Support: kinds of faults people make; each damages a right package in one place.

A kind is a function of the content of a data file and a random source. It changes the content
and says which cells may be blamed and how rules about it begin, or returns None when the
package has no place for it. Faults that no reader could see are never made: a swapped amount
always belongs to a sum that was typed and no longer adds up.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from random import Random

from tests import (
    support_faults_forms,
    support_faults_indicators,
    support_faults_money,
    support_faults_scores,
)
from tests.support_indicators import Data
from tests.support_spots import Kind

KINDS: dict[str, Kind] = {
    **support_faults_money.KINDS,
    **support_faults_scores.KINDS,
    **support_faults_indicators.KINDS,
    **support_faults_forms.KINDS,
}


@dataclass(frozen=True, slots=True)
class Damage:
    """A damaged package, and what should be said about it."""

    kind: str
    data: Data
    cells: tuple[str, ...]
    rules: tuple[str, ...]


def damaged(data: Data, kind: str, rng: Random) -> Damage | None:
    """A copy of the package with one fault of this kind."""
    copied = copy.deepcopy(data)
    blame = KINDS[kind](copied, rng)
    if blame is None:
        return None
    spots, rules = blame
    return Damage(kind, copied, tuple(spot.text for spot in spots), tuple(rules.split("|")))
