"""The bytes of a source that is one file: from the files folder (`path`) or over HTTP (`url`)."""

from core.collect.contract import Source, Tools
from data_sources._http import url_or_path
from data_sources._sniff import check_not_empty


def read_input(source: Source, tools: Tools) -> bytes:
    """Return the whole file; it has been kept before anybody reads it.

    Raises:
        SourceError: As data_sources._http says; FILE_EMPTY when there is nothing in it.
    """
    content = url_or_path(source, tools)
    check_not_empty(source, content)
    return content
