"""Platform-neutral core of every Groundwire client: calls, transport, errors, progress."""
