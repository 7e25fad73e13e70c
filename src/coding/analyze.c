/*-------------------------------------------------------------------------
 *
 * analyze.c
 *	  Language, sentiment, topics, intents and opinions of a text.
 *
 * The text is read chunk by chunk.  The topics met in a chunk are collected,
 * each once per clause, and become opinions when the chunk has been read, for
 * only then is it known which clauses have a topic of their own, and which
 * topics have given way to a finer one.
 *
 * IDENTIFICATION
 *	  src/coding/analyze.c
 *
 *-------------------------------------------------------------------------
 */
#include "analyze.h"

#include <string.h>

#define FIRST_ROOM		8		/* of each array, when it is needed at all */

/* A code that was met in the text. */
typedef struct MetCode
{
	const char *code;
	VocCodeKind kind;
	int			opinion;		/* its last one, or -1 */
	uint32_t	merged;			/* sentiments that went into that one */
} MetCode;

/* A topic in a clause of the chunk at hand. */
typedef struct Mention
{
	const char *code;
	uint32_t	number;			/* of the code in the codebook */
	bool		superseded;		/* a finer topic is met in the clause */
	uint16_t	clause;
	uint16_t	first;			/* tokens that matched */
	uint16_t	last;
} Mention;

typedef struct Analysis
{
	VocArena   *arena;
	VocAnalysis *result;
	const VocCodebook *codebook;
	const VocChunk *chunk;
	const VocClauseScore *scores;
	MetCode    *met;
	int			nmet;
	int			met_room;
	int		   *slots;			/* hash table: index + 1 into met */
	Mention    *mentions;
	int			nmentions;
	int			nsettled;		/* mentions of clauses that are complete */
	uint16_t   *met_in;			/* by number of a code: clause + 1, the last */
	int			mention_room;
	int			opinion_room;
	bool		has_topic[VOC_CHUNK_TOKENS];	/* by clause */
} Analysis;

/*
 * Give an array of count elements, all of whose *room is used, room for more.
 */
static void *
grow(VocArena *arena, void *array, int count, int *room, size_t size)
{
	void	   *more;

	if (count < *room)
		return array;
	*room = *room > 0 ? *room * 2 : FIRST_ROOM;
	more = voc_arena_alloc0(arena, *room, size);
	if (count > 0)
		memcpy(more, array, count * size);
	return more;
}

/* Codes are told apart by their address: a codebook has each of them once. */
static uint32_t
code_slot(const char *code, int mask)
{
	/* Fibonacci hashing: Knuth, The Art of Computer Programming 3, 6.4 */
	uint64_t	hash = (uint64_t) (uintptr_t) code *
		UINT64_C(0x9E3779B97F4A7C15);

	return (uint32_t) (hash >> 32) & mask;
}

/*
 * Make the hash table of met codes anew, half full at most.
 */
static void
rehash(Analysis *a)
{
	int			mask = a->met_room * 2 - 1;

	a->slots = voc_arena_alloc0(a->arena, mask + 1, sizeof(int));
	for (int i = 0; i < a->nmet; i++)
	{
		uint32_t	slot = code_slot(a->met[i].code, mask);

		while (a->slots[slot] != 0)
			slot = (slot + 1) & mask;
		a->slots[slot] = i + 1;
	}
}

static int
find_met(Analysis *a, const char *code, VocCodeKind kind)
{
	uint32_t	slot;
	int			mask;

	if (a->nmet == a->met_room)
	{
		a->met = grow(a->arena, a->met, a->nmet, &a->met_room,
					  sizeof(MetCode));
		rehash(a);
	}
	mask = a->met_room * 2 - 1;
	for (slot = code_slot(code, mask); a->slots[slot] != 0;
		 slot = (slot + 1) & mask)
		if (a->met[a->slots[slot] - 1].code == code)
			return a->slots[slot] - 1;
	a->met[a->nmet].code = code;
	a->met[a->nmet].kind = kind;
	a->met[a->nmet].opinion = -1;
	a->slots[slot] = ++a->nmet;
	return a->nmet - 1;
}

/*
 * Now that the clause of the last mentions is complete, tell which of them
 * have given way to a finer topic.
 */
static void
settle_clause(Analysis *a)
{
	for (; a->nsettled < a->nmentions; a->nsettled++)
	{
		Mention    *mention = &a->mentions[a->nsettled];
		const uint32_t *finer;
		uint32_t	n;

		finer = voc_codebook_instead(a->codebook, mention->number, &n);
		for (uint32_t i = 0; i < n && !mention->superseded; i++)
			mention->superseded = a->met_in[finer[i]] == mention->clause + 1;
	}
}

static void
collect_hit(const VocHit *hit, void *arg)
{
	Analysis   *a = arg;
	Mention    *mention;

	if (hit->kind != VOC_CODE_TOPIC)
	{
		(void) find_met(a, hit->code, hit->kind);
		return;
	}
	/* the clauses come in order */
	if (a->nmentions > 0 && a->mentions[a->nmentions - 1].clause != hit->clause)
		settle_clause(a);
	/* once a clause */
	if (a->met_in[hit->number] == hit->clause + 1)
		return;
	a->met_in[hit->number] = hit->clause + 1;
	a->has_topic[hit->clause] = true;
	a->mentions = grow(a->arena, a->mentions, a->nmentions, &a->mention_room,
					   sizeof(Mention));
	mention = &a->mentions[a->nmentions++];
	mention->code = hit->code;
	mention->number = hit->number;
	mention->superseded = false;
	mention->clause = hit->clause;
	mention->first = hit->first;
	mention->last = hit->last;
}

/*
 * Is the clause nothing but a verdict on what stands beside it?
 */
static bool
is_verdict(const Analysis *a, int clause)
{
	const VocClause *c = &a->chunk->clauses[clause];
	int			words = 0;

	if (!a->scores[clause].scored || a->has_topic[clause])
		return false;
	for (int i = c->first; i < c->first + c->count; i++)
		words += a->chunk->tokens[i].kind == VOC_TOKEN_WORD;
	return words <= VOC_VERDICT_WORDS;
}

/*
 * The clause whose sentiment an opinion in a clause has, or -1.
 */
static int
felt_clause(const Analysis *a, int clause)
{
	const VocClause *clauses = a->chunk->clauses;

	if (a->scores[clause].scored)
		return clause;
	if (clause + 1 < a->chunk->nclauses && !clauses[clause].sentence_end &&
		is_verdict(a, clause + 1))
		return clause + 1;
	if (clause > 0 && !clauses[clause - 1].sentence_end &&
		is_verdict(a, clause - 1))
		return clause - 1;
	return -1;
}

static void
merge_opinion(VocOpinion *opinion, uint32_t *merged, float sentiment)
{
	/* the running mean */
	(*merged)++;
	if (opinion->has_sentiment)
		opinion->sentiment += (sentiment - opinion->sentiment) / *merged;
	else
		opinion->sentiment = sentiment;
	opinion->has_sentiment = true;
}

static void
add_opinion(Analysis *a, const Mention *mention)
{
	VocAnalysis *result = a->result;
	int			index = find_met(a, mention->code, VOC_CODE_TOPIC);
	MetCode    *met = &a->met[index];
	const VocToken *first = &a->chunk->tokens[mention->first];
	const VocToken *last = &a->chunk->tokens[mention->last];
	int			felt = felt_clause(a, mention->clause);
	VocOpinion *opinion;

	if (met->opinion < 0 || result->nopinions < VOC_OPINIONS_APART)
	{
		result->opinions = grow(a->arena, result->opinions, result->nopinions,
								&a->opinion_room, sizeof(VocOpinion));
		met->opinion = result->nopinions++;
		met->merged = 0;
		opinion = &result->opinions[met->opinion];
		opinion->topic = met->code;
		opinion->has_sentiment = false;
		opinion->sentiment = 0;
		opinion->char_start = first->char_start;
		opinion->char_len = last->char_start + last->char_len -
			first->char_start;
	}
	if (felt >= 0)
		merge_opinion(&result->opinions[met->opinion], &met->merged,
					  a->scores[felt].score);
}

/*
 * Topics and intents of the whole text, in order of appearance.
 */
static void
list_codes(Analysis *a)
{
	VocAnalysis *result = a->result;
	const char **codes;

	if (a->nmet == 0)
		return;
	codes = voc_arena_alloc0(a->arena, a->nmet, sizeof(char *));
	for (int i = 0; i < a->nmet; i++)
		if (a->met[i].kind == VOC_CODE_TOPIC)
			codes[result->ntopics++] = a->met[i].code;
	result->topics = codes;
	result->intents = codes + result->ntopics;
	for (int i = 0; i < a->nmet; i++)
		if (a->met[i].kind == VOC_CODE_INTENT)
			result->intents[result->nintents++] = a->met[i].code;
}

void
voc_note_text(const VocCodebook *codebook, const char *text, size_t len,
			  const char *language, VocInterrupt interrupt, VocArena *arena,
			  VocFacts *facts)
{
	VocReader	reader;
	VocChunk   *chunk;
	VocScorer  *scorer;
	VocClauseScore *scores;

	if (!voc_codebook_text_scope(codebook))
		return;
	chunk = voc_arena_alloc(arena, sizeof(VocChunk));
	scorer = voc_arena_alloc(arena, sizeof(VocScorer));
	scores = voc_arena_alloc(arena, VOC_CHUNK_TOKENS * sizeof(VocClauseScore));
	voc_scorer_begin(scorer, language, NULL);
	voc_reader_init(&reader, text, len, interrupt);
	while (voc_reader_next(&reader, chunk))
	{
		/* clauses end where they do in the analysis */
		voc_scorer_chunk(scorer, chunk, text, scores);
		voc_codebook_note(codebook, chunk, facts);
	}
}

void
voc_analyze(const char *text, size_t len, const char *language,
			const VocLexicon *const *own, const VocCodebooks *codebooks,
			VocInterrupt interrupt, VocArena *arena, VocAnalysis *result)
{
	const VocCodebook *codebook = NULL;
	VocReader	reader;
	VocChunk	chunk;
	VocClauseScore scores[VOC_CHUNK_TOKENS];
	VocScorer	scorer;
	VocSentiment sentiment;
	Analysis	a;
	VocFacts	facts;

	memset(result, 0, sizeof(*result));
	memset(&a, 0, offsetof(Analysis, has_topic));
	a.arena = arena;
	a.result = result;
	a.chunk = &chunk;
	a.scores = scores;
	voc_scorer_begin(&scorer, language, own);
	voc_reader_init(&reader, text, len, interrupt);
	while (voc_reader_next(&reader, &chunk))
	{
		/* first, for it tells the language and cuts clauses at contrast words */
		voc_scorer_chunk(&scorer, &chunk, text, scores);

		/* that of the first chunk serves the whole text */
		if (codebook == NULL)
		{
			codebook = codebooks->get(codebooks->arg, scorer.language);
			a.codebook = codebook;
			a.met_in = voc_arena_alloc0(arena,
										voc_codebook_ncodes(codebook) + 1,
										sizeof(uint16_t));
			voc_facts_begin(&facts, codebook, interrupt, arena);
			if (!chunk.last)
				voc_note_text(codebook, text, len, scorer.language, interrupt,
							  arena, &facts);
		}
		a.nmentions = a.nsettled = 0;
		memset(a.has_topic, 0, chunk.nclauses * sizeof(bool));
		memset(a.met_in, 0, voc_codebook_ncodes(codebook) * sizeof(uint16_t));
		voc_codebook_scan(codebook, &chunk, &facts, collect_hit, &a);
		settle_clause(&a);
		for (int i = 0; i < a.nmentions; i++)
			if (!a.mentions[i].superseded)
				add_opinion(&a, &a.mentions[i]);
	}
	voc_scorer_end(&scorer, &sentiment);
	result->language = scorer.language;
	result->has_sentiment = sentiment.scored;
	result->sentiment = sentiment.score;
	result->label = sentiment.label;
	result->value = sentiment.value;
	list_codes(&a);
}

VocLabel
voc_opinion_label(const VocOpinion *opinion)
{
	if (!opinion->has_sentiment)
		return VOC_LABEL_NONE;
	if (opinion->sentiment > VOC_NEUTRAL_BAND)
		return VOC_LABEL_POSITIVE;
	if (opinion->sentiment < -VOC_NEUTRAL_BAND)
		return VOC_LABEL_NEGATIVE;
	return VOC_LABEL_NEUTRAL;
}
