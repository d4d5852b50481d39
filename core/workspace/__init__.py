"""The workspace: the one place where an open report's parts are put together."""
