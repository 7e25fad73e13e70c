/*-------------------------------------------------------------------------
 *
 * sentiment_sql.c
 *	  voc.sentiment() and what else is told of a text's feeling.
 *
 * IDENTIFICATION
 *	  src/sentiment/sentiment_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"

#include "../compat.h"
#include "../language/language_sql.h"
#include "../text/text_sql.h"
#include "sentiment.h"

/* Score the comment and language that are a function's two arguments. */
static VocSentiment
score_arguments(FunctionCallInfo fcinfo)
{
	const char *language = voc_language_argument(PG_GETARG_TEXT_PP(1));
	VocClauseScore scores[VOC_CHUNK_TOKENS];
	VocChunk   *chunk = voc_workspace();
	VocScorer	scorer;
	VocSentiment result;
	VocReader	reader;
	const char *utf8;
	size_t		len;

	utf8 = voc_text_utf8(PG_GETARG_TEXT_PP(0), &len);
	voc_reader_init(&reader, utf8, len, voc_check_interrupts);
	voc_scorer_begin(&scorer, language, NULL);
	while (voc_reader_next(&reader, chunk))
		voc_scorer_chunk(&scorer, chunk, utf8, scores);
	voc_scorer_end(&scorer, &result);
	return result;
}

PG_FUNCTION_INFO_V1(voc_sentiment);
Datum
voc_sentiment(PG_FUNCTION_ARGS)
{
	VocSentiment result = score_arguments(fcinfo);

	if (!result.scored)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT4(result.score);
}

PG_FUNCTION_INFO_V1(voc_sentiment_label);
Datum
voc_sentiment_label(PG_FUNCTION_ARGS)
{
	VocSentiment result = score_arguments(fcinfo);

	if (!result.scored)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(voc_server_text(voc_label_name(result.label)));
}

PG_FUNCTION_INFO_V1(voc_sentiment_value);
Datum
voc_sentiment_value(PG_FUNCTION_ARGS)
{
	VocSentiment result = score_arguments(fcinfo);

	if (!result.scored)
		PG_RETURN_NULL();
	PG_RETURN_INT32(result.value);
}
