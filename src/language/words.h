/*-------------------------------------------------------------------------
 *
 * words.h
 *	  What tells languages apart, as words/compile.c writes it.
 *
 * A word is looked at as the letters of its normal form with ^ before and $
 * behind them.  Every piece of two to five of these may have a row of weights,
 * one for each language that is written in the script:
 *
 *		^nejlepsi$
 *		^n ne ej je ... ^ne nej eje ... ^nej neje ... ^neje nejle ...
 *
 * A word that was typed with diacritics also has as pieces each such letter
 * and its pairs with the letters beside it, as they were typed:
 *
 *		nejlepší		š, pš, í, ší, í$
 *
 * The weights of all pieces of all words are added up (a linear model), and so
 * are those of whole words that are worth a row of their own.  A text is judged
 * by the words in one script.
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
#include <string.h>

#include "../text/fold.h"
#include "../text/text.h"

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
 * logarithm of odds.  Those of a Latin piece fill 64 bits, the lowest ones
 * first, and those of a Cyrillic piece 32.
 *
 * Words that are often met, or listed, have the sums of their pieces, so that they need
 * but one look: a byte each, with 128 for nothing.  Those of languages 4i and
 * 4i + 1 are bytes 2i and 2i + 1 of a first word of 64 bits, and those of 4i +
 * 2 and 4i + 3 of a second.
 */
#define VOC_WEIGHT_UNIT		5	/* 1.0 */
#define VOC_WEIGHT_ZERO		8
#define VOC_WEIGHT_BITS		4
#define VOC_SUM_ZERO		128

/* Letters of a word, with ^ and $; the rest of a longer one is not looked at. */
#define VOC_LETTERS_MAX		32
#define VOC_OTHER_CYRILLIC	0xC0	/* a letter of none of the languages */
#define VOC_PIECE_MAX		5	/* letters of a piece that is no whole word */

/*
 * Keys are in a perfect hash table, where no two want the same slot, so that
 * looking costs no branch that could be foretold wrongly: a key's bucket has a
 * number that moves its keys to slots which are free (Belazzougui, Botelho,
 * Dietzfelbinger: Hash, displace, and compress, ESA 2009).  What is found
 * there is the key's own if it has the key's mark, 16 bits of its hash.
 */
typedef struct VocKeys
{
	const uint16_t *moves;		/* by bucket */
	uint32_t	nbuckets;
	uint32_t	nslots;
} VocKeys;

#define VOC_KEYS_PER_BUCKET	4

/*
 * What is in the slots of words or pieces: a mark and, in 16 bits each, the
 * weights or sums, close together since memory is what looking waits for.
 */
typedef struct VocRows
{
	VocKeys		keys;
	const uint16_t *rows;
} VocRows;

#define VOC_ROW_LATIN		5	/* a piece's mark, and its weights */
#define VOC_ROW_CYRILLIC	3
#define VOC_ROW_WORD		9	/* a word's, of either script, and its sums */

extern const VocRows voc_pieces[VOC_NSCRIPTS];
extern const VocRows voc_words;

/* The finalizer of MurmurHash3, for keys differ in few bits. */
static inline uint64_t
voc_key_hash(uint64_t key)
{
	key *= UINT64_C(0x9E3779B97F4A7C15);
	key ^= key >> 32;
	key *= UINT64_C(0xC4CEB9FE1A85EC53);
	return key ^ key >> 33;
}

static inline uint16_t
voc_key_mark(uint64_t hash)
{
	return (uint16_t) (hash >> 24);
}

static inline uint32_t
voc_key_bucket(const VocKeys *keys, uint64_t hash)
{
	return (uint32_t) ((hash & 0xFFFFFFFF) * keys->nbuckets >> 32);
}

static inline uint32_t
voc_key_slot(const VocKeys *keys, uint64_t hash, uint32_t move)
{
	uint32_t	moved = (uint32_t) (hash >> 32) +
		move * ((uint32_t) (hash >> 8) | 1);

	return (uint32_t) ((uint64_t) moved * keys->nslots >> 32);
}

/* The slot of a key.  It is there when *mark is the first of the slot. */
static inline uint32_t
voc_find_key(const VocKeys *keys, uint64_t key, uint16_t *mark)
{
	uint64_t	hash = voc_key_hash(key);

	*mark = voc_key_mark(hash);
	return voc_key_slot(keys, hash, keys->moves[voc_key_bucket(keys, hash)]);
}

/*
 * The key of a word by its normal form, which is filled up with zeros to sixteen
 * bytes or more (text.h): nearly all words have no more.
 */
static inline uint64_t
voc_word_key(const char *norm, size_t len)
{
	uint64_t	key = ~(uint64_t) len ^ voc_norm_eight(norm);
	size_t		at = 8;

	do
	{
		key = (key << 23 | key >> 41) * UINT64_C(0x9FB21C651E98DF25) ^
			voc_norm_eight(norm + at);
		at += 8;
	} while (at < len);
	return key;
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
	bool		cyrillic = (c < 0xC0) | (c >= 0xD0 && c <= 0xD4);

	return c < 0x80 ? VOC_LATIN : cyrillic ? VOC_CYRILLIC : VOC_NSCRIPTS;
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

/* The key of a piece. */
static inline uint64_t
voc_piece_key(const unsigned char *letters, int n)
{
	uint64_t	key = 0;

	for (int i = 0; i < n; i++)
		key = key << 8 | letters[i];
	return key;
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
