"""Render every message and page to PNG as a phone and a desktop show them.

    python benchmarks/gallery.py [--to docs/gallery] [--only NAME …] [--dark]

Needs Chromium (Debian: ``apt-get install chromium``), driven through its own DevTools pipe; no
network, no further package. Writes the pictures and an index.html.
"""

from __future__ import annotations

import argparse
import base64
import html
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from debrief.errors import BadInput, DebriefError  # noqa: E402
from debrief.rendering import Renderer  # noqa: E402
from debrief.reports.plots import png_of  # noqa: E402
from tests.template_contexts import CUSTOMER_ZONE, FACTS, SAMPLES, TEAM, pages  # noqa: E402

WIDTHS = (320, 600, 1200)  # CSS pixels: a small phone, a reading pane, a desktop
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


class Browser:
    """One headless Chromium, spoken to over its DevTools pipe (JSON between NUL bytes)."""

    def __init__(self, send: int, receive: int) -> None:
        self._send, self._receive = send, receive
        self._buffer = b""
        self._number = 0
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]

    _session: str | None = None

    def call(self, method: str, **params: object) -> dict[str, Any]:
        """Call a DevTools method and return its result; events in between are dropped."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._send, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise DebriefError(f"Chromium, {method}: {answer['error']['message']}")
                result: dict[str, Any] = answer["result"]
                return result

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            piece = os.read(self._receive, 1 << 20)
            if not piece:
                raise DebriefError("Chromium ended; start it by hand to see why")
            self._buffer += piece
        line, self._buffer = self._buffer.split(b"\0", 1)
        answer: dict[str, Any] = json.loads(line)
        return answer

    def picture(self, file: Path, width: int, *, dark: bool = False, script: str = "") -> bytes:
        """Return the whole page as PNG at that width in CSS pixels."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self._size(width, 800)
        self.call("Page.navigate", url=file.as_uri())
        self._settled()
        if script:
            self.call("Runtime.evaluate", expression=script, awaitPromise=True)
        metrics = self.call("Page.getLayoutMetrics")["cssContentSize"]
        self._size(width, max(200, int(metrics["height"])))
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        return base64.b64decode(shot["data"])

    def overflow(self) -> int:
        """Return by how many CSS pixels the page is wider than the screen."""
        expression = "document.documentElement.scrollWidth - window.innerWidth"
        value = self.call("Runtime.evaluate", expression=expression)["result"]["value"]
        return max(0, int(value))

    def _size(self, width: int, height: int) -> None:
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 500,
        )

    def _settled(self) -> None:
        expression = (
            "new Promise(done => { const wait = () => document.readyState === 'complete' &&"
            " location.href !== 'about:blank' ? done(1) : setTimeout(wait, 5); wait() })"
        )
        self.call("Runtime.evaluate", expression=expression, awaitPromise=True)


@contextmanager
def browser() -> Iterator[Browser]:
    """Start Chromium and end it again; raise `BadInput` when there is none."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        raise BadInput("no Chromium found; install it (Debian: apt-get install chromium)")
    their_in, our_out = os.pipe()
    our_in, their_out = os.pipe()
    with tempfile.TemporaryDirectory() as profile:
        options = "--headless --no-sandbox --disable-gpu --hide-scrollbars --remote-debugging-pipe"
        # Chromium reads commands from descriptor 3 and answers on 4.
        shell = f'exec "$@" 3<&{their_in} 4>&{their_out}'
        command = [
            "bash",
            "-c",
            shell,
            "bash",
            program,
            *options.split(),
            f"--user-data-dir={profile}",
        ]
        process = subprocess.Popen(  # noqa: S603 - the browser found on the path
            command,
            pass_fds=(their_in, their_out),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(their_in)
        os.close(their_out)
        try:
            yield Browser(our_out, our_in)
        finally:
            process.terminate()
            process.wait(timeout=20)
            os.close(our_in)
            os.close(our_out)


# A second picture of the demo's page: somebody's mailbox, one mail open.
OPENED = (
    "location.hash = '#person-1'; document.querySelector('#person-1 details').open = true;"
    " new Promise(done => setTimeout(done, 700))"
)


def sources() -> Iterator[tuple[str, str, str, tuple[int, ...], str]]:
    """Yield name, subject, HTML, widths and script of everything people read."""
    renderer = Renderer(TEAM)
    for name, (template, to, context) in SAMPLES.items():
        zone = CUSTOMER_ZONE if isinstance(to, tuple) else None
        mail = renderer.render(
            template, to=to, facts=FACTS, context=context, ref="HAZEL-42", zone=zone
        )
        source = mail.html
        for plot in context.get("plots", ()):
            picture = base64.b64encode(png_of(plot)).decode()
            source = source.replace(f"cid:{plot['cid']}", f"data:image/png;base64,{picture}")
        yield name.replace(" ", "-"), mail.subject, source, WIDTHS, ""
    for name, context in pages().items():
        caption, source = str(context.get("title", name)), renderer.page(name, context)
        yield f"page-{name}", caption, source, WIDTHS, ""
        if name == "demo_index":
            yield f"page-{name}-mailbox", caption, source, WIDTHS, OPENED


def index(entries: list[tuple[str, str, tuple[int, ...]]], suffix: str) -> str:
    """Return the page that shows all pictures."""
    rows = "".join(
        f"<h2 id='{name}'>{html.escape(name)}</h2><p>{html.escape(subject)}</p><div>"
        + "".join(
            f"<img loading='lazy' width='{width // 2}' src='{name}-{width}{suffix}.png'"
            f" alt='{html.escape(name)}, {width} pixels wide'>"
            for width in widths
        )
        + "</div>"
        for name, subject, widths in entries
    )
    style = (
        "body{font:16px/1.5 system-ui,sans-serif;margin:24px;background:#e9ebea;color:#1f2933}"
        "div{display:flex;gap:16px;align-items:flex-start;flex-wrap:wrap}"
        "img{box-shadow:0 1px 4px #0003;background:#fff}"
        "h2{margin:32px 0 0;font-size:18px}p{margin:0 0 8px}"
    )
    head = "<!DOCTYPE html><html lang='en'><meta charset='utf-8'><title>What people read</title>"
    return f"{head}<style>{style}</style><h1>What people read</h1>{rows}</html>\n"


def draw(folder: Path, only: list[str], *, dark: bool) -> list[str]:
    """Write all pictures and the index; return what is wider than its screen."""
    folder.mkdir(parents=True, exist_ok=True)
    suffix = "-dark" if dark else ""
    too_wide, entries = [], []
    with browser() as chromium, tempfile.TemporaryDirectory() as scratch:
        for name, subject, source, widths, script in sources():
            if only and name not in only:
                continue
            file = Path(scratch, "page.html")
            file.write_text(source, encoding="utf-8")
            for width in widths:
                picture = chromium.picture(file, width, dark=dark, script=script)
                (folder / f"{name}-{width}{suffix}.png").write_bytes(picture)
                if over := chromium.overflow():
                    too_wide.append(f"{name} at {width}: {over} px too wide")
            entries.append((name, subject, widths))
    if not only:
        if not dark:
            contact_sheet(folder, [name for name, _, _ in entries])
        (folder / f"index{suffix}.html").write_text(index(entries, suffix), encoding="utf-8")
    return too_wide


SHEET_WIDTH = 190  # pixels of one picture on the contact sheet
SHEET_COLUMNS = 10
SHEET_HEIGHT = 460  # a longer picture is cut there


def contact_sheet(folder: Path, names: list[str]) -> None:
    """Put every message at phone and desktop width on one picture of a few hundred kilobytes."""
    from PIL import Image

    for label, width, crop in (("phone", WIDTHS[0], 1.0), ("desktop", WIDTHS[2], 0.55)):
        tiles = []
        for name in names:
            with Image.open(folder / f"{name}-{width}.png") as whole:
                margin = int(whole.width * (1 - crop) / 2)
                tile = whole.convert("RGB").crop((margin, 0, whole.width - margin, whole.height))
            height = tile.height * SHEET_WIDTH // tile.width
            tile = tile.resize((SHEET_WIDTH, height), Image.Resampling.LANCZOS)
            tiles.append(tile.crop((0, 0, SHEET_WIDTH, min(height, SHEET_HEIGHT))))
        step = SHEET_WIDTH + 10
        heights = [10] * SHEET_COLUMNS
        places = []
        for tile in tiles:
            column = heights.index(min(heights))
            places.append((10 + column * step, heights[column]))
            heights[column] += tile.height + 10
        sheet = Image.new("RGB", (10 + SHEET_COLUMNS * step, max(heights)), "#c9cfcd")
        for tile, place in zip(tiles, places, strict=True):
            sheet.paste(tile, place)
        sheet.save(folder / f"contact-{label}.webp", quality=38, method=6)


def main() -> int:
    """Draw the gallery; exit status 1 when something does not fit its screen."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "gallery")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--dark", action="store_true")
    args = parser.parse_args()
    try:
        too_wide = draw(args.to, args.only, dark=args.dark)
    except DebriefError as err:
        print(err, file=sys.stderr)
        return 2
    print("\n".join(too_wide) or f"All fits. Pictures are in {args.to}")
    return 1 if too_wide else 0


if __name__ == "__main__":
    raise SystemExit(main())
