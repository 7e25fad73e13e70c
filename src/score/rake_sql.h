/*-------------------------------------------------------------------------
 *
 * rake_sql.h
 *	  From rows with a jsonb segment to the cells of a raking.
 *
 * The window function voc.rake() and the aggregate voc.rake_report() take the
 * same seven arguments, and do the same with them.
 *
 * IDENTIFICATION
 *	  src/score/rake_sql.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_RAKE_SQL_H
#define VOC_RAKE_SQL_H

#include "../compat.h"

#include "utils/jsonb.h"

#include "rake.h"

/* The arguments of both. */
enum
{
	R_SEGMENT, R_TARGETS, R_BASE_WEIGHT, R_TRIM_LOW, R_TRIM_HIGH,
	R_MAX_ITERATIONS, R_TOLERANCE, R_COUNT
};

typedef struct VocRakeArgs
{
	Datum		value[R_COUNT];
	bool		isnull[R_COUNT];
} VocRakeArgs;

/* A dimension or a category, in the server encoding; bytes of the targets. */
typedef struct VocRakeName
{
	const char *bytes;
	int			len;
} VocRakeName;

/* All rows of a partition or group. */
typedef struct VocRakeJob
{
	MemoryContext context;		/* of all that is kept */
	MemoryContext scratch;		/* of what a row needs, emptied after it */
	Jsonb	   *targets;
	VocRakeMargins margins;
	VocRakeName *dimension;		/* of each, and */
	VocRakeName *category;		/* of each line */
	double		low;			/* options, NULL and defaults filled in */
	double		high;
	double		tolerance;
	int32		max_iterations;
	VocRakeCells cells;
	void	   *cells_memory;
	void	   *rake_memory;	/* while there is a fit */
	int64		rows_without;	/* rows that are in no cell */
	uint32_t   *line;			/* room for those of a row */
} VocRakeJob;

/*
 * Begin with the options of the first row; what is kept is in a new context
 * below parent.  Raises 22023 for targets and options that are none.
 */
extern VocRakeJob *voc_rake_job(MemoryContext parent, const VocRakeArgs *args);

/*
 * Count a row: its cell, or VOC_RAKE_NO_CELL when it can have no weight.
 * Empties the scratch, where the arguments may be.  Raises 22023 for a
 * segment that is no object, and a base weight that is none.
 */
extern uint32_t voc_rake_take(VocRakeJob *job, const VocRakeArgs *args);

/* Raise 22023 if the options are others than those of the first row. */
extern void voc_rake_check_same(VocRakeJob *job, const VocRakeArgs *args);

/* As voc_rake_cells_add(), with all the room that it takes. */
extern uint32_t voc_rake_job_add(VocRakeJob *job, const uint32_t *line,
								 double base, int64_t rows);

/*
 * Rake.  Raises 22023 when a category has no row, or nothing has a weight.
 * What *rake points to is the job's until voc_rake_end() frees it.
 */
extern void voc_rake_run(VocRakeJob *job, VocRake *rake);
extern void voc_rake_end(VocRakeJob *job, VocRake *rake);

static inline bool
voc_rake_converged(const VocRakeJob *job, const VocRake *rake)
{
	return rake->deviation <= job->tolerance;
}

/* The dimension of a line. */
extern const VocRakeName *voc_rake_dimension(const VocRakeJob *job,
											 uint32_t line);

/* Any number of bytes, in the job's memory. */
extern void *voc_rake_alloc(const VocRakeJob *job, Size size);

#endif							/* VOC_RAKE_SQL_H */
