"""Small words of every language read, which say nothing of what a mail is about."""

from debrief.reading.wording import fold
from debrief.when.filler_words import FILLERS

FILLER = frozenset(
    fold(word) for words in FILLERS.values() for text in words for word in text.split()
)
