"""Which roles may open the pages of this app."""

from caresight.web.accounts.roles import STAFF

PAGES = dict.fromkeys(
    """
    attention attention_csv home home_csv home_indicator home_indicator_csv
    indicators indicator indicator_csv
    """.split(),
    STAFF,
)
