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
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/rel.h"

#include "../program/owner.h"
#include "changes.h"

PG_FUNCTION_INFO_V1(voc_loop_log);

/*
 * What changed besides the state is told column by column; what follows from
 * the step itself (its times, the version) is left out.  OFFSET 0 keeps the
 * old row from being turned into JSON once a column.
 */
static const char log_sql[] =
"INSERT INTO voc_data.loop_event (loop_id, at, event, actor, from_state, to_state, detail)"
" SELECT n.id,"
"  CASE WHEN n.state <> o.state THEN n.state_since ELSE now() END,"
"  CASE WHEN n.state <> o.state THEN 'state'"
"   WHEN n.level > o.level THEN 'escalated' ELSE 'changed' END,"
"  $1, o.state, n.state, d.detail"
" FROM new_loop AS n"
" JOIN old_loop AS o ON o.id = n.id"
" CROSS JOIN LATERAL (SELECT to_jsonb(o) AS old OFFSET 0) AS w"
" CROSS JOIN LATERAL ("
"  SELECT coalesce(jsonb_object_agg(e.key, e.value), '{}') AS detail"
"  FROM jsonb_each(to_jsonb(n)) AS e"
"  WHERE e.value IS DISTINCT FROM w.old -> e.key"
"  AND e.key NOT IN ('state', 'state_since', 'version', 'acknowledged_at',"
"   'acted_at', 'resolved_at', 'closed_at')) AS d"
" WHERE n.state <> o.state OR d.detail <> '{}'"
" ORDER BY n.id";

static SPIPlanPtr log_plan = NULL;

/* Whether two versions of a loop differ in more than their version number. */
static bool
differs(TupleDesc desc, TupleTableSlot *old, TupleTableSlot *new, void *arg)
{
	int			version = *(int *) arg;

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
	int			version = SPI_fnumber(RelationGetDescr(trigdata->tg_relation), "version");

	return voc_loop_visit(trigdata, differs, &version);
}

/*
 * voc.loop_log(): AFTER UPDATE statement trigger of voc_data.loop, with
 * transition tables old_loop and new_loop.
 */
Datum
voc_loop_log(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = voc_loop_trigger(fcinfo, "voc.loop_log");
	Oid			types[] = {TEXTOID};
	VocOwnerScope scope;
	Datum		actor;

	if (!anything_changed(trigdata))
		return PointerGetDatum(NULL);
	actor = CStringGetTextDatum(voc_actor_name());
	voc_enter_owner(RelationGetForm(trigdata->tg_relation)->relowner, &scope);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	if (SPI_register_trigger_data(trigdata) != SPI_OK_TD_REGISTER)
		elog(ERROR, "SPI_register_trigger_data failed");

	voc_loop_run(&log_plan, log_sql, lengthof(types), types, &actor);

	SPI_finish();
	voc_leave_owner(&scope);
	return PointerGetDatum(NULL);
}
