"""The command line: picks the command, runs it, turns errors into sentences and exit codes.

Exit codes: 0 fine, 1 findings or mistakes, 2 unreadable or misused.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from core.cli import (
    check_commands,
    data_commands,
    export_commands,
    pack_commands,
    report_commands,
    text_commands,
)
from core.cli.arguments import Command, Misuse, Option
from core.cli.output import say
from core.cli.packages import BLANK, DATA_DIR, FILE_OR_REPORT
from core.errors import Unreadable, ZipingtongError
from core.logbook import note_failure
from core.texts import suggest

JSON = Option("--json", "输出 JSON")
OUT_FILE = Option("--out", "输出文件", "文件", must=True, short="-o")
OUT_FOLDER = Option("--out", "输出目录", "目录", must=True, short="-o")

COMMANDS = {
    command.name: command
    for command in (
        Command("packs", "列出模板包和其中的表", pack_commands.packs, options=(JSON,)),
        Command(
            "fields",
            "列出模板包的全部指标和设置",
            pack_commands.fields,
            ("模板包",),
            options=(JSON,),
        ),
        Command(
            "new",
            "新建一个数据文件",
            data_commands.new,
            ("模板包",),
            options=(
                Option("--year", "年度", "年度", must=True),
                Option("--unit", "单位名称", "单位", must=True),
                OUT_FILE,
            ),
        ),
        Command(
            "list",
            "列出数据文件夹里的自评",
            report_commands.list_reports,
            options=(JSON, DATA_DIR),
        ),
        Command(
            "open-data",
            "把数据文件或自评通导出的工作簿变成自评",
            report_commands.open_data,
            ("文件",),
            many=True,
            options=(DATA_DIR,),
        ),
        Command(
            "save-data",
            "把自评另存为数据文件",
            report_commands.save_data,
            ("自评编号",),
            options=(OUT_FILE, DATA_DIR),
        ),
        Command(
            "history",
            "列出一份自评的每一步修改",
            report_commands.history,
            ("自评编号",),
            options=(DATA_DIR,),
        ),
        Command(
            "explain",
            "说明一个数怎么来的",
            data_commands.explain,
            (FILE_OR_REPORT, "指标"),
            options=(DATA_DIR,),
        ),
        Command(
            "check",
            "审核数据文件或自评，列出错误、需说明和提示",
            check_commands.check_packages,
            (FILE_OR_REPORT,),
            many=True,
            options=(
                JSON,
                Option("--filling", "填报中：没填的格不算问题"),
                Option("--all", "连同没有核对的一起列出"),
                DATA_DIR,
            ),
        ),
        Command(
            "check-text",
            "审核一份报告的文字（.txt 或 .docx），有数据文件的与表核对",
            text_commands.check_text,
            ("文件",),
            options=(Option("--data", "数据文件或自评编号", "数据文件"), JSON, DATA_DIR),
        ),
        Command(
            "scores",
            "按评分办法给出建议得分和理由",
            check_commands.scores,
            (FILE_OR_REPORT,),
            options=(JSON, DATA_DIR),
        ),
        Command(
            "show",
            "列出全部数值",
            data_commands.show_all,
            (FILE_OR_REPORT,),
            options=(DATA_DIR,),
        ),
        Command(
            "sheet",
            "把每张表输出成表格文件和文本",
            data_commands.sheet,
            (FILE_OR_REPORT,),
            least=0,
            options=(*BLANK, OUT_FOLDER, DATA_DIR),
        ),
        Command(
            "export",
            "输出 PDF、Excel 或 Word 文件，供打印和修改",
            export_commands.export,
            (FILE_OR_REPORT,),
            least=0,
            options=(*export_commands.OPTIONS, OUT_FOLDER, DATA_DIR),
        ),
        Command("pack-check", "检查一个模板包", pack_commands.pack_check, ("文件夹",)),
        Command(
            "demo",
            "用样例走一遍",
            data_commands.demo,
            options=(Option("--out", "输出目录", "目录", short="-o"),),
        ),
    )
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; the result is the exit code."""
    if not arguments or arguments[0] in ("-h", "--help", "help", "帮助"):
        _help()
        return 0 if arguments else 2
    name, *rest = arguments
    try:
        command = COMMANDS.get(name)
        if command is None:
            raise Misuse(
                f"没有“{name}”这个命令。{suggest(name, list(COMMANDS))}",
                f"命令有：{'、'.join(COMMANDS)}。",
            )
        if rest in (["-h"], ["--help"]):
            say(f"{command.says}\n写法：{command.usage()}")
            return 0
        return command.run(command.read(rest))
    except Unreadable as error:
        for mistake in error.mistakes:
            say(str(mistake))
        if len(error.mistakes) != 1:  # a single one says it all
            _complain(error)
    except ZipingtongError as error:
        _complain(error)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone (head, less): nothing to report
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
    except Exception as error:
        log = note_failure(error)
        print(
            "[E999] 程序出了意外的错误，您的文件没有改动。"
            f" 处理办法：请把记录文件“{log}”交给开发者，记录里没有您填的内容。",
            file=sys.stderr,
        )
    return 2


def _complain(error: ZipingtongError) -> None:
    print(str(error), file=sys.stderr)


def _help() -> None:
    say("自评通：预算绩效自评的填报、审核和打印\n")
    for command in COMMANDS.values():
        say(f"  {command.usage()}\n      {command.says}")
