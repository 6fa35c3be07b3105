"""Whole numbers as people type them."""

import re


def whole_number(text: str) -> int | None:
    """A whole number as people type it, in any script, with or without gaps between thousands."""
    digits = re.sub(r"[\s  ',._٬]", "", text)
    if not digits.isdecimal() or len(digits) > 15:
        return None
    # 12.50 and 1,5 are no whole numbers: a sign must stand between groups of three.
    groups = re.split(r"[\s  ',._٬]", text.strip())
    if len(groups) > 1 and any(len(group) != 3 for group in groups[1:]):
        return None
    return int(digits)
