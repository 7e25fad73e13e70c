/*-------------------------------------------------------------------------
 *
 * terms.h
 *	  All words and stems of a code frame, found by one walk over a token.
 *
 * A term is a word or a stem.  The terms of a token form a chain: the word
 * itself, if it is one, then its stems from the longest to the shortest.
 * Which stems a word or a longer stem has is known when the frame is
 * compiled, so that the walk yields only the head of the chain:
 *
 *		terms		late  lat*  late*  delivery  deliver*
 *
 *		"late"		-> late -> late* -> lat*
 *		"latest"	-> late* -> lat*
 *		"delivery"	-> delivery -> deliver*
 *		"live"		-> nothing
 *
 * The walk is over a trie of the words, and of the stems with one label more,
 * by which a stem that ends on the way is known from a word.
 *
 * IDENTIFICATION
 *	  src/coding/terms.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_TERMS_H
#define VOC_TERMS_H

#include "../text/trie.h"

/* No more terms, and no more letters in all of them, can be compiled. */
#define VOC_TERMS_MAX	(1 << 22)

#define VOC_TERM_NONE	UINT32_MAX

typedef struct VocTerms
{
	VocTrieUnit *units;
	uint32_t   *shorter;		/* by term: the next one of its chain */
	uint32_t	nterms;
} VocTerms;

/*
 * Write a term as a key, which has room for one byte more than text; the key
 * keeps pointing there.
 */
extern void voc_term_key(VocTrieKey *key, char *room, const char *text,
						 size_t len, bool stem);

/*
 * Compile the terms of these keys, which may occur several times and are
 * brought in order.  What is needed only meanwhile is taken from scratch.
 */
extern void voc_terms_compile(VocTerms *terms, VocTrieKey *keys, size_t nkeys,
							  VocArena *scratch, VocArena *arena);

/* The head of the chain of a token, or VOC_TERM_NONE. */
extern uint32_t voc_terms_find(const VocTerms *terms, const char *norm,
							   size_t len);

/* The term that was compiled from a key, or VOC_TERM_NONE. */
extern uint32_t voc_terms_lookup(const VocTerms *terms,
								 const VocTrieKey *key);

#endif							/* VOC_TERMS_H */
