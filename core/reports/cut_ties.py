"""Takes out of somebody's workbook what leads out of it: whoever opens what we hand back is led nowhere by it."""

import re

from openpyxl.workbook import Workbook

from core.reports.kept_results import Results

# Functions that ask or lead elsewhere; programs of the computer ("cmd|..."); cells of other files ("[1]Rekap!A1").
_LEADS_OUT = re.compile(
    r"\b(?:HYPERLINK|WEBSERVICE|IMAGE|RTD|DDE|CALL|REGISTER(?:\.ID)?|EXEC|SQL\.REQUEST|CUBE\w+|STOCKHISTORY|IMPORT\w+)\s*\("
    r"|\|\s*['\"]|\|[^|]*!|\[[^\[\]]*\][^\[\],;()+*/&=<>\"]*!",
    re.IGNORECASE,
)


def cut_ties(book: Workbook, results: Results) -> None:
    """Take links and names that lead out away; of a formula that does, leave what it came to.

    Args:
        book: Is changed.
        results: What the formulas came to, by sheet and cell; those that are replaced are taken out.
    """
    for sheet in book.worksheets:
        known = results.get(sheet.title, {})
        for cell in list(sheet._cells.values()):
            if cell.hyperlink is not None and cell.hyperlink.target:
                cell.hyperlink = None
            if cell.data_type == "f" and _leads_out(cell.value):
                cell.value = known.pop(cell.coordinate, None)
                cell.data_type = "s" if cell.data_type == "f" else cell.data_type  # a result may begin with "="
        rules = sheet.data_validations
        rules.dataValidation = [one for one in rules.dataValidation if not _leads_out(f"{one.formula1} {one.formula2}")]
    for names in (book.defined_names, *(sheet.defined_names for sheet in book.worksheets)):
        for name in [name for name, one in names.items() if _leads_out(one.attr_text)]:
            del names[name]


def _leads_out(formula: object) -> bool:
    """Return whether a formula, also one of several cells, leads out of its workbook."""
    return bool(_LEADS_OUT.search(str(getattr(formula, "text", formula))))
