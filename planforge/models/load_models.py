"""RPE by kind of session for the load of a week: what `templates/load_models.yaml` may say."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from planforge.models.plan import RunType
from planforge.models.written import Written

Rpe = Annotated[float, Field(ge=0, le=10, allow_inf_nan=False)]


class LoadModels(Written):
    rpe: dict[RunType | Literal["race"], Rpe] = Field(description="RPE (0 to 10) by kind of run")
    strength: Rpe
    other_run: Rpe = Field(description="a run of a kind that the table does not name")
    sources: tuple[str, ...] = ()

    def rpe_of(self, kind: str | None) -> float:
        """RPE of a kind of run, "race" among them."""
        return {str(name): rpe for name, rpe in self.rpe.items()}.get(kind or "", self.other_run)
