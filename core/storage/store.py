"""Store: the one database of all reports: who may write, what there is, what was recovered.

The list of reports is shown before a report can be read: what that takes is loaded when asked for.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import ZipingtongError
from core.storage import models as m
from core.storage.database import FILE_NAME, Database, connect, now, reading, transaction
from core.storage.failures import OPENING, explained
from core.storage.kept import Recovered, ReportLine, StepLine
from core.storage.lock import Lock, who

if TYPE_CHECKING:
    from core.facts.model import Chapter, Snapshot
    from core.forms.folders import PackText
    from core.storage.report_keeper import ReportKeeper
    from core.storage.report_reader import Stored


class Store:
    """Open with `Store(folder)`; another program on the same folder may only look.

    One that is `looking` never writes, needs no lock and makes no database.
    """

    def __init__(self, folder: Path, looking: bool = False) -> None:
        self.path = folder / FILE_NAME
        self.read_only = ""  # why nothing may be written, in Chinese; "" when it may
        self.recovered: tuple[Recovered, ...] = ()
        self._lock = Lock(folder)
        self._session = 0
        if looking:
            self.read_only = "这里只能查看。"
            if not self.is_there(folder):
                remedy = "请检查文件夹；用 open-data 可以把数据文件变成自评。"
                raise ZipingtongError("E534", f"“{folder}”里还没有自评。", remedy)
        else:
            self._become_writer(folder)
        try:
            self._database = connect(self.path, bool(self.read_only))
        except BaseException:
            self._lock.release()
            raise
        if not self.read_only:
            self._begin()

    @staticmethod
    def is_there(folder: Path) -> bool:
        """Has anything been kept in that folder?"""
        return (folder / FILE_NAME).exists()

    def _become_writer(self, folder: Path) -> None:
        with explained(OPENING):
            folder.mkdir(parents=True, exist_ok=True)
        try:
            if not self._lock.take(_words()):
                self.read_only = self._taken()
        except OSError:
            self.read_only = "数据文件夹不能写入，这里只能查看。"

    def close(self) -> None:
        """End properly, so that the next start has nothing to recover."""
        try:
            if self._session:
                with transaction(self._database):
                    m.Session.update(ended=now()).where(m.Session.id == self._session).execute()
        finally:
            self._shut()

    def _shut(self) -> None:
        self._database.close()
        self._lock.release()

    def _begin(self) -> None:
        mark = (who(), now())
        try:
            with transaction(self._database):
                self.recovered = tuple(_left_behind(self._database))
                m.Session.update(ended="").where(m.Session.ended.is_null()).execute()
                self._session = m.Session.create(who=mark[0], started=mark[1]).id
        except BaseException:
            self._shut()
            raise
        self._database.on_return = lambda: self._take_again(mark)

    def _take_again(self, mark: tuple[str, str]) -> None:
        """The file was away (a stick pulled out and put in again): is it still this session's?"""
        self._lock.release()
        if not self._lock.take(_words()):
            raise ZipingtongError("E533", self._taken(), "请关闭另一个窗口；程序会自动再存。")
        sql = "SELECT who, started FROM session WHERE id = ?"
        if self._database.execute_sql(sql, (self._session,)).fetchone() != mark:
            raise ZipingtongError(
                "E532",
                "没有存成：数据文件被换成了另外一份。",
                "请把原来的数据文件放回去；程序会自动再存。",
            )

    def _taken(self) -> str:
        return f"数据正由{self._lock.holder() or '另一个程序'}使用，这里只能查看。"

    # ------------------------------------------------ the list

    def lines(self, removed: bool = False) -> list[ReportLine]:
        """All reports, or those in the trash; by unit, the latest year first."""
        with reading(self._database):
            found = (
                m.Report.select(m.Report, m.Unit)
                .join(m.Unit)
                .where(m.Report.removed.is_null(not removed))
                .order_by(m.Unit.name, m.Report.year.desc(), m.Report.id)
            )
            return [_line(report) for report in found]

    def add(self, snapshot: Snapshot, pack_name: str, text: PackText, serial: int) -> int:
        """A package becomes a report."""
        from core.storage.report_keeper import ReportKeeper, unit_of

        body = _body(text)
        digest = _digest(body)
        with transaction(self._database):
            kept, _ = m.PackBody.get_or_create(digest=digest, defaults={"body": body})
            report = m.Report.create(
                unit=unit_of(snapshot),
                year=snapshot.year,
                pack=snapshot.pack,
                pack_name=pack_name,
                pack_text=kept,
                created=now(),
                changed=now(),
                serial=serial,
            )
            ReportKeeper(self._database, report.id, self._session).write_all(snapshot)
            number: int = report.id
            return number

    def remove(self, report: int, removed: bool = True) -> None:
        """Into the trash, or out of it."""
        with transaction(self._database):
            when = now() if removed else None
            m.Report.update(removed=when).where(m.Report.id == report).execute()

    # ------------------------------------------------ one report

    def read(self, report: int) -> Stored:
        """A report as it was left."""
        from core.storage.report_reader import read_report

        return read_report(self._database, report)

    def chapters(self, report: int) -> tuple[Chapter, ...]:
        """The text of a report alone."""
        from core.storage.report_reader import read_chapters

        return read_chapters(self._database, report)

    def steps(self, report: int) -> list[StepLine]:
        """What was done to a report, the first first."""
        from core.storage.report_reader import read_steps

        return read_steps(self._database, report)

    def keeper(self, report: int) -> ReportKeeper:
        """Who writes what happens to a report."""
        from core.storage.report_keeper import ReportKeeper

        with reading(self._database):
            return ReportKeeper(self._database, report, self._session)


def _words() -> str:
    return f"{who()} 自 {now().replace('T', ' ')} 起"


def digest_of(text: PackText) -> str:
    """Two packs with the same digest are the same to the letter."""
    return _digest(_body(text))


def _body(text: PackText) -> str:
    return json.dumps(text, ensure_ascii=False, sort_keys=True)


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def _line(report: Any) -> ReportLine:
    return ReportLine(
        id=report.id,
        unit=report.unit.name,
        year=report.year,
        pack=report.pack,
        pack_name=report.pack_name,
        created=report.created,
        changed=report.changed,
        errors=report.errors,
        warnings=report.warnings,
        infos=report.infos,
        filled=report.filled,
        required=report.required,
    )


def _left_behind(database: Database) -> list[Recovered]:
    """Per report: the steps of sessions that did not end, and a text that was being typed."""
    sql = """
        SELECT report.id, unit.name, report.year,
               (SELECT count(*) FROM journal AS j WHERE j.report_id = report.id
                AND j.session_id IN (SELECT id FROM session WHERE ended IS NULL)),
               coalesce((SELECT label FROM journal AS j WHERE j.report_id = report.id
                ORDER BY id DESC LIMIT 1), ''),
               report.changed,
               coalesce((SELECT words FROM draft WHERE draft.report_id = report.id), '')
        FROM report JOIN unit ON unit.id = report.unit_id
        WHERE report.removed IS NULL AND EXISTS (SELECT 1 FROM session WHERE ended IS NULL)
        ORDER BY report.changed DESC
    """
    found = [Recovered(*line) for line in database.execute_sql(sql)]
    return [one for one in found if one.steps or one.draft]
