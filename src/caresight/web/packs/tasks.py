"""What a worker does for packs."""

from django.utils import timezone
from django_tasks import task

from caresight.web.packs import making


@task
def make_pack(pack_id: int) -> str:
    """Make a pack: read what it says, set it on paper, freeze it."""
    return making.make(pack_id, at=timezone.now())


@task
def make_files(content_sha256: str) -> str:
    """Make the files of a document from which words were erased."""
    return making.make_files(content_sha256)
