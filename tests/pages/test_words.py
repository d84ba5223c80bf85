"""What viewers read is Bahasa Indonesia, with numbers as they are written in Indonesia."""

import re

import pytest
from html_tree import Element, parse

# Common English words that are no Indonesian ones. Names that Indonesian offices use as they are stand in KNOWN.
ENGLISH = re.compile(
    r"\b(the|and|of|for|with|from|this|that|is|are|was|were|not|no|yes|none|null|nan|true|false|undefined|source|value|values"
    r"|loading|error|errors|failed|next|previous|last|search|show|hide|close|open|save|cancel|submit|month|year|day|week"
    r"|district|village|regency|indicator|dimension|agency|overview|home|page|table|chart|map|download|missing|unknown"
    r"|late|due|overdue|stale|running|updated|update|zoom|reset|legend|row|rows|column|run|when|which|has|have"
    r"|january|february|march|may|june|july|august|october|december|aug|oct|dec|higher|lower|range|better|worse)\b",
    re.IGNORECASE,
)
# Titles and proper names within the text, none of them ours.
KNOWN = (
    "Smart City", "Smart Governance", "Smart Branding", "Smart Economy", "Smart Living", "Smart Society",
    "Smart Environment", "blank spot", "HDX COD-AB", "e-government", "Open Data", "Wi-Fi",
)  # fmt: skip
# "1,000" alone may be an Indonesian decimal; "1,234.5" and "1,234,567" cannot.
ENGLISH_NUMBER = re.compile(
    r"(?<![\w./:])\d{1,3}((,\d{3})+\.\d|(,\d{3}){2,}(?![\w,]))|(?<![\w./:'-])\d+\.\d{1,2}(?![\d.\w:/])"
)


_QUOTING = ("Baris asli", "Baris yang ditolak", "Catatan jejak audit")  # captions


def visible(one):
    """Yield the texts that can be read or heard, and what attributes say; not what is quoted from an agency's file."""
    if one.tag in ("script", "style", "head", "code") or one.get("id") == "dash" or quoted(one):
        return
    if one.tag == "svg" and "spark" in one.classes:
        return
    yield from (one.get(name) for name in ("title", "aria-label", "alt", "placeholder") if one.get(name))
    for child in one.children:
        if isinstance(child, Element):
            yield from visible(child)
        elif child.strip():
            yield child


def quoted(one):
    """Return whether a table holds what somebody wrote: a file and where in it, a filter that was asked for."""
    if one.tag == "table" and "sheet" in one.classes:
        return True
    captions = [child for child in one.children if isinstance(child, Element) and child.tag == "caption"]
    return one.tag == "table" and any(one.text().startswith(_QUOTING) for one in captions)


def without_names(text):
    for name in KNOWN:
        text = re.sub(re.escape(name), "", text, flags=re.IGNORECASE)
    return re.sub(r"https?://\S+|\S+\.(csv|toml|py|xlsx|xls|json)\b|catalogue/\S+", "", text)


@pytest.fixture(scope="module")
def texts(site):
    """Return each text of all pages once, with the first address where it stands."""
    found = {}
    for address, tree in site.items():
        for text in visible(tree):
            found.setdefault(text.strip(), address)
    assert len(found) > 2000
    return found


def test_no_english_word_stands_on_any_page(texts):
    words = {text: ENGLISH.search(without_names(text)) for text in texts}
    assert {text: (word.group(), texts[text]) for text, word in words.items() if word} == {}


def test_every_page_says_that_it_is_indonesian(site):
    for address, tree in site.items():
        assert tree.one("html").get("lang") == "id", address


def test_numbers_have_a_comma_before_decimals_and_dots_between_thousands(texts):
    for text, address in texts.items():
        # Clock times (07.15 WITA), ISO and SDG numbers and codes of areas are written with dots in Indonesian too.
        plain = re.sub(r"\d\d\.\d\d WITA|\b64\.01(\.\d+)*|^\d+\.\d+(\.\w+)?$", "", without_names(text))
        wrong = ENGLISH_NUMBER.search(plain)
        assert not wrong, (address, text[:120], wrong.group())


@pytest.mark.parametrize("address", ["/indikator/XX", "/tidak-ada"])
def test_a_notice_speaks_indonesian_too(client, address):
    for text in visible(parse(client.get(address).data)):
        assert not ENGLISH.search(without_names(text)), text


def test_the_test_would_find_english():
    tree = parse('<html><body><p>The value of the source</p><p title="Loading">1,234.5</p></body></html>')
    assert [bool(ENGLISH.search(text)) for text in visible(tree)] == [True, True, False]
    assert ENGLISH_NUMBER.search("1,234.5")
    assert ENGLISH_NUMBER.search("12.5 ton")
    assert not ENGLISH_NUMBER.search("1.234,5 ton; 3,27")
