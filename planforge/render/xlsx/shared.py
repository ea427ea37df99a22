"""What every tab draws from: its words, the plan, and the looks that recur."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from openpyxl.worksheet.datavalidation import DataValidation

from planforge.models.plan import Plan, Week
from planforge.models.words import Words
from planforge.render.xlsx.styles import Look, Theme

LONGEST_PROMPT, LONGEST_PROMPT_TITLE = 255, 32  # Excel's limits for the text of a validation


@dataclass(frozen=True)
class Material:
    """The plan with its words and colours; `say` reads the words of the workbook."""

    plan: Plan
    words: Words
    theme: Theme

    def say(self, name: str, /, **facts: Any) -> str:
        """A sentence of the section `workbook`."""
        return self.words(f"workbook.{name}", **facts)

    def entry(self, name: str) -> Any:
        return self.words.entry(f"workbook.{name}")

    @property
    def footer(self) -> str:
        plan = self.say("footer", title=self.plan.title, plan_id=self.plan.plan_id)
        parts = (self.theme.coach, self.theme.contact, plan)
        return self.say("between").join(part for part in parts if part)

    @property
    def metres_per_unit(self) -> float:
        # The international mile; the figure the athlete's file is read with.
        return 1000.0 if self.plan.athlete.units == "km" else 1609.344

    def help(self, validation: DataValidation, name: str, **facts: Any) -> DataValidation:
        """A validation with a friendly message when the cell is chosen and when its value is refused."""
        words: Mapping[str, str] = self.entry(name)
        text = words["text"].format_map(facts)[:LONGEST_PROMPT]
        title = words["title"][:LONGEST_PROMPT_TITLE]
        validation.promptTitle = validation.errorTitle = title
        validation.prompt = validation.error = text
        validation.showInputMessage = validation.showErrorMessage = True
        validation.allow_blank = True
        return validation


def numbers(kind: Literal["whole", "decimal", "date"], low: float, high: float) -> DataValidation:
    """Only numbers from low to high; `kind` is whole, decimal or date (as a sheet counts days)."""
    return DataValidation(type=kind, operator="between", formula1=f"{low:.15g}", formula2=f"{high:.15g}")


def title_look() -> Look:
    return Look(size=16, bold=True)


def hint_look(theme: Theme) -> Look:
    return Look(size=9, colour=theme.muted)


def section_look() -> Look:
    return Look(size=12, bold=True, down="bottom")


def head_look(theme: Theme) -> Look:
    """The header row of a table: paper on ink."""
    return Look(size=9, bold=True, colour=theme.paper, fill=theme.ink)


def cell_look() -> Look:
    return Look(bottom="line")


def input_look(theme: Theme) -> Look:
    return Look(bottom="line", boxed=True, fill=theme.input, across="center", locked=False)


def habits_text(week: Week, material: Material) -> str:
    """The daily habits of a week, each once, with how it is done and how long it takes."""
    between = material.say("between")
    said = (
        between.join(part for part in (day.habit, day.habit_how) if part) for day in week.days if day.habit
    )
    return between.join(dict.fromkeys(said))
