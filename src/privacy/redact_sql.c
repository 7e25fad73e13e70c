/*-------------------------------------------------------------------------
 *
 * redact_sql.c
 *	  voc.redact()
 *
 * IDENTIFICATION
 *	  src/privacy/redact_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "../text/text_sql.h"
#include "../text/utf8.h"
#include "redact_sql.h"

PG_FUNCTION_INFO_V1(voc_redact);

/*
 * Where the finds of a converted text are in the text itself.  (An encoding
 * that cannot be converted is read as it is: bytes above ASCII are no part of
 * what is looked for.)
 */
typedef struct Original
{
	const char *data;
	int			len;
	const char *utf8;
	size_t		utf8_len;
	size_t		read;			/* bytes of utf8, and */
	uint32_t	chars;			/* characters before them */
	VocPlaces	places;
} Original;

static void
original_begin(Original *original, text *in)
{
	original->data = VARDATA_ANY(in);
	original->len = VARSIZE_ANY_EXHDR(in);
	original->read = 0;
	original->chars = 0;
	voc_places_begin(&original->places, in);
	if (GetDatabaseEncoding() == PG_MULE_INTERNAL)
	{
		original->utf8 = original->data;
		original->utf8_len = (size_t) original->len;
	}
	else
		original->utf8 = voc_text_utf8(in, &original->utf8_len);
}

static void
original_place(Original *original, const VocPersonal *found, VocPlace *place)
{
	const char *start = original->utf8 + found->start;
	uint32_t	chars;

	if (original->utf8 == original->data)
	{
		place->data = start;
		place->bytes = (int) found->length;
		return;
	}
	original->chars += voc_utf8_count(original->utf8 + original->read,
									  found->start - original->read);
	chars = voc_utf8_count(start, found->length);
	voc_places_find(&original->places, original->chars, chars, place);
	original->chars += chars;
	original->read = found->start + found->length;
}

text *
voc_redacted(text *in, unsigned kinds)
{
	Original	original;
	VocRedactor redactor;
	VocPersonal found;
	VocPlace	place;
	StringInfoData out;
	const char *rest;

	original_begin(&original, in);
	voc_redactor_init(&redactor, original.utf8, original.utf8_len, kinds,
					  voc_check_interrupts);
	if (!voc_redactor_next(&redactor, &found))
		return in;

	/* Built with its header, so that it needs no copy. */
	initStringInfo(&out);
	enlargeStringInfo(&out, original.len);
	out.len = VARHDRSZ;
	rest = original.data;
	do
	{
		CHECK_FOR_INTERRUPTS();
		original_place(&original, &found, &place);
		appendBinaryStringInfo(&out, rest, (int) (place.data - rest));
		appendStringInfo(&out, "[%s]", voc_personal_name(found.kind));
		rest = place.data + place.bytes;
	} while (voc_redactor_next(&redactor, &found));
	appendBinaryStringInfo(&out, rest, (int) (original.data + original.len - rest));
	SET_VARSIZE(out.data, out.len);
	return (text *) out.data;
}

static unsigned
kinds_argument(ArrayType *array)
{
	Datum	   *names;
	bool	   *nulls;
	int			n;
	unsigned	kinds = 0;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &names, &nulls, &n);
	for (int i = 0; i < n; i++)
	{
		char	   *name;
		int			kind = 0;

		if (nulls[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("a kind of personal data is NULL"),
					 errhint("Use some of email, phone, card, iban, id, or NULL instead of the array for all.")));
		name = TextDatumGetCString(names[i]);
		while (kind < VOC_PERSONAL_KINDS && strcmp(name, voc_personal_name(kind)) != 0)
			kind++;
		if (kind == VOC_PERSONAL_KINDS)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("kind of personal data is not known"),
					 errdetail("The kind is \"%s\".", name),
					 errhint("Use some of email, phone, card, iban, id.")));
		kinds |= 1u << kind;
	}
	return kinds;
}

/*
 * voc.redact(comment, kinds)
 */
Datum
voc_redact(PG_FUNCTION_ARGS)
{
	unsigned	kinds = VOC_PERSONAL_ALL;

	if (!PG_ARGISNULL(1))
		kinds = kinds_argument(PG_GETARG_ARRAYTYPE_P(1));
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(voc_redacted(PG_GETARG_TEXT_PP(0), kinds));
}
