/*-------------------------------------------------------------------------
 *
 * fuzz_text.c
 *	  Any bytes through the reader, the detection and the scorer.
 *
 * With libFuzzer it makes up its own inputs; without, main replays the files
 * it is given, each whole and cut at every byte of its first kilobyte.
 *
 * IDENTIFICATION
 *	  test/core/fuzz_text.c
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "sentiment.h"
#include "text.h"

static VocChunk chunk;
static VocClauseScore scores[VOC_CHUNK_TOKENS];

static void
require(bool condition, const char *what)
{
	if (condition)
		return;
	fprintf(stderr, "fuzz_text: violated: %s\n", what);
	abort();
}

/* What text.h promises of a chunk. */
static void
check_chunk(size_t len)
{
	int			next = 0;
	uint64_t	end = 0;

	require(chunk.ntokens <= VOC_CHUNK_TOKENS, "number of tokens");
	for (int c = 0; c < chunk.nclauses; c++)
	{
		require(chunk.clauses[c].first == next, "clauses are in a row");
		require(chunk.clauses[c].count > 0, "no clause is empty");
		next += chunk.clauses[c].count;
	}
	require(next == chunk.ntokens, "every token is in a clause");

	for (int i = 0; i < chunk.ntokens; i++)
	{
		const VocToken *token = &chunk.tokens[i];
		const VocClause *clause = &chunk.clauses[token->clause];

		require(i >= clause->first && i < clause->first + clause->count,
				"a token knows its clause");
		require(token->norm_len <= VOC_NORM_MAX, "norms are short");
		require(token->norm >= chunk.norms && token->norm + token->norm_len <=
				chunk.norms + sizeof(chunk.norms), "norms are in the chunk");
		require(token->start >= end, "tokens are in order");
		end = (uint64_t) token->start + token->len;
		require(end <= len, "tokens are in the text");
		require(token->len > 0 && token->char_len <= token->len,
				"lengths of tokens");
		require(token->run >= 1, "runs");
	}
}

static void
check_scores(void)
{
	for (int c = 0; c < chunk.nclauses; c++)
	{
		require(isfinite(scores[c].score) && fabsf(scores[c].score) <= 1,
				"clause scores are within -1 ... +1");
		require(scores[c].weight > 0 && isfinite(scores[c].weight),
				"weights are above 0");
	}
}

/* What the explainer told of the clauses of the chunk. */
static struct
{
	int			before;			/* clauses of the chunks before */
	float		sums[VOC_CHUNK_TOKENS];
	size_t		chars;			/* of the text */
	uint32_t	last;			/* where the last evidence started */
}			told;

static void
hear(const VocEvidence *evidence, void *arg)
{
	(void) arg;
	require(evidence->clause >= told.before &&
			evidence->clause < told.before + chunk.nclauses,
			"evidence is of a clause of the chunk");
	require(evidence->char_len > 0 &&
			(size_t) evidence->char_start + evidence->char_len <= told.chars,
			"evidence is in the text");
	require(evidence->char_start >= told.last, "evidence is in order");
	told.last = evidence->char_start;
	require(evidence->rules != 0 || evidence->entry != NULL,
			"evidence is a word or a rule");
	told.sums[evidence->clause - told.before] += evidence->contribution;
}

/* Contributions add up to the score. */
static void
check_told(void)
{
	for (int c = 0; c < chunk.nclauses; c++)
	{
		require(fabsf(told.sums[c] - (scores[c].scored ? scores[c].score : 0)) < 1e-4f,
				"contributions add up to the score");
		told.sums[c] = 0;
	}
	told.before += chunk.nclauses;
}

static void
run(const char *text, size_t len, const char *language)
{
	VocScorer	scorer;
	VocSentiment result;
	VocReader	reader;
	size_t		pos = 0;

	voc_reader_init(&reader, text, len, NULL);
	voc_scorer_begin(&scorer, language, NULL);
	voc_scorer_explain(&scorer, hear, NULL);
	told.before = 0;
	told.last = 0;
	told.chars = len;
	while (voc_reader_next(&reader, &chunk))
	{
		require(reader.pos > pos, "the reader goes on");
		pos = reader.pos;
		check_chunk(len);
		voc_scorer_chunk(&scorer, &chunk, text, scores);
		check_chunk(len);
		check_scores();
		check_told();
	}
	require(reader.pos == len && chunk.last, "the whole text is read");
	voc_scorer_end(&scorer, &result);
	require(fabsf(result.score) <= 1, "scores are within -1 ... +1");
	require(result.value >= 0 && result.value <= 5, "values are 0 ... 5");
}

extern int	LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static const char *const languages[] = {"en", "cs", "ru", "de", "fr", NULL};
	char	   *copy = malloc(size > 0 ? size : 1);
	char		norm[VOC_NORM_MAX];

	/* In memory of its own size, so that a byte too far is seen. */
	if (copy == NULL)
		abort();
	if (size > 0)
		memcpy(copy, data, size);
	for (int i = 0; i < 6; i++)
		run(copy, size, languages[i]);
	require(voc_normalize(copy, size, norm) <= VOC_NORM_MAX,
			"normal forms are short");
	free(copy);
	return 0;
}

#define FUZZ_NAME "fuzz_text"
#include "fuzz_main.h"
