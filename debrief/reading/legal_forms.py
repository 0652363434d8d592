"""The forms in which firms are registered: "GmbH & Co. KG", "Ltd", "S.A. de C.V."."""

from __future__ import annotations

from debrief.reading.wording import word_set

# As written, without the last point; the longer before what it begins with.
FORM = (
    r"(?:GmbH(?: & Co\.? ?KG)?|Ges\.m\.b\.H|AG|A\.G|KG|OHG|oHG|SE|OG|eG|eGen|e\. ?[KV]|a\.G"
    r"|Inc|LLC|LLP|L\.P|Ltd|Limited|PLC|plc|DAC|Corp|Co"
    r"|S\. ?A\. ?B\. de C\. ?V|S\.?A\.? de C\.?V|S\. ?A\. de C\. ?V|S\. ?de R\. ?L|S\.P\.R\. de R\.L|E\.I\.R\.L"
    r"|S\. ?A\. ?S|SASU?|SARL|S\. ?A|SA|S\. ?L\. ?U|SLU?|S\. ?Coop|S\. ?L|S\.p\.A|SpA|S\.r\.l|Srl|SRL"
    r"|B\. ?V|BV|bv|N\. ?V|NV|nv|V\.O\.F|Lda|Ltda|LDA|Oyj?|AB|AS|A/S|ApS)"
)
# In lower case, as words of a name.
WORDS = word_set(
    "inc ltd llc llp plc corp co limited gmbh ag kg ohg se sa sas sarl srl spa sl bv nv lda ltda ab as aps oy"
)
# In lower case, as they stand in a line.
FOLDED = rf"(?:{'|'.join(sorted(WORDS))}|s\.a\.? de c\.v|s\.a\.?|s\.l\.?|s\.p\.a|b\.v|n\.v)"
