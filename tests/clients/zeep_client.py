#!/usr/bin/python3
"""Zeep against each of the ten WSDLs of a running gateway with the demo associates: gateway.py zeep_client.py

Nothing here knows a message by heart: names, types, namespaces, headers and the address all come from the
WSDL, so what Zeep can read and send is what another client can that is generated from it.
"""
import os
import secrets
import sys

import zeep
import zeep.exceptions

ADMIN, ADMIN_PASSWORD = "ADM0", "Adm0-demo-only"
EMPLOYEE, EMPLOYEE_PASSWORD = "tje0", "Tje0"
EXTERNAL, EXTERNAL_ID = "ext0", 3
NOBODY = -1
# How many operations each service has, and which of those about passwords came later.
OPERATIONS = {
    84: {"User": 75, "SoPrincipal": 4},
    85: {"User": 78, "SoPrincipal": 4},
    86: {"User": 79, "SoPrincipal": 5},
    87: {"User": 83, "SoPrincipal": 5},
    88: {"User": 97, "SoPrincipal": 5},
}
LATER = {"CanChangePassword": 85, "GetSupportedChangePasswordTypes": 88, "SendChangePasswordEMail": 88}

base = os.environ["UAG_URL"]
checks = 0
failures = []


def check(what, found, expected=True):
    global checks
    checks += 1
    if found != expected:
        failures.append(f"{what}: expected {expected!r}, found {found!r}")


def is_nil(value):
    """Zeep makes an object without values of a nil one."""
    return value is None or all(value[name] in (None, []) for name in dir(value))


class Service:
    """One service in one version; calls go to the address that its WSDL gives."""

    def __init__(self, name, version):
        self.name, self.version = name, version
        self.place = f"Services{version} {name}"
        address = f"{base}/Remote/Services{version}/{name}.svc"
        self.client = zeep.Client(address + "?singleWsdl")
        names = self.operations(self.client)
        check(f"{self.place}: ?wsdl has the operations of ?singleWsdl",
              self.operations(zeep.Client(address + "?wsdl")), names)
        check(f"{self.place}: operations", len(names), OPERATIONS[version][name])
        check(f"{self.place}: address", self.client.service._binding_options["address"], address)

    @staticmethod
    def operations(client):
        return sorted(client.service._binding._operations)

    def call(self, operation, *arguments, ticket=None, **named):
        headers = {"Credentials": {"Ticket": ticket}} if ticket else {}
        try:
            return getattr(self.client.service, operation)(*arguments, **named, _soapheaders=headers)
        except zeep.exceptions.Error as error:
            raise SystemExit(f"{self.place}: {operation}: {error!r}") from error

    def answer(self, operation, *arguments, ticket=None, **named):
        """The Response of a call that succeeds."""
        result = self.call(operation, *arguments, ticket=ticket, **named)
        check(f"{self.place}: {operation}: Succeeded", result.header.Succeeded, True)
        check(f"{self.place}: {operation}: no ExceptionInfo", is_nil(result.header.ExceptionInfo))
        return result.body.Response

    def refusal(self, operation, *arguments, ticket=None, **named):
        """The ExceptionInfo of a call that is refused."""
        result = self.call(operation, *arguments, ticket=ticket, **named)
        check(f"{self.place}: {operation}: not Succeeded", result.header.Succeeded, False)
        return result.header.ExceptionInfo

    def check_refusal(self, expected, operation, *arguments, ticket=None, **named):
        info = self.refusal(operation, *arguments, ticket=ticket, **named)
        place = f"{self.place}: {operation} refused"
        check(f"{place}: has ExceptionInfo", not is_nil(info))
        if is_nil(info):
            return
        check(f"{place}: type", info.ExceptionType.rsplit(".", 1)[-1], expected)
        check(f"{place}: has a message", bool(info.Message))
        check(f"{place}: no stack trace", bool(info.StackTrace), False)
        check(f"{place}: no inner exception", is_nil(info.InnerException))


def log_in(principal, name, password):
    """The ticket; None where the gateway does not let them in."""
    result = principal.call("AuthenticateUsernamePassword", name, password)
    check(f"{principal.place}: log-in: Succeeded", result.header.Succeeded, True)
    return result.body.Credentials.Ticket if result.body.AuthenticationSucceeded else None


def check_principal(principal):
    result = principal.call("AuthenticateUsernamePassword", ADMIN, ADMIN_PASSWORD)
    place = f"{principal.place}: log-in"
    check(f"{place} succeeds", result.body.AuthenticationSucceeded, True)
    check(f"{place}: ticket", result.body.Credentials.Ticket.startswith("7T:"))
    who = result.body.Response
    expected = {
        "UserType": "InternalAssociate", "Associate": ADMIN, "AssociateId": 1, "IsPerson": True,
        "PersonId": 1, "CountryId": 578, "HomeCountryId": 578, "ContactId": 1, "GroupId": 1, "BusinessId": 1,
        "CategoryId": 1, "RoleId": 1, "RoleName": "User level 0", "RoleType": "Employee", "FullName": "Ada Admin",
        "EMailAddress": "adm0@example.com",
    }
    check(f"{place}: carrier", {name: who[name] for name in expected}, expected)
    check(f"{place}: FunctionRights", "admin-users" in who.FunctionRights.string)
    check(f"{place}: SecondaryGroups", sorted(who.SecondaryGroups.int), [2, 3])

    refused = principal.call("AuthenticateUsernamePassword", ADMIN, "not the password")
    check(f"{place}: wrong password", refused.body.AuthenticationSucceeded, False)
    check(f"{place}: wrong password, nothing else",
          is_nil(refused.body.Response) and is_nil(refused.body.Credentials))
    return result.body.Credentials.Ticket


def check_system_info(principal):
    system = principal.call("GetSystemInfo").body.SystemInfo
    place = f"{principal.place}: GetSystemInfo"
    check(f"{place}: DatabaseType", system.DatabaseType, "SQLite")
    check(f"{place}: BuildType", system.BuildType, "Release")
    check(f"{place}: IsUnicode", system.IsUnicode, True)
    public_key = system.License.PublicKey
    check(f"{place}: the key's owner", public_key.OwnerName, "SuperOffice")
    check(f"{place}: no date is .NET's earliest", public_key.SignDate.year, 1)
    # The key's members live in a namespace of their own and are required there.
    check(f"{place}: DSA key", {name: public_key.Key[name] for name in dir(public_key.Key)},
          {"Counter": 0} | dict.fromkeys(["G", "J", "P", "Q", "Seed", "Y"]))


def check_user_names(user, ticket):
    place = f"{user.place}: IsUserNameValidWithReason"
    operation, about = "IsUserNameValidWithReason", (NOBODY, "InternalAssociate", 0)
    free = user.answer(operation, *about, "nobody.yet", ticket=ticket)
    check(f"{place}: a free name", free.Result, True)
    taken = user.answer(operation, *about, ADMIN, ticket=ticket)
    check(f"{place}: a taken name", taken.Result, False)
    check(f"{place}: the reason", bool(taken.Reason))
    check(f"{place}: the base carrier", is_nil(taken.TableRight) and is_nil(taken.FieldProperties))


def check_passwords(user, principal, admin):
    place = user.place
    for password, valid in (("a", False), ("corrêct-hørse-battery", True)):
        judged = user.answer("IsPasswordValid", EXTERNAL_ID, "ExternalAssociate", 3, password, ticket=admin)
        check(f"{place}: IsPasswordValid({password})", judged, valid)
    first, second = (f"{secrets.token_urlsafe(12)} <&> é" for _ in range(2))
    check(f"{place}: SetPassword", user.answer("SetPassword", EXTERNAL_ID, first, ticket=admin), True)
    external = log_in(principal, EXTERNAL, first)
    check(f"{place}: log-in with the password set", bool(external))
    change = "ChangeOwnPassword"
    check(f"{place}: {change}, wrong", user.answer(change, "wrong", second, ticket=external), False)
    check(f"{place}: {change}", user.answer(change, first, second, ticket=external), True)
    check(f"{place}: the old password", log_in(principal, EXTERNAL, first), None)
    check(f"{place}: the new password", bool(log_in(principal, EXTERNAL, second)))
    user.check_refusal("SoInvalidPasswordException", "SetPassword", EXTERNAL_ID, "a", ticket=admin)


def check_later_operations(user, admin):
    names = user.operations(user.client)
    for name, since in LATER.items():
        check(f"{user.place}: has {name}", name in names, user.version >= since)
    if user.version >= LATER["CanChangePassword"]:
        check(f"{user.place}: CanChangePassword", user.answer("CanChangePassword", 1, ticket=admin), True)
    if user.version >= LATER["GetSupportedChangePasswordTypes"]:
        types = user.answer("GetSupportedChangePasswordTypes", 1, ticket=admin)
        check(f"{user.place}: GetSupportedChangePasswordTypes", bool(types.ChangePasswordType))


def check_refusals(user, principal):
    user.check_refusal("SoSessionException", "IsPasswordValid", 1, "InternalAssociate", 1, "whatever")
    user.check_refusal("SoSessionException", "SetPassword", 1, "whatever", ticket="7T:bm8gc3VjaCB0aWNrZXQ=")
    employee = log_in(principal, EMPLOYEE, EMPLOYEE_PASSWORD)
    user.check_refusal("SoSentryException", "SetPassword", 1, "whatever-it-may-be", ticket=employee)


for number in OPERATIONS:
    principal_service, user_service = Service("SoPrincipal", number), Service("User", number)
    admin_ticket = check_principal(principal_service)
    check_system_info(principal_service)
    check_user_names(user_service, admin_ticket)
    check_passwords(user_service, principal_service, admin_ticket)
    check_later_operations(user_service, admin_ticket)
    check_refusals(user_service, principal_service)

for failure in failures:
    print(failure, file=sys.stderr)
print(f"zeep {zeep.__version__}: {checks} checks, {len(failures)} failed")
sys.exit(1 if failures else 0)
