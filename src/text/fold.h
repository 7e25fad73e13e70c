/*-------------------------------------------------------------------------
 *
 * fold.h
 *	  What a character beyond ASCII is, and what it is matched as.
 *
 * IDENTIFICATION
 *	  src/text/fold.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_FOLD_H
#define VOC_FOLD_H

#include "utf8.h"

typedef enum VocCharClass
{
	VOC_CHAR_LETTER,			/* letters and digits of any script */
	VOC_CHAR_MARK,				/* combining mark: belongs to its letter */
	VOC_CHAR_IGNORED,			/* joiners, soft hyphen, byte order mark */
	VOC_CHAR_SPACE,
	VOC_CHAR_NEWLINE,
	VOC_CHAR_EMOJI,
	VOC_CHAR_PUNCTUATION		/* and whatever else there is */
} VocCharClass;

/* What voc_fold_letter saw. */
#define VOC_FOLD_UPPER		0x01	/* a capital */
#define VOC_FOLD_LOWER		0x02	/* a small letter */
#define VOC_FOLD_ACCENTED	0x04	/* it had a diacritic, now stripped */

/* The class of a character, which is not ASCII. */
extern VocCharClass voc_char_class(uint32_t cp);

/*
 * Write what a letter that is not ASCII is matched as: small, without
 * diacritics where it is Latin.  Writes one or two ASCII letters or one other
 * character, at most VOC_UTF8_MAX bytes; returns how many.
 */
extern int	voc_fold_letter(uint32_t cp, char *out, unsigned *seen);

/*
 * What a combining mark makes of the letter it follows, both as folded: 0
 * when the mark is just dropped.  Only Cyrillic has letters which are more
 * than their base: the short i and the yi, the others lose their marks.
 */
extern uint32_t voc_fold_mark(uint32_t letter, uint32_t mark);

/* A punctuation character, as the ASCII one that people type for it. */
extern uint32_t voc_fold_punctuation(uint32_t cp);

#endif							/* VOC_FOLD_H */
