"""What letters of symbol fonts show where that is a tick box: Wingdings and Wingdings 2."""

SYMBOLS = {
    "F06F": "□", "F0A8": "□", "F0A3": "□", "F071": "□", "F072": "□", "F030": "□",
    "F052": "☑", "F0FE": "☑", "F053": "☒", "F0FD": "☒", "F0FC": "✓", "F0FB": "✗", "F050": "✓", "F04F": "✗",
    "F06E": "■", "F06C": "●", "F0A1": "○",
}
"""By the place that such fonts have in Unicode's private use."""


def shown(letter: str) -> str:
    """The tick box that a letter of a symbol font shows; the letter itself where it shows none.

    Such letters stand by their own code or in the private use from U+F000 on.
    """
    code = ord(letter)
    return SYMBOLS.get(f"{0xF000 + (code & 0xFF):04X}", letter) if code < 0x100 or is_private(letter) else letter


def is_private(letter: str) -> bool:
    """Whether it can be nothing but a symbol font's."""
    return "\uf020" <= letter <= "\uf0ff"
