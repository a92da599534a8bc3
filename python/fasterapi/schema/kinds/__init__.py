"""The kinds of nodes; `fasterapi.schema.nodes` has all of them."""
