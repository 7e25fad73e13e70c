/*-------------------------------------------------------------------------
 *
 * log.c
 *	  Every change of a loop becomes a row of voc_data.loop_event.
 *
 * One statement trigger with transition tables, one INSERT ... SELECT a
 * statement, however many loops it moves.  It runs as the owner of the loop
 * table, so that agents need no right on the history.
 *
 * IDENTIFICATION
 *	  src/loop/log.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/tuplestore.h"

#include "../program/owner.h"

PG_FUNCTION_INFO_V1(voc_loop_log);

/*
 * What changed besides the state is told column by column; what follows from
 * the step itself (its times, the version) is left out.
 */
static const char log_sql[] =
"INSERT INTO voc_data.loop_event (loop_id, at, event, actor, from_state, to_state, detail)"
" SELECT n.id,"
"  CASE WHEN n.state <> o.state THEN n.state_since ELSE now() END,"
"  CASE WHEN n.state <> o.state THEN 'state' ELSE 'changed' END,"
"  $1, o.state, n.state, d.detail"
" FROM new_loop AS n"
" JOIN old_loop AS o ON o.id = n.id"
" CROSS JOIN LATERAL ("
"  SELECT coalesce(jsonb_object_agg(e.key, e.value), '{}') AS detail"
"  FROM jsonb_each(to_jsonb(n)) AS e"
"  WHERE e.value IS DISTINCT FROM to_jsonb(o) -> e.key"
"  AND e.key NOT IN ('state', 'state_since', 'version', 'acknowledged_at',"
"   'acted_at', 'resolved_at', 'closed_at')) AS d"
" WHERE n.state <> o.state OR d.detail <> '{}'"
" ORDER BY n.id";

static SPIPlanPtr log_plan = NULL;

static void
check_protocol(FunctionCallInfo fcinfo, TriggerData *trigdata)
{
	char	   *namespace;

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" was not called by trigger manager",
						"voc.loop_log")));
	if (!TRIGGER_FIRED_AFTER(trigdata->tg_event) ||
		!TRIGGER_FIRED_FOR_STATEMENT(trigdata->tg_event) ||
		!TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event) ||
		trigdata->tg_oldtable == NULL || trigdata->tg_newtable == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired AFTER STATEMENT of UPDATE with both transition tables",
						"voc.loop_log")));

	/* The plan is made for the rows of this one table. */
	namespace = get_namespace_name(RelationGetNamespace(trigdata->tg_relation));
	if (namespace == NULL || strcmp(namespace, "voc_data") != 0 ||
		strcmp(RelationGetRelationName(trigdata->tg_relation), "loop") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" is for table voc_data.loop only",
						"voc.loop_log")));
}

/* Whether two versions of a loop differ in more than their version number. */
static bool
differs(TupleDesc desc, TupleTableSlot *old, TupleTableSlot *new, int version)
{
	slot_getallattrs(old);
	slot_getallattrs(new);
	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute attr = TupleDescAttr(desc, i);

		if (attr->attisdropped || attr->attnum == version)
			continue;
		if (old->tts_isnull[i] != new->tts_isnull[i])
			return true;
		if (!old->tts_isnull[i] &&
			!datum_image_eq(old->tts_values[i], new->tts_values[i],
							attr->attbyval, attr->attlen))
			return true;
	}
	return false;
}

/*
 * Whether there is anything to log.  A signal that joins a loop touches it,
 * so that agents notice, and writes its own event: bulk capture does that by
 * the thousand, and should not pay for comparing them as JSON.
 */
static bool
anything_changed(TriggerData *trigdata)
{
	TupleDesc	desc = RelationGetDescr(trigdata->tg_relation);
	int			version = SPI_fnumber(desc, "version");
	TupleTableSlot *old = MakeSingleTupleTableSlot(desc, &TTSOpsMinimalTuple);
	TupleTableSlot *new = MakeSingleTupleTableSlot(desc, &TTSOpsMinimalTuple);
	int			old_pointer;
	int			new_pointer;
	bool		found = false;

	/* Both tables hold the rows in the order in which they were updated. */
	old_pointer = tuplestore_alloc_read_pointer(trigdata->tg_oldtable, EXEC_FLAG_REWIND);
	tuplestore_select_read_pointer(trigdata->tg_oldtable, old_pointer);
	tuplestore_rescan(trigdata->tg_oldtable);
	new_pointer = tuplestore_alloc_read_pointer(trigdata->tg_newtable, EXEC_FLAG_REWIND);
	tuplestore_select_read_pointer(trigdata->tg_newtable, new_pointer);
	tuplestore_rescan(trigdata->tg_newtable);
	while (!found &&
		   tuplestore_gettupleslot(trigdata->tg_newtable, true, false, new))
		found = !tuplestore_gettupleslot(trigdata->tg_oldtable, true, false, old) ||
			differs(desc, old, new, version);
	ExecDropSingleTupleTableSlot(old);
	ExecDropSingleTupleTableSlot(new);
	return found;
}

/*
 * voc.loop_log(): AFTER UPDATE statement trigger of voc_data.loop, with
 * transition tables old_loop and new_loop.
 */
Datum
voc_loop_log(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	VocOwnerScope scope;
	Datum		actor;
	int			rc;

	check_protocol(fcinfo, trigdata);
	if (!anything_changed(trigdata))
		return PointerGetDatum(NULL);
	actor = CStringGetTextDatum(voc_actor_name());
	voc_enter_owner(RelationGetForm(trigdata->tg_relation)->relowner, &scope);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	if (SPI_register_trigger_data(trigdata) != SPI_OK_TD_REGISTER)
		elog(ERROR, "SPI_register_trigger_data failed");

	if (log_plan == NULL)
	{
		Oid			types[] = {TEXTOID};
		SPIPlanPtr	plan = SPI_prepare(log_sql, 1, types);

		if (plan == NULL)
			elog(ERROR, "preparing the loop log failed: %s",
				 SPI_result_code_string(SPI_result));
		SPI_keepplan(plan);
		log_plan = plan;
	}
	rc = SPI_execute_plan(log_plan, &actor, NULL, false, 0);
	if (rc != SPI_OK_INSERT)
		elog(ERROR, "writing the loop log failed: %s", SPI_result_code_string(rc));

	SPI_finish();
	voc_leave_owner(&scope);
	return PointerGetDatum(NULL);
}
