/*-------------------------------------------------------------------------
 *
 * agreement_sql.c
 *	  voc.alpha(): how far coders agree, as an aggregate.
 *
 * The state is internal, for it is a table that grows in place; what goes from
 * one process to another is a version, the level and the ratings, in network
 * byte order.
 *
 * IDENTIFICATION
 *	  src/coding/agreement_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "../text/rows_sql.h"
#include "../text/text_sql.h"
#include "agreement.h"

PG_FUNCTION_INFO_V1(voc_alpha_accum);
PG_FUNCTION_INFO_V1(voc_alpha_combine);
PG_FUNCTION_INFO_V1(voc_alpha_serialize);
PG_FUNCTION_INFO_V1(voc_alpha_deserialize);
PG_FUNCTION_INFO_V1(voc_alpha_final);

#define STATE_VERSION	1
#define SHOWN_BYTES		40

static VocAgreement *
make_state(MemoryContext context, VocLevel level)
{
	VocAgreement *state = MemoryContextAlloc(context, sizeof(VocAgreement));

	voc_agreement_init(state, voc_arena_in(context), level);
	return state;
}

static VocLevel
level_arg(FunctionCallInfo fcinfo, int n)
{
	VocLevel	level = VOC_LEVEL_NOMINAL;
	text	   *name;

	if (PG_NARGS() <= n)
		return level;
	if (PG_ARGISNULL(n))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("level of measurement is NULL"),
				 errhint("The levels are nominal, ordinal, interval and ratio.")));
	name = PG_GETARG_TEXT_PP(n);
	if (!voc_level_of(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name), &level))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown level of measurement \"%s\"", text_to_cstring(name)),
				 errhint("The levels are nominal, ordinal, interval and ratio.")));
	return level;
}

/* What a user's value looks like in a message. */
static char *
shown(text *value)
{
	int			len = VARSIZE_ANY_EXHDR(value);
	int			clipped = pg_mbcliplen(VARDATA_ANY(value), len, SHOWN_BYTES);

	return psprintf("%.*s%s", clipped, VARDATA_ANY(value), clipped < len ? "..." : "");
}

static double
number_arg(text *value, VocLevel level)
{
	double		number;

	if (!voc_agreement_number(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), &number))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("value \"%s\" is not a number", shown(value)),
				 errdetail("At the levels ordinal, interval and ratio every value is a finite decimal number."),
				 errhint("Number the values in their order, or use the level nominal.")));
	if (level == VOC_LEVEL_RATIO && number < 0.0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("value \"%s\" is negative", shown(value)),
				 errdetail("Ratios are of numbers on a scale that starts at 0."),
				 errhint("Use the level interval.")));
	return number;
}

static void
add_rating(VocAgreement *state, const char *unit, size_t unit_len,
		   const char *value, size_t value_len, uint64 count)
{
	if (!voc_agreement_add(state, unit, unit_len, value, value_len, count))
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many different units and values"),
				 errdetail("There are %u, each kept in memory.", state->nratings),
				 errhint("Take a sample of the units.")));
}

/* One more row: unit, value and, if there is a fourth argument, level. */
Datum
voc_alpha_accum(PG_FUNCTION_ARGS)
{
	MemoryContext context = voc_aggregate_context(fcinfo);
	VocLevel	level = level_arg(fcinfo, 3);
	VocAgreement *state;
	text	   *unit;
	text	   *value;
	double		number;

	state = PG_ARGISNULL(0) ? make_state(context, level) :
		(VocAgreement *) PG_GETARG_POINTER(0);
	if (state->level != level)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("level of measurement changes from row to row"),
				 errhint("Give one level, such as 'ordinal', for all rows.")));
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_POINTER(state);

	unit = PG_GETARG_TEXT_PP(1);
	value = PG_GETARG_TEXT_PP(2);
	if (level == VOC_LEVEL_NOMINAL)
		add_rating(state, VARDATA_ANY(unit), VARSIZE_ANY_EXHDR(unit),
				   VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), 1);
	else
	{
		number = number_arg(value, level);
		add_rating(state, VARDATA_ANY(unit), VARSIZE_ANY_EXHDR(unit),
				   (const char *) &number, sizeof(number), 1);
	}
	PG_RETURN_POINTER(state);
}

Datum
voc_alpha_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = voc_aggregate_context(fcinfo);
	VocAgreement *to = PG_ARGISNULL(0) ? NULL : (VocAgreement *) PG_GETARG_POINTER(0);
	const VocAgreement *from = PG_ARGISNULL(1) ? NULL : (VocAgreement *) PG_GETARG_POINTER(1);
	const VocRating *rating;
	uint32_t	at = 0;

	if (from == NULL)
	{
		if (to == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(to);
	}
	if (to == NULL)
		to = make_state(context, from->level);
	if (to->level != from->level)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("level of measurement changes from row to row"),
				 errhint("Give one level, such as 'ordinal', for all rows.")));
	while ((rating = voc_agreement_next(from, &at)) != NULL)
	{
		voc_check_interrupts();
		add_rating(to, rating->bytes, rating->unit_len,
				   rating->bytes + rating->unit_len, rating->value_len,
				   rating->count);
	}
	PG_RETURN_POINTER(to);
}

static void
send_rating(StringInfo buf, const VocAgreement *state, const VocRating *rating)
{
	const char *value = rating->bytes + rating->unit_len;
	double		number;

	pq_sendint64(buf, rating->count);
	pq_sendint32(buf, rating->unit_len);
	appendBinaryStringInfo(buf, rating->bytes, rating->unit_len);
	if (state->level == VOC_LEVEL_NOMINAL)
	{
		pq_sendint32(buf, rating->value_len);
		appendBinaryStringInfo(buf, value, rating->value_len);
		return;
	}
	memcpy(&number, value, sizeof(number));
	pq_sendfloat8(buf, number);
}

Datum
voc_alpha_serialize(PG_FUNCTION_ARGS)
{
	const VocAgreement *state;
	const VocRating *rating;
	uint32_t	at = 0;
	StringInfoData buf;

	voc_aggregate_context(fcinfo);
	state = (VocAgreement *) PG_GETARG_POINTER(0);
	pq_begintypsend(&buf);
	pq_sendint8(&buf, STATE_VERSION);
	pq_sendint8(&buf, (uint8) state->level);
	pq_sendint32(&buf, state->nratings);
	while ((rating = voc_agreement_next(state, &at)) != NULL)
		send_rating(&buf, state, rating);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

static void
receive_rating(StringInfo buf, VocAgreement *state)
{
	uint64		count = (uint64) pq_getmsgint64(buf);
	int			unit_len = (int) pq_getmsgint(buf, 4);
	const char *unit = pq_getmsgbytes(buf, unit_len);
	int			value_len;
	double		number;

	if (state->level == VOC_LEVEL_NOMINAL)
	{
		value_len = (int) pq_getmsgint(buf, 4);
		add_rating(state, unit, unit_len, pq_getmsgbytes(buf, value_len),
				   value_len, count);
		return;
	}
	number = pq_getmsgfloat8(buf);
	add_rating(state, unit, unit_len, (const char *) &number, sizeof(number), count);
}

Datum
voc_alpha_deserialize(PG_FUNCTION_ARGS)
{
	bytea	   *bytes;
	StringInfoData buf;
	VocAgreement *state;
	int			version;
	int			level;
	uint32		n;

	voc_aggregate_context(fcinfo);
	bytes = PG_GETARG_BYTEA_PP(0);
	initStringInfo(&buf);
	appendBinaryStringInfo(&buf, VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes));
	version = pq_getmsgbyte(&buf);
	level = pq_getmsgbyte(&buf);
	if (version != STATE_VERSION || level > VOC_LEVEL_RATIO)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("unsupported state of aggregate voc.alpha"),
				 errdetail("It has version %d and level %d.", version, level),
				 errhint("Install one version of voc on all nodes.")));
	state = make_state(CurrentMemoryContext, (VocLevel) level);
	for (n = (uint32) pq_getmsgint(&buf, 4); n > 0; n--)
	{
		voc_check_interrupts();
		receive_rating(&buf, state);
	}
	pq_getmsgend(&buf);
	pfree(buf.data);
	PG_RETURN_POINTER(state);
}

Datum
voc_alpha_final(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	VocArena	scratch;
	VocAlpha	result;
	double		alpha;

	voc_aggregate_context(fcinfo);
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	context = AllocSetContextCreate(CurrentMemoryContext, "voc alpha",
									ALLOCSET_DEFAULT_SIZES);
	scratch = voc_arena_in(context);
	result = voc_agreement_alpha((VocAgreement *) PG_GETARG_POINTER(0), &scratch,
								 voc_check_interrupts, &alpha);
	MemoryContextDelete(context);
	if (result == VOC_ALPHA_TOO_MANY)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many different values for the level ratio"),
				 errdetail("All pairs of different values are compared; there are more than %d values.",
						   VOC_RATIO_VALUES),
				 errhint("Round the values, or use the level interval.")));
	if (result != VOC_ALPHA_KNOWN)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(alpha);
}
