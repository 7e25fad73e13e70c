/*-------------------------------------------------------------------------
 *
 * normal.h
 *	  Quantiles of the standard normal distribution.
 *
 * IDENTIFICATION
 *	  src/score/normal.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_NORMAL_H
#define VOC_NORMAL_H

/*
 * The z below which a standard normal variable falls with probability p;
 * -infinity at 0, +infinity at 1, NaN outside 0 ... 1.
 */
extern double voc_normal_quantile(double p);

/*
 * The z for which a standard normal variable falls within -z ... +z with
 * probability confidence: 1.96 for 0.95.  It loses no digit where confidence
 * is near 0 or near 1, as the quantile of (1 + confidence) / 2 would.
 */
extern double voc_normal_critical(double confidence);

#endif							/* VOC_NORMAL_H */
