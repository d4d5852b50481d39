"""Compare: do two values of one fact agree, as far as they were written?"""

from __future__ import annotations

from core.facts.values import State, Value
from core.numbers import decimals, round_half_up
from core.texts import tidy


def agree(written: Value, exact: Value) -> bool:
    """Does a written value agree with an exact one, at the decimals it was written with?

    96% agrees with 0.96204; 0.95 does not. Texts agree when they read the same.
    """
    if written.state is not State.READ or exact.state is not State.READ:
        return written.state is exact.state
    left, right = written.number, exact.number
    if left is not None and right is not None:
        return left == round_half_up(right, max(decimals(left), 0))
    return _text(written) == _text(exact)


def _text(value: Value) -> str:
    return tidy(value.raw or str(value.data))
