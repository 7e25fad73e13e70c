/*-------------------------------------------------------------------------
 *
 * backfill.c
 *	  Capture rows that are in a source already, a page at a time.
 *
 * A page is read in the order of the key, from after the last key of the page
 * before, so that the whole costs one index scan and any page can be the last
 * one before an interruption.  Its rows are locked FOR SHARE: a row that is
 * being changed is read after the change, and a change that comes later is
 * captured after us.
 *
 * IDENTIFICATION
 *	  src/listen/backfill.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

#include "../program/owner.h"
#include "capture.h"

PG_FUNCTION_INFO_V1(voc_capture_page);

static void
append_columns(StringInfo sql, const VocSource *source)
{
	for (int i = 0; i < source->nkeys; i++)
		appendStringInfo(sql, "%s%s", i > 0 ? ", " : "",
						 quote_identifier(source->keys[i]));
}

/*
 * SELECT * FROM source WHERE (key) > ($1[1]::type, ...) ORDER BY key LIMIT $2
 */
static char *
page_query(const VocSource *source, TupleDesc desc, const char *relation, bool first)
{
	StringInfoData sql;

	initStringInfo(&sql);
	appendStringInfo(&sql, "SELECT * FROM %s", relation);
	if (!first)
	{
		appendStringInfoString(&sql, " WHERE (");
		append_columns(&sql, source);
		appendStringInfoString(&sql, ") > (");
		for (int i = 0; i < source->nkeys; i++)
		{
			int			attnum = SPI_fnumber(desc, source->keys[i]);

			if (attnum <= 0)
				ereport(ERROR,
						(errcode(ERRCODE_UNDEFINED_COLUMN),
						 errmsg("key column \"%s\" of %s does not exist",
								source->keys[i], relation),
						 errhint("Correct key_columns in voc_data.source.")));
			appendStringInfo(&sql, "%s($1)[%d]::%s", i > 0 ? ", " : "", i + 1,
							 format_type_with_typemod(SPI_gettypeid(desc, attnum), -1));
		}
		appendStringInfoChar(&sql, ')');
	}
	appendStringInfoString(&sql, " ORDER BY ");
	append_columns(&sql, source);
	appendStringInfoString(&sql, " LIMIT $2 FOR SHARE");
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
	VocBatch   *batch = voc_batch_begin(map, config->owner, voc_actor_name(), true);

	for (uint64 i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		ExecStoreHeapTuple(table->vals[i], slot, false);
		voc_batch_add(batch, slot);
	}
	ExecDropSingleTupleTableSlot(slot);
	voc_batch_end(batch, tally);
}

static const VocSource *
attached_source(const VocConfig *config, Oid relid)
{
	const VocSource *source = NULL;

	if (config != NULL)
		source = voc_config_source(config, relid);
	if (source == NULL || source->relid != relid)
		ereport(ERROR,
				(errcode(VOC_ERRCODE_NOT_ATTACHED),
				 errmsg("\"%s\" is not an attached source",
						get_rel_name(relid) ? get_rel_name(relid) : "(dropped)"),
				 errhint("SELECT voc.attach() for it first.")));
	return source;
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
	Oid			relid = PG_GETARG_OID(0);
	bool		first = PG_ARGISNULL(1);
	const VocConfig *config = voc_config();
	const VocSource *source = attached_source(config, relid);
	char	   *relation;
	TupleDesc	result;
	Oid			types[] = {TEXTARRAYOID, INT4OID};
	Datum		args[2];
	char		nulls[] = "  ";
	Relation	rel;
	char	   *sql;
	Datum		values[4];
	bool		isnull[4] = {false};
	VocTally	tally = {0};
	MemoryContext caller = CurrentMemoryContext;
	int			rc;

	if (get_call_result_type(fcinfo, NULL, &result) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");

	rel = table_open(relid, AccessShareLock);
	relation = quote_qualified_identifier(get_namespace_name(RelationGetNamespace(rel)),
										  RelationGetRelationName(rel));
	sql = page_query(source, RelationGetDescr(rel), relation, first);
	table_close(rel, NoLock);

	args[0] = first ? (Datum) 0 : PG_GETARG_DATUM(1);
	nulls[0] = first ? 'n' : ' ';
	args[1] = PG_GETARG_DATUM(2);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	rc = SPI_execute_with_args(sql, 2, types, args, nulls, false, 0);
	if (rc != SPI_OK_SELECT)
		elog(ERROR, "reading a source failed: %s", SPI_result_code_string(rc));

	values[1] = Int64GetDatum((int64) SPI_processed);
	isnull[0] = SPI_processed == 0;
	if (SPI_processed > 0)
	{
		SPITupleTable *table = SPI_tuptable;
		uint64		n = SPI_processed;

		values[0] = key_texts(source, table->vals[n - 1], table->tupdesc);
		values[0] = SPI_datumTransfer(values[0], false, -1);
		capture_rows(config, source, relation, table, n, &tally);
	}
	values[2] = Int64GetDatum(tally.captured);
	values[3] = Int64GetDatum(tally.rejected);
	SPI_finish();
	MemoryContextSwitchTo(caller);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(result),
													  values, isnull)));
}
