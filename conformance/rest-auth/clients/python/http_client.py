"""Python, http.client: as the documented sample, which signs lower-case headers over json.dumps text."""

import base64
import hashlib
import hmac
import http.client
import json
import locale
import os
import ssl
import time
from urllib.parse import urlsplit

given = os.environ
FRAMING = given.get("FRAMING", "length")


def alter(part, octets):
    """The eleventh octet becomes another one, if this is the part to alter."""
    if given.get("ALTER") != part:
        return octets
    return octets[:10] + (b"B" if octets[10:11] == b"A" else b"A") + octets[11:]


def alter_text(part, text):
    return alter(part, text.encode()).decode()


def sign(method, target, host, body):
    # strftime writes the names of days and months in the language of the process.
    date = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime())
    digest = "SHA-256=" + base64.b64encode(hashlib.sha256(body).digest()).decode()
    text = f"host: {host}\ndate: {date}\n{method} {target} HTTP/1.1\ndigest: {digest}"
    key = given["CUSTOMER_SECRET"].encode()
    signature = base64.b64encode(hmac.new(key, text.encode(), hashlib.sha256).digest()).decode()
    signature = alter_text("signature", signature)
    return {
        "host": host,
        "date": date,
        "digest": alter_text("header", digest),
        "authorization": f'hmac username="{given["CUSTOMER_ID"]}", algorithm="hmac-sha256", '
        f'headers="host date request-line digest", signature="{signature}"',
    }


def basic(host):
    pair = f'{given["CUSTOMER_ID"]}:{given["CUSTOMER_SECRET"]}'.encode()
    return {"host": host, "authorization": "Basic " + base64.b64encode(pair).decode()}


def frame(method, body):
    if FRAMING == "chunked":
        return {"transfer-encoding": "chunked"}
    return {"content-length": str(len(body))} if body or method != "GET" else {}


def main():
    if given.get("QUIRK") == "foreign-locale":
        locale.setlocale(locale.LC_ALL, "")
    url = urlsplit(given["BASE_URL"])
    method, target = given["METHOD"], given["TARGET"]
    text = given.get("BODY", "")
    # One space after each colon and comma. No Content-Type, as with a text given to requests.
    body = json.dumps(json.loads(text), ensure_ascii=False).encode() if text else b""
    headers = basic(url.netloc) if given["SCHEME"] == "basic" else sign(method, target, url.netloc, body)
    body = alter("body", body)
    trust = ssl.create_default_context(cafile=given["CA_FILE"])
    connection = http.client.HTTPSConnection(url.hostname, url.port, context=trust, timeout=20)
    connection.putrequest(method, alter_text("path", target), skip_host=True)
    for name, value in {**headers, **frame(method, body)}.items():
        connection.putheader(name, value)
    connection.endheaders([body[:7], body[7:]] if FRAMING == "chunked" else body, encode_chunked=FRAMING == "chunked")
    answer = connection.getresponse()
    print(answer.status)
    print(answer.read().decode())


main()
