"""The form of an office as a source: its file is read by the same rules, and by the same code, as any workbook."""

from collections.abc import Mapping
from types import MappingProxyType

from core.collect.contract import FORM, UPLOADED, Column, Layout, Reading, Source
from core.config import Config
from core.domain.catalogue import Catalogue
from core.domain.forms import FORM_COLUMNS, FORM_SHEET, reported
from core.domain.indicator import Agency

# Between an office's own source (100) and what is published somewhere (200): where both a system and a person give a
# figure, the one that nobody typed is shown until the conflict is settled; a typed one is newer than a printed one.
RANK = 110


def form_id(agency: str) -> str:
    """Return the id of the source that an office's form is: "formulir_setda_org"."""
    return FORM + agency.lower().replace("-", "_")


def form_source(agency: Agency, catalogue: Catalogue, *, simulated: bool) -> Source:
    """Return the source that reads an office's form: its own reported indicators, no other's.

    Args:
        agency: Whose form.
        catalogue: What it reports; a row of anything else is refused (indicator_unknown).
        simulated: Whether what is filled in is made up, as in the demonstration.
    """
    indicators = {one.code: Column(column=one.code, unit=one.unit) for one in reported(catalogue, agency.code)}
    title = f"Formulir {agency.short}"
    source = form_id(agency.code)
    return Source(
        id=source,
        agency=agency.code,
        connector="excel_file",
        title=title,
        options={"path": UPLOADED, "sheet": FORM_SHEET},
        reading=Reading(layout=Layout.LONG, columns=FORM_COLUMNS, indicators=MappingProxyType(indicators)),
        attribution=f"SIMULASI - {title}, angka buatan untuk peragaan" if simulated else title,
        rank=RANK,
        simulated=simulated,
    )


def forms_of(catalogue: Catalogue, *, simulated: bool) -> Mapping[str, Source]:
    """Return the forms of all offices that report anything, by the id of the source."""
    made = [form_source(one, catalogue, simulated=simulated) for one in catalogue.agencies.values()]
    return {one.id: one for one in made if one.reading.indicators}


def with_forms(config: Config, catalogue: Catalogue) -> Config:
    """Return the configuration with the forms among its sources, unless [upload] forms says that there are none.

    In the demonstration all that is handed in is simulated: nobody should take what was tried out for real.
    """
    if not config.upload.forms:
        return config
    forms = forms_of(catalogue, simulated=config.demo.enabled)
    return config.model_copy(update={"sources": {**config.sources, **forms}})
