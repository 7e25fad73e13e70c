/*-------------------------------------------------------------------------
 *
 * text_sql.c
 *	  How texts come from the server to the cores, and back.
 *
 * IDENTIFICATION
 *	  src/text/text_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "text_sql.h"

const char *
voc_text_utf8(text *in, size_t *len)
{
	char	   *bytes = VARDATA_ANY(in);
	int			nbytes = VARSIZE_ANY_EXHDR(in);
	int			encoding = GetDatabaseEncoding();
	char	   *converted;

	*len = (size_t) nbytes;

	/*
	 * SQL_ASCII says nothing about the bytes, and a conversion would refuse
	 * those that are not UTF-8; the reader can do with any.
	 */
	if (encoding == PG_UTF8 || encoding == PG_SQL_ASCII)
		return bytes;

	if (encoding == PG_MULE_INTERNAL)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("database encoding \"%s\" is not supported",
						GetDatabaseEncodingName()),
				 errdetail("There is no conversion from it to UTF-8."),
				 errhint("Use a database in another encoding, such as UTF8.")));

	converted = pg_server_to_any(bytes, nbytes, PG_UTF8);
	if (converted != bytes)
		*len = strlen(converted);
	return converted;
}

text *
voc_server_text(const char *utf8)
{
	return cstring_to_text(pg_any_to_server(utf8, (int) strlen(utf8), PG_UTF8));
}

void
voc_check_interrupts(void)
{
	CHECK_FOR_INTERRUPTS();
}

static void *
grow_in_context(void *host, size_t size)
{
	return MemoryContextAlloc((MemoryContext) host, size);
}

VocArena
voc_arena_in(MemoryContext context)
{
	VocArena	arena;

	voc_arena_init(&arena, grow_in_context, context);
	return arena;
}

VocChunk *
voc_workspace(void)
{
	static VocChunk chunk;

	return &chunk;
}
