"""Generated synchronous twins of the asynchronous facades."""
