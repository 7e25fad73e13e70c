/*-------------------------------------------------------------------------
 *
 * capture.c
 *	  The capture trigger: one firing a statement, whatever it wrote.
 *
 * voc.attach() puts four of them on a source, for INSERT, UPDATE, DELETE and
 * TRUNCATE; on a partitioned table also on each partition, since a row that is
 * inserted straight into a partition fires only the partition's.
 *
 * Nothing in the trigger itself is trusted: which columns to read, and whether
 * to read the table at all, is what voc_data.source says of that table.
 *
 * IDENTIFICATION
 *	  src/listen/capture.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "access/xact.h"
#include "catalog/pg_trigger.h"
#include "commands/trigger.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/resowner.h"
#include "utils/tuplestore.h"

#include "../program/owner.h"
#include "capture.h"

PG_FUNCTION_INFO_V1(voc_capture);

/* A transition table, read from its start with a read pointer of our own. */
typedef struct Rows
{
	Tuplestorestate *store;
	int			pointer;
	TupleTableSlot *slot;
} Rows;

static void
rows_open(Rows *rows, Tuplestorestate *store, TupleDesc desc)
{
	rows->store = store;
	rows->pointer = tuplestore_alloc_read_pointer(store, EXEC_FLAG_REWIND);
	rows->slot = MakeSingleTupleTableSlot(desc, &TTSOpsMinimalTuple);
	tuplestore_select_read_pointer(store, rows->pointer);
	tuplestore_rescan(store);
}

static bool
rows_next(Rows *rows)
{
	/* Triggers of the same event share the store, each with its own pointer. */
	tuplestore_select_read_pointer(rows->store, rows->pointer);
	return tuplestore_gettupleslot(rows->store, true, false, rows->slot);
}

static void
rows_rewind(Rows *rows)
{
	tuplestore_select_read_pointer(rows->store, rows->pointer);
	tuplestore_rescan(rows->store);
}

static void
rows_close(Rows *rows)
{
	ExecDropSingleTupleTableSlot(rows->slot);
}

/* ---- what each event does ---- */

static void
capture_insert(VocBatch *batch, TriggerData *trigdata, TupleDesc desc)
{
	Rows		new;

	rows_open(&new, trigdata->tg_newtable, desc);
	while (rows_next(&new))
	{
		CHECK_FOR_INTERRUPTS();
		voc_batch_add(batch, new.slot);
	}
	rows_close(&new);
}

static void
capture_delete(VocBatch *batch, TriggerData *trigdata, TupleDesc desc)
{
	Rows		old;

	rows_open(&old, trigdata->tg_oldtable, desc);
	while (rows_next(&old))
	{
		CHECK_FOR_INTERRUPTS();
		voc_batch_retract(batch, old.slot);
	}
	rows_close(&old);
}

static bool
same_key(VocRowMap *map, TupleTableSlot *a, TupleTableSlot *b, MemoryContext scratch)
{
	MemoryContext caller = MemoryContextSwitchTo(scratch);
	text	   *x = voc_row_key(map, a);
	text	   *y = voc_row_key(map, b);
	bool		same = VARSIZE_ANY_EXHDR(x) == VARSIZE_ANY_EXHDR(y) &&
		memcmp(VARDATA_ANY(x), VARDATA_ANY(y), VARSIZE_ANY_EXHDR(x)) == 0;

	MemoryContextSwitchTo(caller);
	MemoryContextReset(scratch);
	return same;
}

/*
 * The two transition tables hold the old and new versions in the same order.
 * A row whose key changed has left under the old key and come under the new
 * one; all departures are written before any arrival, so that rows may swap
 * their keys.  Rows of which nothing changed that is captured are passed over.
 */
static void
capture_update(VocBatch *batch, VocRowMap *map, TriggerData *trigdata, TupleDesc desc)
{
	MemoryContext scratch = AllocSetContextCreate(CurrentMemoryContext, "voc keys",
												  ALLOCSET_SMALL_SIZES);
	Rows		old;
	Rows		new;

	rows_open(&old, trigdata->tg_oldtable, desc);
	rows_open(&new, trigdata->tg_newtable, desc);
	while (rows_next(&old))
	{
		CHECK_FOR_INTERRUPTS();
		if (!rows_next(&new) || !same_key(map, old.slot, new.slot, scratch))
			voc_batch_retract(batch, old.slot);
	}
	rows_rewind(&old);
	rows_rewind(&new);
	while (rows_next(&new))
	{
		CHECK_FOR_INTERRUPTS();
		if (!rows_next(&old) || !voc_row_same(map, old.slot, new.slot))
			voc_batch_add(batch, new.slot);
	}
	rows_close(&old);
	rows_close(&new);
	MemoryContextDelete(scratch);
}

/*
 * Whether the table has row triggers of the user's own that run after an
 * insertion, and before us: they may have changed the row again.
 */
static bool
has_row_triggers(Relation relation, Oid own)
{
	TriggerDesc *triggers = relation->trigdesc;

	for (int i = 0; triggers != NULL && i < triggers->numtriggers; i++)
	{
		Trigger    *trigger = &triggers->triggers[i];

		if (!trigger->tgisinternal && trigger->tgenabled != TRIGGER_DISABLED &&
			trigger->tgfoid != own && TRIGGER_FOR_AFTER(trigger->tgtype) &&
			TRIGGER_FOR_INSERT(trigger->tgtype))
			return true;
	}
	return false;
}

/* ---- the trigger ---- */

static void
check_protocol(FunctionCallInfo fcinfo, TriggerData *trigdata)
{
	TriggerEvent event;

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" was not called by trigger manager",
						"voc.capture"),
				 errhint("Call voc.attach() for a table; it makes the triggers.")));
	event = trigdata->tg_event;
	if (!TRIGGER_FIRED_AFTER(event) || !TRIGGER_FIRED_FOR_STATEMENT(event) ||
		(!TRIGGER_FIRED_BY_TRUNCATE(event) &&
		 ((!TRIGGER_FIRED_BY_DELETE(event) && trigdata->tg_newtable == NULL) ||
		  (!TRIGGER_FIRED_BY_INSERT(event) && trigdata->tg_oldtable == NULL))))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired AFTER STATEMENT with its transition tables",
						"voc.capture"),
				 errhint("Call voc.attach() for a table; it makes the triggers.")));
}

/* A trigger without a source, or a program we cannot write: tell, do no harm. */
static void
warn_uncaptured(const char *relation, const char *why, const char *hint)
{
	ereport(WARNING,
			(errcode(VOC_ERRCODE_NOT_ATTACHED),
			 errmsg("rows of \"%s\" were not captured: %s", relation, why),
			 errhint("%s", hint)));
}

/*
 * The program's settings; when they, or the code frame, cannot be read, that
 * is told, and is no reason to stop the user.
 */
static const VocConfig *
readable_config(const char *relation, bool *readable)
{
	MemoryContext context = CurrentMemoryContext;
	ResourceOwner resources = CurrentResourceOwner;
	const VocConfig *volatile config = voc_config_cached();

	*readable = true;
	if (config != NULL && voc_coding_is_current())
		return config;

	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(context);
	PG_TRY();
	{
		config = voc_config();
		(void) voc_coding();
		ReleaseCurrentSubTransaction();
		MemoryContextSwitchTo(context);
		CurrentResourceOwner = resources;
	}
	PG_CATCH();
	{
		ErrorData  *error;

		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		FlushErrorState();
		RollbackAndReleaseCurrentSubTransaction();
		MemoryContextSwitchTo(context);
		CurrentResourceOwner = resources;
		if (voc_must_pass_on(error->sqlerrcode))
			ReThrowError(error);
		warn_uncaptured(relation, error->message,
						"CALL voc.backfill() for the table when that is mended.");
		*readable = false;
	}
	PG_END_TRY();
	return config;
}

/*
 * The trigger's argument is the number of its source, which tells it from a
 * source of a dropped table that had the same OID; it counts only if that
 * source is this table.
 */
static const VocSource *
source_to_capture(const VocConfig *config, TriggerData *trigdata)
{
	Relation	relation = trigdata->tg_relation;
	const char *name = RelationGetRelationName(relation);
	const VocSource *source = NULL;

	if (config == NULL)
	{
		warn_uncaptured(name, "the database has no program",
						"SELECT voc.create_program() and voc.attach(), or drop the table's triggers zz_voc_capture_*.");
		return NULL;
	}
	if (strcmp(config->version, VOC_PROGRAM_VERSION) != 0)
	{
		warn_uncaptured(name, "the program's tables are of another version than the library",
						"SELECT voc.upgrade_program(), then CALL voc.backfill() for the table.");
		return NULL;
	}
	if (trigdata->tg_trigger->tgnargs == 1)
		source = voc_config_source_of(config,
									  strtoll(trigdata->tg_trigger->tgargs[0], NULL, 10),
									  RelationGetRelid(relation));
	if (source == NULL)
		warn_uncaptured(name, "it is not an attached source",
						"SELECT voc.attach(), then CALL voc.backfill() for the table.");
	return source;
}

/*
 * voc.capture(source): AFTER statement trigger of an attached table, on
 * INSERT, UPDATE and DELETE with transition tables, and on TRUNCATE.
 */
Datum
voc_capture(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	const VocConfig *config;
	const VocSource *source;
	TupleDesc	desc;
	VocRowMap  *map;
	VocBatch   *batch;
	bool		readable;
	int			settings;

	check_protocol(fcinfo, trigdata);

	/* A statement that wrote no row costs nothing. */
	if (!TRIGGER_FIRED_BY_TRUNCATE(trigdata->tg_event) &&
		tuplestore_tuple_count(TRIGGER_FIRED_BY_DELETE(trigdata->tg_event) ?
							   trigdata->tg_oldtable : trigdata->tg_newtable) == 0)
		return PointerGetDatum(NULL);

	config = readable_config(RelationGetRelationName(trigdata->tg_relation),
							 &readable);
	if (!readable)
		return PointerGetDatum(NULL);
	source = source_to_capture(config, trigdata);
	if (source == NULL || !source->attached)
		return PointerGetDatum(NULL);

	/* A partition that is emptied is old feedback, which stays counted. */
	if (TRIGGER_FIRED_BY_TRUNCATE(trigdata->tg_event) &&
		source->relid != RelationGetRelid(trigdata->tg_relation))
		return PointerGetDatum(NULL);

	desc = RelationGetDescr(trigdata->tg_relation);
	map = voc_row_map(config, source, RelationGetRelationName(trigdata->tg_relation),
					  desc);
	if (map->key_missing && source->raise)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("feedback cannot be captured: column \"%s\" of \"%s\" does not exist (any more)",
						map->missing, map->relation),
				 errhint("Correct key_columns in voc_data.source.")));
	if (map->key_missing)
	{
		warn_uncaptured(map->relation,
						psprintf("its key column \"%s\" does not exist (any more)",
								 map->missing),
						"Correct key_columns in voc_data.source, and CALL voc.backfill().");
		return PointerGetDatum(NULL);
	}

	voc_config_hold();
	settings = voc_row_settings();
	batch = voc_batch_begin(map, config->owner, voc_actor_name(),
							TRIGGER_FIRED_BY_INSERT(trigdata->tg_event) &&
							has_row_triggers(trigdata->tg_relation, fcinfo->flinfo->fn_oid));
	if (TRIGGER_FIRED_BY_TRUNCATE(trigdata->tg_event))
		voc_batch_retract_all(batch);
	else if (TRIGGER_FIRED_BY_INSERT(trigdata->tg_event))
		capture_insert(batch, trigdata, desc);
	else if (TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event))
		capture_update(batch, map, trigdata, desc);
	else
		capture_delete(batch, trigdata, desc);
	voc_batch_end(batch, NULL);
	AtEOXact_GUC(true, settings);
	voc_config_release();
	return PointerGetDatum(NULL);
}
