"""The tabs that are not a bare form: the unit, the projects, the report."""
