"""Facet values of all pages as arrays in memory, used by the listing and by search (design §9)."""

from library.facets.current import current_facets
from library.facets.index import FACETS, FacetIndex, Row

__all__ = ["FACETS", "FacetIndex", "Row", "current_facets"]
