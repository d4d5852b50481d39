"""packaging/dev.py: what it decides, without installing anything."""

import importlib.util
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", ROOT / "packaging" / "dev.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


dev = _load()


@pytest.fixture
def nothing_to_do(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The set-up is done; steps are noted instead of started and end with 0."""
    steps: list[list[str]] = []

    def note(command, environ=None, quiet=False):
        steps.append([str(word) for word in command])
        return 0

    monkeypatch.setattr(dev, "set_up", lambda: Path("python"))
    monkeypatch.setattr(dev, "_call", note)
    return steps


# ------------------------------------------------------------ what is there


def test_interpreter_of_the_environment_per_system() -> None:
    assert dev.venv_python(Path("x"), windows=False) == Path("x/bin/python")
    assert dev.venv_python(Path("x"), windows=True) == Path("x/Scripts/python.exe")


def test_fingerprint_changes_with_lock_python_and_machine() -> None:
    one = dev.fingerprint(b"a==1\n", "3.11.2", "x86_64")
    assert one == dev.fingerprint(b"a==1\n", "3.11.2", "x86_64")
    others = {
        dev.fingerprint(b"a==2\n", "3.11.2", "x86_64"),
        dev.fingerprint(b"a==1\n", "3.12.0", "x86_64"),
        dev.fingerprint(b"a==1\n", "3.11.2", "aarch64"),
    }
    assert len(others) == 3 and one not in others


@pytest.mark.parametrize(
    ("environ", "screen"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
    ],
)
def test_screen(environ: dict[str, str], screen: bool) -> None:
    assert dev.has_screen(environ) is screen


def test_missing_packages_are_those_that_do_not_load() -> None:
    absent = {"libEGL.so.1", "libdbus-1.so.3"}
    found = dev.missing_packages(dev.OFFSCREEN, lambda library: library not in absent)
    assert found == ["libegl1", "libdbus-1-3"]
    assert dev.missing_packages(dev.OFFSCREEN, lambda library: True) == []


def test_a_library_that_does_not_exist_does_not_load() -> None:
    assert not dev._loads("libdoes-not-exist-anywhere.so.99")


def test_a_window_needs_more_than_the_tests() -> None:
    assert not set(dev.OFFSCREEN) & set(dev.SCREEN)
    assert "libxcb-cursor0" in dev.SCREEN.values()


@pytest.mark.parametrize(
    ("become", "line"),
    [
        ("", "apt-get update && apt-get install -y --no-install-recommends a b"),
        ("sudo", "sudo apt-get update && sudo apt-get install -y --no-install-recommends a b"),
        ("su", "su -c 'apt-get update && apt-get install -y --no-install-recommends a b'"),
    ],
)
def test_line_to_print(become: str, line: str) -> None:
    assert dev.install_line(["a", "b"], become) == line


def test_without_root_the_line_is_printed_and_nothing_is_installed(
    monkeypatch: pytest.MonkeyPatch, nothing_to_do: list[list[str]]
) -> None:
    monkeypatch.setattr(dev, "_become", lambda: "sudo")
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(dev.Stop) as stop:
        dev._install_system_packages(["libgl1"])
    assert "\n  sudo apt-get update && sudo apt-get install" in str(stop.value)
    assert nothing_to_do == []


def test_as_root_the_packages_are_installed(
    monkeypatch: pytest.MonkeyPatch, nothing_to_do: list[list[str]]
) -> None:
    monkeypatch.setattr(dev, "_become", lambda: "")
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    dev._install_system_packages(["libgl1", "python3-venv"])
    assert [step[:2] for step in nothing_to_do] == [["apt-get", "update"], ["apt-get", "install"]]
    assert nothing_to_do[1][-2:] == ["libgl1", "python3-venv"]


def test_without_apt_the_user_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda name: None)
    with pytest.raises(dev.Stop, match="没有 apt-get"):
        dev._install_system_packages(["libgl1"])


# ----------------------------------------------------------- .venv and stamp


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty checkout with a lock; making the environment only makes its interpreter."""
    venv = tmp_path / ".venv"
    lock = tmp_path / "requirements.lock"
    lock.write_text("a==1\n", encoding="utf-8")
    monkeypatch.setattr(dev, "VENV", venv)
    monkeypatch.setattr(dev, "LOCK", lock)
    monkeypatch.setattr(dev, "STAMP", venv / "installed.txt")
    return tmp_path


def _installer(steps: list[str], fail_at: str = ""):
    def call(command, environ=None, quiet=False):
        words = " ".join(str(word) for word in command)
        step = next(name for name in ("venv --clear", "install", "check") if f" {name}" in words)
        steps.append(step)
        if step == "venv --clear":
            python = dev.venv_python(Path(command[-1]), sys.platform == "win32")
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()
        return int(step == fail_at)

    return call


def test_second_run_does_nothing_until_the_lock_changes(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    monkeypatch.setattr(dev, "_call", _installer(steps))
    everything = ["venv --clear", "install", "check"]
    dev.ensure_venv()
    assert steps == everything
    dev.ensure_venv()
    assert steps == everything
    (checkout / "requirements.lock").write_text("a==2\n", encoding="utf-8")
    dev.ensure_venv()
    assert steps == everything * 2


@pytest.mark.parametrize("step", ["venv --clear", "install", "check"])
def test_a_failed_step_is_told_and_tried_again(
    step: str, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "_call", _installer([], fail_at=step))
    with pytest.raises(dev.Stop, match="没"):
        dev.ensure_venv()
    steps: list[str] = []
    monkeypatch.setattr(dev, "_call", _installer(steps))
    dev.ensure_venv()
    assert steps[0] == "venv --clear"


# ------------------------------------------------------------------ commands


def test_run_hands_its_arguments_over(nothing_to_do: list[list[str]]) -> None:
    assert dev.main(["run", "packs", "--json"]) == 0
    assert nothing_to_do == [["python", str(ROOT / "main.py"), "packs", "--json"]]


def test_test_runs_everything_and_pytest_last(
    nothing_to_do: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert dev.main(["test", "-k", "dev"]) == 0
    assert [" ".join(step[2:]) for step in nothing_to_do] == [
        "ruff check",
        "ruff format --check",
        "mypy",
        "pytest -k dev",
    ]


def test_a_failed_check_stops_nothing_but_fails_at_the_end(
    nothing_to_do: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(ROOT)
    seen: list[str] = []

    def call(command, environ=None, quiet=False):
        seen.append(command[2])
        return int(command[2] == "mypy")

    monkeypatch.setattr(dev, "_call", call)
    assert dev.main(["test"]) == 1
    assert seen == ["ruff", "ruff", "mypy", "pytest"]
    assert "没有通过：类型检查" in capsys.readouterr().err


def test_tests_run_without_a_screen(
    nothing_to_do: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    platforms: dict[str, str | None] = {}

    def call(command, environ=None, quiet=False):
        platforms[command[2]] = environ and environ.get("QT_QPA_PLATFORM")
        return 0

    monkeypatch.setattr(dev, "_call", call)
    dev.main(["test"])
    assert platforms["pytest"] == "offscreen"


@pytest.mark.parametrize("arguments", [[], ["tests"], ["setup", "now"]])
def test_misuse_shows_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(arguments) == 2
    assert "用法" in capsys.readouterr().err


def test_interruption_and_file_errors_are_sentences(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> Path:
        raise KeyboardInterrupt

    def unwritable() -> Path:
        raise PermissionError(13, "Permission denied", ".venv")

    monkeypatch.setattr(dev, "set_up", interrupted)
    assert dev.main(["setup"]) == 130
    assert "已中断" in capsys.readouterr().err
    monkeypatch.setattr(dev, "set_up", unwritable)
    assert dev.main(["setup"]) == 1
    assert "读写文件时出错：.venv" in capsys.readouterr().err


def test_a_program_that_is_not_there_is_a_sentence() -> None:
    with pytest.raises(dev.Stop, match="无法启动"):
        dev._call(["no-such-program-anywhere"])


def test_a_step_gives_its_exit_code_and_a_quiet_one_complains_only_when_it_fails(
    capfd: pytest.CaptureFixture[str],
) -> None:
    complain = "import sys; sys.stderr.write('complaint'); sys.exit({})"
    assert dev._call([sys.executable, "-c", complain.format(0)], quiet=True) == 0
    assert capfd.readouterr().err == ""
    assert dev._call([sys.executable, "-c", complain.format(3)], quiet=True) == 3
    assert capfd.readouterr().err == "complaint"
    assert dev._call([sys.executable, "-c", complain.format(0)]) == 0
    assert capfd.readouterr().err == "complaint"


def test_an_old_python_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "OLDEST", (99, 0))
    with pytest.raises(dev.Stop, match=r"需要 Python 99\.0"):
        dev.set_up()


# ------------------------------------------------------------- lock, project


def _pins() -> list[str]:
    return [line for line in LOCK.splitlines() if line and not line.startswith("#")]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_everything_in_the_lock_is_pinned_exactly_and_once() -> None:
    names = []
    for pin in _pins():
        match = re.fullmatch(r'([\w.-]+)==[\w.]+(?: ; sys_platform == "win32")?', pin)
        assert match, pin
        names.append(_plain(match[1]))
    assert len(names) == len(set(names))


def test_the_lock_names_no_package_index() -> None:
    assert "://" not in LOCK and "index-url" not in LOCK


def test_what_the_project_asks_for_is_locked() -> None:
    locked = {_plain(pin.split("==")[0]) for pin in _pins()}
    asked = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    assert {_plain(name) for name in asked} <= locked
