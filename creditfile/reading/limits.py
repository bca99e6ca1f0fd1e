"""How large a submitted file may be before it is refused: papers come from strangers."""

FILE_BYTES = 200 * 1024 * 1024
"""Of one submitted file."""
PAGES = 3_000
"""Of one PDF."""
INFLATED_BYTES = 500 * 1024 * 1024
"""Of all entries of a zip (docx, xlsx, ofd), added up."""
ENTRY_BYTES = 200 * 1024 * 1024
"""Of one entry of a zip."""
ZIP_ENTRIES = 10_000
"""How many entries a zip may have."""
ZIP_RATIO = 2_000
"""How often larger than its compressed bytes an entry over 10 MB may become."""
ZIP_RATIO_FROM = 10 * 1024 * 1024
"""Below this size no ratio is held against an entry: small XML compresses well."""
CELLS = 2_000_000
"""Of one spreadsheet, over all its sheets."""
SHEETS = 500
"""Of one spreadsheet."""
SPREADSHEET_ROWS = 1_048_576
"""Of one sheet: what the format itself allows."""
NESTING = 20
"""How deep tables in tables, or forms in forms, may stand."""
TEXT_CHARACTERS = 50_000_000
"""Of one text file or one PDF."""
PAGE_EDGES = 20_000
"""Ruled lines of one page beyond which it is a drawing, not a table."""
PAGE_OBJECTS = 200_000
"""Drawn objects of one page beyond which it is not looked at for tables."""
FORM_FIELDS = 20_000
"""Fields of one fillable form."""
IMAGE_PIXELS = 100_000_000
"""Of one picture, or one frame of one; A3 at 600 dots an inch has 70 million. Unpacked, each takes three bytes."""
RECOGNISED_PAGES = 300
"""Pages of one file that are recognised from their pictures; those behind them are told to be pictures."""
