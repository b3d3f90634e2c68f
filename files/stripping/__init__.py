"""A copy of a file without what it says of people: work of a confined child (files.confined), without Django."""

OFFICE_OPEN = frozenset({"docx", "pptx", "xlsx"})
OPEN_DOCUMENT = frozenset({"odt", "odp", "ods"})
PICTURES = frozenset({"jpeg", "png", "webp"})
STRIPPABLE = OFFICE_OPEN | OPEN_DOCUMENT | PICTURES | {"pdf"}
