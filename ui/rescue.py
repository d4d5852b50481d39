"""Rescue: when the program must end, what was typed goes to the disk one way or another."""

from __future__ import annotations

import contextlib
import datetime as dt
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from core.storage.files import write_text

if TYPE_CHECKING:
    from ui.session import Session


def rescue(session: Session | None, folder: Path) -> list[str]:
    """What is safe, in Chinese. Every way is tried; an error in one must not stop the next."""
    if session is None:
        return ["已经填的都保存了。"]
    with contextlib.suppress(Exception):
        session.settle()
    with contextlib.suppress(Exception):
        if session.report.saver.retry().safe:
            return ["已经填的都保存了，没有丢失。"]
    from core.storage.datafile import save

    stamp = dt.datetime.now().strftime("%Y%m%d-%H%M%S")
    for place in (folder, Path.home(), Path(tempfile.gettempdir())):
        with contextlib.suppress(Exception):
            path = place / f"自评通-抢救-{stamp}.json"
            write_text(path, save(session.snapshot, session.pack))
            return [f"数据库存不上，填的内容已另存到：{path}", "以后可以用“打开数据文件”打开它。"]
    return ["很抱歉，最近的几步没有能存下来；更早的都保存了。"]
