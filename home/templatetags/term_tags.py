"""Terms of the thesaurus in the prose of pages."""

from django import template
from django.utils.safestring import mark_safe

from home.explaining import explain_on_page

register = template.Library()


@register.tag
def explained(parser, token):
    """{% explained %}…{% endexplained %}: terms in what stands between are explained at their first mention on the page."""
    nodes = parser.parse(("endexplained",))
    parser.delete_first_token()
    return ExplainedNode(nodes)


class ExplainedNode(template.Node):
    def __init__(self, nodes):
        self.nodelist = nodes

    def render(self, context):
        """Render what stands between and explain it."""
        return mark_safe(explain_on_page(self.nodelist.render(context)))
