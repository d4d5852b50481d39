"""The form on the screen."""
