"""`python -m fasterapi`."""

import sys

from fasterapi.cli import main

sys.exit(main())
