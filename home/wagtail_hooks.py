from home import modeladmin  # noqa: F401  registers the flat lists
