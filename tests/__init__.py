"""The tests. A package of its own name, so that no part that brings a folder `tests` along stands in its place."""
