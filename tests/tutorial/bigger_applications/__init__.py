"""An application of several files, as a package; `main` has the application."""
