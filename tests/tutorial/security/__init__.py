"""The pages of the tutorial on security."""
