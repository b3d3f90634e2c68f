"""Everything that comes out of a channel as plain bytes, and what of the canaries is in it."""

import html
import io
import re
import zipfile
from urllib.parse import unquote_to_bytes

import pypdfium2
from django.core.cache import cache

from tests.walking.addresses import addresses
from tests.walking.walk import BROKEN_ON_PURPOSE, undone


def found(said, *canaries):
    """Return the canaries that stand in `said` (bytes or words), however addresses, headers and tables spell them."""
    data = said if isinstance(said, bytes) else str(said).encode()
    text = html.unescape((data + unquote_to_bytes(data)).decode(errors="replace")).casefold()
    return sorted(word for word in canaries if word.casefold() in text)


def opened(data):
    """The bytes of a file; of an archive or an office file each part, of a PDF its words and properties too."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return b"\n".join([data, *(opened(archive.read(name)) + name.encode() for name in archive.namelist())])
    if data.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(data)
        words = " ".join(page.get_textpage().get_text_bounded() for page in document)
        return data + f"{words} {document.get_metadata_dict()}".encode()
    return data


def without_lists_of_accounts(said, bystander):
    """Return a page without those of its choices in which `bystander` can be chosen too: they name everybody."""
    page = re.sub(r"<select.*?</select>", _unless(bystander), said.decode(errors="replace"), flags=re.DOTALL)
    radios = re.compile(r'<label[^>]*>\s*<input type="radio".*?</label>', re.DOTALL)
    if any(bystander in found for found in radios.findall(page)):
        page = radios.sub("", page)
    return page.encode()


def _unless(word):
    return lambda match: "" if word in match.group() else match.group()


def answered(client, address, **params):
    """Headers and body of what `address` answers; without the address itself, which the asker knows."""
    response = client.get(address, params)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = {name: value for name, value in response.headers.items() if name != "Location"}
    return opened(body) + str(headers).encode()


def crawled(world, actor, client=None, only=""):
    """Yield (address, everything it answers) of every address that begins with `only`, as `actor` meets it."""
    client = client or world.client_of(actor)
    for name, _given, address in addresses(world, actor):
        if name in BROKEN_ON_PURPOSE or not address.startswith(only):
            continue
        cache.clear()
        with undone(client):
            yield address, answered(client, address)


def leaks(answers, *canaries):
    """Return {address: canaries} of those answers that give one away."""
    seen = {address: found(said, *canaries) for address, said in answers}
    return {address: words for address, words in seen.items() if words}
