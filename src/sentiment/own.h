/*-------------------------------------------------------------------------
 *
 * own.h
 *	  Users' own words, compiled to lexicons at run time.
 *
 * IDENTIFICATION
 *	  src/sentiment/own.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_OWN_H
#define VOC_OWN_H

#include "../text/arena.h"
#include "sentiment.h"

/* A term, and what it says: a valence, or a role with or without a factor. */
typedef struct VocWord
{
	const char *term;			/* UTF-8 */
	const char *language;		/* ISO 639-1, or NULL for every language */
	const char *role;			/* or NULL: amount is a valence */
	double		amount;			/* 0 where the role takes none */
} VocWord;

/*
 * Compile words for voc_scorer_begin().  Where two of the same language have
 * the same normal form, the later one counts; words of a language count more
 * than those of every one.  A word that is not well formed is left out, as is
 * one of a language that voc does not know, and counted in *nbad.
 * chunk is room to work in.  Returns an array by lexicon, from the arena like
 * all it points to, or NULL when there is no good word.
 */
extern const VocLexicon *const *voc_own_compile(const VocWord *words, int nwords,
												VocChunk *chunk,
												VocArena *arena, int *nbad);

#endif							/* VOC_OWN_H */
