"""What others read of an application: JSON Schema of its types."""
