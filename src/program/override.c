/*-------------------------------------------------------------------------
 *
 * override.c
 *	  The triggers of voc_data.coding_override, people's corrections.
 *
 * Whoever may write corrections needs no right on signals and opinions: these
 * are changed as the owner of the table.  So that nobody can use that for more
 * than to say what a comment is about, a guard checks what is said, and writes
 * all the rest of the row itself.
 *
 * IDENTIFICATION
 *	  src/program/override.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

#include "config.h"
#include "owner.h"

PG_FUNCTION_INFO_V1(voc_override_guard);
PG_FUNCTION_INFO_V1(voc_override_changed);
PG_FUNCTION_INFO_V1(voc_topic_renamed);

/* What the guard writes. */
enum
{
	G_TOPICS, G_MADE_AT, G_MADE_BY, G_MD5, G_MACHINE_TOPICS, G_MACHINE_LABEL,
	G_COUNT
};

static const struct
{
	const char *name;
	Oid			type;
}			guarded[G_COUNT] = {
	[G_TOPICS] = {"topics", TEXTARRAYOID},
	[G_MADE_AT] = {"made_at", TIMESTAMPTZOID},
	[G_MADE_BY] = {"made_by", TEXTOID},
	[G_MD5] = {"comment_md5", TEXTOID},
	[G_MACHINE_TOPICS] = {"machine_topics", TEXTARRAYOID},
	[G_MACHINE_LABEL] = {"machine_label", TEXTOID}
};

static bool renaming = false;	/* a topic, which is nobody's word */

/* What is known of the signal; its row is locked from now on. */
#define SIGNAL_QUERY \
	"SELECT md5(s.comment), a.topics, a.label," \
	" (SELECT coalesce(quote_literal(t.code), 'NULL') FROM unnest($2) AS t (code)" \
	"  WHERE NOT EXISTS (SELECT FROM voc_data.topic AS k WHERE k.code = t.code) LIMIT 1)," \
	" CASE WHEN $2 IS NOT NULL THEN ARRAY(SELECT DISTINCT t.code FROM unnest($2) AS t (code) ORDER BY 1) END," \
	" (SELECT count(*) FROM (SELECT FROM voc_data.topic AS k WHERE k.code = ANY ($2) FOR KEY SHARE) AS locked)" \
	" FROM (SELECT s.* FROM voc_data.signal AS s WHERE s.id = $1 FOR NO KEY UPDATE) AS s" \
	" JOIN voc_data.source AS f ON f.id = s.source_id" \
	" LEFT JOIN LATERAL voc.analyze_captured(s.comment," \
	"  CASE WHEN f.language_column IS NOT NULL THEN s.language END) AS a ON s.comment IS NOT NULL"

static Datum
signal_of(const TriggerData *trigdata, HeapTuple tuple)
{
	TupleDesc	desc = RelationGetDescr(trigdata->tg_relation);
	int			number = SPI_fnumber(desc, "signal_id");
	Datum		value = 0;
	bool		isnull = true;

	/* The function may be a trigger of anybody's table. */
	if (number > 0 && SPI_gettypeid(desc, number) == INT8OID)
		value = SPI_getbinval(tuple, desc, number, &isnull);
	else
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("\"%s\" has no column \"%s\" of type bigint",
						RelationGetRelationName(trigdata->tg_relation),
						"signal_id"),
				 errhint("This is a trigger function of voc_data.coding_override only.")));
	if (isnull)
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("the signal of a correction is NULL"),
				 errhint("SELECT id, comment FROM voc_bi.signal;")));
	return value;
}

/* The number of a column that has to be of that type. */
static int
column_of(const TriggerData *trigdata, const char *name, Oid type)
{
	TupleDesc	desc = RelationGetDescr(trigdata->tg_relation);
	int			number = SPI_fnumber(desc, name);

	if (number <= 0 || SPI_gettypeid(desc, number) != type)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("\"%s\" has no column \"%s\" as voc_data.coding_override has",
						RelationGetRelationName(trigdata->tg_relation), name),
				 errhint("voc.override_guard() is the trigger of voc_data.coding_override only.")));
	return number;
}

/* Whether a column is another one in the new row. */
static bool
differs(const TriggerData *trigdata, const char *name)
{
	TupleDesc	desc = RelationGetDescr(trigdata->tg_relation);
	int			number = SPI_fnumber(desc, name);
	Form_pg_attribute column = TupleDescAttr(desc, number - 1);
	bool		was_null;
	bool		is_null;
	Datum		before = SPI_getbinval(trigdata->tg_trigtuple, desc, number,
									   &was_null);
	Datum		after = SPI_getbinval(trigdata->tg_newtuple, desc, number,
									  &is_null);

	if (was_null || is_null)
		return was_null != is_null;
	if (column->attlen == -1)
	{
		before = PointerGetDatum(PG_DETOAST_DATUM(before));
		after = PointerGetDatum(PG_DETOAST_DATUM(after));
	}
	return !datumIsEqual(before, after, column->attbyval, column->attlen);
}

static void
check_sentiment(const TriggerData *trigdata, HeapTuple tuple)
{
	TupleDesc	desc = RelationGetDescr(trigdata->tg_relation);
	bool		isnull;
	float4		sentiment =
		DatumGetFloat4(SPI_getbinval(tuple, desc,
									 column_of(trigdata, "sentiment", FLOAT4OID),
									 &isnull));

	/* not a number is none of them */
	if (!isnull && !(sentiment >= -1 && sentiment <= 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("sentiment %g is not from -1 to +1", sentiment),
				 errhint("Use -1 for very negative, 0 for neutral, +1 for very positive.")));
}

static void
no_signal(Datum signal)
{
	ereport(ERROR,
			(errcode(ERRCODE_NO_DATA_FOUND),
			 errmsg("there is no signal " INT64_FORMAT, DatumGetInt64(signal)),
			 errhint("SELECT id, comment FROM voc_bi.signal;")));
}

/* Whoever cannot see a signal, for row security, cannot correct it either. */
static void
check_visible(Datum signal)
{
	Oid			types[1] = {INT8OID};

	if (SPI_execute_with_args("SELECT FROM voc_data.signal AS s WHERE s.id OPERATOR(pg_catalog.=) $1",
							  1, types, &signal, NULL, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "looking a signal up failed");
	if (SPI_processed == 0)
		no_signal(signal);
}

static void
check_signal(Datum signal)
{
	HeapTuple	row;
	TupleDesc	desc = SPI_tuptable->tupdesc;
	char	   *unknown;

	if (SPI_processed == 0)
		no_signal(signal);
	row = SPI_tuptable->vals[0];
	if (SPI_getvalue(row, desc, 1) == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("signal " INT64_FORMAT " has no comment to code",
						DatumGetInt64(signal))));
	unknown = SPI_getvalue(row, desc, 4);
	if (unknown != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("topic %s is not in the code frame", unknown),
				 errhint("SELECT code, title FROM voc_data.topic; or INSERT the topic there first.")));
}

/*
 * The row as the guard completes it.
 */
static HeapTuple
completed(const TriggerData *trigdata, HeapTuple tuple)
{
	TupleDesc	desc = RelationGetDescr(trigdata->tg_relation);
	Oid			types[2] = {INT8OID, TEXTARRAYOID};
	char	   *actor = voc_actor_name();
	VocOwnerScope scope;
	int			columns[G_COUNT];
	Datum		values[G_COUNT];
	bool		nulls[G_COUNT] = {false};
	Datum		args[2];
	char		arg_nulls[2] = {' ', ' '};
	bool		isnull;
	HeapTuple	row;

	for (int i = 0; i < G_COUNT; i++)
		columns[i] = column_of(trigdata, guarded[i].name, guarded[i].type);
	args[0] = signal_of(trigdata, tuple);
	args[1] = SPI_getbinval(tuple, desc, columns[G_TOPICS], &isnull);
	arg_nulls[1] = isnull ? 'n' : ' ';

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	check_visible(args[0]);
	voc_enter_owner(RelationGetForm(trigdata->tg_relation)->relowner, &scope);
	if (SPI_execute_with_args(SIGNAL_QUERY, 2, types, args, arg_nulls, false,
							  0) != SPI_OK_SELECT)
		elog(ERROR, "looking a signal up failed");
	check_signal(args[0]);
	row = SPI_tuptable->vals[0];
	values[G_MD5] = SPI_getbinval(row, SPI_tuptable->tupdesc, 1, &nulls[G_MD5]);
	values[G_MACHINE_TOPICS] = SPI_getbinval(row, SPI_tuptable->tupdesc, 2,
											 &nulls[G_MACHINE_TOPICS]);
	values[G_MACHINE_LABEL] = SPI_getbinval(row, SPI_tuptable->tupdesc, 3,
											&nulls[G_MACHINE_LABEL]);
	values[G_TOPICS] = SPI_getbinval(row, SPI_tuptable->tupdesc, 5,
									 &nulls[G_TOPICS]);
	values[G_MADE_AT] = TimestampTzGetDatum(GetCurrentTimestamp());
	values[G_MADE_BY] = CStringGetTextDatum(actor);
	tuple = heap_modify_tuple_by_cols(tuple, desc, G_COUNT, columns, values,
									  nulls);
	tuple = SPI_copytuple(tuple);	/* beyond SPI_finish() */
	voc_leave_owner(&scope);
	SPI_finish();
	return tuple;
}

/*
 * Does the owner put a row back as it was, from a dump?  Nobody who makes a
 * correction gives what the guard writes.
 */
static bool
is_restored(const TriggerData *trigdata)
{
	TupleDesc	desc = RelationGetDescr(trigdata->tg_relation);
	bool		isnull;

	(void) SPI_getbinval(trigdata->tg_trigtuple, desc,
						 column_of(trigdata, "comment_md5", TEXTOID), &isnull);
	return !isnull && has_privs_of_role(GetUserId(),
										RelationGetForm(trigdata->tg_relation)->relowner);
}

/*
 * The new row with what the guard has written before: only the owner's own
 * statements may change that.
 */
static HeapTuple
kept(const TriggerData *trigdata)
{
	TupleDesc	desc = RelationGetDescr(trigdata->tg_relation);
	int			columns[G_COUNT];
	Datum		values[G_COUNT];
	bool		nulls[G_COUNT];

	if (has_privs_of_role(GetUserId(),
						  RelationGetForm(trigdata->tg_relation)->relowner))
		return trigdata->tg_newtuple;
	for (int i = 0; i < G_COUNT; i++)
	{
		columns[i] = column_of(trigdata, guarded[i].name, guarded[i].type);
		values[i] = SPI_getbinval(trigdata->tg_trigtuple, desc, columns[i],
								  &nulls[i]);
	}
	return heap_modify_tuple_by_cols(trigdata->tg_newtuple, desc, G_COUNT,
									 columns, values, nulls);
}

/*
 * Trigger of voc_data.coding_override, BEFORE INSERT OR UPDATE FOR EACH ROW.
 */
Datum
voc_override_guard(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	HeapTuple	tuple;

	if (!CALLED_AS_TRIGGER(fcinfo) ||
		!TRIGGER_FIRED_BEFORE(trigdata->tg_event) ||
		!TRIGGER_FIRED_FOR_ROW(trigdata->tg_event) ||
		TRIGGER_FIRED_BY_DELETE(trigdata->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired BEFORE INSERT OR UPDATE FOR EACH ROW",
						"voc.override_guard")));
	(void) column_of(trigdata, "coder", TEXTOID);
	if (TRIGGER_FIRED_BY_INSERT(trigdata->tg_event))
	{
		tuple = trigdata->tg_trigtuple;
		if (is_restored(trigdata))
			return PointerGetDatum(tuple);
	}
	else
	{
		tuple = trigdata->tg_newtuple;
		if (differs(trigdata, "signal_id") || differs(trigdata, "coder"))
			ereport(ERROR,
					(errcode(VOC_ERRCODE_PROTECTED),
					 errmsg("a correction stays with its signal and its coder"),
					 errhint("Delete it, and make another one with voc.override().")));
		if (renaming || (!differs(trigdata, "topics") &&
						 !differs(trigdata, "sentiment") &&
						 !differs(trigdata, "made_at")))
			return PointerGetDatum(kept(trigdata));
	}
	check_sentiment(trigdata, tuple);
	return PointerGetDatum(completed(trigdata, tuple));
}

static void
execute(const char *query, Datum signal)
{
	Oid			types[1] = {INT8OID};
	int			rc = SPI_execute_with_args(query, 1, types, &signal, NULL,
										   false, 0);

	if (rc < 0)
		elog(ERROR, "putting a correction on a signal failed: %s",
			 SPI_result_code_string(rc));
}

/*
 * Trigger of voc_data.coding_override, AFTER INSERT OR UPDATE OR DELETE FOR
 * EACH ROW.
 */
Datum
voc_override_changed(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	VocOwnerScope scope;
	Datum		signal;

	if (!CALLED_AS_TRIGGER(fcinfo) ||
		!TRIGGER_FIRED_AFTER(trigdata->tg_event) ||
		!TRIGGER_FIRED_FOR_ROW(trigdata->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired AFTER INSERT OR UPDATE OR DELETE FOR EACH ROW",
						"voc.override_changed")));
	signal = signal_of(trigdata, TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event) ?
					   trigdata->tg_newtuple : trigdata->tg_trigtuple);
	voc_enter_owner(RelationGetForm(trigdata->tg_relation)->relowner, &scope);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");

	/* Of two coders at once the second waits here, and sees the first one's. */
	execute("SELECT FROM voc_data.signal AS s WHERE s.id = $1 FOR NO KEY UPDATE",
			signal);
	execute("SELECT voc.code_signals(ARRAY[$1])", signal);

	SPI_finish();
	voc_leave_owner(&scope);
	return PointerGetDatum(NULL);
}

/*
 * Trigger of voc_data.topic, AFTER UPDATE FOR EACH ROW: a topic that has
 * another code has it wherever it is named.
 */
Datum
voc_topic_renamed(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	VocOwnerScope scope;
	Oid			types[2] = {TEXTOID, TEXTOID};
	Datum		args[2];
	TupleDesc	desc;
	int			code;
	bool		isnull;

	if (!CALLED_AS_TRIGGER(fcinfo) ||
		!TRIGGER_FIRED_AFTER(trigdata->tg_event) ||
		!TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event) ||
		!TRIGGER_FIRED_FOR_ROW(trigdata->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired AFTER UPDATE FOR EACH ROW",
						"voc.topic_renamed")));
	code = column_of(trigdata, "code", TEXTOID);
	if (!differs(trigdata, "code"))
		return PointerGetDatum(NULL);
	desc = RelationGetDescr(trigdata->tg_relation);
	args[0] = SPI_getbinval(trigdata->tg_trigtuple, desc, code, &isnull);
	args[1] = SPI_getbinval(trigdata->tg_newtuple, desc, code, &isnull);

	voc_enter_owner(RelationGetForm(trigdata->tg_relation)->relowner, &scope);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	renaming = true;
	PG_TRY();
	{
		/* signals first, as corrections lock them */
		(void) SPI_execute_with_args("SELECT FROM voc_data.signal AS s WHERE s.id IN"
									 " (SELECT o.signal_id FROM voc_data.coding_override AS o WHERE $1 = ANY (o.topics))"
									 " ORDER BY s.id FOR NO KEY UPDATE",
									 1, types, args, NULL, false, 0);
		(void) SPI_execute_with_args("UPDATE voc_data.topic SET instead_of = array_replace(instead_of, $1, $2)"
									 " WHERE $1 = ANY (instead_of)",
									 2, types, args, NULL, false, 0);
		(void) SPI_execute_with_args("UPDATE voc_data.coding_override SET topics = array_replace(topics, $1, $2)"
									 " WHERE $1 = ANY (topics)",
									 2, types, args, NULL, false, 0);
	}
	PG_FINALLY();
	{
		renaming = false;
	}
	PG_END_TRY();
	SPI_finish();
	voc_leave_owner(&scope);
	return PointerGetDatum(NULL);
}
