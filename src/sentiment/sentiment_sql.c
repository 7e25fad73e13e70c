/*-------------------------------------------------------------------------
 *
 * sentiment_sql.c
 *	  voc.sentiment(), and why it is what it is.
 *
 * IDENTIFICATION
 *	  src/sentiment/sentiment_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/inval.h"
#include "utils/memutils.h"

#include "../compat.h"
#include "../language/language_sql.h"
#include "../program/coding.h"
#include "../program/config.h"
#include "../text/rows_sql.h"
#include "../text/text_sql.h"
#include "sentiment.h"

/*
 * Score the comment and language that are a function's two arguments, with
 * the users' own words unless that is NULL, and have what counts told, unless
 * explain is NULL.
 */
static VocSentiment
score_arguments(FunctionCallInfo fcinfo, const VocLexicon *const *own,
				VocExplain explain, void *arg)
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
	voc_scorer_begin(&scorer, language, own);
	voc_scorer_explain(&scorer, explain, arg);
	while (voc_reader_next(&reader, chunk))
		voc_scorer_chunk(&scorer, chunk, utf8, scores);
	voc_scorer_end(&scorer, &result);
	return result;
}

PG_FUNCTION_INFO_V1(voc_sentiment);
Datum
voc_sentiment(PG_FUNCTION_ARGS)
{
	VocSentiment result = score_arguments(fcinfo, NULL, NULL, NULL);

	if (!result.scored)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT4(result.score);
}

PG_FUNCTION_INFO_V1(voc_sentiment_label);
Datum
voc_sentiment_label(PG_FUNCTION_ARGS)
{
	VocSentiment result = score_arguments(fcinfo, NULL, NULL, NULL);

	if (!result.scored)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(voc_server_text(voc_label_name(result.label)));
}

PG_FUNCTION_INFO_V1(voc_sentiment_value);
Datum
voc_sentiment_value(PG_FUNCTION_ARGS)
{
	VocSentiment result = score_arguments(fcinfo, NULL, NULL, NULL);

	if (!result.scored)
		PG_RETURN_NULL();
	PG_RETURN_INT32(result.value);
}

/* Where the rows of an explanation go. */
typedef struct Explanation
{
	Tuplestorestate *store;
	TupleDesc	desc;
	VocPlaces	places;
	MemoryContext row;			/* emptied after each */
} Explanation;

static ArrayType *
rule_array(uint64_t rules)
{
	Datum		names[VOC_NRULES];
	int			n = 0;

	for (int i = 0; i < VOC_NRULES; i++)
		if ((rules >> i & 1) != 0)
			names[n++] = PointerGetDatum(voc_server_text(voc_rule_name((VocRuleNumber) i)));
	return construct_array(names, n, TEXTOID, -1, false, TYPALIGN_INT);
}

static void
put_evidence(const VocEvidence *evidence, void *arg)
{
	Explanation *explanation = arg;
	Datum		values[9];
	bool		nulls[9] = {false};
	MemoryContext caller = MemoryContextSwitchTo(explanation->row);
	VocPlace	place;

	CHECK_FOR_INTERRUPTS();
	voc_places_find(&explanation->places, evidence->char_start,
					evidence->char_len, &place);
	values[0] = Int32GetDatum(evidence->clause + 1);
	values[1] = Float4GetDatum(evidence->score->score);
	nulls[1] = !evidence->score->scored;
	values[2] = Float4GetDatum(evidence->score->weight);
	values[3] = Int32GetDatum(place.start);
	values[4] = Int32GetDatum(place.length);
	values[5] = PointerGetDatum(cstring_to_text_with_len(place.data, place.bytes));
	values[6] = evidence->entry == NULL ? (Datum) 0 :
		PointerGetDatum(voc_server_text_if_any(evidence->entry));
	nulls[6] = DatumGetPointer(values[6]) == NULL;
	values[7] = PointerGetDatum(rule_array(evidence->rules));
	values[8] = Float4GetDatum(evidence->contribution);
	tuplestore_putvalues(explanation->store, explanation->desc, values, nulls);
	MemoryContextSwitchTo(caller);
	MemoryContextReset(explanation->row);
}

static Datum
explain(FunctionCallInfo fcinfo, const VocLexicon *const *own)
{
	text	   *comment = PG_GETARG_TEXT_PP(0);
	Explanation explanation;

	explanation.store = voc_rows_begin(fcinfo, &explanation.desc);
	explanation.row = AllocSetContextCreate(CurrentMemoryContext,
											"voc explanation row",
											ALLOCSET_SMALL_SIZES);
	voc_places_begin(&explanation.places, comment);
	score_arguments(fcinfo, own, put_evidence, &explanation);
	MemoryContextDelete(explanation.row);
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(voc_explain);
Datum
voc_explain(PG_FUNCTION_ARGS)
{
	return explain(fcinfo, NULL);
}

PG_FUNCTION_INFO_V1(voc_explain_own);
Datum
voc_explain_own(PG_FUNCTION_ARGS)
{
	const VocCoding *coding = voc_coding();
	Oid			words = voc_words_relid();
	AclResult	acl;

	if (!coding->program || !OidIsValid(words))
		ereport(ERROR,
				(errcode(VOC_ERRCODE_NO_PROGRAM),
				 errmsg("the database has no program, and so no words of its own"),
				 errhint("SELECT voc.create_program(), or use voc.explain().")));
	acl = pg_class_aclcheck(words, GetUserId(), ACL_SELECT);
	if (acl != ACLCHECK_OK)
		aclcheck_error(acl, OBJECT_TABLE, "word");
	return explain(fcinfo, coding->own);
}
