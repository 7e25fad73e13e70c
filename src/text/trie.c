/*-------------------------------------------------------------------------
 *
 * trie.c
 *	  Building of constant tries over bytes.
 *
 * Nodes are placed by first fit: the children of a node go to the lowest base
 * where all their slots are free (Aoe, "An efficient digital search algorithm
 * by using a double-array structure", 1989).
 *
 * IDENTIFICATION
 *	  src/text/trie.c
 *
 *-------------------------------------------------------------------------
 */
#include "trie.h"

#include <string.h>

#define LABELS	256

typedef struct Builder
{
	const VocTrieKey *keys;
	VocArena   *arena;
	VocTrieUnit *units;
	unsigned char *based;		/* is a base taken? */
	size_t		size;			/* of both arrays */
	size_t		used;			/* slots up to the last one taken */
	size_t		from;			/* no use to look for a base before this */
} Builder;

int
voc_trie_compare(const void *a, const void *b)
{
	const VocTrieKey *left = a;
	const VocTrieKey *right = b;
	size_t		len = left->len < right->len ? left->len : right->len;
	int			order = memcmp(left->bytes, right->bytes, len);

	if (order != 0)
		return order;
	return left->len < right->len ? -1 : left->len > right->len;
}

static void
reserve(Builder *b, size_t size)
{
	size_t		grown = b->size == 0 ? 4096 : b->size;
	VocTrieUnit *units;
	unsigned char *based;

	if (size <= b->size)
		return;
	while (grown < size)
		grown *= 2;
	units = voc_arena_alloc0(b->arena, grown, sizeof(VocTrieUnit));
	based = voc_arena_alloc0(b->arena, grown, 1);
	if (b->size > 0)
	{
		memcpy(units, b->units, b->size * sizeof(VocTrieUnit));
		memcpy(based, b->based, b->size);
	}
	b->units = units;
	b->based = based;
	b->size = grown;
}

/* The label of a key at depth; its end counts as one. */
static unsigned char
label_at(const VocTrieKey *key, size_t depth)
{
	return depth < key->len ?
		(unsigned char) key->bytes[depth] : VOC_TRIE_VALUE;
}

/* Find a base for children by these labels. */
static size_t
find_base(Builder *b, const unsigned char *labels, int nlabels)
{
	size_t		tried = 0;
	size_t		taken = 0;

	for (size_t base = b->from;; base++)
	{
		int			i = 0;

		reserve(b, base + LABELS + 1);
		tried++;
		if (!b->based[base])
		{
			while (i < nlabels && b->units[base + labels[i]] == 0)
				i++;
			if (i == nlabels)
			{
				/* Where nearly all is taken, it is no use to look again. */
				if (taken > 64 && taken * 20 > tried * 19)
					b->from = base;
				return base;
			}
		}
		taken++;
	}
}

/*
 * Place the children of node, for the keys from first to before last, which
 * agree up to depth.
 */
static void
place(Builder *b, uint32_t node, size_t first, size_t last, size_t depth)
{
	unsigned char labels[LABELS];
	int			nlabels = 0;
	size_t		base;
	size_t		i = first;

	for (size_t k = first; k < last; k++)
	{
		unsigned char label = label_at(&b->keys[k], depth);

		if (nlabels == 0 || labels[nlabels - 1] != label)
			labels[nlabels++] = label;
	}

	base = find_base(b, labels, nlabels);
	b->based[base] = 1;
	b->units[node] |= (VocTrieUnit) base << 9;
	for (int n = 0; n < nlabels; n++)
	{
		b->units[base + labels[n]] = labels[n];
		if (labels[n] < VOC_TRIE_FIRST)
			b->units[node] |= 0x100;
		if (base + labels[n] >= b->used)
			b->used = base + labels[n] + 1;
	}

	for (int n = 0; n < nlabels; n++)
	{
		uint32_t	child = (uint32_t) (base + labels[n]);
		size_t		next = i;

		if (depth >= b->keys[i].len)
		{
			b->units[child] |= b->keys[i].value << 9;
			i++;
			continue;
		}
		while (next < last && label_at(&b->keys[next], depth) == labels[n])
			next++;
		place(b, child, i, next, depth + 1);
		i = next;
	}
}

VocTrieUnit *
voc_trie_build(const VocTrieKey *keys, size_t nkeys, VocArena *arena,
			   size_t *nunits)
{
	Builder		b;

	memset(&b, 0, sizeof(b));
	b.keys = keys;
	b.arena = arena;
	b.from = 1;					/* slot 0 is the root's */
	b.used = 1;
	reserve(&b, 2 * LABELS);
	if (nkeys > 0)
		place(&b, VOC_TRIE_ROOT, 0, nkeys, 0);
	else
		b.units[VOC_TRIE_ROOT] = (VocTrieUnit) 1 << 9;

	/* Room for any label after the highest base. */
	reserve(&b, b.used + LABELS);
	*nunits = b.used + LABELS;
	return b.units;
}
