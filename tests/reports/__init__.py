"""Reports: one file per format, and what stands in them."""
