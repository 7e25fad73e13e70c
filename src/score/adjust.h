/*-------------------------------------------------------------------------
 *
 * adjust.h
 *	  Many tests at once: what their p values are worth together.
 *
 * IDENTIFICATION
 *	  src/score/adjust.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_ADJUST_H
#define VOC_ADJUST_H

#include <stddef.h>

/* A test, and where its result belongs. */
typedef struct VocTest
{
	double		p;				/* 0 ... 1; replaced by the adjusted one */
	size_t		place;			/* left as it is */
} VocTest;

/*
 * Replace each p by the lowest rate of false discoveries at which its test
 * still is a discovery: Y. Benjamini and Y. Hochberg, "Controlling the False
 * Discovery Rate: a Practical and Powerful Approach to Multiple Testing",
 * Journal of the Royal Statistical Society B 57 (1995), 289-300.  Of the tests
 * with an adjusted p of at most q, on average at most the share q is chance.
 *
 * The tests are left sorted by falling p.  Sorts in place, n log n.
 */
extern void voc_adjust(VocTest *tests, size_t n);

#endif							/* VOC_ADJUST_H */
