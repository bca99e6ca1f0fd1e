"""Stage 2: text becomes amounts, dates and names; one value stands for each field; figures follow."""
