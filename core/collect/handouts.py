"""What an office gets back: a form to be filled in, its own file as it came, its own file with notes in its cells."""

from datetime import datetime

from core.collect.connectors import plain_sheet
from core.collect.raw import RawStore
from core.config import Config
from core.domain.audit import Sight
from core.domain.plain_sheet import PlainSheet
from core.domain.uploads import HandedOut, Upload
from core.domain.viewer import Viewer
from core.errors import NotFoundError
from core.reports.annotated import annotated
from core.reports.form_workbook import FormHead, form_workbook
from core.store import queries, uploads
from core.store.sights import note

_STAMP = 12  # signs of a state's sha256


class Handouts:
    """What one viewer gets back, at one instant."""

    def __init__(self, viewer: Viewer, config: Config, *, now: datetime) -> None:
        """Take who asks, where files are kept, and when (aware)."""
        self._viewer, self._config, self._now = viewer, config, now

    def form(self, source_id: str) -> HandedOut:
        """Return the form of a source, with what is shown now beside what is asked.

        Raises:
            NotFoundError, NotAllowedError: As core.store.uploads.
        """
        source, rows = uploads.form_rows(self._viewer, source_id)
        catalogue = queries.catalogue(self._viewer)
        states = queries.catalogue_versions(self._viewer)
        stamp = states[-1].sha256[:_STAMP] if states else ""
        office = catalogue.agencies[source.agency].name
        content = form_workbook(FormHead(office, source.id, stamp, self._now), rows)
        return HandedOut(content, f"{source.id}-{self._now:%Y%m%d}.xlsx")

    def annotated(self, number: int) -> HandedOut:
        """Return a file with what was refused noted in its cells; of one without cells the list of notes alone.

        Raises:
            NotFoundError, NotAllowedError, StoreError: As `original`.
        """
        one, content = self._kept(number)
        source = self._config.sources.get(one.source_id)
        if source is None:
            raise NotFoundError(f"upload {number}: its source is not in config.toml any more")
        sheet = plain_sheet(source, content) or PlainSheet("", {})
        marked = annotated(content, uploads.findings(self._viewer, number), sheet)
        return HandedOut(marked, f"unggahan-{number}-catatan.xlsx")

    def original(self, number: int) -> HandedOut:
        """Return a file as it was handed in.

        Raises:
            NotFoundError: If there is no such file for the viewer, or it was refused and not kept.
            NotAllowedError: As core.store.uploads.
            StoreError: If its bytes are damaged.
        """
        one, content = self._kept(number)
        return HandedOut(content, f"unggahan-{number}{_ending(one.file_name)}")

    def _kept(self, number: int) -> tuple[Upload, bytes]:
        one = uploads.upload(self._viewer, number)
        if one.refusal:
            raise NotFoundError(f"upload {number} was refused, its bytes are not kept")
        note(Sight.FILES, one.source_id)
        return one, RawStore(self._config.data_dir).read(one.sha256)


def _ending(name: str) -> str:
    """Return the ending of a file's name if it is an ordinary one; whoever opens the file needs it."""
    ending = name.rpartition(".")[2].lower()
    return f".{ending}" if ending in {"xlsx", "xls", "ods", "csv", "json", "geojson"} else ".dat"
