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
PG_FUNCTION_INFO_V1(voc_analyze_captured);
PG_FUNCTION_INFO_V1(voc_topic_lineage);

/* Longest code of a topic. */
#define CODE_BYTES			200

/* Columns of voc.opinion, and of what voc.opinions() returns. */
#define OPINION_COLUMNS		6

/* Columns of voc.analysis. */
enum
{
	A_LANGUAGE, A_SENTIMENT, A_LABEL, A_VALUE, A_TOPICS, A_INTENTS,
	A_OPINIONS, A_COUNT
};

static void
analyze_comment(text *comment, const char *language, VocAnalysis *analysis)
{
	VocArena	arena = voc_arena_in(CurrentMemoryContext);
	const VocCoding *coding = voc_coding();
	const char *utf8;
	size_t		len;

	utf8 = voc_text_utf8(comment, &len);
	voc_analyze(utf8, len, language, coding->own, &coding->codebooks,
				voc_check_interrupts, &arena, analysis);
}

/* Analyze the comment and language that are a function's two arguments. */
static void
analyze_arguments(FunctionCallInfo fcinfo, VocAnalysis *analysis)
{
	const char *language = voc_language_argument(PG_GETARG_TEXT_PP(1));

	analyze_comment(PG_GETARG_TEXT_PP(0), language, analysis);
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

/* The row types of voc.analyze(), looked up once for each place it is called. */
typedef struct AnalysisTypes
{
	TupleDesc	analysis;
	TupleDesc	opinion;
	Oid			opinion_type;
} AnalysisTypes;

static AnalysisTypes *
analysis_types(FunctionCallInfo fcinfo)
{
	AnalysisTypes *types = fcinfo->flinfo->fn_extra;
	MemoryContext caller;
	TupleDesc	desc;

	if (types != NULL)
		return types;
	caller = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
	types = palloc(sizeof(AnalysisTypes));
	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE ||
		desc->natts != A_COUNT)
		elog(ERROR, "voc.analyze() does not return type voc.analysis");
	types->analysis = BlessTupleDesc(desc);
	types->opinion_type =
		get_element_type(TupleDescAttr(desc, A_OPINIONS)->atttypid);
	types->opinion = lookup_rowtype_tupdesc_copy(types->opinion_type, -1);
	if (types->opinion->natts != OPINION_COLUMNS)
		elog(ERROR, "type voc.opinion has %d columns instead of %d",
			 types->opinion->natts, OPINION_COLUMNS);
	MemoryContextSwitchTo(caller);
	fcinfo->flinfo->fn_extra = types;
	return types;
}

static Datum
opinion_array(const VocAnalysis *analysis, text *comment,
			  const AnalysisTypes *types)
{
	TupleDesc	desc = types->opinion;
	Datum	   *elems = palloc(sizeof(Datum) * (analysis->nopinions + 1));
	VocPlaces	places;

	voc_places_begin(&places, comment);
	for (int i = 0; i < analysis->nopinions; i++)
	{
		Datum		values[OPINION_COLUMNS];
		bool		nulls[OPINION_COLUMNS];

		CHECK_FOR_INTERRUPTS();
		opinion_values(&analysis->opinions[i], &places, values, nulls);
		elems[i] = HeapTupleGetDatum(heap_form_tuple(desc, values, nulls));
	}
	return PointerGetDatum(construct_array(elems, analysis->nopinions,
										   types->opinion_type, -1, false,
										   TYPALIGN_DOUBLE));
}

static Datum
analysis_row(FunctionCallInfo fcinfo, const VocAnalysis *analysis)
{
	const AnalysisTypes *types = analysis_types(fcinfo);
	VocLabel	label = analysis->label;
	Datum		values[A_COUNT];
	bool		nulls[A_COUNT] = {false};

	nulls[A_LANGUAGE] = analysis->language == NULL;
	if (!nulls[A_LANGUAGE])
		values[A_LANGUAGE] = PointerGetDatum(voc_server_text(analysis->language));
	nulls[A_SENTIMENT] = nulls[A_VALUE] = !analysis->has_sentiment;
	values[A_SENTIMENT] = Float4GetDatum(analysis->sentiment);
	nulls[A_LABEL] = label == VOC_LABEL_NONE;
	if (!nulls[A_LABEL])
		values[A_LABEL] = PointerGetDatum(voc_server_text(voc_label_name(label)));
	values[A_VALUE] = Int16GetDatum(analysis->value);
	values[A_TOPICS] = PointerGetDatum(code_array(analysis->topics,
												  analysis->ntopics));
	values[A_INTENTS] = PointerGetDatum(code_array(analysis->intents,
												   analysis->nintents));
	values[A_OPINIONS] = opinion_array(analysis, PG_GETARG_TEXT_PP(0), types);
	return HeapTupleGetDatum(heap_form_tuple(types->analysis, values, nulls));
}

Datum
voc_analyze_comment(PG_FUNCTION_ARGS)
{
	VocAnalysis analysis;

	analyze_arguments(fcinfo, &analysis);
	PG_RETURN_DATUM(analysis_row(fcinfo, &analysis));
}

/*
 * As capture does it: a source may name any language, and NULL is none.
 */
Datum
voc_analyze_captured(PG_FUNCTION_ARGS)
{
	VocAnalysis analysis;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	analyze_comment(PG_GETARG_TEXT_PP(0), PG_ARGISNULL(1) ? NULL :
					text_to_cstring(PG_GETARG_TEXT_PP(1)), &analysis);
	PG_RETURN_DATUM(analysis_row(fcinfo, &analysis));
}

static int
compare_texts(const void *a, const void *b)
{
	const text *x = (const text *) DatumGetPointer(*(const Datum *) a);
	const text *y = (const text *) DatumGetPointer(*(const Datum *) b);
	size_t		x_len = VARSIZE_ANY_EXHDR(x);
	size_t		y_len = VARSIZE_ANY_EXHDR(y);
	int			order = memcmp(VARDATA_ANY(x), VARDATA_ANY(y), Min(x_len, y_len));

	if (order != 0)
		return order;
	return x_len < y_len ? -1 : x_len > y_len;
}

/*
 * The topics of an array and all that they are part of: what stands before
 * each dot of a code.
 */
Datum
voc_topic_lineage(PG_FUNCTION_ARGS)
{
	Datum	   *topics;
	Datum	   *all;
	bool	   *nulls;
	size_t		room = 0;
	int			ntopics;
	int			n = 0;
	int			kept = 0;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(0), TEXTOID, -1, false,
					  TYPALIGN_INT, &topics, &nulls, &ntopics);
	for (int i = 0; i < ntopics; i++)
	{
		const char *code = nulls[i] ? "" : VARDATA_ANY(DatumGetPointer(topics[i]));
		int			len = nulls[i] ? 0 : VARSIZE_ANY_EXHDR(DatumGetPointer(topics[i]));

		if (len > CODE_BYTES)	/* its parts would take len squared */
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("code of a topic has %d bytes, the limit is %d",
							len, CODE_BYTES),
					 errhint("Use shorter codes.")));
		for (int end = 1; end <= len; end++)
			room += end == len || code[end] == '.';
	}
	all = palloc(sizeof(Datum) * (room + 1));
	for (int i = 0; i < ntopics; i++)
	{
		const char *code = nulls[i] ? "" : VARDATA_ANY(DatumGetPointer(topics[i]));
		int			len = nulls[i] ? 0 : VARSIZE_ANY_EXHDR(DatumGetPointer(topics[i]));

		CHECK_FOR_INTERRUPTS();
		for (int end = 1; end <= len; end++)
			if (end == len || code[end] == '.')
				all[n++] = PointerGetDatum(cstring_to_text_with_len(code, end));
	}
	if (n > 0)
		qsort(all, n, sizeof(Datum), compare_texts);
	for (int i = 0; i < n; i++)
		if (kept == 0 || compare_texts(&all[kept - 1], &all[i]) != 0)
			all[kept++] = all[i];
	PG_RETURN_ARRAYTYPE_P(construct_array(all, kept, TEXTOID, -1, false,
										  TYPALIGN_INT));
}
