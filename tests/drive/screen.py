"""Screen: a virtual screen with a window manager; keys, mouse and clipboard from outside."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

WIDTH, HEIGHT = 1366, 768
NEEDED = ("Xvfb", "openbox", "xdotool", "xmodmap", "xclip", "import")
SPARE_KEYS = range(208, 256)  # of keyboards with more keys than anybody has
SETTLE = 0.35  # seconds a window gets to answer before it is looked at


class Screen:
    """Knows nothing of the program: only what hands and eyes of a user can reach."""

    def __init__(self, display: str, pictures: Path, size: tuple[int, int] = (WIDTH, HEIGHT)):
        self.pictures = pictures
        self.size = size
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self._display = display
        self._bound: dict[str, int] = {}  # keys made for characters
        self._spare: list[int] = []
        self._own: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Screen:
        self.pictures.mkdir(parents=True, exist_ok=True)
        width, height = self.size
        self.start(
            "Xvfb", self._display, "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"
        )
        self.until(lambda: self._asks("xdotool", "getdisplaygeometry"), "虚拟屏幕没有起来")
        self.start("openbox")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self.picture("出错时")
        for process in reversed(self._own):
            process.kill()
            process.wait()

    # ------------------------------------------------ programs

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """A program on this screen; it ends with the screen at the latest."""
        process = subprocess.Popen(
            command,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=None if command[0] not in NEEDED else subprocess.DEVNULL,
        )
        self._own.append(process)
        return process

    def _asks(self, *command: str) -> str:
        done = subprocess.run(command, env=self.environment, capture_output=True, check=False)
        return done.stdout.decode().strip("\n") if done.returncode == 0 else ""

    def until(self, holds: Callable[[], object], otherwise: str, seconds: float = 20) -> None:
        """Wait for something to hold."""
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                raise AssertionError(otherwise)
            time.sleep(0.1)

    # ------------------------------------------------ windows

    def title(self) -> str:
        """What stands in the title of the window that has the keyboard."""
        return self._asks("xdotool", "getactivewindow", "getwindowname")

    def wait_title(self, part: str) -> None:
        """Until a window with this in its title has the keyboard."""
        self.until(lambda: part in self.title(), f"等不到标题含“{part}”的窗口")
        time.sleep(SETTLE)

    def wait_not_title(self, part: str) -> None:
        """Until the window with this in its title is gone."""
        self.until(lambda: part not in self.title(), f"标题含“{part}”的窗口没有关上")
        time.sleep(SETTLE)

    def turn_to(self, part: str) -> None:
        """Bring a window to the front."""
        self._do("xdotool", "search", "--onlyvisible", "--name", part, "windowactivate", "--sync")
        self.wait_title(part)

    # ------------------------------------------------ hands

    def keys(self, *names: str) -> None:
        """Press keys one after the other: Return, ctrl+z, F8."""
        self._do("xdotool", "key", "--clearmodifiers", "--delay", "40", *names)

    def type(self, text: str) -> None:
        """Type a text. Characters no key has get keys of their own first."""
        self._bind(text)
        self._do("xdotool", "type", "--clearmodifiers", "--delay", "60", "--", text)

    def _bind(self, text: str) -> None:
        """Left to itself xdotool binds a key and takes it away again faster than programs read."""
        lacking = sorted({c for c in text if not c.isascii()} - self._bound.keys())
        if not lacking:
            return
        if len(lacking) > len(self._spare):
            self._bound.clear()
            self._spare = list(SPARE_KEYS)
            lacking = sorted({c for c in text if not c.isascii()})
        for character in lacking:
            self._bound[character] = self._spare.pop()
        lines = [f"keycode {self._bound[c]} = U{ord(c):04X}" for c in lacking]
        self._do("xmodmap", *(part for line in lines for part in ("-e", line)))
        time.sleep(SETTLE)

    def click(self, x: int, y: int, button: int = 1, times: int = 1) -> None:
        """Click somewhere on the screen."""
        self._do("xdotool", "mousemove", str(x), str(y))
        self._do("xdotool", "click", "--repeat", str(times), "--delay", "60", str(button))

    def hover(self, x: int, y: int) -> None:
        """Move the mouse and wait for a tip to come up."""
        self._do("xdotool", "mousemove", str(x - 2), str(y))
        self._do("xdotool", "mousemove", str(x), str(y))
        time.sleep(1.2)

    def put_on_clipboard(self, text: str) -> None:
        """As if copied in another program."""
        subprocess.run(
            ("xclip", "-selection", "clipboard", "-in"),
            input=text.encode(),
            env=self.environment,
            stdout=subprocess.DEVNULL,
            check=True,
        )

    def on_clipboard(self) -> str:
        """What another program would paste as text."""
        return self._asks("xclip", "-selection", "clipboard", "-out", "-t", "UTF8_STRING")

    def _do(self, *command: str) -> None:
        subprocess.run(command, env=self.environment, check=True, capture_output=True)

    # ------------------------------------------------ eyes

    def picture(self, name: str) -> None:
        """Save what is on the screen."""
        time.sleep(SETTLE)
        path = self.pictures / f"{name}.png"
        self._do("import", "-window", "root", str(path))
