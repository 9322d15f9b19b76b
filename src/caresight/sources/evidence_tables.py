# ruff: noqa: S608 - statements are made of quoted names and constants of definitions
"""From the table `typed` to the evidence tables, as the outputs of a definition say."""

from datetime import timedelta

import duckdb
import pyarrow as pa

from caresight.sources.answer import arrow_schema
from caresight.sources.conversions import State, identifier, quoted
from caresight.sources.definition import SourceDefinition
from caresight.sources.editions import unstated
from caresight.sources.judgements_table import judgements_table
from caresight.sources.outputs import (
    Always,
    Between,
    EventsOutput,
    Fixed,
    ObservationsOutput,
    RelationshipsOutput,
    Value,
    YearEnding,
    YearStarting,
)
from caresight.sources.typed_table import LANDS, TYPED, condition_sql
from caresight.vocabulary.evidence import TABLES
from caresight.vocabulary.periods import Period, months_after


def evidence_tables(
    con: duckdb.DuckDBPyConnection, definition: SourceDefinition, *, edition: Period | None
) -> dict[str, pa.Table]:
    """Every table that the definition fills; a table without a row is left out."""
    queries: dict[str, list[str]] = {}
    if definition.locations:
        queries["locations"] = [_locations(definition)]
    for name, outputs in (
        ("relationships", [_relationships(o, definition) for o in definition.relationships]),
        ("observations", [_observations(o, definition, edition) for o in definition.observations]),
        ("events", [_events(o, definition) for o in definition.events]),
    ):
        if outputs:
            queries[name] = outputs
    tables = {name: _run(con, name, parts) for name, parts in queries.items()}
    if definition.judgements:
        tables["judgements"] = judgements_table(con, definition.judgements)
    return {name: table for name, table in tables.items() if table.num_rows}


def _run(con: duckdb.DuckDBPyConnection, name: str, parts: list[str]) -> pa.Table:
    schema = arrow_schema(name)
    columns = ", ".join(identifier(column) for column in schema.names)
    found = [con.execute(f"SELECT {columns} FROM ({part})").to_arrow_table() for part in parts]
    return pa.concat_tables([table.cast(schema) for table in found]).combine_chunks()


def _sql(value: Value | None) -> str:
    match value:
        case None:
            return "NULL"
        case Always(always=bool() as constant):
            return str(constant).lower()
        case Always(always=constant):
            return quoted(constant) if isinstance(constant, str) else repr(constant)
        case str():
            return identifier(value)


def _locations(definition: SourceDefinition) -> str:
    """One row for each different statement about a location.

    A file of ratings repeats a location in every domain; the repetition is no second edition.
    """
    given = dict(definition.locations.columns) if definition.locations else {}
    given["register"] = Always(always=definition.register_)
    names = arrow_schema("locations").names
    kinds = {column.name: column.kind for column in TABLES["locations"].columns}
    whole = {True: "::BIGINT", False: ""}
    columns = [
        f"{_sql(given.get(name))}{whole[kinds[name] == 'integer']} AS {identifier(name)}"
        for name in names
    ]
    there = [given[name] for name in names if name in given]
    said = ", ".join(_sql(value) for value in there)
    first = (
        f"SELECT min(_row) FROM {TYPED} WHERE _verdict = {LANDS} "
        f"GROUP BY {_sql(given['location_id'])}, hash({said})"
    )
    return (
        f"SELECT {', '.join(columns)} FROM {TYPED} WHERE _row IN ({first}) "
        f"AND {_sql(given['location_id'])} IS NOT NULL ORDER BY _row"
    )


def _relationships(output: RelationshipsOutput, definition: SourceDefinition) -> str:
    return (
        f"SELECT {quoted(definition.register_)} AS register, "
        f"{_sql(output.location_id)} AS location_id, "
        f"{_sql(output.related_location_id)} AS related_location_id, "
        f"{_sql(output.relation)} AS relation, {_sql(output.reason)} AS reason, "
        f"{_sql(output.related_name)} AS related_name FROM {TYPED} "
        f"WHERE _verdict = {LANDS} AND {_sql(output.related_location_id)} IS NOT NULL "
        f"AND {_sql(output.related_location_id)} <> {_sql(output.location_id)} ORDER BY _row"
    )


def _observations(
    output: ObservationsOutput, definition: SourceDefinition, edition: Period | None
) -> str:
    start, end = _period(output, definition, edition)
    parts = ", ".join(
        f"{{'component': {component}, 'value': {identifier(column)}::DOUBLE, "
        f"'state': {identifier(f's:{column}')}}}"
        for component, column in _components(output)
    )
    only = "".join(f"AND {condition_sql(condition)} " for condition in output.only)
    status = f"CASE WHEN cell.state = {State.SUPPRESSED} THEN 'suppressed' ELSE 'reported' END"
    return (
        f"SELECT {quoted(output.entity.type)} AS entity_type, entity_id, "
        f"cell.component AS component, period_start, period_end, cell.value AS value, "
        f"{status} AS status, {quoted(output.agency)} AS agency FROM ("
        f"SELECT _row, {_sql(output.entity.id)} AS entity_id, {start} AS period_start, "
        f"{end} AS period_end, unnest([{parts}]) AS cell FROM {TYPED} "
        f"WHERE _verdict = {LANDS} {only}) "
        f"WHERE entity_id IS NOT NULL AND (cell.value IS NOT NULL "
        f"OR cell.state = {State.SUPPRESSED}) ORDER BY _row"
    )


def _components(output: ObservationsOutput) -> list[tuple[str, str]]:
    """SQL of each component's name, and the column that holds its number."""
    if output.named is None:
        return [(quoted(name), column) for name, column in output.components.items()]
    cells = ", ".join(f"{identifier(column)}::VARCHAR" for column in output.named.by)
    words = f"regexp_replace(lower(concat_ws('_', {cells})), '[^a-z0-9]+', '_', 'g')"
    return [(f"{quoted(output.named.prefix + '_')} || {words}", output.named.value)]


def _period(
    output: ObservationsOutput, definition: SourceDefinition, edition: Period | None
) -> tuple[str, str]:
    match output.period:
        case Between(first=first, last=last):
            return identifier(first), f"({identifier(last)} + 1)"
        case Fixed(since=since, until=until):
            return f"DATE {quoted(str(since))}", f"(DATE {quoted(str(until))} + 1)"
        case str() as column if column != "edition":
            return f"{identifier(column)}.first", f"{identifier(column)}.after"
    if edition is None:
        raise unstated(definition)
    if isinstance(output.period, YearStarting):
        edition = Period(edition.start, months_after(edition.start, output.period.months))
    if isinstance(output.period, YearEnding):
        end = months_after(edition.start, -output.period.lag)
        edition = Period(months_after(end, -output.period.months), end)
    return f"DATE {quoted(str(edition.start))}", f"DATE {quoted(str(edition.end))}"


def _events(output: EventsOutput, definition: SourceDefinition) -> str:
    column = output.happened_on
    on = "NULL::DATE" if column is None else identifier(column)
    if column is not None and definition.columns[column].type == "period":
        on = f"{on}.first"
    detail = "" if output.detail is None else f"AND {_sql(output.detail)} IS NOT NULL"
    dated = "" if output.undated else f"AND {on} IS NOT NULL "
    return (
        f"SELECT {quoted(output.entity.type)} AS entity_type, "
        f"{_sql(output.entity.id)} AS entity_id, "
        f'{quoted(output.kind)} AS kind, {on} AS "on", {_sql(output.detail)}::VARCHAR AS detail, '
        f"{_sql(output.topic)}::VARCHAR AS topic, {_sql(output.outcome)}::VARCHAR AS outcome, "
        f"{_sql(output.amount)}::DOUBLE AS amount, {quoted(output.agency)} AS agency FROM {TYPED} "
        f"WHERE _verdict = {LANDS} {dated}"
        f"AND {_sql(output.entity.id)} IS NOT NULL {detail} ORDER BY _row"
    )


def span(tables: dict[str, pa.Table]) -> Period | None:
    """First to last day that the numbers are about."""
    table = tables.get("observations")
    if table is None:
        return None
    import pyarrow.compute as pc  # noqa: PLC0415 - only files with numbers pay for it

    first, last = pc.min(table["period_start"]).as_py(), pc.max(table["period_end"]).as_py()
    return Period(first, max(last, first + timedelta(days=1)))
