/*-------------------------------------------------------------------------
 *
 * codebook.c
 *	  The compiler of code frames; states.h draws what it makes.
 *
 * The patterns are parsed twice.  The first pass refuses what is not well
 * formed and collects the terms; when these are compiled, the second pass
 * writes the sequences of words that each pattern stands for into the tree of
 * states.  The size of every array is known after the first pass, so nothing
 * has to grow; what is left in the arena besides the codebook are the terms'
 * spellings and the table of codes.
 *
 * IDENTIFICATION
 *	  src/coding/codebook.c
 *
 *-------------------------------------------------------------------------
 */
#include "pattern.h"
#include "states.h"

#include <string.h>

typedef struct Compiler
{
	VocCodebook *codebook;
	VocArena   *arena;
	VocChunk   *chunk;			/* where words of patterns are read */
	VocPatternError *error;
	VocPatternTree tree;		/* of the pattern at hand */
	VocTrieKey *keys;			/* of the terms */
	size_t		nkeys;
	size_t		key_room;
	size_t		nletters;
	size_t		nstates;		/* at most so many will be needed */
	size_t		noutcomes;
	size_t		nconditions;
	uint32_t   *code_slots;		/* hash table: index + 1 of a code */
	uint32_t	code_mask;
	/* what the pattern at hand leads to */
	VocOutcome	outcome;
	uint32_t	first_outcome;	/* outcomes from here on are its own */
	uint64_t	language_bit;
} Compiler;

/* Where to go on when a branch is at its end. */
typedef struct Continuation
{
	int			item;
	const struct Continuation *up;
} Continuation;

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

/*
 * Give the number of a language, or -1 when there are too many.
 */
static int
find_language(const VocCodebook *codebook, const char *language)
{
	for (int i = 0; i < codebook->nlanguages; i++)
		if (strcmp(codebook->languages[i], language) == 0)
			return i;
	return -1;
}

static int
intern_language(Compiler *c, const char *language)
{
	VocCodebook *codebook = c->codebook;
	int			found = find_language(codebook, language);

	if (found >= 0)
		return found;
	if (codebook->nlanguages == VOC_CODEBOOK_LANGUAGES)
		return -1;
	codebook->languages[codebook->nlanguages] =
		keep_bytes(c->arena, language, strlen(language));
	return codebook->nlanguages++;
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
	for (slot = voc_step_slot(hash, c->code_mask); c->code_slots[slot] != 0;
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
new_state(VocCodebook *codebook)
{
	return codebook->nstates++;
}

/*
 * Take the step from state by a gap and a term; make it if there is none.
 */
static uint32_t
step(VocCodebook *codebook, uint32_t state, int gap, uint32_t term)
{
	uint64_t	label;
	uint32_t	slot;

	if (state == 0)
	{
		if (codebook->begin[term] == VOC_STATE_NONE)
			codebook->begin[term] = new_state(codebook);
		return codebook->begin[term];
	}
	label = voc_step_label(state, gap, term);
	for (slot = voc_step_slot(label, codebook->step_mask);
		 codebook->steps[slot].label != 0;
		 slot = (slot + 1) & codebook->step_mask)
		if (codebook->steps[slot].label == label)
			return codebook->steps[slot].state;
	codebook->steps[slot].label = label;
	codebook->steps[slot].state = new_state(codebook);
	codebook->states[state].gaps |= 1 << gap;
	codebook->states[state].follow |= voc_term_bit(term);
	return codebook->steps[slot].state;
}

/*
 * The pattern at hand, or one of its conditions, ends in state.
 */
static void
end_in(Compiler *c, uint32_t state)
{
	VocCodebook *codebook = c->codebook;
	VocState   *end = &codebook->states[state];

	/* two alternatives of one pattern may be the same */
	if (end->outcome > c->first_outcome)
		return;
	c->outcome.next = end->outcome;
	codebook->outcomes[codebook->noutcomes++] = c->outcome;
	end->outcome = codebook->noutcomes;
}

/*
 * Write all sequences of words that begin with item into the tree, from
 * state on; gap is what may stand before the first of them.
 */
static void
add_paths(Compiler *c, int item, int gap, uint32_t state,
		  const Continuation *then)
{
	const VocPatternItem *items = c->tree.items;

	for (; item != VOC_ITEM_NONE && items[item].kind != VOC_ITEM_GROUP;
		 gap = item == VOC_ITEM_NONE ? 0 : items[item].gap)
	{
		VocTrieKey	key;
		char		room[VOC_NORM_MAX + 1];

		voc_term_key(&key, room, c->tree.text + items[item].text,
					 items[item].text_len, items[item].kind == VOC_ITEM_STEM);
		state = step(c->codebook, state, gap,
					 voc_terms_lookup(&c->codebook->terms, &key));
		c->codebook->states[state].languages |= c->language_bit;
		item = items[item].next;
	}
	if (item != VOC_ITEM_NONE)
	{
		Continuation after;

		after.item = items[item].next;
		after.up = then;
		for (int branch = items[item].inside; branch != VOC_ITEM_NONE;
			 branch = items[branch].next)
			add_paths(c, items[branch].inside, gap, state, &after);
	}
	else if (then != NULL)
		add_paths(c, then->item,
				  then->item == VOC_ITEM_NONE ? 0 : items[then->item].gap,
				  state, then->up);
	else
		end_in(c, state);
}

/*
 * Write the conditions of the pattern at hand into their tree.  They hold in
 * every language.
 */
static void
add_conditions(Compiler *c)
{
	VocCodebook *codebook = c->codebook;
	VocOutcome	pattern = c->outcome;

	pattern.conditions = codebook->nconditions;
	pattern.nconditions = c->tree.nconditions;
	for (int i = 0; i < c->tree.nconditions; i++)
	{
		const VocPatternCondition *wanted = &c->tree.conditions[i];
		VocCondition *condition;

		memset(&c->outcome, 0, sizeof(c->outcome));
		c->outcome.code = codebook->nconditions;
		c->outcome.language = VOC_LANGUAGE_ANY;
		condition = &codebook->conditions[codebook->nconditions++];
		condition->required = wanted->required;
		condition->text = wanted->text;
		codebook->text_scope |= wanted->text;
		c->first_outcome = codebook->noutcomes;
		add_paths(c, wanted->first, 0, codebook->condition_root, NULL);
	}
	c->outcome = pattern;
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
			keys = voc_arena_alloc0(c->arena, c->key_room,
									sizeof(VocTrieKey));
			if (c->nkeys > 0)
				memcpy(keys, c->keys, c->nkeys * sizeof(VocTrieKey));
			c->keys = keys;
		}
		voc_term_key(&c->keys[c->nkeys++],
					 voc_arena_alloc(c->arena, item->text_len + 1),
					 tree->text + item->text, item->text_len, stem);
		c->nletters += item->text_len;
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
		if (!voc_pattern_parse(patterns[*bad].pattern, c->chunk, &c->tree,
							   c->error))
			return false;
		if (intern_language(c, patterns[*bad].language) < 0)
			return refuse(c, "code frame has more than 63 languages",
						  "Split it into several code frames.");
		collect_terms(c);
		c->nstates += c->tree.states;
		c->noutcomes += c->tree.paths + c->tree.condition_paths;
		c->nconditions += c->tree.nconditions;
		if (c->nstates > VOC_CODEBOOK_STATES)
			return refuse(c, "code frame needs more than 4194304 states",
						  "Use fewer patterns or fewer alternatives.");
		if (c->nletters > VOC_TERMS_MAX)
			return refuse(c, "code frame has more than 4194304 letters",
						  "Use fewer patterns or fewer alternatives.");
	}
	*bad = -1;
	return true;
}

/*
 * The second pass.  It goes backwards: a state's outcomes are linked from the
 * last added one on, and shall come in the order of the patterns.
 */
static void
add_patterns(Compiler *c, const VocPattern *patterns, int npatterns)
{
	for (int i = npatterns - 1; i >= 0; i--)
	{
		voc_pattern_parse(patterns[i].pattern, c->chunk, &c->tree, c->error);
		memset(&c->outcome, 0, sizeof(c->outcome));
		c->outcome.language = find_language(c->codebook, patterns[i].language);
		c->outcome.code = intern_code(c, patterns[i].kind, patterns[i].code);
		c->language_bit = UINT64_C(1) << VOC_LANGUAGE_ANY;
		add_conditions(c);
		c->language_bit = UINT64_C(1) << c->outcome.language;
		c->first_outcome = c->codebook->noutcomes;
		add_paths(c, c->tree.sequence, 0, 0, NULL);
	}
}

VocCodebook *
voc_codebook_compile(const VocPattern *patterns, int npatterns,
					 VocArena *arena, VocPatternError *error, int *bad)
{
	Compiler   *c = voc_arena_alloc0(arena, 1, sizeof(Compiler));
	VocCodebook *codebook = voc_arena_alloc0(arena, 1, sizeof(VocCodebook));

	c->codebook = codebook;
	c->arena = arena;
	c->error = error;
	c->chunk = voc_arena_alloc(arena, sizeof(VocChunk));
	codebook->languages[VOC_LANGUAGE_ANY] = "*";
	codebook->nlanguages = 1;
	if (!check_patterns(c, patterns, npatterns, bad))
		return NULL;

	voc_terms_compile(&codebook->terms, c->keys, c->nkeys, arena);
	codebook->begin = voc_arena_alloc0(arena, codebook->terms.nterms + 1,
									   sizeof(uint32_t));
	codebook->states = voc_arena_alloc0(arena, c->nstates + 2,
										sizeof(VocState));
	codebook->nstates = 1;		/* the start */
	codebook->condition_root = new_state(codebook);
	codebook->conditions = voc_arena_alloc0(arena, c->nconditions + 1,
											sizeof(VocCondition));
	codebook->outcomes = voc_arena_alloc0(arena, c->noutcomes + 1,
										  sizeof(VocOutcome));
	/* at most two thirds full, and never without a free slot */
	codebook->step_mask = power_of_two(c->nstates + c->nstates / 2) - 1;
	codebook->steps = voc_arena_alloc0(arena, codebook->step_mask + 1,
									   sizeof(VocStep));
	codebook->codes = voc_arena_alloc0(arena, npatterns + 1, sizeof(VocCode));
	c->code_mask = power_of_two((uint64_t) npatterns * 2) - 1;
	c->code_slots = voc_arena_alloc0(arena, c->code_mask + 1,
									 sizeof(uint32_t));
	add_patterns(c, patterns, npatterns);
	return codebook;
}
