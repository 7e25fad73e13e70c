/*-------------------------------------------------------------------------
 *
 * nps.h
 *	  The Net Promoter Score of a tally of three bins.
 *
 *		 score	  0 1 2 3 4 5 6	  7 8		9 10
 *				 [ detractors  ][passives][promoters]
 *
 *		 NPS	= 100 * (promoters - detractors) / responses
 *
 * IDENTIFICATION
 *	  src/score/nps.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_NPS_H
#define VOC_NPS_H

#include "tally.h"

#define VOC_NPS_BINS				3
#define VOC_NPS_LOWEST_PROMOTER		9
#define VOC_NPS_HIGHEST_DETRACTOR	6

/* The bins, in the order of the tally's text. */
enum
{
	VOC_PROMOTERS, VOC_PASSIVES, VOC_DETRACTORS
};

/* What an answer in each of them is worth: +1, 0, -1. */
extern const int voc_nps_values[VOC_NPS_BINS];

typedef enum VocNpsMethod
{
	/*
	 * Adjusted Wald: 3/4 promoter, 3/2 passives and 3/4 detractor are added
	 * before the rest is worked out (B. Rocks, "Interval Estimation for the
	 * 'Net Promoter Score'", The American Statistician 70 (2016), 365-372).
	 * Weighted answers stand for as many as are effective (Kish).
	 */
	VOC_NPS_ADJUSTED,
	VOC_NPS_WALD,
	VOC_NPS_LINEARIZED			/* as a sample survey has it: tally.c */
} VocNpsMethod;

/* All on the scale of the score, -100 ... +100; NaN where there is none. */
typedef struct VocEstimate
{
	double		point;			/* the interval's centre; adjusted, if so asked */
	double		se;				/* standard error of point */
	double		margin;			/* half of the interval before it is clipped */
	double		low;			/* clipped to the ends of the scale */
	double		high;
} VocEstimate;

/* Of two scores, a and b. */
typedef struct VocComparison
{
	double		delta;			/* a - b, as the scores are */
	double		low;			/* interval of the difference */
	double		high;
	double		z;				/* the difference in standard errors */
	double		p;				/* two-sided */
} VocComparison;

static inline int
voc_nps_bin(int score)
{
	return score >= VOC_NPS_LOWEST_PROMOTER ? VOC_PROMOTERS :
		score <= VOC_NPS_HIGHEST_DETRACTOR ? VOC_DETRACTORS : VOC_PASSIVES;
}

/*
 * voc_tally_count() of a score 0 ... 10 into a plain tally of three bins,
 * without branches on the score: real scores come in no order, and a
 * mispredicted branch costs more than the two spare adds.
 */
static inline bool
voc_nps_count_plain(VocTally *tally, int score)
{
	int64_t    *counts = tally->counts;
	bool		promoter = score >= VOC_NPS_LOWEST_PROMOTER;
	bool		detractor = score <= VOC_NPS_HIGHEST_DETRACTOR;

	if (counts[0] + counts[1] + counts[2] == INT64_MAX)
		return false;
	counts[VOC_PROMOTERS] += promoter;
	counts[VOC_PASSIVES] += !promoter && !detractor;
	counts[VOC_DETRACTORS] += detractor;
	return true;
}

/* The score; NaN when there is no weight. */
extern double voc_nps_score(const VocTally *tally);

/*
 * There must be weight; confidence within 0 ... 1, ends excluded.  Linearized,
 * one answer alone has no standard error: NaN, and from there on.
 */
extern VocEstimate voc_nps_estimate(const VocTally *tally, double confidence,
									VocNpsMethod method);

/*
 * Compare the scores of two samples drawn apart from each other; both must
 * have weight.  delta is that of the scores themselves, the rest of the
 * method's points and standard errors: the two differ when it adjusts.  z is 0
 * when nothing differs and infinite when it does without any error.
 */
extern VocComparison voc_nps_compare(const VocTally *a, const VocTally *b,
									 double confidence, VocNpsMethod method);

#endif							/* VOC_NPS_H */
