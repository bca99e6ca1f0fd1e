"""Stage 4: fill the Word documents."""
