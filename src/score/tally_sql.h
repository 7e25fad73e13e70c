/*-------------------------------------------------------------------------
 *
 * tally_sql.h
 *	  The SQL types voc.nps_tally and voc.rating_tally.
 *
 * Both are varlena values that hold a VocTally as it is, with the length word
 * in the place of its holder.  Storage is plain, so that a stored value is
 * aligned and can be read where it lies.
 *
 * IDENTIFICATION
 *	  src/score/tally_sql.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_TALLY_SQL_H
#define VOC_TALLY_SQL_H

#include "../compat.h"

#include "nps.h"
#include "rating.h"
#include "tally.h"

/* An empty tally in the current memory context. */
extern VocTally *voc_tally_make(int bins, bool weighted);

/*
 * An argument, to be read only.  Raises an error unless it is whole and of
 * this version; not settled only if it is an aggregate's state.
 */
extern const VocTally *voc_tally_arg(FunctionCallInfo fcinfo, int n);

/*
 * The first argument, to be changed and returned with voc_tally_result(): the
 * aggregate's own state when an aggregate calls, and else, when somebody calls
 * a transition function by hand, a copy, so that no stored value changes under
 * its table.  Weighted if it was or must be.
 */
extern VocTally *voc_tally_own(FunctionCallInfo fcinfo, bool weighted);

/* What to return of it: an aggregate's state as it is, anything else settled. */
extern Datum voc_tally_result(FunctionCallInfo fcinfo, VocTally *tally);

/* A copy that is settled. */
extern VocTally *voc_tally_settled(const VocTally *tally);

#endif							/* VOC_TALLY_SQL_H */
