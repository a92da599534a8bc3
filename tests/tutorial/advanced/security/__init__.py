"""The pages of the advanced user guide on security."""
