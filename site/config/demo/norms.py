"""The normative base of the demo: what the programmes stand on, and the centre's own regulations with their wordings."""

from itertools import groupby

from django.utils.html import escape

from files.actions import store_file
from programmes import norms
from programmes.models import Regulation
from programmes.norm_enums import RegulationStatus

INTRO = (
    "Законы, приказы и положения, на которых стоят программы и работа центра. У положений центра видны все редакции: "
    "с какой из них вы согласились, всегда можно перечитать."
)


def seed_norms(section, documents, folder, programmes, people):
    """Make the documents that are missing, their files taken from `folder`."""
    if not section.intro:
        section.intro = INTRO
        section.save_revision(user=people["editor"]).publish()
    known = set(Regulation.objects.values_list("title", flat=True))
    for facts in documents:
        if facts["title"] not in known:
            _make_document(facts, folder, programmes, people["leader"])


def _make_document(facts, folder, programmes, leader):
    names = ("kind", "title", "number", "date", "date_text", "issuer", "summary", "audience", "source_url", "purpose")
    document = Regulation(is_public=True, **{name: facts[name] for name in names if name in facts})
    document.full_clean()
    document.save()
    document.programmes.set(programmes[name] for name in facts["programmes"])
    for wording in facts.get("versions", []):
        version = norms.add_version(
            regulation=document,
            by=leader,
            starts_on=wording["starts_on"],
            file=_stored(folder / wording["file"], leader) if "file" in wording else None,
            text=_html(wording.get("text", [])),
            changes=wording.get("changes", ""),
        )
        norms.enforce_version(version=version, by=leader)
    status = facts.get("status", RegulationStatus.IN_FORCE)
    if not facts.get("versions") and status != RegulationStatus.PROJECT:
        norms.set_regulation_status(regulation=document, status=status, by=leader)


def _stored(path, leader):
    with path.open("rb") as content:
        return store_file(content=content, name=path.name, user=leader)


def _html(lines):
    """Return paragraphs as the editor writes them: «# » begins a heading, «- » a line of a list."""
    parts = []
    for is_list, group in groupby(lines, key=lambda line: line.startswith("- ")):
        if is_list:
            parts.append(f"<ul>{''.join(f'<li>{escape(line[2:])}</li>' for line in group)}</ul>")
        else:
            parts += [f"<h3>{escape(s[2:])}</h3>" if s.startswith("# ") else f"<p>{escape(s)}</p>" for s in group]
    return "".join(parts)
