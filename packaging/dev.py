"""The developer's one command: set up, run and test on a machine that has only Python 3.11.

Standard library only, and no import of the project itself: it must work before
anything is installed.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "installed.txt"
OLDEST = (3, 11)

USAGE = """用法：
  python3 packaging/dev.py setup            只准备环境：.venv、依赖、系统库
  python3 packaging/dev.py run [参数…]      准备环境后运行程序，参数原样交给 main.py
  python3 packaging/dev.py test [参数…]     准备环境后做全部检查，参数原样交给 pytest"""

# What Qt loads, and the Debian package it is in. Without a screen Qt still needs the first set.
OFFSCREEN = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
SCREEN = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libcups.so.2": "libcups2",
}

# Every step is tried even when one before it failed. The tests come last, so
# that the output ends with their summary.
CHECKS = (
    ("代码检查", ("ruff", "check")),
    ("格式检查", ("ruff", "format", "--check")),
    ("类型检查", ("mypy",)),
)


class Stop(Exception):
    """The set-up cannot go on; holds the sentences for the user."""


# ------------------------------------------------------------ what is there


def venv_python(venv: Path, windows: bool) -> Path:
    """The interpreter inside a virtual environment."""
    return venv / "Scripts" / "python.exe" if windows else venv / "bin" / "python"


def fingerprint(lock: bytes, python: str, machine: str) -> str:
    """What an installed environment was made from; another one means: make it anew."""
    return f"{hashlib.sha256(lock).hexdigest()} {python} {machine}\n"


def has_screen(environ: Mapping[str, str]) -> bool:
    """Whether a Linux session can show a window."""
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def missing_packages(wanted: Mapping[str, str], loads: Callable[[str], bool]) -> list[str]:
    """The packages of the wanted libraries that do not load, in the order of the list."""
    return [package for library, package in wanted.items() if not loads(library)]


def install_line(packages: Iterable[str], become: str) -> str:
    """The line that installs packages on a Debian-like system.

    `become` says how the reader gets root: "sudo", "su", or "" when root already.
    """
    names = " ".join(packages)
    line = f"apt-get update && apt-get install -y --no-install-recommends {names}"
    if become == "sudo":
        return line.replace("apt-get", "sudo apt-get")
    return f"su -c '{line}'" if become == "su" else line


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _can_make_venv() -> bool:
    # Debian takes ensurepip (and so `python3 -m venv`) out into python3-venv.
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))


def _become() -> str:
    if sys.platform != "win32" and os.geteuid() == 0:
        return ""
    return "sudo" if shutil.which("sudo") else "su"


# -------------------------------------------------------------------- set-up


def _call(
    command: Sequence[str | Path], environ: Mapping[str, str] | None = None, quiet: bool = False
) -> int:
    """Run a step and give its exit code; a quiet one shows its errors only when it fails.

    So a step of the set-up that Ctrl+C ends shows our sentence and no traceback.
    """
    sys.stdout.flush()  # our sentences before the output of the step they announce
    try:
        process = subprocess.Popen(
            command,
            env=environ,
            stderr=subprocess.PIPE if quiet else None,
            text=True,
            errors="replace",
        )
    except OSError as error:
        raise Stop(f"无法启动 {command[0]}：{error.strerror or error}。") from error
    try:
        _, errors = process.communicate()
    except KeyboardInterrupt:
        # Ctrl+C reaches the step as well. Let it end in its own way: a killed
        # dpkg or a killed saving leaves a mess.
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.terminate()
            process.wait()
        raise
    if errors and process.returncode:
        print(errors, file=sys.stderr, end="")
    return process.returncode


def _install_system_packages(packages: Sequence[str]) -> None:
    become = _become()
    line = install_line(packages, become)
    print(f"缺少系统软件包：{'、'.join(packages)}")
    if shutil.which("apt-get") is None:
        raise Stop(
            "本机没有 apt-get，请用本系统的软件管理工具装上与上述（Debian 名称）相当的软件包，"
            "再运行一次。"
        )
    if become:
        raise Stop(f"安装需要管理员权限。请先执行下面这一行，再运行一次：\n  {line}")
    print(f"正在安装：{line}")
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    for command in (["apt-get", "update"], install):
        if _call(command, environ):
            raise Stop(
                f"{' '.join(command[:2])} 没有成功，原因见上面的输出。"
                f"请检查网络和软件源，也可以自己执行：\n  {line}"
            )
    importlib.invalidate_caches()  # ensurepip may have just arrived


def ensure_system() -> None:
    """Install what pip cannot bring, or say which line does."""
    if sys.platform == "win32":
        return
    missing = [] if _can_make_venv() else ["python3-venv"]
    if sys.platform == "linux":
        wanted = {**OFFSCREEN, **(SCREEN if has_screen(os.environ) else {})}
        missing += missing_packages(wanted, _loads)
    if missing:
        _install_system_packages(missing)


def ensure_venv() -> Path:
    """Make `.venv` and install the lock into it, unless that has been done already."""
    python = venv_python(VENV, sys.platform == "win32")
    wanted = fingerprint(LOCK.read_bytes(), platform.python_version(), platform.machine())
    if python.exists() and STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted:
        return python
    print("正在建立 .venv 并安装依赖，首次约需一两分钟……")
    # Started from inside .venv, the interpreter that .venv was made from does it.
    base: str = getattr(sys, "_base_executable", "") or sys.executable
    if _call([base, "-m", "venv", "--clear", VENV], quiet=True):
        raise Stop(
            "没能建立 .venv，原因见上面的输出。"
            "请检查本目录是否可写、磁盘是否已满，或删除 .venv 后再运行一次。"
        )
    pip: list[str | Path] = [python, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    # The lock names everything; "check" proves it.
    steps = (["install", "--no-deps", "-r", LOCK], ["check"])
    if any(_call([*pip, *step], quiet=True) for step in steps):
        raise Stop(
            "依赖没有装成，原因见上面的输出。请检查网络和 pip 的软件源设置"
            "（pip.conf 或 PIP_INDEX_URL），再运行一次。"
        )
    STAMP.write_text(wanted, encoding="utf-8")
    return python


def set_up() -> Path:
    """Everything the program needs; gives the interpreter to use."""
    if sys.version_info < OLDEST:
        raise Stop(
            f"需要 Python {OLDEST[0]}.{OLDEST[1]} 或更新的版本，"
            f"现在用的是 {platform.python_version()}。请换用新版本的 python3 再运行。"
        )
    ensure_system()
    return ensure_venv()


# ------------------------------------------------------------------ commands


def run(arguments: Sequence[str]) -> int:
    """Start the program; its exit code is ours."""
    return _call([set_up(), ROOT / "main.py", *arguments])


def test(arguments: Sequence[str]) -> int:
    """Lint, format, types, then the tests; fails when any of them does."""
    python = set_up()
    os.chdir(ROOT)  # the tools read pyproject.toml from here
    failed = []
    for name, command in CHECKS:
        print(f"== {name}")
        if _call([python, "-m", *command]):
            failed.append(name)
    print("== 测试")
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    tests = _call([python, "-m", "pytest", *arguments], environ)
    if failed:
        raise Stop(f"没有通过：{'、'.join(failed)}，详见上面的输出。")
    return tests


def main(arguments: Sequence[str]) -> int:
    """Carry out one command; every way out has a code and, when it failed, a sentence."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", ())
    try:
        if command == "run":
            return run(rest)
        if command == "test":
            return test(rest)
        if command == "setup" and not rest:
            set_up()
            print("环境已就绪。")
            return 0
        if command in ("-h", "--help"):
            print(USAGE)
            return 0
        print(USAGE, file=sys.stderr)
        return 2
    except Stop as stop:
        print(stop, file=sys.stderr)
    except KeyboardInterrupt:
        print("\n已中断，再运行一次即可继续。", file=sys.stderr)
        return 130
    except OSError as error:
        print(
            f"读写文件时出错：{error.filename}（{error.strerror}）。"
            "请检查它是否存在、是否有权限，再运行一次。",
            file=sys.stderr,
        )
    return 1


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show Chinese shows "?" rather than ending the program.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
