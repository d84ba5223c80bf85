"""/unduh/<name>.pdf: an indicator, an office or the overview as a document for paper, laid out by the server."""

from collections.abc import Callable

from flask import Blueprint, Response, request

from core.errors import NotFoundError
from core.reports.paper import Paper
from core.reports.pdf_file import file_stem, to_pdf
from pages._paper_agency import agency_paper
from pages._paper_indicator import indicator_paper
from pages._paper_overview import overview_paper

papers = Blueprint("papers", __name__)
PDF = "pdf"

PAPERS: dict[str, Callable[[dict[str, str]], Paper]] = {
    "indikator": indicator_paper,
    "angka-opd": agency_paper,
    "ringkasan": overview_paper,
}


@papers.get("/unduh/<paper>.pdf")
def download(paper: str) -> Response:
    """Return the file; what it shows stands in its name."""
    if paper not in PAPERS:
        raise NotFoundError(f"no paper {paper!r}; known: {', '.join(PAPERS)}")
    made = PAPERS[paper](request.args.to_dict())
    answer = Response(to_pdf(made), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{file_stem(made)}.{PDF}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
