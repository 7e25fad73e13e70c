/*-------------------------------------------------------------------------
 *
 * backfill.c
 *	  Capture rows that are in a source already, a page at a time.
 *
 * A page is read in the order of the key, from after the last key of the page
 * before, so that the whole costs one index scan and any page can be the last
 * one before an interruption.  Where the page ends is found first; then its
 * rows are locked FOR SHARE: a row that is being changed is read after the
 * change, and a change that comes later is captured after us.  (With one query
 * a row whose key was changed while we waited for it would take the end of the
 * page along, and the rows between would never be read.)
 *
 * IDENTIFICATION
 *	  src/listen/backfill.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "access/htup_details.h"
#include "access/stratnum.h"
#include "access/table.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/rls.h"
#include "utils/syscache.h"
#include "utils/timestamp.h"
#include "utils/typcache.h"

#include "../program/owner.h"
#include "capture.h"

PG_FUNCTION_INFO_V1(voc_capture_page);
PG_FUNCTION_INFO_V1(voc_retract_gone);

/* A key column, and the operator that tells what comes after a value. */
typedef struct KeyColumn
{
	const char *name;			/* quoted */
	char	   *type;
	char	   *greater;		/* OPERATOR(schema.>) */
	char	   *at_most;		/* OPERATOR(schema.<=) */
	char	   *equal;
} KeyColumn;

static char *
operator_text(Oid operator)
{
	HeapTuple	tuple = SearchSysCache1(OPEROID, ObjectIdGetDatum(operator));
	Form_pg_operator form;
	char	   *text;

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for operator %u", operator);
	form = (Form_pg_operator) GETSTRUCT(tuple);
	text = psprintf("OPERATOR(%s.%s)",
					quote_identifier(get_namespace_name(form->oprnamespace)),
					NameStr(form->oprname));
	ReleaseSysCache(tuple);
	return text;
}

/*
 * The operators are those that ORDER BY uses, and not what the caller's
 * search_path would find: a page must begin where the last one ended.
 */
static KeyColumn *
key_columns(const VocSource *source, TupleDesc desc, const char *relation)
{
	KeyColumn  *keys = palloc(sizeof(KeyColumn) * source->nkeys);

	for (int i = 0; i < source->nkeys; i++)
	{
		int			attnum = SPI_fnumber(desc, source->keys[i]);
		TypeCacheEntry *type;
		Oid			at_most = InvalidOid;

		if (attnum <= 0)
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_COLUMN),
					 errmsg("key column \"%s\" of %s does not exist",
							source->keys[i], relation),
					 errhint("Correct key_columns in voc_data.source.")));
		type = lookup_type_cache(getBaseType(SPI_gettypeid(desc, attnum)),
								 TYPECACHE_GT_OPR | TYPECACHE_EQ_OPR |
								 TYPECACHE_BTREE_OPFAMILY);
		if (OidIsValid(type->btree_opf))
			at_most = get_opfamily_member(type->btree_opf, type->btree_opintype,
										  type->btree_opintype,
										  BTLessEqualStrategyNumber);
		if (!OidIsValid(type->gt_opr) || !OidIsValid(type->eq_opr) ||
			!OidIsValid(at_most))
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_FUNCTION),
					 errmsg("key column \"%s\" of %s has no order",
							source->keys[i], relation),
					 errhint("Attach the table with a key of other columns.")));
		keys[i].name = quote_identifier(source->keys[i]);
		keys[i].type = format_type_extended(SPI_gettypeid(desc, attnum), -1,
											FORMAT_TYPE_FORCE_QUALIFY |
											FORMAT_TYPE_TYPEMOD_GIVEN);
		keys[i].greater = operator_text(type->gt_opr);
		keys[i].at_most = operator_text(at_most);
		keys[i].equal = operator_text(type->eq_opr);
	}
	return keys;
}

/* Whether a comparison of rows can be written with one operator's name. */
static bool
one_operator(const KeyColumn *keys, int nkeys)
{
	for (int i = 1; i < nkeys; i++)
		if (strcmp(keys[i].greater, keys[0].greater) != 0 ||
			strcmp(keys[i].at_most, keys[0].at_most) != 0)
			return false;
	return true;
}

/* (t.a, t.b) OPERATOR (($1)[1], ($1)[2]): an index can serve it */
static void
append_row(StringInfo sql, const KeyColumn *keys, int nkeys, const char *operator,
		   int parameter)
{
	appendStringInfoChar(sql, '(');
	for (int i = 0; i < nkeys; i++)
		appendStringInfo(sql, "%st.%s", i > 0 ? ", " : "", keys[i].name);
	appendStringInfo(sql, ") %s (", operator);
	for (int i = 0; i < nkeys; i++)
		appendStringInfo(sql, "%s($%d)[%d]::%s", i > 0 ? ", " : "", parameter, i + 1,
						 keys[i].type);
	appendStringInfoChar(sql, ')');
}

/* t.a > x OR (t.a = x AND t.b > y): the same, column by column */
static void
append_columns(StringInfo sql, const KeyColumn *keys, int nkeys, int parameter)
{
	for (int last = 0; last < nkeys; last++)
	{
		appendStringInfoString(sql, last == 0 ? "(" : " OR (");
		for (int i = 0; i <= last; i++)
			appendStringInfo(sql, "%st.%s %s ($%d)[%d]::%s", i > 0 ? " AND " : "",
							 keys[i].name,
							 i == last ? keys[i].greater : keys[i].equal,
							 parameter, i + 1, keys[i].type);
		appendStringInfoChar(sql, ')');
	}
}

/* key > $1, unless this is the first page */
static void
append_after(StringInfo sql, const KeyColumn *keys, int nkeys, bool first)
{
	appendStringInfoString(sql, " WHERE ");
	if (first)
		appendStringInfoString(sql, "true");
	else if (one_operator(keys, nkeys))
		append_row(sql, keys, nkeys, keys[0].greater, 1);
	else
	{
		appendStringInfoChar(sql, '(');
		append_columns(sql, keys, nkeys, 1);
		appendStringInfoChar(sql, ')');
	}
}

/* AND key <= $3 */
static void
append_until(StringInfo sql, const KeyColumn *keys, int nkeys)
{
	appendStringInfoString(sql, " AND ");
	if (one_operator(keys, nkeys))
		append_row(sql, keys, nkeys, keys[0].at_most, 3);
	else
	{
		appendStringInfoString(sql, "NOT (");
		append_columns(sql, keys, nkeys, 3);
		appendStringInfoChar(sql, ')');
	}
}

static void
append_order(StringInfo sql, const KeyColumn *keys, int nkeys)
{
	appendStringInfoString(sql, " ORDER BY ");
	for (int i = 0; i < nkeys; i++)
		appendStringInfo(sql, "%st.%s", i > 0 ? ", " : "", keys[i].name);
}

/* SELECT key FROM source AS t WHERE key > $1 ORDER BY key LIMIT $2 */
static char *
bound_query(const KeyColumn *keys, int nkeys, const char *relation, bool first)
{
	StringInfoData sql;

	initStringInfo(&sql);
	appendStringInfoString(&sql, "SELECT ");
	for (int i = 0; i < nkeys; i++)
		appendStringInfo(&sql, "%st.%s", i > 0 ? ", " : "", keys[i].name);
	appendStringInfo(&sql, " FROM %s AS t", relation);
	append_after(&sql, keys, nkeys, first);
	append_order(&sql, keys, nkeys);
	appendStringInfoString(&sql, " LIMIT $2");
	return sql.data;
}

/* SELECT * FROM source AS t WHERE key > $1 AND key <= $3 ORDER BY key FOR SHARE */
static char *
page_query(const KeyColumn *keys, int nkeys, const char *relation, bool first)
{
	StringInfoData sql;

	initStringInfo(&sql);
	appendStringInfo(&sql, "SELECT * FROM %s AS t", relation);
	append_after(&sql, keys, nkeys, first);
	append_until(&sql, keys, nkeys);
	append_order(&sql, keys, nkeys);
	appendStringInfoString(&sql, " FOR SHARE");
	return sql.data;
}

/* The key of a row as text[]: where the next page begins. */
static Datum
key_texts(const VocSource *source, HeapTuple tuple, TupleDesc desc)
{
	Datum	   *elems = palloc(sizeof(Datum) * source->nkeys);

	for (int i = 0; i < source->nkeys; i++)
	{
		char	   *value = SPI_getvalue(tuple, desc,
										 SPI_fnumber(desc, source->keys[i]));

		elems[i] = CStringGetTextDatum(value ? value : "");
	}
	return PointerGetDatum(construct_array(elems, source->nkeys, TEXTOID, -1, false,
										   TYPALIGN_INT));
}

static void
capture_rows(const VocConfig *config, const VocSource *source, const char *relation,
			 SPITupleTable *table, uint64 n, VocTally *tally)
{
	TupleTableSlot *slot = MakeSingleTupleTableSlot(table->tupdesc, &TTSOpsHeapTuple);
	VocRowMap  *map = voc_row_map(config, source, relation, table->tupdesc);
	VocBatch   *batch = voc_batch_begin(map, config->owner, voc_actor_name(), false);

	for (uint64 i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		ExecStoreHeapTuple(table->vals[i], slot, false);
		voc_batch_add(batch, slot);
	}
	ExecDropSingleTupleTableSlot(slot);
	voc_batch_end(batch, tally);
}

/* Parameters: after which key, how many rows, until which key. */
static void
read_rows(const char *sql, Datum *args, const char *nulls)
{
	Oid			types[] = {TEXTARRAYOID, INT4OID, TEXTARRAYOID};
	int			rc = SPI_execute_with_args(sql, 3, types, args, nulls, false, 0);

	if (rc != SPI_OK_SELECT)
		elog(ERROR, "reading a source failed: %s", SPI_result_code_string(rc));
}

static const VocSource *
attached_source(const VocConfig *config, Oid relid)
{
	const VocSource *source = NULL;
	char	   *name = get_rel_name(relid);

	if (config != NULL)
		source = voc_config_source(config, relid);
	if (source == NULL)
		ereport(ERROR,
				(errcode(VOC_ERRCODE_NOT_ATTACHED),
				 errmsg("\"%s\" is not an attached source",
						name ? name : psprintf("%u", relid)),
				 errhint("SELECT voc.attach() for it first.")));

	/* Rows that the caller does not see would be taken for rows that are gone. */
	if (check_enable_rls(relid, InvalidOid, true) == RLS_ENABLED)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("row-level security hides rows of \"%s\" from you", name),
				 errhint("Backfill as the owner of the table, or as a role with BYPASSRLS.")));
	return source;
}

/* How a source is named in FROM: rows of a later child are not its own. */
static char *
relation_to_read(Relation rel)
{
	const char *name = quote_qualified_identifier(get_namespace_name(RelationGetNamespace(rel)),
												  RelationGetRelationName(rel));

	return psprintf("%s%s", rel->rd_rel->relkind == RELKIND_RELATION ? "ONLY " : "", name);
}

static Oid
relation_argument(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("which table is meant is NULL")));
	return PG_GETARG_OID(0);
}

/*
 * voc.capture_page(relation, after, rows)
 *
 * after is the key after which to begin, or NULL for the start.  Returns the
 * last key read (NULL when there was no row), how many rows were read, how
 * many of them were captured and how many rejected.
 */
Datum
voc_capture_page(PG_FUNCTION_ARGS)
{
	Oid			relid = relation_argument(fcinfo);
	bool		first = PG_ARGISNULL(1);
	const VocConfig *config = voc_config();
	const VocSource *source = attached_source(config, relid);
	int			settings;
	char	   *relation;
	TupleDesc	result;
	KeyColumn  *keys;
	Datum		args[3];
	char		nulls[3] = {' ', ' ', ' '};
	Relation	rel;
	Datum		values[4];
	bool		isnull[4] = {false};
	VocTally	tally = {0};
	MemoryContext caller = CurrentMemoryContext;

	if (get_call_result_type(fcinfo, NULL, &result) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	if (PG_ARGISNULL(2) || PG_GETARG_INT32(2) <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the size of a page must be greater than zero")));
	voc_config_hold();
	settings = voc_row_settings();

	rel = table_open(relid, AccessShareLock);
	relation = relation_to_read(rel);
	keys = key_columns(source, RelationGetDescr(rel), relation);
	table_close(rel, NoLock);

	args[0] = first ? (Datum) 0 : PG_GETARG_DATUM(1);
	nulls[0] = first ? 'n' : ' ';
	args[1] = PG_GETARG_DATUM(2);
	args[2] = (Datum) 0;
	nulls[2] = 'n';
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	read_rows(bound_query(keys, source->nkeys, relation, first), args, nulls);
	isnull[0] = SPI_processed == 0;
	values[1] = Int64GetDatum(0);
	if (SPI_processed > 0)
	{
		args[2] = key_texts(source, SPI_tuptable->vals[SPI_processed - 1],
							SPI_tuptable->tupdesc);
		nulls[2] = ' ';
		values[0] = SPI_datumTransfer(args[2], false, -1);
		read_rows(page_query(keys, source->nkeys, relation, first), args, nulls);
		values[1] = Int64GetDatum((int64) SPI_processed);
		capture_rows(config, source, relation, SPI_tuptable, SPI_processed, &tally);
	}
	values[2] = Int64GetDatum(tally.captured);
	values[3] = Int64GetDatum(tally.rejected);
	SPI_finish();
	AtEOXact_GUC(true, settings);
	voc_config_release();
	MemoryContextSwitchTo(caller);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(result),
													  values, isnull)));
}

/*
 * A key as SQL prints it, to be compared with source_key: what voc_row_key()
 * does, under the settings of voc_row_settings() and in UTC.
 */
static char *
printed_key(const VocSource *source)
{
	StringInfoData sql;

	initStringInfo(&sql);
	if (source->nkeys == 1)
	{
		appendStringInfo(&sql, "pg_catalog.concat(t.%s)",
						 quote_identifier(source->keys[0]));
		return sql.data;
	}
	appendStringInfoString(&sql, "pg_catalog.concat(");
	for (int i = 0; i < source->nkeys; i++)
		appendStringInfo(&sql,
						 "%spg_catalog.replace(pg_catalog.replace(pg_catalog.concat(t.%s), E'\\\\', E'\\\\\\\\'), '/', E'\\\\/')",
						 i > 0 ? ", '/', " : "",
						 quote_identifier(source->keys[i]));
	appendStringInfoChar(&sql, ')');
	return sql.data;
}

/* Keys of what was captured before since: read as the owner of the program. */
static ArrayType *
old_keys(const VocConfig *config, const VocSource *source, Datum since)
{
	Oid			types[] = {INT8OID, TIMESTAMPTZOID};
	Datum		args[2];
	VocOwnerScope scope;
	bool		isnull;
	Datum		keys;
	int			rc;

	args[0] = Int64GetDatum(source->id);
	args[1] = since;
	voc_enter_owner(config->owner, &scope);
	rc = SPI_execute_with_args("SELECT coalesce(array_agg(k.source_key::text), '{}') FROM ("
							   " SELECT a.source_key FROM (SELECT s.source_key FROM voc_data.signal AS s"
							   "  WHERE s.source_id = $1 AND s.retracted_at IS NULL AND s.captured_at < $2"
							   "  FOR NO KEY UPDATE) AS a"
							   " UNION"
							   " SELECT b.source_key FROM (SELECT x.source_key FROM voc_data.rejected AS x"
							   "  WHERE x.source_id = $1 AND x.resolved_at IS NULL AND x.rejected_at < $2"
							   "  FOR NO KEY UPDATE) AS b) AS k"
							   " WHERE k.source_key NOT LIKE 'sha256:%'",
							   2, types, args, NULL, false, 0);
	if (rc != SPI_OK_SELECT)
		elog(ERROR, "reading keys failed: %s", SPI_result_code_string(rc));
	keys = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull);
	voc_leave_owner(&scope);
	return DatumGetArrayTypePCopy(keys);
}

/* Those of the keys that no row of the source has: read as the caller. */
static uint64
missing_keys(const VocSource *source, const char *relation, ArrayType *keys)
{
	Oid			types[] = {TEXTARRAYOID};
	Datum		args[1];
	char	   *sql;
	int			rc;

	sql = psprintf("SELECT u.key FROM pg_catalog.unnest($1) AS u (key)"
				   " WHERE NOT EXISTS (SELECT FROM %s AS t"
				   " WHERE %s OPERATOR(pg_catalog.=) u.key)",
				   relation, printed_key(source));
	args[0] = PointerGetDatum(keys);
	rc = SPI_execute_with_args(sql, 1, types, args, NULL, false, 0);
	if (rc != SPI_OK_SELECT)
		elog(ERROR, "reading a source failed: %s", SPI_result_code_string(rc));
	return SPI_processed;
}

/*
 * voc.retract_gone(relation, since)
 *
 * Ends a backfill that has read the whole source: of what was captured before
 * since, and not again, the rows are looked for once more, for they may be of
 * a transaction that was not committed when their page was read.  Those that
 * are not there are gone.  Returns how many signals were retracted.
 */
Datum
voc_retract_gone(PG_FUNCTION_ARGS)
{
	Oid			relid = relation_argument(fcinfo);
	const VocConfig *config = voc_config();
	const VocSource *source = attached_source(config, relid);
	Relation	rel = table_open(relid, AccessShareLock);
	char	   *relation = relation_to_read(rel);
	VocTally	tally = {0};
	VocRowMap  *map;
	VocBatch   *batch;
	ArrayType  *keys;
	int			settings;

	table_close(rel, NoLock);

	if (PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("since when is NULL")));
	voc_config_hold();
	settings = voc_row_settings();
	(void) set_config_option("timezone", "UTC", PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	keys = old_keys(config, source, PG_GETARG_DATUM(1));
	if (ArrayGetNItems(ARR_NDIM(keys), ARR_DIMS(keys)) > 0)
	{
		uint64		n = missing_keys(source, relation, keys);
		SPITupleTable *table = SPI_tuptable;

		map = voc_row_map(config, source, relation, table->tupdesc);
		batch = voc_batch_begin(map, config->owner, voc_actor_name(), false);
		for (uint64 i = 0; i < n; i++)
		{
			bool		isnull;

			CHECK_FOR_INTERRUPTS();
			voc_batch_retract_key(batch,
								  DatumGetTextPP(SPI_getbinval(table->vals[i],
															   table->tupdesc, 1,
															   &isnull)));
		}
		voc_batch_end(batch, &tally);
	}
	SPI_finish();
	AtEOXact_GUC(true, settings);
	voc_config_release();
	PG_RETURN_INT64(tally.retracted);
}
