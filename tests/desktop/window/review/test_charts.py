"""Charts: what they say, what the arrow keys do, and that every figure is drawn where it is told to be."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.window.review.charts import Bars, Chart, Figure, Meters
from desktop.window.theme import DARK, LIGHT, Theme, Tokens

DAYS = (
    Figure("Mon", 4.0, "4 h", "Monday: 4 h in focus.", rest=1.0),
    Figure("Tue", 2.0, "2 h", "Tuesday: 2 h in focus."),
    Figure("Wed", 0.0, "", "Wednesday: still to come.", known=False),
)


@pytest.fixture(params=[Bars, Meters])
def chart(request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme) -> Chart:
    made: Chart = request.param(theme, "Hours")
    qtbot.addWidget(made)
    made.resize(400, 240)
    made.show_figures(DAYS, "This week.")
    made.show()
    return made


def luminance(color: str) -> float:
    parts = (QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def drawn(chart: Chart) -> QImage:
    return chart.grab().toImage()


def height_of(image: QImage, x: int, color: QColor) -> int:
    return sum(image.pixelColor(x, y) == color for y in range(image.height()))


def test_a_screen_reader_is_told_every_figure(chart: Chart) -> None:
    assert chart.accessibleName() == "Hours"
    assert chart.accessibleDescription() == (
        "This week. Monday: 4 h in focus. Tuesday: 2 h in focus. Wednesday: still to come."
    )
    assert chart.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_the_arrow_keys_go_from_figure_to_figure_and_stay_inside(chart: Chart) -> None:
    chart.setFocus()
    places = []
    for key in (chart.forward, chart.forward, chart.forward, chart.back, Qt.Key.Key_Home, Qt.Key.Key_End):
        QTest.keyClick(chart, key)
        places.append(chart.current)
    assert places == [1, 2, 2, 1, 0, 2]


def test_right_to_left_the_keys_go_where_they_point(chart: Chart) -> None:
    chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QTest.keyClick(chart, Qt.Key.Key_Left if isinstance(chart, Bars) else Qt.Key.Key_Down)
    assert chart.current == 1


def test_fewer_figures_leave_no_place_beyond_them(chart: Chart) -> None:
    QTest.keyClick(chart, Qt.Key.Key_End)
    chart.show_figures(DAYS[:1])
    assert chart.current == 0
    chart.show_figures(())
    QTest.keyClick(chart, chart.forward)
    assert chart.current == 0
    drawn(chart)


def test_figures_lie_beside_each_other_and_fill_the_chart(chart: Chart) -> None:
    boxes = [chart.box_of(place) for place in range(3)]
    assert not any(one.intersects(other) for one in boxes for other in boxes if one is not other)
    assert all(chart.rect().toRectF().adjusted(-1, -1, 1, 1).contains(box) for box in boxes)


def test_a_bar_is_as_high_as_its_figure(qtbot: QtBot, theme: Theme) -> None:
    chart = Bars(theme, "Hours")
    qtbot.addWidget(chart)
    chart.resize(300, 300)
    chart.show_figures((Figure("a", 4, "", "a"), Figure("b", 2, "", "b"), Figure("c", 0, "", "c", known=False)))
    image = drawn(chart)
    focus = theme.color("focus")
    first, second, third = (height_of(image, round(chart.box_of(place).center().x()), focus) for place in range(3))
    assert first > 100
    assert second == pytest.approx(first / 2, abs=3)
    assert third == 0


def test_a_meter_is_as_long_as_its_share(qtbot: QtBot, theme: Theme) -> None:
    chart = Meters(theme, "Hours")
    qtbot.addWidget(chart)
    chart.show_figures((Figure("a", 3, "3 h", "a"), Figure("b", 1, "1 h", "b", color="gate")))
    chart.resize(600, chart.sizeHint().height())
    image = drawn(chart)

    def length_of(place: int, color: str) -> int:
        y = round(chart.box_of(place).center().y())
        return sum(image.pixelColor(x, y) == theme.color(color) for x in range(image.width()))

    whole = length_of(0, "focus") + length_of(0, "line")
    assert length_of(0, "focus") == pytest.approx(whole * 3 / 4, abs=4)
    assert length_of(1, "gate") == pytest.approx(whole / 4, abs=4)


def test_the_ring_of_the_focus_is_seen(chart: Chart, qtbot: QtBot) -> None:
    chart.activateWindow()
    chart.setFocus()
    qtbot.waitUntil(chart.hasFocus)
    with_ring = drawn(chart)
    chart.clearFocus()
    assert not chart.hasFocus()
    assert drawn(chart) != with_ring


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_what_counts_stands_out_from_its_card(tokens: Tokens) -> None:
    """WCAG 1.4.11: 3 to 1 for what carries meaning. The rest is said by the table and in words, too."""
    for name in ("focus", "muted", "accent"):
        one, other = sorted((luminance(getattr(tokens, name)), luminance(tokens.panel)))
        assert (other + 0.05) / (one + 0.05) >= 3, name


def test_a_place_without_a_figure_has_no_words(chart: Chart) -> None:
    assert not any(chart.box_of(place).contains(QPointF(-5, -5)) for place in range(3))
