"""Reads a letter with three libraries that are not ours, and demands what PDF/A-3a, PDF/UA-1 and the log need of it.

No validator of the whole standard can be installed from a package here; these are the parts that go wrong in practice:
claims, fonts, language, structure, active content, the attachment, and whether paper and log meet.

    read_letter.py LETTER.pdf DISPATCH.json
"""

import json
import sys

import pikepdf
import pypdfium2
import zxingcpp


def main(letter, dispatch):
    with open(dispatch, encoding="utf-8") as file:
        wanted = json.load(file)
    with pikepdf.open(letter) as pdf:
        claims(pdf)
        root(pdf, wanted)
        fonts(pdf)
        nothing_active(pdf)
        attachment(pdf, wanted)
    paper(letter, wanted)


def demand(holds, what):
    if not holds:
        sys.exit(f"{sys.argv[1]}: {what}")


def claims(pdf):
    with pdf.open_metadata() as xmp:
        demand(xmp.get("pdfaid:part") == "3", "claims no PDF/A-3")
        demand(xmp.get("pdfaid:conformance") == "A", "claims no level A")
        demand(xmp.get("pdfuaid:part") == "1", "claims no PDF/UA-1")
        demand(xmp.get("dc:title"), "has no title")
    demand(pdf.Root.OutputIntents[0].S == "/GTS_PDFA1", "has no output intent")
    demand("/ID" in pdf.trailer and "/Encrypt" not in pdf.trailer, "has no identifier, or is encrypted")


def root(pdf, wanted):
    demand(str(pdf.Root.Lang).split("-")[0] == wanted["language"], "is of another language")
    demand(bool(pdf.Root.MarkInfo.Marked), "is not tagged")
    demand("/StructTreeRoot" in pdf.Root, "has no structure")
    demand(bool(pdf.Root.ViewerPreferences.DisplayDocTitle), "does not show its title")


def fonts(pdf):
    seen = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"]
    demand(seen, "has no fonts")
    for font in seen:
        demand("/FontFile2" in font or "/FontFile3" in font, f"{font.FontName} is not embedded")
    for font in pdf.objects:
        if isinstance(font, pikepdf.Dictionary) and font.get("/Subtype") == "/Type0":
            demand("/ToUnicode" in font, f"{font.BaseFont} cannot be copied as text")


def nothing_active(pdf):
    active = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Movie", "/Sound", "/Rendition", "/URI"}
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary):
            demand(one.get("/S") not in active, f"holds {one.get('/S')}")
    demand("/OpenAction" not in pdf.Root and "/AA" not in pdf.Root, "acts when it is opened")


def attachment(pdf, wanted):
    held = json.loads(pdf.attachments["letter.json"].get_file().read_bytes())
    demand(held["message"]["says"] == wanted["message"]["says"], "holds another letter's data")
    demand(held["envelope"] == wanted["envelope"], "holds another envelope's digest")
    demand(pdf.Root.AF[0].AFRelationship == "/Data", "does not say what its attachment is")


def paper(letter, wanted):
    document = pypdfium2.PdfDocument(letter)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    digest = wanted["envelope"]
    # PDFium turns numbers around among Arabic letters; there the QR code alone must do.
    for start in range(0, 64, 8) if wanted["language"] != "ar" else ():
        demand(digest[start : start + 8] in text, "does not print the digest")
    picture = document[len(document) - 1].render(scale=3).to_pil()
    read = [code.text for code in zxingcpp.read_barcodes(picture)]
    demand(read == [f"comity:envelope?sha256={digest}"], f"its QR code says {read}")


if __name__ == "__main__":
    main(*sys.argv[1:])
