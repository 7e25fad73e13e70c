/*-------------------------------------------------------------------------
 *
 * changes.h
 *	  What an UPDATE changed of voc_data.loop, as its statement triggers see it.
 *
 * IDENTIFICATION
 *	  src/loop/changes.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_CHANGES_H
#define VOC_CHANGES_H

#include "../compat.h"

#include "commands/trigger.h"
#include "executor/spi.h"
#include "executor/tuptable.h"

/*
 * The trigger that a function was called as: AFTER UPDATE FOR EACH STATEMENT of
 * voc_data.loop, with transition tables old_loop and new_loop.  Raises 39P01
 * for any other.
 */
extern TriggerData *voc_loop_trigger(FunctionCallInfo fcinfo,
									 const char *function);

/*
 * Shown each loop as it was and as it is, until it has seen enough and returns
 * true.
 */
typedef bool (*VocLoopVisitor) (TupleDesc desc, TupleTableSlot *old,
								TupleTableSlot *new, void *arg);

/* Whether the visitor had seen enough before the loops were at an end. */
extern bool voc_loop_visit(TriggerData *trigdata, VocLoopVisitor visitor,
						   void *arg);

/*
 * Run a statement that reads old_loop and new_loop; its plan is made once and
 * kept in *plan.  The caller is connected to SPI, has registered the trigger's
 * data, and acts as the owner of the program.
 */
extern void voc_loop_run(SPIPlanPtr *plan, const char *sql, int nargs,
						 Oid *types, Datum *args);

#endif							/* VOC_CHANGES_H */
