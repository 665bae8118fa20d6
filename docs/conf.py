"""How the documentation is built; nothing is fetched from the network."""

project = "Indgang"
author = "The makers of Indgang"
language = "en"

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
nitpicky = True

html_theme = "furo"
html_title = "Indgang"
html_show_copyright = False
html_show_sphinx = False
