/*-------------------------------------------------------------------------
 *
 * agreement.h
 *	  How far coders agree: Krippendorff's alpha.
 *
 * What is kept is how often each unit was given each value.  Coders are
 * interchangeable, so they need not be known:
 *
 *		unit	values				(unit, value) -> count
 *		u1		a a b				(u1, a) -> 2	(u1, b) -> 1
 *		u2		b b					(u2, b) -> 2
 *		u3		a					(u3, a) -> 1	not pairable: left out
 *
 *		alpha = 1 - observed disagreement / expected disagreement
 *
 * Both are means of a difference between two values, the first over the pairs
 * within units, each unit's weighted by its number of values, and the second
 * over all pairs of pairable values.  The coincidence matrix of Krippendorff,
 * "Computing Krippendorff's Alpha-Reliability" (2011), is what sums up those
 * pairs; it is never written out here.
 *
 * IDENTIFICATION
 *	  src/coding/agreement.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_AGREEMENT_H
#define VOC_AGREEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../text/arena.h"
#include "../text/text.h"

#define VOC_RATIO_VALUES	10000	/* different ones: their pairs are compared */

/* What a difference between two values is. */
typedef enum VocLevel
{
	VOC_LEVEL_NOMINAL,			/* 1, or 0 for equal ones */
	VOC_LEVEL_ORDINAL,			/* of ranks, squared */
	VOC_LEVEL_INTERVAL,			/* of numbers, squared */
	VOC_LEVEL_RATIO				/* of numbers, by their sum, squared */
} VocLevel;

typedef struct VocRating
{
	uint64_t	hash;
	uint64_t	count;
	uint32_t	unit_len;
	uint32_t	value_len;
	char		bytes[];		/* the unit, then the value */
} VocRating;

typedef struct VocAgreement
{
	VocArena	arena;
	VocLevel	level;
	VocRating **slots;			/* open addressing, linear probing */
	uint32_t	nslots;			/* a power of two */
	uint32_t	nratings;
} VocAgreement;

typedef enum VocAlpha
{
	VOC_ALPHA_KNOWN,
	VOC_ALPHA_UNPAIRABLE,		/* no unit has two values */
	VOC_ALPHA_NO_VARIATION,		/* all pairable values are equal */
	VOC_ALPHA_TOO_MANY			/* more than VOC_RATIO_VALUES at that level */
} VocAlpha;

/* The level of a name; false when there is none of that name. */
extern bool voc_level_of(const char *name, size_t len, VocLevel *level);

extern void voc_agreement_init(VocAgreement *agreement, VocArena arena,
							   VocLevel level);

/*
 * Read a value of a level that is not nominal: a decimal number, finite, with
 * blanks around it allowed.  All spellings of a number are one value.
 */
extern bool voc_agreement_number(const char *text, size_t len, double *number);

/*
 * count coders gave a unit a value: bytes or, if the level is not nominal, a
 * double of voc_agreement_number(), which at the level of ratios is not
 * negative.  False, and nothing changed, when there is no room for more.
 */
extern bool voc_agreement_add(VocAgreement *agreement,
							  const char *unit, size_t unit_len,
							  const char *value, size_t value_len,
							  uint64_t count);

/* Each rating in turn, in no order; start with *at = 0.  NULL at the end. */
extern const VocRating *voc_agreement_next(const VocAgreement *agreement,
										   uint32_t *at);

/*
 * Alpha, to the last digit the same whatever the order in which ratings were
 * added.  What it takes on the way comes from scratch.
 */
extern VocAlpha voc_agreement_alpha(const VocAgreement *agreement,
									VocArena *scratch, VocInterrupt interrupt,
									double *alpha);

#endif							/* VOC_AGREEMENT_H */
