"""The colours that must be handed to Plotly and Leaflet; the same as in assets/css/10-tokens.css (a test compares)."""

from core.domain.status import Status

STATUS_COLOUR: dict[Status, str] = {
    Status.VERY_HIGH: "#19377f",
    Status.HIGH: "#4482d9",
    Status.MEDIUM: "#ca8700",
    Status.LOW: "#954a15",
    Status.VERY_LOW: "#410b13",
    Status.NO_DATA: "#7d8894",
    Status.NOT_DUE: "#7d8894",
    Status.UNSCORED: "#7d8894",
}
CHART = {"ink": "#16202c", "line": "#19377f", "target": "#55616f", "comparator": "#954a15", "grid": "#dfe4ea"}
