"""What came in, which release is shown, how it is made, and who can read it."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from caresight.web.accounts.queries import roles_of
from caresight.web.accounts.rules import may_see_refused_values
from caresight.web.directory.pages import reads_a_release
from caresight.web.directory.releases import Shown, as_known_on, choose, listed, shown
from caresight.web.publication import presenters, queries
from caresight.web.publication.forms import LookBackForm
from caresight.web.ui.csv_answer import csv_answer
from caresight.web.ui.icons import (
    ASSURANCE,
    VARIATION,
    assurance_icon,
    assurance_words,
    variation_icon,
    variation_words,
)
from caresight.web.ui.paging import Paging, page_asked
from caresight.web.ui.words import day

_PER_PAGE = 50
_SET_ASIDE_COLUMNS = (
    "source file_name row column rule value expected reason receipt_id known_from"
).split()


@reads_a_release
def data(request: HttpRequest, release: Shown) -> HttpResponse:
    known = presenters.titles(release.summary)
    source = request.GET.get("source", "")
    rows = queries.receipts(release)
    sources = sorted({(presenters.title_of(row["source"], known), row["source"]) for row in rows})
    fitting = [row for row in rows if not source or row["source"] == source]
    paging = _paging(request, len(fitting), urlencode({"source": source}) if source else "")
    start = (paging.page - 1) * _PER_PAGE
    context = {
        "lines": presenters.receipt_lines(fitting[start : start + _PER_PAGE], known),
        "sources": sources,
        "source": source,
        "paging": paging,
        "refused": presenters.refused_sentence(release.summary["rows_set_aside"]),
    }
    return render(request, "publication/data.html", context)


@reads_a_release
def quality(request: HttpRequest, release: Shown) -> HttpResponse:
    known = presenters.titles(release.summary)
    rows = queries.quality(release)
    source, verdict = request.GET.get("source", ""), request.GET.get("verdict", "")
    sources = sorted({(presenters.title_of(row["source"], known), row["source"]) for row in rows})
    fitting = [
        row
        for row in rows
        if (not source or row["source"] == source) and (not verdict or row["verdict"] == verdict)
    ]
    paging = _paging(request, len(fitting), urlencode({"source": source, "verdict": verdict}))
    start = (paging.page - 1) * _PER_PAGE
    context = {
        "lines": presenters.quality_lines(fitting[start : start + _PER_PAGE], known),
        "sources": sources,
        "source": source,
        "verdicts": presenters.VERDICTS.items(),
        "verdict": verdict,
        "paging": paging,
    }
    return render(request, "publication/quality.html", context)


@reads_a_release
def set_aside(request: HttpRequest, release: Shown) -> HttpResponse:
    known = presenters.titles(release.summary)
    source, rule = request.GET.get("source", ""), request.GET.get("rule", "")
    page = page_asked(request.GET)
    found = queries.set_aside(release, source=source, rule=rule, page=page, per_page=_PER_PAGE)
    with_values = may_see_refused_values(roles_of(request))
    context = {
        "lines": presenters.refused_lines(found.rows, with_values=with_values),
        "with_values": with_values,
        "sources": [
            (presenters.title_of(name, known), name) for name in queries.sources_set_aside(release)
        ],
        "source": source,
        "rules": [(code, code.replace("_", " "), rows) for code, rows in found.rules],
        "rule": rule,
        "sentence": presenters.entries_sentence(found.total),
        "paging": Paging(page, _PER_PAGE, found.total, urlencode({"source": source, "rule": rule})),
    }
    return render(request, "publication/set_aside.html", context)


@reads_a_release
def set_aside_csv(request: HttpRequest, release: Shown) -> HttpResponse:
    found = queries.set_aside(
        release,
        source=request.GET.get("source", ""),
        rule=request.GET.get("rule", ""),
        page=1,
        per_page=10_000_000,
    )
    return csv_answer(
        _SET_ASIDE_COLUMNS,
        ([row[name] for name in _SET_ASIDE_COLUMNS] for row in found.rows),
        file_name=f"set-aside-{release.release_id}.csv",
    )


@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    return _releases_page(request, LookBackForm())


@require_POST
def choose_release(request: HttpRequest) -> HttpResponse:
    if "release_id" in request.POST:
        wanted = request.POST["release_id"]
        notes = listed()
        known = {note.release_id for note in notes}
        newest = notes[0].release_id if notes else ""
        choose(request, wanted if wanted in known and wanted != newest else "")
        return redirect(_onward(request))
    form = LookBackForm(request.POST)
    if not form.is_valid():
        return _releases_page(request, form, status=422)
    on = form.cleaned_data["on"].isoformat()
    note = as_known_on(on)
    if note is None:
        form.add_error(
            None,
            f"No release shows what was known on {day(on)}. Choose a later day, or make such "
            f"a release with: caresight build --as-at {on}",
        )
        return _releases_page(request, form, status=422)
    choose(request, note.release_id)
    return redirect("attention")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    release = shown(request)
    icons = [(variation_icon(code), variation_words(code)) for code in VARIATION]
    icons += [(assurance_icon(code), assurance_words(code)) for code in ASSURANCE]
    context = {"summary": release.summary if release else None, "icons": icons}
    return render(request, "publication/about.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "publication/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "publication/privacy.html")


def _releases_page(request: HttpRequest, form: LookBackForm, status: int = 200) -> HttpResponse:
    release = shown(request)
    context = {
        "lines": presenters.release_lines(listed(), release.release_id if release else ""),
        "form": form,
    }
    return render(request, "publication/releases.html", context, status=status)


def _onward(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    # An address that names a release would undo the choice just made.
    return wanted if wanted and safe and "release=" not in wanted else "attention"


def _paging(request: HttpRequest, total: int, kept: str) -> Paging:
    return Paging(page_asked(request.GET), _PER_PAGE, total, kept)
