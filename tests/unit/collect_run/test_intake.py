"""What becomes of a file that an office hands in: a draft, a run, or a refusal that keeps nothing."""

import io
from datetime import timedelta

import openpyxl
import pytest
from handing_in import DINKES, DLH, HANDED, SEVERAL, WALIDATA, Counter, side_by_side

import data_sources  # noqa: F401 - registers the connectors
from core.clock import now_utc
from core.collect.contract import UPLOADED
from core.collect.raw import RawStore
from core.domain.figure import View
from core.domain.period import parse_period
from core.domain.uploads import MOST_A_DAY, UploadState, shown_name
from core.errors import DecisionRefusedError, NotAllowedError, NotFoundError
from core.store import uploads

VIEW = View(period=parse_period("2025-12"), today=now_utc().date())


@pytest.fixture
def counter(tmp_path, new_store_url):
    one = Counter(tmp_path, store_url=new_store_url())
    yield one
    one.at.store.close()


def refused(code, do):
    with pytest.raises(DecisionRefusedError) as told:
        do()
    assert told.value.code == code


class TestDraft:
    def test_a_draft_is_kept_with_what_was_found_and_changes_no_figure(self, counter):
        number = counter.check(SEVERAL + "64.01.99,2025-12,5\n64.01.03,2025-12,banyak\n")
        one = uploads.upload(DLH, number)
        assert (one.state, one.agency, one.by, one.file_name) == (
            UploadState.DRAFT,
            "DLH",
            "Petugas DLH",
            "timbulan.csv",
        )
        assert (one.counts.new, one.counts.storable, one.counts.rejected) == (24, 24, 2)
        assert [(found.place, found.reason) for found in uploads.findings(DLH, number)] == [
            ("baris 26, kolom kecamatan", "area_unknown"),
            ("baris 27, kolom nilai", "value_not_numeric"),
        ]
        assert len(uploads.draft_values(DLH, number)) == 24
        assert counter.counts() == (0, 0, 1)
        assert counter.at.rows("SELECT count(*) FROM run") == [(0,)]
        assert RawStore(counter.at.config.data_dir).read(one.sha256).decode().startswith("kecamatan")

    def test_a_refused_file_is_listed_with_its_reason_and_not_kept(self, counter):
        number = counter.check(b"%PDF-1.7 surat", "rekap.csv")
        one = uploads.upload(DLH, number)
        assert one.state is UploadState.REFUSED
        assert one.refusal.reason == "format_mismatch"
        assert one.refusal.mend
        assert not RawStore(counter.at.config.data_dir).path(one.sha256).exists()
        refused("selesai", lambda: counter.send(number))

    @pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf \n", "kecamatan,periode,nilai\n", "a,b\n1,2\n"])
    def test_whatever_cannot_be_read_is_refused_with_a_sentence(self, counter, content):
        one = uploads.upload(DLH, counter.check(content))
        assert one.state is UploadState.REFUSED
        assert one.refusal.sentence
        assert one.refusal.mend

    def test_no_file_is_said_so(self, counter):
        refused("berkas", lambda: counter.check(b"", ""))

    def test_values_stand_beside_those_that_are_shown_now(self, counter):
        counter.send(counter.check())
        number = counter.check(SEVERAL.replace("64.01.01,2025-12,0.011", "64.01.01,2025-12,0.5"))
        changed = [one for one in uploads.draft_values(DLH, number) if one.now != one.value]
        assert [(one.area.code, one.period.text, one.value, one.now) for one in changed] == [
            ("64.01.01", "2025-12", 0.5, 0.011)
        ]
        assert uploads.upload(DLH, number).counts.revised == 1

    def test_an_office_hands_in_so_many_files_a_day(self, counter, monkeypatch):
        monkeypatch.setattr("core.collect.intake.MOST_A_DAY", 2)
        assert MOST_A_DAY > 2
        early = now_utc() - timedelta(hours=25)
        counter.check(now=early), counter.check()
        counter.check()
        refused("terlalu-sering", counter.check)

    def test_hidden_rows_are_told_of_and_not_read(self, tmp_path):
        """Whoever filters a sheet and saves it would lose what is hidden without a word."""
        counter = Counter(tmp_path, HANDED.replace("csv_file", "excel_file"))
        book = openpyxl.Workbook()
        for row in (line.split(",") for line in SEVERAL.split()):
            book.active.append(row)
        book.active.row_dimensions[3].hidden = True
        stream = io.BytesIO()
        book.save(stream)
        one = uploads.upload(DLH, counter.check(stream.getvalue(), "timbulan.xlsx"))
        assert one.counts.new == 23
        assert one.notices == ("1 baris tersembunyi tidak dibaca (baris 3)",)
        counter.at.store.close()


class TestSending:
    def test_what_was_sent_is_recorded_by_a_run_and_says_so(self, counter):
        number = counter.check()
        counter.send(number)
        one = uploads.upload(DLH, number)
        assert (one.state, one.ended_by) == (UploadState.SENT, "Petugas DLH")
        assert counter.counts() == (24, 1, 1)
        assert counter.at.rows("SELECT id, trigger, state, new FROM run") == [(one.run_id, "unggahan", "ok", 24)]
        assert counter.at.rows("SELECT sha256, address FROM raw_answer") == [(one.sha256, "timbulan.csv")]

    def test_the_log_tells_every_step(self, counter):
        counter.send(counter.check())
        counter.intake().discard(counter.check())
        assert [(action, subject) for action, _, subject in counter.log()] == [
            ("unggahan", "timbulan"),
            ("pengiriman", "timbulan"),
            ("unggahan", "timbulan"),
            ("pembuangan", "timbulan"),
        ]

    def test_it_is_sent_once_whoever_presses_at_the_same_time(self, counter):
        number = counter.check()
        errors = side_by_side(*[lambda: counter.send(number)] * 4)
        assert errors.count(None) == 1
        assert {one.code for one in errors if one} <= {"selesai", "sedang"}
        assert counter.counts() == (24, 1, 1)
        refused("selesai", lambda: counter.send(number))
        refused("selesai", lambda: counter.intake().discard(number))

    def test_the_same_file_again_adds_nothing(self, counter):
        for _ in range(2):
            counter.send(counter.check())
        assert counter.counts() == (24, 2, 2)
        assert counter.at.rows("SELECT state FROM run ORDER BY id") == [("ok",), ("unchanged",)]

    def test_what_cannot_be_stored_cannot_be_sent(self, counter):
        number = counter.check("kecamatan,periode,nilai\n64.01.99,2025-12,5\n")
        assert uploads.upload(DLH, number).state is UploadState.DRAFT
        refused("kosong", lambda: counter.send(number))

    def test_a_run_that_fails_leaves_the_draft_to_be_sent_again(self, counter, monkeypatch):
        number = counter.check()
        with monkeypatch.context() as broken:
            broken.setattr("core.collect.recording.writes.record_observations", _break)
            refused("gagal", lambda: counter.send(number))
        assert uploads.upload(DLH, number).state is UploadState.DRAFT
        assert counter.counts() == (0, 0, 1)
        counter.send(number)
        assert counter.counts() == (24, 1, 1)

    def test_a_thrown_away_draft_is_listed_and_cannot_be_sent(self, counter):
        number = counter.check()
        counter.intake().discard(number)
        assert [one.state for one in uploads.uploads(DLH, VIEW)] == [UploadState.DISCARDED]
        refused("selesai", lambda: counter.send(number))


class TestOthers:
    def test_another_office_finds_nothing_of_it(self, counter):
        number = counter.check()
        assert uploads.uploads(DINKES, VIEW) == ()
        assert uploads.doors(DINKES) == ()
        for ask in (uploads.upload, uploads.findings, uploads.draft_values):
            with pytest.raises(NotFoundError):
                ask(DINKES, number)
        for act in (counter.intake(DINKES).send, counter.intake(DINKES).discard):
            with pytest.raises(NotFoundError):
                act(number)
        with pytest.raises(NotAllowedError):
            counter.check(viewer=DINKES)
        assert counter.counts() == (0, 0, 1)

    def test_walidata_reads_and_hands_in_nothing(self, counter):
        number = counter.check()
        assert uploads.upload(WALIDATA, number).number == number
        with pytest.raises(NotAllowedError):
            counter.intake(WALIDATA)

    def test_only_sources_that_are_handed_in_take_files(self, tmp_path):
        counter = Counter(tmp_path, HANDED, HANDED.replace("timbulan", "lain").replace(UPLOADED, "lain.csv"))
        for name in ("lain", "tiada", ""):
            with pytest.raises(NotFoundError):
                counter.check(source=name)
        counter.at.store.close()


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("rekap.xlsx", "rekap.xlsx"),
        ("C:\\Users\\siti\\rekap.xlsx", "rekap.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nb\x00\u202ecod.exe", "abcod.exe"),
        ("<img src=x onerror=alert(1)>.csv", "<img src=x onerror=alert(1)>.csv"),
        ("..", "berkas"),
        ("", "berkas"),
        ("x" * 300 + ".csv", "x" * 116 + ".csv"),
    ],
)
def test_a_name_is_shown_without_folders_and_signs_that_deceive(given, shown):
    assert shown_name(given) == shown


def _break(*_args, **_words):
    raise RuntimeError("a disk of a test")
