/*-------------------------------------------------------------------------
 *
 * codebook_cache.c
 *	  The code frame, compiled once in a backend.
 *
 * IDENTIFICATION
 *	  src/coding/codebook_cache.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "utils/memutils.h"

#include "../text/text_sql.h"
#include "codebook_cache.h"

const VocCodebook *
voc_codebook(void)
{
	static const VocCodebook *codebook = NULL;
	MemoryContext context;
	VocPatternError error;
	VocArena	arena;
	int			bad;

	if (codebook != NULL)
		return codebook;

	/* An error on the way frees it with the caller's memory. */
	context = AllocSetContextCreate(CurrentMemoryContext, "voc codebook",
									ALLOCSET_DEFAULT_SIZES);
	arena = voc_arena_in(context);
	codebook = voc_codebook_compile(voc_builtin_patterns, voc_builtin_npatterns,
									&arena, &error, &bad);
	if (codebook == NULL)
		elog(ERROR, "built-in pattern \"%s\" is not well formed: %s at byte %d",
			 voc_builtin_patterns[bad].pattern, error.message, error.position + 1);
	MemoryContextSetParent(context, CacheMemoryContext);
	return codebook;
}
