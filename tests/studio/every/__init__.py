"""Every public method that talks to a server, with a case in which it works and one in which it fails."""
