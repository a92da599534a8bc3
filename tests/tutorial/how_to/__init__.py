"""The how-to pages."""
