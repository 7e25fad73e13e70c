/*-------------------------------------------------------------------------
 *
 * words.h
 *	  What tells languages apart, as words/compile.c writes it.
 *
 * A word is looked at as the letters of its normal form with ^ before and $
 * behind them.  Every piece of two to five of these, and the whole, may have
 * a row of weights, one for each language that is written in the script:
 *
 *		^nejlepsi$		the word
 *		^n ne ej je ... ^ne nej eje ... ^nej neje ... ^neje nejle ...
 *
 * A word that was typed with diacritics also has as pieces each such letter
 * and its pairs with the letters beside it, as they were typed:
 *
 *		nejlepší		š, pš, í, ší, í$
 *
 * The weights of all pieces of all words are added up (a linear model); words
 * in both scripts are never added, for a text is judged by one of them.
 *
 * IDENTIFICATION
 *	  src/language/words.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_WORDS_H
#define VOC_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../text/fold.h"

typedef enum VocScript
{
	VOC_LATIN, VOC_CYRILLIC, VOC_NSCRIPTS
} VocScript;

/*
 * The languages of each script, in the order of their weights.  All others
 * together are one more, whose weights are always 0.
 */
#define VOC_LANGUAGES { \
	{"cs", "sk", "pl", "de", "en", "es", "fr", "it", \
	"hr", "sl", "nl", "pt", "ro", "hu", "sv", "sr"}, \
	{"bg", "ru", "uk", "mk", "sr", "be"} }
#define VOC_LANGUAGES_MOST	16

/*
 * A weight has four bits, with 8 for nothing, and is in units of a natural
 * logarithm of odds.  Those of a Latin piece fill two words, the lowest bits
 * first, and those of a Cyrillic piece one.
 */
#define VOC_WEIGHT_UNIT		5	/* 1.0 */
#define VOC_WEIGHT_ZERO		8
#define VOC_WEIGHT_BITS		4

/* Letters of a word, with ^ and $; the rest of a longer one is not looked at. */
#define VOC_LETTERS_MAX		32
#define VOC_OTHER_CYRILLIC	0xC0	/* a letter of none of the languages */
#define VOC_PIECE_MAX		5	/* letters of a piece that is no whole word */

/*
 * The pieces of one script are in a hash table with linear probing (Knuth,
 * The Art of Computer Programming 3, 6.4).  A key is known by its place and
 * by 16 more bits, its mark; an empty slot has the mark 0.  The table ends
 * with an empty slot, so that no probe needs to go back to its start.
 */
typedef struct VocPieces
{
	const uint16_t *marks;
	const uint32_t *rows;
	uint32_t	slots;			/* where probes start */
} VocPieces;

extern const VocPieces voc_pieces[VOC_NSCRIPTS];

static inline uint64_t
voc_piece_hash(uint64_t key)
{
	key *= UINT64_C(0x9E3779B97F4A7C15);
	return key ^ key >> 32;
}

static inline uint32_t
voc_piece_slot(uint64_t hash, uint32_t slots)
{
	return (uint32_t) ((hash >> 32) * slots >> 32);
}

static inline uint16_t
voc_piece_mark(uint64_t hash)
{
	uint16_t	mark = (uint16_t) hash;

	return mark != 0 ? mark : 1;
}

/*
 * The script of a word by the first byte of its normal form (fold.h): Latin
 * letters are ASCII, Cyrillic ones are single bytes beyond it or, if today's
 * languages have no use for them, characters up to U+053F.
 */
static inline VocScript
voc_word_script(const char *norm)
{
	unsigned char c = (unsigned char) norm[0];

	if (c < 0x80)
		return VOC_LATIN;
	return c < 0xC0 || (c >= 0xD0 && c <= 0xD4) ? VOC_CYRILLIC : VOC_NSCRIPTS;
}

/*
 * Write the letters of a normal form, a byte each, between ^ and $; returns
 * how many there are, or 0 for what is no word of letters only.
 */
static inline int
voc_word_letters(const char *norm, size_t len, unsigned char *letters)
{
	const unsigned char *p = (const unsigned char *) norm;
	const unsigned char *end = p + len;
	int			n = 0;

	letters[n++] = '^';
	while (p < end && n < VOC_LETTERS_MAX)
	{
		unsigned	c = *p;

		if ((c >= 'a' && c <= 'z') || c == '\'' || c == '-' ||
			(c >= 0x80 && c < 0xC0))
			letters[n++] = (unsigned char) c;
		else if (c >= 0xD0 && c <= 0xD4)
			letters[n++] = VOC_OTHER_CYRILLIC;
		else
			return 0;
		p += voc_norm_char((unsigned char) c);
	}
	if (n < VOC_LETTERS_MAX)
		letters[n++] = '$';
	return n;
}

/* The key of a piece or whole word. */
static inline uint64_t
voc_piece_key(const unsigned char *letters, int n)
{
	uint64_t	key = 0;

	if (n <= 7)
	{
		for (int i = 0; i < n; i++)
			key = key << 8 | letters[i];
		return key;
	}
	for (int i = 0; i < n; i++)
		key = (key ^ letters[i]) * UINT64_C(0x100000001B3);
	return key | UINT64_C(1) << 63;
}

/* The key of a letter with a diacritic (other is 0), or of a pair with one. */
static inline uint64_t
voc_typed_key(uint32_t other, uint32_t letter)
{
	return UINT64_C(1) << 62 | (uint64_t) other << 24 | letter;
}

/* The small form of a typed letter of a language known here. */
static inline uint32_t
voc_small_letter(uint32_t cp)
{
	if (cp >= 'A' && cp <= 'Z')
		return cp + 0x20;
	if (cp >= 0xC0 && cp <= 0xDE)
		return cp + 0x20;
	if (cp >= 0x100 && cp < 0x139)
		return cp | 1;
	if (cp >= 0x139 && cp < 0x149)
		return cp + (cp & 1);
	if (cp >= 0x14A && cp < 0x178)
		return cp | 1;
	if (cp >= 0x179 && cp < 0x17F)
		return cp + (cp & 1);
	if (cp >= 0x218 && cp < 0x21C)
		return cp | 1;
	return cp;
}

#define VOC_KEYS_MAX	(7 * VOC_LETTERS_MAX)

/* Write the keys of a word's pieces; returns how many there are. */
static inline int
voc_word_keys(const unsigned char *letters, int n, uint64_t *keys)
{
	int			nkeys = 0;

	for (int from = 0; from < n - 1; from++)
	{
		int			most = n - from < VOC_PIECE_MAX ? n - from : VOC_PIECE_MAX;
		uint64_t	key = letters[from];

		for (int i = 1; i < most; i++)
		{
			key = key << 8 | letters[from + i];
			keys[nkeys++] = key;
		}
	}
	if (n > VOC_PIECE_MAX && letters[n - 1] == '$')
		keys[nkeys++] = voc_piece_key(letters, n);
	return nkeys;
}

/*
 * Write the keys of the letters with diacritics of a word as it was typed;
 * returns how many there are.
 */
static inline int
voc_typed_keys(const char *word, size_t len, uint64_t *keys)
{
	const unsigned char *p = (const unsigned char *) word;
	const unsigned char *end = p + len;
	uint32_t	before = '^';
	int			nkeys = 0;

	for (int n = 1; n < VOC_LETTERS_MAX; n++)
	{
		uint32_t	cp = '$';

		if (p < end)
			p += voc_utf8_decode(p, end, &cp);
		cp = voc_small_letter(cp);
		if (cp >= 0x80)
			keys[nkeys++] = voc_typed_key(0, cp);
		if (cp >= 0x80 || before >= 0x80)
			keys[nkeys++] = voc_typed_key(before, cp);
		if (cp == '$')
			break;
		before = cp;
	}
	return nkeys;
}

#endif							/* VOC_WORDS_H */
