"""The pages of the tutorial on dependencies."""
