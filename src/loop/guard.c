/*-------------------------------------------------------------------------
 *
 * guard.c
 *	  The guard of voc_data.loop: no step that the machine does not allow, no
 *	  step without what it needs, no deletion, no lost update.
 *
 * A BEFORE UPDATE row trigger compares the two versions of the locked row, so
 * two agents who move the same loop at once are judged one after the other.
 * Only UPDATE and DELETE are judged: a dump must be able to load a loop in
 * whatever state it was.
 *
 * IDENTIFICATION
 *	  src/loop/guard.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/rel.h"
#include "utils/timestamp.h"
#include "utils/typcache.h"

#include "../program/config.h"
#include "machine.h"

PG_FUNCTION_INFO_V1(voc_loop_guard);
PG_FUNCTION_INFO_V1(voc_append_only);

/* Columns that say what a loop is about: they never change. */
static const char *const fixed_columns[] = {
	"id", "signal_id", "customer", "kind", "rule_id", "occurred_at", "opened_at"
};

/* Columns that only the guard writes. */
static const char *const kept_columns[] = {
	"acknowledged_at", "acted_at", "resolved_at", "closed_at"
};

/* Both versions of the row, and the changes that the guard makes to the new. */
typedef struct Judged
{
	TupleDesc	desc;
	HeapTuple	old;
	HeapTuple	new;
	int			nchanges;
	int			column[8];
	Datum		value[8];
	bool		isnull[8];
} Judged;

static int
column_number(TupleDesc desc, const char *name)
{
	int			attnum = SPI_fnumber(desc, name);

	if (attnum <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("column \"%s\" of the loop table does not exist", name),
				 errhint("The program's tables may gain columns, but must keep their own.")));
	return attnum;
}

/* The number of a column that is read or written as a datum of this type. */
static int
typed_column(TupleDesc desc, const char *name, Oid type)
{
	int			attnum = column_number(desc, name);

	/* The function may be a trigger of anybody's table. */
	if (SPI_gettypeid(desc, attnum) != type)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("column \"%s\" of the loop table is of type %s, not %s", name,
						format_type_be(SPI_gettypeid(desc, attnum)),
						format_type_be(type)),
				 errhint("voc.loop_guard() is the trigger of voc_data.loop only.")));
	return attnum;
}

static Datum
value_of(HeapTuple tuple, TupleDesc desc, const char *name, Oid type,
		 bool *isnull)
{
	return SPI_getbinval(tuple, desc, typed_column(desc, name, type), isnull);
}

/* The text of a column, or NULL; palloc'd. */
static char *
text_of(HeapTuple tuple, TupleDesc desc, const char *name)
{
	return SPI_getvalue(tuple, desc, column_number(desc, name));
}

static bool
changed(const Judged *judged, const char *name)
{
	int			attnum = column_number(judged->desc, name);
	Form_pg_attribute attr = TupleDescAttr(judged->desc, attnum - 1);
	bool		oldnull;
	bool		newnull;
	Datum		old = SPI_getbinval(judged->old, judged->desc, attnum, &oldnull);
	Datum		new = SPI_getbinval(judged->new, judged->desc, attnum, &newnull);

	if (oldnull || newnull)
		return oldnull != newnull;
	return !datum_image_eq(old, new, attr->attbyval, attr->attlen);
}

static void
set_column(Judged *judged, const char *name, Oid type, Datum value, bool isnull)
{
	Assert(judged->nchanges < (int) lengthof(judged->column));
	judged->column[judged->nchanges] = typed_column(judged->desc, name, type);
	judged->value[judged->nchanges] = value;
	judged->isnull[judged->nchanges] = isnull;
	judged->nchanges++;
}

static long long
loop_id(const Judged *judged)
{
	bool		isnull;

	return (long long) DatumGetInt64(value_of(judged->old, judged->desc, "id",
											  INT8OID, &isnull));
}

static void
check_version(Judged *judged)
{
	bool		isnull;
	int32		old = DatumGetInt32(value_of(judged->old, judged->desc, "version",
											 INT4OID, &isnull));
	int32		new = DatumGetInt32(value_of(judged->new, judged->desc, "version",
											 INT4OID, &isnull));

	if (isnull || new != old)
		ereport(ERROR,
				(errcode(VOC_ERRCODE_STALE_VERSION),
				 errmsg("loop %lld was changed by someone else", loop_id(judged)),
				 errdetail("It is at version %d, the update was made for version %d.",
						   old, isnull ? 0 : new),
				 errhint("Read the loop again, and repeat the update with its version.")));
	set_column(judged, "version", INT4OID, Int32GetDatum(old + 1), false);
}

static void
check_fixed(const Judged *judged)
{
	for (size_t i = 0; i < lengthof(fixed_columns); i++)
		if (changed(judged, fixed_columns[i]))
			ereport(ERROR,
					(errcode(VOC_ERRCODE_PROTECTED),
					 errmsg("column \"%s\" of loop %lld cannot be changed",
							fixed_columns[i], loop_id(judged)),
					 errhint("A loop stays the follow-up of the signal it was opened for.")));
	for (size_t i = 0; i < lengthof(kept_columns); i++)
		if (changed(judged, kept_columns[i]))
			ereport(ERROR,
					(errcode(VOC_ERRCODE_PROTECTED),
					 errmsg("column \"%s\" of loop %lld is set by the guard only",
							kept_columns[i], loop_id(judged)),
					 errhint("Set state, and state_since for a step that is entered later.")));
}

/* The state in a version of the row; an unknown one is told, with the known. */
static VocState
state_of(const Judged *judged, HeapTuple tuple)
{
	char	   *name = text_of(tuple, judged->desc, "state");
	VocState	state;

	if (name == NULL || !voc_state_find(name, &state))
		ereport(ERROR,
				(errcode(VOC_ERRCODE_ILLEGAL_STEP),
				 errmsg("\"%s\" is not a state of a loop", name ? name : "NULL"),
				 errhint("The states are open, acknowledged, acting, waiting, resolved, closed, reopened and dismissed.")));
	return state;
}

/*
 * Every column that the new state needs must say something.  Without a step,
 * what was filled may not be emptied; what never was is no obstacle, for the
 * loop may have been imported so.
 */
static void
check_needs(const Judged *judged, VocState state, bool step)
{
	char	   *outcome = text_of(judged->new, judged->desc, "outcome");
	unsigned	needs = voc_state_needs(state, outcome);

	if (outcome != NULL && changed(judged, "outcome") && !voc_outcome_known(outcome))
		ereport(ERROR,
				(errcode(VOC_ERRCODE_STEP_NEEDS),
				 errmsg("\"%s\" is not an outcome of a loop", outcome),
				 errhint("It is saved, not_saved, no_reply or not_needed.")));
	for (int need = 0; need < VOC_NNEEDS; need++)
	{
		const char *column;
		char	   *value;

		if ((needs & (1u << need)) == 0)
			continue;
		column = voc_need_column((VocNeed) need);
		if (!step && !changed(judged, column))
			continue;
		value = text_of(judged->new, judged->desc, column);
		if (value == NULL || value[strspn(value, " \t\r\n")] == '\0')
			ereport(ERROR,
					(errcode(VOC_ERRCODE_STEP_NEEDS),
					 errmsg("loop %lld cannot be %s without %s",
							loop_id(judged), voc_state_name(state), column),
					 errhint("Set %s in the same UPDATE.", column)));
	}
}

/* When the step before this update was made. */
static TimestampTz
state_since(const Judged *judged)
{
	bool		isnull;

	return DatumGetTimestampTz(value_of(judged->old, judged->desc, "state_since",
										TIMESTAMPTZOID, &isnull));
}

/*
 * When the step was made: now, or the time that the update gives for a step
 * that is entered later.
 */
static TimestampTz
step_time(const Judged *judged)
{
	bool		isnull;
	TimestampTz last = state_since(judged);
	TimestampTz given;
	TimestampTz now = GetCurrentTransactionStartTimestamp();

	if (!changed(judged, "state_since"))
		return now > last ? now : last;

	given = DatumGetTimestampTz(value_of(judged->new, judged->desc,
										 "state_since", TIMESTAMPTZOID,
													&isnull));
	if (isnull || given < last || given > GetCurrentTimestamp())
		ereport(ERROR,
				(errcode(VOC_ERRCODE_ILLEGAL_STEP),
				 errmsg("state_since of loop %lld is out of range", loop_id(judged)),
				 errdetail("It is %s; the last step was made at %s.",
						   isnull ? "NULL" : pstrdup(timestamptz_to_str(given)),
						   pstrdup(timestamptz_to_str(last))),
				 errhint("Leave state_since alone, or give a time between the last step and now.")));
	return given;
}

/*
 * What is to be done next comes after what was done last; last is when the
 * loop came into its state.
 */
static void
check_next_contact(const Judged *judged, TimestampTz last)
{
	bool		isnull;
	TimestampTz next;

	if (!changed(judged, "next_contact_at"))
		return;
	next = DatumGetTimestampTz(value_of(judged->new, judged->desc, "next_contact_at",
										TIMESTAMPTZOID, &isnull));
	if (!isnull && next < last)
		ereport(ERROR,
				(errcode(VOC_ERRCODE_ILLEGAL_STEP),
				 errmsg("next_contact_at of loop %lld is over", loop_id(judged)),
				 errdetail("It is %s; the last step was made at %s.",
						   pstrdup(timestamptz_to_str(next)),
						   pstrdup(timestamptz_to_str(last))),
				 errhint("Give a time that is yet to come.")));
}

/* What was to be done next is done by this step, if it sets nothing else. */
static void
end_next_contact(Judged *judged)
{
	bool		isnull;

	(void) value_of(judged->new, judged->desc, "next_contact_at", TIMESTAMPTZOID, &isnull);
	if (!isnull && !changed(judged, "next_contact_at"))
		set_column(judged, "next_contact_at", TIMESTAMPTZOID, (Datum) 0, true);
}

/* The times and the clean-up that come with a step. */
static void
make_step(Judged *judged, VocState to)
{
	TimestampTz at = step_time(judged);
	bool		isnull;

	check_next_contact(judged, at);
	if (to == VOC_STATE_ACTING || to == VOC_STATE_RESOLVED || voc_state_ended(to))
		end_next_contact(judged);
	set_column(judged, "state_since", TIMESTAMPTZOID, TimestampTzGetDatum(at), false);
	switch (to)
	{
		case VOC_STATE_ACKNOWLEDGED:
			set_column(judged, "acknowledged_at", TIMESTAMPTZOID, TimestampTzGetDatum(at), false);
			break;
		case VOC_STATE_ACTING:
			(void) value_of(judged->old, judged->desc, "acted_at", TIMESTAMPTZOID, &isnull);
			if (isnull)
				set_column(judged, "acted_at", TIMESTAMPTZOID, TimestampTzGetDatum(at), false);
			break;
		case VOC_STATE_RESOLVED:
			set_column(judged, "resolved_at", TIMESTAMPTZOID, TimestampTzGetDatum(at), false);
			break;
		case VOC_STATE_CLOSED:
		case VOC_STATE_DISMISSED:
			set_column(judged, "closed_at", TIMESTAMPTZOID, TimestampTzGetDatum(at), false);
			break;
		case VOC_STATE_REOPENED:
			/* What closed it was not true; loop_event remembers it. */
			set_column(judged, "closed_at", TIMESTAMPTZOID, (Datum) 0, true);
			set_column(judged, "outcome", TEXTOID, (Datum) 0, true);
			set_column(judged, "evidence", TEXTOID, (Datum) 0, true);
			break;
		case VOC_STATE_OPEN:
		case VOC_STATE_WAITING:
			break;
	}
}

/* A team that is renamed takes its loops along, also those that have ended. */
static bool
only_team_changed(const Judged *judged)
{
	if (!changed(judged, "team"))
		return false;
	for (int i = 0; i < judged->desc->natts; i++)
	{
		Form_pg_attribute attr = TupleDescAttr(judged->desc, i);

		if (!attr->attisdropped && strcmp(NameStr(attr->attname), "team") != 0 &&
			changed(judged, NameStr(attr->attname)))
			return false;
	}
	return true;
}

static void
judge_update(Judged *judged)
{
	VocState	from = state_of(judged, judged->old);
	VocState	to = state_of(judged, judged->new);

	check_version(judged);
	check_fixed(judged);
	if (from != to)
	{
		if (!voc_step_allowed(from, to))
			ereport(ERROR,
					(errcode(VOC_ERRCODE_ILLEGAL_STEP),
					 errmsg("loop %lld cannot go from %s to %s",
							loop_id(judged), voc_state_name(from), voc_state_name(to)),
					 errhint("From %s it can go to: %s.",
							 voc_state_name(from), voc_steps_from(from))));
		check_needs(judged, to, true);
		make_step(judged, to);
		return;
	}
	if (changed(judged, "state_since"))
		ereport(ERROR,
				(errcode(VOC_ERRCODE_PROTECTED),
				 errmsg("state_since of loop %lld cannot be changed without a step",
						loop_id(judged)),
				 errhint("Times of past steps are history.")));
	if (voc_state_ended(from) && !only_team_changed(judged))
		ereport(ERROR,
				(errcode(VOC_ERRCODE_PROTECTED),
				 errmsg("loop %lld is %s and cannot be changed",
						loop_id(judged), voc_state_name(from)),
				 errhint("From %s it can go to: %s.",
						 voc_state_name(from), voc_steps_from(from))));
	check_needs(judged, to, false);
	check_next_contact(judged, state_since(judged));
}

/*
 * voc.loop_guard(): BEFORE UPDATE OR DELETE row trigger of voc_data.loop.
 */
Datum
voc_loop_guard(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	Judged		judged = {0};

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" was not called by trigger manager",
						"voc.loop_guard")));
	if (!TRIGGER_FIRED_BEFORE(trigdata->tg_event) ||
		!TRIGGER_FIRED_FOR_ROW(trigdata->tg_event) ||
		TRIGGER_FIRED_BY_INSERT(trigdata->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired BEFORE ROW of UPDATE or DELETE",
						"voc.loop_guard")));

	judged.desc = RelationGetDescr(trigdata->tg_relation);
	judged.old = trigdata->tg_trigtuple;
	if (TRIGGER_FIRED_BY_DELETE(trigdata->tg_event))
		ereport(ERROR,
				(errcode(VOC_ERRCODE_PROTECTED),
				 errmsg("loop %lld cannot be deleted", loop_id(&judged)),
				 errhint("Set state = 'dismissed' with a dismiss_reason instead.")));

	judged.new = trigdata->tg_newtuple;
	judge_update(&judged);
	return PointerGetDatum(heap_modify_tuple_by_cols(judged.new, judged.desc,
													 judged.nchanges, judged.column,
													 judged.value, judged.isnull));
}

/*
 * voc.append_only(): BEFORE UPDATE, DELETE or TRUNCATE trigger of tables that
 * hold history.
 */
Datum
voc_append_only(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" was not called by trigger manager",
						"voc.append_only")));
	ereport(ERROR,
			(errcode(VOC_ERRCODE_PROTECTED),
			 errmsg("rows of \"%s\" cannot be changed or deleted",
					RelationGetRelationName(trigdata->tg_relation)),
			 errhint("It is the history of the program; voc.drop_program() removes the program as a whole.")));
	return PointerGetDatum(NULL);
}
