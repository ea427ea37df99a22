"""The tab About: how to use the book, when to stop, where it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planforge.models.picture import Picture
from planforge.models.web import is_web_link
from planforge.render.xlsx.exercises_tab import link
from planforge.render.xlsx.grid import Book, Tab
from planforge.render.xlsx.pages import flow
from planforge.render.xlsx.pictures import place_side_by_side
from planforge.render.xlsx.shared import Material, hint_look, title_look
from planforge.render.xlsx.styles import Look
from planforge.render.xlsx.text_fit import lines_needed, row_points

OWN_RULES = ("default-", "design-")  # ids of planforge's own defaults: nothing a reader could look up
MARK, TEXT, HIDDEN = 1, 2, 3
WIDTHS = {MARK: 4, TEXT: 94}


def write_about(
    book: Book,
    material: Material,
    others: Sequence[Tab],
    drawings: Mapping[str, Picture],
    *,
    behind: bool,
) -> None:
    """Fill the tab, where a referral stands above everything, and name the cell `race_day`.

    `others` are the tabs before it, for their pages; `drawings` the plan's pictures by their name;
    `behind`: tabs of the coach stand in front of them.
    """
    tab, goal = book["about"], material.plan.goal
    _About(tab, material, others, drawings, behind).write()
    # Without a race the cell is empty, so that a coach's formula finds the name in every book.
    date = Look(number_format=material.say("full_date_format"))
    tab.put(1, HIDDEN, goal.date if goal else None, date)
    tab.hide(range(HIDDEN, HIDDEN + 1))
    book.name("race_day", tab.at(1, HIDDEN))


class _About:
    def __init__(
        self,
        tab: Tab,
        material: Material,
        others: Sequence[Tab],
        drawings: Mapping[str, Picture],
        behind: bool,
    ) -> None:
        self.others, self.drawings, self.behind = others, drawings, behind
        self.sections = [1]
        self.tab, self.material, self.theme = tab, material, material.theme
        self.row = 1

    def write(self) -> None:
        tab, say, plan = self.tab, self.material.say, self.material.plan
        tab.widths(WIDTHS)
        tab.put(1, MARK, say("about.title"), title_look())
        tab.height(1, 26)
        self.row = 2
        for text in plan.referral:
            self._line("", text, Look(bold=True, colour=self.theme.key, wrap=True, down="top"))
        for number, step in enumerate(self.material.entry("about.steps"), 1):
            self._line(str(number), step)
        pages_row = self.row
        self._line("", self._pages())
        self._section("words_title")
        for text in self.material.entry("about.words"):
            self._line("–", text)
        if self.theme.coach or self.theme.contact:
            self._section("coach")
            self._line("", self.theme.coach, Look(bold=True, wrap=True, down="top"))
            self._line("", self.theme.contact)
        self._section("pain_title")
        for text in self.material.entry("about.pain"):
            self._line("–", text)
        self._line("", say("about.medical"), Look(bold=True, wrap=True, down="top"))
        self._section("phases")
        self._pictures("weeks", "phases")
        for phase in plan.phases:
            one = phase.first_week == phase.last_week
            weeks = say(
                f"about.phase_week{'' if one else 's'}",
                name=phase.name, first=phase.first_week, last=phase.last_week,
            )  # fmt: skip
            self._line("", f"{weeks}: {phase.purpose}" if phase.purpose else weeks)
        self._section("pattern")
        self._line("", plan.pattern.athlete_sentence or plan.pattern.sentence)
        if {"gaps", "ledger"} & set(self.drawings):
            self._section("sides")
            self._pictures("gaps", "ledger")
        self._section("record")
        self._line("", plan.title)
        self._line("", plan.subtitle)
        if plan.goal is not None:
            if plan.goal.target_text:
                self._line("", say("about.target", time=plan.goal.target_text))
            if plan.goal.predicted_text:
                self._line("", say("about.predicted", time=plan.goal.predicted_text))
        self._line("", plan.schedule_name)
        made = plan.generated_on
        months = self.material.words.entry("dates.short_months")
        date = f"{made.day} {months[made.month - 1]} {made.year}"
        self._line("", say("about.plan_id", plan_id=plan.plan_id, date=date))
        self._sources()
        last = self.row - 1
        tab.protect()
        tab.printed(landscape=False, titles=None, footer=self.material.footer, last=f"B{last}")
        flow(tab, WIDTHS, self.sections, last, landscape=False)
        tab.put(pages_row, TEXT, self._pages(), Look(wrap=True, down="top"))  # now its own are counted

    def _pages(self) -> str:
        """How many pages the book has in print, tab by tab."""
        say, tabs = self.material.say, [*self.others, self.tab]
        parts = ", ".join(say("about.printed_tab", tab=tab.title, pages=tab.pages) for tab in tabs)
        printed = say("about.printed", total=sum(tab.pages for tab in tabs), parts=parts)
        return f"{printed} {say('about.printed_behind')}" if self.behind else printed

    def _section(self, name: str, *, whole: bool = True) -> None:
        """A heading. What is not kept whole in print runs on: pages for it would stand nearly empty."""
        self.row += 1
        if whole:
            self.sections.append(self.row)
        self.tab.put(
            self.row, MARK, self.material.say(f"about.{name}"), Look(size=12, bold=True, down="bottom")
        )
        self.tab.height(self.row, 22)
        self.row += 1

    def _pictures(self, *names: str) -> None:
        """Those of these drawings that there are, beside each other."""
        shown = [self.drawings[name] for name in names if name in self.drawings]
        if shown:
            self.row = place_side_by_side(self.tab, shown, self.row, WIDTHS) + 1

    def _line(self, mark: str, text: str, look: Look | None = None, pad: float = 3) -> None:
        if not text:
            return
        look = look or Look(wrap=True, down="top")
        self.tab.put(self.row, MARK, mark or None, Look(colour=self.theme.muted, down="top"))
        self.tab.put(self.row, TEXT, text, look)
        self.tab.height(
            self.row, row_points(lines_needed(text, WIDTHS[TEXT], look.size, look.bold), look.size, pad)
        )
        self.row += 1

    def _sources(self) -> None:
        sources = [source for source in self.material.plan.sources if not source.id.startswith(OWN_RULES)]
        if not sources:
            return
        self._section("sources", whole=False)
        small = hint_look(self.theme).but(size=8, wrap=True, down="top")
        for source in sources:
            self._line("", source.text, small, pad=1.5)
            if source.url and is_web_link(source.url):
                # A link of its own: a linked text of several lines is cut in LibreOffice.
                self.tab.put(self.row - 1, MARK, self.material.say("about.link"), small)
                link(self.tab, self.row - 1, MARK, source.url, small.but(colour=self.theme.link))
