#!/usr/bin/python3
"""suds against the WSDLs of a running gateway with the demo associates: gateway.py suds_client.py

Declares its namespaces on every element that needs one, and sends back what it got, empty members and all.
"""
import os
import sys

from suds.client import Client

base = os.environ["UAG_URL"]
checks = 0
failures = []


def check(what, found, expected=True):
    global checks
    checks += 1
    if found != expected:
        failures.append(f"{what}: expected {expected!r}, found {found!r}")


def open_service(name, version):
    return Client(f"{base}/Remote/Services{version}/{name}.svc?singleWsdl", cache=None)


def ticket_of(principal, name, password):
    answer = principal.service.AuthenticateUsernamePassword(name, password)
    return answer.Credentials.Ticket if answer.AuthenticationSucceeded else ""


password = "Tje0"
for version in range(84, 89):
    place = f"Services{version}"
    principal, users = open_service("SoPrincipal", version), open_service("User", version)

    def sign_in(ticket):
        credentials = users.factory.create("SoCredentials")
        credentials.Ticket = ticket
        users.set_options(soapheaders={"Credentials": credentials})

    new = f"quiet-lantern-{version}"
    sign_in(ticket_of(principal, "tje0", password))
    check(f"{place}: ChangeOwnPassword", users.service.ChangeOwnPassword(password, new))
    password = new
    admin = ticket_of(principal, "ADM0", "Adm0-demo-only")
    check(f"{place}: log-in", admin != "")
    sign_in(admin)
    user = users.service.GetUser(2)
    check(f"{place}: GetUser", user.Name, "tje0")
    user.Tooltip = f"by suds {version}"
    check(f"{place}: SaveUser", users.service.SaveUser(user).Tooltip, f"by suds {version}")
    ids = users.factory.create("ns1:ArrayOfint")
    ids.int = list(range(1, 301))
    check(f"{place}: GetUserInfoList", len(users.service.GetUserInfoList(ids).UserInfo) > 1)

print(f"{checks} checks")
for failure in failures:
    print(failure, file=sys.stderr)
sys.exit(1 if failures else 0)
