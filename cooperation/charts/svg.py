def to_svg(chart): return ""
