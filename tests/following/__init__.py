"""Archives of made-up clients."""
