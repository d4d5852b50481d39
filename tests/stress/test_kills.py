"""A few of the kills of `kills.py`, and that it would notice a loss."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stress.kills import PACK as SMALL
from tests.stress.kills import UNIT, YEAR, kill_once, look, replayed, script
from tests.support_store import workspace_in


@pytest.mark.parametrize("seed", range(10))
def test_a_killed_program_loses_nothing_it_called_safe(tmp_path: Path, seed: int) -> None:
    found = kill_once(tmp_path, seed)
    assert found.wrong == ""
    assert found.there >= found.told


def _die_after(folder: Path, steps: int, seed: int = 1) -> None:
    """Steps that are on the disk, in a session that never ends."""
    with workspace_in(folder) as workspace:
        report = workspace.open(workspace.create(UNIT, YEAR, SMALL))
        for _, _ in zip(range(steps), script(report, seed), strict=False):
            pass
        workspace.store._session = 0  # nothing notes the end


def test_a_loss_would_be_noticed(tmp_path: Path) -> None:
    _die_after(tmp_path, 5)
    assert "5 are there" in look(tmp_path, 1, told=6).wrong


def test_another_state_would_be_noticed(tmp_path: Path) -> None:
    _die_after(tmp_path, 5)
    assert replayed(1, 5) != replayed(2, 5)
    assert "not that after 5" in look(tmp_path, 2, told=5).wrong
