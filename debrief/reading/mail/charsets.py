"""Bytes to text for mail whose charset label may be wrong, unknown, empty or missing."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

# What the label says → the superset that senders really mean by it.
_ALIASES = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "ansi_x3.4-1968": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-8-i": "cp1255",
    "iso-8859-8-e": "cp1255",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "windows-31j": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "cp50220": "iso2022_jp_ext",
    "big5": "big5hkscs",
    "cp-850": "cp850",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "utf8": "utf-8",
    "utf-8": "utf-8",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
}
# Python codecs that are not charsets of text, or need data we have not.
_NOT_CHARSETS = {
    "idna",
    "mbcs",
    "oem",
    "punycode",
    "raw_unicode_escape",
    "undefined",
    "unicode_escape",
}
_SINGLE_BYTE = re.compile(r"cp\d+$|iso8859|koi8|mac|latin")
_NOT_ASCII = ("utf-16", "utf-32", "utf-7", "iso2022", "hz")  # ASCII bytes may mean more there
_SAMPLE = 4096  # bytes looked at when guessing


@lru_cache(maxsize=256)
def known_codec(label: str) -> str | None:
    """Return the Python codec a charset label stands for, or None for no charset of text."""
    name = label.strip(" \t\r\n\"'<>;,").lower()
    name = _ALIASES.get(name, name)
    if not name or len(name) > 40:
        return None
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        squeezed = re.sub(r"[^a-z0-9]", "", name)
        for prefix in ("windows", "xcp", "xwindows", "ibm"):
            if squeezed.startswith(prefix) and squeezed[len(prefix) :].isdigit():
                return known_codec("cp" + squeezed[len(prefix) :])
        return None
    if info.name.replace("-", "_") in _NOT_CHARSETS or not getattr(info, "_is_text_encoding", True):
        return None
    return str(info.name)


def decode(raw: bytes, label: str | None = None) -> tuple[str, bool]:
    """Return the text and whether the label was right; never fails.

    Valid UTF-8 with non-ASCII letters is believed before a label for a single-byte
    charset: the chance that such bytes are anything else is negligible.
    """
    codec = known_codec(label) if label else "utf-8"
    if codec is not None and not codec.startswith(_NOT_ASCII) and raw.isascii():
        return raw.decode("ascii").replace("\x00", ""), True
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw[:3] == b"\xef\xbb\xbf":
        return _with_mark(raw), True
    if codec is not None:
        text = _strictly(raw, codec)
        if text is not None:
            return text, True
        if codec == "utf-8" and _mostly_utf8(raw):
            return raw.decode("utf-8", "replace"), False
        if codec != "utf-8":
            return clean(raw.decode(codec, "replace")), False
    return _guess(raw), False


def clean(text: str) -> str:
    """Return the text without NULs and lone surrogates (they break storage)."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return text


def _strictly(raw: bytes, codec: str) -> str | None:
    if _SINGLE_BYTE.match(codec):
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            pass
    try:
        return clean(raw.decode(codec))
    except (UnicodeError, ValueError, LookupError):
        return None


def _with_mark(raw: bytes) -> str:
    if raw[:3] == b"\xef\xbb\xbf":
        return clean(raw[3:].decode("utf-8", "replace"))
    return clean(raw.decode("utf-16", "replace"))


def _mostly_utf8(raw: bytes) -> bool:
    sample = raw[:_SAMPLE]
    text = sample.decode("utf-8", "ignore")
    good = sum(1 for char in text if char > "\x7f")
    lost = len(sample) - len(text.encode("utf-8"))
    return good > 0 and lost <= max(3, good)


def _guess(raw: bytes) -> str:
    if raw.count(b"\x00", 0, _SAMPLE) * 3 > min(len(raw), _SAMPLE):
        odd = raw[1:_SAMPLE:2].count(0) >= raw[0:_SAMPLE:2].count(0)
        return clean(raw.decode("utf-16-le" if odd else "utf-16-be", "replace"))
    try:
        return clean(raw.decode("utf-8"))
    except UnicodeDecodeError:
        if _mostly_utf8(raw):
            return clean(raw.decode("utf-8", "replace"))
    codec = _guess_codec(raw[:_SAMPLE]) or "cp1252"
    return clean(raw.decode(codec, "replace"))


@lru_cache(maxsize=64)
def _guess_codec(sample: bytes) -> str | None:
    """Ask charset-normalizer; only for text that is neither labelled nor UTF-8."""
    from charset_normalizer import from_bytes

    if sum(1 for byte in sample if byte > 127) < 12:
        return None  # a handful of accents: Windows-1252 is the best bet
    best = from_bytes(sample, steps=3, chunk_size=512).best()
    return best.encoding if best is not None else None
