"""The terms of the five programmes beside the abbreviations that every site has."""

from home.models import Term, TermReading


def seed_terms(terms, facts, texts):
    """Make the terms that are missing; `facts` and `texts` of the programmes say what a term means and where."""
    known = set(Term.objects.values_list("name", flat=True))
    made = [_make_term(entry, facts, texts) for entry in terms if entry["name"] not in known]
    by_name = {term.name: term for term in Term.objects.all()}
    for entry in terms:
        if by_name[entry["name"]] in made:
            by_name[entry["name"]].related.add(*(by_name[name] for name in entry.get("related", [])))


def _make_term(entry, facts, texts):
    meanings = {word["term"]: word["definition"] for word in facts[entry["source"]]["thesaurus"]}
    term = Term(
        name=entry["name"],
        abbreviation=entry.get("abbreviation", ""),
        definition=entry.get("definition") or meanings[entry["fact"]],
        source=texts[entry["source"]]["title"],
        synonyms="\n".join(entry.get("synonyms", [])),
        explained=entry.get("explained", "all"),
    )
    term.readings = [
        TermReading(sort_order=order, **reading) for order, reading in enumerate(entry.get("readings", []))
    ]
    term.full_clean()
    term.save()
    return term
