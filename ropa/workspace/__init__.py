"""The workspace: the one object that the command line, web and library users hold."""

from ropa.workspace.base import Workspace
from ropa.workspace.opening import open_workspace

__all__ = ["Workspace", "open_workspace"]
