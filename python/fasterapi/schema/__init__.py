"""Types, compiled: what validates parameters and bodies and writes responses."""
