"""The tables of workshops in one picture."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from dilemma.store.tables import Base


class RegionRow(Base):
    """Workshops that somebody puts in one picture; a link to it has only a digest."""

    __tablename__ = "region"
    __table_args__ = (Index("region_account", "account"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str] = mapped_column(String(80))
    made: Mapped[int]  # milliseconds since 1970, as is `ends`
    digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    ends: Mapped[int | None]


class RegionWorkshopRow(Base):
    """One workshop in such a picture."""

    __tablename__ = "region_workshop"
    __table_args__ = (Index("region_workshop_workshop", "workshop"),)

    region: Mapped[str] = mapped_column(ForeignKey("region.id"), primary_key=True)
    workshop: Mapped[str] = mapped_column(ForeignKey("workshop.id"), primary_key=True)
