"""The tables of decks of one's own; they know nothing of workshops."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from dilemma.store.tables import Base


class OwnDeckRow(Base):
    """A deck that is written in the browser; its edits tell what is in it."""

    __tablename__ = "own_deck"

    slug: Mapped[str] = mapped_column(String(60), primary_key=True)
    made: Mapped[int]  # milliseconds since 1970


class EditRow(Base):
    """One change of a deck of one's own; nothing is ever changed in it."""

    __tablename__ = "edit"

    deck: Mapped[str] = mapped_column(
        ForeignKey("own_deck.slug", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)  # from 1
    made: Mapped[int]  # milliseconds since 1970
    editor: Mapped[str] = mapped_column(String(32))  # one browser
    who: Mapped[str] = mapped_column(String(80))  # a name, if one was given
    change: Mapped[str] = mapped_column(Text)  # JSON
