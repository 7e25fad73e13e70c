/*-------------------------------------------------------------------------
 *
 * row.c
 *	  A row of a source, read by its column map and checked.
 *
 * Nothing here raises for what a row holds: a fault is noted in the feedback,
 * and the batch decides what becomes of it.
 *
 * IDENTIFICATION
 *	  src/listen/row.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include <math.h>

#include "access/detoast.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/bytea.h"
#include "utils/date.h"
#include "utils/datum.h"
#include "utils/float.h"
#include "utils/guc.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

#include "../privacy/redact_sql.h"
#include "../text/text_sql.h"
#include "capture.h"

/* Clocks of sources may be ahead of ours, by no more than a time zone. */
#define CLOCK_SLACK	((int64) USECS_PER_DAY)

/* Bytes of a name (key, customer, touchpoint) that an index can hold for sure. */
#define LONGEST_NAME	1000

/* Bytes of one attribute of a segment. */
#define LONGEST_SEGMENT	10000

/* ---- the map ---- */

static bool
find_column(VocColumn *column, const char *name, TupleDesc desc)
{
	bool		varlena;
	bool		preferred;
	char		category;
	Oid			out;

	column->name = name;
	column->attnum = 0;
	column->is_text = false;
	if (name == NULL)
		return true;
	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute attr = TupleDescAttr(desc, i);

		if (attr->attisdropped || strcmp(NameStr(attr->attname), name) != 0)
			continue;
		column->attnum = attr->attnum;
		column->type = getBaseType(attr->atttypid);
		get_type_category_preferred(column->type, &category, &preferred);
		column->is_text = category == TYPCATEGORY_STRING && attr->attlen == -1;
		getTypeOutputInfo(attr->atttypid, &out, &varlena);
		fmgr_info(out, &column->out);
		return true;
	}
	return false;
}

/*
 * Find a source's columns by name in a row type: those of partitions may be
 * at other places than those of their parent.
 */
VocRowMap *
voc_row_map(const VocConfig *config, const VocSource *source,
			const char *relation, TupleDesc desc)
{
	VocRowMap  *map = palloc0(sizeof(VocRowMap));

	map->config = config;
	map->coding = voc_coding();
	map->source = source;
	map->relation = relation;
	map->now = GetCurrentTransactionStartTimestamp();
	map->keys = palloc0(sizeof(VocColumn) * (source->nkeys + 1));
	map->segments = palloc0(sizeof(VocColumn) * (source->nsegments + 1));

	for (int i = 0; i < VOC_NROLES; i++)
		if (!find_column(&map->column[i], source->column[i], desc))
			map->missing = source->column[i];
	for (int i = 0; i < source->nsegments; i++)
		if (!find_column(&map->segments[i], source->segments[i], desc))
			map->missing = source->segments[i];
	for (int i = 0; i < source->nkeys; i++)
	{
		if (!find_column(&map->keys[i], source->keys[i], desc))
		{
			map->missing = source->keys[i];
			map->key_missing = true;
		}
	}
	return map;
}

/* ---- values ---- */

/* The value of a column; false for NULL and for a column that is not mapped. */
static bool
column_value(const VocColumn *column, TupleTableSlot *slot, Datum *value)
{
	bool		isnull;

	if (column->attnum == 0)
		return false;
	*value = slot_getattr(slot, column->attnum, &isnull);
	return !isnull;
}

/*
 * A value as text that depends on no setting of the session, for it may have
 * to be found again: see voc_row_settings() for what is not a time zone.
 */
static char *
printed(VocColumn *column, Datum value)
{
	if (column->type == TIMESTAMPTZOID &&
		!TIMESTAMP_NOT_FINITE(DatumGetTimestampTz(value)))
		return psprintf("%s+00",
						DatumGetCString(DirectFunctionCall1(timestamp_out, value)));
	return OutputFunctionCall(&column->out, value);
}

static void
set_for_now(const char *name, const char *value)
{
	(void) set_config_option(name, value, PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
}

/*
 * From here to AtEOXact_GUC(true, result), values are printed alike in every
 * session.  Returns the level of nested settings.
 */
int
voc_row_settings(void)
{
	int			level = NewGUCNestLevel();

	/* They mostly are as they should be, and setting them is not for nothing. */
	if (DateStyle != USE_ISO_DATES)
		set_for_now("datestyle", "ISO");
	if (IntervalStyle != INTSTYLE_POSTGRES)
		set_for_now("intervalstyle", "postgres");
	if (extra_float_digits != 1)
		set_for_now("extra_float_digits", "1");
	if (bytea_output != BYTEA_OUTPUT_HEX)
		set_for_now("bytea_output", "hex");
	return level;
}

/* Its text without blanks around it, or NULL when nothing is left. */
static char *
column_word(VocColumn *column, TupleTableSlot *slot)
{
	Datum		value;
	char	   *word;
	size_t		len;

	if (!column_value(column, slot, &value))
		return NULL;
	word = printed(column, value);
	word += strspn(word, " \t\r\n");
	len = strlen(word);
	while (len > 0 && strchr(" \t\r\n", word[len - 1]) != NULL)
		len--;
	word[len] = '\0';
	return len > 0 ? word : NULL;
}

static void
append_key(StringInfo key, const char *part)
{
	for (const char *p = part; *p; p++)
	{
		if (*p == '/' || *p == '\\')
			appendStringInfoChar(key, '\\');
		appendStringInfoChar(key, *p);
	}
}

/* A key that no index would hold is told by its hash. */
static text *
key_text(const char *data, size_t len)
{
	text	   *key = cstring_to_text_with_len(data, len);
	Datum		hash;

	if (len <= LONGEST_NAME)
		return key;
	hash = DirectFunctionCall2(binary_encode,
							   DirectFunctionCall1(sha256_bytea, PointerGetDatum(key)),
							   CStringGetTextDatum("hex"));
	return cstring_to_text(psprintf("sha256:%s", TextDatumGetCString(hash)));
}

/*
 * The key of a row as signal.source_key holds it: one column as it prints,
 * several joined by "/".
 */
text *
voc_row_key(VocRowMap *map, TupleTableSlot *slot)
{
	StringInfoData key;
	Datum		value;

	if (map->source->nkeys == 1)
	{
		char	   *word = column_value(&map->keys[0], slot, &value) ?
			printed(&map->keys[0], value) : "";

		return key_text(word, strlen(word));
	}
	initStringInfo(&key);
	for (int i = 0; i < map->source->nkeys; i++)
	{
		if (i > 0)
			appendStringInfoChar(&key, '/');
		if (column_value(&map->keys[i], slot, &value))
			append_key(&key, printed(&map->keys[i], value));
	}
	return key_text(key.data, key.len);
}

static bool
same_column(const VocColumn *column, TupleTableSlot *a, TupleTableSlot *b)
{
	Datum		x;
	Datum		y;
	bool		has_x = column_value(column, a, &x);
	bool		has_y = column_value(column, b, &y);
	Form_pg_attribute attr;

	if (!has_x || !has_y)
		return has_x == has_y;
	attr = TupleDescAttr(a->tts_tupleDescriptor, column->attnum - 1);
	return datum_image_eq(x, y, attr->attbyval, attr->attlen);
}

/* Whether nothing that is captured of a row differs between two versions. */
bool
voc_row_same(VocRowMap *map, TupleTableSlot *a, TupleTableSlot *b)
{
	for (int i = 0; i < map->source->nkeys; i++)
		if (!same_column(&map->keys[i], a, b))
			return false;
	for (int i = 0; i < VOC_NROLES; i++)
		if (!same_column(&map->column[i], a, b))
			return false;
	for (int i = 0; i < map->source->nsegments; i++)
		if (!same_column(&map->segments[i], a, b))
			return false;
	return true;
}

/* ---- faults ---- */

/*
 * A value as it is shown to people: its beginning, and nothing that the source
 * wants masked.  (Masked first: half a number is not known for one.)
 */
const char *
voc_row_shown(const VocSource *source, const char *value)
{
	if (source->redact)
		value = text_to_cstring(voc_redacted(cstring_to_text(value),
											 VOC_PERSONAL_ALL));
	return pnstrdup(value, pg_mbcharcliplen(value, strlen(value), VOC_SHOWN_VALUE));
}

/* The value is clipped and masked when the whole row is read. */
static void
set_fault(VocFeedback *feedback, int sqlstate, const char *column,
		  const char *value, const char *reason, const char *hint)
{
	VocFault   *fault = palloc0(sizeof(VocFault));

	fault->sqlstate = sqlstate;
	fault->column = column;
	fault->value = value;
	fault->reason = reason;
	fault->hint = hint;
	feedback->fault = fault;
}

/* ---- the parts of a feedback; each returns false after noting a fault ---- */

static bool
read_number(VocColumn *column, Datum value, double *number)
{
	char	   *digits;
	char	   *end;

	switch (column->type)
	{
		case INT2OID:
			*number = DatumGetInt16(value);
			return true;
		case INT4OID:
			*number = DatumGetInt32(value);
			return true;
		case INT8OID:
			*number = (double) DatumGetInt64(value);
			return true;
		case FLOAT4OID:
			*number = DatumGetFloat4(value);
			return !isnan(*number);
		case FLOAT8OID:
			*number = DatumGetFloat8(value);
			return !isnan(*number);
		case BOOLOID:
			*number = DatumGetBool(value) ? 1 : 0;
			return true;
		default:
			digits = printed(column, value);
			*number = strtod(digits, &end);
			end += strspn(end, " \t\r\n");
			return end != digits && *end == '\0' && !isnan(*number);
	}
}

static bool
read_score(VocRowMap *map, TupleTableSlot *slot, VocFeedback *feedback)
{
	VocColumn  *column = &map->column[VOC_ROLE_SCORE];
	const VocScale *scale = map->source->scale;
	Datum		value;
	double		score;

	if (scale == NULL || !column_value(column, slot, &value))
		return true;
	if (column->type != BOOLOID && column->type != INT4OID)
	{
		/* A score that is kept as text may be empty. */
		if (column_word(column, slot) == NULL)
			return true;
	}
	if (!read_number(column, value, &score))
	{
		set_fault(feedback, ERRCODE_INVALID_TEXT_REPRESENTATION, column->name,
				  printed(column, value),
				  "the score is not a number",
				  "Give a number, or NULL for a missing score.");
		return false;
	}
	if (score < scale->low || score > scale->high ||
		(scale->whole && score != floor(score)))
	{
		set_fault(feedback, ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE, column->name,
				  printed(column, value),
				  psprintf("the score is no %s from %g to %g, as scale \"%s\" has it",
						   scale->whole ? "whole number" : "number",
						   scale->low, scale->high, scale->code),
				  "Correct the score in the source, or attach the source with the scale it uses.");
		return false;
	}
	feedback->has_score = true;
	feedback->score = score + 0.0;	/* no negative zero */
	if (score <= scale->bad_max)
		feedback->score_group = scale->is_nps ? "detractor" : "dissatisfied";
	else if (score >= scale->good_min)
		feedback->score_group = scale->is_nps ? "promoter" : "satisfied";
	else
		feedback->score_group = scale->is_nps ? "passive" : "neutral";
	return true;
}

static bool
read_time(VocRowMap *map, TupleTableSlot *slot, VocFeedback *feedback)
{
	VocColumn  *column = &map->column[VOC_ROLE_OCCURRED_AT];
	Datum		value;
	TimestampTz at;
	int			overflow = 0;
	const char *fault = NULL;

	feedback->occurred_at = map->now;
	if (!column_value(column, slot, &value))
		return true;
	switch (column->type)
	{
		case TIMESTAMPTZOID:
			at = DatumGetTimestampTz(value);
			break;
		case TIMESTAMPOID:
			at = timestamp2timestamptz_opt_overflow(DatumGetTimestamp(value),
													&overflow);
			break;
		case DATEOID:
			at = date2timestamptz_opt_overflow(DatumGetDateADT(value), &overflow);
			break;
		default:
			set_fault(feedback, ERRCODE_DATATYPE_MISMATCH, column->name, NULL,
					  psprintf("the column has type %s, which is no time",
							   format_type_be(column->type)),
					  "Use a column of type timestamptz, timestamp or date.");
			return false;
	}

	if (overflow != 0)
		fault = "the time of the feedback is out of range";
	else if (TIMESTAMP_NOT_FINITE(at))
		fault = "the time of the feedback is not finite";
	else if (at > map->now + CLOCK_SLACK)
		fault = "the time of the feedback is in the future";
	if (fault != NULL)
	{
		set_fault(feedback, ERRCODE_DATETIME_VALUE_OUT_OF_RANGE, column->name,
				  printed(column, value), fault,
				  "Correct the time in the source.");
		return false;
	}
	feedback->occurred_at = at;
	return true;
}

/* Whether a name is short enough to be looked up by. */
static bool
check_length(VocFeedback *feedback, const VocColumn *column, const char *word,
			 size_t longest, int sqlstate)
{
	if (word == NULL || strlen(word) <= longest)
		return true;
	set_fault(feedback, sqlstate, column->name, word,
			  psprintf("the value has %zu bytes, the limit is %zu",
					   strlen(word), longest),
			  "Shorten it in the source, or leave the column out of the source's map.");
	return false;
}

static bool
read_place(VocRowMap *map, TupleTableSlot *slot, VocFeedback *feedback)
{
	VocColumn  *column = &map->column[VOC_ROLE_CHANNEL];
	char	   *word = column_word(column, slot);
	const char *code = map->source->default_channel;

	if (word != NULL)
	{
		code = voc_config_channel(map->config, word);
		if (code == NULL)
		{
			set_fault(feedback, ERRCODE_INVALID_PARAMETER_VALUE, column->name,
					  word, "the channel is not known",
					  "Add it to voc_data.channel, or to the aliases of a channel there, and CALL voc.backfill().");
			return false;
		}
	}
	if (code != NULL)
		feedback->channel = cstring_to_text(code);

	word = column_word(&map->column[VOC_ROLE_TOUCHPOINT], slot);
	if (word == NULL)
		word = map->source->default_touchpoint;
	if (!check_length(feedback, &map->column[VOC_ROLE_TOUCHPOINT], word,
					  LONGEST_NAME, ERRCODE_STRING_DATA_RIGHT_TRUNCATION))
		return false;
	if (word != NULL)
	{
		feedback->touchpoint = cstring_to_text(word);
		feedback->new_touchpoint = !voc_config_touchpoint(map->config, word);
	}
	word = column_word(&map->column[VOC_ROLE_CUSTOMER], slot);
	if (!check_length(feedback, &map->column[VOC_ROLE_CUSTOMER], word,
					  LONGEST_NAME, ERRCODE_STRING_DATA_RIGHT_TRUNCATION))
		return false;
	if (word != NULL)
		feedback->customer = cstring_to_text(word);
	return true;
}

static bool
read_segment(VocRowMap *map, TupleTableSlot *slot, VocFeedback *feedback)
{
	JsonbParseState *state = NULL;
	JsonbValue	item;
	JsonbValue *object = NULL;

	if (map->source->nsegments == 0)
		return true;
	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	for (int i = 0; i < map->source->nsegments; i++)
	{
		char	   *word = column_word(&map->segments[i], slot);

		if (word == NULL)
			continue;
		if (!check_length(feedback, &map->segments[i], word, LONGEST_SEGMENT,
						  ERRCODE_PROGRAM_LIMIT_EXCEEDED))
			return false;
		item.type = jbvString;
		item.val.string.val = unconstify(char *, map->segments[i].name);
		item.val.string.len = strlen(map->segments[i].name);
		pushJsonbValue(&state, WJB_KEY, &item);
		item.val.string.val = word;
		item.val.string.len = strlen(word);
		pushJsonbValue(&state, WJB_VALUE, &item);
	}
	object = pushJsonbValue(&state, WJB_END_OBJECT, NULL);
	feedback->segment = JsonbPGetDatum(JsonbValueToJsonb(object));
	return true;
}

static bool
is_ascii_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "cs", "CS", "cs-CZ" and "cs_CZ" are Czech; anything else is to be detected. */
static const char *
given_language(VocRowMap *map, TupleTableSlot *slot)
{
	char	   *word = column_word(&map->column[VOC_ROLE_LANGUAGE], slot);

	if (word == NULL || !is_ascii_letter(word[0]) || !is_ascii_letter(word[1]) ||
		(word[2] != '\0' && word[2] != '-' && word[2] != '_'))
		return NULL;
	word[0] = pg_ascii_tolower((unsigned char) word[0]);
	word[1] = pg_ascii_tolower((unsigned char) word[1]);
	word[2] = '\0';
	return word;
}

static bool
is_blank(const char *data, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (strchr(" \t\r\n\f\v", data[i]) == NULL || data[i] == '\0')
			return false;
	return true;
}

/*
 * The comment in UTF-8, or NULL and a fault when it cannot be converted; it is
 * masked before, if the source wants that: what is stored is what is scored,
 * and where opinions have their places.  The error may be caught without a subtransaction: conversion does nothing that
 * would have to be undone.
 */
static const char *
comment_utf8(const VocSource *source, VocFeedback *feedback,
			 const VocColumn *column, size_t *len)
{
	MemoryContext context = CurrentMemoryContext;
	const char *volatile utf8 = NULL;

	PG_TRY();
	{
		if (source->redact)
			feedback->comment = voc_redacted(feedback->comment, VOC_PERSONAL_ALL);
		utf8 = voc_text_utf8(feedback->comment, len);
	}
	PG_CATCH();
	{
		ErrorData  *error;

		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		if (error->sqlerrcode != ERRCODE_UNTRANSLATABLE_CHARACTER &&
			error->sqlerrcode != ERRCODE_CHARACTER_NOT_IN_REPERTOIRE &&
			error->sqlerrcode != ERRCODE_FEATURE_NOT_SUPPORTED)
			PG_RE_THROW();
		FlushErrorState();
		set_fault(feedback, error->sqlerrcode, column->name, NULL, error->message,
				  error->hint ? error->hint : "Correct the text in the source.");
	}
	PG_END_TRY();
	return utf8;
}

static bool
read_comment(VocRowMap *map, TupleTableSlot *slot, VocArena *arena,
			 VocFeedback *feedback)
{
	VocColumn  *column = &map->column[VOC_ROLE_COMMENT];
	Datum		value;
	Size		size;
	const char *utf8;
	size_t		len;

	if (!column_value(column, slot, &value))
		return true;

	/* Looked at before it is fetched: it may be a gigabyte. */
	if (!column->is_text)
		feedback->comment = cstring_to_text(printed(column, value));
	size = column->is_text ? toast_raw_datum_size(value) - VARHDRSZ :
		VARSIZE_ANY_EXHDR(feedback->comment);
	if (size > (Size) map->config->max_comment)
	{
		set_fault(feedback, ERRCODE_PROGRAM_LIMIT_EXCEEDED, column->name, NULL,
				  psprintf("the comment has %zu bytes, the limit is %d",
						   (size_t) size, map->config->max_comment),
				  "Shorten it, or raise max_comment in voc_data.program and CALL voc.backfill().");
		return false;
	}
	if (column->is_text)
		feedback->comment = DatumGetTextPP(value);
	if (is_blank(VARDATA_ANY(feedback->comment),
				 VARSIZE_ANY_EXHDR(feedback->comment)))
	{
		feedback->comment = NULL;
		return true;
	}
	utf8 = comment_utf8(map->source, feedback, column, &len);
	if (utf8 == NULL)
		return false;
	voc_analyze(utf8, len, given_language(map, slot), map->coding->own,
				&map->coding->codebooks, voc_check_interrupts, arena,
				&feedback->analysis);
	return true;
}

static void
read_row(VocRowMap *map, TupleTableSlot *slot, VocArena *arena,
		 VocFeedback *feedback)
{
	memset(feedback, 0, sizeof(VocFeedback));
	feedback->key = voc_row_key(map, slot);
	if (map->missing != NULL)
	{
		set_fault(feedback, ERRCODE_UNDEFINED_COLUMN, map->missing, NULL,
				  psprintf("column \"%s\" of \"%s\" does not exist (any more)",
						   map->missing, map->relation),
				  "Correct the column in voc_data.source, and CALL voc.backfill().");
		return;
	}
	if (!read_score(map, slot, feedback) ||
		!read_time(map, slot, feedback) ||
		!read_place(map, slot, feedback) ||
		!read_segment(map, slot, feedback) ||
		!read_comment(map, slot, arena, feedback))
		return;
	if (feedback->comment == NULL && !feedback->has_score)
		set_fault(feedback, ERRCODE_NULL_VALUE_NOT_ALLOWED, NULL, NULL,
				  "there is neither a comment nor a score",
				  "It is captured as soon as the row has one of them.");
}

/*
 * Read a row into feedback, allocating in the current memory context and, for
 * the analysis, in an arena that lives as long.
 */
void
voc_row_read(VocRowMap *map, TupleTableSlot *slot, VocArena *arena,
			 VocFeedback *feedback)
{
	read_row(map, slot, arena, feedback);
	if (feedback->fault != NULL && feedback->fault->value != NULL)
		feedback->fault->value = voc_row_shown(map->source, feedback->fault->value);
}
