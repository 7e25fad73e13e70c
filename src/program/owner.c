/*-------------------------------------------------------------------------
 *
 * owner.c
 *	  Acting as the owner of the program.
 *
 * IDENTIFICATION
 *	  src/program/owner.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "access/htup_details.h"
#include "catalog/pg_class.h"
#include "miscadmin.h"
#include "utils/guc.h"
#include "utils/syscache.h"

#include "owner.h"

Oid
voc_relation_owner(Oid relid)
{
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));
	Oid			owner;

	if (!HeapTupleIsValid(tuple))
		return InvalidOid;
	owner = ((Form_pg_class) GETSTRUCT(tuple))->relowner;
	ReleaseSysCache(tuple);
	return owner;
}

void
voc_enter_owner(Oid owner, VocOwnerScope *scope)
{
	/*
	 * Restricted: what the owner's own triggers would leave for later, deferred
	 * triggers above all, would run as the caller.
	 */
	GetUserIdAndSecContext(&scope->user, &scope->context);
	SetUserIdAndSecContext(owner,
						   scope->context | SECURITY_LOCAL_USERID_CHANGE |
						   SECURITY_NOFORCE_RLS |
						   SECURITY_RESTRICTED_OPERATION);

	/* Operators of the caller's schemas must not be found before the system's. */
	scope->guc_level = NewGUCNestLevel();
	(void) set_config_option("search_path", "pg_catalog, pg_temp",
							 PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
}

void
voc_leave_owner(const VocOwnerScope *scope)
{
	/* Undone, not kept: neither are settings that the owner's triggers made. */
	AtEOXact_GUC(false, scope->guc_level);
	SetUserIdAndSecContext(scope->user, scope->context);
}

char *
voc_actor_name(void)
{
	const char *actor = GetConfigOption("voc.actor", true, false);

	if (actor != NULL && actor[0] != '\0')
		return pstrdup(actor);
	return GetUserNameFromId(GetUserId(), false);
}
