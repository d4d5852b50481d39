"""Prose: reads the text of the 自评报告 and compares it with the tables and with itself."""
