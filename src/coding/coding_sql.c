/*-------------------------------------------------------------------------
 *
 * coding_sql.c
 *	  voc.topics(), voc.intents() and voc.opinions().
 *
 * IDENTIFICATION
 *	  src/coding/coding_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/tuplestore.h"

#include "../language/language_sql.h"
#include "../text/rows_sql.h"
#include "../text/text_sql.h"
#include "analyze.h"
#include "codebook_cache.h"

PG_FUNCTION_INFO_V1(voc_topics);
PG_FUNCTION_INFO_V1(voc_intents);
PG_FUNCTION_INFO_V1(voc_opinions);

/* Analyze the comment and language that are a function's two arguments. */
static void
analyze_arguments(FunctionCallInfo fcinfo, VocAnalysis *analysis)
{
	const char *language = voc_language_argument(PG_GETARG_TEXT_PP(1));
	VocArena	arena = voc_arena_in(CurrentMemoryContext);
	const char *utf8;
	size_t		len;

	utf8 = voc_text_utf8(PG_GETARG_TEXT_PP(0), &len);
	voc_analyze(utf8, len, language, NULL, voc_codebook(), voc_check_interrupts, &arena,
				analysis);
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

Datum
voc_opinions(PG_FUNCTION_ARGS)
{
	text	   *comment = PG_GETARG_TEXT_PP(0);
	TupleDesc	desc;
	Tuplestorestate *store = voc_rows_begin(fcinfo, &desc);
	VocAnalysis analysis;
	VocPlaces	places;

	analyze_arguments(fcinfo, &analysis);
	voc_places_begin(&places, comment);
	for (int i = 0; i < analysis.nopinions; i++)
	{
		const VocOpinion *opinion = &analysis.opinions[i];
		VocLabel	label = voc_opinion_label(opinion);
		Datum		values[6];
		bool		nulls[6] = {false};
		VocPlace	place;

		CHECK_FOR_INTERRUPTS();
		voc_places_find(&places, opinion->char_start, opinion->char_len, &place);
		values[0] = PointerGetDatum(voc_server_text(opinion->topic));
		values[1] = Float4GetDatum(opinion->sentiment);
		nulls[1] = !opinion->has_sentiment;
		nulls[2] = label == VOC_LABEL_NONE;
		values[2] = nulls[2] ? (Datum) 0 :
			PointerGetDatum(voc_server_text(voc_label_name(label)));
		values[3] = Int32GetDatum(place.start);
		values[4] = Int32GetDatum(place.length);
		values[5] = PointerGetDatum(cstring_to_text_with_len(place.data, place.bytes));
		tuplestore_putvalues(store, desc, values, nulls);
	}
	return (Datum) 0;
}
