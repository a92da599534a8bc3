"""The HTTP benchmark: what is measured, how servers are started and loaded, what is reported."""
