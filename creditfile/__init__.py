"""creditfile: a borrower's papers in; findings and filled Word documents out."""

from creditfile.model import Case, Fact, Finding, Origin, Source

__version__ = "0.1.0"
__all__ = ["Case", "Fact", "Finding", "Origin", "Source", "__version__"]
