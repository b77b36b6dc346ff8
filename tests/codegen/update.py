"""`python -m tests.codegen.update`: rewrite the golden trees; review the difference like code."""

from __future__ import annotations

from .goldens import features, update

if __name__ == "__main__":
    for feature in features():
        update(feature)
        print(feature)
