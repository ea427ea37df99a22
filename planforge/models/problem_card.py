"""A card of the catalogue of problems: what a code means, an example and the remedy."""

from __future__ import annotations

from pydantic import Field

from planforge.models.written import Line, Text, Written


class ProblemCard(Written):
    """One code of the catalogue; `id` is the file's stem."""

    id: str
    title: Line
    meaning: Text
    example: Text = Field(description="what stands in a file that has the problem")
    remedy: Text

    def to_text(self) -> str:
        """The card as `planforge explain` prints it: title, meaning, example indented, remedy."""
        example = "\n".join(f"    {line}".rstrip() for line in self.example.splitlines())
        return f"{self.id}: {self.title}\n\n{self.meaning}\n\n{example}\n\n{self.remedy}"
