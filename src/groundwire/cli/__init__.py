"""The `groundwire` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; every way out has an exit code: 0 done, 1 failed, 2 misused, 130 interrupted."""
    if sys.argv[1:] == ["--version"]:  # answered without loading anything
        from groundwire import __version__

        print(f"groundwire {__version__}")
        return
    try:
        from groundwire.cli.app import run
    except ModuleNotFoundError as error:
        print(
            f"Error: the command line needs {error.name}; install it with: pip install 'groundwire[cli]'",
            file=sys.stderr,
        )
        sys.exit(1)
    sys.exit(run(sys.argv[1:]))
