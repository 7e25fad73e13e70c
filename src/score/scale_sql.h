/*-------------------------------------------------------------------------
 *
 * scale_sql.h
 *	  From an SQL number to a score, from a name to a scale.
 *
 * voc_score_of_*: the score, 0 ... VOC_SCORE_MAX, or VOC_NOT_A_SCORE; none
 * rounds, and none raises an error.
 *
 * IDENTIFICATION
 *	  src/score/scale_sql.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_SCALE_SQL_H
#define VOC_SCALE_SQL_H

#include "../compat.h"

#include "scale.h"

static inline int
voc_score_of_int64(int64 number)
{
	return (uint64) number <= VOC_SCORE_MAX ? (int) number : VOC_NOT_A_SCORE;
}

static inline int
voc_score_of_float8(float8 number)
{
	/* The comparison is false for NaN too, and makes the cast safe */
	if (!(number >= 0 && number <= VOC_SCORE_MAX) || number != (int) number)
		return VOC_NOT_A_SCORE;
	return (int) number;
}

extern int	voc_score_of_numeric(Datum number);

/* A built-in scale by its name; raises an error for any other. */
extern const VocScale *voc_scale_arg(FunctionCallInfo fcinfo, int n);

#endif							/* VOC_SCALE_SQL_H */
