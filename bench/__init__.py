"""What the site costs: processor time, queries, bytes and memory of its pages, measured at two sizes of data."""
