"""A page's HTML as a tree that tests can ask, read with the standard library's parser."""

import re
from html.parser import HTMLParser

_VOID = {"br", "hr", "img", "input", "meta", "link", "col", "source", "wbr"}
_SILENT = {"script", "style", "head"}


class Element:
    """One element: tag, attributes, children (elements and texts)."""

    def __init__(self, tag, attributes=(), parent=None):
        self.tag, self.attributes, self.parent, self.children = tag, dict(attributes), parent, []

    def __repr__(self):
        return f"<{self.tag} {self.attributes}>"

    def get(self, name):
        return self.attributes.get(name, "")

    @property
    def classes(self):
        return (self.get("class") or "").split()

    def walk(self):
        """Yield this element and all below it, in the order of the document."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, tag="", css="", **attributes):
        """Return all elements with this tag, this class and these attributes (None: it need only be there)."""
        return [one for one in self.walk() if one.fits(tag, css, attributes)]

    def one(self, tag="", css="", **attributes):
        found = self.all(tag, css, **attributes)
        assert len(found) == 1, f"{len(found)} elements {tag} {css} {attributes}"
        return found[0]

    def fits(self, tag, css, attributes):
        return (
            tag in ("", self.tag)
            and (not css or css in self.classes)
            and all(name in self.attributes and want in (None, self.get(name)) for name, want in attributes.items())
        )

    def within(self, tag="", css=""):
        """Return whether this element lies in one with this tag and class."""
        above = self.parent
        return above is not None and (above.fits(tag, css, {}) or above.within(tag, css))

    def text(self):
        """Return what can be read, with single spaces."""
        return re.sub(r"\s+", " ", " ".join(self.texts())).strip()

    def texts(self):
        """Yield the texts, without scripts, styles and the head."""
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in _SILENT:
                yield from child.texts()


class _Builder(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = self.here = Element("document")

    def handle_starttag(self, tag, attrs):
        one = Element(tag, attrs, self.here)
        self.here.children.append(one)
        if tag not in _VOID:
            self.here = one

    def handle_startendtag(self, tag, attrs):
        self.here.children.append(Element(tag, attrs, self.here))

    def handle_endtag(self, tag):
        if tag in _VOID:
            return
        assert self.here.tag == tag, f"</{tag}> closes <{self.here.tag}>"
        self.here = self.here.parent

    def handle_data(self, data):
        self.here.children.append(data)


def parse(html):
    """Return the tree; an element that is left open or closed twice fails."""
    builder = _Builder()
    builder.feed(html if isinstance(html, str) else html.decode())
    builder.close()
    assert builder.here is builder.root, f"<{builder.here.tag}> is never closed"
    return builder.root


def links(tree):
    """Return the internal links of a page, without what only names a part of it."""
    found = [one.get("href").partition("#")[0] for one in tree.all("a", href=None)]
    return [address for address in found if address.startswith("/")]
