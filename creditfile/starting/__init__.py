"""What a bank begins with: a book of its own, and new content files to fill in."""
