"""Tests use the same `taonet` command as `{{module}}.dev`."""

import os

from {{module}}.dev import command

os.environ.setdefault("TAONET_BIN", command()[-1])
