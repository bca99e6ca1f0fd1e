"""Stage 3: hold the facts against the rules."""
