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

# Further texts that mean something to somebody: spreadsheets, terminals, templates, readers of the log; and some names
# of people that look like trouble and must come out as they went in.
CORPUS = (
    *PAYLOADS,
    "=cmd|' /C calc'!A0 __kena",
    '=HYPERLINK("http://jahat.example/?__kena","klik")',
    "+1+1 __kena",
    "-2+3+cmd|' /C calc'!A0 __kena",
    "@SUM(1+1)*cmd|' /C calc'!A0 __kena",
    "\t=1+1 __kena",
    "a;=1+1 __kena",
    "[klik](javascript:window.__kena=1)",
    '![x](x"onerror="window.__kena=1)',
    "${window.__kena=1} #{window.__kena=1} <%= window.__kena=1 %>",
    "{% raw %}{{ 7*7 }} __kena",
    "\x1b[31mmerah __kena\x1b[0m",
    "satu\r\n2026-01-01T00:00:00.000Z ERROR core: dipalsukan __kena",
    "kanan\u202ekiri __kena\u202c",
    "kosong\x00di tengah __kena",
    "%0d%0aX-Kena: 1 __kena",
    "../../etc/passwd __kena",
    "'; DROP TABLE observation; -- __kena",
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;__kena</a>',
    "Ma'ruf Nu'man __kena",
    "Sa'diyah \"Ibu\" O'Neil __kena",
)
