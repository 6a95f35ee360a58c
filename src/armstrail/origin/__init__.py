"""Which pages come from one text: fingerprints, candidates, the verdict on two texts, and the groups that follow."""

from armstrail.origin.comparison import Passage, Verdict, compare
from armstrail.origin.fingerprint import PRINT_VERSION, Print, dump, load, load_all, load_bare, print_of, prints_of
from armstrail.origin.index import Edge, OriginIndex
from armstrail.origin.origins import Origin, group, origin_rows, origins_of, pair_rows, pairs, pairs_of, rows_of
from armstrail.origin.publishers import family_of, independent
from armstrail.origin.text import Text, text_of

__all__ = [
    "PRINT_VERSION",
    "Edge",
    "Origin",
    "OriginIndex",
    "Passage",
    "Print",
    "Text",
    "Verdict",
    "compare",
    "dump",
    "family_of",
    "group",
    "independent",
    "load",
    "load_all",
    "load_bare",
    "origin_rows",
    "origins_of",
    "pair_rows",
    "pairs",
    "pairs_of",
    "print_of",
    "prints_of",
    "rows_of",
    "text_of",
]
