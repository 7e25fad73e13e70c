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
#define LEVELS	2				/* that are kept together */

typedef struct Builder
{
	const VocTrieKey *keys;
	VocArena   *arena;
	VocTrieUnit *units;
	uint32_t   *nodes;			/* which each key has come to */
	unsigned char *based;		/* is a base taken? */
	size_t		size;			/* of both arrays */
	VocTrieUnit *tails;			/* to follow the nodes */
	size_t		ntails;			/* units of them that are taken */
	size_t		tails_size;
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

/*
 * Find a base for children by these labels of a node, such that they come to
 * stand behind it, but not far, if there is room.
 */
static size_t
find_base(Builder *b, const unsigned char *labels, int nlabels, uint32_t node)
{
	size_t		tried = 0;
	size_t		taken = 0;
	size_t		from = b->from;

	if (node > from + labels[0])
		from = node - labels[0];
	for (size_t base = from;; base++)
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
				if (from == b->from && taken > 64 && taken * 20 > tried * 19)
					b->from = base;
				return base;
			}
		}
		taken++;
	}
}

/* Room for more units of tails. */
static void
reserve_tails(Builder *b, size_t more)
{
	size_t		grown = b->tails_size == 0 ? 1024 : b->tails_size;
	VocTrieUnit *tails;

	if (b->ntails + more <= b->tails_size)
		return;
	while (grown < b->ntails + more)
		grown *= 2;
	tails = voc_arena_alloc0(b->arena, grown, sizeof(VocTrieUnit));
	if (b->ntails > 0)
		memcpy(tails, b->tails, b->ntails * sizeof(VocTrieUnit));
	b->tails = tails;
	b->tails_size = grown;
}

/* Put the rest of a key into a tail; returns its first unit. */
static uint32_t
put_tail(Builder *b, const VocTrieKey *key, size_t depth)
{
	size_t		first = b->ntails;
	size_t		len = key->len - depth;
	size_t		units = (len + 4 + 3) / 4;
	VocTrieUnit *tail;

	reserve_tails(b, units);
	tail = b->tails + first;
	for (size_t i = 0; i < len + 4; i++)
	{
		unsigned	byte = i < len ? (unsigned char) key->bytes[depth + i] :
			i == len ? VOC_TRIE_VALUE :
			key->value >> 8 * (i - len - 1) & 0xFF;

		tail[i / 4] |= byte << 8 * (i % 4);
	}
	b->ntails += units;
	return (uint32_t) first;
}

/*
 * Take the keys from first to before last, all that go on by one label from
 * the node they have come to, to its child.
 */
static void
go_on(Builder *b, size_t first, size_t last, size_t depth, uint32_t child)
{
	bool		end = depth >= b->keys[first].len;

	for (size_t k = first; k < last; k++)
		b->nodes[k] = child;
	if (end)
		b->units[child] |= b->keys[first].value << VOC_TRIE_BASE;
	else if (last - first == 1)
		b->units[child] |= VOC_TRIE_TAIL |
			put_tail(b, &b->keys[first], depth + 1) << VOC_TRIE_BASE;
	else
		return;
	b->nodes[first] = VOC_TRIE_ROOT;	/* it has come to its end */
}

/*
 * Place the children of the node that the keys from first to before last have
 * come to, at depth, and take each key to its own.
 */
static void
place(Builder *b, size_t first, size_t last, size_t depth)
{
	unsigned char labels[LABELS];
	uint32_t	node = b->nodes[first];
	int			nlabels = 0;
	size_t		base;
	size_t		next;

	for (size_t k = first; k < last; k++)
	{
		unsigned char label = label_at(&b->keys[k], depth);

		if (nlabels == 0 || labels[nlabels - 1] != label)
			labels[nlabels++] = label;
	}

	base = find_base(b, labels, nlabels, node);
	b->based[base] = 1;
	b->units[node] |= (VocTrieUnit) base << VOC_TRIE_BASE;
	for (int n = 0; n < nlabels; n++)
	{
		b->units[base + labels[n]] = labels[n];
		if (labels[n] < VOC_TRIE_FIRST)
			b->units[node] |= VOC_TRIE_ENDS;
		if (base + labels[n] >= b->used)
			b->used = base + labels[n] + 1;
	}

	for (size_t k = first; k < last; k = next)
	{
		unsigned char label = label_at(&b->keys[k], depth);

		next = k + 1;
		while (next < last && label_at(&b->keys[next], depth) == label)
			next++;
		go_on(b, k, next, depth, (uint32_t) (base + label));
	}
}

/* Put the tails behind the nodes, and tell the nodes where. */
static void
join_tails(Builder *b, size_t nnodes)
{
	for (size_t i = 0; i < nnodes; i++)
		if ((b->units[i] & VOC_TRIE_TAIL) != 0)
			b->units[i] += (VocTrieUnit) nnodes << VOC_TRIE_BASE;
	reserve(b, nnodes + b->ntails + 1);
	if (b->ntails > 0)
		memcpy(b->units + nnodes, b->tails, b->ntails * sizeof(VocTrieUnit));
}

/*
 * Place all that is below the nodes that the keys from first to before last
 * have come to, at depth: level by level while depth is less than LEVELS, for
 * every look-up passes those nodes, and then branch by branch, for it passes
 * few of the others and these should be close together.
 */
static void
place_all(Builder *b, size_t first, size_t last, size_t depth)
{
	bool		any = false;
	size_t		next;

	for (size_t k = first; k < last; k = next)
	{
		next = k + 1;
		if (depth > 0 && b->nodes[k] == VOC_TRIE_ROOT)
			continue;
		while (next < last && b->nodes[next] == b->nodes[k])
			next++;
		place(b, k, next, depth);
		if (depth >= LEVELS)
			place_all(b, k, next, depth + 1);
		any = true;
	}
	if (depth < LEVELS && any)
		place_all(b, first, last, depth + 1);
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
	b.nodes = voc_arena_alloc0(arena, nkeys + 1, sizeof(uint32_t));
	place_all(&b, 0, nkeys, 0);
	if (nkeys == 0)
		b.units[VOC_TRIE_ROOT] = (VocTrieUnit) 1 << VOC_TRIE_BASE;

	/* Room for any label after the highest base. */
	reserve(&b, b.used + LABELS);
	join_tails(&b, b.used + LABELS);
	*nunits = b.used + LABELS + b.ntails + 1;
	return b.units;
}
