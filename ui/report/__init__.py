"""The page of one open report: tabs, panels, commands."""
