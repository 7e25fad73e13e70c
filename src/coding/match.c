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
 * IDENTIFICATION
 *	  src/coding/match.c
 *
 *-------------------------------------------------------------------------
 */
#include "states.h"

#include <string.h>

#define VISITED_SLOTS	4096	/* a power of two */
#define EXCLUDED_SLOTS	64

typedef struct Visited
{
	uint32_t	state;
	uint16_t	place;
	uint16_t	start;			/* place + 1 */
} Visited;

typedef struct Excluded
{
	uint32_t	state;			/* where the exclusions begin */
	uint16_t	clause;			/* + 1 */
	bool		met;
} Excluded;

typedef struct Scan
{
	const VocCodebook *codebook;
	const VocChunk *chunk;
	uint64_t	languages;		/* bits of those to use */
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
	bool		visited_ready;
	Visited		visited[VISITED_SLOTS];
	Excluded	excluded[EXCLUDED_SLOTS];
} Scan;

/*
 * Does a phrase that state is the beginning of go on at place?
 */
static bool
phrase_at(const Scan *scan, uint32_t state, int place)
{
	const VocCodebook *codebook = scan->codebook;

	if (codebook->states[state].end)
		return true;
	if (place >= scan->end)
		return false;
	for (uint32_t term = scan->term[place]; term != VOC_TERM_NONE;
		 term = codebook->terms.shorter[term])
	{
		uint32_t	next = voc_step_find(codebook, state, 0, term);

		if (next != VOC_STATE_NONE && phrase_at(scan, next, place + 1))
			return true;
	}
	return false;
}

/*
 * Does the clause at hand have one of the exclusions that begin in state?
 */
static bool
is_excluded(Scan *scan, uint32_t state)
{
	Excluded   *known = &scan->excluded[state % EXCLUDED_SLOTS];

	if (known->state != state || known->clause != scan->clause + 1)
	{
		known->state = state;
		known->clause = scan->clause + 1;
		known->met = false;
		for (int i = scan->first; i < scan->end && !known->met; i++)
			known->met = phrase_at(scan, state, i);
	}
	return known->met;
}

static void
report(Scan *scan, uint32_t outcome, int place)
{
	const VocCodebook *codebook = scan->codebook;

	while (outcome != 0)
	{
		const VocOutcome *out = &codebook->outcomes[outcome - 1];

		if ((scan->languages >> out->language & 1) != 0 &&
			(out->excluded == VOC_STATE_NONE ||
			 !is_excluded(scan, out->excluded)))
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

/*
 * State was reached with the word at place, after ngaps steps with a gap.
 */
static void
visit(Scan *scan, uint32_t state, int place, int ngaps)
{
	const VocCodebook *codebook = scan->codebook;
	const VocState *at = &codebook->states[state];
	unsigned int gaps = at->gaps;

	if (at->outcome != 0)
		report(scan, at->outcome, place);
	for (int gap = 0; gaps >> gap != 0; gap++)
	{
		int			end = place + gap + 2;
		int			more = ngaps + (gap > 0);

		if ((gaps >> gap & 1) == 0)
			continue;
		if (end > scan->end)
			end = scan->end;
		for (int i = place + 1; i < end; i++)
		{
			for (uint32_t term = scan->term[i]; term != VOC_TERM_NONE;
				 term = codebook->terms.shorter[term])
			{
				uint32_t	next;

				if ((at->follow & voc_term_bit(term)) == 0)
					continue;
				next = voc_step_find(codebook, state, gap, term);
				if (next == VOC_STATE_NONE ||
					(codebook->states[next].languages & scan->languages) == 0)
					continue;
				if (more > 1 && visited_before(scan, next, i))
					continue;
				visit(scan, next, i, more);
			}
		}
	}
}

static void
scan_clause(Scan *scan)
{
	const VocCodebook *codebook = scan->codebook;

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

void
voc_codebook_scan(const VocCodebook *codebook, const char *language,
				  const VocChunk *chunk, VocHitFound found, void *arg)
{
	Scan		scan;
	int			next;

	scan.codebook = codebook;
	scan.chunk = chunk;
	if (!find_terms(&scan))
		return;
	scan.languages = language_bits(codebook, language);
	scan.found = found;
	scan.arg = arg;
	scan.visited_ready = false;
	memset(scan.excluded, 0, sizeof(scan.excluded));
	for (int place = 0; place < scan.nplaces; place = next)
	{
		scan.clause = chunk->tokens[scan.token[place]].clause;
		for (next = place + 1; next < scan.nplaces; next++)
			if (chunk->tokens[scan.token[next]].clause != scan.clause)
				break;
		scan.first = place;
		scan.end = next;
		scan_clause(&scan);
	}
}

typedef struct HitArray
{
	VocHit	   *hits;
	int			nhits;
	int			maxhits;
} HitArray;

static void
keep_hit(const VocHit *hit, void *arg)
{
	HitArray   *array = arg;

	if (array->nhits < array->maxhits)
		array->hits[array->nhits++] = *hit;
}

int
voc_codebook_match(const VocCodebook *codebook, const char *language,
				   const VocChunk *chunk, VocHit *hits, int maxhits)
{
	HitArray	array;

	array.hits = hits;
	array.nhits = 0;
	array.maxhits = maxhits;
	voc_codebook_scan(codebook, language, chunk, keep_hit, &array);
	return array.nhits;
}
