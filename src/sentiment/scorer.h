/*-------------------------------------------------------------------------
 *
 * scorer.h
 *	  What the parts of the scorer share: terms that were met in a chunk.
 *
 *		find.c		which terms a clause has
 *		weigh.c		what they make of each other, and of the clause
 *		sentiment.c	chunks and texts
 *
 * IDENTIFICATION
 *	  src/sentiment/scorer.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_SCORER_H
#define VOC_SCORER_H

#include "lexicon.h"

/* A term that was met. */
typedef struct Hit
{
	uint16_t	at;				/* its first token */
	uint16_t	count;			/* its tokens */
	uint8_t		lexicon;		/* it was found in: index of voc_lexicons */
	uint64_t	rules;			/* VOC_RULE(), what was done to it */
	bool		otherwise;		/* found in another spelling, or a part of it */
	bool		used;			/* a negator that had something to negate */
	VocEntry	entry;
	float		share;			/* its part of the clause's sum */
} Hit;

/* The terms of a chunk, clause by clause. */
typedef struct Hits
{
	const VocLexicon *lexicon;
	const VocLexicon *own;		/* the user's words for it, or NULL */
	const VocLexicon *const *owns;	/* those for each lexicon, or NULL */
	VocChunk   *chunk;
	const char *text;			/* that the chunk is of */
	bool		begun;			/* the text began before the chunk */
	int			all_caps;		/* most words are; -1: not yet counted */
	int			count;
	Hit			of[VOC_CHUNK_TOKENS];
} Hits;

/* What voc_weigh_clause() made of a clause, beside its score. */
typedef struct Weighing
{
	float		damping;		/* of the sum, as it asks or supposes */
	float		exclaimed;		/* what exclamation marks added to the sum */
	float		headed;			/* what a heading above it added */
	float		unit;			/* from sum to score */
} Weighing;

/* Look up in this lexicon from now on. */
static inline void
voc_use_lexicon(Hits *hits, const VocLexicon *lexicon)
{
	hits->lexicon = lexicon;
	hits->own = hits->owns == NULL ? NULL : hits->owns[lexicon - voc_lexicons];
}

/* Find the terms of a clause and add them to the hits. */
extern void voc_find_terms(Hits *hits, const VocClause *clause);

/*
 * Write the entry that a hit was found by, as VOC_ENTRY_MAX bytes of UTF-8 at
 * most; false when there is none, for a rating.
 */
extern bool voc_spell_term(const Hits *hits, const Hit *hit, char *spelt);

/*
 * Score a clause whose hits are those from first to before last.  Those from
 * back on, of a clause that it is joined to, bear on them too.
 */
extern void voc_weigh_clause(Hits *hits, const VocClause *clause, int back,
							 int first, int last, float heading,
							 VocClauseScore *score, Weighing *weighing);

/* Does the hit say something of feeling by itself? */
static inline bool
voc_hit_feels(const Hit *hit)
{
	return hit->entry.role <= VOC_ROLE_COURTESY || hit->entry.role == VOC_ROLE_REMEDY;
}

#endif							/* VOC_SCORER_H */
