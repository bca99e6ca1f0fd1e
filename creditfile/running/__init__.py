"""Works one case or many, each in a process of its own bounds, and brings every one of them to an end."""
