"""Pictures: marks described once, drawn on the server as SVG and in the browser by plotly."""

from cooperation.charts.company import Network, network_of
from cooperation.charts.layout import timeline, timeline_of
from cooperation.charts.marks import Chart, Mark
from cooperation.charts.network import to_network_svg
from cooperation.charts.plotly_figure import to_plotly
from cooperation.charts.svg import to_svg
from cooperation.charts.view import View

__all__ = [
    "Chart",
    "Mark",
    "Network",
    "View",
    "network_of",
    "timeline",
    "timeline_of",
    "to_network_svg",
    "to_plotly",
    "to_svg",
]
