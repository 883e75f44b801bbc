#!/usr/bin/env python3
"""Plays the documented calls against a running gateway with the demo associates and checks the answers.

    samples/play.py [http://127.0.0.1:8080]

Each of the five documents (samples/messages) is sent as it stands first, with its example ticket or example
passwords, and then with real ones. Everything real happens to ext0, whose password goes through five changes
and ends as the documented one: ADM0 sets it, ext0 changes it, ADM0 forces one and generates one, ext0 changes
it back. So the play may be repeated at any time, and the demo log-ins stay as they are. It needs nothing but
Python's standard library.
"""
import base64
import http.client
import json
import pathlib
import re
import secrets
import shutil
import sys
import unicodedata
import urllib.parse
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape

ADMIN, ADMIN_PASSWORD = "ADM0", "Adm0-demo-only"
EXTERNAL, EXTERNAL_ID, EXTERNAL_PASSWORD = "ext0", 3, "Ext0-demo-only"
EXAMPLE_TICKET = "7T:1234abcxyzExample=="
XSI_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"

messages = pathlib.Path(__file__).resolve().parent / "messages"
failures = []


# --- sending --------------------------------------------------------------------------------------

class Answer:
    def __init__(self, response):
        self.status, self.reason = response.status, response.reason
        self.content_type = response.getheader("Content-Type") or ""
        self.body = response.read().decode()

    def find(self, name):
        """The first element of that name in a SOAP answer; None if there is none."""
        return next((e for e in ET.fromstring(self.body).iter() if local_name(e) == name), None)

    def text(self, name):
        found = self.find(name)
        return None if found is None or is_nil(found) else found.text or ""


def post(path, content_type, body, **headers):
    connection = http.client.HTTPConnection(base.hostname, base.port, timeout=30)
    try:
        connection.request("POST", base.path + path, body.encode(), {"Content-Type": content_type, **headers})
        return Answer(connection.getresponse())
    finally:
        connection.close()


def document(version, operation, ticket=EXAMPLE_TICKET, **values):
    """The message as its document prints it, or the same bytes with another ticket and other values."""
    words = re.sub(r"(?<!^)([A-Z])", r"-\1", operation).lower()
    text = (messages / f"services{version}-{words}.xml").read_text()
    text = text.replace(EXAMPLE_TICKET, ticket)
    for name, value in values.items():
        text = re.sub(rf"(<User:{name}\b[^>]*>)[^<]*", lambda found: found[1] + escape(str(value)), text)
    return text


def send_document(version, operation, **real):
    body = document(version, operation, **real)
    path = f"/Remote/Services{version}/User.svc"
    return path, body, post(path, "application/soap+xml; charset=utf-8", body)


def log_in(name, password):
    """AuthenticateUsernamePassword as SOAP 1.1, the way a generated client sends it."""
    service = "http://www.superoffice.net/ws/crm/NetServer/Services88"
    body = f"""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">
 <s:Body>
  <AuthenticateUsernamePassword xmlns="{service}">
   <UserName>{name}</UserName>
   <Password>{password}</Password>
  </AuthenticateUsernamePassword>
 </s:Body>
</s:Envelope>"""
    path = "/Remote/Services88/SoPrincipal.svc"
    action = f'"{service}/SoPrincipal/AuthenticateUsernamePassword"'
    return path, body, post(path, "text/xml; charset=utf-8", body, SOAPAction=action)


def send_rest(user, password, **values):
    """The WebAPI's document with these credentials, as it stands or with other values."""
    path = "/api/v1/Agents/User/ChangeOwnPassword"
    credentials = base64.b64encode(f"{user}:{password}".encode()).decode()
    body = (messages / "rest-change-own-password.json").read_text()
    if values:
        body = json.dumps(json.loads(body) | values, indent=2)
    answer = post(path, "application/json; charset=utf-8", body, Authorization="Basic " + credentials,
                  Accept="application/json; charset=utf-8")
    return path, f"Authorization: Basic {credentials}\n\n{body}", answer


# --- showing --------------------------------------------------------------------------------------

def local_name(element):
    return element.tag.rsplit("}", 1)[-1]


def is_nil(element):
    return element.get(XSI_NIL) in ("true", "1")


def shorten(value):
    value = (value or "").strip()
    return value if len(value) <= 40 else value[:18] + "…" + value[-8:]


def outline(element, depth=0):
    """An element as lines, without namespaces; what is nil or holds nothing but nil takes one line."""
    indent, name = "  " * depth, local_name(element)
    if is_nil(element):
        return [f"{indent}<{name} nil/>"]
    if len(element) == 0:
        return [f"{indent}<{name}>{shorten(element.text)}</{name}>"]
    children = list(element)
    hidden = 0
    if len(children) > 12:   # a carrier with dozens of members: the first ones tell enough
        children, hidden = children[:6], len(children) - 6
    lines = [f"{indent}<{name}>"]
    for child in children:
        lines += outline(child, depth + 1)
    if hidden:
        lines.append(f"{indent}  … {hidden} more")
    return lines + [f"{indent}</{name}>"]


def readable(text):
    if text.lstrip().startswith("<"):
        return outline(ET.fromstring(text))
    try:
        return json.dumps(json.loads(text), indent=2, ensure_ascii=False).splitlines()
    except ValueError:
        return text.splitlines()


def cells(text):
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) != 0 for c in text)


def side_by_side(path, request, answer):
    width = min(max(shutil.get_terminal_size((118, 40)).columns, 80), 160)
    column = (width - 3) // 2

    def fold(lines):
        for line in lines:
            indent = " " * (len(line) - len(line.lstrip()) + 4)
            while cells(line) > column:
                cut = next(i for i in range(len(line), 0, -1) if cells(line[:i]) <= column)
                yield line[:cut]
                line = indent + line[cut:]
            yield line

    left = list(fold([f"POST {path}"] + readable(request)))
    right = list(fold([f"{answer.status} {answer.reason}"] + readable(answer.body)))
    for i in range(max(len(left), len(right))):
        a = left[i] if i < len(left) else ""
        b = right[i] if i < len(right) else ""
        print((a + " " * (column - cells(a)) + " │ " + b).rstrip())


def title(text):
    print(f"\n── {text} " + "─" * max(0, 76 - len(text)))


def check(what, holds):
    print(f"   {'ok' if holds else 'FAILED'}: {what}")
    if not holds:
        failures.append(what)


# --- the play -------------------------------------------------------------------------------------

def play_log_in(name, password, shown):
    path, body, answer = log_in(name, password)
    if shown:
        side_by_side(path, body, answer)
    ticket = answer.text("Ticket") if answer.status == 200 else None
    check(f"{name} is logged in and has a ticket",
          bool(ticket) and answer.text("AuthenticationSucceeded") == "true")
    return ticket


def play_document(number, version, operation, expected, **real):
    """The document as it stands, then with a ticket and values that are `real`; the real Response."""
    title(f"{number}. Services{version} {operation}")
    _, _, refused = send_document(version, operation)
    check("as printed, its example ticket is refused with SoSessionException, in SOAP 1.2",
          refused.status == 200 and refused.text("Succeeded") == "false"
          and (refused.text("ExceptionType") or "").endswith("SoSessionException")
          and refused.content_type.startswith("application/soap+xml"))
    path, body, answer = send_document(version, operation, **real)
    side_by_side(path, body, answer)
    response = answer.text("Response")
    check(expected[0], answer.status == 200 and answer.text("Succeeded") == "true" and expected[1](response))
    return response


def fresh_password():
    return "lantern-" + secrets.token_hex(6)


def is_true(response):
    return response == "true"


def play():
    title(f"A log-in: {ADMIN}, SOAP 1.1")
    admin = play_log_in(ADMIN, ADMIN_PASSWORD, shown=True)
    if not admin:
        sys.exit(f"play.py: {ADMIN} cannot log in. If its password is not the documented one any more, "
                 "start afresh in another folder: samples/quickstart.sh --data DIR")

    first, second, third = fresh_password(), fresh_password(), fresh_password()
    play_document(1, 88, "SetPassword", ("the administrator has set another associate's password", is_true),
                  ticket=admin, AssociateId=EXTERNAL_ID, Password=first)
    external = play_log_in(EXTERNAL, first, shown=False)
    play_document(2, 88, "ChangeOwnPassword", ("an associate has changed their own password", is_true),
                  ticket=external or "", OldPassword=first, NewPassword=second)
    play_document(3, 87, "ChangePassword",
                  ("an administrator's blank OldPassword forces the change", is_true),
                  ticket=admin, AssociateId=EXTERNAL_ID, OldPassword="", NewPassword=third)
    generated = play_document(4, 85, "SetGeneratedPassword",
                              ("a generated password came back", lambda text: text and len(text) >= 20),
                              ticket=admin, AssociateId=EXTERNAL_ID)

    title("5. REST ChangeOwnPassword")
    _, _, example = send_rest("tje0", "Tje0")
    if example.status == 401:
        print("   note: tje0's password is not the documented one any more")
    else:
        check("as printed it is 200 false: the old password is not tje0's",
              (example.status, example.body) == (200, "false"))
        _, _, weak = send_rest("tje0", "Tje0", OldPassword="Tje0")
        reason = json.loads(weak.body).get("Message", "") if weak.status == 400 else ""
        check(f"with the right old password it is 400: {reason}", bool(reason))
    path, body, answer = send_rest(EXTERNAL, generated, OldPassword=generated,
                                   NewPassword=EXTERNAL_PASSWORD)
    side_by_side(path, body, answer)
    check("200 true: ext0 has the documented password again", (answer.status, answer.body) == (200, "true"))


if __name__ == "__main__":
    base = urllib.parse.urlsplit((sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080").rstrip("/"))
    print("Requests on the left, answers on the right; namespaces are left out, long values shortened.")
    play()
    print()
    if failures:
        sys.exit(f"play.py: {len(failures)} of the checks failed")
    print("Every call did what its documentation says.")
