/*-------------------------------------------------------------------------
 *
 * language_sql.c
 *	  voc.language(), and languages as arguments of functions.
 *
 * IDENTIFICATION
 *	  src/language/language_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"

#include "../compat.h"
#include "../text/text_sql.h"
#include "language.h"
#include "language_sql.h"

const char *
voc_language_argument(const text *argument)
{
	const char *name = VARDATA_ANY(argument);
	size_t		len = VARSIZE_ANY_EXHDR(argument);
	const char *code;

	if (len == 4 && memcmp(name, "auto", 4) == 0)
		return NULL;

	code = voc_language_code(name, len);
	if (code == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("language is not known"),
				 errdetail("The language is \"%s\".",
						   text_to_cstring(argument)),
				 errhint("Use one of bg, cs, de, en, es, fr, it, pl, ru, sk, uk, or auto.")));
	return code;
}

PG_FUNCTION_INFO_V1(voc_language);
Datum
voc_language(PG_FUNCTION_ARGS)
{
	VocChunk   *chunk = voc_workspace();
	VocReader	reader;
	const char *utf8;
	const char *code = NULL;
	size_t		len;

	utf8 = voc_text_utf8(PG_GETARG_TEXT_PP(0), &len);
	voc_reader_init(&reader, utf8, len, voc_check_interrupts);
	if (voc_reader_next(&reader, chunk))
		code = voc_language_detect(chunk, utf8);
	if (code == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(voc_server_text(code));
}
