"""Lets one SELECT through and nothing else; what a database would also refuse is refused here before it is asked."""

import re

from core.collect.contract import Source
from core.errors import SourceChangedError
from core.reasons import Reason
from data_sources._fault import refusal
from data_sources._header import wanted_columns

# Strings, quoted names and comments: what stands in them is no SQL.
_STRINGS = re.compile(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/", re.DOTALL)
_NAMES = re.compile(r'"(?:[^"]|"")*"|`[^`]*`')
_WORD = re.compile(r"[A-Za-z_]\w*")
_NAME = re.compile(r"[A-Za-z_][\w$ ()%./-]*")
# Whatever makes two readers see different quotes: dollar quotes, escapes, unclosed ends, comments that MySQL runs.
_TRICKS = re.compile(r"\$\w*\$|['\"`\x00]|/\*|\*/")
# A statement that begins with SELECT or WITH and has no second one can do harm only by these.
_CHANGES = frozenset({"insert", "update", "delete", "merge", "into", "share"})
_REACHES_OUT = frozenset(
    [
        *("load_extension", "readfile", "writefile", "edit", "fts3_tokenizer", "zeroblob", "randomblob"),
        *("pg_read_file", "pg_read_binary_file", "pg_ls_dir", "pg_stat_file", "pg_ls_logdir", "pg_ls_waldir"),
        *("lo_import", "lo_export", "lo_create", "lo_unlink", "lo_put", "lowrite", "lo_from_bytea"),
        *("dblink", "dblink_exec", "dblink_connect", "dblink_send_query", "query_to_xml", "cursor_to_xml"),
        *("database_to_xml", "schema_to_xml", "table_to_xml", "query_to_xml_and_xmlschema", "xpath_table"),
        *("pg_sleep", "pg_sleep_for", "pg_sleep_until", "sleep", "benchmark", "pg_advisory_lock", "pg_notify"),
        *("pg_terminate_backend", "pg_cancel_backend", "pg_reload_conf", "pg_rotate_logfile", "pg_switch_wal"),
        *("pg_create_restore_point", "pg_promote", "set_config", "current_setting", "nextval", "setval"),
        *("load_file", "outfile", "dumpfile", "openrowset", "xp_cmdshell", "sys_exec", "sys_eval"),
        *("pg_shadow", "pg_authid", "pg_hba_file_rules", "pg_file_settings", "pg_user_mapping", "pg_read_server_files"),
    ]
)


def statement_of(source: Source) -> str:
    """Return the statement that the options ask for: `query`, or the columns of `table` that its section names.

    Raises:
        SourceChangedError: SCHEMA_MISMATCH when it is not exactly one of both, or no single SELECT.
    """
    query, table = str(source.options.get("query", "")), str(source.options.get("table", ""))
    if bool(query) == bool(table):
        raise _refused(source, "set either table or query", found=f"table = {table!r}, query = {query!r}")
    if query:
        return check_select(source, query)
    # Only what the section names is asked for: names and addresses of citizens stay where they are.
    named = [*source.reading.columns.values(), *wanted_columns(source.reading)]
    columns = ", ".join(_quoted(source, name) for name in dict.fromkeys(named) if name) or "*"
    parts = ".".join(_quoted(source, part) for part in table.split("."))
    return f"SELECT {columns} FROM {parts}"  # noqa: S608 - every name was checked and quoted


def check_select(source: Source, query: str) -> str:
    """Return the query without a closing semicolon.

    Raises:
        SourceChangedError: SCHEMA_MISMATCH for anything but one SELECT (or WITH ... SELECT) that only reads.
    """
    text = query.strip().removesuffix(";").rstrip()
    if "\\" in text or "/*!" in text or re.search(r"\b[uU]&['\"]", text):
        raise _refused(source, "escapes are not allowed", found=text)
    named = _STRINGS.sub(" ", text)
    bare = _NAMES.sub(" ", named)
    if _TRICKS.search(bare):
        raise _refused(source, "quotes or comments that do not close, or dollar quotes", found=text)
    if ";" in bare:
        raise _refused(source, "more than one statement", found=text)
    words = [word.lower() for word in _WORD.findall(bare)]
    if not words or words[0] not in {"select", "with"} or "select" not in words:
        raise _refused(source, "no SELECT", found=text)
    # Quoted names are looked at too: "pg_sleep"(10) calls the same function.
    reached = {word.lower() for word in _WORD.findall(named)} & _REACHES_OUT
    if forbidden := sorted(reached | (set(words) & _CHANGES)):
        raise _refused(source, f"the word {forbidden[0].upper()} is not allowed", found=text)
    return text


def _quoted(source: Source, name: str) -> str:
    if not _NAME.fullmatch(name):
        raise _refused(source, f"{name[:60]!r} is no name of a table or column", found=name)
    return f'"{name}"'


def _refused(source: Source, why: str, *, found: str) -> SourceChangedError:
    message = f"{why}; only one SELECT is allowed. Correct query in [sources.{source.id}]"
    return refusal(source, Reason.SCHEMA_MISMATCH, message, found=" ".join(found.split()), expected="satu SELECT")
