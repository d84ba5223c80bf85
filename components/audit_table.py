"""The audit log as a table: who did what and when, in the words of the office."""

import json
from collections.abc import Sequence
from datetime import datetime

from dash import html
from dash.development.base_component import Component

from components import formats
from components.data_table import data_table
from components.labels import audit as said
from core.domain.audit import Entry


def audit_table(entries: Sequence[Entry]) -> Component:
    """Return the entries as they come."""
    rows = [
        (
            formats.moment(datetime.fromisoformat(one.at)),
            who(one),
            said.ACTION.get(one.action, one.action),
            one.subject,
            details(one),
            formats.number(one.number, 0),
        )
        for one in entries
    ]
    if not rows:
        return html.P(said.NONE_LEFT)
    return data_table(said.HEADS, rows, caption=said.CAPTION, numeric=said.NUMERIC)


def who(entry: Entry) -> str:
    """Return the name, and the role where one acted."""
    role = said.ROLE.get(entry.role, entry.role)
    return " · ".join(filter(None, (entry.actor or said.NOBODY, role)))


def details(entry: Entry) -> str:
    """Return what else is known, without what is there for the program alone."""
    try:
        found = dict(json.loads(entry.details))
    except (ValueError, TypeError):  # somebody tampered with it: `audit verify` says where, readers see what is there
        return entry.details
    shown = {name: value for name, value in found.items() if name not in said.HIDDEN and value}
    told = [said.DETAIL.format(name=said.NAMES.get(name, name), value=value) for name, value in shown.items()]
    return "; ".join(told) or (said.FIRST if found else "")
