"""Sheets in: a workbook of ours, edited in WPS or LibreOffice, becomes a package again."""
