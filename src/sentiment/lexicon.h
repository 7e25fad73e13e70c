/*-------------------------------------------------------------------------
 *
 * lexicon.h
 *	  Lexicons as lexicon/compile.c writes them, and how they are looked up.
 *
 * A lexicon is one trie over the normal forms of its terms.  A word of a term
 * ends with EXACT, when a token must be it, or with STEM, when a token must
 * start with it; the next word of a phrase follows directly:
 *
 *		good			g o o d EXACT -> +1.9
 *		spokojen*		s p o k o j e n STEM -> +2.0
 *		nic moc			n i c EXACT m o c EXACT -> -1.2
 *		stoj* za hov*	s t o j STEM z a EXACT h o v STEM -> -3.0
 *
 *		root -g-o-o-d-[EXACT]-(+1.9)
 *			 \-n-i-c-[EXACT]-m-o-c-[EXACT]-(-1.2)
 *			 \-s-p-o-k-o-j-e-n-[STEM]-(+2.0)
 *			  \-t-o-j-[STEM]-z-a-[EXACT]-h-o-v-[STEM]-(-3.0)
 *
 * One walk over a token passes the ends of all stems that it starts with, and
 * comes to the end of the word that it is.  From each of those the walk can go
 * on with the next token, which finds the phrases.  The value in a leaf is the
 * role and the number, so there is no table beside the trie.
 *
 * The emoji and emoticons of lexicon/common.tsv are in every lexicon.  Beside
 * its terms a lexicon says a few things of the language's grammar:
 *
 *		ne <tab> prefix negator			a prefix that turns words round
 *		nej <tab> prefix 1.3			a prefix that strengthens them
 *		z <tab> of						"8 z 10"
 *		za <tab> for					"8 z 10 za jídlo"
 *		* <tab> concord					"nikdy není" is one negation
 *		* <tab> trailing 6				"gefaellt mir nicht" is one
 *		* <tab> compounds				"Totalausfall" is an "Ausfall"
 *		* <tab> marks 20				"18/20" is a rating
 *
 * IDENTIFICATION
 *	  src/sentiment/lexicon.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_LEXICON_H
#define VOC_LEXICON_H

#include <string.h>

#include "../text/trie.h"
#include "sentiment.h"

#define VOC_LEXICON_EXACT	2	/* labels that end a word */
#define VOC_LEXICON_STEM	3

#define VOC_LEXICON_WORDS	8	/* of a phrase, at most */

typedef enum VocRole
{
	VOC_ROLE_VALENCE,			/* amount: -4 ... +4 */
	VOC_ROLE_ASIDE,				/* "sadly": a valence that nothing bears on */
	VOC_ROLE_COURTESY,			/* "thanks": the same, and little at the end */
	VOC_ROLE_NEGATOR,			/* amount: valence with nothing to negate, or 0 */
	VOC_ROLE_WITHOUT,			/* a negator of things: "no", "without" */
	VOC_ROLE_INTENSIFIER,		/* amount: the factor */
	VOC_ROLE_DIMINISHER,
	VOC_ROLE_CONTRAST,
	VOC_ROLE_HYPOTHETICAL,
	VOC_ROLE_OTHER,				/* another time or place: "used to", "elsewhere" */
	VOC_ROLE_EXCESS,			/* "too"; amount: valence of what is too much */
	VOC_ROLE_REMEDY,			/* "fixed"; amount: its own valence */
	VOC_ROLE_RATING,			/* "stars" after a number; amount: the most */
	VOC_ROLE_HEADING,			/* "Pros:"; amount: +1, -1, or 0 for neither */
	VOC_ROLE_IRONY,				/* praise beside it is not meant; amount or 0 */
	VOC_ROLE_THAT,				/* joins its clause to the one before */
	VOC_ROLE_STOP				/* neutral, whatever stem it starts with */
} VocRole;

#define VOC_NROLES	(VOC_ROLE_STOP + 1)

/* A normal form, and for a prefix what it does to the rest of the word. */
typedef struct VocAffix
{
	const char *norm;
	uint16_t	len;
	float		factor;			/* 0: it negates */
} VocAffix;

/* What the words of a language do that no term can say. */
struct VocLexicon
{
	char		language[8];	/* ISO 639-1; empty: the common one */
	const VocTrieUnit *units;
	const struct VocFilter *filter; /* or NULL */
	const VocAffix *prefixes;	/* "ne-", "nej-" */
	const VocAffix *ofs;		/* the words in "8 of 10" and "8 out of 10" */
	const VocAffix *fors;		/* and behind it, "8 of 10 for the food" */
	uint64_t	prefix_letters; /* voc_letter_bit() of their first bytes */
	uint8_t		nprefixes;
	uint8_t		nofs;
	uint8_t		nfors;
	bool		concord;		/* several negators are one negation */
	bool		compounds;		/* words are written together; umlauts */
	uint8_t		marks;			/* the most in "18/20", or 0 */
	uint8_t		trailing;		/* words over which a negator reaches back */
};

/* Made by lexicon/compile.c; the common one comes first. */
extern const VocLexicon voc_lexicons[];
extern const int voc_nlexicons;

/* What a negator leaves of a valence. */
#define VOC_NEGATED_POSITIVE	(-0.75f)	/* "not good" is less than bad */
#define VOC_NEGATED_NEGATIVE	(-0.35f)	/* "not bad" is hardly good */

/* What a term says. */
typedef struct VocEntry
{
	VocRole		role;
	float		amount;			/* valence or factor */
} VocEntry;

/* --------------------------------------------------------------------
 * A filter: most words of a text begin no term, and that is told by a bit or
 * two (Bloom, "Space/time trade-offs in hash coding with allowable errors",
 * 1970).  What is set for a term is
 *
 *		of a word, a bit of that, or of its first eight bytes;
 *		of a phrase that starts with a whole word, a bit of the word and the
 *		first two bytes of the second one;
 *		of a stem, the bit of its fifth byte, or all 32 when it has none.
 *
 * The bits of words and phrases are in a number that the word chooses, and those
 * of stems in one that its first four bytes choose, so that memory is waited
 * for but twice (Putze, Sanders, Singler, "Cache-, hash- and space-efficient
 * Bloom filters", 2007).  A stem of three bytes has all bits wherever a fourth
 * may lead.
 * --------------------------------------------------------------------
 */

#define VOC_FILTER_STEM		3	/* bytes of the shortest stem that begins a term */
#define VOC_FILTER_WORD_BITS	12	/* of the number that a word chooses */
#define VOC_FILTER_STEM_BITS	13	/* and a stem, its fourth byte these of them */
#define VOC_FILTER_FOURTH_BITS	3

typedef struct VocFilter
{
	uint64_t	words[1 << VOC_FILTER_WORD_BITS];
	uint32_t	stems[1 << VOC_FILTER_STEM_BITS];
} VocFilter;

/*
 * A word is told by the first eight bytes of its normal form with zeros behind,
 * voc_norm_eight(); of a part of one, there may be something else behind.
 */
static inline uint64_t
voc_filter_part(const char *norm, size_t len)
{
	return voc_norm_eight(norm) & ~UINT64_C(0) >> (len < 8 ? 64 - 8 * len : 0);
}

/* Fibonacci hashing: Knuth, The Art of Computer Programming 3, 6.4 */
static inline uint64_t
voc_filter_hash(uint64_t bytes)
{
	return bytes * UINT64_C(0x9E3779B97F4A7C15);
}

/* Where the bits of a word and of its phrases are. */
static inline uint32_t
voc_filter_number(uint64_t hash)
{
	return (uint32_t) (hash >> (64 - VOC_FILTER_WORD_BITS));
}

static inline unsigned
voc_filter_bit(uint64_t hash)
{
	return hash >> (58 - VOC_FILTER_WORD_BITS) & 63;
}

/* The bit of a phrase, by its first word's hash and how the second begins. */
static inline unsigned
voc_filter_pair(uint64_t hash, uint64_t second)
{
	return (voc_filter_bit(hash) + 1 +
			((uint32_t) (second & 0xFFFF) * UINT32_C(0x9E3779B1) >> 26)) & 63;
}

/*
 * Where the bits of stems are that start with the first four bytes of a word:
 * of those with the same three bytes side by side.
 */
static inline uint32_t
voc_filter_stems(uint64_t word)
{
	uint32_t	three = (uint32_t) (word << 8) * UINT32_C(0x9E3779B1) >>
		(32 + VOC_FILTER_FOURTH_BITS - VOC_FILTER_STEM_BITS);

	return three << VOC_FILTER_FOURTH_BITS |
		(word >> 24 & ((1 << VOC_FILTER_FOURTH_BITS) - 1));
}

static inline unsigned
voc_filter_fifth(uint64_t word)
{
	return word >> 32 & 31;
}

/* Might a term be this word, or a stem that it starts with?  In bit 0. */
static inline uint64_t
voc_filter_may_have(const VocFilter *filter, uint64_t word)
{
	uint64_t	hash = voc_filter_hash(word);

	return filter->words[voc_filter_number(hash)] >> voc_filter_bit(hash) |
		filter->stems[voc_filter_stems(word)] >> voc_filter_fifth(word);
}

/*
 * Might a term begin with this word, or with it and the one behind it?  In bit
 * 0.
 */
static inline uint64_t
voc_filter_may_begin(const VocFilter *filter, uint64_t word, uint64_t next)
{
	uint64_t	hash = voc_filter_hash(word);

	return voc_filter_may_have(filter, word) |
		filter->words[voc_filter_number(hash)] >> voc_filter_pair(hash, next);
}

/*
 * Might a normal form, of which eight bytes can be read, or one that it starts
 * with be a term?
 */
static inline bool
voc_lexicon_may_have(const VocLexicon *lexicon, const char *norm, size_t len)
{
	return lexicon->filter == NULL ||
		(voc_filter_may_have(lexicon->filter, voc_filter_part(norm, len)) & 1) != 0;
}

/* A bit for the first byte of a normal form; some have the same. */
static inline uint64_t
voc_letter_bit(char letter)
{
	return UINT64_C(1) << ((unsigned char) letter & 63);
}

/* The number in a leaf: the role, and the amount in hundredths. */
static inline uint32_t
voc_entry_pack(VocRole role, int hundredths)
{
	return (uint32_t) role << 16 | (uint32_t) (hundredths + 0x8000);
}

static inline VocRole
voc_entry_role(uint32_t packed)
{
	return (VocRole) (packed >> 16);
}

static inline float
voc_entry_amount(uint32_t packed)
{
	return (float) ((int) (packed & 0xFFFF) - 0x8000) / 100.0f;
}

/*
 * The longest term that starts with the first of these tokens; among terms of
 * equal length exact words go before stems, and longer stems before shorter.
 * Returns the number of tokens it takes; 0, and *entry as it was, for none.
 */
extern int	voc_lexicon_match(const VocLexicon *lexicon,
							  const VocToken *tokens, int ntokens,
							  VocEntry *entry);

/* Is a token one of some words? */
extern bool voc_lexicon_is_one(const VocAffix *words, int nwords,
							   const VocToken *token);

/* The same as voc_lexicon_match for one word or a part of it. */
extern int	voc_lexicon_word(const VocLexicon *lexicon,
							 const char *norm, size_t len, VocEntry *entry);

/*
 * Write the term that voc_lexicon_match finds at these tokens as the lexicon
 * spells it, less diacritics; false, when they match none as they stand.
 * spelt has room for VOC_ENTRY_MAX bytes.
 */
extern bool voc_lexicon_spell(const VocLexicon *lexicon,
							  const VocToken *tokens, int ntokens, char *spelt);

/* The same for what voc_lexicon_word finds. */
extern bool voc_lexicon_spell_word(const VocLexicon *lexicon,
								   const char *norm, size_t len, char *spelt);

#endif							/* VOC_LEXICON_H */
