/*-------------------------------------------------------------------------
 *
 * owner.h
 *	  Acting as the owner of the program, as foreign-key triggers act as the
 *	  owner of their table.
 *
 * IDENTIFICATION
 *	  src/program/owner.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_OWNER_H
#define VOC_OWNER_H

#include "../compat.h"

typedef struct VocOwnerScope
{
	Oid			user;			/* who called */
	int			context;		/* in which security context */
	int			guc_level;		/* where our settings began */
} VocOwnerScope;

/* Who owns a relation; InvalidOid when there is none. */
extern Oid	voc_relation_owner(Oid relid);

/*
 * From here to voc_leave_owner() everything runs with the rights of owner and
 * with search_path = pg_catalog, pg_temp.  An error in between needs no
 * cleaning up: the (sub)transaction's end restores both.
 */
extern void voc_enter_owner(Oid owner, VocOwnerScope *scope);
extern void voc_leave_owner(const VocOwnerScope *scope);

/*
 * Who acts, as loop_event.actor records it: the setting voc.actor, or else the
 * current role.  Ask before entering the owner.  Palloc'd.
 */
extern char *voc_actor_name(void);

#endif							/* VOC_OWNER_H */
