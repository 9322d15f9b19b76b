"""What may identify a person is found; what identifies nobody mostly is not."""

from time import perf_counter

import pytest

from caresight.web.intelligence.identifying import (
    Identifies,
    identifying_parts,
    is_nhs_number,
    pieces,
    without_parts,
)

ALLOWED = ["Rowan Court", "Alderbourne Council"]
FOUND = {
    # a text: what is found in it
    "Mrs Smith fell twice.": "Mrs Smith",
    "mrs smith fell twice": "mrs smith",
    "MRS SMITH FELL TWICE": "MRS SMITH",
    "We met Mrs. O’Brien-Jones again": "Mrs. O’Brien-Jones",
    "Mr and Mrs Patel were upset": "Mrs Patel",
    "Mrs X was left in a chair": "Mrs X",
    "Dr Okafor was not called": "Dr Okafor",
    "Sister Mary Agnes spoke up": "Sister Mary Agnes",
    "The manager, Joan Brown, was away": "Joan Brown",
    "Yesterday Joan fell": "Joan",
    "Joan's hearing aid was lost": "Joan's",
    "Winnie Blackett fell in the hall": "Winnie Blackett",
    "Will Jones came at noon": "Will Jones",
    "In the lounge Rose Tyler was alone": "Rose Tyler",
    "We spoke to Blackett about it": "Blackett",
    "Blackett fell in the night": "Blackett",
    "A resident called Winnie was cold": "Winnie",
    "Her name is Zbigniewa": "Zbigniewa",
    "resident JS was cold": "JS",
    "Resident J.S. was cold": "J.S.",
    "The lady: A B, was cold": "A B",
    "Patient X was cold": "X",
    "seen by J. Smith on the day": "J. Smith",
    "seen by J.K. Smith on the day": "J.K. Smith",
    "Joan\nwas cold": "Joan",
    "M\u200br\u200bs Sm\u00adith fell": "M\u200br\u200bs Sm\u00adith",
    "Ｍｒｓ Ｓｍｉｔｈ fell": "Ｍｒｓ Ｓｍｉｔｈ",
    "NHS 943 476 5919": "943 476 5919",
    "number 9434765919 on the chart": "9434765919",
    "nhs no: 943-476-5918": "943-476-5918",
    "born 12/03/1934": "12/03/1934",
    "DOB 12.3.34": "12.3.34",
    "date of birth: 12 March 1934": "12 March 1934",
    "d.o.b. is 3rd of May 1929": "3rd of May 1929",
    "she was born in 1934": "1934",
    "a note dated 1934-03-12": "1934-03-12",
    "her chart says March 12, 1934": "March 12, 1934",
    "ring 07700 900123": "07700 900123",
    "ring +44 7700 900123": "+44 7700 900123",
    "ring (020) 7946 0123": "(020) 7946 0123",
    "write to j.smith@example.org": "j.smith@example.org",
    "the bell in room 12": "room 12",
    "the bell in Bed 4b": "Bed 4b",
    "lives at ZZ9 9ZZ": "ZZ9 9ZZ",
}
NOT_FOUND = [
    "",
    "   \n\t ",
    "Two staff for twenty residents on Friday night.",
    "Visited Rowan Court on 12 November 2026; two call bells went unanswered.",
    "Visited Wendover in the morning.",
    "Alderbourne Council and the Invented Ambulance Service were told.",
    "Royal Invented Infirmary discharged somebody at 2 am.",
    "The CQC inspector and the GP came. The NHS 111 team rang.",
    "Staff miss meals, and nobody may help. Residents will wait.",
    "Medication Administration Records were not signed.",
    "MEDICINES WERE LATE AGAIN AND STAFF WERE TIRED",
    "May and June were better; April was not. Grace was said before lunch.",
    "Deprivation of Liberty Safeguards were out of date.",
    "At 10 a.m. and 4 p.m. the lounge was empty, e.g. on Sunday.",
    "24 falls in 2026, 3 of 12 with harm; 1,250 bed days; 99.5 %.",
    "The home is called Rowan Court.",
    "It was 12/11/2026 when we came, and 5/11/26 before that.",
    "The manager is good. Resident A&E attendances rose. The nurse is an RGN.",
    "The temperature was 1234567890 units in the log.",
    "Doctor visits are rare. Sister homes do better.",
    "A patient is moved by hoist, as it should be.",
    "Pressure ulcers: grade 2 and 3. Section 42 enquiry begun.",
]


@pytest.mark.parametrize("text", FOUND, ids=lambda text: text[:40])
def test_what_may_identify_somebody_is_found(text: str) -> None:
    found = identifying_parts(text, allowed=ALLOWED)

    assert [part.text for part in found] == [FOUND[text]]
    assert [text[part.start : part.end] for part in found] == [part.text for part in found]


@pytest.mark.parametrize("text", NOT_FOUND, ids=lambda text: text[:40])
def test_what_identifies_nobody_is_left_alone(text: str) -> None:
    assert identifying_parts(text, allowed=ALLOWED) == []


def test_all_parts_of_a_text_are_found_in_their_order() -> None:
    text = "Mrs Smith, born 12/03/1934, NHS 943 476 5919, of room 12: ring 07700 900123."

    found = identifying_parts(text)

    kinds = [part.kind for part in found]
    assert kinds == [
        Identifies.NAME,
        Identifies.BIRTH_DATE,
        Identifies.NHS_NUMBER,
        Identifies.PLACE,
        Identifies.PHONE,
    ]
    assert all(part.why for part in found)


def test_parts_can_be_left_out_and_marked_without_touching_the_rest() -> None:
    text = "Mrs Smith fell in room 12."
    found = identifying_parts(text)

    assert without_parts(text, found) == "[left out] fell in [left out]."
    assert "".join(piece for piece, _ in pieces(text, found)) == text
    assert identifying_parts(without_parts(text, found)) == []


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("9434765919", True),
        ("9434765918", False),
        ("4010232137", True),
        ("1111111111", False),
        ("0000000000", False),
        ("943476591", False),
        ("94347659190", False),
        ("943476591x", False),
    ],
)
def test_the_check_digit_of_an_nhs_number_is_modulus_eleven(digits: str, expected: bool) -> None:
    assert is_nhs_number(digits) is expected


@pytest.mark.parametrize(
    "text",
    ["A" * 5_000, "Mrs " * 1_250, "a.b" * 1_600, "Joan " * 1_000, "1" * 5_000, "\u202e" * 5_000],
)
def test_no_text_makes_the_screening_slow(text: str) -> None:
    begun = perf_counter()
    identifying_parts(text)

    assert perf_counter() - begun < 1.0
