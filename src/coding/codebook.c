/*-------------------------------------------------------------------------
 *
 * codebook.c
 *	  The compiler of code frames; compiled.h draws what it makes.
 *
 * The patterns are parsed twice.  The first pass refuses what is not well
 * formed and collects the terms; when these are compiled, the second pass
 * writes down what each term begins and which sets it is in, which is then
 * sorted into rows.
 *
 * IDENTIFICATION
 *	  src/coding/codebook.c
 *
 *-------------------------------------------------------------------------
 */
#include "compiled.h"
#include "pattern.h"

#include <stdlib.h>
#include <string.h>

/* A term begins a pattern (rank: which one), or is in a set. */
typedef struct Entry
{
	uint32_t	term;
	uint32_t	set;			/* or rank */
	VocLink		link;
} Entry;

typedef struct Entries
{
	Entry	   *of;
	size_t		n;
} Entries;

typedef struct Compiler
{
	VocCodebook *codebook;
	const char *language;		/* NULL: every one */
	VocInterrupt interrupt;		/* or NULL */
	VocArena   *scratch;		/* for what is needed only here */
	VocArena   *arena;
	VocChunk   *chunk;			/* where words of patterns are read */
	VocPatternError *error;
	VocPatternTree tree;		/* of the pattern at hand */
	VocTrieKey *keys;			/* of the terms */
	size_t		nkeys;
	size_t		key_room;
	size_t		nletters;
	size_t		nwords;			/* words and stems of all patterns */
	size_t		nconditions;
	uint32_t	npatterns;		/* wanted */
	uint32_t	nsets;
	uint32_t	nnext;			/* words that are linked to */
	uint32_t   *code_slots;		/* hash table: index + 1 of a code */
	uint32_t	code_mask;
	Entries		begin;
	Entries		steps;
	uint32_t	rank;			/* of the pattern at hand */
	bool		beginning;		/* its main part is written, not a condition */
} Compiler;

static void *
keep_bytes(VocArena *arena, const char *bytes, size_t len)
{
	char	   *copy = voc_arena_alloc(arena, len + 1);

	memcpy(copy, bytes, len);
	copy[len] = '\0';
	return copy;
}

static uint32_t
power_of_two(uint64_t atleast)
{
	uint32_t	size = 16;

	while (size < atleast)
		size *= 2;
	return size;
}

static bool
refuse(Compiler *c, const char *message, const char *hint)
{
	c->error->message = message;
	c->error->hint = hint;
	c->error->position = 0;
	return false;
}

/* Is the pattern for the language that is compiled? */
static bool
is_wanted(const Compiler *c, const VocPattern *pattern)
{
	return c->language == NULL || strcmp(pattern->language, "*") == 0 ||
		strcmp(pattern->language, c->language) == 0;
}

/*
 * Give the number of a code; the same code is one string in all hits.
 */
static uint32_t
intern_code(Compiler *c, VocCodeKind kind, const char *code)
{
	VocCodebook *codebook = c->codebook;
	uint64_t	hash = kind + 1;
	uint32_t	slot;

	for (const char *p = code; *p != '\0'; p++)
		hash = (hash ^ (unsigned char) *p) * UINT64_C(0x100000001B3);
	/* Fibonacci hashing: Knuth, The Art of Computer Programming 3, 6.4 */
	hash *= UINT64_C(0x9E3779B97F4A7C15);
	for (slot = (uint32_t) (hash >> 32) & c->code_mask;
		 c->code_slots[slot] != 0;
		 slot = (slot + 1) & c->code_mask)
	{
		const VocCode *known = &codebook->codes[c->code_slots[slot] - 1];

		if (known->kind == kind && strcmp(known->code, code) == 0)
			return c->code_slots[slot] - 1;
	}
	codebook->codes[codebook->ncodes].code =
		keep_bytes(c->arena, code, strlen(code));
	codebook->codes[codebook->ncodes].kind = kind;
	c->code_slots[slot] = ++codebook->ncodes;
	return codebook->ncodes - 1;
}

static uint32_t
term_of(const Compiler *c, const VocPatternItem *item)
{
	VocTrieKey	key;
	char		room[VOC_NORM_MAX + 1];

	voc_term_key(&key, room, c->tree.text + item->text, item->text_len,
				 item->kind == VOC_ITEM_STEM);
	return voc_terms_lookup(&c->codebook->terms, &key);
}

static void
add_entry(Entries *entries, uint32_t term, uint32_t set, VocLink link)
{
	Entry	   *entry = &entries->of[entries->n++];

	entry->term = term;
	entry->set = set;
	entry->link = link;
}

static void add_sequence(Compiler *c, uint32_t set, int item, VocLink then);

/*
 * The link to a sequence of items, the last of which is followed by then.
 */
static VocLink
link_to(Compiler *c, int item, VocLink then)
{
	const VocPatternItem *at = &c->tree.items[item];
	VocNextWord *word;
	uint32_t	set;
	bool		beginning;

	if (at->kind != VOC_ITEM_GROUP)
	{
		if (at->next != VOC_ITEM_NONE)
			then = link_to(c, at->next, then);
		word = &c->codebook->words[c->nnext];
		word->term = term_of(c, at);
		word->gap = at->gap;
		word->link = then;
		return voc_link(VOC_LINK_WORD, c->nnext++);
	}
	set = ++c->nsets;
	beginning = c->beginning;
	c->beginning = false;
	add_sequence(c, set, item, then);
	c->beginning = beginning;
	return voc_link(at->gap, set);
}

/*
 * Add what begins the sequence of items to the set.
 */
static void
add_sequence(Compiler *c, uint32_t set, int item, VocLink then)
{
	const VocPatternItem *at = &c->tree.items[item];

	if (at->next != VOC_ITEM_NONE)
		then = link_to(c, at->next, then);
	if (at->kind == VOC_ITEM_GROUP)
	{
		for (int branch = at->inside; branch != VOC_ITEM_NONE;
			 branch = c->tree.items[branch].next)
			add_sequence(c, set, c->tree.items[branch].inside, then);
	}
	else if (c->beginning)
		add_entry(&c->begin, term_of(c, at), c->rank, then);
	else
		add_entry(&c->steps, term_of(c, at), set, then);
}

static void
add_conditions(Compiler *c, VocOutcome *outcome)
{
	VocCodebook *codebook = c->codebook;

	outcome->conditions = codebook->nconditions;
	outcome->nconditions = c->tree.nconditions;
	for (int i = 0; i < c->tree.nconditions; i++)
	{
		const VocPatternCondition *wanted = &c->tree.conditions[i];
		uint32_t	number = codebook->nconditions++;

		codebook->conditions[number].required = wanted->required;
		codebook->conditions[number].text = wanted->text;
		codebook->text_scope |= wanted->text;
		add_sequence(c, VOC_SET_CONDITIONS, wanted->first,
					 voc_link(VOC_LINK_END, number));
	}
}

/*
 * Add the words and stems of the pattern at hand to the keys.
 */
static void
collect_terms(Compiler *c)
{
	const VocPatternTree *tree = &c->tree;

	for (int i = 0; i < tree->nitems; i++)
	{
		const VocPatternItem *item = &tree->items[i];
		bool		stem = item->kind == VOC_ITEM_STEM;

		if (item->kind != VOC_ITEM_WORD && !stem)
			continue;
		if (c->nkeys == c->key_room)
		{
			VocTrieKey *keys;

			c->key_room = c->key_room * 2 + 1024;
			keys = voc_arena_alloc0(c->scratch, c->key_room,
									sizeof(VocTrieKey));
			if (c->nkeys > 0)
				memcpy(keys, c->keys, c->nkeys * sizeof(VocTrieKey));
			c->keys = keys;
		}
		voc_term_key(&c->keys[c->nkeys++],
					 voc_arena_alloc(c->scratch, item->text_len + 1),
					 tree->text + item->text, item->text_len, stem);
		c->nletters += item->text_len;
		c->nwords++;
	}
}

/*
 * The first pass: check the patterns, collect their terms, and count.
 */
static bool
check_patterns(Compiler *c, const VocPattern *patterns, int npatterns,
			   int *bad)
{
	for (*bad = 0; *bad < npatterns; (*bad)++)
	{
		if (!is_wanted(c, &patterns[*bad]))
			continue;
		if (c->interrupt != NULL)
			c->interrupt();
		if (!voc_pattern_parse(patterns[*bad].pattern, c->chunk, &c->tree,
							   c->error))
			return false;
		collect_terms(c);
		c->npatterns++;
		c->nconditions += c->tree.nconditions;
		if (c->nletters > VOC_TERMS_MAX)
			return refuse(c, "code frame has more than 4194304 letters",
						  "Use fewer patterns or fewer alternatives.");
	}
	*bad = -1;
	return true;
}

static void
add_patterns(Compiler *c, const VocPattern *patterns, int npatterns)
{
	for (int i = 0; i < npatterns; i++)
	{
		VocOutcome *outcome = &c->codebook->outcomes[c->rank];

		if (!is_wanted(c, &patterns[i]))
			continue;
		if (c->interrupt != NULL)
			c->interrupt();
		voc_pattern_parse(patterns[i].pattern, c->chunk, &c->tree, c->error);
		outcome->code = intern_code(c, patterns[i].kind, patterns[i].code);
		c->beginning = false;
		add_conditions(c, outcome);
		c->beginning = true;
		add_sequence(c, 0, c->tree.sequence, voc_link(VOC_LINK_END, c->rank));
		c->rank++;
	}
}

/* Only now it is known how many there are. */
static VocNextWord *
keep_words(Compiler *c)
{
	VocNextWord *words = voc_arena_alloc0(c->arena, c->nnext + 1,
										  sizeof(VocNextWord));

	memcpy(words, c->codebook->words, c->nnext * sizeof(VocNextWord));
	return words;
}

static int
compare_entries(const void *a, const void *b)
{
	const Entry *x = a;
	const Entry *y = b;

	if (x->term != y->term)
		return x->term < y->term ? -1 : 1;
	if (x->set != y->set)
		return x->set < y->set ? -1 : 1;
	return x->link < y->link ? -1 : x->link > y->link;
}

/*
 * Sort entries, drop those that are there twice, for two alternatives may be
 * the same, and note where the row of each term starts.
 */
static uint32_t *
sort_entries(Compiler *c, Entries *entries)
{
	uint32_t	nterms = c->codebook->terms.nterms;
	uint32_t   *at = voc_arena_alloc0(c->scratch, nterms + 2, sizeof(uint32_t));
	size_t		n = 0;

	if (entries->n > 0)
		qsort(entries->of, entries->n, sizeof(Entry), compare_entries);
	for (size_t i = 0; i < entries->n; i++)
		if (n == 0 ||
			compare_entries(&entries->of[n - 1], &entries->of[i]) != 0)
			entries->of[n++] = entries->of[i];
	entries->n = n;
	for (size_t i = 0; i < n; i++)
		at[entries->of[i].term + 1]++;
	for (uint32_t term = 0; term < nterms; term++)
		at[term + 1] += at[term];
	return at;
}

static void
set_begin(const VocCodebook *codebook, VocBegin *begin, VocLink link)
{
	uint32_t	number = voc_link_number(link);

	begin->link = link;
	if (voc_link_gap(link) == VOC_LINK_END)
		begin->window = VOC_WINDOW_END;
	else if (voc_link_gap(link) == VOC_LINK_WORD)
	{
		begin->slot = voc_word_slot(codebook->words[number].term);
		begin->window = voc_window(codebook->words[number].gap);
	}
	else
	{
		begin->slot = voc_set_slot(number);
		begin->window = voc_window(voc_link_gap(link));
	}
}

static void
sort_rows(Compiler *c)
{
	VocCodebook *codebook = c->codebook;
	uint32_t   *begin_at;
	uint32_t   *step_at;

	begin_at = sort_entries(c, &c->begin);
	codebook->begin = voc_arena_alloc0(c->arena, c->begin.n + 1,
									   sizeof(VocBegin));
	for (size_t i = 0; i < c->begin.n; i++)
		set_begin(codebook, &codebook->begin[i], c->begin.of[i].link);
	step_at = sort_entries(c, &c->steps);
	codebook->steps = voc_arena_alloc0(c->arena, c->steps.n + 1,
									   sizeof(VocStep));
	for (size_t i = 0; i < c->steps.n; i++)
	{
		codebook->steps[i].set = c->steps.of[i].set;
		codebook->steps[i].link = c->steps.of[i].link;
	}
	codebook->rows = voc_arena_alloc0(c->arena, codebook->terms.nterms + 2,
									  sizeof(VocRows));
	for (uint32_t term = 0; term <= codebook->terms.nterms; term++)
	{
		codebook->rows[term].begin = begin_at[term];
		codebook->rows[term].steps = step_at[term];
	}
}

/*
 * The slots of the sets that each term is in, without those of conditions.
 */
static void
make_slots(Compiler *c)
{
	VocCodebook *codebook = c->codebook;
	uint32_t	nterms = codebook->terms.nterms;
	uint32_t	n = 0;

	codebook->slots = voc_arena_alloc0(c->arena, c->steps.n + 1,
									   sizeof(uint16_t));
	for (uint32_t term = 0; term < nterms; term++)
	{
		uint64_t	seen[VOC_SET_SLOTS / 64] = {0};

		for (uint32_t i = codebook->rows[term].steps;
			 i < codebook->rows[term + 1].steps; i++)
		{
			uint32_t	slot = voc_set_slot(codebook->steps[i].set);

			if (codebook->steps[i].set == VOC_SET_CONDITIONS ||
				(seen[slot / 64] >> (slot % 64) & 1) != 0)
				continue;
			seen[slot / 64] |= UINT64_C(1) << (slot % 64);
			codebook->slots[n++] = slot;
		}
		codebook->rows[term + 1].slots = n;
	}
}

VocCodebook *
voc_codebook_compile(const VocPattern *patterns, int npatterns,
					 const char *language, VocInterrupt interrupt,
					 VocArena *scratch, VocArena *arena,
					 VocPatternError *error, int *bad)
{
	Compiler   *c = voc_arena_alloc0(scratch, 1, sizeof(Compiler));
	VocCodebook *codebook = voc_arena_alloc0(arena, 1, sizeof(VocCodebook));

	c->codebook = codebook;
	c->language = language;
	c->interrupt = interrupt;
	c->scratch = scratch;
	c->arena = arena;
	c->error = error;
	c->chunk = voc_arena_alloc(scratch, sizeof(VocChunk));
	if (!check_patterns(c, patterns, npatterns, bad))
		return NULL;

	voc_terms_compile(&codebook->terms, c->keys, c->nkeys, scratch, arena);
	c->begin.of = voc_arena_alloc0(scratch, c->nwords + 1, sizeof(Entry));
	c->steps.of = voc_arena_alloc0(scratch, c->nwords + 1, sizeof(Entry));
	codebook->words = voc_arena_alloc0(scratch, c->nwords + 1,
									   sizeof(VocNextWord));
	codebook->outcomes = voc_arena_alloc0(arena, c->npatterns + 1,
										  sizeof(VocOutcome));
	codebook->conditions = voc_arena_alloc0(arena, c->nconditions + 1,
											sizeof(VocCondition));
	codebook->codes = voc_arena_alloc0(arena, c->npatterns + 1,
									   sizeof(VocCode));
	c->code_mask = power_of_two((uint64_t) c->npatterns * 2) - 1;
	c->code_slots = voc_arena_alloc0(scratch, c->code_mask + 1,
									 sizeof(uint32_t));
	add_patterns(c, patterns, npatterns);
	codebook->words = keep_words(c);
	sort_rows(c);
	make_slots(c);
	return codebook;
}

typedef struct CodeNumber
{
	const char *code;
	uint32_t	number;
} CodeNumber;

static int
compare_codes(const void *a, const void *b)
{
	return strcmp(((const CodeNumber *) a)->code,
				  ((const CodeNumber *) b)->code);
}

/* The codebook's topics, sorted by code; returns how many. */
static uint32_t
sort_topics(const VocCodebook *codebook, VocArena *scratch,
			CodeNumber **topics)
{
	uint32_t	n = 0;

	*topics = voc_arena_alloc0(scratch, codebook->ncodes + 1,
							   sizeof(CodeNumber));
	for (uint32_t i = 0; i < codebook->ncodes; i++)
		if (codebook->codes[i].kind == VOC_CODE_TOPIC)
		{
			(*topics)[n].code = codebook->codes[i].code;
			(*topics)[n++].number = i;
		}
	if (n > 0)
		qsort(*topics, n, sizeof(CodeNumber), compare_codes);
	return n;
}

typedef struct InsteadPair
{
	uint32_t	other;
	uint32_t	code;			/* that stands instead of it */
} InsteadPair;

static int
compare_pairs(const void *a, const void *b)
{
	const InsteadPair *x = a;
	const InsteadPair *y = b;

	if (x->other != y->other)
		return x->other < y->other ? -1 : 1;
	return x->code < y->code ? -1 : x->code > y->code;
}

/* The pairs of which the codebook has both codes; returns how many. */
static uint32_t
number_pairs(const VocInstead *instead, int n, const CodeNumber *topics,
			 uint32_t ntopics, InsteadPair *pairs)
{
	uint32_t	npairs = 0;

	for (int i = 0; i < n; i++)
	{
		CodeNumber	code = {instead[i].code, 0};
		CodeNumber	other = {instead[i].other, 0};
		const CodeNumber *found = bsearch(&code, topics, ntopics,
										  sizeof(CodeNumber), compare_codes);
		const CodeNumber *broader = bsearch(&other, topics, ntopics,
											sizeof(CodeNumber), compare_codes);

		if (found == NULL || broader == NULL)
			continue;
		pairs[npairs].code = found->number;
		pairs[npairs++].other = broader->number;
	}
	if (npairs > 0)
		qsort(pairs, npairs, sizeof(InsteadPair), compare_pairs);
	return npairs;
}

void
voc_codebook_set_instead(VocCodebook *codebook, const VocInstead *instead,
						 int n, VocArena *scratch, VocArena *arena)
{
	InsteadPair *pairs = voc_arena_alloc0(scratch, n + 1,
										  sizeof(InsteadPair));
	CodeNumber *topics;
	uint32_t	ntopics = sort_topics(codebook, scratch, &topics);
	uint32_t	npairs = number_pairs(instead, n, topics, ntopics, pairs);
	uint32_t	nkept = 0;

	codebook->instead = voc_arena_alloc0(arena, npairs + 1, sizeof(uint32_t));
	for (uint32_t i = 0; i < npairs; i++)
	{
		VocCode    *other = &codebook->codes[pairs[i].other];
		InsteadPair reverse = {pairs[i].code, pairs[i].other};

		if (bsearch(&reverse, pairs, npairs, sizeof(InsteadPair),
					compare_pairs) != NULL)
			continue;
		if (other->ninstead++ == 0)
			other->instead = nkept;
		codebook->instead[nkept++] = pairs[i].code;
	}
}

const uint32_t *
voc_codebook_instead(const VocCodebook *codebook, uint32_t code, uint32_t *n)
{
	*n = codebook->codes[code].ninstead;
	return codebook->instead + codebook->codes[code].instead;
}

uint32_t
voc_codebook_ncodes(const VocCodebook *codebook)
{
	return codebook->ncodes;
}
