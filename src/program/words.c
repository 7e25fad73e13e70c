/*-------------------------------------------------------------------------
 *
 * words.c
 *	  The guard of voc_data.word: the users' own words are well formed.
 *
 * IDENTIFICATION
 *	  src/program/words.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/rel.h"

#include "../language/language.h"
#include "../sentiment/entry.h"
#include "../text/text_sql.h"
#include "../text/utf8.h"

PG_FUNCTION_INFO_V1(voc_word_guard);

#define ROLE_HINT \
	"Use negator, without, contrast, hypothetical, other, irony, that, stop, or with a factor aside (-4 to 4), courtesy (0.1 to 4), intensifier (1.01 to 3), diminisher (0.05 to 0.99), excess (-4 to -0.1), remedy (0.1 to 4), rating (3 to 100) or heading (-1, 0 or 1)."

/* The normal form of a term; raises when it is not well formed. */
static text *
normal_form(const char *term)
{
	size_t		nbytes;
	const char *utf8 = voc_text_utf8(cstring_to_text(term), &nbytes);
	char		key[VOC_ENTRY_KEY_MAX];
	char		spelt[VOC_ENTRY_MAX];
	VocEntryProblem problem;
	size_t		len;

	if (!voc_utf8_valid(utf8, nbytes))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("term \"%s\" has a character that does not exist", term),
				 errhint("Write it in the encoding of the database.")));
	if (!voc_entry_key(utf8, nbytes, voc_workspace(), key, &len, &problem))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("term \"%s\" can never be met in a comment", term),
				 errdetail("\"%s\" %s.",
						   text_to_cstring(voc_server_text(pnstrdup(problem.part,
																	problem.part_len))),
						   problem.message),
				 errhint("Write one to eight words with one space between; a * behind a word stands for any ending.")));
	voc_entry_spell(key, len, spelt);
	return voc_server_text(spelt);
}

/* A column of the new row as text, or NULL. */
static char *
new_value(const TriggerData *trigdata, HeapTuple tuple, const char *column)
{
	TupleDesc	desc = RelationGetDescr(trigdata->tg_relation);
	int			number = SPI_fnumber(desc, column);

	if (number <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("\"%s\" has no column \"%s\"",
						RelationGetRelationName(trigdata->tg_relation), column)));
	return SPI_getvalue(tuple, desc, number);
}

static HeapTuple
with_key(const TriggerData *trigdata, HeapTuple tuple, text *key)
{
	TupleDesc	desc = RelationGetDescr(trigdata->tg_relation);
	int			number = SPI_fnumber(desc, "key");
	Datum		value = PointerGetDatum(key);
	bool		isnull = false;

	/* The function may be a trigger of anybody's table. */
	if (number <= 0 || SPI_gettypeid(desc, number) != TEXTOID)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("\"%s\" has no column \"%s\" of type text",
						RelationGetRelationName(trigdata->tg_relation), "key"),
				 errhint("voc.word_guard() is the trigger of voc_data.word only.")));
	return heap_modify_tuple_by_cols(tuple, desc, 1, &number, &value, &isnull);
}

static void
check_says(const char *term, const char *valence, const char *role_name,
		   const char *factor)
{
	const VocRoleName *role;
	uint32_t	value;

	if ((valence == NULL) == (role_name == NULL))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("word \"%s\" has %s", term, valence == NULL ?
						"neither a valence nor a role" :
						"both a valence and a role"),
				 errhint("Give it a valence from -4 to +4, or a role.")));
	if (valence != NULL)
	{
		if (factor != NULL || !voc_entry_value(NULL, strtod(valence, NULL), &value))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 factor != NULL ?
					 errmsg("word \"%s\" has a valence and a factor", term) :
					 errmsg("valence %s of word \"%s\" is not one", valence, term),
					 errhint("A valence is from -4 to +4 and not 0, and has no factor; a word that says nothing has the role stop.")));
		return;
	}
	role = voc_role_named(role_name, strlen(role_name));
	if (role == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("role \"%s\" of word \"%s\" is not known", role_name, term),
				 errhint(ROLE_HINT)));
	if (role->amount == (factor != NULL ? 'n' : 'y') ||
		!voc_entry_value(role, factor != NULL ? strtod(factor, NULL) : 0, &value))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("factor %s does not go with role \"%s\" of word \"%s\"",
						factor != NULL ? factor : "NULL", role_name, term),
				 errhint(ROLE_HINT)));
}

/*
 * Trigger of voc_data.word, BEFORE INSERT OR UPDATE FOR EACH ROW.
 */
Datum
voc_word_guard(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	HeapTuple	tuple;
	char	   *term;
	char	   *language;

	if (!CALLED_AS_TRIGGER(fcinfo) ||
		!TRIGGER_FIRED_BEFORE(trigdata->tg_event) ||
		!TRIGGER_FIRED_FOR_ROW(trigdata->tg_event) ||
		TRIGGER_FIRED_BY_DELETE(trigdata->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired BEFORE INSERT OR UPDATE FOR EACH ROW",
						"voc.word_guard")));
	tuple = TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event) ?
		trigdata->tg_newtuple : trigdata->tg_trigtuple;

	term = new_value(trigdata, tuple, "term");
	language = new_value(trigdata, tuple, "language");
	if (term == NULL)
		return PointerGetDatum(tuple);	/* the table's NOT NULL tells */
	tuple = with_key(trigdata, tuple, normal_form(term));
	if (language != NULL && voc_language_code(language, strlen(language)) == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("language \"%s\" of word \"%s\" is not known",
						language, term),
				 errhint("Use one of bg, cs, de, en, es, fr, it, pl, ru, sk, uk, or NULL for all of them.")));
	check_says(term, new_value(trigdata, tuple, "valence"),
			   new_value(trigdata, tuple, "role"),
			   new_value(trigdata, tuple, "factor"));
	return PointerGetDatum(tuple);
}
