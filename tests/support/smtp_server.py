#!/usr/bin/python3
"""A mail server for the tests, by aiosmtpd: smtp_server.py --folder DIR [options]

Listens on 127.0.0.1, prints its port, and writes each mail that it takes to DIR/N.eml (N from 1 on): a line
"MAIL FROM RCPT TO USER", then the message. Ends when its standard input does.
"""
import argparse
import asyncio
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


def read_options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", required=True)
    parser.add_argument("--tls", choices=["none", "starttls", "implicit"], default="none")
    parser.add_argument("--cert")
    parser.add_argument("--key")
    parser.add_argument("--user", help="NAME:PASSWORD that it asks for")
    parser.add_argument("--refuse", default="", help="address that it answers 550")
    parser.add_argument("--later", default="", help="address that it answers 451")
    parser.add_argument("--hang", action="store_true", help="takes connections and says nothing")
    return parser.parse_args()


class Handler:
    def __init__(self, options):
        self.options = options
        self.count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address == self.options.refuse:
            return "550 5.1.1 nobody here of that name"
        if address == self.options.later:
            return "451 4.7.1 greylisted"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        name = os.path.join(self.options.folder, f"{self.count}.eml")
        user = session.auth_data.login.decode() if session.authenticated else "-"
        with open(name + ".new", "wb") as file:
            file.write(f"{envelope.mail_from} {' '.join(envelope.rcpt_tos)} {user}\n".encode() + envelope.original_content)
        os.rename(name + ".new", name)
        return "250 kept"

    def authenticate(self, server, session, envelope, mechanism, data):
        name, password = (part.encode() for part in self.options.user.split(":", 1))
        fits = getattr(data, "login", b"") == name and getattr(data, "password", b"") == password
        return AuthResult(success=fits, handled=False, auth_data=data)


async def say_nothing(reader, writer):
    await reader.read()


async def main():
    options = read_options()
    handler = Handler(options)
    context = None
    if options.tls != "none":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.cert, options.key)
    loop = asyncio.get_running_loop()
    settings = {"hostname": "mail.test", "loop": loop}
    if options.tls == "starttls":
        settings |= {"tls_context": context, "require_starttls": True}
    if options.user:
        settings |= {"authenticator": handler.authenticate, "auth_required": True,
                     "auth_require_tls": options.tls == "starttls"}
    if options.hang:
        server = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    else:
        server = await loop.create_server(lambda: SMTP(handler, **settings), "127.0.0.1", 0,
                                          ssl=context if options.tls == "implicit" else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    os._exit(0)


asyncio.run(main())
