"""The cache: what a run found, kept for the next one in a directory of the user's.

Never in a scanned tree, which could bring a cache along; nothing that is read from it is run. Whatever is odd there is a
miss, and no fault of the cache ends a run."""

from backend_lint.cache.digests import digest_of, tool_digest, tool_name
from backend_lint.cache.directory import cache_directory, why
from backend_lint.cache.sealed import Removed, clear, read_blob, write_blob
from backend_lint.cache.shelf import Shelf

__all__ = [
    "Removed",
    "Shelf",
    "cache_directory",
    "clear",
    "digest_of",
    "read_blob",
    "tool_digest",
    "tool_name",
    "why",
    "write_blob",
]
