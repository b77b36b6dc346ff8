"""The EdgeFirst Studio client: one module per noun of its API."""
