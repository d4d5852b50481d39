"""The session: what widgets hear of an editor whose text came to nothing."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from core.facts.model import Ref
from core.workspace.open_report import Sheet, Update
from tests.support_ui import sample_session


def test_what_a_text_seemed_to_cause_goes_when_the_old_text_is_typed_again(qtbot: QtBot) -> None:
    session = sample_session()
    ref = Ref("公务用车购置和维护经费", "决算")
    grid = session.report.grid(Sheet("基础数据表"))
    cell = next(cell for cell in grid.cells if cell.ref == ref)
    before = session.report.audit
    tried: list[Update] = []
    session.tried.connect(tried.append)
    session.try_text(cell, "17")
    assert tried[-1].report.findings != before.findings
    with qtbot.assertNotEmitted(session.updated):
        assert session.type_in(cell, session.snapshot.value(ref).raw)
    assert tried[-1].report.findings == before.findings
