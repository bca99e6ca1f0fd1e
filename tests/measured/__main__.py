"""`python -m tests.measured`."""

import sys

from tests.measured.measure import main

sys.exit(main())
