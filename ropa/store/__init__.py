"""The register in a database: SQLModel tables, and reading them back.

Import from the modules: what a short question needs (`sources`, `stored`) is plain `sqlite3`, while `writing`, `servers`
and `sessions` load SQLModel.
"""
