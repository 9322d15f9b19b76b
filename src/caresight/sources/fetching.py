"""Downloads of public sources, as their definitions describe them.

A monthly file is found by its link on the publisher's page and keeps the publisher's name.
The CQC API gives ids page by page and then one location at a time; what has come is kept, so
that a fetch which breaks off goes on where it stopped.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode, urljoin, urlsplit

from caresight.sources.definition import Download, SourceDefinition
from caresight.sources.requests import Requests
from caresight.vocabulary.refusal import Refusal

PER_PAGE = 1000
Step = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Fetched:
    """A file that was fetched."""

    path: Path
    url: str
    sha256: str


def fetch(
    definition: SourceDefinition,
    to: Path,
    *,
    requests: Requests,
    fetched_on: date,
    base_url: str | None = None,
    area: str | None = None,
    progress: Step | None = None,
) -> Fetched:
    """Fetch the newest edition of a source into a folder.

    Raises
    ------
    Refusal
        If the source cannot be fetched, cannot be reached, or the page has no such link.
    """
    download = definition.fetch
    if download is None:
        raise Refusal(
            f"{definition.id} cannot be fetched; its files are sent, not published",
            what_to_do="`caresight sources --json` says which sources can be fetched.",
        )
    base = (base_url or download.base_url).rstrip("/")
    to.mkdir(parents=True, exist_ok=True)
    if download.kind == "linked_file":
        return _linked_file(download, base, to, requests)
    name = f"{definition.id}{f'_{_plain(area)}' if area else ''}_fetched_{fetched_on}.jsonl"
    return _api(download, base, to / name, requests, area, progress or (lambda *_: None))


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


def _linked_file(download: Download, base: str, to: Path, requests: Requests) -> Fetched:
    page = f"{base}/{download.page.lstrip('/')}"
    links = _Links()
    links.feed(requests.text(page))
    matching = [link for link in links.found if re.search(download.link, unquote(link))]
    if not matching:
        raise Refusal(
            "the page has no link to the file any more",
            file=page,
            expected=f"a link like {download.link}",
            came=f"{len(links.found)} links",
            what_to_do="Look at the page; if the publisher has moved it, change the definition.",
        )
    url = urljoin(page, matching[0])
    name = Path(unquote(urlsplit(url).path)).name
    digest = requests.save(url, to / name)
    (to / f"{name}.sha256").write_text(f"{digest}  {name}\n", encoding="utf-8")
    return Fetched(to / name, url, digest)


def _api(
    download: Download, base: str, to: Path, requests: Requests, area: str | None, step: Step
) -> Fetched:
    part = to.with_name(to.name + ".part")
    ids = list(_ids(download, base, requests, area))
    have = _ids_in(part)
    with part.open("a", encoding="utf-8") as out:
        for done, location_id in enumerate(ids):
            step(done, len(ids), location_id)
            if location_id in have:
                continue
            answer = requests.text(f"{base}/{download.page}/{quote(location_id)}")
            out.write(json.dumps(_parsed(answer, base), ensure_ascii=False) + "\n")
            out.flush()
    part.replace(to)
    return Fetched(to, f"{base}/{download.page}", sha256(to.read_bytes()).hexdigest())


def _ids(download: Download, base: str, requests: Requests, area: str | None) -> Iterator[str]:
    key = f"{download.page.rstrip('s')}Id"
    page, pages = 1, 1
    while page <= pages:
        asked = {"page": page, "perPage": PER_PAGE} | ({"localAuthority": area} if area else {})
        answer = _parsed(requests.text(f"{base}/{download.page}?{urlencode(asked)}"), base)
        listed = answer.get(download.page)
        if not isinstance(listed, list):
            raise Refusal(
                "the list of ids is not in the answer", file=base, what_to_do="Try again."
            )
        yield from (entry[key] for entry in listed)
        pages = int(answer.get("totalPages", 1))
        page += 1


def _parsed(text: str, url: str) -> dict[str, Any]:
    try:
        answer = json.loads(text)
    except json.JSONDecodeError:
        answer = None
    if isinstance(answer, dict):
        return answer
    raise Refusal(
        "the answer is not the JSON object that was expected",
        file=url,
        came=text[:80],
        what_to_do="The publisher may be out of order: try again later.",
    )


def _ids_in(part: Path) -> set[str]:
    """Ids that came before a fetch broke off; a line half written is cut off."""
    if not part.exists():
        return set()
    whole, ids = [], set()
    for line in part.read_text(encoding="utf-8").splitlines(keepends=True):
        if not line.endswith("\n"):
            break
        given = json.loads(line)
        ids.add(str(given.get("locationId") or given.get("providerId")))
        whole.append(line)
    part.write_text("".join(whole), encoding="utf-8")
    return ids


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")
