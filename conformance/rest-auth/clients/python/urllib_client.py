"""Python, urllib.request: writes header names its own way, and calls every body a form."""

import base64
import hashlib
import hmac
import os
import ssl
import urllib.error
import urllib.request
from email.utils import formatdate
from urllib.parse import urlsplit

given = os.environ


def alter(part, octets):
    """The eleventh octet becomes another one, if this is the part to alter."""
    if given.get("ALTER") != part:
        return octets
    return octets[:10] + (b"B" if octets[10:11] == b"A" else b"A") + octets[11:]


def alter_text(part, text):
    return alter(part, text.encode()).decode()


def sign(method, target, host, body):
    date = formatdate(usegmt=True)
    digest = "SHA-256=" + base64.b64encode(hashlib.sha256(body).digest()).decode()
    lines = [f"host: {host}", f"date: {date}", f"{method} {target} HTTP/1.1", f"digest: {digest}"]
    mac = hmac.new(given["CUSTOMER_SECRET"].encode(), "\n".join(lines).encode(), hashlib.sha256)
    signature = alter_text("signature", base64.b64encode(mac.digest()).decode())
    return {
        "Date": date,
        "Digest": alter_text("header", digest),
        "Authorization": f'hmac username="{given["CUSTOMER_ID"]}", algorithm="hmac-sha256", '
        f'headers="host date request-line digest", signature="{signature}"',
    }


def basic():
    pair = f'{given["CUSTOMER_ID"]}:{given["CUSTOMER_SECRET"]}'.encode()
    return {"Authorization": "Basic " + base64.b64encode(pair).decode()}


def main():
    base, method, target = given["BASE_URL"], given["METHOD"], given["TARGET"]
    body = given.get("BODY", "").encode()
    headers = basic() if given["SCHEME"] == "basic" else sign(method, target, urlsplit(base).netloc, body)
    url = base + alter_text("path", target)
    # Without data urllib sends no length; with empty data it sends a length of 0.
    data = None if method == "GET" and not body else alter("body", body)
    request = urllib.request.Request(url, data=data, headers=headers, method=method)
    trust = ssl.create_default_context(cafile=given["CA_FILE"])
    try:
        answer = urllib.request.urlopen(request, context=trust, timeout=20)
    except urllib.error.HTTPError as refusal:
        answer = refusal
    print(answer.status)
    print(answer.read().decode())


main()
