/*-------------------------------------------------------------------------
 *
 * nps.h
 *	  The Net Promoter Score of a set of answers, from three counts.
 *
 *		 score	  0 1 2 3 4 5 6	  7 8		9 10
 *				 [ detractors  ][passives][promoters]
 *
 *		 NPS	= 100 * (promoters - detractors) / responses
 *
 * The counts are all that is kept, so that sets can be merged and taken
 * apart again in any order without a digit changing; everything that is a
 * fraction is worked out at the end.
 *
 * IDENTIFICATION
 *	  src/score/nps.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_NPS_H
#define VOC_NPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VOC_NPS_LOWEST_PROMOTER		9
#define VOC_NPS_HIGHEST_DETRACTOR	6

/* Bytes that voc_nps_print() may write: three counts, commas, NUL. */
#define VOC_NPS_TEXT_MAX	(3 * 19 + 2 + 1)

/* None is negative, and their sum fits int64_t too: voc_nps_sound(). */
typedef struct VocNps
{
	int64_t		promoters;
	int64_t		passives;
	int64_t		detractors;
} VocNps;

typedef enum VocNpsParse
{
	VOC_NPS_PARSED,
	VOC_NPS_NO_DIGIT,			/* a digit was expected at the position */
	VOC_NPS_LEADING_ZERO,		/* a count of several digits starts with 0 */
	VOC_NPS_NO_COMMA,			/* a comma was expected there */
	VOC_NPS_TRAILING,			/* there is more than three counts */
	VOC_NPS_TOO_LARGE			/* a count, or their sum, is out of range */
} VocNpsParse;

typedef enum VocNpsMethod
{
	/*
	 * Adjusted Wald: 3/4 promoter, 3/2 passives and 3/4 detractor are added
	 * before the rest is worked out (B. Rocks, "Interval Estimation for the
	 * 'Net Promoter Score'", The American Statistician 70 (2016), 365-372).
	 */
	VOC_NPS_ADJUSTED,
	VOC_NPS_WALD
} VocNpsMethod;

/* All on the scale of the score, -100 ... +100. */
typedef struct VocNpsEstimate
{
	double		point;			/* the interval's centre; adjusted, if so asked */
	double		se;				/* standard error of point */
	double		margin;			/* half of the interval before it is clipped */
	double		low;			/* clipped to -100 ... +100 */
	double		high;
} VocNpsEstimate;

static inline int64_t
voc_nps_responses(const VocNps *nps)
{
	return nps->promoters + nps->passives + nps->detractors;
}

/*
 * Count one answer, score 0 ... 10; false, and nothing changed, when there
 * are too many to count.  Without branches on the score: real scores come in
 * no order, and a mispredicted branch costs more than the two spare adds.
 */
static inline bool
voc_nps_count(VocNps *nps, int score)
{
	bool		promoter = score >= VOC_NPS_LOWEST_PROMOTER;
	bool		detractor = score <= VOC_NPS_HIGHEST_DETRACTOR;

	if (voc_nps_responses(nps) == INT64_MAX)
		return false;
	nps->promoters += promoter;
	nps->passives += !promoter && !detractor;
	nps->detractors += detractor;
	return true;
}

/* Take back one answer; false, and nothing changed, if it was never counted. */
extern bool voc_nps_discount(VocNps *nps, int score);

/* Whether the counts are such as the other functions may be given. */
extern bool voc_nps_sound(const VocNps *nps);

/* to += from, to -= from; false, and nothing changed, if it has no sound result. */
extern bool voc_nps_add(VocNps *to, const VocNps *from);
extern bool voc_nps_subtract(VocNps *to, const VocNps *from);

/*
 * Read "promoters,passives,detractors".  There is exactly one text for each
 * value: digits only, no blanks, no signs, no leading zeros.  On failure nps
 * is not touched, and at is the offset of the byte that was wrong (of the
 * count's first digit, when it is too large).
 */
extern VocNpsParse voc_nps_parse(const char *text, size_t len, VocNps *nps,
								 size_t *at);

/* Write that text, with a NUL; returns its length without the NUL. */
extern size_t voc_nps_print(const VocNps *nps, char *text);

/*
 * Total order, <0, 0 or >0: no answers at all, then the lower score, then
 * fewer responses, then fewer promoters.  Exact for all counts; 0 only for
 * equal ones.
 */
extern int	voc_nps_compare(const VocNps *a, const VocNps *b);

/* The score; there must be a response. */
extern double voc_nps_score(const VocNps *nps);

/* There must be a response; confidence within 0 ... 1, ends excluded. */
extern VocNpsEstimate voc_nps_estimate(const VocNps *nps, double confidence,
									   VocNpsMethod method);

#endif							/* VOC_NPS_H */
