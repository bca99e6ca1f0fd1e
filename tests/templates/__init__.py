"""How the book's Word templates were first made; from then on they are edited in Word."""
