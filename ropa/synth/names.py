"""Invented names: companies, people, places. Domains end in `.example`, which nobody can own."""

from __future__ import annotations

from typing import Final

from ropa.synth.dice import Dice

FIRST: Final = (
    "Alder", "Ashgrove", "Birkenau", "Blackwater", "Bramble", "Brightside", "Calluna", "Cedar", "Copperfield",
    "Corvus", "Dunmore", "Eastholm", "Elmhurst", "Fairwater", "Ferrow", "Foxglove", "Gannet", "Goldenrod",
    "Greywether", "Halden", "Harbour", "Hawthorn", "Heron", "Ironbridge", "Juniper", "Kestrel", "Kingfisher",
    "Lantern", "Larkspur", "Lindenhof", "Marlow", "Meadow", "Merle", "Millrace", "Northgate", "Oakfield", "Orchard",
    "Osprey", "Pinewood", "Quarry", "Redwing", "Riverbank", "Rowan", "Saltmarsh", "Sandpiper", "Seabright",
    "Silverbirch", "Skylark", "Southwell", "Starling", "Stonefield", "Sycamore", "Tamarisk", "Thornbury",
    "Tidewater", "Valerian", "Wayfarer", "Westbrook", "Willow", "Yarrow",
)  # fmt: skip
TRADES_OF_CLIENTS: Final = (
    "Foods", "Hotels", "Clinics", "Retail", "Energy", "Motors", "Insurance", "Schools", "Housing", "Media", "Chemicals",
    "Textiles", "Furniture", "Optics", "Toys", "Dairy",
)  # fmt: skip
OWN_TRADES: Final = ("Group", "Trading", "Home", "Outdoor", "Health", "Digital", "Foods", "Mobility", "Living", "Sport")
SITES: Final = (
    "Aarhus", "Antwerp", "Bilbao", "Bologna", "Bremen", "Brno", "Cork", "Debrecen", "Galway", "Genoa", "Ghent", "Graz",
    "Krakow", "Leipzig", "Lille", "Linz", "Lyon", "Malmo", "Maribor", "Nantes", "Porto", "Riga", "Rotterdam", "Seville",
    "Split", "Tampere", "Tartu", "Turin", "Utrecht", "Zaragoza",
)  # fmt: skip
FAMILY: Final = (
    "Abel", "Bauer", "Costa", "Duarte", "Eriksen", "Fabre", "Gallo", "Horvat", "Ivanova", "Jansen", "Kowalska",
    "Lindberg", "Moreau", "Novak", "O'Brien", "Popescu", "Quinn", "Rossi", "Schmid", "Torres", "Urban", "Vogel",
    "Weber", "Zeller",
)  # fmt: skip
_FORMS: Final = {
    "AT": "GmbH", "BE": "BV", "CA": "Inc.", "CH": "AG", "DE": "GmbH", "ES": "S.L.", "FR": "SAS", "GB": "Ltd",
    "IE": "Ltd", "IN": "Pvt Ltd", "IT": "S.r.l.", "JP": "K.K.", "NL": "B.V.", "PH": "Corp.", "PL": "Sp. z o.o.",
    "RO": "SRL", "SE": "AB", "SG": "Pte Ltd", "UA": "LLC", "US": "Inc.", "ZA": "Pty Ltd",
}  # fmt: skip


def company(dice: Dice, words: tuple[str, ...]) -> str:
    """Return the short name of a company of that trade: `Heron Logistics`."""
    return f"{dice.pick(FIRST)} {dice.pick(words)}"


def legal_name(name: str, country: str) -> str:
    """Return the name with the legal form of the country: `Heron Logistics GmbH`."""
    return f"{name} {_FORMS.get(country, 'Ltd')}"


def person(dice: Dice) -> str:
    """Return a person: `A. Bauer`."""
    return f"{chr(ord('A') + dice.whole(0, 25))}. {dice.pick(FAMILY)}"


def key_of(name: str) -> str:
    """Return a key made of a name of plain letters."""
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def unlike(key: str, taken: set[str]) -> str:
    """Return the key, or the first of `KEY-2`, `KEY-3` ... that is not taken."""
    number, found = 1, key
    while found in taken:
        number += 1
        found = f"{key}-{number}"
    return found
