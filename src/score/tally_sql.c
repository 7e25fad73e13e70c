/*-------------------------------------------------------------------------
 *
 * tally_sql.c
 *	  The SQL types voc.nps_tally and voc.rating_tally: input and output,
 *	  order, merging.
 *
 * Functions named for one type read what only that type can say; all others
 * serve both, since a tally says how many bins it has.
 *
 * IDENTIFICATION
 *	  src/score/tally_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "tally_sql.h"

#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "libpq/pqformat.h"
#include "utils/array.h"

PG_FUNCTION_INFO_V1(voc_nps_tally_in);
PG_FUNCTION_INFO_V1(voc_nps_tally_recv);
PG_FUNCTION_INFO_V1(voc_nps_tally_build);
PG_FUNCTION_INFO_V1(voc_rating_tally_in);
PG_FUNCTION_INFO_V1(voc_rating_tally_recv);
PG_FUNCTION_INFO_V1(voc_rating_tally_build);
PG_FUNCTION_INFO_V1(voc_rating_tally_to_nps);
PG_FUNCTION_INFO_V1(voc_tally_out);
PG_FUNCTION_INFO_V1(voc_tally_send);
PG_FUNCTION_INFO_V1(voc_tally_eq);
PG_FUNCTION_INFO_V1(voc_tally_ne);
PG_FUNCTION_INFO_V1(voc_tally_lt);
PG_FUNCTION_INFO_V1(voc_tally_le);
PG_FUNCTION_INFO_V1(voc_tally_ge);
PG_FUNCTION_INFO_V1(voc_tally_gt);
PG_FUNCTION_INFO_V1(voc_tally_cmp);
PG_FUNCTION_INFO_V1(voc_tally_hash);
PG_FUNCTION_INFO_V1(voc_tally_hash_extended);
PG_FUNCTION_INFO_V1(voc_tally_plus);
PG_FUNCTION_INFO_V1(voc_tally_minus);
PG_FUNCTION_INFO_V1(voc_tally_final);

#define TYPE_NAME(bins)	((bins) == VOC_NPS_BINS ? "nps_tally" : "rating_tally")

VocTally *
voc_tally_make(int bins, bool weighted)
{
	VocTally   *tally = palloc(VOC_TALLY_SIZE(bins, weighted));

	voc_tally_clear(tally, bins, weighted);
	SET_VARSIZE(tally, VOC_TALLY_SIZE(bins, weighted));
	return tally;
}

VocTally *
voc_tally_settled(const VocTally *tally)
{
	VocTally   *copy = palloc(voc_tally_size(tally));

	memcpy(copy, tally, voc_tally_size(tally));
	voc_tally_settle(copy);
	SET_VARSIZE(copy, voc_tally_size(copy));
	return copy;
}

const VocTally *
voc_tally_arg(FunctionCallInfo fcinfo, int n)
{
	VocTally   *tally = (VocTally *) PG_DETOAST_DATUM(PG_GETARG_DATUM(n));

	if (unlikely(VARSIZE(tally) < sizeof(VocTally) ||
				 tally->version != VOC_TALLY_VERSION ||
				 (tally->flags & ~VOC_TALLY_WEIGHTED) != 0 ||
				 (tally->bins != VOC_NPS_BINS && tally->bins != VOC_RATING_BINS) ||
				 tally->reserved != 0 ||
				 VARSIZE(tally) != voc_tally_size(tally)))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("stored tally is damaged or of an unknown version"),
				 errdetail("It has " UINT64_FORMAT " bytes, version %d, flags %d, %d bins.",
						   (uint64) VARSIZE(tally), tally->version,
						   tally->flags, tally->bins),
				 errhint("If a newer voc wrote it, install that version's library.")));
	Assert(voc_tally_sound(tally));
	return tally;
}

VocTally *
voc_tally_own(FunctionCallInfo fcinfo, bool weighted)
{
	const VocTally *tally;
	VocTally   *own;

	if (AggCheckCallContext(fcinfo, NULL))
	{
		own = (VocTally *) PG_GETARG_POINTER(0);
		if (!weighted || voc_tally_weighted(own))
			return own;
		tally = own;
	}
	else
		tally = voc_tally_arg(fcinfo, 0);

	weighted = weighted || voc_tally_weighted(tally);
	own = voc_tally_make(tally->bins, weighted);
	if (weighted)
	{
		voc_tally_widen(tally, own);
		SET_VARSIZE(own, voc_tally_size(own));
	}
	else
		memcpy(own, tally, voc_tally_size(tally));
	return own;
}

Datum
voc_tally_result(FunctionCallInfo fcinfo, VocTally *tally)
{
	/* Anybody else's first argument was copied */
	if ((void *) tally != PG_GETARG_POINTER(0) && !AggCheckCallContext(fcinfo, NULL))
	{
		voc_tally_settle(tally);
		SET_VARSIZE(tally, voc_tally_size(tally));
	}
	PG_RETURN_POINTER(tally);
}

/* ---------- text ---------- */

static const char *
parse_fault(VocTallyParse result)
{
	switch (result)
	{
		case VOC_TALLY_NO_DIGIT:
			return "A digit was expected";
		case VOC_TALLY_LEADING_ZERO:
			return "A number starts with a zero";
		case VOC_TALLY_NO_COMMA:
			return "A comma was expected";
		case VOC_TALLY_NO_SEMICOLON:
			return "A semicolon and the squares of the weights were expected";
		case VOC_TALLY_TRAILING:
			return "There is something after the last number";
		case VOC_TALLY_TOO_LARGE:
			return "A number, or the sum of all counts, is too large";
		case VOC_TALLY_NO_SUCH_WEIGHTS:
			return "No answers have these weights and squares of weights";
		case VOC_TALLY_WEIGHTS_OF_ONE:
			return "All answers weigh 1, which is written without weights";
		case VOC_TALLY_PARSED:
			break;
	}
	return "Nothing is wrong";
}

/* 256 characters show where a text went wrong; more would bury the rest. */
#define SHOWN_TEXT	256

static Datum
tally_in(FunctionCallInfo fcinfo, int bins)
{
	char	   *text = PG_GETARG_CSTRING(0);
	VocTallyRoom room;
	size_t		at;
	VocTallyParse result = voc_tally_parse(text, strlen(text), bins,
										   &room.tally, &at);

	if (result == VOC_TALLY_TOO_LARGE)
		voc_ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("value \"%.*s\" is out of range for type %s",
						SHOWN_TEXT, text, TYPE_NAME(bins)),
				 errdetail("%s, at character %d.", parse_fault(result),
						   (int) at + 1),
				 errhint("All responses together must fit a bigint.")));
	if (result != VOC_TALLY_PARSED)
		voc_ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s: \"%.*s\"",
						TYPE_NAME(bins), SHOWN_TEXT, text),
				 errdetail("%s, at character %d.", parse_fault(result),
						   (int) at + 1),
				 bins == VOC_NPS_BINS ?
				 errhint("Write promoters,passives,detractors without blanks, for example 500,300,200.") :
				 errhint("Write how many answered 0, 1, 2 and so on to 10, without blanks, for example 0,2,1,5,20,31,0,0,0,0,0.")));
	PG_RETURN_POINTER(voc_tally_settled(&room.tally));
}

Datum
voc_nps_tally_in(PG_FUNCTION_ARGS)
{
	return tally_in(fcinfo, VOC_NPS_BINS);
}

Datum
voc_rating_tally_in(PG_FUNCTION_ARGS)
{
	return tally_in(fcinfo, VOC_RATING_BINS);
}

/* A state may go between the nodes of a cluster as text, so it is settled here. */
Datum
voc_tally_out(PG_FUNCTION_ARGS)
{
	VocTally   *tally = voc_tally_settled(voc_tally_arg(fcinfo, 0));
	char	   *text = palloc(VOC_TALLY_TEXT_MAX);

	voc_tally_print(tally, text);
	PG_RETURN_CSTRING(text);
}

/* ---------- binary ---------- */

static void
recv_wide(StringInfo buf, int n, VocWide *wide)
{
	int			i;

	for (i = 0; i < n; i++)
	{
		wide[i].high = (uint64) pq_getmsgint64(buf);
		wide[i].low = (uint64) pq_getmsgint64(buf);
	}
}

/*
 * The binary form is the value without its length word, in network byte order.
 * Leftover bytes are the caller's to refuse.
 */
static Datum
tally_recv(FunctionCallInfo fcinfo, int bins)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			version = pq_getmsgbyte(buf);
	int			flags = pq_getmsgbyte(buf);
	int			sent_bins = pq_getmsgbyte(buf);
	int			reserved = pq_getmsgbyte(buf);
	VocTally   *tally;
	int			i;

	if (version != VOC_TALLY_VERSION || (flags & ~VOC_TALLY_WEIGHTED) != 0 ||
		sent_bins != bins || reserved != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("unsupported binary form of type %s", TYPE_NAME(bins)),
				 errdetail("It has version %d, flags %d, %d bins, reserved byte %d; this library reads version %d with flags 0 or 1, %d bins, 0.",
						   version, flags, sent_bins, reserved,
						   VOC_TALLY_VERSION, bins),
				 errhint("If a newer voc wrote it, update voc here first.")));

	tally = voc_tally_make(bins, flags != 0);
	for (i = 0; i < bins; i++)
		tally->counts[i] = pq_getmsgint64(buf);
	if (voc_tally_weighted(tally))
	{
		recv_wide(buf, bins, voc_tally_weights(tally));
		recv_wide(buf, bins, voc_tally_squares(tally));
	}
	if (!voc_tally_sound(tally))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary form of type %s", TYPE_NAME(bins)),
				 errdetail("A count is negative, their sum exceeds 9223372036854775807, or no answers have such weights.")));
	PG_RETURN_POINTER(voc_tally_settled(tally));
}

Datum
voc_nps_tally_recv(PG_FUNCTION_ARGS)
{
	return tally_recv(fcinfo, VOC_NPS_BINS);
}

Datum
voc_rating_tally_recv(PG_FUNCTION_ARGS)
{
	return tally_recv(fcinfo, VOC_RATING_BINS);
}

Datum
voc_tally_send(PG_FUNCTION_ARGS)
{
	VocTally   *tally = voc_tally_settled(voc_tally_arg(fcinfo, 0));
	int			nwide = voc_tally_weighted(tally) ? 2 * tally->bins : 0;
	StringInfoData buf;
	int			i;

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, tally->version);
	pq_sendbyte(&buf, tally->flags);
	pq_sendbyte(&buf, tally->bins);
	pq_sendbyte(&buf, tally->reserved);
	for (i = 0; i < tally->bins; i++)
		pq_sendint64(&buf, tally->counts[i]);
	for (i = 0; i < nwide; i++)
	{
		pq_sendint64(&buf, voc_tally_weights(tally)[i].high);
		pq_sendint64(&buf, voc_tally_weights(tally)[i].low);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* ---------- from counts ---------- */

static Datum
built(VocTally *tally)
{
	if (!voc_tally_sound(tally))
	{
		StringInfoData counts;
		int			i;

		initStringInfo(&counts);
		for (i = 0; i < tally->bins; i++)
			appendStringInfo(&counts, "%s" INT64_FORMAT, i > 0 ? ", " : "",
							 tally->counts[i]);
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("counts are out of range for type %s", TYPE_NAME(tally->bins)),
				 errdetail("The counts are %s.", counts.data),
				 errhint("No count may be negative, nor their sum exceed 9223372036854775807.")));
	}
	PG_RETURN_POINTER(tally);
}

/* voc.nps_tally(promoters, passives, detractors) */
Datum
voc_nps_tally_build(PG_FUNCTION_ARGS)
{
	VocTally   *tally = voc_tally_make(VOC_NPS_BINS, false);
	int			i;

	for (i = 0; i < VOC_NPS_BINS; i++)
		tally->counts[i] = PG_GETARG_INT64(i);
	return built(tally);
}

/* voc.rating_tally(counts): of the answers 0, 1 and so on, as many as given. */
Datum
voc_rating_tally_build(PG_FUNCTION_ARGS)
{
	ArrayType  *counts = PG_GETARG_ARRAYTYPE_P(0);
	int			n = ArrayGetNItems(ARR_NDIM(counts), ARR_DIMS(counts));
	VocTally   *tally = voc_tally_make(VOC_RATING_BINS, false);

	if (ARR_NDIM(counts) > 1 || n > VOC_RATING_BINS)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("wrong number of counts for type %s", "rating_tally"),
				 errdetail("There are %d, in %d dimensions.", n, ARR_NDIM(counts)),
				 errhint("Give at most %d, of the answers 0, 1, 2 and so on.",
						 VOC_RATING_BINS)));
	if (array_contains_nulls(counts))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("counts must not contain nulls"),
				 errhint("Write 0 for an answer that nobody gave.")));
	memcpy(tally->counts, ARR_DATA_PTR(counts), (size_t) n * sizeof(int64));
	return built(tally);
}

Datum
voc_rating_tally_to_nps(PG_FUNCTION_ARGS)
{
	const VocTally *rating = voc_tally_arg(fcinfo, 0);
	VocTally   *nps = voc_tally_make(VOC_NPS_BINS, voc_tally_weighted(rating));

	if (!voc_rating_to_nps(rating, nps))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("weights are out of range for type %s", "nps_tally"),
				 errhint("Divide all weights by their mean.")));
	SET_VARSIZE(nps, voc_tally_size(nps));
	PG_RETURN_POINTER(nps);
}

/* ---------- order ---------- */

static int
compare_args(FunctionCallInfo fcinfo)
{
	const VocTally *a = voc_tally_arg(fcinfo, 0);

	return voc_tally_compare(a, voc_tally_arg(fcinfo, 1),
							 a->bins == VOC_NPS_BINS ? voc_nps_values :
							 voc_rating_values);
}

Datum
voc_tally_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) == 0);
}

Datum
voc_tally_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) != 0);
}

Datum
voc_tally_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) < 0);
}

Datum
voc_tally_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) <= 0);
}

Datum
voc_tally_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) >= 0);
}

Datum
voc_tally_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) > 0);
}

Datum
voc_tally_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(compare_args(fcinfo));
}

/* Only numbers are hashed: the head may one day differ between equals. */
Datum
voc_tally_hash(PG_FUNCTION_ARGS)
{
	const VocTally *tally = voc_tally_arg(fcinfo, 0);

	return hash_any((const unsigned char *) tally->counts,
					(int) (voc_tally_size(tally) - sizeof(VocTally)));
}

Datum
voc_tally_hash_extended(PG_FUNCTION_ARGS)
{
	const VocTally *tally = voc_tally_arg(fcinfo, 0);

	return hash_any_extended((const unsigned char *) tally->counts,
							 (int) (voc_tally_size(tally) - sizeof(VocTally)),
							 (uint64) PG_GETARG_INT64(1));
}

/* ---------- merging ---------- */

/* Operator +, and the transition and combine function of the aggregates. */
Datum
voc_tally_plus(PG_FUNCTION_ARGS)
{
	const VocTally *from = voc_tally_arg(fcinfo, 1);
	VocTally   *sum = voc_tally_own(fcinfo, voc_tally_weighted(from));

	if (unlikely(!voc_tally_add(sum, from)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("sum of two tallies is out of range"),
				 errdetail("Together they have more than 9223372036854775807 responses, or weights whose squares exceed 2^128 millionths of millionths."),
				 errhint("All responses together must fit a bigint; divide large weights by their mean.")));
	return voc_tally_result(fcinfo, sum);
}

/* Operator -, and the inverse of the above in moving frames. */
Datum
voc_tally_minus(PG_FUNCTION_ARGS)
{
	const VocTally *from = voc_tally_arg(fcinfo, 1);
	VocTally   *rest = voc_tally_own(fcinfo, voc_tally_weighted(from));

	if (unlikely(!voc_tally_subtract(rest, from)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("difference of two tallies is out of range"),
				 errdetail("The second has more answers, or weight, of a kind than the first."),
				 errhint("Only a part of a tally can be taken from it.")));
	return voc_tally_result(fcinfo, rest);
}

/* Like sum(): no rows, no result.  A copy, since the state may yet change. */
Datum
voc_tally_final(PG_FUNCTION_ARGS)
{
	const VocTally *tally = voc_tally_arg(fcinfo, 0);

	if (voc_tally_responses(tally) == 0)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(voc_tally_settled(tally));
}
