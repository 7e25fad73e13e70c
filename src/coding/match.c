/*-------------------------------------------------------------------------
 *
 * match.c
 *	  The matcher: from every word of a clause, forward through the states.
 *
 * A clause is a row of places, one for each token that is not punctuation,
 * each with the head of its chain of terms.  From each place at which a
 * pattern may begin, the states that the following places allow are visited,
 * depth first.  Punctuation is no word: "customer - service" is two words in
 * a row, and a gap counts the places in between.
 *
 * Several gaps can lead to one state and place in many ways, as "a ~9 a ~9 a"
 * in "a a a a a a a".  Where that can be, what was visited is remembered in a
 * small table that may forget: then work is done twice, but never wrongly.
 *
 * When a pattern with conditions is met, the clause is gone through once more
 * from the root of the conditions, and all that hold are remembered as bits.
 *
 * IDENTIFICATION
 *	  src/coding/match.c
 *
 *-------------------------------------------------------------------------
 */
#include "states.h"

#include <string.h>

#define VISITED_SLOTS	4096	/* a power of two */

typedef struct Visited
{
	uint32_t	state;
	uint16_t	place;
	uint16_t	start;			/* place + 1 */
} Visited;

typedef struct Scan
{
	const VocCodebook *codebook;
	const VocChunk *chunk;
	uint64_t	languages;		/* bits of those to use */
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
	bool		visited_ready;
	Visited		visited[VISITED_SLOTS];
} Scan;

static void visit_next(Scan *scan, uint32_t state, int gap, int place,
					   int ngaps);

static bool
has_bit(const uint64_t *bits, uint32_t i)
{
	return bits[i / 64] >> (i % 64) & 1;
}

/*
 * Note the conditions that hold in the clause at hand.
 */
static void
note_clause(Scan *scan, uint64_t *bits)
{
	int			start = scan->start;

	scan->noting = bits;
	/* every place of the clause follows what is before it without a gap */
	for (scan->start = scan->first; scan->start < scan->end; scan->start++)
		visit_next(scan, scan->codebook->condition_root, 0, scan->start, 0);
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

static void
report(Scan *scan, uint32_t outcome, int place)
{
	const VocCodebook *codebook = scan->codebook;

	while (outcome != 0)
	{
		const VocOutcome *out = &codebook->outcomes[outcome - 1];

		if (scan->noting != NULL)
			scan->noting[out->code / 64] |= UINT64_C(1) << (out->code % 64);
		else if ((scan->languages >> out->language & 1) != 0 &&
				 conditions_hold(scan, out))
		{
			const VocCode *code = &codebook->codes[out->code];
			VocHit		hit;

			hit.kind = code->kind;
			hit.code = code->code;
			hit.clause = scan->clause;
			hit.first = scan->token[scan->start];
			hit.last = scan->token[place];
			scan->found(&hit, scan->arg);
		}
		outcome = out->next;
	}
}

/*
 * Was state visited at place since the match at hand began?  If not, it is
 * from now on.
 */
static bool
visited_before(Scan *scan, uint32_t state, int place)
{
	uint32_t	slot = voc_step_slot(voc_step_label(state, 0, place),
									 VISITED_SLOTS - 1);
	Visited    *known = &scan->visited[slot];

	if (!scan->visited_ready)
	{
		memset(scan->visited, 0, sizeof(scan->visited));
		scan->visited_ready = true;
	}
	if (known->state == state && known->place == place &&
		known->start == scan->start + 1)
		return true;
	known->state = state;
	known->place = place;
	known->start = scan->start + 1;
	return false;
}

static void visit(Scan *scan, uint32_t state, int place, int ngaps);

/*
 * Take the steps from state over gap words by the word at place.
 */
static void
visit_next(Scan *scan, uint32_t state, int gap, int place, int ngaps)
{
	const VocCodebook *codebook = scan->codebook;
	const VocState *at = &codebook->states[state];

	for (uint32_t term = scan->term[place]; term != VOC_TERM_NONE;
		 term = codebook->terms.shorter[term])
	{
		uint32_t	next;

		if ((at->follow & voc_term_bit(term)) == 0)
			continue;
		next = voc_step_find(codebook, state, gap, term);
		if (next == VOC_STATE_NONE ||
			(codebook->states[next].languages & scan->languages) == 0)
			continue;
		if (ngaps > 1 && visited_before(scan, next, place))
			continue;
		visit(scan, next, place, ngaps);
	}
}

/*
 * State was reached with the word at place, after ngaps steps with a gap.
 */
static void
visit(Scan *scan, uint32_t state, int place, int ngaps)
{
	const VocState *at = &scan->codebook->states[state];
	unsigned int gaps = at->gaps;

	if (at->outcome != 0)
		report(scan, at->outcome, place);
	for (int gap = 0; gaps >> gap != 0; gap++)
	{
		int			end = place + gap + 2;

		if ((gaps >> gap & 1) == 0)
			continue;
		if (end > scan->end)
			end = scan->end;
		for (int i = place + 1; i < end; i++)
			visit_next(scan, state, gap, i, ngaps + (gap > 0));
	}
}

static void
scan_clause(Scan *scan)
{
	const VocCodebook *codebook = scan->codebook;

	scan->clause_noted = false;
	for (scan->start = scan->first; scan->start < scan->end; scan->start++)
	{
		for (uint32_t term = scan->term[scan->start]; term != VOC_TERM_NONE;
			 term = codebook->terms.shorter[term])
		{
			uint32_t	state = codebook->begin[term];

			if (state != VOC_STATE_NONE &&
				(codebook->states[state].languages & scan->languages) != 0)
				visit(scan, state, scan->start, 0);
		}
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

static uint64_t
language_bits(const VocCodebook *codebook, const char *language)
{
	uint64_t	bits = UINT64_C(1) << VOC_LANGUAGE_ANY;

	if (language == NULL)
		return ~UINT64_C(0);
	for (int i = 0; i < codebook->nlanguages; i++)
		if (strcmp(codebook->languages[i], language) == 0)
			bits |= UINT64_C(1) << i;
	return bits;
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
	scan->languages = ~UINT64_C(0);
	scan->noting = NULL;
	scan->start = 0;
	scan->visited_ready = false;
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
voc_codebook_scan(const VocCodebook *codebook, const char *language,
				  const VocChunk *chunk, VocFacts *facts,
				  VocHitFound found, void *arg)
{
	Scan		scan;

	if (!scan_begin(&scan, codebook, chunk, facts))
		return;
	if (codebook->text_scope && !facts->whole)
		for_clauses(&scan, note_in_text);
	scan.languages = language_bits(codebook, language);
	scan.found = found;
	scan.arg = arg;
	for_clauses(&scan, scan_clause);
}
