"""Every file of a region, in the order in which people are offered them."""

from collections.abc import Callable
from dataclasses import dataclass

from dilemma.export import region, region_book, region_report
from dilemma.export.xlsx import MIMETYPE
from dilemma.rules.region import Region


@dataclass(frozen=True)
class RegionFormat:
    """A download format of a region; `pressed` is set on the press, in turn."""

    name: str
    mimetype: str
    write: Callable[[str, Region], bytes]  # the name of the region, and the region
    pressed: bool = False

    def file_name(self, id: str) -> str:
        """Return how the file of a region is called."""
        return f"regio-{id}.{self.name}"


FORMATS = {
    one.name: one
    for one in (
        RegionFormat("pdf", "application/pdf", region_report.write, pressed=True),
        RegionFormat("xlsx", MIMETYPE, region_book.write),
        RegionFormat("csv", "text/csv", region.as_csv),
        RegionFormat("json", "application/json", region.as_json),
        RegionFormat("png", "image/png", region_report.png, pressed=True),
        RegionFormat("svg", "image/svg+xml", region_report.svg),
    )
}
