"""The HTTP side that is not Dash: downloads, compression, caching, headers. Flask only."""
