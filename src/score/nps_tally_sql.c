/*-------------------------------------------------------------------------
 *
 * nps_tally_sql.c
 *	  The SQL type voc.nps_tally: input and output, order, merging.
 *
 * IDENTIFICATION
 *	  src/score/nps_tally_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "nps_tally.h"

#include "common/hashfn.h"
#include "libpq/pqformat.h"

PG_FUNCTION_INFO_V1(voc_nps_tally_in);
PG_FUNCTION_INFO_V1(voc_nps_tally_out);
PG_FUNCTION_INFO_V1(voc_nps_tally_recv);
PG_FUNCTION_INFO_V1(voc_nps_tally_send);
PG_FUNCTION_INFO_V1(voc_nps_tally_build);
PG_FUNCTION_INFO_V1(voc_nps_tally_eq);
PG_FUNCTION_INFO_V1(voc_nps_tally_ne);
PG_FUNCTION_INFO_V1(voc_nps_tally_lt);
PG_FUNCTION_INFO_V1(voc_nps_tally_le);
PG_FUNCTION_INFO_V1(voc_nps_tally_ge);
PG_FUNCTION_INFO_V1(voc_nps_tally_gt);
PG_FUNCTION_INFO_V1(voc_nps_tally_cmp);
PG_FUNCTION_INFO_V1(voc_nps_tally_hash);
PG_FUNCTION_INFO_V1(voc_nps_tally_hash_extended);
PG_FUNCTION_INFO_V1(voc_nps_tally_add);
PG_FUNCTION_INFO_V1(voc_nps_tally_subtract);
PG_FUNCTION_INFO_V1(voc_nps_tally_final);
PG_FUNCTION_INFO_V1(voc_nps_promoters);
PG_FUNCTION_INFO_V1(voc_nps_passives);
PG_FUNCTION_INFO_V1(voc_nps_detractors);
PG_FUNCTION_INFO_V1(voc_nps_responses_of);

VocNpsTally *
voc_nps_tally_make(const VocNps *counts)
{
	VocNpsTally *tally = palloc0(sizeof(VocNpsTally));

	SET_VARSIZE(tally, sizeof(VocNpsTally));
	tally->version = VOC_NPS_TALLY_VERSION;
	tally->counts = *counts;
	return tally;
}

const VocNps *
voc_nps_tally_arg(FunctionCallInfo fcinfo, int n)
{
	VocNpsTally *tally = (VocNpsTally *) PG_DETOAST_DATUM(PG_GETARG_DATUM(n));

	if (VARSIZE(tally) != sizeof(VocNpsTally) ||
		tally->version != VOC_NPS_TALLY_VERSION ||
		tally->flags != 0 || tally->reserved != 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("stored nps_tally is damaged or of an unknown version"),
				 errdetail("It has " UINT64_FORMAT " bytes, version %d, flags %d.",
						   (uint64) VARSIZE(tally), tally->version,
						   tally->flags),
				 errhint("If a newer voc wrote it, install that version's library.")));
	Assert(voc_nps_sound(&tally->counts));
	return &tally->counts;
}

VocNpsTally *
voc_nps_tally_own(FunctionCallInfo fcinfo)
{
	if (AggCheckCallContext(fcinfo, NULL))
		return (VocNpsTally *) PG_GETARG_POINTER(0);
	return voc_nps_tally_make(voc_nps_tally_arg(fcinfo, 0));
}

static const char *
parse_fault(VocNpsParse result)
{
	switch (result)
	{
		case VOC_NPS_NO_DIGIT:
			return "A digit was expected";
		case VOC_NPS_LEADING_ZERO:
			return "A count starts with a zero";
		case VOC_NPS_NO_COMMA:
			return "A comma was expected";
		case VOC_NPS_TRAILING:
			return "There is something after the third count";
		case VOC_NPS_TOO_LARGE:
			return "A count, or the sum of all, is larger than 9223372036854775807";
		case VOC_NPS_PARSED:
			break;
	}
	return "Nothing is wrong";
}

Datum
voc_nps_tally_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	VocNps		counts;
	size_t		at;
	VocNpsParse result = voc_nps_parse(text, strlen(text), &counts, &at);

	if (result == VOC_NPS_TOO_LARGE)
		voc_ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("value \"%s\" is out of range for type %s",
						text, "nps_tally"),
				 errdetail("%s, at character %d.", parse_fault(result),
						   (int) at + 1),
				 errhint("All responses together must fit a bigint.")));
	if (result != VOC_NPS_PARSED)
		voc_ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s: \"%s\"",
						"nps_tally", text),
				 errdetail("%s, at character %d.", parse_fault(result),
						   (int) at + 1),
				 errhint("Write promoters,passives,detractors without blanks, for example 500,300,200.")));
	PG_RETURN_POINTER(voc_nps_tally_make(&counts));
}

Datum
voc_nps_tally_out(PG_FUNCTION_ARGS)
{
	char	   *text = palloc(VOC_NPS_TEXT_MAX);

	voc_nps_print(voc_nps_tally_arg(fcinfo, 0), text);
	PG_RETURN_CSTRING(text);
}

/*
 * The binary form is the value without its length word: version, flags, two
 * reserved bytes, three counts, in network byte order.  Leftover bytes are the
 * caller's to refuse.
 */
Datum
voc_nps_tally_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			version = pq_getmsgbyte(buf);
	int			flags = pq_getmsgbyte(buf);
	int			reserved = (int) pq_getmsgint(buf, 2);
	VocNps		counts;

	if (version != VOC_NPS_TALLY_VERSION || flags != 0 || reserved != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("unsupported binary form of type %s", "nps_tally"),
				 errdetail("It has version %d, flags %d, reserved bytes %d; this library reads version %d with zeros.",
						   version, flags, reserved, VOC_NPS_TALLY_VERSION),
				 errhint("If a newer voc wrote it, update voc here first.")));

	counts.promoters = pq_getmsgint64(buf);
	counts.passives = pq_getmsgint64(buf);
	counts.detractors = pq_getmsgint64(buf);
	if (!voc_nps_sound(&counts))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid counts in binary form of type %s", "nps_tally"),
				 errdetail("The counts are " INT64_FORMAT ", " INT64_FORMAT " and " INT64_FORMAT "; none may be negative, nor their sum exceed a bigint.",
						   counts.promoters, counts.passives,
						   counts.detractors)));
	PG_RETURN_POINTER(voc_nps_tally_make(&counts));
}

Datum
voc_nps_tally_send(PG_FUNCTION_ARGS)
{
	const VocNps *counts = voc_nps_tally_arg(fcinfo, 0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint8(&buf, VOC_NPS_TALLY_VERSION);
	pq_sendint8(&buf, 0);
	pq_sendint16(&buf, 0);
	pq_sendint64(&buf, counts->promoters);
	pq_sendint64(&buf, counts->passives);
	pq_sendint64(&buf, counts->detractors);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* voc.nps_tally(promoters, passives, detractors) */
Datum
voc_nps_tally_build(PG_FUNCTION_ARGS)
{
	VocNps		counts;

	counts.promoters = PG_GETARG_INT64(0);
	counts.passives = PG_GETARG_INT64(1);
	counts.detractors = PG_GETARG_INT64(2);
	if (!voc_nps_sound(&counts))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("counts are out of range for type %s", "nps_tally"),
				 errdetail("The counts are " INT64_FORMAT ", " INT64_FORMAT " and " INT64_FORMAT ".",
						   counts.promoters, counts.passives,
						   counts.detractors),
				 errhint("No count may be negative, nor their sum exceed 9223372036854775807.")));
	PG_RETURN_POINTER(voc_nps_tally_make(&counts));
}

static int
compare_args(FunctionCallInfo fcinfo)
{
	return voc_nps_compare(voc_nps_tally_arg(fcinfo, 0),
						   voc_nps_tally_arg(fcinfo, 1));
}

Datum
voc_nps_tally_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) == 0);
}

Datum
voc_nps_tally_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) != 0);
}

Datum
voc_nps_tally_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) < 0);
}

Datum
voc_nps_tally_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) <= 0);
}

Datum
voc_nps_tally_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) >= 0);
}

Datum
voc_nps_tally_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) > 0);
}

Datum
voc_nps_tally_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(compare_args(fcinfo));
}

/* Only the counts are hashed: the head may one day differ between equals. */
Datum
voc_nps_tally_hash(PG_FUNCTION_ARGS)
{
	const VocNps *counts = voc_nps_tally_arg(fcinfo, 0);

	return hash_any((const unsigned char *) counts, sizeof(VocNps));
}

Datum
voc_nps_tally_hash_extended(PG_FUNCTION_ARGS)
{
	const VocNps *counts = voc_nps_tally_arg(fcinfo, 0);

	return hash_any_extended((const unsigned char *) counts, sizeof(VocNps),
							 (uint64) PG_GETARG_INT64(1));
}

/* Operator +, and the transition and combine function of the aggregates. */
Datum
voc_nps_tally_add(PG_FUNCTION_ARGS)
{
	VocNpsTally *sum = voc_nps_tally_own(fcinfo);

	if (!voc_nps_add(&sum->counts, voc_nps_tally_arg(fcinfo, 1)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("sum of two tallies is out of range"),
				 errdetail("Together they have more than 9223372036854775807 responses."),
				 errhint("All responses together must fit a bigint.")));
	PG_RETURN_POINTER(sum);
}

/* Operator -, and the inverse of the above in moving frames. */
Datum
voc_nps_tally_subtract(PG_FUNCTION_ARGS)
{
	VocNpsTally *rest = voc_nps_tally_own(fcinfo);

	if (!voc_nps_subtract(&rest->counts, voc_nps_tally_arg(fcinfo, 1)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("difference of two tallies is out of range"),
				 errdetail("The second has more promoters, passives or detractors than the first."),
				 errhint("Only a part of a tally can be taken from it.")));
	PG_RETURN_POINTER(rest);
}

/* Like sum(): no rows, no result.  A copy, since the state may yet change. */
Datum
voc_nps_tally_final(PG_FUNCTION_ARGS)
{
	const VocNps *counts = voc_nps_tally_arg(fcinfo, 0);

	if (voc_nps_responses(counts) == 0)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(voc_nps_tally_make(counts));
}

Datum
voc_nps_promoters(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(voc_nps_tally_arg(fcinfo, 0)->promoters);
}

Datum
voc_nps_passives(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(voc_nps_tally_arg(fcinfo, 0)->passives);
}

Datum
voc_nps_detractors(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(voc_nps_tally_arg(fcinfo, 0)->detractors);
}

Datum
voc_nps_responses_of(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(voc_nps_responses(voc_nps_tally_arg(fcinfo, 0)));
}
