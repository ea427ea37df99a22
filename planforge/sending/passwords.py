"""Passwords of locked files, told on the phone: figures alone, which sound alike in every language."""

from __future__ import annotations

import secrets

GROUPS, FIGURES = 5, 4  # 20 figures are 66 bits [default]: more than can be tried out on a copy of the file


def new_password() -> str:
    """Five groups of four figures, as 4821-0937-5526-1180-7743; the dashes belong to it."""
    return "-".join("".join(secrets.choice("0123456789") for _ in range(FIGURES)) for _ in range(GROUPS))
