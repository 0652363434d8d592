"""Name what an answer is about, so that words of different people can be counted together.

A theme is found by words alone; a text may have several or none. Themes are for counting in the
team's own reports, never for a decision about a customer.
"""

from __future__ import annotations

import re

from debrief.lexicon import fold

_THEMES = {
    "price": (
        r"pric(?:e|es|ed|ing|ey|ier)\b|cost|cheap|expensive|discount|budget|too dear|afford|"
        r"preis|teuer|teurer|kosten|gunstig|billig|rabatt|\bprix\b|\bcout|\bcher\b|chere|moins cher|"
        r"remise|tarif|precio|\bcaro|barato|descuento|presupuesto|\bprijs|duur\b|duurder|goedkop|"
        r"korting|preco|\bcusto|desconto|orcamento"
    ),
    "references and experience": (
        r"referenc|experience|track record|like ours|same industry|our industry|proven|"
        r"case stud|other customers|elsewhere|references?|referenz|erfahrung|branche|wie uns|"
        r"experienc|secteur|comme le notre|comme nous|experiencia|sector|como la nuestra|ervaring|"
        r"branche|zoals (?:wij|ons|die)|experiencia|setor|como a nossa"
    ),
    "people and relationship": (
        r"relationship|trust|chemistry|\bmet (?:our|us|the)\b|visit|came to|on site|on-site|"
        r"present in|their people|their team|shift leader|know (?:us|our)|knew (?:us|our)|personal|"
        r"vertrau|beziehung|kennt uns|kannten|vor ort|besuch|confiance|relation|sur place|"
        r"rencontr|confianza|relacion|nos conoc|in situ|vertrouwen|relatie|ter plaatse|bezocht|"
        r"confianca|relacionamento|presencial"
    ),
    "understanding of needs": (
        r"understood|understand|understanding|listen|our needs|our process|our situation|"
        r"asked (?:us|about|the right)|requirement|verstand|zugehort|bedurfnis|anforderung|"
        r"compris|ecout|besoin|entendi|entendieron|escuch|necesidad|begrepen|begreep|geluisterd|"
        r"behoefte|entenderam|ouviram|necessidade"
    ),
    "product fit": (
        r"feature|function|integrat|product|technical|capabilit|performance|reliab|accura|usab|"
        r"easier to use|easy to use|interface|steam|dashboard|alarm|quality|"
        r"funktion|produkt|technisch|schnittstelle|bedien|qualitat|fonction|produit|technique|"
        r"integration|qualite|funcion|producto|tecnic|calidad|functie|kwaliteit|koppeling|"
        r"produto|funcionalidade|qualidade|integrac"
    ),
    "speed and timing": (
        r"faster|quick|speed|slow|\blate\b|timing|deadline|lead time|delivery (?:date|time)|"
        r"deliver(?:ed)? (?:earlier|sooner|faster)|in time|weeks? earlier|respon(?:se|ded|sive)|"
        r"schnell|langsam|liefer(?:zeit|termin)|rechtzeitig|rapide|delai|lent\b|rapido|plazo|lento|"
        r"tarde\b|snel|langzaam|levertijd|prazo|demor"
    ),
    "service and support": (
        r"support|service|maintenance|training|helpdesk|onboarding|spare|calibrat|wartung|schulung|"
        r"betreuung|assistance|formation|maintenance|soporte|servicio|mantenimiento|formacion|"
        r"ondersteuning|onderhoud|suporte|servico|manutencao|formacao"
    ),
    "terms and risk": (
        r"contract|terms\b|risk|guarantee|warrant|flexib|commitment|notice period|switch would|"
        r"vertrag|risiko|garantie|laufzeit|contrat|risque|contrato|riesgo|garantia|contract|"
        r"risico|risco"
    ),
    "staying as they are": (
        r"stay(?:ed|ing)? (?:with|as)|status quo|no decision|not to buy|postpone|on hold|in-house|"
        r"internal(?:ly)?|existing (?:vendor|supplier|provider|system)|incumbent|bleiben|verschoben|"
        r"bestehend|rester|reporte|fournisseur actuel|quedarse|aplaz|proveedor actual|"
        r"blijven|uitgesteld|huidige|adiad|fornecedor atual"
    ),
}  # fmt: skip
_FOUND = {name: re.compile(rf"(?:(?<=\W)|^)(?:{pattern})") for name, pattern in _THEMES.items()}
OTHER = "something else"


def themes_of(text: str) -> tuple[str, ...]:
    """Return the themes of a text in the order in which it comes to them; () when it is empty.

    What fits none of ours is "something else".
    """
    plain = fold(text)
    if not plain:
        return ()
    places = [(m.start(), name) for name, found in _FOUND.items() if (m := found.search(plain))]
    return tuple(name for _, name in sorted(places)) or (OTHER,)


def main_theme(text: str) -> str | None:
    """Return what a text speaks of first; None when it is empty."""
    return next(iter(themes_of(text)), None)
