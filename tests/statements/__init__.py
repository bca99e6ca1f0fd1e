"""How well financial statements are read, measured on made-up sets of reports."""
