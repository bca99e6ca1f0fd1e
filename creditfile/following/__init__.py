"""After the loan: a client's archive, what changed in it since the last look, and what is to be done."""
