/*-------------------------------------------------------------------------
 *
 * capture.h
 *	  From rows of a source to signals, opinions and loops.
 *
 *		rows of a statement, or of a backfill
 *		  |	 row.c		a row becomes a Feedback, or is found faulty
 *		  v
 *		batch of up to VOC_BATCH_ROWS Feedbacks
 *		  |	 batch.c	in a subtransaction; a batch that fails is halved until
 *		  |				the row at fault is alone, and that one is rejected
 *		  v
 *		write.c			a handful of statements for the whole batch
 *
 * IDENTIFICATION
 *	  src/listen/capture.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_CAPTURE_H
#define VOC_CAPTURE_H

#include "../compat.h"

#include "access/tupdesc.h"
#include "executor/tuptable.h"
#include "fmgr.h"
#include "storage/block.h"
#include "utils/timestamp.h"

#include "../coding/analyze.h"
#include "../program/coding.h"
#include "../program/config.h"

#define VOC_BATCH_ROWS	5000	/* a batch is written when it has these rows */
#define VOC_BATCH_BYTES	(16 * 1024 * 1024)	/* or takes this much memory */

/* Characters of a faulty value that are shown. */
#define VOC_SHOWN_VALUE	200

/* Why a row cannot be captured. */
typedef struct VocFault
{
	int			sqlstate;
	const char *column;			/* or NULL */
	const char *value;			/* or NULL */
	const char *reason;
	const char *hint;			/* or NULL */
} VocFault;

/* One row of a source, read and analyzed; lives in the batch's memory. */
typedef struct VocFeedback
{
	text	   *key;
	VocFault   *fault;			/* NULL: what follows is good */
	text	   *customer;		/* each of these may be NULL */
	text	   *channel;
	text	   *touchpoint;
	text	   *comment;
	Datum		segment;		/* jsonb, or 0 */
	TimestampTz occurred_at;
	bool		has_score;
	double		score;
	const char *score_group;
	VocAnalysis analysis;
	bool		new_touchpoint; /* not known to the program yet */
} VocFeedback;

/* Where a source's columns are in a row type, and how to print them. */
typedef struct VocColumn
{
	const char *name;
	AttrNumber	attnum;			/* 0: not mapped, or missing */
	Oid			type;			/* that of the domain's base */
	bool		is_text;		/* a varlena of characters */
	FmgrInfo	out;
} VocColumn;

typedef struct VocRowMap
{
	const VocConfig *config;
	const VocCoding *coding;
	const VocSource *source;
	const char *relation;		/* name for messages */
	VocColumn	column[VOC_NROLES];
	VocColumn  *keys;
	VocColumn  *segments;
	const char *missing;		/* a mapped column that does not exist */
	bool		key_missing;	/* and it is part of the key */
	TimestampTz now;
} VocRowMap;

/* What one capture did, for messages. */
typedef struct VocTally
{
	int64		captured;
	int64		rejected;
	int64		retracted;
} VocTally;

/* row.c */
extern int	voc_row_settings(void);
extern VocRowMap *voc_row_map(const VocConfig *config, const VocSource *source,
							  const char *relation, TupleDesc desc);
extern const char *voc_row_shown(const VocSource *source, const char *value);
extern text *voc_row_key(VocRowMap *map, TupleTableSlot *slot);
extern bool voc_row_same(VocRowMap *map, TupleTableSlot *a, TupleTableSlot *b);
extern void voc_row_read(VocRowMap *map, TupleTableSlot *slot, VocArena *arena,
						 VocFeedback *feedback);

/* batch.c */
typedef struct VocBatch VocBatch;

extern VocBatch *voc_batch_begin(VocRowMap *map, Oid owner, const char *actor,
								 bool keep_newer);
extern void voc_batch_add(VocBatch *batch, TupleTableSlot *slot);
extern void voc_batch_retract(VocBatch *batch, TupleTableSlot *slot);
extern void voc_batch_retract_all(VocBatch *batch);
extern void voc_batch_retract_key(VocBatch *batch, const text *key);
extern bool voc_must_pass_on(int sqlstate);
extern void voc_batch_end(VocBatch *batch, VocTally *tally);

/* write.c */
typedef struct VocWriter
{
	const VocConfig *config;
	const VocCoding *coding;
	const VocSource *source;
	BlockNumber size;			/* of the program's tables, by voc_write_begin */
	Datum		actor;			/* text */
	bool		keep_newer;		/* what this transaction has captured stays */
} VocWriter;

extern void voc_write_begin(VocWriter *writer);
extern void voc_write_signals(const VocWriter *writer, VocFeedback **rows, int n);
extern void voc_write_rejections(const VocWriter *writer, VocFeedback **rows, int n,
								 bool retract);
extern int64 voc_write_retractions(const VocWriter *writer, Datum *keys, int n);
extern int64 voc_write_truncation(const VocWriter *writer);

#endif							/* VOC_CAPTURE_H */
