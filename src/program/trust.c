/*-------------------------------------------------------------------------
 *
 * trust.c
 *	  Whether the program's schema may be touched by whoever calls.
 *
 * voc.forged_program() looks through the catalogs, which takes about a
 * millisecond, and every function of the program asks.  What it said stays
 * true for a role until a table, a view, a trigger, a rule or a role changes:
 * all of these send an invalidation, of a relation or of roles, to every
 * backend.
 *
 * IDENTIFICATION
 *	  src/program/trust.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "executor/spi.h"
#include "miscadmin.h"
#include "utils/inval.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

#include "config.h"

PG_FUNCTION_INFO_V1(voc_check_trust);

static uint64 changes = 1;		/* invalidations seen, and one */
static uint64 trusted_at = 0;	/* changes when the schema was last found sound */
static Oid	trusted_by = InvalidOid;

static void
relation_changed(Datum arg, Oid relid)
{
	changes++;
}

static void
catalog_changed(Datum arg, int cacheid, uint32 hashvalue)
{
	changes++;
}

static void
listen_for_changes(void)
{
	static bool listening = false;

	if (listening)
		return;
	CacheRegisterRelcacheCallback(relation_changed, (Datum) 0);
	CacheRegisterSyscacheCallback(AUTHOID, catalog_changed, (Datum) 0);
	CacheRegisterSyscacheCallback(PROCOID, catalog_changed, (Datum) 0);
	CacheRegisterSyscacheCallback(TYPEOID, catalog_changed, (Datum) 0);
	listening = true;
}

/* What voc.forged_program() finds first, or NULL; palloc'd. */
static char *
first_fault(void)
{
	char	   *fault = NULL;
	MemoryContext caller = CurrentMemoryContext;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	if (SPI_execute("SELECT f.what FROM voc.forged_program() AS f LIMIT 1", true, 1) != SPI_OK_SELECT)
		elog(ERROR, "looking at the program's schema failed");
	if (SPI_processed > 0)
	{
		char	   *value = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);

		fault = MemoryContextStrdup(caller, value);
	}
	SPI_finish();
	return fault;
}

/* voc.check_trust() */
Datum
voc_check_trust(PG_FUNCTION_ARGS)
{
	uint64		start;
	char	   *fault;

	listen_for_changes();
	AcceptInvalidationMessages();
	if (trusted_at == changes && trusted_by == GetUserId())
		PG_RETURN_VOID();

	start = changes;
	fault = first_fault();
	if (fault != NULL)
		ereport(ERROR,
				(errcode(VOC_ERRCODE_OLD_PROGRAM),
				 errmsg("schema voc_data is not to be trusted: %s", fault),
				 errhint("The program's tables come from voc.create_program(). If this is yours, run the function as its owner, or have a superuser own it.")));
	trusted_at = start;
	trusted_by = GetUserId();
	PG_RETURN_VOID();
}
