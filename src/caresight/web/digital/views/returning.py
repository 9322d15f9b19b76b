"""The spreadsheet in which a home says how digital it is, begun with its questions."""

import tempfile
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from caresight.maturity.definition import Maturity
from caresight.maturity.editions import load_maturity
from caresight.pipeline.digital_template import SOURCE, begun_questions
from caresight.sources.catalogue import load_sources
from caresight.sources.definition import SourceDefinition
from caresight.sources.return_template import write_begun
from caresight.web.directory.pages import reads_a_release
from caresight.web.directory.releases import Shown

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@reads_a_release
def digital_return_template(_request: HttpRequest, release: Shown, home_id: str) -> HttpResponse:
    rows = release.index.home_rows([home_id])
    if not rows:
        raise Http404("There is no such home.")
    source, editions = _definitions(Path(settings.DEFINITIONS))
    home = (rows[0]["location_ids"].split(" ")[0], rows[0]["name"])
    with tempfile.TemporaryDirectory(prefix="caresight-template-") as folder:
        path = Path(folder) / "return.xlsx"
        write_begun(path, source, begun_questions(editions, [home]))
        answer = HttpResponse(path.read_bytes(), content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="digital-return-{home_id}.xlsx"'
    return answer


@lru_cache(maxsize=2)
def _definitions(folder: Path) -> tuple[SourceDefinition, tuple[Maturity, ...]]:
    return load_sources(folder / "sources").named(SOURCE), load_maturity(folder)
