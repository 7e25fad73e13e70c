/*-------------------------------------------------------------------------
 *
 * relative_weights_sql.c
 *	  voc.relative_weights, of correlations and as an aggregate over rows.
 *
 * The state of the aggregate is the array of comoments.h, as double
 * precision[]: a concrete type, which distributed engines ship as text that
 * reads back to the same bits.
 *
 * IDENTIFICATION
 *	  src/score/relative_weights_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "comoments.h"
#include "relative_weights.h"
#include "utils/array.h"

/* How far from symmetric, or from 1 on the diagonal, correlations may be. */
#define TOLERANCE	1e-6

PG_FUNCTION_INFO_V1(voc_relative_weights_of);
PG_FUNCTION_INFO_V1(voc_relative_weights_accum);
PG_FUNCTION_INFO_V1(voc_relative_weights_combine);
PG_FUNCTION_INFO_V1(voc_relative_weights_final);

/* ---------- arrays ---------- */

static double *
numbers(ArrayType *array)
{
	return (double *) ARR_DATA_PTR(array);
}

static ArrayType *
new_array(int n)
{
	Size		size = ARR_OVERHEAD_NONULLS(1) + sizeof(double) * (Size) n;
	ArrayType  *array = palloc0(size);

	SET_VARSIZE(array, size);
	array->ndim = 1;
	array->dataoffset = 0;
	array->elemtype = FLOAT8OID;
	ARR_DIMS(array)[0] = n;
	ARR_LBOUND(array)[0] = 1;
	return array;
}

/* How many predictors x has: one dimension of 1 ... VOC_PREDICTORS_MAX. */
static int
predictors(ArrayType *x, const char *name)
{
	if (ARR_NDIM(x) != 1)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("%s must be an array of one dimension, one element for each predictor",
						name),
				 errdetail("It has %d dimensions.", ARR_NDIM(x)),
				 errhint("Write ARRAY[price, speed, service].")));
	if (ARR_DIMS(x)[0] > VOC_PREDICTORS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many predictors"),
				 errdetail("%s has %d elements; there can be %d.", name,
						   ARR_DIMS(x)[0], VOC_PREDICTORS_MAX),
				 errhint("Leave out those that are rare, or put some together.")));
	return ARR_DIMS(x)[0];
}

/* ---------- of correlations ---------- */

static void pg_attribute_noreturn()
refuse_correlations(const char *detail, double value)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("these are not correlations of one set of data"),
			 errdetail("%s %g.", detail, value),
			 errhint("r_xx holds the correlations of the predictors with each other, r_xy those with the outcome; the aggregate voc.relative_weights(y, x) works both out.")));
}

/* r_xy or r_xx: there are no NULLs, and all is within -1 ... +1. */
static void
check_correlations(ArrayType *r, int n, const char *name)
{
	int			i;

	if (array_contains_nulls(r))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("%s has an element that is NULL", name),
				 errhint("Leave out the predictor whose correlation is not known.")));
	for (i = 0; i < n; i++)
		if (!(fabs(numbers(r)[i]) <= 1.0 + TOLERANCE))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("correlation is out of range"),
					 errdetail("Element %d of %s is %g.", i + 1, name,
							   numbers(r)[i]),
					 errhint("A correlation lies between -1 and +1.")));
}

/* Symmetric, with 1 on the diagonal; 0 there and in all the row: constant. */
static void
check_matrix(const double *r, int k)
{
	int			i;
	int			j;

	for (i = 0; i < k; i++)
	{
		double		self = r[i * k + i];

		if (self != 0.0 && fabs(self - 1.0) > TOLERANCE)
			refuse_correlations("A predictor's correlation with itself is", self);
		for (j = 0; j < k; j++)
		{
			if (fabs(r[i * k + j] - r[j * k + i]) > TOLERANCE)
				refuse_correlations("r_xx is not symmetric: its two halves differ by",
									fabs(r[i * k + j] - r[j * k + i]));
			if (self == 0.0 && r[i * k + j] != 0.0)
				refuse_correlations("A predictor that is constant (0 on the diagonal) has the correlation",
									r[i * k + j]);
		}
	}
}

static Datum
weights_of(const double *r_xx, const double *r_xy, int k)
{
	ArrayType  *weights = new_array(k);
	double	   *scratch = palloc(sizeof(double) *
								 VOC_RELATIVE_WEIGHTS_SCRATCH(k));
	double		r_squared;

	switch (voc_relative_weights(r_xx, r_xy, k, scratch, numbers(weights),
								 &r_squared))
	{
		case VOC_WEIGHTS_INDEFINITE:
			refuse_correlations("The smallest eigenvalue of r_xx is", r_squared);
		case VOC_WEIGHTS_CONTRADICTION:
			refuse_correlations("R squared would be", r_squared);
		case VOC_WEIGHTS_FOUND:
			break;
	}
	pfree(scratch);
	return PointerGetDatum(weights);
}

/* voc.relative_weights(r_xx, r_xy) */
Datum
voc_relative_weights_of(PG_FUNCTION_ARGS)
{
	ArrayType  *r_xx = PG_GETARG_ARRAYTYPE_P(0);
	ArrayType  *r_xy = PG_GETARG_ARRAYTYPE_P(1);
	int			k = predictors(r_xy, "r_xy");

	if (ARR_NDIM(r_xx) != 2 || ARR_DIMS(r_xx)[0] != k ||
		ARR_DIMS(r_xx)[1] != k)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("r_xx must have a row and a column for each element of r_xy"),
				 errdetail("r_xy has %d elements, r_xx %d dimensions with %d elements in all.",
						   k, ARR_NDIM(r_xx),
						   ArrayGetNItems(ARR_NDIM(r_xx), ARR_DIMS(r_xx))),
				 errhint("Write r_xx => '{{1,0.2},{0.2,1}}', r_xy => '{0.4,0.1}'.")));
	check_correlations(r_xy, k, "r_xy");
	check_correlations(r_xx, k * k, "r_xx");
	check_matrix(numbers(r_xx), k);
	return weights_of(numbers(r_xx), numbers(r_xy), k);
}

/* ---------- of rows ---------- */

/*
 * A state: the aggregate's own is to be changed in place.  *k is how many
 * predictors it is of, 0 before the first row.
 */
static ArrayType *
state_arg(FunctionCallInfo fcinfo, int n, int *k)
{
	ArrayType  *state = PG_GETARG_ARRAYTYPE_P(n);

	*k = -1;
	if (ARR_NDIM(state) == 1 && !ARR_HASNULL(state) &&
		ARR_ELEMTYPE(state) == FLOAT8OID)
		*k = voc_comoments_predictors(ARR_DIMS(state)[0]);
	if (*k < 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_EXCEPTION),
				 errmsg("this array is no state of voc.relative_weights()"),
				 errhint("Its support functions are called by the aggregate.")));
	return state;
}

/* The first argument, to be changed and returned; a copy when called by hand. */
static ArrayType *
own_state(FunctionCallInfo fcinfo, int *k)
{
	ArrayType  *state = state_arg(fcinfo, 0, k);
	ArrayType  *copy;

	if (AggCheckCallContext(fcinfo, NULL))
		return state;
	copy = new_array(ARR_DIMS(state)[0]);
	memcpy(numbers(copy), numbers(state), sizeof(double) * ARR_DIMS(state)[0]);
	return copy;
}

static void pg_attribute_noreturn()
refuse_length(int got, int wanted)
{
	ereport(ERROR,
			(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
			 errmsg("rows have different numbers of predictors"),
			 errdetail("There are %d, and earlier rows have %d.", got, wanted),
			 errhint("Give x the same elements in each row, NULL where one is not known.")));
}

static void
check_range(bool in_range)
{
	if (unlikely(!in_range))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("y or x is too large: its variance is out of range"),
				 errhint("Divide it by a power of ten: weights do not depend on units.")));
}

static void
check_finite(double value, const char *name, int element)
{
	if (unlikely(!isfinite(value)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s must be a finite number", name),
				 element > 0 ? errdetail("Element %d is %g.", element, value) :
				 errdetail("It is %g.", value),
				 errhint("Leave such rows out with FILTER (WHERE ...), or use NULL.")));
}

/* Strict: NULL y and NULL x do not come here. */
Datum
voc_relative_weights_accum(PG_FUNCTION_ARGS)
{
	int			k;
	ArrayType  *state = own_state(fcinfo, &k);
	double		y = PG_GETARG_FLOAT8(1);
	ArrayType  *x = PG_GETARG_ARRAYTYPE_P(2);
	int			given = predictors(x, "x");
	int			i;

	if (k != 0 && k != given)
		refuse_length(given, k);
	if (array_contains_nulls(x))
		PG_RETURN_POINTER(state);
	check_finite(y, "y", 0);
	for (i = 0; i < given; i++)
		check_finite(numbers(x)[i], "x", i + 1);
	if (k == 0)
		state = new_array(VOC_COMOMENTS_SIZE(given));
	check_range(voc_comoments_add(numbers(state), given, y, numbers(x)));
	PG_RETURN_POINTER(state);
}

Datum
voc_relative_weights_combine(PG_FUNCTION_ARGS)
{
	int			k;
	int			other_k;
	ArrayType  *state = own_state(fcinfo, &k);
	ArrayType  *other = state_arg(fcinfo, 1, &other_k);

	if (other_k == 0)
		PG_RETURN_POINTER(state);
	if (k == 0)
		state = new_array(VOC_COMOMENTS_SIZE(other_k));
	else if (k != other_k)
		refuse_length(other_k, k);
	check_range(voc_comoments_merge(numbers(state), numbers(other), other_k));
	PG_RETURN_POINTER(state);
}

Datum
voc_relative_weights_final(PG_FUNCTION_ARGS)
{
	int			k;
	ArrayType  *state = state_arg(fcinfo, 0, &k);
	double		r_xx[VOC_PREDICTORS_MAX * VOC_PREDICTORS_MAX];
	double		r_xy[VOC_PREDICTORS_MAX];

	if (k == 0 || !voc_comoments_correlate(numbers(state), k, r_xx, r_xy))
		PG_RETURN_NULL();
	return weights_of(r_xx, r_xy, k);
}
