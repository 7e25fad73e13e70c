/*-------------------------------------------------------------------------
 *
 * batch.c
 *	  Rows are gathered and written in batches, and no row's fault is another
 *	  row's loss.
 *
 * With on_error => 'raise' the first fault raises.  With 'reject', which is
 * the default, a batch is written in a subtransaction.  Rows that were found
 * faulty when they were read are set apart at once; when writing the others
 * fails for a reason that was not foreseen (a constraint or trigger that the
 * program's owner added), the batch is halved until the row at fault is alone,
 * and that one is rejected with the error's own message.  Errors that no row
 * is to blame for (cancellation, deadlock, serialization, a full disk) are
 * passed on: the statement would not have survived them anyway.
 *
 * IDENTIFICATION
 *	  src/listen/batch.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/memutils.h"
#include "utils/resowner.h"

#include "../program/owner.h"
#include "../text/text_sql.h"
#include "capture.h"

struct VocBatch
{
	VocRowMap  *map;
	Oid			owner;			/* of the program */
	VocWriter	writer;
	MemoryContext context;		/* rows of the batch; reset after each */
	VocArena	arena;			/* in it, for the analysis */
	VocFeedback **good;
	int			ngood;
	VocFeedback **faulty;
	int			nfaulty;
	Datum	   *gone;			/* keys of rows that left the source */
	int			ngone;
	VocTally	tally;
};

VocBatch *
voc_batch_begin(VocRowMap *map, Oid owner, const char *actor, bool keep_newer)
{
	VocBatch   *batch = palloc0(sizeof(VocBatch));

	batch->map = map;
	batch->owner = owner;
	batch->writer.config = map->config;
	batch->writer.coding = map->coding;
	batch->writer.source = map->source;
	batch->writer.actor = CStringGetTextDatum(actor);
	batch->writer.keep_newer = keep_newer;
	batch->context = AllocSetContextCreate(CurrentMemoryContext, "voc batch",
										   ALLOCSET_DEFAULT_SIZES);
	batch->arena = voc_arena_in(batch->context);
	batch->good = palloc(sizeof(VocFeedback *) * VOC_BATCH_ROWS);
	batch->faulty = palloc(sizeof(VocFeedback *) * VOC_BATCH_ROWS);
	batch->gone = palloc(sizeof(Datum) * VOC_BATCH_ROWS);
	return batch;
}

/* ---- errors ---- */

/* Whether no row is to blame, and the whole statement must fail. */
bool
voc_must_pass_on(int sqlstate)
{
	switch (ERRCODE_TO_CATEGORY(sqlstate))
	{
		case MAKE_SQLSTATE('4', '0', '0', '0', '0'):	/* rollback, deadlock */
		case MAKE_SQLSTATE('5', '3', '0', '0', '0'):	/* no resources */
		case MAKE_SQLSTATE('5', '7', '0', '0', '0'):	/* cancelled, shut down */
		case MAKE_SQLSTATE('5', '8', '0', '0', '0'):	/* system error */
			return true;
	}
	return sqlstate == ERRCODE_DATA_CORRUPTED || sqlstate == ERRCODE_INDEX_CORRUPTED ||
		sqlstate == ERRCODE_LOCK_NOT_AVAILABLE;
}

/* Whether it would hit every row of the batch: no use looking for the one. */
static bool
hits_all_rows(int sqlstate)
{
	return ERRCODE_TO_CATEGORY(sqlstate) == MAKE_SQLSTATE('4', '2', '0', '0', '0') ||
		ERRCODE_TO_CATEGORY(sqlstate) == MAKE_SQLSTATE('0', 'A', '0', '0', '0') ||
		ERRCODE_TO_CATEGORY(sqlstate) == MAKE_SQLSTATE('5', '5', '0', '0', '0');
}

static void
raise_fault(const VocBatch *batch, const VocFeedback *row)
{
	const VocFault *fault = row->fault;

	ereport(ERROR,
			(errcode(fault->sqlstate),
			 errmsg("feedback cannot be captured: %s", fault->reason),
			 errdetail("Row \"%s\" of \"%s\"%s%s%s%s%s.",
					   text_to_cstring(row->key), batch->map->relation,
					   fault->column ? ", column \"" : "",
					   fault->column ? fault->column : "",
					   fault->column ? "\"" : "",
					   fault->value ? ": " : "",
					   fault->value ? fault->value : ""),
			 fault->hint ? errhint("%s", fault->hint) : 0));
}

static void
blame(const VocBatch *batch, VocFeedback *row, const ErrorData *error)
{
	VocFault   *fault = palloc0(sizeof(VocFault));

	fault->sqlstate = error->sqlerrcode;
	fault->column = error->column_name ? pstrdup(error->column_name) : NULL;
	fault->value = error->detail ?
		voc_row_shown(batch->map->source, error->detail) : NULL;
	fault->reason = pstrdup(error->message);
	fault->hint = error->hint ? pstrdup(error->hint) :
		"The program's own tables refused it; CALL voc.backfill() when that is mended.";
	row->fault = fault;
}

/* ---- writing ---- */

/* What is to be written, and by which function. */
typedef struct Job
{
	void		(*write) (const VocWriter *writer, struct Job *job);
	VocFeedback **rows;
	Datum	   *keys;
	int			n;
	int64		count;			/* what was retracted */
} Job;

static void
write_good(const VocWriter *writer, Job *job)
{
	voc_write_signals(writer, job->rows, job->n);
}

static void
write_bad(const VocWriter *writer, Job *job)
{
	voc_write_rejections(writer, job->rows, job->n, true);
}

static void
write_bad_only(const VocWriter *writer, Job *job)
{
	voc_write_rejections(writer, job->rows, job->n, false);
}

static void
write_gone(const VocWriter *writer, Job *job)
{
	job->count = voc_write_retractions(writer, job->keys, job->n);
}

static void
write_all_gone(const VocWriter *writer, Job *job)
{
	job->count = voc_write_truncation(writer);
}

/*
 * Do a job in a subtransaction.  Returns NULL, or the error after which
 * everything is as it was.
 */
static ErrorData *
try_write(VocBatch *batch, Job *job)
{
	MemoryContext context = CurrentMemoryContext;
	ResourceOwner resources = CurrentResourceOwner;
	ErrorData  *volatile error = NULL;

	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(context);
	PG_TRY();
	{
		job->write(&batch->writer, job);
		ReleaseCurrentSubTransaction();
		MemoryContextSwitchTo(context);
		CurrentResourceOwner = resources;
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		FlushErrorState();
		RollbackAndReleaseCurrentSubTransaction();
		MemoryContextSwitchTo(context);
		CurrentResourceOwner = resources;
	}
	PG_END_TRY();

	if (error != NULL && voc_must_pass_on(error->sqlerrcode))
		ReThrowError(error);
	return error;
}

static void
blame_all(VocBatch *batch, VocFeedback **rows, int n, const ErrorData *error)
{
	for (int i = 0; i < n; i++)
	{
		blame(batch, rows[i], error);
		batch->faulty[batch->nfaulty++] = rows[i];
	}
}

static void write_halving(VocBatch *batch, VocFeedback **rows, int n);

/*
 * The error looks like one that hits every row.  If the first and the last
 * row meet it as well, alone, it is; else the others are searched.
 */
static void
write_doubtful(VocBatch *batch, VocFeedback **rows, int n, const ErrorData *error)
{
	VocFeedback *first = rows[0];
	VocFeedback *last = rows[n - 1];

	write_halving(batch, rows, 1);
	write_halving(batch, rows + n - 1, 1);
	if (first->fault != NULL && first->fault->sqlstate == error->sqlerrcode &&
		last->fault != NULL && last->fault->sqlstate == error->sqlerrcode)
		blame_all(batch, rows + 1, n - 2, error);
	else
	{
		write_halving(batch, rows + 1, (n - 2) / 2);
		write_halving(batch, rows + 1 + (n - 2) / 2, n - 2 - (n - 2) / 2);
	}
}

/* Write rows; those that cannot be written get a fault and join the faulty. */
static void
write_halving(VocBatch *batch, VocFeedback **rows, int n)
{
	Job			job = {.write = write_good, .rows = rows, .n = n};
	ErrorData  *error;

	if (n == 0)
		return;
	CHECK_FOR_INTERRUPTS();
	error = try_write(batch, &job);
	if (error == NULL)
	{
		batch->tally.captured += n;
		return;
	}
	if (n == 1)
		blame_all(batch, rows, 1, error);
	else if (hits_all_rows(error->sqlerrcode))
		write_doubtful(batch, rows, n, error);
	else
	{
		write_halving(batch, rows, n / 2);
		write_halving(batch, rows + n / 2, n - n / 2);
	}
	FreeErrorData(error);
}

static void
write_faulty(VocBatch *batch)
{
	Job			job = {.write = write_bad, .rows = batch->faulty, .n = batch->nfaulty};
	ErrorData  *error;

	if (batch->nfaulty == 0)
		return;
	error = try_write(batch, &job);
	if (error != NULL)
	{
		/* Signals that cannot be written cannot be retracted either. */
		FreeErrorData(error);
		job.write = write_bad_only;
		error = try_write(batch, &job);
	}
	if (error == NULL)
	{
		batch->tally.rejected += batch->nfaulty;
		return;
	}
	/* The source still has the rows, and backfill finds them there. */
	ereport(WARNING,
			(errcode(error->sqlerrcode),
			 errmsg_plural("%d row of \"%s\" could be neither captured nor recorded as rejected: %s",
						   "%d rows of \"%s\" could be neither captured nor recorded as rejected: %s",
						   batch->nfaulty, batch->nfaulty, batch->map->relation,
						   error->message),
			 errhint("CALL voc.backfill() when that is mended.")));
	FreeErrorData(error);
}

/* Retract signals: nothing that happens there is a reason to stop the user. */
static void
retract(VocBatch *batch, Job *job)
{
	ErrorData  *error = NULL;

	if (batch->map->source->raise)
		job->write(&batch->writer, job);
	else
		error = try_write(batch, job);
	if (error == NULL)
	{
		batch->tally.retracted += job->count;
		return;
	}
	ereport(WARNING,
			(errcode(error->sqlerrcode),
			 errmsg("signals of \"%s\" could not be retracted: %s",
					batch->map->relation, error->message),
			 errhint("CALL voc.backfill() when that is mended.")));
	FreeErrorData(error);
}

/*
 * Everything is written as the owner of the program, connected to SPI.
 *
 * Plans are kept, and may be made while the tables are nearly empty: left to
 * itself the planner would choose scans and joins that are fine for ten rows,
 * and a bulk load would take the square of its size.  So only what grows with
 * the batch alone is allowed: index scans and nested loops.  (The price of a
 * scan that cannot be avoided, of the few rules, would set off JIT.)
 */
static MemoryContext
enter(VocBatch *batch, VocOwnerScope *scope)
{
	static const char *const settings[][2] = {
		{"enable_seqscan", "off"},
		{"enable_bitmapscan", "off"},
		{"enable_hashjoin", "off"},
		{"enable_mergejoin", "off"},
		{"jit", "off"},
		{"plan_cache_mode", "force_generic_plan"}
	};

	voc_enter_owner(batch->owner, scope);
	for (size_t i = 0; i < lengthof(settings); i++)
		(void) set_config_option(settings[i][0], settings[i][1],
								 PGC_USERSET, PGC_S_SESSION,
								 GUC_ACTION_SAVE, true, 0, false);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	voc_write_begin(&batch->writer);
	return MemoryContextSwitchTo(batch->context);
}

static void
leave(VocBatch *batch, VocOwnerScope *scope, MemoryContext caller)
{
	MemoryContextSwitchTo(caller);
	SPI_finish();
	voc_leave_owner(scope);
	MemoryContextReset(batch->context);
	batch->arena = voc_arena_in(batch->context);
}

static void
flush(VocBatch *batch)
{
	VocOwnerScope scope;
	MemoryContext caller;

	if (batch->ngood + batch->nfaulty + batch->ngone == 0)
		return;
	caller = enter(batch, &scope);
	if (batch->ngone > 0)
	{
		Job			job = {.write = write_gone, .keys = batch->gone, .n = batch->ngone};

		retract(batch, &job);
	}
	if (batch->map->source->raise)
	{
		if (batch->ngood > 0)
			voc_write_signals(&batch->writer, batch->good, batch->ngood);
		batch->tally.captured += batch->ngood;
	}
	else
	{
		write_halving(batch, batch->good, batch->ngood);
		write_faulty(batch);
	}
	leave(batch, &scope, caller);
	batch->ngood = batch->nfaulty = batch->ngone = 0;
}

/* ---- gathering ---- */

static bool
is_full(const VocBatch *batch)
{
	return batch->ngood + batch->nfaulty >= VOC_BATCH_ROWS ||
		batch->ngone >= VOC_BATCH_ROWS ||
		MemoryContextMemAllocated(batch->context, true) >= VOC_BATCH_BYTES;
}

/* Take in a row that is new, or has changed. */
void
voc_batch_add(VocBatch *batch, TupleTableSlot *slot)
{
	MemoryContext caller = MemoryContextSwitchTo(batch->context);
	VocFeedback *feedback = palloc(sizeof(VocFeedback));

	/* The slot's tuple goes with the next row, what is kept of it must stay. */
	voc_row_read(batch->map, slot, &batch->arena, feedback);
	if (feedback->comment != NULL)
	{
		text	   *copy = palloc(VARSIZE_ANY(feedback->comment));

		memcpy(copy, feedback->comment, VARSIZE_ANY(feedback->comment));
		feedback->comment = copy;
	}
	MemoryContextSwitchTo(caller);

	if (feedback->fault == NULL)
		batch->good[batch->ngood++] = feedback;
	else if (batch->map->source->raise)
		raise_fault(batch, feedback);
	else
		batch->faulty[batch->nfaulty++] = feedback;
	if (is_full(batch))
		flush(batch);
}

/* Take in the key of a row that left the source. */
void
voc_batch_retract_key(VocBatch *batch, const text *key)
{
	Size		size = VARSIZE_ANY(key);
	text	   *copy = MemoryContextAlloc(batch->context, size);

	memcpy(copy, key, size);
	batch->gone[batch->ngone++] = PointerGetDatum(copy);
	if (is_full(batch))
		flush(batch);
}

/* Take in a row that left the source. */
void
voc_batch_retract(VocBatch *batch, TupleTableSlot *slot)
{
	MemoryContext caller = MemoryContextSwitchTo(batch->context);
	text	   *key = voc_row_key(batch->map, slot);

	MemoryContextSwitchTo(caller);
	voc_batch_retract_key(batch, key);
}

/* The source was emptied. */
void
voc_batch_retract_all(VocBatch *batch)
{
	Job			job = {.write = write_all_gone};
	VocOwnerScope scope;
	MemoryContext caller = enter(batch, &scope);

	retract(batch, &job);
	leave(batch, &scope, caller);
}

/* Write what is left; tally, which may be NULL, gets what was done in all. */
void
voc_batch_end(VocBatch *batch, VocTally *tally)
{
	flush(batch);
	if (tally != NULL)
		*tally = batch->tally;
	MemoryContextDelete(batch->context);
}
