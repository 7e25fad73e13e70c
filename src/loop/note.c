/*-------------------------------------------------------------------------
 *
 * note.c
 *	  voc.note: a note in the history of a loop.
 *
 * Whoever may change a loop may also add to its history, which is otherwise
 * the library's to write: the loop is locked with the rights of the caller,
 * the event is written with those of the program's owner.
 *
 * IDENTIFICATION
 *	  src/loop/note.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/builtins.h"

#include "../program/config.h"
#include "../program/owner.h"

PG_FUNCTION_INFO_V1(voc_note);

/* What somebody else made up would run as the caller. */
static const char check_sql[] = "SELECT voc.check_program()";

/* By whatever path the caller has set. */
static const char lock_sql[] =
"SELECT FROM voc_data.loop AS l WHERE l.id OPERATOR(pg_catalog.=) $1 FOR NO KEY UPDATE";

static const char write_sql[] =
"INSERT INTO voc_data.loop_event (loop_id, at, event, actor, detail)"
" VALUES ($1, now(), 'note', $2, jsonb_build_object('note', $3::text))"
" RETURNING id";

static void
execute(const char *sql, int nargs, Oid *types, Datum *args)
{
	int			rc = SPI_execute_with_args(sql, nargs, types, args, NULL, false, 0);

	if (rc < 0)
		elog(ERROR, "writing a note failed: %s", SPI_result_code_string(rc));
}

static void
check_note(const char *note)
{
	if (note[strspn(note, " \t\r\n")] == '\0')
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a note must say something")));
}

/* voc.note(loop_id, note) */
Datum
voc_note(PG_FUNCTION_ARGS)
{
	Oid			types[] = {INT8OID, TEXTOID, TEXTOID};
	Datum		args[3];
	VocOwnerScope scope;
	int64		id;
	bool		isnull;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg(PG_ARGISNULL(0) ? "the number of the loop is NULL" :
						"the note is NULL")));
	check_note(text_to_cstring(PG_GETARG_TEXT_PP(1)));
	args[0] = PG_GETARG_DATUM(0);
	args[1] = CStringGetTextDatum(voc_actor_name());
	args[2] = PG_GETARG_DATUM(1);

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	execute(check_sql, 0, NULL, NULL);
	execute(lock_sql, 1, types, args);
	if (SPI_processed == 0)
		ereport(ERROR,
				(errcode(VOC_ERRCODE_NO_SUCH),
				 errmsg("loop %lld does not exist", (long long) PG_GETARG_INT64(0)),
				 errhint("Loops are in voc_bi.loop.")));
	voc_enter_owner(voc_config()->owner, &scope);
	execute(write_sql, 3, types, args);
	id = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc,
									 1, &isnull));
	voc_leave_owner(&scope);
	SPI_finish();
	PG_RETURN_INT64(id);
}
