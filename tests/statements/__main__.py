"""The command line: `python -m tests.statements --page PAGE.md`."""

import sys

from tests.statements.measuring import main

if __name__ == "__main__":
    sys.exit(main())
