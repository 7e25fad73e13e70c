/*-------------------------------------------------------------------------
 *
 * emerging_sql.c
 *	  voc.count_terms(), voc.terms_in() and voc.log_odds().
 *
 * The state of the aggregate is internal, for it is a table that grows in
 * place; what goes from one process to another is in network byte order.
 *
 * IDENTIFICATION
 *	  src/coding/emerging_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

#include "../text/rows_sql.h"
#include "../text/text_sql.h"
#include "emerging.h"

PG_FUNCTION_INFO_V1(voc_count_terms_accum);
PG_FUNCTION_INFO_V1(voc_count_terms_combine);
PG_FUNCTION_INFO_V1(voc_count_terms_serialize);
PG_FUNCTION_INFO_V1(voc_count_terms_deserialize);
PG_FUNCTION_INFO_V1(voc_count_terms_final);
PG_FUNCTION_INFO_V1(voc_terms_in);
PG_FUNCTION_INFO_V1(voc_log_odds_of_counts);

#define STATE_VERSION	1

/* Columns of voc.term_count. */
enum
{
	T_TERM, T_KEY, T_WORDS, T_RECENT, T_EARLIER, T_MISSED, T_EXAMPLE, T_COUNT
};

typedef struct TermsState
{
	VocCounts	terms;
	int32		least;			/* recent comments of a term that is returned */
	MemoryContext parent;
	MemoryContext current;		/* what terms.arena is over */
	MemoryContext previous;
} TermsState;

/* ---------- the table, and its memory ---------- */

static VocArena
begin_arena(void *host)
{
	TermsState *state = host;

	state->previous = state->current;
	state->current = AllocSetContextCreate(state->parent, "voc terms",
										   ALLOCSET_DEFAULT_SIZES);
	return voc_arena_in(state->current);
}

static void
end_arena(void *host)
{
	TermsState *state = host;

	MemoryContextDelete(state->previous);
	state->previous = NULL;
}

/* They never change, so one table of them serves the backend. */
static const VocStops *
function_words(void)
{
	static const VocStops *stops = NULL;

	if (stops == NULL)
	{
		MemoryContext context = AllocSetContextCreate(CurrentMemoryContext,
													  "voc function words",
													  ALLOCSET_DEFAULT_SIZES);
		VocArena	arena = voc_arena_in(context);
		const VocStops *built = voc_stops_build(&arena);

		MemoryContextSetParent(context, TopMemoryContext);
		stops = built;
	}
	return stops;
}

static TermsState *
make_state(MemoryContext context, int32 least)
{
	TermsState *state = MemoryContextAllocZero(context, sizeof(TermsState));
	VocCountsHost host = {begin_arena, end_arena, state};

	state->least = least;
	state->parent = context;
	voc_counts_init(&state->terms, host, function_words(), VOC_COUNTS_MOST);
	return state;
}

/* ---------- counting ---------- */

static int32
least_arg(FunctionCallInfo fcinfo, int n)
{
	if (PG_NARGS() <= n)
		return 0;
	if (PG_ARGISNULL(n) || PG_GETARG_INT32(n) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("least number of comments is %s",
						PG_ARGISNULL(n) ? "NULL" : "negative"),
				 errhint("Give how many recent comments a term must have to be returned, such as 3.")));
	return PG_GETARG_INT32(n);
}

static void
check_least(const TermsState *state, int32 least)
{
	if (state->least != least)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("least number of comments changes from row to row"),
				 errdetail("It was %d and is %d.", state->least, least),
				 errhint("Give one number for all rows.")));
}

/* Comment, recent, id and, if there is a fifth argument, least. */
Datum
voc_count_terms_accum(PG_FUNCTION_ARGS)
{
	MemoryContext context = voc_aggregate_context(fcinfo);
	int32		least = least_arg(fcinfo, 4);
	TermsState *state;
	const char *comment;
	size_t		len;

	state = PG_ARGISNULL(0) ? make_state(context, least) :
		(TermsState *) PG_GETARG_POINTER(0);
	check_least(state, least);
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_POINTER(state);
	comment = voc_text_utf8(PG_GETARG_TEXT_PP(1), &len);
	voc_counts_take(&state->terms, comment, len, PG_GETARG_BOOL(2),
					PG_ARGISNULL(3) ? VOC_NO_ID : PG_GETARG_INT64(3),
					voc_workspace(), voc_check_interrupts);
	PG_RETURN_POINTER(state);
}

Datum
voc_count_terms_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = voc_aggregate_context(fcinfo);
	TermsState *to = PG_ARGISNULL(0) ? NULL : (TermsState *) PG_GETARG_POINTER(0);
	TermsState *from = PG_ARGISNULL(1) ? NULL : (TermsState *) PG_GETARG_POINTER(1);
	const VocCounted *term;
	uint32_t	at = 0;

	if (from == NULL)
	{
		if (to == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(to);
	}
	if (to == NULL)
		to = make_state(context, from->least);
	check_least(to, from->least);
	voc_counts_forget(&to->terms, from->terms.forgotten);
	while ((term = voc_counts_next(&from->terms, &at)) != NULL)
	{
		voc_check_interrupts();
		voc_counts_add(&to->terms, term, term->missed - from->terms.forgotten);
	}
	PG_RETURN_POINTER(to);
}

Datum
voc_count_terms_serialize(PG_FUNCTION_ARGS)
{
	TermsState *state;
	const VocCounted *term;
	uint32_t	at = 0;
	StringInfoData buf;

	voc_aggregate_context(fcinfo);
	state = (TermsState *) PG_GETARG_POINTER(0);
	pq_begintypsend(&buf);
	pq_sendint8(&buf, STATE_VERSION);
	pq_sendint32(&buf, state->least);
	pq_sendint64(&buf, state->terms.forgotten);
	pq_sendint32(&buf, state->terms.nterms);
	while ((term = voc_counts_next(&state->terms, &at)) != NULL)
	{
		pq_sendint64(&buf, term->hash);
		pq_sendint64(&buf, term->recent);
		pq_sendint64(&buf, term->earlier);
		pq_sendint64(&buf, term->missed);
		pq_sendint64(&buf, term->id);
		pq_sendint8(&buf, term->words);
		pq_sendint8(&buf, term->example_recent);
		pq_sendint16(&buf, term->key_len);
		pq_sendint16(&buf, term->spelt_len);
		appendBinaryStringInfo(&buf, term->bytes, term->key_len + term->spelt_len);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

static void
receive_term(StringInfo buf, TermsState *state)
{
	VocCounted		term;

	memset(&term, 0, sizeof(term));
	term.hash = (uint64) pq_getmsgint64(buf);
	term.recent = pq_getmsgint64(buf);
	term.earlier = pq_getmsgint64(buf);
	term.missed = pq_getmsgint64(buf);
	term.id = pq_getmsgint64(buf);
	term.words = (uint8) pq_getmsgbyte(buf);
	term.example_recent = pq_getmsgbyte(buf) != 0;
	term.key_len = (uint16) pq_getmsgint(buf, 2);
	term.spelt_len = (uint16) pq_getmsgint(buf, 2);
	if (term.key_len > VOC_TERM_KEY || term.spelt_len > VOC_TERM_SPELT)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("state of aggregate voc.count_terms is damaged")));
	term.bytes = (char *) pq_getmsgbytes(buf, term.key_len + term.spelt_len);
	voc_counts_add(&state->terms, &term, term.missed - state->terms.forgotten);
}

Datum
voc_count_terms_deserialize(PG_FUNCTION_ARGS)
{
	bytea	   *bytes;
	StringInfoData buf;
	TermsState *state;
	int			version;
	int32		least;
	uint32		n;

	voc_aggregate_context(fcinfo);
	bytes = PG_GETARG_BYTEA_PP(0);
	initStringInfo(&buf);
	appendBinaryStringInfo(&buf, VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes));
	version = pq_getmsgbyte(&buf);
	if (version != STATE_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("unsupported state of aggregate voc.count_terms"),
				 errdetail("It has version %d.", version),
				 errhint("Install one version of voc on all nodes.")));
	least = (int32) pq_getmsgint(&buf, 4);
	state = make_state(CurrentMemoryContext, least);
	voc_counts_forget(&state->terms, pq_getmsgint64(&buf));
	for (n = (uint32) pq_getmsgint(&buf, 4); n > 0; n--)
	{
		voc_check_interrupts();
		receive_term(&buf, state);
	}
	pq_getmsgend(&buf);
	pfree(buf.data);
	PG_RETURN_POINTER(state);
}

/* ---------- the result ---------- */

/* Bytes of a comment as a text in the server encoding, or NULL. */
static text *
server_text(const char *utf8, size_t len)
{
	char	   *copy;
	text	   *result;

	if (GetDatabaseEncoding() == PG_UTF8 || GetDatabaseEncoding() == PG_SQL_ASCII)
		return cstring_to_text_with_len(utf8, (int) len);
	copy = pnstrdup(utf8, len);
	result = voc_server_text_if_any(copy);
	pfree(copy);
	return result;
}

/* A term's row, or 0 when the server encoding has no characters for it. */
static Datum
term_row(const VocCounted *term, TupleDesc desc)
{
	char		utf8[2 * VOC_TERM_KEY];
	size_t		utf8_len = voc_norm_utf8(term->bytes, term->key_len, utf8);
	text	   *key = server_text(utf8, utf8_len);
	text	   *spelt = key;
	Datum		values[T_COUNT];
	bool		nulls[T_COUNT] = {false};

	if (term->spelt_len > 0)
		spelt = server_text(term->bytes + term->key_len, term->spelt_len);
	if (key == NULL || spelt == NULL)
		return (Datum) 0;
	values[T_TERM] = PointerGetDatum(spelt);
	values[T_KEY] = PointerGetDatum(key);
	values[T_WORDS] = Int32GetDatum(term->words);
	values[T_RECENT] = Int64GetDatum(term->recent);
	values[T_EARLIER] = Int64GetDatum(term->earlier);
	values[T_MISSED] = Int64GetDatum(term->missed);
	nulls[T_EXAMPLE] = term->id == VOC_NO_ID;
	values[T_EXAMPLE] = Int64GetDatum(term->id);
	return HeapTupleGetDatum(heap_form_tuple(desc, values, nulls));
}

static uint32
count_returned(const TermsState *state)
{
	const VocCounted *term;
	uint32_t	at = 0;
	uint32		n = 0;

	while ((term = voc_counts_next(&state->terms, &at)) != NULL)
		n += term->recent >= state->least;
	return n;
}

static void
tell_forgotten(const TermsState *state)
{
	int64		forgotten = state->terms.forgotten;

	if (forgotten == 0)
		return;
	ereport(NOTICE,
			(errmsg("not all terms were kept: any that is left out was met in at most " INT64_FORMAT " comments",
					forgotten),
			 errdetail("There is room for %u different terms; counts of those returned may be too low by what column missed says.",
					   VOC_COUNTS_MOST),
			 errhint("Count the comments of a shorter period, or of one language.")));
}

Datum
voc_count_terms_final(PG_FUNCTION_ARGS)
{
	Oid			type = get_element_type(get_func_rettype(fcinfo->flinfo->fn_oid));
	const TermsState *state;
	const VocCounted *term;
	uint32_t	at = 0;
	TupleDesc	desc;
	Datum	   *rows;
	int			n = 0;

	voc_aggregate_context(fcinfo);
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	state = (TermsState *) PG_GETARG_POINTER(0);
	desc = lookup_rowtype_tupdesc(type, -1);
	if (desc->natts != T_COUNT)
		elog(ERROR, "type voc.term_count has %d columns instead of %d",
			 desc->natts, T_COUNT);
	rows = palloc(sizeof(Datum) * (count_returned(state) + 1));
	while ((term = voc_counts_next(&state->terms, &at)) != NULL)
	{
		voc_check_interrupts();
		if (term->recent < state->least)
			continue;
		rows[n] = term_row(term, desc);
		n += rows[n] != (Datum) 0;
	}
	ReleaseTupleDesc(desc);
	tell_forgotten(state);
	PG_RETURN_ARRAYTYPE_P(construct_array(rows, n, type, -1, false, TYPALIGN_DOUBLE));
}

/* ---------- looking for terms ---------- */

/* The terms of one call, which mostly are those of the next one too. */
typedef struct KnownTerms
{
	TermsState *state;
	ArrayType  *array;			/* what they were read from */
	MemoryContext context;
} KnownTerms;

static void
know_terms(KnownTerms *known, ArrayType *array)
{
	Datum	   *elems;
	bool	   *nulls;
	int			n;

	known->array = MemoryContextAlloc(known->context, VARSIZE(array));
	memcpy(known->array, array, VARSIZE(array));
	known->state = make_state(known->context, 0);
	known->state->terms.most = UINT32_MAX;
	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &elems, &nulls, &n);
	for (int i = 0; i < n; i++)
	{
		size_t		len;
		const char *term;

		voc_check_interrupts();
		if (nulls[i])
			continue;
		term = voc_text_utf8(DatumGetTextPP(elems[i]), &len);
		voc_counts_know(&known->state->terms, term, len, i + 1, voc_workspace());
	}
}

static TermsState *
known_terms(FunctionCallInfo fcinfo, ArrayType *array)
{
	KnownTerms *known = fcinfo->flinfo->fn_extra;

	if (known != NULL && VARSIZE(known->array) == VARSIZE(array) &&
		memcmp(known->array, array, VARSIZE(array)) == 0)
		return known->state;

	/* Should it fail halfway, nothing is known. */
	fcinfo->flinfo->fn_extra = NULL;
	if (known == NULL)
	{
		known = MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, sizeof(KnownTerms));
		known->context = AllocSetContextCreate(fcinfo->flinfo->fn_mcxt,
											   "voc known terms",
											   ALLOCSET_DEFAULT_SIZES);
	}
	else
		MemoryContextReset(known->context);
	know_terms(known, array);
	fcinfo->flinfo->fn_extra = known;
	return known->state;
}

typedef struct Numbers
{
	Datum	   *of;
	int			n;
	int			room;
} Numbers;

static void
add_number(void *host, int64_t number)
{
	Numbers    *numbers = host;

	if (numbers->n == numbers->room)
	{
		numbers->room *= 2;
		numbers->of = repalloc(numbers->of, sizeof(Datum) * numbers->room);
	}
	numbers->of[numbers->n++] = Int32GetDatum((int32) number);
}

/* voc.terms_in(comment, terms) */
Datum
voc_terms_in(PG_FUNCTION_ARGS)
{
	TermsState *state = known_terms(fcinfo, PG_GETARG_ARRAYTYPE_P(1));
	Numbers		numbers = {palloc(sizeof(Datum) * 32), 0, 32};
	const char *comment;
	size_t		len;

	comment = voc_text_utf8(PG_GETARG_TEXT_PP(0), &len);
	voc_counts_find(&state->terms, comment, len, voc_workspace(),
				   voc_check_interrupts, add_number, &numbers);
	PG_RETURN_ARRAYTYPE_P(construct_array(numbers.of, numbers.n, INT4OID,
										  sizeof(int32), true, TYPALIGN_INT));
}

/* ---------- what a rise is worth ---------- */

static void
check_counts(int64 hits, int64 comments)
{
	if (comments < 1 || hits < 0 || hits > comments)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("counts are out of range"),
				 errdetail(INT64_FORMAT " of " INT64_FORMAT " comments is no share.",
						   hits, comments),
				 errhint("Give how many comments have a term, and how many there are in all, at least 1.")));
}

/* voc.log_odds(hits, comments, other_hits, other_comments, prior) */
Datum
voc_log_odds_of_counts(PG_FUNCTION_ARGS)
{
	int64		counts[4];
	double		prior = PG_GETARG_FLOAT8(4);
	VocLogOdds	result;
	TupleDesc	desc;
	Datum		values[3];
	bool		nulls[3] = {false, false, false};

	for (int i = 0; i < 4; i++)
		counts[i] = PG_GETARG_INT64(i);
	check_counts(counts[0], counts[1]);
	check_counts(counts[2], counts[3]);
	if (!(prior > 0.0 && prior <= 1e18))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("weight of the prior must be positive"),
				 errdetail("The weight is %g.", prior),
				 errhint("Give the number of comments that the prior is worth, such as that of the smaller of both sets.")));
	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	result = voc_log_odds((double) counts[0], (double) counts[1],
						  (double) counts[2], (double) counts[3], prior);
	values[0] = Float8GetDatum(result.log_odds);
	values[1] = Float8GetDatum(result.z);
	values[2] = Float8GetDatum(result.p);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}
