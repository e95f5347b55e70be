"""The SQLModel tables: one class per table, every field of the model in one of them."""

from ropa.store.tables import activities, duties, parties, register, terms
from ropa.store.tables.base import Table, hardened, validator_of

hardened(Table.metadata)

#: Every table by its name.
TABLES: dict[str, type[Table]] = {
    item.__tablename__: item
    for module in (register, parties, terms, activities, duties)
    for item in vars(module).values()
    if isinstance(item, type) and issubclass(item, Table) and hasattr(item, "__table__")
}

__all__ = ["TABLES", "Table", "validator_of"]
