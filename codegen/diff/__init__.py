"""Compare two specs: what changed, what it breaks, which version comes next."""
