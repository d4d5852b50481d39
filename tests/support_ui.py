"""Window tests: an open report in memory, and a session over it."""

from __future__ import annotations

from pathlib import Path

from core.document.document import Document
from core.forms.library import Library
from core.paths import resources
from core.storage.datafile import load
from core.workspace.open_report import OpenReport
from core.workspace.saving import Saver
from ui.session import Session


def blank_session(pack: str = "hunan-taojiang", year: int = 2024, unit: str = "某某镇") -> Session:
    """A new report of a county, kept nowhere."""
    return _session(Document.blank(Library().pack(pack), year, unit))


def sample_session(name: str = "taojiang-2024") -> Session:
    """A sample, kept nowhere."""
    return session_of(resources() / "samples" / f"{name}.json")


def session_of(path: Path) -> Session:
    """A data file, kept nowhere."""
    return _session(load(path, Library()).document)


def _session(document: Document) -> Session:
    session = Session(OpenReport(document, Saver(None)))
    session.audit_all()
    return session
