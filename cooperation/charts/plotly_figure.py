def to_plotly(chart): return "{}"
