import pyarrow as pa
import pytest

from caresight.lake.schema import arrow_schema, conform, empty_table, table_of
from caresight.vocabulary.evidence import TABLES


@pytest.mark.parametrize("name", TABLES)
def test_every_declared_table_has_a_schema_with_its_columns_in_order(name: str) -> None:
    assert tuple(arrow_schema(name).names) == TABLES[name].column_names


def test_an_all_empty_column_gets_its_declared_type() -> None:
    rows = pa.table({"location_id": ["1-1"], "beds": pa.nulls(1)})

    assert conform("locations", rows).schema.field("beds").type == pa.int64()


def test_an_absent_column_is_null() -> None:
    assert conform("locations", pa.table({"location_id": ["1-1"]}))["name"].to_pylist() == [None]


def test_an_unsigned_number_is_cast_before_delta_can_change_its_sign() -> None:
    rows = pa.table({"beds": pa.array([40_000], pa.uint16())})

    assert conform("locations", rows)["beds"].to_pylist() == [40_000]


def test_a_column_that_nobody_declared_is_refused() -> None:
    with pytest.raises(ValueError, match="no column"):
        conform("locations", pa.table({"bedz": [1]}))


def test_a_column_of_another_kind_is_refused_with_its_name() -> None:
    with pytest.raises(ValueError, match=r"locations\.beds is declared int64"):
        conform("locations", pa.table({"beds": ["many"]}))


def test_an_empty_table_has_no_rows_and_all_columns() -> None:
    assert empty_table("homes").schema == arrow_schema("homes")
    assert empty_table("homes").num_rows == 0


def test_a_value_of_no_kind_that_a_table_holds_is_refused() -> None:
    schema = arrow_schema("homes")

    with pytest.raises(TypeError, match="no value of an evidence table"):
        table_of([{"location_id": b"1-1"}], schema)
