/*-------------------------------------------------------------------------
 *
 * changes.c
 *	  What an UPDATE changed of voc_data.loop, as its statement triggers see it.
 *
 * IDENTIFICATION
 *	  src/loop/changes.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "executor/executor.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/tuplestore.h"

#include "changes.h"

TriggerData *
voc_loop_trigger(FunctionCallInfo fcinfo, const char *function)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	char	   *namespace;

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" was not called by trigger manager",
						function)));
	if (!TRIGGER_FIRED_AFTER(trigdata->tg_event) ||
		!TRIGGER_FIRED_FOR_STATEMENT(trigdata->tg_event) ||
		!TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event) ||
		trigdata->tg_oldtable == NULL || trigdata->tg_newtable == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired AFTER STATEMENT of UPDATE with both transition tables",
						function)));

	/* The plans are made for the rows of this one table. */
	namespace = get_namespace_name(RelationGetNamespace(trigdata->tg_relation));
	if (namespace == NULL || strcmp(namespace, "voc_data") != 0 ||
		strcmp(RelationGetRelationName(trigdata->tg_relation), "loop") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" is for table voc_data.loop only",
						function)));
	return trigdata;
}

bool
voc_loop_visit(TriggerData *trigdata, VocLoopVisitor visitor, void *arg)
{
	TupleDesc	desc = RelationGetDescr(trigdata->tg_relation);
	TupleTableSlot *old = MakeSingleTupleTableSlot(desc, &TTSOpsMinimalTuple);
	TupleTableSlot *new = MakeSingleTupleTableSlot(desc, &TTSOpsMinimalTuple);
	int			old_pointer;
	int			new_pointer;
	bool		enough = false;

	/* Both tables hold the rows in the order in which they were updated. */
	old_pointer = tuplestore_alloc_read_pointer(trigdata->tg_oldtable, EXEC_FLAG_REWIND);
	tuplestore_select_read_pointer(trigdata->tg_oldtable, old_pointer);
	tuplestore_rescan(trigdata->tg_oldtable);
	new_pointer = tuplestore_alloc_read_pointer(trigdata->tg_newtable, EXEC_FLAG_REWIND);
	tuplestore_select_read_pointer(trigdata->tg_newtable, new_pointer);
	tuplestore_rescan(trigdata->tg_newtable);
	while (!enough &&
		   tuplestore_gettupleslot(trigdata->tg_newtable, true, false, new))
	{
		if (!tuplestore_gettupleslot(trigdata->tg_oldtable, true, false, old))
			elog(ERROR, "a changed loop has no old version");
		enough = visitor(desc, old, new, arg);
	}
	ExecDropSingleTupleTableSlot(old);
	ExecDropSingleTupleTableSlot(new);
	return enough;
}

void
voc_loop_run(SPIPlanPtr *plan, const char *sql, int nargs, Oid *types,
			 Datum *args)
{
	int			rc;

	if (*plan == NULL)
	{
		SPIPlanPtr	made = SPI_prepare(sql, nargs, types);

		if (made == NULL)
			elog(ERROR, "preparing a statement on changed loops failed: %s",
				 SPI_result_code_string(SPI_result));
		SPI_keepplan(made);
		*plan = made;
	}
	rc = SPI_execute_plan(*plan, args, NULL, false, 0);
	if (rc < 0)
		elog(ERROR, "a statement on changed loops failed: %s",
			 SPI_result_code_string(rc));
}
