"""The form on screen: a table view over a Grid that works like a spreadsheet."""
