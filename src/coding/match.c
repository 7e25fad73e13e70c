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
 * clause at hand.  So first the words, and the sets that they are in, are
 * entered in a small table: by a hash of the word or set, bits of the places
 * that have it.  One look there tells for nearly every pattern that it does
 * not go on; what passes (several may share an entry) is looked up.
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
#include "compiled.h"

#include <string.h>

#define VISITED_SLOTS	4096	/* a power of two */
#define VISITED_BLOCKS	64		/* that are cleared when they are needed */
#define REPORTED		16		/* hits that are remembered, a power of two */
#define ELIDED			6		/* letters before an apostrophe, as in "quest'" */
#define MASK_PLACES		32		/* that the table is for at a time */

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
	VocInterrupt interrupt;		/* or NULL */
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
	bool		text_noted;
	uint64_t	visited_ready;	/* bits of the blocks */
	int			nreported;
	Visited		reported[REPORTED];
	int			base;			/* the place of bit 0 in the masks */
	int			masked;			/* the place after those in the masks */
	uint32_t	masks[VOC_SLOTS];	/* by slot: bits of places */
	Visited		visited[VISITED_SLOTS];
} Scan;

static void follow(Scan *scan, VocLink link, int place, int depth);
static void note_text(Scan *scan);

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
		uint32_t	low = codebook->rows[term].steps;
		uint32_t	end = codebook->rows[term + 1].steps;
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
	{
		if (scan->interrupt != NULL)
			scan->interrupt();
		enter(scan, VOC_SET_CONDITIONS, scan->start, 0);
	}
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

		if (condition->text)
			note_text(scan);
		else if (!scan->clause_noted)
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
	hit.number = outcome->code;
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
 * Which of the places from first to last may have what is in the slot; bit 0
 * is for first.
 */
static uint32_t
candidates(const Scan *scan, uint32_t slot, int first, int last)
{
	uint32_t	window = (UINT32_C(2) << (last - first)) - 1;

	if (last >= scan->masked)
		return window;
	return scan->masks[slot] >> (first - scan->base) & window;
}

/*
 * Go on to a single word.
 */
static void
follow_word(Scan *scan, VocLink link, int place, int depth)
{
	const VocCodebook *codebook = scan->codebook;
	const VocNextWord *word = &codebook->words[voc_link_number(link)];
	int			last = place + 1 + word->gap;

	if (last >= scan->end)
		last = scan->end - 1;
	if (word->gap > 0 && depth > 0 && place < last &&
		visited_before(scan, link, place))
		return;
	for (int i = place + 1; i <= last; i++)
		for (uint32_t term = scan->term[i]; term != VOC_TERM_NONE;
			 term = codebook->terms.shorter[term])
			if (term == word->term)
				follow(scan, word->link, i, depth + 1);
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
	uint32_t	at;

	if (gap == VOC_LINK_END)
	{
		report(scan, link, place);
		return;
	}
	if (gap == VOC_LINK_WORD)
	{
		follow_word(scan, link, place, depth);
		return;
	}
	if (last >= scan->end)
		last = scan->end - 1;
	if (first > last)
		return;
	at = candidates(scan, voc_set_slot(voc_link_number(link)), first, last);
	if (at == 0)
		return;
	if (depth > 0 && visited_before(scan, link, place))
		return;
	for (; at != 0; at >>= 1, first++)
		if ((at & 1) != 0)
			enter(scan, voc_link_number(link), first, depth + 1);
}

/*
 * Have the words from a place on in the table, as many as it is for.
 */
static void
fill_masks(Scan *scan, int base)
{
	const VocCodebook *codebook = scan->codebook;

	memset(scan->masks, 0, sizeof(scan->masks));
	scan->base = base;
	scan->masked = scan->base + MASK_PLACES;
	if (scan->masked > scan->nplaces)
		scan->masked = scan->nplaces;
	for (int i = scan->base; i < scan->masked; i++)
	{
		uint32_t	bit = UINT32_C(1) << (i - scan->base);

		for (uint32_t term = scan->term[i]; term != VOC_TERM_NONE;
			 term = codebook->terms.shorter[term])
		{
			const VocRows *row = &codebook->rows[term];
			const uint16_t *slot = codebook->slots + row[0].slots;
			const uint16_t *end = codebook->slots + row[1].slots;

			scan->masks[voc_word_slot(term)] |= bit;
			for (; slot < end; slot++)
				scan->masks[*slot] |= bit;
		}
	}
}

/*
 * Have the words of the clause in the table, with those after it.
 */
static void
mask_clause(Scan *scan)
{
	if (scan->first < scan->base ||
		(scan->end > scan->masked && scan->base != scan->first))
		fill_masks(scan, scan->first);
}

/* Bits for the first n places of a window. */
static inline uint32_t
places_before(int n)
{
	return n <= 0 ? 0 : n >= MASK_PLACES ? ~UINT32_C(0) : (UINT32_C(1) << n) - 1;
}

/*
 * Follow what the term begins at the start of the match at hand.  Most of it
 * leads to what the clause does not have, which is seen here at once.
 */
static void
begin_with(Scan *scan, uint32_t term)
{
	const VocCodebook *codebook = scan->codebook;
	const VocBegin *begin = &codebook->begin[codebook->rows[term].begin];
	const VocBegin *end = &codebook->begin[codebook->rows[term + 1].begin];
	int			first = scan->start + 1;
	uint32_t	inside = places_before(scan->end - first);
	uint32_t	masked = places_before(scan->masked - first) & inside;
	uint32_t	any = (inside & ~masked) | VOC_WINDOW_END;
	int			shift = masked != 0 ? first - scan->base : 0;

	for (; begin < end; begin++)
		if ((((scan->masks[begin->slot] >> shift & masked) | any) &
			 begin->window) != 0)
			follow(scan, begin->link, scan->start, 0);
}

static void
scan_clause(Scan *scan)
{
	const VocCodebook *codebook = scan->codebook;

	scan->clause_noted = false;
	mask_clause(scan);
	for (scan->start = scan->first; scan->start < scan->end; scan->start++)
	{
		if (scan->interrupt != NULL)
			scan->interrupt();
		for (uint32_t term = scan->term[scan->start]; term != VOC_TERM_NONE;
			 term = codebook->terms.shorter[term])
			begin_with(scan, term);
	}
}

/*
 * The head of the chain of a word.  One that is not known is looked up without
 * what is elided before it: "l'attente", "dell'ordine", "qu'un".
 */
static uint32_t
find_term(const VocTerms *terms, const VocToken *token)
{
	uint32_t	term = voc_terms_find(terms, token->norm, token->norm_len);
	int			last = token->norm_len - 2;

	if (term != VOC_TERM_NONE || (token->flags & VOC_TOKEN_COMPOUND) == 0)
		return term;
	for (int i = 1; i <= ELIDED && i <= last; i++)
		if (token->norm[i] == '\'')
			return voc_terms_find(terms, token->norm + i + 1,
								  token->norm_len - i - 1);
	return VOC_TERM_NONE;
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
			term = find_term(&codebook->terms, token);
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
	mask_clause(scan);
	note_clause(scan, scan->facts->text);
}

/*
 * Note the conditions that hold in the text, which is the chunk unless they
 * are noted already.  Most texts have no pattern that asks for them, so it is
 * done in the midst of the clause that has the first.
 */
static void
note_text(Scan *scan)
{
	int			clause = scan->clause;
	int			first = scan->first;
	int			end = scan->end;
	int			base = scan->base;

	if (scan->facts->whole || scan->text_noted)
		return;
	scan->text_noted = true;
	/* what was followed in a clause is gone through again from its places */
	scan->visited_ready = 0;
	for_clauses(scan, note_in_text);
	scan->visited_ready = 0;
	scan->clause = clause;
	scan->first = first;
	scan->end = end;
	/* whoever is in the midst of the clause goes on with the same table */
	if (scan->base != base)
		fill_masks(scan, base);
}

/* false when the chunk has nothing to find */
static bool
scan_begin(Scan *scan, const VocCodebook *codebook, const VocChunk *chunk,
		   VocFacts *facts)
{
	scan->codebook = codebook;
	scan->chunk = chunk;
	scan->facts = facts;
	scan->interrupt = facts->interrupt;
	scan->noting = NULL;
	scan->text_noted = false;
	scan->start = 0;
	scan->base = -1;
	scan->masked = 0;
	scan->nreported = 0;
	scan->visited_ready = 0;
	return find_terms(scan);
}

void
voc_facts_begin(VocFacts *facts, const VocCodebook *codebook,
				VocInterrupt interrupt, VocArena *arena)
{
	facts->interrupt = interrupt;
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
	scan.found = found;
	scan.arg = arg;
	for_clauses(&scan, scan_clause);
}
