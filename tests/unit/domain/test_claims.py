"""Who somebody is by the claims of the sign-on."""

import pytest

from core.domain.claims import ClaimRules, SignedOn, claim, signed_on
from core.domain.viewer import Role
from core.errors import SignOnError

AGENCIES = frozenset({"DLH", "DINKES"})
SITI = {"preferred_username": "siti", "name": "Siti Rahma", "groups": ["petugas", "DLH"]}


def rules(**more):
    words = {"login": "preferred_username", "person": "name", "role": "groups", "office": "groups", "offices": {}}
    roles = {"kepala": Role.OPERATOR, "petugas": Role.AGENCY, "anggota": Role.COUNCIL}
    return ClaimRules(**{**words, "roles": roles, **more})


def found(**claims):
    return signed_on({**SITI, **claims}, rules(), AGENCIES)


def test_login_name_role_and_office_are_those_of_the_claims():
    assert found() == SignedOn("sso-siti", "Siti Rahma", Role.AGENCY, "DLH")


def test_of_several_roles_the_first_of_the_configuration_counts_whatever_their_order():
    assert found(groups=["anggota", "kepala"]).role is Role.OPERATOR
    assert found(groups=["kepala", "anggota"]).role is Role.OPERATOR


def test_only_an_office_has_an_office():
    assert found(groups=["anggota", "DLH"]).agency == ""


def test_an_office_may_have_another_name_there():
    named = rules(office="unit", offices={"Dinas Lingkungan Hidup": "DLH"})
    assert signed_on({**SITI, "unit": "Dinas Lingkungan Hidup"}, named, AGENCIES).agency == "DLH"
    assert signed_on({**SITI, "unit": "DINKES"}, named, AGENCIES).agency == "DINKES"


@pytest.mark.parametrize("groups", [["petugas"], ["petugas", "DLH", "DINKES"], ["petugas", "dlh"]])
def test_an_office_is_one_and_known(groups):
    with pytest.raises(SignOnError) as refused:
        found(groups=groups)
    assert (refused.value.code, refused.value.login) == ("opd", "sso-siti")


@pytest.mark.parametrize("groups", [None, [], "petugas,kepala", ["PETUGAS"], [["petugas"]], {"petugas": 1}, 7])
def test_no_value_with_a_role_is_no_role(groups):
    with pytest.raises(SignOnError) as refused:
        found(groups=groups)
    assert refused.value.code == "peran"


NO_LOGINS = [None, "", " ", "a b", "siti@example.go.id", "../x", "s" * 37, 7, ["", "siti"], "sitï"]


@pytest.mark.parametrize("login", NO_LOGINS)
def test_what_is_no_login_is_refused(login):
    with pytest.raises(SignOnError) as refused:
        found(preferred_username=login)
    assert (refused.value.code, refused.value.login) == ("nama", "")


@pytest.mark.parametrize("login", ["198501012010011001", "3f0e8b54-6c1d-4d39-9f5e-0d0f9a1b2c3d", "Siti"])
def test_numbers_of_officials_and_long_identifiers_are_logins(login):
    assert found(preferred_username=login).login == f"sso-{login.lower()}"


@pytest.mark.parametrize("name", [None, "", "x" * 121, "Siti\nRahma", 7])
def test_a_name_that_cannot_be_shown_gives_way_to_the_login(name):
    assert found(name=name).person == "siti"


def test_a_claim_may_lie_in_another_and_a_name_with_dots_may_be_one():
    assert claim({"realm_access": {"roles": ["kepala"]}}, "realm_access.roles") == ["kepala"]
    assert claim({"https://pemkab.go.id/peran": ["kepala"]}, "https://pemkab.go.id/peran") == ["kepala"]
    assert claim({"realm_access": ["kepala"]}, "realm_access.roles") is None


def test_the_way_of_authenticating_may_be_asked_for():
    strict = rules(amr=frozenset({"otp"}))
    assert signed_on({**SITI, "amr": ["pwd", "otp"]}, strict, AGENCIES).login == "sso-siti"
    for amr in (["pwd"], [], None):
        with pytest.raises(SignOnError) as refused:
            signed_on({**SITI, "amr": amr}, strict, AGENCIES)
        assert refused.value.code == "faktor"
