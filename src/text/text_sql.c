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
#include "../compat.h"

#include "catalog/namespace.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "text_sql.h"
#include "utf8.h"

/*
 * Convert bytes, as many as can be, and append them.  Returns how many were.
 */
static int
convert_some(StringInfo out, const char *bytes, int nbytes)
{
#if PG_VERSION_NUM >= 140000
	static Oid	conversion = InvalidOid;
	int			done;

	/* A database's encoding never changes. */
	if (!OidIsValid(conversion))
		conversion = FindDefaultConversionProc(GetDatabaseEncoding(), PG_UTF8);
	enlargeStringInfo(out, nbytes * MAX_CONVERSION_GROWTH);
	done = pg_do_encoding_conversion_buf(conversion, GetDatabaseEncoding(), PG_UTF8,
										 (unsigned char *) unconstify(char *, bytes),
										 nbytes,
										 (unsigned char *) out->data + out->len,
										 out->maxlen - out->len, true);
	out->len += strlen(out->data + out->len);
	return done;
#else
	/* Character by character; like unaccent, without a subtransaction. */
	MemoryContext context = CurrentMemoryContext;
	int			encoding = GetDatabaseEncoding();
	volatile int done = 0;

	PG_TRY();
	{
		while (done < nbytes)
		{
			int			step = Min(pg_encoding_mblen(encoding, bytes + done),
								   nbytes - done);
			char	   *converted = pg_server_to_any(bytes + done, step, PG_UTF8);

			if (converted == bytes + done)
				appendBinaryStringInfo(out, converted, step);
			else
				appendStringInfoString(out, converted);
			done += step;
		}
	}
	PG_CATCH();
	{
		ErrorData  *error;

		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		if (error->sqlerrcode != ERRCODE_UNTRANSLATABLE_CHARACTER &&
			error->sqlerrcode != ERRCODE_CHARACTER_NOT_IN_REPERTOIRE)
			PG_RE_THROW();
		FlushErrorState();
	}
	PG_END_TRY();
	return done;
#endif
}

/*
 * Convert from the server encoding.  A character that has no equal in Unicode
 * becomes U+FFFD, so that no text is refused and places stay those of the
 * server's characters.
 */
static const char *
to_utf8(const char *bytes, int nbytes, size_t *len)
{
	int			encoding = GetDatabaseEncoding();
	StringInfoData out;
	int			done = 0;

	initStringInfo(&out);
	while (done < nbytes)
	{
		/* In pieces, for the room that a conversion asks for. */
		int			piece = pg_encoding_mbcliplen(encoding, bytes + done,
												  nbytes - done,
												  Min(nbytes - done, 65536));
		int			converted = piece > 0 ?
			convert_some(&out, bytes + done, piece) : 0;

		CHECK_FOR_INTERRUPTS();
		done += converted;
		if (piece > 0 && converted == piece)
			continue;
		appendStringInfoString(&out, "\357\277\275");
		done += Min(pg_encoding_mblen(encoding, bytes + done), nbytes - done);
	}
	*len = (size_t) out.len;
	return out.data;
}

const char *
voc_text_utf8(text *in, size_t *len)
{
	char	   *bytes = VARDATA_ANY(in);
	int			nbytes = VARSIZE_ANY_EXHDR(in);
	int			encoding = GetDatabaseEncoding();

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

	return to_utf8(bytes, nbytes, len);
}

text *
voc_server_text(const char *utf8)
{
	return cstring_to_text(pg_any_to_server(utf8, (int) strlen(utf8), PG_UTF8));
}

text *
voc_server_text_if_any(const char *utf8)
{
	MemoryContext context = CurrentMemoryContext;
	text	   *volatile result = NULL;

	/* Like unaccent, without a subtransaction. */
	PG_TRY();
	{
		result = voc_server_text(utf8);
	}
	PG_CATCH();
	{
		ErrorData  *error;

		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		/* MULE_INTERNAL has no conversion at all */
		if (error->sqlerrcode != ERRCODE_UNTRANSLATABLE_CHARACTER &&
			error->sqlerrcode != ERRCODE_UNDEFINED_FUNCTION)
			PG_RE_THROW();
		FlushErrorState();
	}
	PG_END_TRY();
	return result;
}

void
voc_places_begin(VocPlaces *places, text *in)
{
	places->begin = VARDATA_ANY(in);
	places->end = places->begin + VARSIZE_ANY_EXHDR(in);
	places->at = places->begin;
	places->chars = 0;
}

/*
 * Step over characters as the cores counted them: SQL_ASCII was read as UTF-8,
 * any other encoding was converted character by character.
 */
static const char *
step_over(const VocPlaces *places, const char *from, uint32_t chars)
{
	int			encoding = GetDatabaseEncoding();
	bool		as_utf8 = encoding == PG_UTF8 || encoding == PG_SQL_ASCII;

	while (chars-- > 0 && from < places->end)
	{
		uint32_t	cp;
		int			step = as_utf8 ?
			voc_utf8_decode((const unsigned char *) from,
							(const unsigned char *) places->end, &cp) :
			pg_encoding_mblen(encoding, from);

		from += Min(step, places->end - from);
	}
	return from;
}

void
voc_places_find(VocPlaces *places, uint32_t char_start, uint32_t char_len,
				VocPlace *place)
{
	const char *stop;

	if (char_start < places->chars)
	{
		places->at = places->begin;
		places->chars = 0;
	}
	places->at = step_over(places, places->at, char_start - places->chars);
	places->chars = char_start;
	stop = step_over(places, places->at, char_len);
	place->data = places->at;
	place->bytes = (int) (stop - places->at);
	if (GetDatabaseEncoding() == PG_SQL_ASCII)
	{
		place->start = (int32) (places->at - places->begin) + 1;
		place->length = place->bytes;
	}
	else
	{
		place->start = (int32) char_start + 1;
		place->length = (int32) char_len;
	}
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
