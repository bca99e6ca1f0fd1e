"""Stage 1: open every file, find every field."""
