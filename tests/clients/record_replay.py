#!/usr/bin/env python3
"""A session of a client is recorded, and agrees where it is played again:
record_replay.py FOLDER FACES COMMAND [ARGUMENT...]

The command is a client as of gateway.py: it calls a gateway through `useragentd record`, whose address is its
UAG_URL. What was recorded is then played at fresh gateways with the same demo associates, over each of FACES
("rest,soap84"). Nothing may differ; what a target's protocol cannot say has to say so, by its name, and so has what follows from it.

FOLDER is made anew; recording and reports stay there. None of the secrets of the session may stand in the
recording, in any form that a message may have.
"""
import base64
import contextlib
import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tomllib
import urllib.parse

import gateway

RECORDING_ON = "recording on "
ADMIN, ADMIN_PASSWORD = "ADM0", "Adm0-demo-only"
# What cannot be played has to be one of these: what is no call, and what the protocol has no form for.
NO_CALL = r"the request asks for a description|the request cannot be read: .+"
REASONS = {
    "rest": re.compile(rf"{NO_CALL}|\w+ is no operation of an agent of the WebAPI"),
    "soap84": re.compile(rf"{NO_CALL}|\w+ is no operation of this version|credentials can only be a ticket over SOAP"),
}
# What is told by name, and is neither the same nor a fault.
CONSEQUENCE = re.compile(
    r"may follow from (\d{6} \w+, which (Services84 has no form for|leaves out [\w.\[\]]+: Services84 has no such member)"
    r"|this call, which leaves out [\w.\[\]]+: Services84 has no such member"
    r"|the culture that was asked for: over SOAP values in texts stay as they are stored)")
# Of each session.
FEWEST_COMPARED = 20
# A replay logs in anew wherever the WebAPI has no ticket.
CHEAP_HASH = "[hash]\nmemory_kib = 7168\npasses = 5\n"
# In seconds, of its recording and of each replay: a stall is told where it is. Passwords are hashed by threads that give
# way to whatever else runs, so a busy machine takes minutes for a hundred of them.
LONGEST_SESSION = 600
# Shorter texts may stand anywhere.
SHORTEST = 8


def serving(binary, folder, home):
    return gateway.serving(binary, folder / home, ["--config", folder / "useragentd.toml"])


@contextlib.contextmanager
def recording(binary, folder, target, told):
    """Its address; `told` gets what it said at its end."""
    recorder = subprocess.Popen(
        [binary, "record", "--listen", "127.0.0.1:0", "--to", target, "--into", folder / "recording",
         "--secrets", folder / "secrets.toml"], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        for line in recorder.stdout:
            told.append(line)
            if line.startswith(RECORDING_ON):
                break
        else:
            sys.exit(f"the recorder did not start: {''.join(told)}")
        yield line[len(RECORDING_ON):].split()[0]
    finally:
        recorder.terminate()
        told.append(recorder.communicate(timeout=60)[0])
    if recorder.returncode != 0:
        sys.exit(f"the recorder ended with {recorder.returncode}: {''.join(told)}")


def forms_of(secret):
    """As it may stand in a message: XML, JSON, an address, Basic's base64 (where it has an offset of its own)."""
    plain = secret.encode()
    forms = {secret, html.escape(secret, quote=False), html.escape(secret), json.dumps(secret)[1:-1],
             json.dumps(secret, ensure_ascii=False)[1:-1], urllib.parse.quote(secret), urllib.parse.quote_plus(secret)}
    for before in range(3):
        text = base64.b64encode(b"x" * before + plain).decode()
        # Without the characters that depend on what stands around it.
        forms.add(text[(0, 2, 3)[before]:len(text) // 4 * 4 - 4])
    return {form for form in forms if len(form) >= SHORTEST}


def check_masks(folder):
    with open(folder / "secrets.toml", "rb") as file:
        secrets = set(tomllib.load(file).values())
    if ADMIN_PASSWORD not in secrets:
        sys.exit("the password of the session was not met, so nothing is known of the others")
    texts = {path.name: path.read_bytes().decode("utf-8", "replace") for path in (folder / "recording").iterdir()}
    planted = sorted(secret for secret in secrets if len(secret) >= SHORTEST)
    for secret in planted:
        for form in forms_of(secret):
            found = [name for name, text in texts.items() if form in text]
            if found:
                sys.exit(f"the secret {secret!r} stands in {sorted(found)[:3]} as {form!r}")
    return len(planted)


def replay(binary, folder, face):
    password = folder / "password"
    password.write_text(ADMIN_PASSWORD)
    password.chmod(0o600)
    report = folder / face / "report"
    (folder / face).mkdir()
    with serving(binary, folder, face) as address:
        result = subprocess.run(
            [binary, "replay", folder / "recording", "--target", f"new={face}@{address}", "--user", ADMIN,
             "--password-file", password, "--secrets", folder / "secrets.toml", "--writes", "--report", report],
            text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            timeout=LONGEST_SESSION)
        if result.returncode != 0:
            sys.exit(f"{face}: exit code {result.returncode}\n{result.stdout}")
    with open(report / "cases.ndjson", encoding="utf-8") as file:
        cases = [json.loads(line) for line in file][1:]
    return cases


def consequences(face, case):
    """How many a case has that agrees but for them."""
    found = [result for result in case["results"] if result["status"] == "consequence"]
    strange = [result for result in found if not CONSEQUENCE.fullmatch(result["reason"])]
    paths = case["paths"]
    if face == "rest" or strange or paths["accepted"] + paths["noise"] > 0 or paths["consequence"] != len(found):
        sys.exit(f"{face}, {case['step']}: {strange or paths}")
    return len(found)


def judge(face, cases):
    """How many were compared and are the same, how many could not be, and how much follows from those."""
    cases = [case for case in cases if case["target"] == "new"]
    compared = [case for case in cases if case["verdict"] in ("equal", "accepted")]
    follow = sum(consequences(face, case) for case in compared if case["verdict"] == "accepted")
    others = [case for case in cases if case not in compared]
    for case in others:
        if case["verdict"] != "not_applicable" or not REASONS[face].fullmatch(case["reason"]):
            sys.exit(f"{face}, {case['step']}: {case['verdict']}, {case.get('reason')}")
    if len(compared) < FEWEST_COMPARED:
        sys.exit(f"{face}: only {len(compared)} exchanges are compared")
    return len(compared), len(others), follow


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    binary = os.environ["UAG_BINARY"]
    folder = pathlib.Path(sys.argv[1])
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "recorded").mkdir(parents=True)
    (folder / "useragentd.toml").write_text(CHEAP_HASH)
    told = []
    with (serving(binary, folder, "recorded") as target, recording(binary, folder, target, told) as address):
        subprocess.run(sys.argv[3:], env=os.environ | gateway.DIRECT | {"UAG_URL": address}, check=True,
                       stdin=subprocess.DEVNULL, timeout=LONGEST_SESSION)
    print(told[-1].strip())
    print(f"{check_masks(folder)} secrets do not stand in the recording")
    for face in sys.argv[2].split(","):
        compared, others, follow = judge(face, replay(binary, folder, face))
        print(f"{face}: {compared} exchanges agree, {others} are not applicable, {follow} differences follow from that",
              flush=True)


main()
