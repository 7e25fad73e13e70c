/*-------------------------------------------------------------------------
 *
 * trie.h
 *	  Constant tries over bytes, as double arrays.
 *
 * A trie is one array of 32-bit units, one a node.  The unit says which byte
 * led to the node, and where its children are:
 *
 *		bits	31 ............ 9   8      7 ..... 0
 *				[ base           ] [ends] [ label   ]
 *
 * The child by byte c stands in slot base + c, and is there when the label of
 * that slot is c.  No two nodes have the same base, so a label alone tells
 * whose child it is.  With the keys "a", "ab" and "b", and VALUE = 1:
 *
 *		slot	0      ..  r+1    r+'a'     r+'b'     x+1    x+'b'   y+1 ...
 *		unit	root=r		-     base=x,a  base=y,b  "a"    base=z  "b"
 *									|         |       ^ ^     ^ |       ^
 *									|         +-------|-|-----|-|-------+
 *									+-----------------+-|-----+ +-> z+1 "ab"
 *
 * The base of a node reached by VOC_TRIE_VALUE is the value of the key.  ends
 * is set when a node has a child by a label below VOC_TRIE_FIRST: those are no
 * bytes of words but say how a key goes on or ends, and need not be looked
 * for when it is clear.  The array ends with room for any label after the
 * last base, so that no step needs a check of bounds.
 *
 * IDENTIFICATION
 *	  src/text/trie.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_TRIE_H
#define VOC_TRIE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

#define VOC_TRIE_VALUE	1		/* label of the leaf that holds a value */
#define VOC_TRIE_FIRST	8		/* labels from here on are bytes of words */
#define VOC_TRIE_MAX_VALUE	0x7FFFFF

typedef uint32_t VocTrieUnit;

#define VOC_TRIE_ROOT	0		/* the node to start from */

/* The child of node by label, or 0. */
static inline uint32_t
voc_trie_step(const VocTrieUnit *units, uint32_t node, unsigned char label)
{
	uint32_t	child = (units[node] >> 9) + label;

	return (units[child] & 0xFF) == label ? child : 0;
}

/* Might node have a child by a label below VOC_TRIE_FIRST? */
static inline bool
voc_trie_ends(const VocTrieUnit *units, uint32_t node)
{
	return (units[node] & 0x100) != 0;
}

/* Does a key end at node?  If so, *value is its value. */
static inline bool
voc_trie_value(const VocTrieUnit *units, uint32_t node, uint32_t *value)
{
	uint32_t	leaf;

	if (!voc_trie_ends(units, node))
		return false;
	leaf = voc_trie_step(units, node, VOC_TRIE_VALUE);
	*value = units[leaf] >> 9;
	return leaf != 0;
}

typedef struct VocTrieKey
{
	const char *bytes;			/* no byte is 0 or VOC_TRIE_VALUE */
	size_t		len;
	uint32_t	value;			/* at most VOC_TRIE_MAX_VALUE */
} VocTrieKey;

/* The order of the keys of a trie, for qsort. */
extern int	voc_trie_compare(const void *a, const void *b);

/*
 * Build a trie of keys that are in order and all different.  The units come
 * from the arena; *nunits is their number.
 */
extern VocTrieUnit *voc_trie_build(const VocTrieKey *keys, size_t nkeys,
								   VocArena *arena, size_t *nunits);

#endif							/* VOC_TRIE_H */
