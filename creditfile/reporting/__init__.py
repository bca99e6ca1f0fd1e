"""A judged case as a report: text, json, sarif, junit."""
