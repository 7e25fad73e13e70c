/*-------------------------------------------------------------------------
 *
 * trie.h
 *	  Constant tries over bytes, as double arrays.
 *
 * A trie is one array of 32-bit units, one a node.  The unit says which byte
 * led to the node, and where its children are:
 *
 *		bits	31 ............ 10   9      8      7 ..... 0
 *				[ base           ] [tail] [ends] [ label   ]
 *
 * The child by byte c stands in slot base + c, and is there when the label of
 * that slot is c.  No two nodes have the same base, so a label alone tells
 * whose child it is.  With the keys "a", "ab" and "b", and VALUE = 1:
 *
 *		slot	0      ..  r+1    r+'a'     r+'b'     x+1    x+'b'
 *		unit	root=r		-     base=x,a  tail,b    "a"    tail,b
 *									|         |       ^ ^     ^ |
 *									|         v       | |     | v
 *									+------- "b" -----+-|-----+ "ab"
 *
 * The base of a node reached by VOC_TRIE_VALUE is the value of the key.  ends
 * is set when a node has a child by a label below VOC_TRIE_FIRST: those are no
 * bytes of words but say how a key goes on or ends, and need not be looked
 * for when it is clear.
 *
 * Where only one key goes on, tail is set, and base tells where the rest of it
 * stands, byte by byte, with VOC_TRIE_VALUE and the three bytes of the value
 * behind it: most nodes of a trie of words would have but one child, and be a
 * place in memory each (Aoe, "An efficient implementation of trie structures",
 * 1992).  The tails follow the nodes in the same array, in units of their own.
 *
 * The nodes end with room for any label after the last base, so that no step
 * needs a check of bounds.
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
#define VOC_TRIE_MAX_VALUE	0x3FFFFF

typedef uint32_t VocTrieUnit;

#define VOC_TRIE_ROOT	0		/* the node to start from */

#define VOC_TRIE_BASE	10		/* its lowest bit in a unit */
#define VOC_TRIE_TAIL	0x200u
#define VOC_TRIE_ENDS	0x100u

/* A place in a tail, as a byte of the array, in place of a node. */
#define VOC_TRIE_IN_TAIL	0x80000000u

/* The place of the tail of a node that has one. */
static inline uint32_t
voc_trie_tail_place(VocTrieUnit unit)
{
	return unit >> VOC_TRIE_BASE << 2 | VOC_TRIE_IN_TAIL;
}

/* The byte of a tail at a place. */
static inline unsigned
voc_trie_tail(const VocTrieUnit *units, uint32_t place)
{
	place &= ~VOC_TRIE_IN_TAIL;
	return units[place >> 2] >> 8 * (place & 3) & 0xFF;
}

/* Four bytes of a tail, the first one lowest. */
static inline uint32_t
voc_trie_tail_four(const VocTrieUnit *units, uint32_t place)
{
	const VocTrieUnit *unit = units + ((place & ~VOC_TRIE_IN_TAIL) >> 2);

	return (uint32_t) ((unit[0] | (uint64_t) unit[1] << 32) >> 8 * (place & 3));
}

/* The child of node by label, or 0. */
static inline uint32_t
voc_trie_step(const VocTrieUnit *units, uint32_t node, unsigned char label)
{
	uint32_t	child;

	if ((node & VOC_TRIE_IN_TAIL) != 0)
		return voc_trie_tail(units, node) == label ? node + 1 : 0;
	child = (units[node] >> VOC_TRIE_BASE) + label;
	if ((units[child] & 0xFF) != label)
		return 0;
	if ((units[child] & VOC_TRIE_TAIL) != 0)
		return voc_trie_tail_place(units[child]);
	return child;
}

/* Might node have a child by a label below VOC_TRIE_FIRST? */
static inline bool
voc_trie_ends(const VocTrieUnit *units, uint32_t node)
{
	if ((node & VOC_TRIE_IN_TAIL) != 0)
		return voc_trie_tail(units, node) < VOC_TRIE_FIRST;
	return (units[node] & VOC_TRIE_ENDS) != 0;
}

/* Does a key end at node?  If so, *value is its value. */
static inline bool
voc_trie_value(const VocTrieUnit *units, uint32_t node, uint32_t *value)
{
	uint32_t	leaf;

	if ((node & VOC_TRIE_IN_TAIL) != 0)
	{
		uint32_t	end = voc_trie_tail_four(units, node);

		*value = end >> 8;
		return (end & 0xFF) == VOC_TRIE_VALUE;
	}
	if (!voc_trie_ends(units, node))
		return false;
	leaf = voc_trie_step(units, node, VOC_TRIE_VALUE);
	*value = units[leaf] >> VOC_TRIE_BASE;
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
