"""The formats on which the polder is drawn."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
    """A format to draw on: sizes in the units of its picture."""

    width: int
    height: int
    letter: float  # of names
    sky: int  # from the top to the horizon
    verge: int  # the near edge of the land, where the names stand
    far: float = 0.46  # how much of the width the land has left at the horizon
    largest: float = 58  # radius of a glass


HALL = Sheet(width=1920, height=618, letter=29, sky=248, verge=108, largest=60)
# Under a question, where the picture only reminds.
LOW = Sheet(width=1760, height=330, letter=28, sky=66, verge=100, far=0.6, largest=40)
# A page on a laptop, and a sheet of paper on its side.
PAGE = Sheet(width=1200, height=500, letter=18, sky=160, verge=66, largest=46)
# A sheet of A4 upright.
A4 = Sheet(width=1100, height=600, letter=20, sky=190, verge=80, largest=50)
# The look to the horizon on a phone; the fields beneath it are a list.
PHONE = Sheet(width=720, height=240, letter=30, sky=176, verge=10, far=0.5)
