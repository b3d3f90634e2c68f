"""Collections and issues of journals: their contents, one PDF, one ZIP."""
