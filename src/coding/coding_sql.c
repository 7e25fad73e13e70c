/*-------------------------------------------------------------------------
 *
 * coding_sql.c
 *	  voc.topics(), voc.intents(), voc.opinions() and voc.analyze().
 *
 * IDENTIFICATION
 *	  src/coding/coding_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/tuplestore.h"
#include "utils/typcache.h"

#include "../language/language_sql.h"
#include "../program/coding.h"
#include "../text/rows_sql.h"
#include "../text/text_sql.h"
#include "analyze.h"

PG_FUNCTION_INFO_V1(voc_topics);
PG_FUNCTION_INFO_V1(voc_intents);
PG_FUNCTION_INFO_V1(voc_opinions);
PG_FUNCTION_INFO_V1(voc_analyze_comment);

/* Columns of voc.opinion, and of what voc.opinions() returns. */
#define OPINION_COLUMNS		6

/* Columns of voc.analysis. */
enum
{
	A_LANGUAGE, A_SENTIMENT, A_LABEL, A_VALUE, A_TOPICS, A_INTENTS,
	A_OPINIONS, A_COUNT
};

/* Analyze the comment and language that are a function's two arguments. */
static void
analyze_arguments(FunctionCallInfo fcinfo, VocAnalysis *analysis)
{
	const char *language = voc_language_argument(PG_GETARG_TEXT_PP(1));
	VocArena	arena = voc_arena_in(CurrentMemoryContext);
	const VocCoding *coding = voc_coding();
	const char *utf8;
	size_t		len;

	utf8 = voc_text_utf8(PG_GETARG_TEXT_PP(0), &len);
	voc_analyze(utf8, len, language, coding->own, &coding->codebooks,
				voc_check_interrupts, &arena, analysis);
}

static ArrayType *
code_array(const char **codes, int n)
{
	Datum	   *elems = palloc(sizeof(Datum) * (n + 1));

	for (int i = 0; i < n; i++)
		elems[i] = PointerGetDatum(voc_server_text(codes[i]));
	return construct_array(elems, n, TEXTOID, -1, false, TYPALIGN_INT);
}

Datum
voc_topics(PG_FUNCTION_ARGS)
{
	VocAnalysis analysis;

	analyze_arguments(fcinfo, &analysis);
	PG_RETURN_ARRAYTYPE_P(code_array(analysis.topics, analysis.ntopics));
}

Datum
voc_intents(PG_FUNCTION_ARGS)
{
	VocAnalysis analysis;

	analyze_arguments(fcinfo, &analysis);
	PG_RETURN_ARRAYTYPE_P(code_array(analysis.intents, analysis.nintents));
}

static void
opinion_values(const VocOpinion *opinion, VocPlaces *places, Datum *values,
			   bool *nulls)
{
	VocLabel	label = voc_opinion_label(opinion);
	VocPlace	place;

	memset(nulls, 0, sizeof(bool) * OPINION_COLUMNS);
	voc_places_find(places, opinion->char_start, opinion->char_len, &place);
	values[0] = PointerGetDatum(voc_server_text(opinion->topic));
	values[1] = Float4GetDatum(opinion->sentiment);
	nulls[1] = !opinion->has_sentiment;
	nulls[2] = label == VOC_LABEL_NONE;
	values[2] = nulls[2] ? (Datum) 0 :
		PointerGetDatum(voc_server_text(voc_label_name(label)));
	values[3] = Int32GetDatum(place.start);
	values[4] = Int32GetDatum(place.length);
	values[5] = PointerGetDatum(cstring_to_text_with_len(place.data, place.bytes));
}

Datum
voc_opinions(PG_FUNCTION_ARGS)
{
	TupleDesc	desc;
	Tuplestorestate *store = voc_rows_begin(fcinfo, &desc);
	VocAnalysis analysis;
	VocPlaces	places;

	analyze_arguments(fcinfo, &analysis);
	voc_places_begin(&places, PG_GETARG_TEXT_PP(0));
	for (int i = 0; i < analysis.nopinions; i++)
	{
		Datum		values[OPINION_COLUMNS];
		bool		nulls[OPINION_COLUMNS];

		CHECK_FOR_INTERRUPTS();
		opinion_values(&analysis.opinions[i], &places, values, nulls);
		tuplestore_putvalues(store, desc, values, nulls);
	}
	return (Datum) 0;
}

/*
 * The opinions as an array of the composite type that a column has as array.
 */
static Datum
opinion_array(const VocAnalysis *analysis, text *comment, Oid array_type)
{
	Oid			type = get_element_type(array_type);
	TupleDesc	desc = lookup_rowtype_tupdesc(type, -1);
	Datum	   *elems = palloc(sizeof(Datum) * (analysis->nopinions + 1));
	ArrayType  *array;
	VocPlaces	places;

	if (desc->natts != OPINION_COLUMNS)
		elog(ERROR, "type voc.opinion has %d columns instead of %d",
			 desc->natts, OPINION_COLUMNS);
	voc_places_begin(&places, comment);
	for (int i = 0; i < analysis->nopinions; i++)
	{
		Datum		values[OPINION_COLUMNS];
		bool		nulls[OPINION_COLUMNS];

		CHECK_FOR_INTERRUPTS();
		opinion_values(&analysis->opinions[i], &places, values, nulls);
		elems[i] = HeapTupleGetDatum(heap_form_tuple(desc, values, nulls));
	}
	ReleaseTupleDesc(desc);
	array = construct_array(elems, analysis->nopinions, type, -1, false,
							TYPALIGN_DOUBLE);
	return PointerGetDatum(array);
}

Datum
voc_analyze_comment(PG_FUNCTION_ARGS)
{
	TupleDesc	desc;
	VocAnalysis analysis;
	VocLabel	label;
	Datum		values[A_COUNT];
	bool		nulls[A_COUNT] = {false};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE ||
		desc->natts != A_COUNT)
		elog(ERROR, "voc.analyze() does not return type voc.analysis");
	desc = BlessTupleDesc(desc);
	analyze_arguments(fcinfo, &analysis);
	label = analysis.label;
	nulls[A_LANGUAGE] = analysis.language == NULL;
	if (!nulls[A_LANGUAGE])
		values[A_LANGUAGE] = PointerGetDatum(voc_server_text(analysis.language));
	nulls[A_SENTIMENT] = nulls[A_VALUE] = !analysis.has_sentiment;
	values[A_SENTIMENT] = Float4GetDatum(analysis.sentiment);
	nulls[A_LABEL] = label == VOC_LABEL_NONE;
	if (!nulls[A_LABEL])
		values[A_LABEL] = PointerGetDatum(voc_server_text(voc_label_name(label)));
	values[A_VALUE] = Int16GetDatum(analysis.value);
	values[A_TOPICS] = PointerGetDatum(code_array(analysis.topics,
												  analysis.ntopics));
	values[A_INTENTS] = PointerGetDatum(code_array(analysis.intents,
												   analysis.nintents));
	values[A_OPINIONS] = opinion_array(&analysis, PG_GETARG_TEXT_PP(0),
									   TupleDescAttr(desc, A_OPINIONS)->atttypid);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(desc, values, nulls)));
}
