"""The evidence of one home in a pack, from the page that its release keeps."""

from caresight.pipeline.release_index.documents import HomeDocument, IndicatorRow, Series
from caresight.pipeline.release_index.together import TogetherDocument
from caresight.vocabulary.lists import joined
from caresight.web.packs.assembling.lines import ReplyLine
from caresight.web.packs.document import Block, Chart, Part, Said, bullets, facts, paragraph, table
from caresight.web.ui.icons import assurance_words, variation_words
from caresight.web.ui.values import figure_and_unit, shown_value
from caresight.web.ui.words import count, month, percent, points

NOT_IN_RELEASE = (
    "This home is not in the register of this release. What casework holds about it follows."
)
NOT_OF_GROUP = (
    "This home is not in the register of this release, or the group no longer covers it. "
    "What the group’s own casework holds about it follows."
)


def who_runs_it(document: HomeDocument) -> Part:
    """Provider, rating, size, and since when."""
    row = document["row"]
    return Part(
        heading="Who runs it",
        blocks=[
            paragraph(document["introduction"]),
            facts(
                ("Provider", row["provider_name"] or "not known"),
                ("Brand", row["brand_name"]),
                ("Rating", row["rating"] or "Not rated"),
                ("Beds", "not known" if row["beds"] is None else str(row["beds"])),
                ("Area", row["area_name"]),
                ("State", "" if row["is_open"] else "Closed"),
            ),
        ],
    )


def suggestion(
    document: HomeDocument, together: TogetherDocument | None, label: str
) -> list[Block]:
    """What the machine suggests, the sum behind it, and what one agency's silence would change.

    With items that every member may know where the release was built with them.
    """
    counted = together or document
    said_by = {
        line["agency"]: line["item_refs"] for line in (together["arithmetic"] if together else ())
    }
    name, of_what = document["row"]["name"], "evidence and intelligence" if together else "evidence"
    said: list[Block] = [
        paragraph(f"The machine suggests {label}, from {_sum(counted)}. People decide."),
        table(
            f"The sum of {of_what} behind the suggestion for {name}",
            ["Agency", "What is known", "#Points"],
            [
                [
                    line["label"],
                    _known(line["sentences"], said_by.get(line["agency"], [])),
                    points(line["points"]),
                ]
                for line in counted["arithmetic"]
            ],
            otherwise="No agency's evidence gives a point.",
        ),
    ]
    if together and together["row"]["items"]:
        row = document["row"]
        said.append(
            paragraph(f"The evidence alone: {_sum(document)}, which is {row['level_label']}.")
        )
    reasons = counted["level_reason"], counted["next_level_sentence"], without(counted)
    said += [paragraph(sentence) for sentence in reasons if sentence]
    if document["would_end"]:
        said.append(paragraph("What would make it go away: " + " ".join(document["would_end"])))
    return said


def _known(sentences: list[str], item_refs: list[str]) -> str:
    """What an agency's figures show, and which items its people sent."""
    return " ".join([*sentences, *([f"People say: {joined(item_refs)}."] if item_refs else [])])


def _sum(counted: HomeDocument | TogetherDocument) -> str:
    row = counted["row"]
    how_many = "1 point" if row["points"] == 1 else f"{points(row['points'])} points"
    return f"{how_many} of {count(row['agencies'], 'agency', 'agencies')}"


def without(document: HomeDocument | TogetherDocument) -> str:
    """Leave one agency out: a level that hangs on one agency alone should be seen to."""
    parts = [
        f"without {line['label'][:1].lower()}{line['label'][1:]} it would be "
        f"{points(line['points'])}, {line['level_label']}"
        for line in document["without_agency"]
    ]
    return f"{joined(parts)[:1].upper()}{joined(parts)[1:]}." if parts else ""


def what_was_noticed(document: HomeDocument, replies: list[ReplyLine]) -> Part:
    """The signals, each with what the provider says of it."""
    answered = {reply.about: reply for reply in replies}
    blocks: list[Block] = [
        bullets(document["what_to_know"], otherwise="Nothing unusual is noticed about this home.")
    ]
    for row in document["indicators"]:
        for sentence in row["signals"]:
            # What stands in the list above is not said twice, unless a reply needs it beside it.
            if sentence not in document["what_to_know"] or sentence in answered:
                blocks.append(paragraph(sentence))
            if sentence in answered:
                blocks.append(reply_block(answered[sentence]))
    if document["good_news"]:
        blocks.append(paragraph("Good news: " + " ".join(document["good_news"])))
    return Part(heading="What was noticed", blocks=blocks)


def replies_part(document: HomeDocument | None, replies: list[ReplyLine]) -> Part:
    """What the provider says, as far as it does not stand beside its signal already."""
    beside = {
        sentence
        for row in (document["indicators"] if document else [])
        for sentence in row["signals"]
    }
    apart = [reply for reply in replies if reply.about not in beside]
    blocks: list[Block] = [reply_block(reply) for reply in apart]
    otherwise = "The reply stands beside the signal above." if replies else "Nothing was sent."
    return Part(heading="What the provider says", blocks=blocks or [paragraph(otherwise)])


def reply_block(reply: ReplyLine) -> Said:
    """A reply as it is set."""
    answer = f" The group's answer: {reply.answer}" if reply.answer else ""
    return Said(
        type="said",
        head=f"{reply.agency} on {reply.sent_on}, about: {reply.about}",
        words=reply.words,
        foot=f"{reply.purpose}. {reply.state}.{answer}",
    )


def indicators(document: HomeDocument) -> Part:
    """All indicators as words and values: no icon, no colour."""
    row = document["row"]
    return Part(
        heading="All indicators",
        blocks=[
            paragraph(document["peers_sentence"]),
            table(
                f"Indicators of {row['name']}",
                ["Indicator", "Latest", "Period", "Change", "Standard", "Among peers"],
                [indicator_cells(one) for one in document["indicators"]],
                otherwise="Nothing is measured for this home.",
            ),
        ],
    )


def indicator_cells(row: IndicatorRow) -> list[str]:
    """One indicator in words."""
    value = shown_value(row["value"], row["unit"], row["quality"])
    known = row["value"] is not None
    latest = f"{value.text} ({value.note})" if value.note else value.text
    if known and row["expected"] is not None:
        latest += f"; {figure_and_unit(row['expected'], row['unit'])[0]} expected"
    below = row["share_of_peers_below"]
    return [
        row["title"],
        latest,
        row["period"],
        variation_words(row["variation"] if known else "too_few"),
        assurance_words(row["assurance"]),
        "Not compared" if below is None else f"Higher than {percent(below)}",
    ]


def charts(document: HomeDocument) -> Part:
    """The charts that matter most, each with its words."""
    blocks: list[Block] = []
    for series in document["charts"]:
        blocks.append(Chart(type="chart", title=chart_title(series), series=series))
        blocks.append(paragraph(f"{series['alternative']} {series['method_sentence']}"))
    return Part(heading="Charts", blocks=blocks or [paragraph("No series is long enough.")])


def chart_title(series: Series) -> str:
    """Title, unit and the stretch of time."""
    periods = series["periods"]
    span = f"{month(periods[0])} to {month(periods[-1])}" if periods else "no period"
    unit = "" if series["unit"] in series["title"] else f", {series['unit']}"
    return f"{series['title']}{unit}: {span}"


def doubts(document: HomeDocument) -> Part:
    """What is not known, and how good the data is."""
    row = document["row"]
    coverage = f"{percent(row['coverage'])} of the indicators that fit it have a usable value."
    return Part(
        heading="What is not known",
        blocks=[
            paragraph(" ".join(part for part in (document["silence"], coverage) if part)),
            *(
                [bullets(document["quality_notes"], otherwise="")]
                if document["quality_notes"]
                else []
            ),
        ],
    )
