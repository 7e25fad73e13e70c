/*-------------------------------------------------------------------------
 *
 * rows_sql.c
 *	  How functions that return sets hand them over, and those of aggregates
 *	  find their memory.
 *
 * IDENTIFICATION
 *	  src/text/rows_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "rows_sql.h"

#include "executor/executor.h"
#include "funcapi.h"
#include "miscadmin.h"

Tuplestorestate *
voc_rows_begin(FunctionCallInfo fcinfo, TupleDesc *desc)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	MemoryContext caller;
	Tuplestorestate *store;

	if (result == NULL || !IsA(result, ReturnSetInfo) ||
		(result->allowedModes & SFRM_Materialize) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("a set of rows cannot be taken in this place"),
				 errhint("Call the function in FROM.")));
	if (get_call_result_type(fcinfo, NULL, desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");

	caller = MemoryContextSwitchTo(result->econtext->ecxt_per_query_memory);
	*desc = CreateTupleDescCopy(*desc);
	store = tuplestore_begin_heap((result->allowedModes & SFRM_Materialize_Random) != 0,
								  false, work_mem);
	MemoryContextSwitchTo(caller);
	result->returnMode = SFRM_Materialize;
	result->setResult = store;
	result->setDesc = *desc;
	return store;
}

MemoryContext
voc_aggregate_context(FunctionCallInfo fcinfo)
{
	MemoryContext context;

	/* Their arguments are of type internal: SQL cannot call them. */
	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "aggregate function called in non-aggregate context");
	return context;
}
