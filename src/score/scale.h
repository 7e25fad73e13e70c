/*-------------------------------------------------------------------------
 *
 * scale.h
 *	  What a score means: the scales that are built in.
 *
 * Every built-in scale has whole numbers between 0 and VOC_SCORE_MAX, which
 * lets the doors turn any SQL number into a small int once, before it is
 * known what scale it is for.
 *
 * IDENTIFICATION
 *	  src/score/scale.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_SCALE_H
#define VOC_SCALE_H

#include <stddef.h>

#define VOC_SCORE_MAX	10		/* the highest score of any built-in scale */
#define VOC_NOT_A_SCORE	(-1)	/* fractional, NaN, or outside 0 ... 10 */

typedef struct VocScale
{
	const char *name;
	int			low;			/* both ends belong to the scale */
	int			high;
	int			good_from;		/* promoters, or satisfied, from here up */
} VocScale;

/* The scale of that name, spelt exactly; NULL when there is none. */
extern const VocScale *voc_scale_find(const char *name, size_t len);

/* The number of built-in scales, and each of them, for messages and tests. */
extern int	voc_scale_count(void);
extern const VocScale *voc_scale_at(int i);

/* Whether score, or VOC_NOT_A_SCORE, is one of the scale's. */
static inline int
voc_scale_has(const VocScale *scale, int score)
{
	return score >= scale->low && score <= scale->high;
}

#endif							/* VOC_SCALE_H */
