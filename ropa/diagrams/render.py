"""From a picture to SVG, PNG or PDF: try the best text first, count the lines, and step down until nothing is lost."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from ropa.diagrams.base import SLICING, Labels, Picture, Rung
from ropa.diagrams.engines import BITMAP_DPI, INSTALL, Engine, LayoutFailed, find_engines
from ropa.diagrams.svg import (
    NotThePicture,
    Theme,
    dots_per_inch,
    finish_svg,
    label_height_px,
    parse_svg,
    words_on_words,
)
from ropa.errors import RenderError, UsageError

FORMATS = ("svg", "png", "pdf")
#: Below this height of a box title, in pixels, on a common screen, a picture is hard to read.
READABLE_PX = 9.0
#: How many times larger a picture has to become for its words to give way to numbers and a key.
_WORTH_A_KEY = 1.2
#: A program that ran out of time twice is left alone; two rungs tell whether the labels were the reason.
_TIMEOUTS_PER_ENGINE = 2


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came of drawing a picture.

    Attributes:
        content: the file, or None where this machine has no layout program.
        engine, rung: which program drew it and from which text; empty without content.
        label_px: height of a box title in a window of 1600 x 900, 0 without content.
        messages: what the user should know, one sentence each: what failed on the way, how to install, how to slice.
    """

    content: bytes | None
    engine: str = ""
    rung: str = ""
    label_px: float = 0.0
    messages: tuple[str, ...] = ()


def render(
    picture: Picture,
    *,
    picture_format: str = "svg",
    theme: Theme = Theme.AUTO,
    lang: str = "en",
    timeout_s: float = 10.0,
    engines: tuple[Engine, ...] | None = None,
) -> Rendered:
    """Return the picture as a file, complete or not at all.

    Args:
        picture_format: `svg`, `png` or `pdf`; the theme applies to SVG, the others are light.
        timeout_s: seconds for one attempt.
        engines: layout programs to try in this order; None for those of this machine.

    Raises:
        UsageError: another format.
        RenderError: every attempt failed or lost a line; nothing is worth writing then but the DOT text.
    """
    if picture_format not in FORMATS:
        raise UsageError(f"`{picture_format}` is no format of a picture", next_step=f"Accepted: {', '.join(FORMATS)}.")
    failures: list[str] = []
    tried = find_engines() if engines is None else engines
    if not tried:
        return Rendered(None, messages=(INSTALL,))
    for engine in tried:
        timeouts = 0
        for rung in picture.rungs:
            try:
                return _attempt(picture, engine, rung, picture_format, theme, lang, timeout_s, tuple(failures))
            except (LayoutFailed, NotThePicture) as failure:
                failures.append(f"{engine.name}, {rung.name}: {failure}")
                timeouts += isinstance(failure, LayoutFailed) and failure.timed_out
            if timeouts == _TIMEOUTS_PER_ENGINE:
                break
    raise RenderError(
        f"The picture could not be drawn whole, so it was not drawn. {'; '.join(failures)}. Write its text instead "
        f"(`--format dot` or `--format mermaid`), or draw a part of it: {SLICING}."
    )


def _attempt(
    picture: Picture,
    engine: Engine,
    rung: Rung,
    picture_format: str,
    theme: Theme,
    lang: str,
    timeout_s: float,
    failures: tuple[str, ...],
) -> Rendered:
    root = parse_svg(engine.draw(rung.dot, "svg", timeout_s=timeout_s), picture)
    if words_on_words(root) or label_height_px(root) < READABLE_PX:
        rung, root = _clearer(picture, engine, rung, root, timeout_s=timeout_s)
    label_px = label_height_px(root)
    messages = (*failures, *_advice(label_px, rung, picture, fallback=engine.name if failures else ""))
    if picture_format == "svg":
        content = finish_svg(root, picture, theme=theme, lang=lang)
    else:
        # The same program lays out the same text in the same way, so the lines counted above are in this file too.
        dpi = dots_per_inch(root, BITMAP_DPI)
        content = engine.draw(rung.dot, picture_format, timeout_s=timeout_s, dpi=dpi)
        if picture_format == "png" and dpi < BITMAP_DPI:
            messages = (*messages, f"So large that it has only {dpi} dots per inch; an SVG stays sharp.")
    return Rendered(content, engine.name, rung.name, label_px, messages)


def _clearer(
    picture: Picture, engine: Engine, rung: Rung, root: ET.Element, *, timeout_s: float
) -> tuple[Rung, ET.Element]:
    """Return the clearer of a drawing, of the same words under the other ranking, and of numbers with a key.

    Words that stand on each other count before the size: they cannot be read at any. Who has to look up a number wants
    more than a little for it.
    """
    for other in picture.rungs[picture.rungs.index(rung) + 1 :]:
        is_clear = label_height_px(root) >= READABLE_PX and not words_on_words(root)
        if is_clear or other.labels is Labels.NONE:
            break
        with suppress(LayoutFailed, NotThePicture):
            drawn = parse_svg(engine.draw(other.dot, "svg", timeout_s=timeout_s), picture)
            gain = 1.0 if other.labels is rung.labels else _WORTH_A_KEY
            if _unclear(drawn) < _unclear(root, times=gain):
                rung, root = other, drawn
    return rung, root


def _unclear(root: ET.Element, *, times: float = 1.0) -> tuple[int, float]:
    return words_on_words(root), -label_height_px(root) * times


def _advice(label_px: float, rung: Rung, picture: Picture, *, fallback: str) -> tuple[str, ...]:
    found = []
    if rung.labels is not picture.rungs[0].labels or (fallback and rung != picture.rungs[0]):
        found.append(f"Drawn as: {rung.name}.")
    elif fallback:
        found.append(f"Drawn by {fallback}.")
    if label_px < READABLE_PX:
        found.append(f"The text is only {label_px} px high in a window of 1600 x 900; draw a part of it: {SLICING}.")
    return tuple(found)
