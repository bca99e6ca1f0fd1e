"""Is the book right? Shapes, names, examples, templates: everything that is not, in one run."""
