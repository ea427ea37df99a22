"""The README's pictures of the print and of the page: pages of the PDF, and the phone page in Chromium.

Written anew by `make pictures`, from the sample athlete of draw.py on the same day.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from datetime import datetime, time
from pathlib import Path

from draw import ATHLETE, HERE, MADE, ROOT, TODAY
from PIL import Image
from playwright.sync_api import Page, sync_playwright

# Each picture: the first page whose text has all of these.
PRINTED = {
    "printed-week": ("Week 8\n", "Missed it:"),
    "printed-log": ("Strength A, weeks", "Calf raise"),
    "printed-race": ("Race day\n", "Splits"),
}
CHROMIUM = "/usr/bin/chromium"
PHONE = {"width": 360, "height": 740}
GAP = 24  # between two phones


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        subprocess.run(
            [sys.executable, "-m", "planforge", "plan", ATHLETE, "--format", "pdf,html", "--today", str(MADE),
             "--out", name],
            cwd=ROOT, check=True, capture_output=True,
        )  # fmt: skip
        (pdf,) = (Path(name) / ATHLETE).glob("*.pdf")
        (page,) = (Path(name) / ATHLETE).glob("*.html")
        printed(pdf)
        phones(page)


def printed(pdf: Path) -> None:
    read = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True)
    texts = read.stdout.split("\f")
    for name, wanted in PRINTED.items():
        page = next(place for place, text in enumerate(texts, 1) if all(piece in text for piece in wanted))
        drawn = subprocess.run(
            ["pdftoppm", "-r", "110", "-f", str(page), "-l", str(page), "-png", str(pdf)],
            check=True, capture_output=True,
        ).stdout  # fmt: skip
        save(name, Image.open(io.BytesIO(drawn)))


def phones(page: Path) -> None:
    """Today; the strength work of today; the breathing timer, in the dark."""
    shots = []
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for scheme, turn in (("light", _today), ("light", _strength), ("dark", _timer)):
            opened = browser.new_page(viewport=PHONE, device_scale_factor=2, color_scheme=scheme)  # type: ignore[arg-type]
            opened.clock.install(time=datetime.combine(TODAY, time(6, 10)))
            opened.goto(page.as_uri())
            turn(opened)
            shots.append(Image.open(io.BytesIO(opened.screenshot())))
        browser.close()
    wide = sum(shot.width for shot in shots) + GAP * (len(shots) - 1)
    whole = Image.new("RGB", (wide, shots[0].height), "white")
    left = 0
    for shot in shots:
        whole.paste(shot, (left, 0))
        left += shot.width + GAP
    save("phone", whole.resize((wide // 2, whole.height // 2), Image.Resampling.LANCZOS))


def _today(page: Page) -> None:
    page.wait_for_selector("h2")


def _strength(page: Page) -> None:
    page.get_by_text("Open book, lying on the side").locator("visible=true").first.evaluate(
        "it => { it.scrollIntoView(); window.scrollBy(0, -24) }"
    )


def _timer(page: Page) -> None:
    page.get_by_role("button", name="Breathing timer").locator("visible=true").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Start", exact=True).click()
    page.clock.run_for(11_000)


def save(name: str, image: Image.Image) -> None:
    # Of the methods the one whose few colours are those of the page: the dots of sessions are small.
    few = image.convert("RGB").quantize(255, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
