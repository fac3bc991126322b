//! Rows and graphs as tables, CSV, JSON, Markdown, DOT, SVG, HTML, GraphML.
