"""`python -m groundwire` is the `groundwire` command."""

from __future__ import annotations

from groundwire.cli import main

if __name__ == "__main__":
    main()
