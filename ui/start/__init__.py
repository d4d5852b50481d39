"""The start page and its dialogs: which report to work on."""
