#!/usr/bin/env python3
"""Runs a client against a gateway of its own: gateway.py COMMAND [ARGUMENT...]

Starts the program that UAG_BINARY names with the demo associates, a fresh database and a free port, gives the
command its address as UAG_URL and ends it afterwards. Exits as the command did, or with 1 where the gateway
did not start or did not end well.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

SEED = pathlib.Path(__file__).resolve().parents[2] / "samples" / "demo.toml"
LISTENING = "listening on "


def address_of(gateway):
    for line in gateway.stdout:
        if line.startswith(LISTENING):
            return line[len(LISTENING):].strip()
    sys.exit("gateway.py: the gateway did not start")


def run(binary, folder, command):
    options = ["--db", os.path.join(folder, "users.db")]
    subprocess.run([binary, "seed", SEED, *options], check=True, stdout=subprocess.DEVNULL)
    log = open(os.path.join(folder, "log"), "w+")
    gateway = subprocess.Popen([binary, "serve", "--listen", "127.0.0.1:0", *options], text=True,
                               stdout=subprocess.PIPE, stderr=log)
    try:
        direct = {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
        environment = os.environ | direct | {"UAG_URL": address_of(gateway)}
        result = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL)
    finally:
        gateway.terminate()
        try:
            ended = gateway.wait(timeout=30)
        except subprocess.TimeoutExpired:
            gateway.kill()
            ended = gateway.wait()
    if ended != 0 or result.returncode != 0:
        log.seek(0)
        sys.stderr.write(log.read())
    if ended != 0:
        print(f"gateway.py: the gateway ended with {ended}", file=sys.stderr)
    return result.returncode or int(ended != 0)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    binary = os.environ.get("UAG_BINARY")
    if not binary:
        sys.exit("gateway.py: UAG_BINARY must name the useragentd to test")
    with tempfile.TemporaryDirectory() as folder:
        return run(binary, folder, sys.argv[1:])


sys.exit(main())
