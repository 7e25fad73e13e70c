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
 * The emoji and emoticons of lexicon/common.tsv are in every lexicon.
 *
 * IDENTIFICATION
 *	  src/sentiment/lexicon.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_LEXICON_H
#define VOC_LEXICON_H

#include "../text/trie.h"
#include "sentiment.h"

#define VOC_LEXICON_EXACT	2	/* labels that end a word */
#define VOC_LEXICON_STEM	3

#define VOC_LEXICON_WORDS	8	/* of a phrase, at most */

typedef enum VocRole
{
	VOC_ROLE_VALENCE,			/* amount: -4 ... +4 */
	VOC_ROLE_NEGATOR,
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
	VOC_ROLE_IRONY,				/* what praises beside it does not mean it */
	VOC_ROLE_STOP				/* neutral, whatever stem it starts with */
} VocRole;

#define VOC_NROLES	(VOC_ROLE_STOP + 1)

struct VocLexicon
{
	char		language[8];	/* ISO 639-1; empty: the common one */
	const VocTrieUnit *units;
};

/* Made by lexicon/compile.c; the common one comes first. */
extern const VocLexicon voc_lexicons[];
extern const int voc_nlexicons;

/* What a term says. */
typedef struct VocEntry
{
	VocRole		role;
	float		amount;			/* valence or factor */
} VocEntry;

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

/* The same for one word or a part of it. */
extern int	voc_lexicon_word(const VocLexicon *lexicon,
							 const char *norm, size_t len, VocEntry *entry);

#endif							/* VOC_LEXICON_H */
