#!/usr/bin/env python3
"""A server that is wrong on purpose: passes everything on to another one and changes some of its answers.

wrong_server.py URL    prints its own address as soon as it listens, and ends with SIGTERM or Ctrl-C

What it does wrong: GetUser over the WebAPI says another rank, GetAllRoles leaves the last role out, IsUserNameValid says
the opposite, and CreateDefaultUser has null for an empty list. compare finds each at its path.
"""
import http.client
import http.server
import json
import signal
import sys
import urllib.parse

HOPS = {"connection", "content-length", "host", "keep-alive", "transfer-encoding"}


def other_rank(answer):
    answer["Rank"] += 1
    return answer


def null_for_empty(answer):
    answer["OtherGroups"] = None
    return answer


WRONG = {
    "GetUser": other_rank,
    "GetAllRoles": lambda answer: answer[:-1],
    "IsUserNameValid": lambda answer: not answer,
    "CreateDefaultUser": null_for_empty,
}


class WrongServer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or each answer waits for the client's acknowledgement

    def pass_on(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOPS}
        upstream = http.client.HTTPConnection(self.server.upstream, timeout=60)
        try:
            upstream.request(self.command, self.path, body, headers)
            answer = upstream.getresponse()
            content = answer.read()
        finally:
            upstream.close()
        operation = urllib.parse.urlsplit(self.path).path.rpartition("/")[2]
        if answer.status == 200 and operation in WRONG and content != b"null":
            content = json.dumps(WRONG[operation](json.loads(content))).encode()
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOPS:
                self.send_header(name, value)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = pass_on

    def log_message(self, *_):
        pass


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), WrongServer)
    server.upstream = urllib.parse.urlsplit(sys.argv[1]).netloc
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
