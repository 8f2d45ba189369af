"""Every file of a region, in the order in which people are offered them."""

from collections.abc import Callable
from dataclasses import dataclass

from dilemma.export import region, region_book, region_report
from dilemma.export.xlsx import MIMETYPE
from dilemma.rules.region import Region


@dataclass(frozen=True)
class RegionFormat:
    """A download format of a region."""

    name: str
    mimetype: str
    write: Callable[[str, Region], bytes]  # the name of the region, and the region

    def file_name(self, id: str) -> str:
        """Return how the file of a region is called."""
        return f"regio-{id}.{self.name}"


FORMATS = {
    one.name: one
    for one in (
        RegionFormat("pdf", "application/pdf", region_report.write),
        RegionFormat("xlsx", MIMETYPE, region_book.write),
        RegionFormat("csv", "text/csv", region.as_csv),
        RegionFormat("json", "application/json", region.as_json),
        RegionFormat("png", "image/png", region_report.png),
        RegionFormat("svg", "image/svg+xml", region_report.svg),
    )
}
