"""Garbage: a pause of the search for it while thousands of objects come that will stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collecting() -> Iterator[None]:
    """Opening a package and auditing it keep nearly all they make; searching is felt."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            # What was made counts as old at once (both calls only join lists): else the very
            # next allocation would search all of it.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
