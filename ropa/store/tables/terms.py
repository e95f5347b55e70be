"""Tables of words: data categories and purposes, the shipped ones included, because the trees need them."""

from ropa.store.tables.base import Keyed, Listed, Said, refers, words


class _Term(Keyed):
    """An entry of a tree; `aliases` are words, as JSON."""

    definition: str | None = None
    aliases: list[str] | None = words()
    own_words: bool = False
    dpv: str | None = None


class DataCategoryRow(_Term, table=True):
    """A category of personal data; `mark_of_law` is special-category, criminal or nothing."""

    __tablename__ = "data_category"
    parent: str | None = refers("data_category.key", index=True)
    mark_of_law: str | None = None


class DataCategoryItemRow(Listed, table=True):
    """What a category consists of."""

    __tablename__ = "data_category_item"
    whole: str = refers("data_category.key", needed=True, index=True)
    data: str = refers("data_category.key", needed=True)


class DataCategoryOriginRow(Listed, table=True):
    """What a category is derived from."""

    __tablename__ = "data_category_origin"
    derived: str = refers("data_category.key", needed=True, index=True)
    data: str = refers("data_category.key", needed=True)


class DataCategoryClaimRow(Said, table=True):
    """What the organisation declares a category to be."""

    __tablename__ = "data_category_claim"
    data: str = refers("data_category.key", needed=True, unique=True)
    value: str


class PurposeRow(_Term, table=True):
    """A purpose of processing."""

    __tablename__ = "purpose"
    parent: str | None = refers("purpose.key", index=True)
