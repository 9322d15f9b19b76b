"""What a browser does with a form: keep its hidden fields, and send it from the same site."""

import http.client
import re
from html import unescape
from urllib.parse import urlencode

from scripts.bench_pages import get

_HIDDEN = re.compile(rb'<input type="hidden"[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"')


def hidden_fields(body: bytes) -> dict[str, str]:
    """The hidden fields of a page's forms: the tokens against forgery and double sending."""
    return {name.decode(): unescape(value.decode()) for name, value in _HIDDEN.findall(body)}


def cookie_with(cookie: str, headers: http.client.HTTPMessage) -> str:
    """The session's cookie with the token against forgery, where an answer sets one."""
    found = re.search(r"csrftoken=([^;]+)", " ".join(headers.get_all("Set-Cookie") or []))
    kept = re.sub(r";?\s*csrftoken=[^;]+", "", cookie)
    return f"{kept}; csrftoken={found[1]}" if found else cookie


def open_form(port: int, address: str, cookie: str) -> tuple[dict[str, str], str, bytes]:
    """A page with a form: its hidden fields, the cookie to send it with, and the page."""
    status, headers, body = get(port, address, cookie)
    if status != 200:
        raise RuntimeError(f"{address} answered {status}")
    return hidden_fields(body), cookie_with(cookie, headers), body


def post(port: int, address: str, cookie: str, fields: dict[str, str]) -> tuple[int, str]:
    """Send a form; what was answered, and where it leads."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    head = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", address, urlencode(fields), head)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers.get("Location", "")
