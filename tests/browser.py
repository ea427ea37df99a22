"""A headless Chromium for the tests of the page: one for all, a context for each look at a page.

Every context is offline and remembers what was asked for, said on the console, refused by the page's policy.
"""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conftest import missing

SETTINGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip
MORNING = dt.time(6, 0)
# Before the page's own script: what its policy refuses is remembered.
WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (e) => window.refused.push(e.violatedDirective));
"""
NO_STORAGE = """
Object.defineProperty(window, "localStorage", {get() { throw new DOMException("no", "SecurityError"); }});
"""
AXE = Path(sys.prefix) / "node_modules" / "axe-core" / "axe.min.js"


@dataclass
class Look:
    """One page in a context of its own; `page` is playwright's."""

    page: Any
    requests: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def view(self, name: str) -> None:
        """Go to a part of the page as a touch on the menu does."""
        self.page.evaluate("name => document.querySelector(`.menu a[href='#${name}']`).click()", name)
        self.page.wait_for_function("name => document.documentElement.dataset.view === name", arg=name)

    def text(self, what: str = "body") -> str:
        """What is seen, its white space as one blank."""
        return " ".join(self.page.locator(what).inner_text().split())

    def refused(self) -> list[str]:
        found: list[str] = self.page.evaluate("window.refused || []")
        return found


class Chromium:
    def __init__(self, browser: Any) -> None:
        self.browser = browser
        self.contexts: list[Any] = []

    def look(
        self,
        file: Path,
        *,
        day: dt.date = dt.date(2026, 12, 30),
        width: int = 360,
        scheme: str = "light",
        scripts: bool = True,
        storage: bool = True,
        **more: Any,
    ) -> Look:
        """Open a file on a day at six in the morning, on a phone unless said otherwise."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 740},
            color_scheme=scheme, java_script_enabled=scripts, offline=True, **more,
        )  # fmt: skip
        self.contexts.append(context)
        found = Look(context.new_page())
        context.on("request", lambda request: found.requests.append(request.url))
        found.page.on("console", lambda message: found.said.append(f"{message.type}: {message.text}"))
        found.page.on("pageerror", lambda error: found.said.append(f"error: {error}"))
        found.page.on("dialog", lambda dialog: (found.said.append("a dialog"), dialog.dismiss()))
        found.page.set_default_timeout(3000)
        if scripts:
            found.page.add_init_script(WATCH + ("" if storage else NO_STORAGE))
            found.page.clock.install(time=dt.datetime.combine(day, MORNING))
        found.page.goto(file.as_uri())
        return found

    def close(self) -> None:
        """End the contexts of a test."""
        while self.contexts:
            self.contexts.pop().close()


def axe_source() -> str:
    """axe-core's script; missing: skip on a coach's machine, fail under CI."""
    if not AXE.is_file():
        missing("axe-core is not installed (make test fetches it where npm is)")
    return AXE.read_text("utf-8")


def faults(look: Look, source: str, rules: tuple[str, ...] = ()) -> list[str]:
    """What axe-core finds serious or critical in what is seen now, by all its rules or by those named."""
    if not look.page.evaluate("'axe' in window"):
        look.page.evaluate(source)
    found = look.page.evaluate(
        "rules => axe.run(document, {resultTypes: ['violations'],"
        " ...(rules.length ? {runOnly: {type: 'rule', values: rules}} : {})}).then((all) => all.violations"
        ".map((one) => [one.impact, one.id, one.nodes.slice(0, 3).map((node) => node.html).join(' ')]))",
        list(rules),
    )
    return [f"{rule}: {where}" for impact, rule, where in found if impact in {"serious", "critical"}]
