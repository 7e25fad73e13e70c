/*-------------------------------------------------------------------------
 *
 * rake.h
 *	  Raking: weights that give a sample the margins of the population.
 *
 *	  rows                          cells                  lines
 *	  basic, north, 1.0  ---+-----> 0: basic north 1.0 x2  0 basic  70 %
 *	  gold,  north, 1.0  ---|--+--> 1: gold  north 1.0 x1  1 gold   30 %
 *	  basic, north, 1.0  ---+  |    2: gold  south 2.0 x1  2 north  50 %
 *	  gold,  south, 2.0  ------|--> ...                    3 south  50 %
 *
 * A line is a category of a dimension, and its share of the population; the
 * lines of all dimensions are numbered through.  A cell is a combination of
 * lines, one of each dimension, and of a base weight: all its rows get the
 * same weight, so that cells are all that is kept of the rows, and a million
 * rows are a few hundred cells.
 *
 * The weight of a row of cell i, whose base weight is b, is
 *
 *		w = clip(b * factor of its line in dimension 1 * ... in dimension D)
 *
 * where clip() cuts what is below the least and above the most that a weight
 * may be.  Factors are found by iterative proportional fitting (W. E. Deming
 * and F. F. Stephan, "On a Least Squares Adjustment of a Sampled Frequency
 * Table When the Expected Marginal Totals are Known", Annals of Mathematical
 * Statistics 11 (1940), 427-444): one dimension after the other is given
 * those with which its shares are right, until all are.  With bounds, that is
 * the truncated raking of J.-C. Deville and C.-E. Sarndal, "Calibration
 * Estimators in Survey Sampling", JASA 87 (1992), 376-382, case 7: of all
 * weights within the bounds that have the margins, those nearest to the base
 * weights.  They do not depend on the order of dimensions; cutting weights
 * and raking again in turns would end with others, and further away.
 *
 * Cells are sorted before anything is added up, so that the order of rows
 * changes no digit.  Weights have the mean 1, over the rows that have one.
 *
 * Memory is handed in; nothing is allocated here, and nothing freed.
 *
 * IDENTIFICATION
 *	  src/score/rake.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_RAKE_H
#define VOC_RAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VOC_RAKE_NO_CELL	UINT32_MAX

/* ---- the population ---- */

typedef struct VocRakeMargins
{
	uint32_t	ndimensions;	/* at least 1 */
	const uint32_t *first;		/* first line of each, and at the end how many
								 * lines there are: ndimensions + 1 numbers */
	const double *share;		/* of each line, 0 ... 1; 1 in a dimension */
} VocRakeMargins;

/* ---- the sample ---- */

typedef struct VocRakeCells
{
	uint32_t	ndimensions;
	uint32_t	ncells;
	uint32_t	room;			/* for so many */
	uint32_t	nslots;			/* a power of two */
	uint32_t   *slot;			/* hash table: number of a cell + 1, or 0 */
	uint32_t   *line;			/* of each cell, ndimensions numbers */
	double	   *base;			/* of each cell, 0 or more, finite */
	int64_t    *rows;			/* of each cell */
} VocRakeCells;

/* Bytes for so many cells; 0 when they are too many to number or address. */
extern size_t voc_rake_cells_size(uint32_t ndimensions, uint32_t room);

/* No cells yet; memory is aligned for any type and of that many bytes. */
extern void voc_rake_cells_init(VocRakeCells *cells, uint32_t ndimensions,
								uint32_t room, void *memory);

/*
 * Count rows of a cell, and return its number, from 0 in order of first
 * appearance; VOC_RAKE_NO_CELL when it is a new one and there is no room.
 */
extern uint32_t voc_rake_cells_add(VocRakeCells *cells, const uint32_t *line,
								   double base, int64_t rows);

/* All cells of from, by the same numbers; to is empty and has the room. */
extern void voc_rake_cells_copy(VocRakeCells *to, const VocRakeCells *from);

/* ---- the fit ---- */

typedef enum VocRakeStart
{
	VOC_RAKE_STARTED,
	VOC_RAKE_NO_ROW_OF_LINE,	/* line has a share, and no row with a weight */
	VOC_RAKE_ALL_BASE_ZERO		/* there are cells, all of base weight 0 */
} VocRakeStart;

typedef struct VocRake
{
	const VocRakeMargins *margins;
	double		low;			/* least and most of a weight; 0 and */
	double		high;			/* +infinity: no bounds */
	bool		bounded;

	/* The cells that can have a weight, sorted. */
	uint32_t	n;
	uint32_t   *cell;			/* their numbers */
	uint32_t   *line;			/* of the first dimension, then the second ... */
	double	   *rows;
	double	   *product;		/* base weight times factors, before it is cut */
	double		nrows;			/* of all of them */

	/* Of each line, in one dimension's turn. */
	double	   *wanted;			/* sum of weights */
	double	   *sum;
	double	   *fixed;			/* sum of weights that are cut */
	double	   *factor;
	double	   *least;			/* where the factor is known to lie */
	double	   *most;
	double		close;			/* to what is wanted, as a share of it */

	/* How far it has come. */
	uint32_t	iterations;
	double		deviation;		/* largest of a share, 0 ... 1 */
	uint32_t	worst;			/* the line that has it */
	double		worst_share;	/* the sum of its weights by the rows */
} VocRake;

typedef struct VocRakeSummary
{
	int64_t		rows;			/* that have a weight above 0 */
	int64_t		trimmed;		/* of these, whose weight is a bound */
	double		sum;			/* of the weights */
	double		sum_squares;
	double		smallest;
	double		largest;
} VocRakeSummary;

/* Bytes for the fit; 0 when they cannot be addressed. */
extern size_t voc_rake_size(const VocRakeCells *cells,
							const VocRakeMargins *margins);

/*
 * Begin.  low is 0 ... 1 and high 1 ... +infinity, in units of the mean
 * weight.  Rows of base weight 0, or of a line whose share is 0, weigh
 * nothing whatever the bounds, and are no rows of the fit.  On failure worst
 * is the line.  interrupt, if not NULL, is called now and then.
 */
extern VocRakeStart voc_rake_start(VocRake *rake, const VocRakeCells *cells,
								   const VocRakeMargins *margins, double low,
								   double high, void *memory,
								   void (*interrupt) (void));

/*
 * Go once through all dimensions, and look how far the shares still are from
 * those wanted.  The caller calls until deviation is small enough, or gives
 * up; voc_rake_start() has looked too, so that it may be small before.
 */
extern void voc_rake_iterate(VocRake *rake);

/* The weights by number of cell: 0 for those that can have none. */
extern void voc_rake_weights(const VocRake *rake, const VocRakeCells *cells,
							 double *weight);

extern VocRakeSummary voc_rake_summary(const VocRake *rake);

#endif							/* VOC_RAKE_H */
