"""One row of each file of the catalogue: which columns it has and what may stand in them.

The aliases are the headers of the files, in the words of those who edit them; catalogue/README.md describes each.
"""

from enum import Enum
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.catalogue import cells
from core.domain.area import Level, level_of
from core.domain.indicator import Frequency, Kind, Verification


class Row(BaseModel):
    """What every row is: frozen, without further columns, filled by the headers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Return the headers, in their order."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())

    @classmethod
    def optional(cls) -> frozenset[str]:
        """Return the headers that a file may lack: those that came later, so that older states can still be read."""
        fields = cls.model_fields.items()
        return frozenset(field.alias or name for name, field in fields if not field.is_required())


class Mapping(Enum):
    """Whether the council has decided which dimension an indicator belongs to."""

    PROPOSED = "usulan"
    DECIDED = "ditetapkan"


class StatusWord(Enum):
    """The five levels, in the words of the screen."""

    VERY_HIGH = "sangat tinggi"
    HIGH = "tinggi"
    MEDIUM = "sedang"
    LOW = "rendah"
    VERY_LOW = "sangat rendah"


class MeasureRow(Row):
    """What an indicator and a variable have in common."""

    code: cells.IndicatorCode = Field(alias="kode")
    name: cells.Text = Field(alias="nama")
    definition: cells.Text = Field(alias="definisi")
    unit: cells.Text = Field(alias="satuan")
    decimals: cells.Decimals = Field(alias="desimal")
    frequency: Frequency = Field(alias="frekuensi")
    finest: Level = Field(alias="tingkat")
    additive: cells.Yes = Field(alias="dijumlahkan")
    agency: cells.AgencyCode = Field(alias="opd")
    minimum: cells.MaybeNumber = Field(alias="minimum")
    maximum: cells.MaybeNumber = Field(alias="maksimum")
    integer: cells.Yes = Field(alias="bulat")
    tolerance: cells.Number = Field(alias="toleransi", ge=0)
    origin: str = Field(alias="asal_data")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.minimum is not None and self.maximum is not None and self.minimum >= self.maximum:
            raise ValueError("minimum below maksimum")
        return self


class VariableRow(MeasureRow):
    """variables.csv: what formulas need and no page shows as an indicator."""


class IndicatorRow(MeasureRow):
    """indicators.csv: what is shown."""

    formula_text: cells.Text = Field(alias="rumus")
    formula: str = Field(alias="ekspresi")
    kind: Kind = Field(alias="jenis")
    tuntas: str = Field(alias="tuntas")
    mas: str = Field("", alias="mas")
    nasional: str = Field(alias="nasional")
    mapping: Mapping = Field(alias="pemetaan")
    is_core: cells.Yes = Field(alias="inti")
    classes: cells.Limits = Field(alias="kelas_peta")
    sdg: cells.Sdg = Field(alias="sdg")
    iso37120: str = Field(alias="bab_iso37120")
    interpretation: str = Field(alias="interpretasi")
    concept: str = Field("", alias="konsep")
    measure: str = Field("", alias="ukuran")
    presentation: str = Field("", alias="klasifikasi")
    access: Literal["", "ya", "tidak"] = Field("", alias="akses_umum")
    reference: str = Field("", alias="rujukan")
    owner: str = Field("", alias="penanggung_jawab")
    deputy: str = Field("", alias="wakil")
    valid_from: cells.MaybeDay = Field(None, alias="berlaku_sejak")
    valid_to: cells.MaybeDay = Field(None, alias="berlaku_sampai")
    successor: str = Field("", alias="penerus")

    @model_validator(mode="after")
    def _two_people(self) -> Self:
        if self.owner and self.owner.casefold() == self.deputy.casefold():
            raise ValueError("another person as wakil than as penanggung_jawab")
        return self


class FrameRow(Row):
    """frames.csv."""

    code: cells.Slug = Field(alias="kode")
    name: cells.Text = Field(alias="nama")
    valid_from: cells.MaybeDay = Field(alias="berlaku_sejak")
    valid_to: cells.MaybeDay = Field(alias="berlaku_sampai")
    predecessor: str = Field(alias="pendahulu")
    mapping: Mapping = Field(alias="pemetaan")
    note: str = Field(alias="keterangan")
    reference: cells.MaybeAddress = Field(alias="rujukan")


class DimensionRow(Row):
    """dimensions.csv."""

    code: cells.Slug = Field(alias="kode")
    frame: cells.Slug = Field(alias="kerangka")
    name: cells.Text = Field(alias="nama")
    order: cells.Whole = Field(alias="urutan")
    meaning: str = Field(alias="makna")


class AgencyRow(Row):
    """agencies.csv."""

    code: cells.AgencyCode = Field(alias="kode")
    name: cells.Text = Field(alias="nama")
    short: cells.Text = Field(alias="singkatan")


class TargetRow(Row):
    """targets.csv and demo/targets.csv."""

    indicator: cells.IndicatorCode = Field(alias="indikator")
    year: cells.Year = Field(alias="tahun")
    value: cells.MaybeNumber = Field(alias="nilai")
    low: cells.MaybeNumber = Field(alias="batas_bawah")
    high: cells.MaybeNumber = Field(alias="batas_atas")
    legal_source: cells.Text = Field(alias="dasar_hukum")
    verification: Verification = Field(alias="verifikasi")
    valid_from: cells.Day = Field(alias="berlaku_sejak")
    reference: cells.MaybeAddress = Field(alias="rujukan")

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        limits = [limit for limit in (self.low, self.high) if limit is not None]
        if self.value is not None and not limits:
            return self
        if self.value is None and len(limits) == 2 and limits[0] < limits[1]:
            return self
        raise ValueError("either nilai, or batas_bawah below batas_atas")


class WeightRow(Row):
    """weights.csv."""

    frame: cells.Slug = Field(alias="kerangka")
    indicator: cells.IndicatorCode = Field(alias="indikator")
    weight: cells.Number = Field(alias="bobot", gt=0)
    valid_from: cells.Day = Field(alias="berlaku_sejak")


class BandRow(Row):
    """bands.csv: `indicator` is "" for the bands of all indicators."""

    indicator: str = Field(alias="indikator")
    status: StatusWord = Field(alias="status")
    floor: cells.Number = Field(alias="batas_bawah", ge=0)
    valid_from: cells.Day = Field(alias="berlaku_sejak")


class ComparatorRow(Row):
    """comparators.csv."""

    indicator: cells.IndicatorCode = Field(alias="indikator")
    name: cells.Text = Field(alias="nama")
    period: cells.PeriodText = Field(alias="periode")
    value: cells.Number = Field(alias="nilai")
    source: cells.Address = Field(alias="sumber")
    note: str = Field(alias="catatan")


class AreaKind(Enum):
    """What a place is called; a kelurahan stands on the level of a desa."""

    REGENCY = "kabupaten"
    CITY = "kota"
    DISTRICT = "kecamatan"
    VILLAGE = "desa"
    URBAN_VILLAGE = "kelurahan"

    @property
    def level(self) -> Level:
        """Return the level that a place of this kind has."""
        villages, regencies = {AreaKind.VILLAGE, AreaKind.URBAN_VILLAGE}, {AreaKind.REGENCY, AreaKind.CITY}
        return Level.VILLAGE if self in villages else Level.REGENCY if self in regencies else Level.DISTRICT


class AreaRow(Row):
    """areas.csv. `population_as_of` says of when the population is; it is for the reader of the file."""

    code: cells.AreaCode = Field(alias="kode")
    bps_code: cells.BpsCode = Field(alias="kode_bps")
    name: cells.Text = Field(alias="nama")
    kind: AreaKind = Field(alias="jenis")
    parent: str = Field(alias="induk")
    capital: str = Field(alias="ibu_kota")
    lon: cells.MaybeNumber = Field(alias="bujur", ge=94, le=142)  # Indonesia; a lost sign or dot falls outside
    lat: cells.MaybeNumber = Field(alias="lintang", ge=-12, le=7)
    population: cells.MaybeWhole = Field(alias="penduduk", ge=0)
    population_as_of: cells.MaybePeriod = Field(alias="penduduk_per")

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if level_of(self.code) is not self.kind.level:
            raise ValueError(f"kode and jenis of the same level ({self.code} is a {level_of(self.code).value})")
        parent = "" if self.kind.level is Level.REGENCY else self.code.rpartition(".")[0]
        if self.parent != parent:
            raise ValueError(f"induk {parent or 'empty'} for {self.code}")
        return self


class AliasRow(Row):
    """aliases.csv."""

    alias: cells.Text = Field(alias="alias")
    code: cells.AreaCode = Field(alias="kode")
    note: str = Field(alias="keterangan")
