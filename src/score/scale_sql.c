/*-------------------------------------------------------------------------
 *
 * scale_sql.c
 *	  voc.valid_score, and reading scores out of numeric.
 *
 * IDENTIFICATION
 *	  src/score/scale_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "scale_sql.h"

#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

PG_FUNCTION_INFO_V1(voc_valid_score_int2);
PG_FUNCTION_INFO_V1(voc_valid_score_int4);
PG_FUNCTION_INFO_V1(voc_valid_score_int8);
PG_FUNCTION_INFO_V1(voc_valid_score_numeric);
PG_FUNCTION_INFO_V1(voc_valid_score_float8);

/*
 * What short numerics have turned out to be.  numeric's layout is its own
 * business, but equal bytes are equal numbers, and a column of scores holds
 * but a few different ones: so each is worked out once, by numeric's own
 * functions, and found again by its bytes.
 */
#define MEMO_SLOTS	64			/* a power of two */

typedef struct NumericMemo
{
	uint64		bytes;			/* what follows the length word */
	uint8		len;			/* how many of them; 0 in an unused slot */
	int8		score;			/* what voc_score_of_numeric returns */
} NumericMemo;

static NumericMemo numeric_memo[MEMO_SLOTS];

static Datum
int_numeric(int number)
{
	return DirectFunctionCall1(int4_numeric, Int32GetDatum(number));
}

static int
work_out_numeric(Datum number)
{
	/* NaN sorts above all numbers, so these two take care of it */
	if (DatumGetBool(DirectFunctionCall2(numeric_lt, number, int_numeric(0))) ||
		DatumGetBool(DirectFunctionCall2(numeric_gt, number,
										 int_numeric(VOC_SCORE_MAX))))
		return VOC_NOT_A_SCORE;
	if (DatumGetBool(DirectFunctionCall2(numeric_ne, number,
										 DirectFunctionCall1(numeric_floor, number))))
		return VOC_NOT_A_SCORE;
	return DatumGetInt32(DirectFunctionCall1(numeric_int4, number));
}

int
voc_score_of_numeric(Datum number)
{
	struct varlena *packed = PG_DETOAST_DATUM_PACKED(number);
	const char *data = VARDATA_ANY(packed);
	Size		len = VARSIZE_ANY_EXHDR(packed);
	uint64		bytes = 0;
	NumericMemo *memo;

	/* Constant lengths, so that the copies are single instructions */
	if (len == 4)
		memcpy(&bytes, data, 4);
	else if (len == 2)
		memcpy(&bytes, data, 2);
	else if (len <= sizeof(bytes))
		memcpy(&bytes, data, len);
	else
		return work_out_numeric(PointerGetDatum(packed));

	memo = &numeric_memo[(bytes * UINT64CONST(0x9E3779B97F4A7C15)) >> 58];
	if (memo->bytes != bytes || memo->len != len)
	{
		memo->score = work_out_numeric(PointerGetDatum(packed));
		memo->bytes = bytes;
		memo->len = len;
	}
	return memo->score;
}

const VocScale *
voc_scale_arg(FunctionCallInfo fcinfo, int n)
{
	text	   *name = PG_GETARG_TEXT_PP(n);
	const VocScale *scale = voc_scale_find(VARDATA_ANY(name),
										   VARSIZE_ANY_EXHDR(name));
	StringInfoData known;
	int			i;

	if (scale != NULL)
		return scale;
	initStringInfo(&known);
	for (i = 0; i < voc_scale_count(); i++)
		appendStringInfo(&known, "%s%s", i > 0 ? ", " : "",
						 voc_scale_at(i)->name);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown scale \"%s\"", text_to_cstring(name)),
			 errhint("The built-in scales are %s.", known.data)));
}

static Datum
valid_score(FunctionCallInfo fcinfo, int score)
{
	PG_RETURN_BOOL(voc_scale_has(voc_scale_arg(fcinfo, 0), score));
}

Datum
voc_valid_score_int2(PG_FUNCTION_ARGS)
{
	return valid_score(fcinfo, voc_score_of_int64(PG_GETARG_INT16(1)));
}

Datum
voc_valid_score_int4(PG_FUNCTION_ARGS)
{
	return valid_score(fcinfo, voc_score_of_int64(PG_GETARG_INT32(1)));
}

Datum
voc_valid_score_int8(PG_FUNCTION_ARGS)
{
	return valid_score(fcinfo, voc_score_of_int64(PG_GETARG_INT64(1)));
}

Datum
voc_valid_score_numeric(PG_FUNCTION_ARGS)
{
	return valid_score(fcinfo, voc_score_of_numeric(PG_GETARG_DATUM(1)));
}

Datum
voc_valid_score_float8(PG_FUNCTION_ARGS)
{
	return valid_score(fcinfo, voc_score_of_float8(PG_GETARG_FLOAT8(1)));
}
