"""Shows a person every doubt beside the paper it came from, and takes the person's answer."""
