/*-------------------------------------------------------------------------
 *
 * rake.c
 *	  Raking: weights that give a sample the margins of the population.
 *
 * IDENTIFICATION
 *	  src/score/rake.c
 *
 *-------------------------------------------------------------------------
 */
#include "rake.h"

#include <math.h>
#include <string.h>

/* Cells that are sorted or looked through between two interrupts. */
#define PAUSE			65536

/* Turns that the factors of a dimension are looked for at most. */
#define MOST_TURNS		60

/*
 * Within this of what is wanted, a sum is right; as long as other dimensions
 * are further off, so far is close enough.
 */
#define CLOSE			1e-13
#define CLOSE_ENOUGH	0.01

/*
 * Margins that no weights within the bounds can have drive products apart
 * for ever; here they stop.
 */
#define PRODUCT_LEAST	1e-200
#define PRODUCT_MOST	1e+200

/* ---------- memory ---------- */

/* A part of the memory handed in; every part starts at a multiple of 8. */
static size_t
part_size(size_t count, size_t size)
{
	return (count * size + 7) & ~(size_t) 7;
}

static void *
take_part(char **at, size_t count, size_t size)
{
	void	   *part = *at;

	*at += part_size(count, size);
	return part;
}

/* At most half full. */
static uint32_t
slots_for(uint32_t room)
{
	uint32_t	nslots = 16;

	while (nslots / 2 < room)
		nslots *= 2;
	return nslots;
}

size_t
voc_rake_cells_size(uint32_t ndimensions, uint32_t room)
{
	if (room > (uint32_t) 1 << 30 ||
		ndimensions > SIZE_MAX / 16 / ((size_t) room + 1))
		return 0;
	return part_size(room, sizeof(int64_t)) + part_size(room, sizeof(double)) +
		part_size((size_t) room * ndimensions, sizeof(uint32_t)) +
		part_size(slots_for(room), sizeof(uint32_t));
}

void
voc_rake_cells_init(VocRakeCells *cells, uint32_t ndimensions, uint32_t room,
					void *memory)
{
	char	   *at = memory;

	cells->ndimensions = ndimensions;
	cells->ncells = 0;
	cells->room = room;
	cells->nslots = slots_for(room);
	cells->rows = take_part(&at, room, sizeof(int64_t));
	cells->base = take_part(&at, room, sizeof(double));
	cells->line = take_part(&at, (size_t) room * ndimensions, sizeof(uint32_t));
	cells->slot = take_part(&at, cells->nslots, sizeof(uint32_t));
	memset(cells->slot, 0, sizeof(uint32_t) * cells->nslots);
}

/* ---------- cells ---------- */

static uint64_t
mix(uint64_t hash)
{
	hash ^= hash >> 32;
	hash *= UINT64_C(0xd6e8feb86659fd93);
	hash ^= hash >> 32;
	return hash;
}

static uint64_t
cell_hash(const uint32_t *line, uint32_t n, double base)
{
	uint64_t	hash;
	uint32_t	i;

	memcpy(&hash, &base, sizeof(hash));
	hash = mix(hash);
	for (i = 0; i < n; i++)
		hash = mix(hash + line[i] + UINT64_C(0x9e3779b97f4a7c15));
	return hash;
}

static const uint32_t *
lines_of(const VocRakeCells *cells, uint32_t cell)
{
	return cells->line + (size_t) cell * cells->ndimensions;
}

uint32_t
voc_rake_cells_add(VocRakeCells *cells, const uint32_t *line, double base,
				   int64_t rows)
{
	size_t		len = sizeof(uint32_t) * cells->ndimensions;
	uint32_t	mask = cells->nslots - 1;
	uint32_t	at;
	uint32_t	cell;

	/* Minus zero is zero, and must be the same cell */
	if (base == 0.0)
		base = 0.0;
	at = (uint32_t) cell_hash(line, cells->ndimensions, base) & mask;
	for (; cells->slot[at] != 0; at = (at + 1) & mask)
	{
		cell = cells->slot[at] - 1;
		if (cells->base[cell] == base &&
			memcmp(lines_of(cells, cell), line, len) == 0)
		{
			cells->rows[cell] += rows;
			return cell;
		}
	}
	if (cells->ncells == cells->room)
		return VOC_RAKE_NO_CELL;
	cell = cells->ncells++;
	cells->slot[at] = cell + 1;
	memcpy(cells->line + (size_t) cell * cells->ndimensions, line, len);
	cells->base[cell] = base;
	cells->rows[cell] = rows;
	return cell;
}

void
voc_rake_cells_copy(VocRakeCells *to, const VocRakeCells *from)
{
	uint32_t	i;

	for (i = 0; i < from->ncells; i++)
		(void) voc_rake_cells_add(to, lines_of(from, i), from->base[i],
								  from->rows[i]);
}

/* ---------- beginning ---------- */

size_t
voc_rake_size(const VocRakeCells *cells, const VocRakeMargins *margins)
{
	size_t		n = cells->ncells;
	size_t		nlines = margins->first[margins->ndimensions];

	if (n > SIZE_MAX / 64 / ((size_t) margins->ndimensions + 8))
		return 0;
	return 2 * part_size(n, sizeof(uint32_t)) +
		part_size(n * margins->ndimensions, sizeof(uint32_t)) +
		2 * part_size(n, sizeof(double)) +
		6 * part_size(nlines, sizeof(double));
}

/* The order of cells; no two are equal. */
static bool
comes_before(const VocRakeCells *cells, uint32_t a, uint32_t b)
{
	const uint32_t *line_a = lines_of(cells, a);
	const uint32_t *line_b = lines_of(cells, b);
	uint32_t	d;

	for (d = 0; d < cells->ndimensions; d++)
	{
		if (line_a[d] != line_b[d])
			return line_a[d] < line_b[d];
	}
	return cells->base[a] < cells->base[b];
}

static void
merge(const VocRakeCells *cells, const uint32_t *from, uint32_t *to,
	  uint32_t left, uint32_t middle, uint32_t right)
{
	uint32_t	a = left;
	uint32_t	b = middle;
	uint32_t	i;

	for (i = left; i < right; i++)
	{
		if (b >= right || (a < middle && comes_before(cells, from[a], from[b])))
			to[i] = from[a++];
		else
			to[i] = from[b++];
	}
}

/*
 * A merge sort, bottom up, of n numbers of cells; the result is in one of the
 * two arrays.
 */
static uint32_t *
sort_cells(const VocRakeCells *cells, uint32_t *of, uint32_t *spare,
		   uint32_t n, void (*interrupt) (void))
{
	uint32_t	width;

	for (width = 1; width < n; width *= 2)
	{
		uint32_t   *swap = of;
		uint32_t	left;
		uint32_t	right;

		for (left = 0; left < n; left = right)
		{
			uint32_t	middle = n - left > width ? left + width : n;

			right = n - middle > width ? middle + width : n;
			merge(cells, of, spare, left, middle, right);
			if (interrupt != NULL && (width >= PAUSE || left % PAUSE == 0))
				interrupt();
		}
		of = spare;
		spare = swap;
	}
	return of;
}

/* Whether rows of the cell can have a weight. */
static bool
takes_part(const VocRakeCells *cells, uint32_t cell,
		   const VocRakeMargins *margins)
{
	const uint32_t *line = lines_of(cells, cell);
	uint32_t	d;

	if (cells->base[cell] == 0.0 || cells->rows[cell] == 0)
		return false;
	for (d = 0; d < cells->ndimensions; d++)
	{
		if (margins->share[line[d]] == 0.0)
			return false;
	}
	return true;
}

/* Choose the cells that take part, and lay them out column by column. */
static void
lay_out(VocRake *rake, const VocRakeCells *cells, uint32_t *spare,
		void (*interrupt) (void))
{
	uint32_t	ndimensions = cells->ndimensions;
	uint32_t	i;
	uint32_t	d;

	rake->n = 0;
	for (i = 0; i < cells->ncells; i++)
	{
		if (takes_part(cells, i, rake->margins))
			rake->cell[rake->n++] = i;
	}
	rake->cell = sort_cells(cells, rake->cell, spare, rake->n, interrupt);

	rake->nrows = 0.0;
	for (i = 0; i < rake->n; i++)
	{
		uint32_t	cell = rake->cell[i];

		for (d = 0; d < ndimensions; d++)
			rake->line[(size_t) d * rake->n + i] = lines_of(cells, cell)[d];
		rake->rows[i] = (double) cells->rows[cell];
		rake->product[i] = cells->base[cell];
		rake->nrows += rake->rows[i];
	}
}

/* Not fmin() and fmax(), which compilers call for the sake of NaN. */
static inline double
between(double least, double value, double most)
{
	if (value < least)
		return least;
	return value > most ? most : value;
}

static inline double
clip(const VocRake *rake, double product)
{
	return between(rake->low, product, rake->high);
}

/* Base weights in units of their mean, so that none can overflow a sum. */
static void
scale_products(VocRake *rake)
{
	double		largest = 0.0;
	double		sum = 0.0;
	double		scale;
	uint32_t	i;

	for (i = 0; i < rake->n; i++)
		largest = fmax(largest, rake->product[i]);
	for (i = 0; i < rake->n; i++)
		sum += rake->rows[i] * (rake->product[i] / largest);
	scale = rake->nrows / sum;
	for (i = 0; i < rake->n; i++)
		rake->product[i] = between(PRODUCT_LEAST,
								   rake->product[i] / largest * scale,
								   PRODUCT_MOST);
}

/* ---------- one dimension ---------- */

static const uint32_t *
column(const VocRake *rake, uint32_t dimension)
{
	return rake->line + (size_t) dimension * rake->n;
}

static void
clear_lines(const VocRake *rake, double *of, uint32_t dimension)
{
	const uint32_t *first = rake->margins->first;

	memset(of + first[dimension], 0,
		   sizeof(double) * (first[dimension + 1] - first[dimension]));
}

/* Sum up the weights of each line of a dimension. */
static void
sum_lines(VocRake *rake, uint32_t dimension)
{
	const uint32_t *line = column(rake, dimension);
	uint32_t	i;

	clear_lines(rake, rake->sum, dimension);
	for (i = 0; i < rake->n; i++)
		rake->sum[line[i]] += rake->rows[i] * clip(rake, rake->product[i]);
}

static void
apply_factors(VocRake *rake, uint32_t dimension)
{
	const uint32_t *line = column(rake, dimension);
	uint32_t	i;

	for (i = 0; i < rake->n; i++)
		rake->product[i] = between(PRODUCT_LEAST,
								   rake->product[i] * rake->factor[line[i]],
								   PRODUCT_MOST);
}

/* Without bounds a line's factor is what its sum lacks. */
static void
fit_plainly(VocRake *rake, uint32_t dimension)
{
	const uint32_t *first = rake->margins->first;
	uint32_t	l;

	sum_lines(rake, dimension);
	for (l = first[dimension]; l < first[dimension + 1]; l++)
		rake->factor[l] = rake->sum[l] > 0.0 ?
			rake->wanted[l] / rake->sum[l] : 1.0;
	apply_factors(rake, dimension);
}

/*
 * Where the factors of a dimension lie: with least all weights of a line are
 * cut to low, with most to high.  If that is not enough for what is wanted,
 * or more than enough, it is the best that can be done, and both are that.
 */
static void
bracket_factors(VocRake *rake, uint32_t dimension)
{
	const uint32_t *line = column(rake, dimension);
	const uint32_t *first = rake->margins->first;
	double	   *rows = rake->fixed;
	double	   *smallest = rake->most;
	double	   *largest = rake->least;
	uint32_t	i;
	uint32_t	l;

	clear_lines(rake, rows, dimension);
	clear_lines(rake, rake->sum, dimension);
	clear_lines(rake, largest, dimension);
	for (l = first[dimension]; l < first[dimension + 1]; l++)
		smallest[l] = INFINITY;
	for (i = 0; i < rake->n; i++)
	{
		double		product = rake->product[i];

		l = line[i];
		rows[l] += rake->rows[i];
		rake->sum[l] += rake->rows[i] * product;
		smallest[l] = fmin(smallest[l], product);
		largest[l] = fmax(largest[l], product);
	}
	for (l = first[dimension]; l < first[dimension + 1]; l++)
	{
		/* with this factor, and no cuts, the sum would be right */
		double		uncut = rake->wanted[l] / rake->sum[l];
		double		all_low = rake->low / largest[l];
		double		all_high = rake->high / smallest[l];

		if (rows[l] == 0.0)
			uncut = all_low = all_high = 1.0;
		if (rake->wanted[l] >= rows[l] * rake->high)
			all_low = all_high;
		else if (rake->wanted[l] <= rows[l] * rake->low)
			all_high = all_low;
		else if (rake->low == 0.0)
			all_low = uncut;
		else if (isinf(rake->high))
			all_high = uncut;
		rake->least[l] = all_low;
		rake->most[l] = all_high;
		rake->factor[l] = between(all_low, uncut, all_high);
	}
}

/* Sums of a dimension's lines with their present factors, cut ones apart. */
static void
sum_with_factors(VocRake *rake, uint32_t dimension)
{
	const uint32_t *line = column(rake, dimension);
	uint32_t	i;

	clear_lines(rake, rake->sum, dimension);
	clear_lines(rake, rake->fixed, dimension);
	for (i = 0; i < rake->n; i++)
	{
		uint32_t	l = line[i];
		double		product = rake->product[i] * rake->factor[l];
		double		weight = clip(rake, product);

		if (weight == product)
			rake->sum[l] += rake->rows[i] * weight;
		else
			rake->fixed[l] += rake->rows[i] * weight;
	}
}

/*
 * The next guess at a line's factor, or false when it is found.  Between two
 * factors with the same weights cut the sum is a straight line, so Newton's
 * step is exact as soon as it cuts the right ones; where it would leave what
 * is known, that is halved instead, on the scale of logarithms.
 */
static bool
improve_factor(VocRake *rake, uint32_t l)
{
	double		lack = rake->wanted[l] - rake->sum[l] - rake->fixed[l];
	double		next;

	if (fabs(lack) <= rake->close * rake->wanted[l] ||
		rake->most[l] <= rake->least[l] * (1.0 + 1e-15))
		return false;
	if (lack > 0.0)
		rake->least[l] = rake->factor[l];
	else
		rake->most[l] = rake->factor[l];
	next = rake->factor[l] * (1.0 + lack / rake->sum[l]);
	if (!(next > rake->least[l] && next < rake->most[l]))
		next = sqrt(rake->least[l]) * sqrt(rake->most[l]);
	rake->factor[l] = next;
	return true;
}

static void
fit_within_bounds(VocRake *rake, uint32_t dimension)
{
	const uint32_t *first = rake->margins->first;
	bool		better = true;
	int			turn;

	rake->close = fmax(CLOSE, CLOSE_ENOUGH * rake->deviation);
	bracket_factors(rake, dimension);
	for (turn = 0; turn < MOST_TURNS && better; turn++)
	{
		uint32_t	l;

		better = false;
		sum_with_factors(rake, dimension);
		for (l = first[dimension]; l < first[dimension + 1]; l++)
			better |= improve_factor(rake, l);
	}
	apply_factors(rake, dimension);
}

/* ---------- all dimensions ---------- */

/* How far the shares are from those wanted. */
static void
look(VocRake *rake)
{
	const VocRakeMargins *margins = rake->margins;
	uint32_t	d;
	uint32_t	l;

	rake->deviation = -1.0;
	for (d = 0; d < margins->ndimensions; d++)
	{
		sum_lines(rake, d);
		for (l = margins->first[d]; l < margins->first[d + 1]; l++)
		{
			double		share = rake->sum[l] / rake->nrows;
			double		deviation = fabs(share - margins->share[l]);

			if (deviation > rake->deviation)
			{
				rake->deviation = deviation;
				rake->worst = l;
				rake->worst_share = share;
			}
		}
	}
}

/* The first line that has a share and no rows, or UINT32_MAX. */
static uint32_t
find_line_without_rows(VocRake *rake)
{
	uint32_t	nlines = rake->margins->first[rake->margins->ndimensions];
	uint32_t	d;
	uint32_t	l;

	for (d = 0; d < rake->margins->ndimensions; d++)
		sum_lines(rake, d);
	for (l = 0; l < nlines; l++)
	{
		rake->wanted[l] = rake->margins->share[l] * rake->nrows;
		if (rake->margins->share[l] > 0.0 && !(rake->sum[l] > 0.0))
			return l;
	}
	return UINT32_MAX;
}

static bool
all_base_zero(const VocRakeCells *cells)
{
	uint32_t	i;

	for (i = 0; i < cells->ncells; i++)
	{
		if (cells->base[i] != 0.0)
			return false;
	}
	return cells->ncells > 0;
}

VocRakeStart
voc_rake_start(VocRake *rake, const VocRakeCells *cells,
			   const VocRakeMargins *margins, double low, double high,
			   void *memory, void (*interrupt) (void))
{
	size_t		nlines = margins->first[margins->ndimensions];
	char	   *at = memory;
	uint32_t   *spare;

	rake->margins = margins;
	rake->rows = take_part(&at, cells->ncells, sizeof(double));
	rake->product = take_part(&at, cells->ncells, sizeof(double));
	rake->wanted = take_part(&at, nlines, sizeof(double));
	rake->sum = take_part(&at, nlines, sizeof(double));
	rake->fixed = take_part(&at, nlines, sizeof(double));
	rake->factor = take_part(&at, nlines, sizeof(double));
	rake->least = take_part(&at, nlines, sizeof(double));
	rake->most = take_part(&at, nlines, sizeof(double));
	rake->line = take_part(&at, (size_t) cells->ncells * margins->ndimensions,
						   sizeof(uint32_t));
	rake->cell = take_part(&at, cells->ncells, sizeof(uint32_t));
	spare = take_part(&at, cells->ncells, sizeof(uint32_t));

	if (all_base_zero(cells))
		return VOC_RAKE_ALL_BASE_ZERO;
	lay_out(rake, cells, spare, interrupt);
	rake->iterations = 0;
	rake->low = 0.0;
	rake->high = INFINITY;
	if (rake->n > 0)
		scale_products(rake);
	rake->worst = find_line_without_rows(rake);
	if (rake->worst != UINT32_MAX)
		return VOC_RAKE_NO_ROW_OF_LINE;
	rake->low = low;
	rake->high = high;
	rake->bounded = low > 0.0 || !isinf(high);
	look(rake);
	return VOC_RAKE_STARTED;
}

void
voc_rake_iterate(VocRake *rake)
{
	uint32_t	d;

	for (d = 0; d < rake->margins->ndimensions; d++)
	{
		if (rake->bounded)
			fit_within_bounds(rake, d);
		else
			fit_plainly(rake, d);
	}
	rake->iterations++;
	look(rake);
}

void
voc_rake_weights(const VocRake *rake, const VocRakeCells *cells,
				 double *weight)
{
	uint32_t	i;

	memset(weight, 0, sizeof(double) * cells->ncells);
	for (i = 0; i < rake->n; i++)
		weight[rake->cell[i]] = clip(rake, rake->product[i]);
}

VocRakeSummary
voc_rake_summary(const VocRake *rake)
{
	VocRakeSummary summary = {0, 0, 0.0, 0.0, INFINITY, 0.0};
	uint32_t	i;

	for (i = 0; i < rake->n; i++)
	{
		double		weight = clip(rake, rake->product[i]);

		summary.rows += (int64_t) rake->rows[i];
		if (rake->bounded && (weight == rake->low || weight == rake->high))
			summary.trimmed += (int64_t) rake->rows[i];
		summary.sum += rake->rows[i] * weight;
		summary.sum_squares += rake->rows[i] * weight * weight;
		summary.smallest = fmin(summary.smallest, weight);
		summary.largest = fmax(summary.largest, weight);
	}
	return summary;
}
