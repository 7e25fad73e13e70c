/*-------------------------------------------------------------------------
 *
 * voc.c
 *	  What the server calls when it loads the library.
 *
 * IDENTIFICATION
 *	  src/voc.c
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "utils/guc.h"

#ifdef PG_MODULE_MAGIC_EXT
PG_MODULE_MAGIC_EXT(.name = "voc", .version = "1.0");
#else
PG_MODULE_MAGIC;
#endif

static char *voc_actor = NULL;

/*
 * The library works without being preloaded; all that loading does is give
 * the setting that names who acts, for applications that share one role.
 */
void
_PG_init(void)
{
	DefineCustomStringVariable("voc.actor",
							   "Who is acting on loops, as loop_event records it.",
							   "Empty means the current role.",
							   &voc_actor,
							   "",
							   PGC_USERSET,
							   0,
							   NULL, NULL, NULL);
	voc_reserve_prefix("voc");
}
