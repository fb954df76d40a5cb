"""A small driver for headless Chromium: the DevTools protocol over a pair of pipes, no package needed."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

__all__ = ["Chromium", "Page", "find_chromium"]

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
_TIMEOUT = 30.0
_KEYS = {"Enter": 13, "Escape": 27, " ": 32, "End": 35, "Home": 36, "ArrowUp": 38, "ArrowDown": 40, "Tab": 9}
_TYPED = {"Enter": "\r", " ": " "}


def find_chromium() -> str | None:
    """Path of a Chromium or Chrome that is installed."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


class Chromium:
    """A browser with an empty profile; use it in a `with`."""

    def __init__(self, program: str) -> None:
        self._profile = tempfile.mkdtemp(prefix="mujaz-chromium-")
        to_read, self._to = os.pipe()
        self._from, to_write = os.pipe()
        # Chromium reads commands from descriptor 3 and writes to 4; first move ours out of their way.
        inner = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (to_read, to_write)]
        command = [program, *_FLAGS, f"--user-data-dir={self._profile}", "about:blank"]
        script = f'exec "$0" "$@" 3<&{inner[0]} 4>&{inner[1]}'
        self._process = subprocess.Popen(
            ["bash", "-c", script, *command],
            pass_fds=inner,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for end in (to_read, to_write, *inner):
            os.close(end)
        self._buffer = b""
        self._last = 0
        self.events: list[dict[str, Any]] = []

    def __enter__(self) -> Chromium:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._to)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._from)
        shutil.rmtree(self._profile, ignore_errors=True)

    def call(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """Send a command and wait for its answer; events that come first are kept in `events`."""
        self._last += 1
        message: dict[str, Any] = {"id": self._last, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive(time.monotonic() + _TIMEOUT)
            if answer.get("id") == self._last:
                assert "error" not in answer, f"{method}: {answer.get('error')}"
                result: dict[str, Any] = answer["result"]
                return result
            self.events.append(answer)

    def wait_for(self, wanted: Callable[[dict[str, Any]], bool]) -> None:
        """Wait until an event that `wanted` accepts has come."""
        deadline = time.monotonic() + _TIMEOUT
        while not any(map(wanted, self.events)):
            self.events.append(self._receive(deadline))

    def _receive(self, deadline: float) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._from], [], [], max(0.0, deadline - time.monotonic()))
            chunk = os.read(self._from, 1 << 20) if ready else b""
            if not chunk:
                raise TimeoutError("Chromium does not answer")
            self._buffer += chunk
        message, _, self._buffer = self._buffer.partition(b"\0")
        decoded: dict[str, Any] = json.loads(message)
        return decoded

    def open(
        self, file: Path, *, width: int = 1280, height: int = 900, dark: bool = False, scripts: bool = True
    ) -> Page:
        """Open `file` in a tab of its own and wait until it has loaded; motion is reduced."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session)
        for domain in ("Page", "Runtime", "Log", "Network", "Audits"):
            page.call(f"{domain}.enable")
        page.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        page.media("screen", dark=dark)
        if not scripts:
            page.call("Emulation.setScriptExecutionDisabled", value=True)
        page.call("Page.navigate", url=file.as_uri())
        self.wait_for(lambda event: event.get("sessionId") == session and event["method"] == "Page.loadEventFired")
        return page


class Page:
    """A tab."""

    def __init__(self, browser: Chromium, session: str) -> None:
        self._browser = browser
        self._session = session

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """A command to this tab."""
        return self._browser.call(method, self._session, **params)

    def media(self, kind: str, *, dark: bool = False) -> None:
        """Show the page as on `kind` ("screen" or "print")."""
        features = [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.call("Emulation.setEmulatedMedia", media=kind, features=features)

    def ask(self, expression: str) -> Any:
        """Value of a JavaScript expression (works where the page's own scripts are disabled, too)."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def click(self, selector: str) -> None:
        """Press the mouse in the middle of the first line of what `selector` finds, scrolled into view."""
        left, top, width, height = self._box(selector)
        for kind in ("mousePressed", "mouseReleased"):
            self._mouse(kind, left + width / 2, top + height / 2)

    def drag(self, selector: str) -> None:
        """Drag the mouse over most of the first line of what `selector` finds."""
        left, top, width, height = self._box(selector)
        self._mouse("mousePressed", left + 2, top + height / 2)
        for part in (0.3, 0.6, 0.9):
            self._mouse("mouseMoved", left + width * part, top + height / 2)
        self._mouse("mouseReleased", left + width * 0.9, top + height / 2)

    def _box(self, selector: str) -> tuple[float, float, float, float]:
        left, top, width, height = self.ask(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)}); "
            "e.scrollIntoView({block: 'center', behavior: 'instant'}); const b = e.getClientRects()[0]; "
            "return [b.x, b.y, b.width, b.height]; })()"
        )
        return left, top, width, height

    def _mouse(self, kind: str, x: float, y: float) -> None:
        self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", buttons=1, clickCount=1)

    def press(self, key: str) -> None:
        """Press and release a key."""
        common = {"key": key, "code": "Space" if key == " " else key, "windowsVirtualKeyCode": _KEYS[key]}
        typed = {"text": _TYPED[key]} if key in _TYPED else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", **common, **typed)
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def complaints(self) -> list[str]:
        """Console errors and warnings, uncaught exceptions, policy violations and other issues so far."""
        self.ask("0")
        heard = []
        for event in self._browser.events:
            if event.get("sessionId") != self._session:
                continue
            method, params = event["method"], event["params"]
            if method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
                heard.append(params["entry"]["text"])
            elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning", "assert"):
                heard.append(str(params["args"]))
            elif method == "Runtime.exceptionThrown":
                heard.append(str(params["exceptionDetails"]))
            elif method == "Audits.issueAdded":
                heard.append(str(params["issue"]))
        return heard

    def dialogs(self) -> int:
        """How many alerts, confirmations and the like the page has opened."""
        self.ask("0")
        return sum(
            event.get("sessionId") == self._session and event["method"] == "Page.javascriptDialogOpening"
            for event in self._browser.events
        )

    def requests(self) -> list[str]:
        """Addresses that the page asked for, itself included."""
        self.ask("0")
        return [
            event["params"]["request"]["url"]
            for event in self._browser.events
            if event.get("sessionId") == self._session and event["method"] == "Network.requestWillBeSent"
        ]

    def screenshot(self, file: Path) -> None:
        """What is to be seen, as PNG."""
        file.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))

    def pdf(self, file: Path) -> None:
        """The page as printed."""
        self.call("Emulation.setEmulatedMedia", media="", features=[])
        printed = self.call("Page.printToPDF", preferCSSPageSize=True)
        file.write_bytes(base64.b64decode(printed["data"]))
