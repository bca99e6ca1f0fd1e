"""Lists of prospects, made up."""
