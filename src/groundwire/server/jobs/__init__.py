"""Background work of the server that survives a restart: a table of jobs, and a thread that does them."""
