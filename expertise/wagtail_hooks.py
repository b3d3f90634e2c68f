from expertise import outcome_hooks  # noqa: F401  registers itself
