"""The HTML document: figures drawn by the server first, Dash laid under them until it stands."""

import re
from collections.abc import Iterable
from html import unescape

from markupsafe import Markup

from components import labels
from components.markup import Node, to_html

# Dash sends its table to every page; no page of ours has one.
_NEEDLESS = ("/dash_table/",)
_MAP_ONLY = ("dash_leaflet",)

_SOURCE = re.compile(r'<script src="([^"]+)"')
_INLINE = re.compile(r'<script(?: id="_dash-renderer")?>(.*?)</script>', re.DOTALL)

_DOCUMENT = Markup(
    '<!DOCTYPE html><html lang="id"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
    '<link rel="icon" href="/assets/img/lambang.svg" type="image/svg+xml">'
    "<style>{css}</style></head><body>"
    '<div id="lukisan-awal">{first_paint}</div>'
    "{dash}</body></html>"
)
# Deferred scripts that come quickly run before the browser paints at all: 200 to 300 ms. So Dash's are fetched at
# once, but run, in their order, after the first frame; where there is no frame (a hidden tab), half a second later.
_DASH = Markup('<div id="dash" class="belum">{entry}</div>{config}{blocks}{scripts}{inline}{begin}')
_BEGIN = Markup(
    '<script id="_dash-renderer">(function(){'
    'var waiting=document.querySelectorAll("script[type=kemudian]"),left=waiting.length,begun=false;'
    "function begin(){if(begun)return;begun=true;waiting.forEach(function(one){"
    'var now=document.createElement("script");now.src=one.getAttribute("src");now.async=false;'
    "now.onload=function(){if(!(left-=1))window.renderer=new DashRenderer()};one.replaceWith(now)})}"
    "requestAnimationFrame(function(){setTimeout(begin)});setTimeout(begin,500)})()</script>"
)
# Every page holds blocks; asked for now, their part does not cost a round trip of its own later.
_BLOCKS = Markup('<link rel="preload" as="script" href="/_dash-component-suites/dash_extensions/async-Purify.js">')
_LATER = Markup('<link rel="preload" as="script" href="{0}"><script type="kemudian" src="{0}"></script>')


def document(*, title: str, css: str, tree: Node, scripts: Iterable[str], dash: Markup | None = None) -> str:
    """Return the whole document.

    Args:
        title: Of the browser's tab.
        css: All style rules, inlined: the first paint waits for no second request.
        tree: The page as it will stand.
        scripts: Addresses of our own scripts.
        dash: What `dash_part` made; None leaves Dash out altogether (the wall).
    """
    return _DOCUMENT.format(
        title=title or labels.TITLE,
        css=Markup(css),  # noqa: S704 - our own files
        first_paint=to_html(tree),
        dash=(dash or Markup("")) + _tags(scripts),
    )


def dash_part(*, entry: str, config: str, scripts: str, with_map: bool) -> Markup:
    """Return what Dash needs in the document, from the pieces it hands to `interpolate_index`.

    The map library is left out where the page has no map, and so is what no page uses.
    """
    unwanted = _NEEDLESS if with_map else _NEEDLESS + _MAP_ONLY
    sources = [one for one in _SOURCE.findall(scripts) if not any(word in one for word in unwanted)]
    inline = [Markup("<script>{}</script>").format(Markup(one)) for one in _INLINE.findall(scripts)]  # noqa: S704
    return _DASH.format(
        entry=Markup(entry),  # noqa: S704 - from Dash
        config=Markup(config),  # noqa: S704 - from Dash
        blocks=_BLOCKS,
        scripts=Markup("").join(_LATER.format(unescape(one)) for one in sources),
        inline=Markup("").join(inline),
        begin=_BEGIN,
    )


def inline_scripts(scripts: str) -> tuple[str, ...]:
    """Return the scripts that `dash_part` writes into the document, so that the browser is told to run these alone.

    Taken from what they are made of and never from the finished document: a script that somebody smuggled into a
    page would be found there too.
    """
    return tuple(_INLINE.findall(scripts + str(_BEGIN)))


def _tags(scripts: Iterable[str]) -> Markup:
    return Markup("").join(Markup('<script defer src="{}"></script>').format(one) for one in scripts)
