"""Which roles may open the pages of this app."""

from caresight.web.accounts.roles import STAFF

PAGES = {
    **dict.fromkeys("areas areas_csv".split(), STAFF),
}
