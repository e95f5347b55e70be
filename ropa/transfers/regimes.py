"""A regime on one day: the small declaration that the rules are read through.

Everything in it is a row of `ropa/law/data`: a further regime is a row of `regimes.csv` (what it is, since when, which
articles), its area, its decisions and its tools; nothing here or elsewhere names one.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ropa.law import Law


class RegimeOn(NamedTuple):
    """A regime that the tables cover on the day.

    Attributes:
        general: the rule that every transfer, onward ones included, needs a ground. adequacy: that on decisions.
    """

    key: str
    name: str
    general: str
    adequacy: str


def regime_on(law: Law, key: str, on: date) -> RegimeOn:
    """Return the regime with the provisions in force that day.

    Raises:
        KeyError: the tables do not know the regime.
    """
    known = law.regimes[key]
    tool = law.tools.get("adequacy")
    term = tool.term(key, on) if tool else None
    adequacy = term.article if term else known.general_article
    # The tables date the article on adequacy; the general one changed on the same day as that one.
    earlier = on < known.in_force_from or adequacy in known.predecessor_articles
    general = known.predecessor_articles[0] if earlier and known.predecessor_articles else known.general_article
    return RegimeOn(key, known.name, general, adequacy)
