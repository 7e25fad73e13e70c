/*-------------------------------------------------------------------------
 *
 * terms.c
 *	  The trie of a code frame's words and stems.
 *
 * IDENTIFICATION
 *	  src/coding/terms.c
 *
 *-------------------------------------------------------------------------
 */
#include "terms.h"

#include <stdlib.h>
#include <string.h>

/* The label that follows the letters of a stem; see trie.h. */
#define STEM_LABEL	2

void
voc_term_key(VocTrieKey *key, char *room, const char *text, size_t len,
			 bool stem)
{
	memcpy(room, text, len);
	if (stem)
		room[len++] = STEM_LABEL;
	key->bytes = room;
	key->len = len;
}

static bool
is_stem(const VocTrieKey *key)
{
	return key->bytes[key->len - 1] == STEM_LABEL;
}

static size_t
letters(const VocTrieKey *key)
{
	return key->len - is_stem(key);
}

/*
 * Link every term to the longest shorter stem.  In the order of the keys, a
 * stem stands before all that begins with it, but after the word of the same
 * letters; the stems that the term at hand begins with are therefore always
 * those last passed, each linked to the next.
 */
static void
link_stems(VocTerms *terms, const VocTrieKey *keys)
{
	uint32_t	stem = VOC_TERM_NONE;

	for (uint32_t i = 0; i < terms->nterms; i++)
	{
		size_t		len = letters(&keys[i]);

		while (stem != VOC_TERM_NONE &&
			   (letters(&keys[stem]) > len ||
				memcmp(keys[stem].bytes, keys[i].bytes,
					   letters(&keys[stem])) != 0))
			stem = terms->shorter[stem];
		terms->shorter[i] = stem;
		if (is_stem(&keys[i]))
			stem = i;
		else if (i + 1 < terms->nterms && is_stem(&keys[i + 1]) &&
				 letters(&keys[i + 1]) == len &&
				 memcmp(keys[i + 1].bytes, keys[i].bytes, len) == 0)
			terms->shorter[i] = i + 1;
	}
}

void
voc_terms_compile(VocTerms *terms, VocTrieKey *keys, size_t nkeys,
				  VocArena *scratch, VocArena *arena)
{
	VocTrieUnit *units;
	uint32_t	n = 0;
	size_t		nunits;

	if (nkeys > 0)
		qsort(keys, nkeys, sizeof(VocTrieKey), voc_trie_compare);
	for (size_t i = 0; i < nkeys; i++)
	{
		if (n > 0 && voc_trie_compare(&keys[n - 1], &keys[i]) == 0)
			continue;
		keys[n] = keys[i];
		keys[n].value = n;
		n++;
	}
	terms->nterms = n;
	terms->shorter = voc_arena_alloc0(arena, n + 1, sizeof(uint32_t));
	link_stems(terms, keys);
	units = voc_trie_build(keys, n, scratch, &nunits);
	terms->units = voc_arena_alloc0(arena, nunits, sizeof(VocTrieUnit));
	memcpy(terms->units, units, nunits * sizeof(VocTrieUnit));
}

/*
 * The rest of a walk, from a place in a tail, where there is but one term to
 * come: that, or the longest stem passed before.
 */
static uint32_t
find_in_tail(const VocTrieUnit *units, uint32_t place, const char *norm,
			 size_t len, uint32_t stem)
{
	unsigned	byte = voc_trie_tail(units, place);
	uint32_t	term;

	while (len > 0 && byte == (unsigned char) *norm)
	{
		byte = voc_trie_tail(units, ++place);
		norm++;
		len--;
	}
	if (byte == STEM_LABEL)
		place++;
	else if (len > 0)
		return stem;
	return voc_trie_value(units, place, &term) ? term : stem;
}

uint32_t
voc_terms_find(const VocTerms *terms, const char *norm, size_t len)
{
	const VocTrieUnit *units = terms->units;
	VocTrieUnit unit = units[VOC_TRIE_ROOT];
	uint32_t	node = VOC_TRIE_ROOT;
	uint32_t	term = VOC_TERM_NONE;

	for (size_t i = 0; i < len; i++)
	{
		unsigned	label = (unsigned char) norm[i];
		uint32_t	stem;

		node = (unit >> VOC_TRIE_BASE) + label;
		unit = units[node];
		if ((unit & 0xFF) != label)
			return term;
		if ((unit & VOC_TRIE_TAIL) != 0)
			return find_in_tail(units, voc_trie_tail_place(unit), norm + i + 1,
								len - i - 1, term);
		if ((unit & VOC_TRIE_ENDS) != 0 &&
			(stem = voc_trie_step(units, node, STEM_LABEL)) != 0)
			voc_trie_value(units, stem, &term);
	}
	/* leaves the longest stem when there is no such word */
	if (voc_trie_step(units, node, VOC_TRIE_VALUE) != 0)
		voc_trie_value(units, node, &term);
	return term;
}

uint32_t
voc_terms_lookup(const VocTerms *terms, const VocTrieKey *key)
{
	uint32_t	node = VOC_TRIE_ROOT;
	uint32_t	term;

	for (size_t i = 0; i < key->len; i++)
	{
		node = voc_trie_step(terms->units, node,
							 (unsigned char) key->bytes[i]);
		if (node == 0)
			return VOC_TERM_NONE;
	}
	return voc_trie_value(terms->units, node, &term) ? term : VOC_TERM_NONE;
}
