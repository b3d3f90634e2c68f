"""Pages of a list: numbers, neighbours, addresses; for lists whose total is known without asking the database."""

SIDE = 2


def pages_for(total, size, wanted, link, deepest=None):
    """Return what a pager shows: {"number", "num_pages", "offset", "pages", "next_url", "previous_url"}.

    `wanted` is the text of the address («?page=»): whatever is no number is 1, too large is the last. `link(number)`
    gives an address; `deepest` bounds the number of pages.
    """
    number, num_pages = page_number(total, size, wanted, deepest)
    return {
        "number": number,
        "num_pages": num_pages,
        "offset": (number - 1) * size,
        "pages": list(_numbers(number, num_pages, link)) if num_pages > 1 else [],
        "next_url": link(number + 1) if number < num_pages else None,
        "previous_url": link(number - 1) if number > 1 else None,
    }


def page_number(total, size, wanted, deepest=None):
    """Return (the number of the page that is shown, how many there are); the arguments are those of `pages_for`."""
    num_pages = max(1, -(-total // size))
    if deepest:
        num_pages = min(num_pages, deepest)
    number = int(wanted) if wanted and wanted.isascii() and wanted.isdecimal() and len(wanted) < 9 else 1
    return min(max(number, 1), num_pages), num_pages


def _numbers(number, num_pages, link):
    last = 0
    for page in range(1, num_pages + 1):
        if page in (1, num_pages) or abs(page - number) <= SIDE:
            if last and page - last > 1:
                yield {"gap": True}
            last = page
            yield {"number": page, "url": link(page), "current": page == number}
