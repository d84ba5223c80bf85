"""What stands in a PDF: its text, letter by letter without the spaces, and whatever in it is more than text."""

import io
import re

from pypdf import PdfReader

# What does something: scripts, links, files within, forms, further things that a reader program would act upon.
ACTIVE = {"/JS", "/JavaScript", "/Annots", "/OpenAction", "/AA", "/EmbeddedFile", "/EmbeddedFiles", "/AF", "/Launch",
          "/URI", "/AcroForm", "/RichMedia", "/Filespec", "/SubmitForm", "/ImportData", "/GoToR"}  # fmt: skip


def opened(content):
    return PdfReader(io.BytesIO(content), strict=True)


def squeezed(text):
    """Return a text as it is compared: where lines break is the paper's own business."""
    return re.sub(r"[\s\u200b]+", "", text)


def pages_of(content):
    """Return the text of each page, squeezed."""
    return [squeezed(page.extract_text()) for page in opened(content).pages]


def text_of(content):
    """Return all text, squeezed; without head and foot, which each page has again."""
    return "".join(pages_of(content))


def active_parts(content):
    """Return the names of whatever in a file does something."""
    reader = opened(content)
    found = set()
    for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        found |= _names(reader.get_object(number)) & ACTIVE
    return found


def _names(one):
    """Return keys and names of an object and of what stands directly in it."""
    if isinstance(one, dict):
        return set(one).union(*(_names(value) for value in one.values()))
    if isinstance(one, list):
        return set().union(*(_names(value) for value in one))
    return {str(one)} if isinstance(one, str) and str(one).startswith("/") else set()
