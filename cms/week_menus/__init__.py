"""The menu of the week: what there is to eat from Monday to Friday."""
