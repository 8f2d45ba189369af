"""One slide of a presentation: real titles, own colours, a language, and words beside
every picture and chart."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Inches, Pt

from dilemma.export.plain import plain

INK, QUIET, LINE = "1D2A32", "5B6770", "D9D2C7"
PAPER, CARD = "FAF7F2", "FFFFFF"
# Of an option: sure in full, rather in half.
TINTS = {
    "A": ("0B5563", "85AAB1"),
    "B": ("A84A00", "D3A47F"),
    "C": ("6B2D73", "B596B9"),
    "D": ("4A5D00", "A4AE7F"),
}
LANGUAGES = {"nl": MSO_LANGUAGE_ID.DUTCH, "en": MSO_LANGUAGE_ID.ENGLISH_UK}
CROWDED = 0.08  # a piece of a bar below this share has no room for its number


@dataclass(frozen=True)
class Box:
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def place(self) -> tuple[int, int, int, int]:
        """The same as the library wants it."""
        left, top = Inches(self.left), Inches(self.top)
        return left, top, Inches(self.width), Inches(self.height)


@dataclass(frozen=True)
class Said:
    """A paragraph: its text, size in points, and how it looks."""

    text: str
    size: int = 14
    bold: bool = False
    colour: str = INK
    above: int = 0  # points


@dataclass(frozen=True)
class Bars:
    """A chart of stacked bars: (name, colour, numbers) a piece, from left to right."""

    names: Sequence[str]  # of the bars
    pieces: Sequence[tuple[str, str, Sequence[int]]]
    title: str
    words: str  # what it shows, for who does not see it
    unit: str = "0"


class Slide:
    """One slide that is being filled, in the order in which it is read."""

    def __init__(self, slide: Any, language: str) -> None:
        self.slide = slide
        self.language = LANGUAGES.get(language, LANGUAGES["nl"])

    def title(self, said: Said, box: Box) -> None:
        """Write the title in its own placeholder."""
        self.fill(self.slide.shapes.title, [said], box)

    def title_above(self) -> None:
        """Keep the title for who reads with a screen reader, and off the slide."""
        self.slide.shapes.title.top = -Inches(1)

    def write(self, box: Box, *said: Said, name: str = "") -> None:
        """Write paragraphs in a box."""
        shape = self.slide.shapes.add_textbox(*box.place)
        shape.name = name or shape.name
        self.fill(shape, said, box)

    def option(self, box: Box, letter: str, text: str, size: int) -> None:
        """Write an option in its colour, with its letter."""
        shape = self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.place)
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(TINTS[letter][0])
        shape.line.fill.background()
        shape.shadow.inherit = False
        self.fill(shape, [Said(f"{letter}  {text}", size, True, CARD)], box)
        shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE

    def chip(self, box: Box, text: str) -> None:
        """Write a label with a line around it."""
        shape = self.slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *box.place)
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(CARD)
        shape.line.color.rgb = RGBColor.from_string(INK)
        shape.shadow.inherit = False
        self.fill(shape, [Said(text, 14, True)], box)
        shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE

    def picture(self, image: bytes, box: Box, words: str) -> None:
        """Put a picture in a box, as large as fits."""
        shape = self.slide.shapes.add_picture(io.BytesIO(image), 0, 0)
        left, top, width, height = box.place
        scale = min(width / shape.width, height / shape.height)
        shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
        shape.left = left + (width - shape.width) // 2
        shape.top = top + (height - shape.height) // 2
        _describe(shape, words)

    def bars(self, box: Box, told: Bars) -> None:
        """Draw a chart that stays a chart: its numbers can be edited."""
        data = CategoryChartData(number_format=told.unit)
        data.categories = list(told.names)
        for name, _colour, numbers in told.pieces:
            data.add_series(name, list(numbers))
        kind = XL_CHART_TYPE.BAR_STACKED_100
        frame = self.slide.shapes.add_chart(kind, *box.place, data)
        _describe(frame, plain(told.words))
        chart = frame.chart
        # The library stamps its own workbook with the present moment.
        chart.part.chart_workbook.update_from_xlsx_blob(_workbook(told))
        self._dress(chart, told)

    def notes(self, *lines: str) -> None:
        """Write what the presenter reads."""
        frame = self.slide.notes_slide.notes_text_frame
        frame.clear()
        for number, line in enumerate(lines):
            row = frame.paragraphs[0] if not number else frame.add_paragraph()
            self._run(row, Said(line, 12))

    def _dress(self, chart: Any, told: Bars) -> None:
        chart.font.size, chart.font.color.rgb = Pt(12), RGBColor.from_string(INK)
        chart.has_title = True
        frame = chart.chart_title.text_frame
        self._run(frame.paragraphs[0], Said(told.title, 12, True))
        chart.chart_title.include_in_layout = False
        chart.has_legend = True
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
        chart.value_axis.visible = False
        chart.value_axis.has_major_gridlines = False
        chart.category_axis.reverse_order = True  # first on top
        chart.category_axis.format.line.fill.background()
        chart.category_axis.has_major_gridlines = False
        plot = chart.plots[0]
        plot.gap_width = 45
        totals = [sum(of) for of in zip(*(one[2] for one in told.pieces), strict=True)]
        for series, (_name, colour, numbers) in zip(
            plot.series, told.pieces, strict=True
        ):
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = RGBColor.from_string(colour)
            dark = colour in {full for full, _half in TINTS.values()}
            for place, number in enumerate(numbers):
                if number < CROWDED * max(totals[place], 1):
                    continue
                label = series.points[place].data_label
                label.position = XL_LABEL_POSITION.CENTER
                frame = label.text_frame
                shown = f"{number}%" if told.unit.endswith("%") else f"{number}"
                colour_of_text = CARD if dark else INK
                self._run(frame.paragraphs[0], Said(shown, 12, True, colour_of_text))

    def fill(self, shape: Any, said: Sequence[Said], box: Box) -> None:
        shape.left, shape.top, shape.width, shape.height = box.place
        frame = shape.text_frame
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
        frame.vertical_anchor = MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = Inches(0.12)
        for number, one in enumerate(said):
            row = frame.paragraphs[0] if not number else frame.add_paragraph()
            row.space_before, row.alignment = Pt(one.above), PP_ALIGN.LEFT
            self._run(row, one)

    def _run(self, row: Any, said: Said) -> None:
        run = row.add_run()
        run.text = plain(said.text).replace("\n", " ")
        run.font.size, run.font.bold = Pt(said.size), said.bold
        run.font.color.rgb = RGBColor.from_string(said.colour)
        run.font.language_id = self.language


def _describe(shape: Any, words: str) -> None:
    """Say what a picture or chart shows, for who does not see it."""
    (named,) = shape._element.xpath("./*/p:cNvPr")
    named.set("descr", plain(words))


def _workbook(told: Bars) -> bytes:
    """Write the numbers of a chart where the library looks for them; no formulas."""
    from datetime import datetime

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": datetime(1980, 1, 1)})
        sheet = book.add_worksheet("Sheet1")
        for row, name in enumerate(told.names, start=1):
            sheet.write_string(row, 0, plain(name))
        for column, (name, _colour, numbers) in enumerate(told.pieces, start=1):
            sheet.write_string(0, column, plain(name))
            for row, number in enumerate(numbers, start=1):
                sheet.write_number(row, column, number)
    return file.getvalue()
