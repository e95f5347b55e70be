"""The command line: one module per verb; each parses, calls the workspace, writes, and returns an exit code."""
