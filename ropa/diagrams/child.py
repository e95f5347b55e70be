"""Lay out one DOT text with pygraphviz: `child.py FORMAT DPI` reads DOT on stdin, writes the picture to stdout.

Run as a script in a process of its own, because the bundled library aborts the whole process on some graphs. It imports
nothing of this package, so that it starts fast and works from wherever the package lies.
"""

from __future__ import annotations

import sys


def main(picture_format: str, dpi: str) -> None:
    """Write the picture in that format; any failure ends the process with a non-zero status."""
    import pygraphviz

    graph = pygraphviz.AGraph(string=sys.stdin.buffer.read().decode("utf-8"), encoding="UTF-8")
    if dpi:
        graph.graph_attr["dpi"] = dpi
    graph.layout(prog="dot")
    sys.stdout.buffer.write(graph.draw(format=picture_format))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
