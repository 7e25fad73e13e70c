/*-------------------------------------------------------------------------
 *
 * nps_tally.h
 *	  How the SQL type voc.nps_tally lies in memory and on disk.
 *
 *		 [vl_len_ 4][version 1][flags 1][reserved 2][three counts, 8 each]
 *
 * The head has room to say that a value holds more (weights), and is refused
 * as long as it says anything; so no library can misread a later one's value.
 * The unused bytes are zero in every value that is ever made.
 *
 * IDENTIFICATION
 *	  src/score/nps_tally.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_NPS_TALLY_H
#define VOC_NPS_TALLY_H

#include "../compat.h"

#include "nps.h"

#define VOC_NPS_TALLY_VERSION	1

typedef struct VocNpsTally
{
	int32		vl_len_;		/* varlena header: only SET_VARSIZE touches it */
	uint8		version;		/* VOC_NPS_TALLY_VERSION */
	uint8		flags;			/* 0 */
	uint16		reserved;		/* 0 */
	VocNps		counts;			/* sound */
} VocNpsTally;

/* A new tally in the current memory context. */
extern VocNpsTally *voc_nps_tally_make(const VocNps *counts);

/* An argument, to be read only; raises an error when it is not sound. */
extern const VocNps *voc_nps_tally_arg(FunctionCallInfo fcinfo, int n);

/*
 * The first argument, to be changed and returned: the aggregate's own state
 * when an aggregate calls, and else, when somebody calls a transition function
 * by hand, a copy, so that no stored value changes under its table.
 */
extern VocNpsTally *voc_nps_tally_own(FunctionCallInfo fcinfo);

#endif							/* VOC_NPS_TALLY_H */
