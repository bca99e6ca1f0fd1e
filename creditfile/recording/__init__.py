"""The ledger: what was run, on what, with what result, sealed so that a change is found."""
