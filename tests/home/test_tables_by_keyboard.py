"""A table that may scroll sideways is reached and scrolled from the keyboard, and says what it is (WCAG 2.1.1)."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

TEMPLATES = [
    path for path in (Path(settings.DEMO_ROOT).parent / "templates").rglob("*.html") if "tablebox" in path.read_text()
]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_box_of_a_table_takes_the_focus_and_has_a_name(path):
    boxes = re.findall(r'<div class="tablebox"[^>]*>', path.read_text())
    assert boxes
    for box in boxes:
        assert 'tabindex="0"' in box
        assert 'role="region"' in box
        assert re.search(r'aria-label="[^"]+"', box)


def test_a_cell_of_several_lines_keeps_them_and_no_tags():
    value = {"caption": "Дела", "header": ["Дело"], "rows": [["Занятия идут\nСовместные <b>занятия</b>"]]}
    html = render_to_string("blocks/table.html", {"value": value})
    assert "Занятия идут<br>Совместные &lt;b&gt;занятия" in html
