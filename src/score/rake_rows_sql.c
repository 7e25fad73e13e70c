/*-------------------------------------------------------------------------
 *
 * rake_rows_sql.c
 *	  From rows with a jsonb segment to the cells of a raking.
 *
 * IDENTIFICATION
 *	  src/score/rake_rows_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "rake_sql.h"

#include <float.h>
#include <math.h>

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/memutils.h"
#include "utils/numeric.h"

#include "../text/text_sql.h"

#define MOST_DIMENSIONS			64
#define FIRST_ROOM				256
#define DEFAULT_ITERATIONS		100
#define MOST_ITERATIONS			100000
#define DEFAULT_TOLERANCE		1e-6

/* So many iterations that leave more than this share of the deviation are too many. */
#define STALL_ITERATIONS		20
#define STALL_SHARE				0.99

/* ---------- options ---------- */

static char *
float8_text(double number)
{
	return DatumGetCString(DirectFunctionCall1(float8out, Float8GetDatum(number)));
}

static double
float8_option(const VocRakeArgs *args, int n, double if_null)
{
	return args->isnull[n] ? if_null : DatumGetFloat8(args->value[n]);
}

static void
read_options(VocRakeJob *job, const VocRakeArgs *args)
{
	job->low = float8_option(args, R_TRIM_LOW, 0.0);
	job->high = float8_option(args, R_TRIM_HIGH, get_float8_infinity());
	job->tolerance = float8_option(args, R_TOLERANCE, DEFAULT_TOLERANCE);
	job->max_iterations = args->isnull[R_MAX_ITERATIONS] ? DEFAULT_ITERATIONS :
		DatumGetInt32(args->value[R_MAX_ITERATIONS]);

	if (!(job->low >= 0.0 && job->low <= 1.0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("trim_low must lie between 0 and 1"),
				 errdetail("It is %s.", float8_text(job->low)),
				 errhint("Give the least weight in units of the mean weight, such as 0.3, or NULL for no bound.")));
	if (!(job->high >= 1.0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("trim_high must be 1 or more"),
				 errdetail("It is %s.", float8_text(job->high)),
				 errhint("Give the largest weight in units of the mean weight, such as 3, or NULL for no bound.")));
	if (!(job->tolerance > 0.0 && job->tolerance < 1.0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("tolerance must lie between 0 and 1"),
				 errdetail("It is %s.", float8_text(job->tolerance)),
				 errhint("Give how far a share of the weights may be from its target, such as 0.000001.")));
	if (job->max_iterations < 1 || job->max_iterations > MOST_ITERATIONS)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("max_iterations must be from 1 to %d", MOST_ITERATIONS),
				 errdetail("It is %d.", job->max_iterations)));
}

static bool
same_targets(const VocRakeJob *job, const VocRakeArgs *args)
{
	struct varlena *targets;

	if (args->isnull[R_TARGETS])
		return false;
	targets = PG_DETOAST_DATUM(args->value[R_TARGETS]);
	return VARSIZE(targets) == VARSIZE(job->targets) &&
		memcmp(targets, job->targets, VARSIZE(targets)) == 0;
}

void
voc_rake_check_same(VocRakeJob *job, const VocRakeArgs *args)
{
	VocRakeJob	other;
	MemoryContext caller = MemoryContextSwitchTo(job->scratch);
	bool		same = same_targets(job, args);

	MemoryContextSwitchTo(caller);
	read_options(&other, args);
	if (!same || other.low != job->low || other.high != job->high ||
		other.tolerance != job->tolerance ||
		other.max_iterations != job->max_iterations)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s change from row to row",
						same ? "bounds or limits of raking" : "targets"),
				 errhint("All rows that are raked together need the same; PARTITION BY or GROUP BY what they depend on.")));
}

/* ---------- targets ---------- */

static void pg_attribute_noreturn()
refuse_targets(const char *message)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s", message),
			 errhint("Write targets as '{\"plan\": {\"basic\": 70, \"gold\": 30}, \"region\": {...}}': the share, or the number, of customers of each category.")));
}

/* A walk over the pairs of a JSON object, which are sorted by key. */
typedef struct Pairs
{
	JsonbIterator *it;
	VocRakeName key;
	JsonbValue	value;
} Pairs;

static void
begin_pairs(Pairs *pairs, JsonbContainer *object)
{
	JsonbValue	whole;

	memset(pairs, 0, sizeof(*pairs));
	pairs->it = JsonbIteratorInit(object);
	(void) JsonbIteratorNext(&pairs->it, &whole, true);
}

static bool
next_pair(Pairs *pairs)
{
	JsonbValue	key;

	CHECK_FOR_INTERRUPTS();
	if (JsonbIteratorNext(&pairs->it, &key, true) != WJB_KEY)
		return false;
	pairs->key.bytes = key.val.string.val;
	pairs->key.len = key.val.string.len;
	(void) JsonbIteratorNext(&pairs->it, &pairs->value, true);
	return true;
}

/* What the population has of a category, in whatever unit. */
static double
read_amount(const Pairs *category, const VocRakeName *dimension)
{
	double		amount = -1.0;

	if (category->value.type == jbvNumeric)
		amount = DatumGetFloat8(DirectFunctionCall1(numeric_float8,
													NumericGetDatum(category->value.val.numeric)));
	if (!(amount >= 0.0 && amount <= DBL_MAX))
		refuse_targets(psprintf("target of category \"%.*s\" of dimension \"%.*s\" is not a number from 0 up",
								category->key.len, category->key.bytes,
								dimension->len, dimension->bytes));
	return amount;
}

/* From amounts to shares. */
static void
normalize(double *share, uint32 n, const VocRakeName *dimension)
{
	double		largest = 0.0;
	double		sum = 0.0;
	uint32		i;

	for (i = 0; i < n; i++)
		largest = Max(largest, share[i]);
	if (largest == 0.0)
		refuse_targets(psprintf("targets of dimension \"%.*s\" are all 0",
								dimension->len, dimension->bytes));
	for (i = 0; i < n; i++)
		sum += share[i] / largest;
	for (i = 0; i < n; i++)
		share[i] = share[i] / largest / sum;
}

static uint32
object_size(const JsonbValue *value)
{
	if (value->type != jbvBinary ||
		!JsonContainerIsObject(value->val.binary.data))
		return 0;
	return JsonContainerSize(value->val.binary.data);
}

/* How many lines all dimensions have; raises what is wrong with their form. */
static uint32
count_lines(Jsonb *targets)
{
	uint32		lines = 0;
	Pairs		dimension;

	if (!JB_ROOT_IS_OBJECT(targets) || JB_ROOT_COUNT(targets) == 0)
		refuse_targets("targets are not a JSON object of dimensions");
	if (JB_ROOT_COUNT(targets) > MOST_DIMENSIONS)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("targets have too many dimensions"),
				 errdetail("They have %u; %d can be raked.",
						   (uint32) JB_ROOT_COUNT(targets), MOST_DIMENSIONS)));
	begin_pairs(&dimension, &targets->root);
	while (next_pair(&dimension))
	{
		if (object_size(&dimension.value) == 0)
			refuse_targets(psprintf("targets of dimension \"%.*s\" are not a JSON object of categories",
									dimension.key.len, dimension.key.bytes));
		lines += object_size(&dimension.value);
	}
	return lines;
}

/* Names stay where they are, in the copy of the targets. */
static void
read_targets(VocRakeJob *job)
{
	uint32		ndimensions = JB_ROOT_COUNT(job->targets);
	uint32		nlines = count_lines(job->targets);
	double	   *share = palloc(sizeof(double) * nlines);
	uint32	   *first = palloc(sizeof(uint32) * (ndimensions + 1));
	uint32		line = 0;
	uint32		d = 0;
	Pairs		dimension;
	Pairs		category;

	job->dimension = palloc(sizeof(VocRakeName) * ndimensions);
	job->category = palloc(sizeof(VocRakeName) * nlines);
	job->line = palloc(sizeof(uint32) * ndimensions);
	begin_pairs(&dimension, &job->targets->root);
	while (next_pair(&dimension))
	{
		first[d] = line;
		job->dimension[d] = dimension.key;
		begin_pairs(&category, dimension.value.val.binary.data);
		while (next_pair(&category))
		{
			share[line] = read_amount(&category, &dimension.key);
			job->category[line++] = category.key;
		}
		normalize(share + first[d], line - first[d], &dimension.key);
		d++;
	}
	first[d] = line;
	job->margins.ndimensions = ndimensions;
	job->margins.first = first;
	job->margins.share = share;
}

const VocRakeName *
voc_rake_dimension(const VocRakeJob *job, uint32_t line)
{
	uint32		d = 0;

	while (job->margins.first[d + 1] <= line)
		d++;
	return &job->dimension[d];
}

/* ---------- memory ---------- */

void *
voc_rake_alloc(const VocRakeJob *job, Size size)
{
	if (size == 0 || size > MaxAllocHugeSize)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("there are too many rows to rake together"),
				 errhint("Rake them in parts, such as months.")));
	return MemoryContextAllocHuge(job->context, size);
}

static void
make_room(VocRakeJob *job, uint32 room)
{
	uint32		ndimensions = job->margins.ndimensions;
	VocRakeCells larger;
	void	   *memory;

	memory = voc_rake_alloc(job, voc_rake_cells_size(ndimensions, room));
	voc_rake_cells_init(&larger, ndimensions, room, memory);
	if (job->cells_memory != NULL)
	{
		voc_rake_cells_copy(&larger, &job->cells);
		pfree(job->cells_memory);
	}
	job->cells = larger;
	job->cells_memory = memory;
}

uint32_t
voc_rake_job_add(VocRakeJob *job, const uint32_t *line, double base,
				 int64_t rows)
{
	uint32		cell = voc_rake_cells_add(&job->cells, line, base, rows);

	if (cell == VOC_RAKE_NO_CELL)
	{
		make_room(job, job->cells.room * 2);
		cell = voc_rake_cells_add(&job->cells, line, base, rows);
	}
	return cell;
}

VocRakeJob *
voc_rake_job(MemoryContext parent, const VocRakeArgs *args)
{
	MemoryContext context = AllocSetContextCreate(parent, "voc raking",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext caller = MemoryContextSwitchTo(context);
	VocRakeJob *job = palloc0(sizeof(VocRakeJob));

	job->context = context;
	job->scratch = AllocSetContextCreate(context, "voc raking, a row",
										 ALLOCSET_SMALL_SIZES);
	if (args->isnull[R_TARGETS])
		refuse_targets("targets are NULL");
	job->targets = DatumGetJsonbPCopy(args->value[R_TARGETS]);
	read_options(job, args);
	read_targets(job);
	make_room(job, FIRST_ROOM);
	MemoryContextSwitchTo(caller);
	return job;
}

/* ---------- rows ---------- */

/* The text of a category as ->> would give it; false for what is none. */
static bool
category_text(const JsonbValue *value, VocRakeName *text)
{
	switch (value->type)
	{
		case jbvString:
			text->bytes = value->val.string.val;
			text->len = value->val.string.len;
			return true;
		case jbvNumeric:
			text->bytes = DatumGetCString(DirectFunctionCall1(numeric_out,
															  NumericGetDatum(value->val.numeric)));
			text->len = (int) strlen(text->bytes);
			return true;
		case jbvBool:
			text->bytes = value->val.boolean ? "true" : "false";
			text->len = (int) strlen(text->bytes);
			return true;
		default:
			return false;
	}
}

/* The order that jsonb keeps its keys in. */
static int
compare_names(const VocRakeName *a, const VocRakeName *b)
{
	if (a->len != b->len)
		return a->len < b->len ? -1 : 1;
	return memcmp(a->bytes, b->bytes, a->len);
}

static bool
find_line(const VocRakeJob *job, uint32 dimension, const VocRakeName *category,
		  uint32_t *line)
{
	uint32		low = job->margins.first[dimension];
	uint32		high = job->margins.first[dimension + 1];

	while (low < high)
	{
		uint32		middle = low + (high - low) / 2;
		int			order = compare_names(category, &job->category[middle]);

		if (order == 0)
		{
			*line = middle;
			return true;
		}
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

/* Fill job->line; false when a dimension is missing or its category unknown. */
static bool
find_lines(VocRakeJob *job, Jsonb *segment)
{
	uint32		d;

	if (JB_ROOT_IS_SCALAR(segment) || !JB_ROOT_IS_OBJECT(segment))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("segment is not a JSON object"),
				 errhint("Give the row's categories as '{\"plan\": \"gold\", \"region\": \"north\"}'; to_jsonb(row) does that.")));
	for (d = 0; d < job->margins.ndimensions; d++)
	{
		JsonbValue	room;
		JsonbValue *value;
		VocRakeName category;

		value = getKeyJsonValueFromContainer(&segment->root,
											 job->dimension[d].bytes,
											 job->dimension[d].len, &room);
		if (value == NULL || !category_text(value, &category) ||
			!find_line(job, d, &category, &job->line[d]))
			return false;
	}
	return true;
}

static double
base_weight(const VocRakeArgs *args)
{
	double		weight = DatumGetFloat8(args->value[R_BASE_WEIGHT]);

	if (unlikely(!(weight >= 0.0 && weight <= DBL_MAX)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("base weight is not a number from 0 up"),
				 errdetail("It is %s.", float8_text(weight)),
				 errhint("Leave such rows out, or give them the weight NULL.")));
	return weight;
}

uint32_t
voc_rake_take(VocRakeJob *job, const VocRakeArgs *args)
{
	MemoryContext caller = MemoryContextSwitchTo(job->scratch);
	uint32_t	cell = VOC_RAKE_NO_CELL;

	if (!args->isnull[R_SEGMENT] && !args->isnull[R_BASE_WEIGHT])
	{
		double		base = base_weight(args);

		if (find_lines(job, DatumGetJsonbP(args->value[R_SEGMENT])))
			cell = voc_rake_job_add(job, job->line, base, 1);
	}
	if (cell == VOC_RAKE_NO_CELL)
		job->rows_without++;
	MemoryContextSwitchTo(caller);
	MemoryContextReset(job->scratch);
	return cell;
}

/* ---------- the fit ---------- */

static void pg_attribute_noreturn()
refuse_line(const VocRakeJob *job, const VocRake *rake)
{
	const VocRakeName *dimension = voc_rake_dimension(job, rake->worst);
	const VocRakeName *category = &job->category[rake->worst];

	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("no row can stand for category \"%.*s\" of dimension \"%.*s\"",
					category->len, category->bytes,
					dimension->len, dimension->bytes),
			 errdetail("Its share is %s, and no row with a weight has it, or none that has categories in all dimensions.",
					   float8_text(job->margins.share[rake->worst])),
			 errhint("Merge it with another category, in the targets and in the segments, or leave it out of the targets.")));
}

/*
 * Until all shares are right, or there is no hope: where bounds or cells
 * without rows leave no way to reach the targets, more iterations only cost
 * time.
 */
static void
iterate(const VocRakeJob *job, VocRake *rake)
{
	double		before = get_float8_infinity();

	while (!voc_rake_converged(job, rake) &&
		   rake->iterations < (uint32_t) job->max_iterations)
	{
		CHECK_FOR_INTERRUPTS();
		voc_rake_iterate(rake);
		if (rake->iterations % STALL_ITERATIONS == 0)
		{
			if (rake->deviation > before * STALL_SHARE)
				break;
			before = rake->deviation;
		}
	}
}

void
voc_rake_run(VocRakeJob *job, VocRake *rake)
{
	job->rake_memory = voc_rake_alloc(job, voc_rake_size(&job->cells,
														 &job->margins));
	switch (voc_rake_start(rake, &job->cells, &job->margins, job->low,
						   job->high, job->rake_memory, voc_check_interrupts))
	{
		case VOC_RAKE_NO_ROW_OF_LINE:
			refuse_line(job, rake);
			break;
		case VOC_RAKE_ALL_BASE_ZERO:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("all base weights are 0"),
					 errhint("Give a base weight above 0 to rows that are to count.")));
			break;
		case VOC_RAKE_STARTED:
			break;
	}
	iterate(job, rake);
}

void
voc_rake_end(VocRakeJob *job, VocRake *rake)
{
	pfree(job->rake_memory);
	job->rake_memory = NULL;
	memset(rake, 0, sizeof(*rake));
}
