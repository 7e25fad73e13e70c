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

/*
 * Normal forms are UTF-8, but for the letters of today's Cyrillic alphabets,
 * which take one byte each, as Latin ones do: matching looks at half as many
 * bytes.  Such a byte is a tail in UTF-8, and so cannot be taken for anything
 * else where it does not follow the lead of a longer character.
 *
 *		U+0430 ... U+045F	0x80 ... 0xAF
 *		U+0491				0xB0
 */
#define VOC_NORM_CYRILLIC	0x80
#define VOC_NORM_GHE		0xB0

/* Bytes of the character of a normal form that starts with this one. */
static inline size_t
voc_norm_char(unsigned char lead)
{
	return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/*
 * Base letters of U+00C0 ... U+024F, in the case of the letter they stand for;
 * a digit or a dot where that is no single letter.
 */
extern const char voc_fold_latin[];

/*
 * Bytes of a normal form for U+0400 ... U+047F, "ё" as "е"; 0 where that is
 * no single byte.  Those before U+0430 are capitals.
 */
extern const unsigned char voc_fold_cyrillic[128];

/*
 * What a letter of two bytes in UTF-8 is matched as, when that is one byte of
 * a normal form: that byte, or 0 when voc_fold_letter must tell.  *seen gains
 * what it saw (VOC_FOLD_*).
 */
static inline unsigned char
voc_fold_pair(unsigned char lead, unsigned char tail, unsigned *seen)
{
	if (!voc_utf8_is_tail(tail))
		return 0;
	if (lead == 0xD0 || lead == 0xD1)
	{
		unsigned	letter = (lead & 1u) << 6 | (tail & 0x3Fu);

		*seen |= letter < 0x30 ? VOC_FOLD_UPPER : VOC_FOLD_LOWER;
		return voc_fold_cyrillic[letter];
	}
	if (lead >= 0xC3 && lead <= 0xC5)
	{
		char		base = voc_fold_latin[(lead - 0xC3) << 6 | (tail & 0x3F)];

		if (base < 'A')
			return 0;
		*seen |= VOC_FOLD_ACCENTED |
			(base < 'a' ? VOC_FOLD_UPPER : VOC_FOLD_LOWER);
		return (unsigned char) (base | 0x20);
	}
	return 0;
}

/* The class of a character, which is not ASCII. */
extern VocCharClass voc_char_class(uint32_t cp);

/*
 * Write what a letter that is not ASCII is matched as: small, without
 * diacritics where it is Latin.  Writes one or two ASCII letters or one other
 * character of a normal form, at most VOC_UTF8_MAX bytes; returns how many.
 */
extern int	voc_fold_letter(uint32_t cp, char *out, unsigned *seen);

/*
 * What a combining mark makes of the letter it follows, both as bytes of a
 * normal form: 0 when the mark is just dropped.  Only Cyrillic has letters
 * which are more than their base: the short i, the short u and the yi.
 */
extern unsigned char voc_fold_mark(unsigned char letter, uint32_t mark);

/* A punctuation character, as the ASCII one that people type for it. */
extern uint32_t voc_fold_punctuation(uint32_t cp);

#endif							/* VOC_FOLD_H */
