/*-------------------------------------------------------------------------
 *
 * pattern_sql.c
 *	  voc.test_pattern(), and the guard of the tables of patterns.
 *
 * IDENTIFICATION
 *	  src/coding/pattern_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/rel.h"

#include "../language/language.h"
#include "../sentiment/sentiment.h"
#include "../text/rows_sql.h"
#include "../text/text_sql.h"
#include "../text/utf8.h"
#include "analyze.h"
#include "pattern.h"
#include "pattern_sql.h"

PG_FUNCTION_INFO_V1(voc_test_pattern);
PG_FUNCTION_INFO_V1(voc_pattern_guard);

const char *
voc_pattern_checked(text *pattern)
{
	VocPatternTree *tree = palloc(sizeof(VocPatternTree));
	VocPatternError error;
	size_t		len;
	const char *utf8 = voc_text_utf8(pattern, &len);

	utf8 = pnstrdup(utf8, len);
	if (!voc_utf8_valid(utf8, len))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("pattern \"%s\" has a character that does not exist",
						text_to_cstring(pattern)),
				 errhint("Write it in the encoding of the database.")));
	if (!voc_pattern_parse(utf8, voc_workspace(), tree, &error))
	{
		int			position = voc_utf8_count(utf8, Min(error.position, (int) len));

		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("pattern is not well formed: %s", error.message),
				 errdetail("At character %d of \"%s\".", position + 1,
						   text_to_cstring(pattern)),
				 errhint("%s", error.hint)));
	}
	pfree(tree);
	return utf8;
}

/* ---- trying a pattern out ---- */

typedef struct Trial
{
	Tuplestorestate *store;
	TupleDesc	desc;
	VocPlaces	places;
	const VocChunk *chunk;
} Trial;

static void
put_match(const VocHit *hit, void *arg)
{
	Trial	   *trial = arg;
	const VocToken *first = &trial->chunk->tokens[hit->first];
	const VocToken *last = &trial->chunk->tokens[hit->last];
	Datum		values[3];
	bool		nulls[3] = {false};
	VocPlace	place;

	voc_places_find(&trial->places, first->char_start,
					last->char_start + last->char_len - first->char_start,
					&place);
	values[0] = Int32GetDatum(place.start);
	values[1] = Int32GetDatum(place.length);
	values[2] = PointerGetDatum(cstring_to_text_with_len(place.data, place.bytes));
	tuplestore_putvalues(trial->store, trial->desc, values, nulls);
}

/*
 * The clauses are those of the analysis: the scorer parts them at words of
 * contrast, which depend on the language.
 */
Datum
voc_test_pattern(PG_FUNCTION_ARGS)
{
	text	   *comment = PG_GETARG_TEXT_PP(1);
	VocArena	arena = voc_arena_in(CurrentMemoryContext);
	VocChunk   *chunk = palloc(sizeof(VocChunk));
	VocClauseScore *scores = palloc(sizeof(VocClauseScore) * VOC_CHUNK_TOKENS);
	VocScorer  *scorer = palloc(sizeof(VocScorer));
	VocPattern	pattern = {VOC_CODE_TOPIC, "tested", "*", NULL};
	VocPatternError error;
	VocCodebook *codebook;
	VocFacts	facts;
	VocReader	reader;
	Trial		trial;
	const char *utf8;
	size_t		len;
	int			bad;

	pattern.pattern = voc_pattern_checked(PG_GETARG_TEXT_PP(0));
	codebook = voc_codebook_compile(&pattern, 1, NULL, NULL, &arena, &arena, &error, &bad);
	if (codebook == NULL)
		elog(ERROR, "pattern is not well formed: %s", error.message);
	utf8 = voc_text_utf8(comment, &len);
	trial.store = voc_rows_begin(fcinfo, &trial.desc);
	trial.chunk = chunk;
	voc_places_begin(&trial.places, comment);
	voc_facts_begin(&facts, codebook, voc_check_interrupts, &arena);
	voc_note_text(codebook, utf8, len, NULL, voc_check_interrupts, &arena,
				  &facts);
	voc_scorer_begin(scorer, NULL, NULL);
	voc_reader_init(&reader, utf8, len, voc_check_interrupts);
	while (voc_reader_next(&reader, chunk))
	{
		voc_scorer_chunk(scorer, chunk, utf8, scores);
		voc_codebook_scan(codebook, chunk, &facts, put_match, &trial);
	}
	return (Datum) 0;
}

/* ---- the guard ---- */

/* The number of a text column of the trigger's table. */
static int
text_column(const TriggerData *trigdata, const char *name)
{
	TupleDesc	desc = RelationGetDescr(trigdata->tg_relation);
	int			number = SPI_fnumber(desc, name);

	/* The function may be a trigger of anybody's table. */
	if (number <= 0 || SPI_gettypeid(desc, number) != TEXTOID)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("\"%s\" has no column \"%s\" of type text",
						RelationGetRelationName(trigdata->tg_relation), name),
				 errhint("voc.pattern_guard() is the trigger of voc_data.topic_pattern and voc_data.intent_pattern only.")));
	return number;
}

static bool
is_language(const char *language)
{
	return strlen(language) == 2 &&
		language[0] >= 'a' && language[0] <= 'z' &&
		language[1] >= 'a' && language[1] <= 'z';
}

/*
 * Trigger of voc_data.topic_pattern and intent_pattern, BEFORE INSERT OR
 * UPDATE FOR EACH ROW.
 */
Datum
voc_pattern_guard(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	TupleDesc	desc;
	HeapTuple	tuple;
	Datum		pattern;
	char	   *language;
	bool		isnull;

	if (!CALLED_AS_TRIGGER(fcinfo) ||
		!TRIGGER_FIRED_BEFORE(trigdata->tg_event) ||
		!TRIGGER_FIRED_FOR_ROW(trigdata->tg_event) ||
		TRIGGER_FIRED_BY_DELETE(trigdata->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired BEFORE INSERT OR UPDATE FOR EACH ROW",
						"voc.pattern_guard")));
	desc = RelationGetDescr(trigdata->tg_relation);
	tuple = TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event) ?
		trigdata->tg_newtuple : trigdata->tg_trigtuple;
	language = SPI_getvalue(tuple, desc, text_column(trigdata, "language"));
	if (language != NULL && !is_language(language))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("language \"%s\" is not an ISO 639-1 code", language),
				 errhint("Write two lower-case letters, such as en, or NULL for every language.")));
	pattern = SPI_getbinval(tuple, desc, text_column(trigdata, "pattern"),
							&isnull);
	if (!isnull)				/* else the table's NOT NULL tells */
		voc_pattern_checked(DatumGetTextPP(pattern));
	return PointerGetDatum(tuple);
}
