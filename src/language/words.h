/*-------------------------------------------------------------------------
 *
 * words.h
 *	  What tells languages apart, as words/compile.c writes it.
 *
 * A word of a text is looked at with ^ before and $ behind it, and every piece
 * of that which is in the trie is evidence for the languages in the piece's
 * value.  A whole word is just a piece that has both ends:
 *
 *		^nejlepsi$
 *		^ne				cs, sk
 *		^nej			cs
 *		       si$		cs, sk
 *
 * IDENTIFICATION
 *	  src/language/words.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_WORDS_H
#define VOC_WORDS_H

#include "../text/trie.h"

/* The languages, in the order of the bits of a value. */
#define VOC_LANGUAGES \
	{"bg", "cs", "de", "en", "es", "fr", "it", "pl", "ru", "sk", "uk"}
#define VOC_NLANGUAGES	11

/*
 * A value has the languages in its lower bits and, above them, what the piece
 * is worth to each: its weight, and for a whole word less when more languages
 * have it.
 */
#define VOC_WORDS_LANGUAGES(value)	((value) & ((1u << VOC_NLANGUAGES) - 1))
#define VOC_WORDS_WORTH(value)		((int) ((value) >> VOC_NLANGUAGES))
#define VOC_WORDS_UNIT	16		/* worth of 1.0 */

/* ln(11 / n): what a word or letter of n languages is worth to each. */
#define VOC_WORDS_LN \
	{0, 2.398f, 1.705f, 1.299f, 1.012f, 0.788f, 0.606f, 0.452f, 0.318f, \
	0.201f, 0.095f, 0}

extern const VocTrieUnit *const voc_words;

#endif							/* VOC_WORDS_H */
