"""What stands behind the pages: rules, store, collection, access, reports. Knows no web framework but in core.web."""
