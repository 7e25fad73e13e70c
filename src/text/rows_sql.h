/*-------------------------------------------------------------------------
 *
 * rows_sql.h
 *	  How functions that return sets hand them over, and those of aggregates
 *	  find their memory.
 *
 * IDENTIFICATION
 *	  src/text/rows_sql.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_ROWS_SQL_H
#define VOC_ROWS_SQL_H

#include "postgres.h"

#include "fmgr.h"
#include "utils/tuplestore.h"

/*
 * Begin the result of a set-returning function, which is handed over whole:
 * put rows of *desc into the store, and return (Datum) 0.  Raises 0A000 where
 * the caller cannot take a set.
 */
extern Tuplestorestate *voc_rows_begin(FunctionCallInfo fcinfo, TupleDesc *desc);

/* The memory of the aggregate whose support function is called. */
extern MemoryContext voc_aggregate_context(FunctionCallInfo fcinfo);

#endif							/* VOC_ROWS_SQL_H */
