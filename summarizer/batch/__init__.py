"""Many documents, one run."""
