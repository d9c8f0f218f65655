#!/usr/bin/env python
"""Django's command line for the Cooperation Atlas."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cooperation.settings")
    try:
        # Imported here, as loading Django takes long enough for a Ctrl-C.
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)
