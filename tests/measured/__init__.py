"""How well made-up cases are read and judged."""
