"""An installation whose offices hand files in, for tests of what becomes of them."""

import threading

from collecting import Installation, section, table

from core.clock import now_utc
from core.collect.contract import UPLOADED, Handed
from core.collect.intake import Intake, turns
from core.collect.runner import Runner
from core.domain.viewer import Role, Viewer
from core.store import queries

HANDED = section("timbulan", schedule="", path=UPLOADED)
DLH = Viewer(Role.AGENCY, "Petugas DLH", "DLH")
DINKES = Viewer(Role.AGENCY, "Petugas Dinkes", "DINKES")
WALIDATA = Viewer(Role.STEWARD, "Bappeda")
SEVERAL = table()[: table().index("\n64.01.03")] + "\n"  # 24 values of two kecamatan


class Counter:
    """Where files are handed in; in tests as anybody, at any time."""

    def __init__(self, folder, *sections, store_url="", **collect):
        self.at = Installation(folder, *(sections or (HANDED,)), store_url=store_url, **collect)
        self.model = queries.connect(self.at.store, self.at.catalogue, self.at.config)
        self.runner, self.turns = Runner(self.at.config, self.at.store, self.at.catalogue), turns()

    def intake(self, viewer=DLH, now=None):
        return Intake(viewer, self.runner, self.model, self.turns, now=now or now_utc())

    def check(self, content=SEVERAL, name="timbulan.csv", viewer=DLH, source="timbulan", now=None):
        content = content.encode() if isinstance(content, str) else content
        return self.intake(viewer, now).check(source, Handed(content, name))

    def send(self, number, viewer=DLH):
        self.intake(viewer).send(number)

    def log(self):
        return self.at.rows("SELECT action, actor, subject FROM audit_entry ORDER BY id")

    def counts(self):
        tables = ("observation", "upload_ending", "upload")
        return tuple(self.at.one(f"SELECT count(*) FROM {name}") for name in tables)


def side_by_side(*tasks):
    """Do several things at once; return the error of each, None where it went well."""
    errors = [None] * len(tasks)

    def do(at, task):
        try:
            task()
        except Exception as error:
            errors[at] = error

    threads = [threading.Thread(target=do, args=(at, task)) for at, task in enumerate(tasks)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return errors
