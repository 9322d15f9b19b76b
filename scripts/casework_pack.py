"""How long a pack of 40 homes takes, asked for in the browser and made by the server's worker."""

import re
import time
from datetime import UTC, datetime

from scripts.bench_pages import get
from scripts.browsing import open_form, post
from scripts.many_decisions import PACK_TITLE

PATIENCE = 120


def made(port: int, cookie: str) -> dict[str, float]:
    """Seconds from asking to reading, and how many steps of its progress the page showed."""
    from caresight.web.meetings.models import Meeting  # noqa: PLC0415 - needs Django

    address = f"/meetings/{Meeting.objects.get(title=PACK_TITLE).pk}/pack/"
    fields, cookie, _ = open_form(port, address, cookie)
    fields["known_on"] = datetime.now(UTC).date().isoformat()
    start = time.perf_counter()
    status, to = post(port, address, cookie, fields)
    assert status == 302, f"asking for a pack answered {status}"
    shown: set[bytes] = set()
    while time.perf_counter() - start < PATIENCE:
        _, _, page = get(port, to, cookie)
        if b"pack.pdf" in page:
            return {"seconds": time.perf_counter() - start, "steps": len(shown)}
        shown |= set(re.findall(rb"<progress[^>]*value=\"(\d+)\"", page))
        time.sleep(0.2)
    return {"seconds": float(PATIENCE), "steps": len(shown)}
