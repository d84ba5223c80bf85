"""An xlsx package: its sheets, shared strings and number formats.

Source: ECMA-376, part 1, 18.2 (workbook), 18.8.30 (number formats).
"""

import io
import posixpath
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from core.collect.contract import Source
from core.errors import SourceChangedError
from core.reasons import Reason
from data_sources._fault import refusal
from data_sources._package import Package
from data_sources._sheet import Sheet

_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')  # of a number format: quoted text, escapes, colours, padding


class Workbook:
    """What the cells of every sheet refer to.

    Attributes:
        strings: Shared strings by index.
        percent, dates: Indexes of the cell styles that show percent, and a date.
        epoch: Day zero of the date system.
    """

    def __init__(self, source: Source, package: Package) -> None:
        """Read the workbook's own parts.

        Raises:
            SourceChangedError: CORRUPT when a part is missing or not XML.
        """
        self._source = source
        self._package = package
        self._main = self._main_part()
        workbook = self._xml(self._main)
        self.sheets = list(self._listed(workbook))
        settings = next((one for one in workbook.iter() if local(one) == "workbookPr"), None)
        mac = settings is not None and is_true(settings.get("date1904"))
        self.epoch: datetime = MAC_EPOCH if mac else WINDOWS_EPOCH
        self.strings = self._shared_strings()
        self.percent, self.dates = self._formats()

    def elements(self, part: str, shortened: Callable[[bytes], bytes] | None = None) -> Iterator[Element]:
        """Yield the elements of a part, each when it is complete; `shortened`: of what that makes of the part."""
        content = self._package.read(part)
        if shortened is not None:
            content = shortened(content)
        try:
            for _, element in iterparse(io.BytesIO(content), forbid_dtd=True):
                yield element
        except (ParseError, DefusedXmlException, LookupError) as error:
            raise self._corrupt(f"{part} is not well-formed XML ({error})") from None

    def _main_part(self) -> str:
        for relation in self._xml("_rels/.rels"):
            if relation.get("Type", "").endswith("/officeDocument"):
                return relation.get("Target", "").lstrip("/")
        raise self._corrupt("no workbook in the package")

    def _listed(self, workbook: Element) -> Iterator[Sheet]:
        folder, name = posixpath.split(self._main)
        parts = {one.get("Id"): one for one in self._xml(posixpath.join(folder, "_rels", f"{name}.rels"))}
        for element in workbook.iter():
            key = next((value for name, value in element.attrib.items() if name.endswith("}id")), None)
            # Chart sheets stand in the same list; they hold no cells.
            if local(element) != "sheet" or key not in parts or "worksheet" not in parts[key].get("Type", ""):
                continue
            target = parts[key].get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            yield Sheet(element.get("name", ""), element.get("state", "visible") == "visible", part)

    def _shared_strings(self) -> list[str]:
        name = self._named("sharedstrings.xml")
        strings: list[str] = []
        for element in self.elements(name) if name else ():
            if local(element) == "si":
                strings.append(text_of(element))
                element.clear()
        return strings

    def _formats(self) -> tuple[set[int], set[int]]:
        name = self._named("styles.xml")
        root = self._xml(name) if name else Element("none")
        codes: dict[int, str] = dict(BUILTIN_FORMATS)
        for element in root.iter():
            if local(element) == "numFmt":
                codes[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
        styles = next((one for one in root.iter() if local(one) == "cellXfs"), Element("none"))
        shown = [codes.get(int(style.get("numFmtId", "0")), "") for style in styles]
        percent = {index for index, code in enumerate(shown) if "%" in _LITERALS.sub("", code)}
        dates = {index for index, code in enumerate(shown) if is_date_format(code)}
        return percent, dates - percent

    def _named(self, ending: str) -> str:
        return next((name for name in self._package.names if name.lower().endswith(ending)), "")

    def _xml(self, part: str) -> Element:
        try:
            root: Element = fromstring(self._package.read(part), forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
            raise self._corrupt(f"{part} is not well-formed XML ({error})") from None
        return root

    def _corrupt(self, message: str) -> SourceChangedError:
        return refusal(self._source, Reason.CORRUPT, message, found="berkas terpotong atau rusak")


def local(element: Element) -> str:
    """Return the name of an element without its namespace: transitional and strict files differ only there."""
    return str(element.tag).rpartition("}")[2]


def text_of(element: Element) -> str:
    """Return the text of a string of several runs, without the reading aids of East Asian ones."""
    texts = []
    for child in element:
        if local(child) == "t":
            texts.append(child.text or "")
        elif local(child) == "r":
            texts.extend(one.text or "" for one in child if local(one) == "t")
    return "".join(texts)


def is_true(text: str | None) -> bool:
    """Return a boolean attribute."""
    return text in {"1", "true", "on"}
