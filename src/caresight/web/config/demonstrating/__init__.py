"""The demo's casework: an invented group, its people and two months of its work.

Everything is done through the same operations as a page would use, at invented instants, so
that the trail, the notices and the release are what real use would leave.
"""
