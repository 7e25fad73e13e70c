/*-------------------------------------------------------------------------
 *
 * match.c
 *	  The matcher: from every word of a clause, forward through the sets.
 *
 * A clause is a row of places, one for each token that is not punctuation,
 * each with the head of its chain of terms.  Punctuation is no word: "customer
 * - service" is two words in a row, and a gap counts the places in between.
 *
 * A common word begins many patterns, nearly all of which do not go on in the
 * clause at hand.  So first the sets of all its words are entered in a small
 * table: by a hash of the set, bits of the places that have a word of it.  One
 * look there tells for nearly every pattern that it does not go on; what
 * passes (sets may share an entry) is looked up in the rows of the words.
 *
 * Several ways can lead to one set and place, as by "a ~9 a ~9 a" in "a a a a
 * a a a".  So what was followed after the first word is remembered, in a small
 * table that may forget: then work is done twice, but never wrongly.
 *
 * When a pattern with conditions is met, the clause is gone through once more
 * from the set where conditions begin, and all that hold are noted as bits.
 *
 * IDENTIFICATION
 *	  src/coding/match.c
 *
 *-------------------------------------------------------------------------
 */
#include "states.h"

#include <string.h>

#define VISITED_SLOTS	4096	/* a power of two */
#define VISITED_BLOCKS	64		/* that are cleared when they are needed */
#define REPORTED		16		/* hits that are remembered, a power of two */
#define MASKS			512		/* a power of two */
#define MASK_PLACES		64		/* of a clause; those after them always pass */

typedef struct Visited
{
	VocLink		link;
	uint16_t	place;
	uint16_t	start;			/* place + 1 */
} Visited;

typedef struct Scan
{
	const VocCodebook *codebook;
	const VocChunk *chunk;
	VocFacts   *facts;
	VocHitFound found;
	void	   *arg;
	int			nplaces;
	uint16_t	token[VOC_CHUNK_TOKENS];	/* by place */
	uint32_t	term[VOC_CHUNK_TOKENS]; /* by place: head of the chain */
	/* of the clause at hand */
	int			clause;
	int			first;			/* its first place */
	int			end;			/* the place after its last */
	int			start;			/* where the match at hand begins */
	uint64_t   *noting;			/* bits of the conditions met, or NULL */
	bool		clause_noted;
	uint64_t	visited_ready;	/* bits of the blocks */
	int			nreported;
	Visited		reported[REPORTED];
	uint64_t	masks[MASKS];	/* by hash of a set: bits of places */
	Visited		visited[VISITED_SLOTS];
} Scan;

static void follow(Scan *scan, VocLink link, int place, int depth);

static uint32_t
mask_slot(uint32_t set)
{
	/* sets are numbered in the order of the patterns, which spreads them well */
	return set & (MASKS - 1);
}

static bool
has_bit(const uint64_t *bits, uint32_t i)
{
	return bits[i / 64] >> (i % 64) & 1;
}

/*
 * Follow all links that the word at place has in the set.
 */
static void
enter(Scan *scan, uint32_t set, int place, int depth)
{
	const VocCodebook *codebook = scan->codebook;

	for (uint32_t term = scan->term[place]; term != VOC_TERM_NONE;
		 term = codebook->terms.shorter[term])
	{
		uint32_t	low = codebook->step_at[term];
		uint32_t	end = codebook->step_at[term + 1];
		uint32_t	high = end;

		while (low < high)
		{
			uint32_t	middle = low + (high - low) / 2;

			if (codebook->steps[middle].set < set)
				low = middle + 1;
			else
				high = middle;
		}
		for (; low < end && codebook->steps[low].set == set; low++)
			follow(scan, codebook->steps[low].link, place, depth);
	}
}

/*
 * Note the conditions that hold in the clause at hand.
 */
static void
note_clause(Scan *scan, uint64_t *bits)
{
	int			start = scan->start;

	scan->noting = bits;
	for (scan->start = scan->first; scan->start < scan->end; scan->start++)
		enter(scan, VOC_SET_CONDITIONS, scan->start, 0);
	scan->noting = NULL;
	scan->start = start;
}

static bool
conditions_hold(Scan *scan, const VocOutcome *outcome)
{
	const VocCodebook *codebook = scan->codebook;
	VocFacts   *facts = scan->facts;

	for (uint32_t i = outcome->conditions;
		 i < outcome->conditions + outcome->nconditions; i++)
	{
		const VocCondition *condition = &codebook->conditions[i];

		if (!condition->text && !scan->clause_noted)
		{
			memset(facts->clause, 0, facts->nwords * sizeof(uint64_t));
			note_clause(scan, facts->clause);
			scan->clause_noted = true;
		}
		if (has_bit(condition->text ? facts->text : facts->clause, i) !=
			condition->required)
			return false;
	}
	return true;
}

/*
 * Alternatives that begin alike can lead to one end in several ways, one soon
 * after the other.
 */
static bool
reported_before(Scan *scan, VocLink link, int place)
{
	Visited    *oldest;

	for (int i = 0; i < REPORTED && i < scan->nreported; i++)
		if (scan->reported[i].link == link &&
			scan->reported[i].place == place &&
			scan->reported[i].start == scan->start + 1)
			return true;
	oldest = &scan->reported[scan->nreported++ & (REPORTED - 1)];
	oldest->link = link;
	oldest->place = place;
	oldest->start = scan->start + 1;
	return false;
}

/*
 * A pattern, or a condition, ends with the word at place.
 */
static void
report(Scan *scan, VocLink link, int place)
{
	uint32_t	number = voc_link_number(link);
	const VocOutcome *outcome;
	const VocCode *code;
	VocHit		hit;

	if (scan->noting != NULL)
	{
		scan->noting[number / 64] |= UINT64_C(1) << (number % 64);
		return;
	}
	outcome = &scan->codebook->outcomes[number];
	if (reported_before(scan, link, place) ||
		!conditions_hold(scan, outcome))
		return;
	code = &scan->codebook->codes[outcome->code];
	hit.kind = code->kind;
	hit.code = code->code;
	hit.clause = scan->clause;
	hit.first = scan->token[scan->start];
	hit.last = scan->token[place];
	scan->found(&hit, scan->arg);
}

/*
 * Was link followed from place since the match at hand began?  If not, it is
 * from now on.
 */
static bool
visited_before(Scan *scan, VocLink link, int place)
{
	/* Fibonacci hashing: Knuth, The Art of Computer Programming 3, 6.4 */
	uint64_t	hash = ((uint64_t) link << 16 | place) *
		UINT64_C(0x9E3779B97F4A7C15);
	uint32_t	slot = hash >> 32 & (VISITED_SLOTS - 1);
	uint32_t	block = slot / (VISITED_SLOTS / VISITED_BLOCKS);
	Visited    *known = &scan->visited[slot];

	if (!has_bit(&scan->visited_ready, block))
	{
		memset(scan->visited + block * (VISITED_SLOTS / VISITED_BLOCKS), 0,
			   sizeof(Visited) * (VISITED_SLOTS / VISITED_BLOCKS));
		scan->visited_ready |= UINT64_C(1) << block;
	}
	if (known->link == link && known->place == place &&
		known->start == scan->start + 1)
		return true;
	known->link = link;
	known->place = place;
	known->start = scan->start + 1;
	return false;
}

/*
 * Which of the places from first on, up to last, may have a word of the set:
 * bit 0 is for first.
 */
static uint64_t
candidates(const Scan *scan, uint32_t set, int first, int last)
{
	uint64_t	window = (UINT64_C(2) << (last - first)) - 1;
	int			offset = first - scan->first;

	if (last - scan->first >= MASK_PLACES)
		return window;
	return scan->masks[mask_slot(set)] >> offset & window;
}

/*
 * Go on from the word at place, which is the depth-th after the first.
 */
static void
follow(Scan *scan, VocLink link, int place, int depth)
{
	uint32_t	gap = voc_link_gap(link);
	int			first = place + 1;
	int			last = first + gap;
	uint64_t	at;

	if (gap == VOC_LINK_END)
	{
		report(scan, link, place);
		return;
	}
	if (last >= scan->end)
		last = scan->end - 1;
	if (first > last)
		return;
	at = candidates(scan, voc_link_number(link), first, last);
	if (at == 0)
		return;
	if (depth > 0 && visited_before(scan, link, place))
		return;
	for (; at != 0; at >>= 1, first++)
		if ((at & 1) != 0)
			enter(scan, voc_link_number(link), first, depth + 1);
}

/*
 * Enter the sets of the clause's words in the table.
 */
static void
fill_masks(Scan *scan)
{
	const VocCodebook *codebook = scan->codebook;
	int			end = scan->end;

	memset(scan->masks, 0, sizeof(scan->masks));
	if (end > scan->first + MASK_PLACES)
		end = scan->first + MASK_PLACES;
	for (int i = scan->first; i < end; i++)
	{
		uint64_t	bit = UINT64_C(1) << (i - scan->first);

		for (uint32_t term = scan->term[i]; term != VOC_TERM_NONE;
			 term = codebook->terms.shorter[term])
			for (uint32_t j = codebook->step_at[term];
				 j < codebook->step_at[term + 1]; j++)
				scan->masks[mask_slot(codebook->steps[j].set)] |= bit;
	}
}

static void
scan_clause(Scan *scan)
{
	const VocCodebook *codebook = scan->codebook;

	scan->clause_noted = false;
	fill_masks(scan);
	for (scan->start = scan->first; scan->start < scan->end; scan->start++)
	{
		for (uint32_t term = scan->term[scan->start]; term != VOC_TERM_NONE;
			 term = codebook->terms.shorter[term])
			for (uint32_t i = codebook->begin_at[term];
				 i < codebook->begin_at[term + 1]; i++)
				follow(scan, codebook->begin[i], scan->start, 0);
	}
}

/*
 * Look up the words of the chunk; false when none can begin a pattern.
 */
static bool
find_terms(Scan *scan)
{
	const VocChunk *chunk = scan->chunk;
	const VocCodebook *codebook = scan->codebook;
	bool		any = false;

	scan->nplaces = 0;
	for (int i = 0; i < chunk->ntokens; i++)
	{
		const VocToken *token = &chunk->tokens[i];
		uint32_t	term = VOC_TERM_NONE;

		if (token->kind == VOC_TOKEN_MARK)
			continue;
		if (token->kind != VOC_TOKEN_LINK)
			term = voc_terms_find(&codebook->terms, token->norm,
								  token->norm_len);
		scan->token[scan->nplaces] = i;
		scan->term[scan->nplaces] = term;
		scan->nplaces++;
		any = any || term != VOC_TERM_NONE;
	}
	return any;
}

/*
 * Call each for every clause of the chunk.
 */
static void
for_clauses(Scan *scan, void (*each) (Scan *scan))
{
	int			next;

	for (int place = 0; place < scan->nplaces; place = next)
	{
		scan->clause = scan->chunk->tokens[scan->token[place]].clause;
		for (next = place + 1; next < scan->nplaces; next++)
			if (scan->chunk->tokens[scan->token[next]].clause != scan->clause)
				break;
		scan->first = place;
		scan->end = next;
		each(scan);
	}
}

static void
note_in_text(Scan *scan)
{
	fill_masks(scan);
	note_clause(scan, scan->facts->text);
}

/* false when the chunk has nothing to find */
static bool
scan_begin(Scan *scan, const VocCodebook *codebook, const VocChunk *chunk,
		   VocFacts *facts)
{
	scan->codebook = codebook;
	scan->chunk = chunk;
	scan->facts = facts;
	scan->noting = NULL;
	scan->start = 0;
	scan->nreported = 0;
	scan->visited_ready = 0;
	return find_terms(scan);
}

void
voc_facts_begin(VocFacts *facts, const VocCodebook *codebook, VocArena *arena)
{
	facts->nwords = (codebook->nconditions + 63) / 64;
	facts->whole = false;
	facts->clause = facts->text = NULL;
	if (facts->nwords == 0)
		return;
	facts->clause = voc_arena_alloc0(arena, facts->nwords * 2,
									 sizeof(uint64_t));
	facts->text = facts->clause + facts->nwords;
}

bool
voc_codebook_text_scope(const VocCodebook *codebook)
{
	return codebook->text_scope;
}

void
voc_codebook_note(const VocCodebook *codebook, const VocChunk *chunk,
				  VocFacts *facts)
{
	Scan		scan;

	if (scan_begin(&scan, codebook, chunk, facts))
		for_clauses(&scan, note_in_text);
	facts->whole = true;
}

void
voc_codebook_scan(const VocCodebook *codebook, const VocChunk *chunk,
				  VocFacts *facts, VocHitFound found, void *arg)
{
	Scan		scan;

	if (!scan_begin(&scan, codebook, chunk, facts))
		return;
	if (codebook->text_scope && !facts->whole)
		for_clauses(&scan, note_in_text);
	scan.found = found;
	scan.arg = arg;
	for_clauses(&scan, scan_clause);
}
