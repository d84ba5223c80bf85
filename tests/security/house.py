"""An installation with an account of each role."""

import time
from dataclasses import replace

from asking import PASSWORD, OurOwnPage, kept, outsider
from demonstration import opened

from app import create_app
from core.access import operator
from core.clock import now_utc
from core.config_access import Access
from core.domain.account import Account
from core.domain.viewer import Role
from core.store.accounts import NEW, account_of, keep_account

PEOPLE = {
    "dewan": ("Ketua Dewan", Role.COUNCIL, ""),
    "dlh": ("Petugas DLH", Role.AGENCY, "DLH"),
    "dinkes": ("Petugas Dinkes", Role.AGENCY, "DINKES"),
    "walidata": ("Bappeda", Role.STEWARD, ""),
    "auditor": ("Inspektorat", Role.AUDITOR, ""),
    "operator": ("Petugas DKISP", Role.OPERATOR, ""),
}


class House:
    """An installation with accounts and an application that asks for them."""

    def __init__(self, folder, **access):
        self.parts = opened(folder)
        self.config = self.parts.config.model_copy(update={"access": Access(**{"second_factor": (), **access})})
        for name, (person, role, agency) in PEOPLE.items():
            self.keep(
                Account(name, person, role, agency, kept(), active=True, changed_at=now_utc(), changed_by="uji"), NEW
            )
        self.asked = []
        self.app = create_app(
            self.config, self.parts.store, self.parts.catalogue, start_source=lambda one: self.asked.append(one.id)
        )
        self.server = self.app.server
        outsider(self.server).get("/", headers={"Cookie": ""})

    def keep(self, account, what):
        keep_account(self.parts.store, operator("uji"), account, what=what, now=now_utc())

    def change(self, name, what, **changes):
        with self.parts.store.read() as conn:
            found = account_of(conn, name)
        self.keep(replace(found, **changes), what)
        self.pause()

    def pause(self):
        time.sleep(1.05)  # what a session may outlive a change of its account: core.store.accounts.PAUSE

    def client(self):
        return OurOwnPage(self.server, self.server.response_class)

    def entered(self, name, password=PASSWORD):
        client = self.client()
        client.answer = client.post("/masuk", data={"nama": name, "sandi": password, "lanjut": "/opd"})
        return client

    def with_pages(self, pages):
        """Return a client of another application over the same store, in which these pages are open to everybody."""
        access = self.config.access.model_copy(update={"open_pages": tuple(pages)})
        app = create_app(self.config.model_copy(update={"access": access}), self.parts.store, self.parts.catalogue)
        return OurOwnPage(app.server, app.server.response_class)

    def called(self, client, path, search="", *, refused=False):
        """Return what Dash's own navigation gets for a path."""
        [(output, known)] = [one for one in self.app.callback_map.items() if "_pages_content.children" in one[0]]
        answer = self._call(client, output, known, {"pathname": path, "search": search})
        assert answer.status_code == 200 or (refused and answer.status_code == 401)
        return answer.text

    def call(self, client, output, known, values):
        """Return what a callback answers to values by property."""
        return self._call(client, output, known, values).text

    def _call(self, client, output, known, values):
        given = [{**one, "value": values.get(one["property"])} for one in known["inputs"]]
        parts = [one.rsplit(".", 1) for one in output.strip(".").split("...")]
        outputs = [{"id": name, "property": what} for name, what in parts]
        body = {
            "output": output,
            "outputs": outputs if output.startswith("..") else outputs[0],
            "inputs": given,
            "state": [{**one, "value": values.get(one["property"])} for one in known["state"]],
            "changedPropIds": [f"{one['id']}.{one['property']}" for one in known["inputs"]],
        }
        return client.post("/_dash-update-component", json=body)

    def log(self):
        with self.parts.store.read() as conn:
            return conn.exec_driver_sql("SELECT action, actor, subject FROM audit_entry ORDER BY id").all()
