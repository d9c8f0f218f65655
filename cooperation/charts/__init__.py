"""Pictures: marks described once, drawn on the server as SVG and in the browser by plotly."""

from cooperation.charts.marks import Chart, Mark, timeline
from cooperation.charts.plotly_figure import to_plotly
from cooperation.charts.svg import to_svg

__all__ = ["Chart", "Mark", "timeline", "to_plotly", "to_svg"]
