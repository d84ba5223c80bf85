"""What viewers read is Bahasa Indonesia, with numbers as they are written in Indonesia."""

import re

import pytest
from html_tree import parse

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


def visible(tree):
    """Yield (element, text) of what can be read or heard: texts, and the attributes that are said or shown."""
    for one in tree.walk():
        if one.tag in ("script", "style", "head") or one.within("head") or one.within("code") or one.tag == "code":
            continue
        if one.get("id") == "dash" or any(above.get("id") == "dash" for above in ancestors(one)):
            continue
        for name in ("title", "aria-label", "alt", "placeholder"):
            if one.get(name):
                yield one, one.get(name)
        yield from ((one, child) for child in one.children if isinstance(child, str) and child.strip())


def ancestors(one):
    while one.parent is not None:
        one = one.parent
        yield one


def without_names(text):
    for name in KNOWN:
        text = re.sub(re.escape(name), "", text, flags=re.IGNORECASE)
    return re.sub(r"https?://\S+|\S+\.(csv|toml|py|xlsx|xls|json)\b|catalogue/\S+", "", text)


def as_the_agency_wrote_it(one, tree_address):
    """Return whether a text is quoted from a file: what was written there, and where."""
    cells = [one, *ancestors(one)]
    table = next((up for up in cells if up.tag == "table"), None)
    caption = table.one("caption").text() if table and table.all("caption") else ""
    return caption.startswith(("Baris asli", "Baris yang ditolak"))


def test_no_english_word_stands_on_any_page(site):
    found = {}
    for address, tree in site.items():
        for one, text in visible(tree):
            word = ENGLISH.search(without_names(text))
            if word and not as_the_agency_wrote_it(one, address):
                found.setdefault(word.group().lower(), (address, text.strip()[:120]))
    assert found == {}


def test_every_page_says_that_it_is_indonesian(site):
    for address, tree in site.items():
        assert tree.one("html").get("lang") == "id", address


def test_numbers_have_a_comma_before_decimals_and_dots_between_thousands(site):
    for address, tree in site.items():
        for one, text in visible(tree):
            if one.within("svg", "spark") or as_the_agency_wrote_it(one, address):
                continue
            # Clock times (07.15 WITA), ISO and SDG numbers and codes of areas are written with dots in Indonesian too.
            plain = re.sub(r"\d\d\.\d\d WITA|\b64\.01(\.\d+)*|^\d+\.\d+(\.\w+)?$", "", without_names(text))
            wrong = ENGLISH_NUMBER.search(plain)
            assert not wrong, (address, text.strip()[:120], wrong.group())


@pytest.mark.parametrize("address", ["/indikator/XX", "/tidak-ada"])
def test_a_notice_speaks_indonesian_too(client, address):
    for _, text in visible(parse(client.get(address).data)):
        assert not ENGLISH.search(without_names(text)), text


def test_the_test_would_find_english():
    tree = parse('<html><body><p>The value of the source</p><p title="Loading">1,234.5</p></body></html>')
    texts = [text for _, text in visible(tree)]
    assert [bool(ENGLISH.search(text)) for text in texts] == [True, True, False]
    assert ENGLISH_NUMBER.search("1,234.5")
    assert ENGLISH_NUMBER.search("12.5 ton")
    assert not ENGLISH_NUMBER.search("1.234,5 ton; 3,27")
