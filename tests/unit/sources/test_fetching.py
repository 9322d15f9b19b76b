"""Downloads, against a publisher on this machine that gives recorded answers."""

import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from caresight.sources.catalogue import SourceCatalogue, load_sources
from caresight.sources.fetching import fetch
from caresight.sources.requests import Requests
from caresight.vocabulary.refusal import Refusal

TODAY = date(2026, 11, 1)
PAGE = '<p><a href="/help">x</a><a href="/files/01_October_2026_HSCA_Active_Locations.xlsx">f</a>'


class Publisher:
    """Answers by path; a list is used up from the front, its last answer stays."""

    def __init__(self) -> None:
        self.answers: dict[str, list[tuple[int, bytes, dict[str, str]]]] = {}
        self.asked: list[str] = []
        self.keys: set[str | None] = set()
        self.url = ""

    def says(self, path: str, *answers: tuple[int, object]) -> None:
        self.answers[path] = [
            (code, body if isinstance(body, bytes) else json.dumps(body).encode(), {})
            for code, body in answers
        ]

    def next_answer(self, path: str) -> tuple[int, bytes, dict[str, str]]:
        self.asked.append(path)
        answers = self.answers.get(path, [(404, b"", {})])
        return answers.pop(0) if len(answers) > 1 else answers[0]


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    known = Publisher()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            page = parse_qs(parts.query).get("page", [""])[0]
            known.keys.add(self.headers.get("Ocp-Apim-Subscription-Key"))
            code, body, headers = known.next_answer(parts.path + (f"?{page}" if page else ""))
            self.send_response(code)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    known.url = f"http://127.0.0.1:{server.server_port}"
    yield known
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def catalogue(definitions: Path) -> SourceCatalogue:
    return load_sources(definitions / "sources")


def patient(waits: list[float], **more: object) -> Requests:
    return Requests(sleep=waits.append, **more)  # type: ignore[arg-type]


def two_locations(publisher: Publisher) -> None:
    for number in (1, 2):
        listed = [{"locationId": f"1-{number}", "locationName": "Elm"}]
        answer = {"total": 2, "page": number, "totalPages": 2, "locations": listed}
        publisher.says(f"/locations?{number}", (200, answer))
        publisher.says(
            f"/locations/1-{number}", (200, {"locationId": f"1-{number}", "name": "Elm"})
        )


def test_every_page_of_ids_is_asked_for_and_every_location_saved(
    publisher: Publisher, catalogue: SourceCatalogue, tmp_path: Path
) -> None:
    two_locations(publisher)
    requests = patient([], headers={"Ocp-Apim-Subscription-Key": "secret"})

    fetched = fetch(catalogue["cqc_api_locations"], tmp_path, requests=requests,
                    fetched_on=TODAY, base_url=publisher.url)  # fmt: skip

    ids = [json.loads(line)["locationId"] for line in fetched.path.read_text().splitlines()]
    assert ids == ["1-1", "1-2"]
    assert fetched.path.name == "cqc_api_locations_fetched_2026-11-01.jsonl"
    assert publisher.keys == {"secret"}


def test_a_fetch_that_broke_off_goes_on_where_it_stopped(
    publisher: Publisher, catalogue: SourceCatalogue, tmp_path: Path
) -> None:
    two_locations(publisher)
    part = tmp_path / "cqc_api_locations_fetched_2026-11-01.jsonl.part"
    part.write_text('{"locationId": "1-1", "name": "Elm"}\n{"locationId": "1-2", "na')

    fetched = fetch(catalogue["cqc_api_locations"], tmp_path, requests=patient([]),
                    fetched_on=TODAY, base_url=publisher.url)  # fmt: skip

    assert "/locations/1-1" not in publisher.asked
    assert len(fetched.path.read_text().splitlines()) == 2
    assert not part.exists()


def test_a_publisher_that_asks_to_wait_is_obeyed(
    publisher: Publisher, catalogue: SourceCatalogue, tmp_path: Path
) -> None:
    two_locations(publisher)
    publisher.answers["/locations/1-1"].insert(0, (429, b"", {"Retry-After": "7"}))
    waits: list[float] = []

    fetch(catalogue["cqc_api_locations"], tmp_path, requests=patient(waits),
          fetched_on=TODAY, base_url=publisher.url)  # fmt: skip

    assert waits == [7.0]


def test_a_publisher_out_of_order_is_asked_again_ever_more_slowly_and_then_left(
    publisher: Publisher, catalogue: SourceCatalogue, tmp_path: Path
) -> None:
    publisher.says("/locations?1", (503, b""))
    waits: list[float] = []

    with pytest.raises(Refusal, match="answered 503 after 4 tries"):
        fetch(catalogue["cqc_api_locations"], tmp_path, requests=patient(waits, attempts=4),
              fetched_on=TODAY, base_url=publisher.url)  # fmt: skip

    assert waits == [1.0, 2.0, 4.0]


def test_a_refused_key_is_said_at_once(
    publisher: Publisher, catalogue: SourceCatalogue, tmp_path: Path
) -> None:
    publisher.says("/locations?1", (401, b""))

    with pytest.raises(Refusal, match="without a valid key"):
        fetch(catalogue["cqc_api_locations"], tmp_path, requests=patient([]),
              fetched_on=TODAY, base_url=publisher.url)  # fmt: skip

    assert len(publisher.asked) == 1


def test_requests_keep_the_pace_that_is_set(publisher: Publisher) -> None:
    publisher.says("/a", (200, b"x"))
    waits: list[float] = []
    requests = patient(waits, between=0.5, now=lambda: 10.0)

    requests.text(f"{publisher.url}/a")
    requests.text(f"{publisher.url}/a")

    assert waits == [0.5]


def test_a_monthly_file_is_found_on_the_page_and_keeps_its_name_with_a_checksum(
    publisher: Publisher, catalogue: SourceCatalogue, tmp_path: Path
) -> None:
    name = "01_October_2026_HSCA_Active_Locations.xlsx"
    publisher.says("/about-us/transparency/using-cqc-data", (200, PAGE.encode()))
    publisher.says(f"/files/{name}", (200, b"the file"))

    fetched = fetch(catalogue["cqc_hsca_active_locations"], tmp_path, requests=patient([]),
                    fetched_on=TODAY, base_url=publisher.url)  # fmt: skip

    assert (fetched.path.name, fetched.path.read_bytes()) == (name, b"the file")
    assert (tmp_path / f"{name}.sha256").read_text() == f"{fetched.sha256}  {name}\n"


def test_a_page_without_the_link_is_refused_with_what_was_looked_for(
    publisher: Publisher, catalogue: SourceCatalogue, tmp_path: Path
) -> None:
    publisher.says("/about-us/transparency/using-cqc-data", (200, b"<a href='/x'>moved</a>"))

    with pytest.raises(Refusal, match="no link to the file"):
        fetch(catalogue["cqc_directory"], tmp_path, requests=patient([]),
              fetched_on=TODAY, base_url=publisher.url)  # fmt: skip


def test_a_download_cut_short_never_gets_its_final_name(
    publisher: Publisher, tmp_path: Path
) -> None:
    publisher.says("/a", (200, b"half"))
    publisher.answers["/a"] = [(200, b"half", {"Content-Length": "99"})]

    with pytest.raises(Refusal, match="cut short"):
        patient([], timeout=2.0).save(f"{publisher.url}/a", tmp_path / "a")

    assert not (tmp_path / "a").exists()


def test_a_publisher_that_cannot_be_reached_is_said_to_be_so() -> None:
    with pytest.raises(Refusal, match="cannot be reached"):
        patient([], attempts=2).text("http://127.0.0.1:9/nobody")


def test_an_address_that_is_no_web_address_is_refused() -> None:
    with pytest.raises(Refusal, match="no address"):
        Requests().text("file:///etc/hostname")


def test_a_source_that_is_sent_and_not_published_cannot_be_fetched(
    catalogue: SourceCatalogue, tmp_path: Path
) -> None:
    with pytest.raises(Refusal, match="cannot be fetched"):
        fetch(catalogue["provider_return"], tmp_path, requests=Requests(), fetched_on=TODAY)
