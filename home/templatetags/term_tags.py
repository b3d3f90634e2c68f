"""Terms of the thesaurus in the prose of pages."""

from django import template
from django.utils.safestring import mark_safe

from home.explaining import explain_on_page

register = template.Library()


@register.filter(is_safe=True)
def explained(html):
    """{% filter explained %}…{% endfilter %}: terms in rendered HTML are explained at their first mention on the page."""
    return mark_safe(explain_on_page(html))
