"""A detector of a workspace's own, over HTTP: finds code names. Needs nothing but Python.

    SIGNING_SECRET=whsec_$(openssl rand -base64 32) python3 code_names.py 8099 falcon kestrel
"""

import base64
import hashlib
import hmac
import json
import os
import re
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

NAMES = re.compile(r"\b(" + "|".join(map(re.escape, sys.argv[2:])) + r")\b", re.IGNORECASE)
SECRET = base64.b64decode(os.environ["SIGNING_SECRET"].removeprefix("whsec_"))


def is_signed(headers, body):
    """As Standard Webhooks has it: by who knows the secret, and not long ago."""
    moment = headers["webhook-timestamp"] or "0"
    signed = f"{headers['webhook-id']}.{moment}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.digest(SECRET, signed, hashlib.sha256)).decode()
    known = any(hmac.compare_digest(expected, one) for one in (headers["webhook-signature"] or "").split())
    return known and abs(time.time() - int(moment)) < 300


class Detector(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        if not is_signed(self.headers, body):
            return self.answer(401, {"error": "not signed"})
        # Python counts in code points, as the guardrail-service does.
        self.answer(200, {"matches": [
            {"text": text["id"], "entity": "CODE_NAME", "rule": "code-names", "start": found.start(), "end": found.end(),
             "score": 1.0, "reason": "A name from the list"}
            for text in json.loads(body)["texts"] for found in NAMES.finditer(text["text"])]})

    def answer(self, status, what):
        body = json.dumps(what).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nothing of what is screened is logged."""


server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Detector)
print(f"http://localhost:{server.server_port}/", flush=True)
server.serve_forever()
