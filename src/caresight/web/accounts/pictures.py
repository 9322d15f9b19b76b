"""The square that a phone reads, drawn as our own inline picture."""

from django.utils.safestring import SafeString
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from caresight.web.ui.svg import element, picture

QUIET, DOT = 4, 5
"""Modules of white around the square, which readers need, and pixels for each."""


def qr_picture(text: str, *, title: str, description: str) -> SafeString:
    """A QR code of a text, black on white whatever the page's colours are."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET, box_size=1)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    side = len(matrix)
    dark = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(matrix)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    scaled = f"scale({DOT})"
    parts = [
        element("rect", width=side * DOT, height=side * DOT, fill="#fff"),
        element("path", d=dark, fill="#000", transform=scaled, shape_rendering="crispEdges"),
    ]
    return picture(parts, width=side * DOT, height=side * DOT, title=title, description=description)
