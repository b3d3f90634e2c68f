"""Programmes that walk the web: their downloads are counted apart from people's."""

import re

# What a programme calls itself. Words, not addresses: the list is short, and whoever pretends to be a person is counted as
# one. «bot» is no robot inside a longer word: Cubot is a telephone, and YaBrowser is a browser.
NAMES = (
    r"(?<!cu)bots?\b",
    r"crawl",
    r"spider",
    r"slurp",
    r"scrapy",
    r"archiver",
    r"facebookexternalhit",
    r"whatsapp",
    r"mediapartners",
    r"lighthouse",
    r"headless",
    r"phantomjs",
    r"uptime",
    r"monitor",
    r"preview",
    r"validator",
    r"^curl\b",
    r"^wget\b",
    r"python",
    r"^java/",
    r"go-http-client",
    r"libwww",
    r"httpclient",
    r"okhttp",
    r"axios",
    r"node-fetch",
    r"^ruby",
    r"^php",
    r"feed",
)
ROBOT = re.compile("|".join(NAMES), re.IGNORECASE)


def is_robot(user_agent):
    """Tell whether a User-Agent header is a programme's; browsers always say what they are, so an empty one is too."""
    return not user_agent.strip() or ROBOT.search(user_agent) is not None
