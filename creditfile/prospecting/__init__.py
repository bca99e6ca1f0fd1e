"""Before the loan: lists of prospects read, joined, judged and scored; briefs for a call on each."""
