"""Made-up loan cases whose truth is known, written without any of the reader's code."""
