"""What is a link on the web, everywhere a plan prints an address: the rest stays text."""

from __future__ import annotations


def is_web_link(address: str | None) -> bool:
    """Whether an address may be followed: it leads to the web and nowhere else."""
    return address is not None and address.lower().startswith(("https://", "http://"))
