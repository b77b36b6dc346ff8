"""Side-by-side runs of Groundwire and the official clients against one local server."""
