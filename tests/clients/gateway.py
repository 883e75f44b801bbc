#!/usr/bin/env python3
"""Runs a client against a gateway of its own: gateway.py [--mail | --before FACE] COMMAND [ARGUMENT...]

Starts the program that UAG_BINARY names with the demo associates, a fresh database and a free port, gives the
command its address as UAG_URL and ends it afterwards. Exits as the command did, or with 1 where the gateway
did not start or did not end well.

With --mail the gateway sends mail to a server that keeps it in the folder UAG_MAILS, and its public address is
UAG_PUBLIC_URL: a name, since the port is not known before; the client has to see to where that leads.

With --before the gateway is a bridge: users and all else are those of a second one behind it, which it calls in that
face ("rest", "soap88").
"""
import contextlib
import os
import pathlib
import subprocess
import sys
import tempfile

SEED = pathlib.Path(__file__).resolve().parents[2] / "samples" / "demo.toml"
SMTP_SERVER = pathlib.Path(__file__).resolve().parents[1] / "support" / "smtp_server.py"
LISTENING = "listening on "
# Browsers trust a name below localhost as they trust TLS.
PUBLIC_URL = "http://gateway.localhost"
DIRECT = {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}


def address_of(gateway):
    for line in gateway.stdout:
        if line.startswith(LISTENING):
            return line[len(LISTENING):].strip()
    sys.exit("gateway.py: the gateway did not start")


@contextlib.contextmanager
def mail_server(folder):
    """Options of a gateway that sends mail, and what its client has to know."""
    mails = os.path.join(folder, "mails")
    os.mkdir(mails)
    # It complains of every client that hangs up, and ends with its standard input.
    server = subprocess.Popen(["/usr/bin/python3", SMTP_SERVER, "--folder", mails], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        port = server.stdout.readline().strip()
        if not port:
            sys.exit("gateway.py: the mail server did not start; is python3-aiosmtpd installed?")
        settings = os.path.join(folder, "useragentd.toml")
        with open(settings, "w") as file:
            file.write(f'[server]\npublic_url = "{PUBLIC_URL}"\n[mail]\nserver = "127.0.0.1:{port}"\n'
                       'tls = "none"\nfrom = "Gateway <gateway@example.com>"\n')
        yield ["--config", settings], {"UAG_MAILS": mails, "UAG_PUBLIC_URL": PUBLIC_URL}
    finally:
        server.stdin.close()
        server.wait()


@contextlib.contextmanager
def serving(binary, folder, settings=(), seed=SEED):
    """A gateway's address. Its log is shown where what runs beside it fails; that it does not end well, too."""
    options = ["--db", os.path.join(folder, "users.db"), *settings]
    if seed:
        subprocess.run([binary, "seed", seed, *options], check=True, stdout=subprocess.DEVNULL)
    log = open(os.path.join(folder, "log"), "w+")
    gateway = subprocess.Popen([binary, "serve", "--listen", "127.0.0.1:0", *options], text=True,
                               stdout=subprocess.PIPE, stderr=log)
    failed = True
    try:
        yield address_of(gateway)
        failed = False
    finally:
        gateway.terminate()
        try:
            ended = gateway.wait(timeout=30)
        except subprocess.TimeoutExpired:
            gateway.kill()
            ended = gateway.wait()
        if ended != 0 or failed:
            log.seek(0)
            sys.stderr.write(log.read())
    if ended != 0:
        sys.exit(f"gateway.py: the gateway ended with {ended}")


@contextlib.contextmanager
def bridge(binary, folder, face):
    """A gateway's address, behind which is another one that has the users; its own database has nobody."""
    own = os.path.join(folder, "bridge")
    os.mkdir(own)
    settings = os.path.join(own, "useragentd.toml")
    with serving(binary, folder) as behind:
        with open(settings, "w") as file:
            file.write(f'[upstream]\nurl = "{behind}"\nface = "{face}"\n')
        with serving(binary, own, ["--config", settings], seed=None) as address:
            yield address


def run(gateway, command, told=None):
    with gateway as address:
        result = subprocess.run(command, env=os.environ | DIRECT | {"UAG_URL": address} | (told or {}),
                                stdin=subprocess.DEVNULL)
        if result.returncode != 0:
            sys.exit(result.returncode)
    return 0


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    binary = os.environ.get("UAG_BINARY")
    if not binary:
        sys.exit("gateway.py: UAG_BINARY must name the useragentd to test")
    with tempfile.TemporaryDirectory() as folder:
        if sys.argv[1] == "--before":
            return run(bridge(binary, folder, sys.argv[2]), sys.argv[3:])
        if sys.argv[1] != "--mail":
            return run(serving(binary, folder), sys.argv[1:])
        with mail_server(folder) as (settings, told):
            return run(serving(binary, folder, settings), sys.argv[2:], told)


if __name__ == "__main__":
    sys.exit(main())
