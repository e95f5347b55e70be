"""The workspace: the one object that the command line, web and library users hold."""

from ropa.workspace.base import Workspace
from ropa.workspace.opening import open_workspace
from ropa.workspace.registers import registers_hit

__all__ = ["Workspace", "open_workspace", "registers_hit"]
