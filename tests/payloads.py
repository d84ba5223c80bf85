"""Texts that would become markup or scripts wherever they are written without care (P44)."""

PAYLOADS = (
    "<script>window.__kena=1</script>",
    "<img src=x onerror=window.__kena=1>",
    "<svg/onload=window.__kena=1>",
    "\"><script>window.__kena=1</script>",
    "' onmouseover='window.__kena=1' autofocus onfocus='window.__kena=1",
    "\" style=\"position:fixed;inset:0\" onclick=\"window.__kena=1",
    "</title></style></textarea><script>window.__kena=1</script>",
    "--><script>window.__kena=1</script><!--",
    "javascript:window.__kena=1//",
    "{{constructor.constructor('window.__kena=1')()}}",
    "<iframe srcdoc=\"<script>parent.__kena=1</script>\">",
    "<a href=javascript:window.__kena=1>klik</a>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.__kena=1>",
    "&lt;script&gt;window.__kena=1&lt;/script&gt;",
    "<form id=isi><input name=attributes><base href=//jahat.example>",
)  # fmt: skip
