"""Which country a party belongs to in the picture, and how that country stands in law on the day asked about."""

from __future__ import annotations

from datetime import date

from ropa.diagrams.base import Place
from ropa.diagrams.text import clean
from ropa.law import Law
from ropa.model.register import Register

NOT_RECORDED = Place(key="", title="Country not recorded", status="not stated in the register", order=5)

#: Apart from the others, for nothing says that they are in one country.
_HOME_NOT_RECORDED = Place(
    key="*home", title="Country not recorded", status="home · not stated in the register", order=0
)

#: Places that stand for every country of one standing, by the order of these.
_AREAS = {
    1: Place(key="*inside", title="Countries inside the area", status="countries drawn together", order=1),
    2: Place(key="*adequate", title="Countries with adequacy", status="countries drawn together", order=2),
    3: Place(key="*outside", title="Third countries", status="countries drawn together", order=3),
    4: Place(key="*not-known", title="Not known countries", status="countries drawn together", order=4),
}
_AREA_BY_KEY = {place.key: place for place in _AREAS.values()}

_REGIME_NAMES = {"eu-gdpr": "EU", "uk-gdpr": "UK", "ch-fadp": "CH"}
_HOME, _INSIDE, _ADEQUATE, _OUTSIDE, _NOT_KNOWN = range(5)


class Atlas:
    """Places for the countries of one register on one day."""

    def __init__(self, register: Register, law: Law, as_of: date) -> None:
        self._law = law
        self._as_of = as_of
        self._regimes = register.regimes or ("eu-gdpr",)
        own = register.organisations.get(register.organisation)
        self._home = own.country if own is not None else ""
        self._known: dict[str, Place] = {}

    def place(self, country: str) -> Place:
        """Return the place of a country as the model holds it: alpha-2, `EU`, `EEA`, other text, or empty."""
        if country not in self._known:
            self._known[country] = self._place(country)
        return self._known[country]

    def _place(self, country: str) -> Place:
        if not clean(country):
            return NOT_RECORDED
        if country in _AREA_BY_KEY:
            return _AREA_BY_KEY[country]
        group = self._law.group(country)
        known = self._law.countries.get(country)
        if group is None and known is None:
            return Place(key=country, title=clean(country), status="not a known country", order=_NOT_KNOWN)
        key = group or country
        order, status = self._standing(key)
        if country == self._home:
            status, order = f"home · {status}", _HOME
        title = f"{group} (country not named)" if group else known.name if known is not None else country
        return Place(key=key, title=title, status=status, order=order)

    def _standing(self, key: str) -> tuple[int, str]:
        """Return the order and the status of a country or group, over all regimes."""
        orders_and_words = [self._status(regime, key) for regime in self._regimes]
        words = [word for _, word in orders_and_words]
        status = words[0]
        if len(set(words)) > 1:
            names = [_REGIME_NAMES.get(regime, regime) for regime in self._regimes]
            status = " · ".join(f"{name}: {word}" for name, word in zip(names, words, strict=True))
        return max(order for order, _ in orders_and_words), status

    @property
    def home(self) -> Place:
        """The place of the organisation of the register."""
        return self.place(self._home) if clean(self._home) else _HOME_NOT_RECORDED

    def area(self, country: str) -> Place:
        """Return the place for all countries that stand in law as this one does, home among them."""
        place = self.place(country)
        order = self._standing(place.key)[0] if place.order == _HOME and place.is_recorded else place.order
        return _AREAS.get(order, place)

    def name(self, country: str) -> str:
        """Return the country in words for a sentence."""
        return self.place(country).title if clean(country) else "a country not recorded"

    def _status(self, regime: str, key: str) -> tuple[int, str]:
        if not self._law.covers(regime, self._as_of):
            return _OUTSIDE, "law of that day not held"
        if self._law.is_group(key):
            inside = regime == "eu-gdpr"
            return (_INSIDE, "EEA") if inside else (_OUTSIDE, "status depends on the country")
        if self._law.area_row(regime, key, self._as_of) is not None:
            in_eea = regime == "eu-gdpr" and key in self._law.members("EEA", self._as_of)
            return _INSIDE, "EEA" if in_eea else "inside the area"
        decisions = self._law.decisions_on(regime, key, self._as_of)
        if any(row.scope_code == "full" and not row.recipient_condition for row in decisions):
            return _ADEQUATE, "adequacy"
        if decisions:
            return _OUTSIDE, "third country, adequacy for some recipients"
        return _OUTSIDE, "third country"
