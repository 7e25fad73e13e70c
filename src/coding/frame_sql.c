/*-------------------------------------------------------------------------
 *
 * frame_sql.c
 *	  The code frames of the library as rows, and what a backend holds.
 *
 * IDENTIFICATION
 *	  src/coding/frame_sql.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "access/htup_details.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "../program/coding.h"
#include "../text/fold.h"
#include "../text/rows_sql.h"
#include "../text/text_sql.h"
#include "frame.h"

PG_FUNCTION_INFO_V1(voc_codebook_rows);
PG_FUNCTION_INFO_V1(voc_coding_status);

static const char *
kind_name(VocFrameRowKind kind)
{
	switch (kind)
	{
		case VOC_FRAME_INSTEAD:
			return "instead_of";
		case VOC_FRAME_TITLE:
			return "title";
		case VOC_FRAME_TOPIC_PATTERN:
			return "topic_pattern";
		case VOC_FRAME_INTENT_PATTERN:
			return "intent_pattern";
		default:
			return "topic";
	}
}

/*
 * A text in the encoding of the server.  Where that lacks some of its Latin
 * letters, they are without their diacritics, which matching does not see and
 * people there write without; NULL where it lacks others.
 */
static text *
row_text(const char *utf8)
{
	text	   *as_it_is = voc_server_text_if_any(utf8);
	char	   *plain;
	char	   *to;

	if (as_it_is != NULL)
		return as_it_is;
	to = plain = palloc(strlen(utf8) + 1);
	while (*utf8 != '\0')
	{
		unsigned char lead = (unsigned char) utf8[0];
		unsigned	seen = 0;
		unsigned char letter = lead >= 0xC3 && lead <= 0xC5 ?
			voc_fold_pair(lead, (unsigned char) utf8[1], &seen) : 0;

		if (letter > ' ' && letter < 0x80)
		{
			*to++ = letter;
			utf8 += 2;
		}
		else
			*to++ = *utf8++;
	}
	*to = '\0';
	return voc_server_text_if_any(plain);
}

/*
 * voc.codebook_rows(codebook): a row of the frame each, with the position of
 * the row, its kind, code, team or language, whether the topic is critical,
 * and text.
 */
Datum
voc_codebook_rows(PG_FUNCTION_ARGS)
{
	char	   *name = text_to_cstring(PG_GETARG_TEXT_PP(0));
	const VocFrame *frame = voc_builtin_frame(name);
	TupleDesc	desc;
	Tuplestorestate *store;
	const char *at;
	VocFrameRow row;
	int			position = 0;

	if (frame == NULL)
	{
		char	   *names = pstrdup(voc_builtin_frames[0].name);

		for (int i = 1; i < voc_builtin_nframes; i++)
			names = psprintf("%s, %s", names, voc_builtin_frames[i].name);
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there is no code frame \"%s\"", name),
				 errhint("The code frames are %s.", names)));
	}
	store = voc_rows_begin(fcinfo, &desc);
	at = frame->rows;
	while (voc_frame_next(frame, &at, &row))
	{
		bool		topic = row.kind == VOC_FRAME_TOPIC ||
			row.kind == VOC_FRAME_CRITICAL;
		text	   *content = row_text(row.text);
		Datum		values[7];
		bool		nulls[7] = {false};

		CHECK_FOR_INTERRUPTS();
		/* an encoding without its script cannot hold such comments either */
		if (content == NULL)
			continue;
		values[0] = Int32GetDatum(++position);
		values[1] = CStringGetTextDatum(kind_name(row.kind));
		values[2] = CStringGetTextDatum(row.code);
		nulls[3] = topic || row.kind == VOC_FRAME_INSTEAD ||
			strcmp(row.key, "*") == 0;
		values[3] = CStringGetTextDatum(row.key);
		nulls[4] = !topic || row.key[0] == '\0';
		values[4] = CStringGetTextDatum(row.key);
		values[5] = BoolGetDatum(row.kind == VOC_FRAME_CRITICAL);
		nulls[5] = !topic;
		values[6] = PointerGetDatum(content);
		tuplestore_putvalues(store, desc, values, nulls);
	}
	return (Datum) 0;
}

/*
 * voc.coding_status(): versions, patterns, words and bytes of what this
 * backend has compiled.
 */
Datum
voc_coding_status(PG_FUNCTION_ARGS)
{
	const VocCoding *coding = voc_coding();
	TupleDesc	desc;
	Tuplestorestate *store = voc_rows_begin(fcinfo, &desc);
	Datum		values[5];
	bool		nulls[5] = {false};

	values[0] = Int32GetDatum(coding->codebook_version);
	values[1] = Int32GetDatum(coding->lexicon_version);
	values[2] = Int32GetDatum(coding->npatterns);
	values[3] = Int32GetDatum(coding->nwords);
	values[4] = Int64GetDatum((int64) MemoryContextMemAllocated(coding->context,
																 true));
	tuplestore_putvalues(store, desc, values, nulls);
	return (Datum) 0;
}
