"""The catalogue of coverage: each requirement of the source documents, what carries it, and the test that proves it."""
