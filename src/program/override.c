/*-------------------------------------------------------------------------
 *
 * override.c
 *	  The trigger of voc_data.coding_override: corrections are put on signals.
 *
 * Whoever may write corrections needs no right on signals and opinions: they
 * are changed as the owner of the table.
 *
 * IDENTIFICATION
 *	  src/program/override.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/rel.h"

#include "owner.h"

PG_FUNCTION_INFO_V1(voc_override_changed);

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
	if (isnull)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("\"%s\" has no signal in a column \"%s\" of type bigint",
						RelationGetRelationName(trigdata->tg_relation),
						"signal_id"),
				 errhint("voc.override_changed() is the trigger of voc_data.coding_override only.")));
	return value;
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

	/*
	 * Of two coders at once the second waits here, and then sees what the first
	 * has said.  A signal that has lost a correction is coded anew in time.
	 */
	execute("SELECT FROM voc_data.signal AS s WHERE s.id = $1 FOR NO KEY UPDATE",
			signal);
	if (TRIGGER_FIRED_BY_DELETE(trigdata->tg_event))
		execute("UPDATE voc_data.signal SET codebook_version = 0 WHERE id = $1",
				signal);
	else
		execute("SELECT voc.apply_overrides(ARRAY[$1])", signal);

	SPI_finish();
	voc_leave_owner(&scope);
	return PointerGetDatum(NULL);
}
