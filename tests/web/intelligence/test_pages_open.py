import pytest
from django.urls import reverse
from tests.web.intelligence.items import send

pytestmark = pytest.mark.django_db(databases=["default", "residents"])


@pytest.mark.parametrize(
    "name",
    [
        "intelligence",
        "intelligence_csv",
        "intelligence_json",
        "search",
        "report_item",
        "import_items",
        "import_template",
        "my_items",
    ],
)
def test_lists(casework, name):
    for i in range(3):
        send(casework, "council", words=f"Mrs Smith fell {i}")
    send(casework)
    b = casework.browser("council")
    r = b.get(reverse(name))
    print(r.content[:3000])
    assert r.status_code == 200
    if name in ("search", "intelligence"):
        r = b.get(reverse(name) + "?q=fell&theme=staffing&state=open&area=X99000001&severity=1")
        assert r.status_code == 200 and b"<mark>fell</mark>" in r.content


@pytest.mark.parametrize(
    "name",
    [
        "item",
        "item_edit",
        "item_withdraw",
        "dispose_item",
        "item_link",
        "clear_wording",
        "add_details",
        "item_sent",
    ],
)
def test_item(casework, name):
    item = send(casework, "council", words="Mrs Smith fell", handling="provider_may_see")
    b = casework.browser("council")
    r = b.get(reverse(name, args=[item.pk]))
    assert r.status_code == 200, r.content[:2000]
