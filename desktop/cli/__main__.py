"""`python -m desktop.cli`: the same as `ecluse`."""

from __future__ import annotations

import sys

from desktop.cli import main

sys.exit(main())
