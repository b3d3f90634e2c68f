from django.http import HttpResponse

from files.actions import clean_name
from files.delivery import SAVED_POLICY, disposition


def attachment(content, name, content_type):
    """Return a response that saves `content` (bytes) under `name`, whatever letters a title has brought into it."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = disposition(clean_name(name), inline=False)
    response["Content-Security-Policy"] = SAVED_POLICY
    response["X-Robots-Tag"] = "noindex"
    return response
