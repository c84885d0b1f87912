"""What concepts say of their lists: how a row is added, and the queries at most."""

from tests.architecture.comment_lists import COMMENT_LISTS
from tests.architecture.discovery_lists import DISCOVERY_LISTS
from tests.architecture.ledger_lists import LEDGER_LISTS
from tests.architecture.mark_lists import MARK_LISTS
from tests.architecture.money import MONEY_LISTS
from tests.architecture.opds_lists import OPDS_LISTS
from tests.architecture.progress_lists import PROGRESS_LISTS
from tests.architecture.ranking_rows import RANKING_LISTS
from tests.architecture.reading_lists import READING_LISTS
from tests.architecture.recommendation_lists import RECOMMENDATION_LISTS
from tests.architecture.review_lists import REVIEW_LISTS

# They show no rows, or one.
ROWLESS = {
    *("store/", "opds/", "opds/authentication/"),
    "opds/library/{pk}/{kind}/",
}
LISTS_OF_CONCEPTS = {
    **COMMENT_LISTS,
    **DISCOVERY_LISTS,
    **LEDGER_LISTS,
    **MARK_LISTS,
    **MONEY_LISTS,
    **PROGRESS_LISTS,
    **OPDS_LISTS,
    **RANKING_LISTS,
    **READING_LISTS,
    **RECOMMENDATION_LISTS,
    **REVIEW_LISTS,
}
