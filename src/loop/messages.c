/*-------------------------------------------------------------------------
 *
 * messages.c
 *	  Changes of loops that the outside world is told of.
 *
 * The customer is asked when a loop is resolved, and not any more when it has
 * left that state before the question was sent; the team is alerted when a loop
 * becomes critical.  Loops that are critical from the first moment are alerted
 * by capture.  INSERT fires nothing here: loading a dump must tell nobody.
 *
 * IDENTIFICATION
 *	  src/loop/messages.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/rel.h"

#include "../program/owner.h"
#include "changes.h"
#include "machine.h"
#include "messages.h"

PG_FUNCTION_INFO_V1(voc_loop_messages);

/*
 * A message that a worker is just sending cannot be stopped, but is not tried
 * again: voc.message_sent() takes it all the same, and tells the truth.
 */
static const char cancel_sql[] =
"UPDATE voc_data.outbox AS m SET state = 'cancelled'"
" FROM (SELECT n.id FROM new_loop AS n JOIN old_loop AS o ON o.id = n.id"
"  WHERE o.state = 'resolved' AND n.state <> 'resolved'"
"  ORDER BY n.id) AS n"
" CROSS JOIN LATERAL ("
"  SELECT m.id FROM voc_data.outbox AS m"
"  WHERE m.loop_id = n.id AND m.kind = 'verify'"
"  AND m.state IN ('waiting', 'claimed', 'dead')"
"  FOR NO KEY UPDATE) AS x"
" WHERE m.id = x.id";

/* One question each time that a loop is resolved: versions never come again. */
static const char verify_sql[] =
"INSERT INTO voc_data.outbox (dedupe_key, kind, recipient_kind, recipient,"
"  loop_id, signal_id, customer, payload, token)"
" SELECT concat_ws('/', 'verify/loop', n.id, n.version), 'verify', 'customer', n.customer,"
"  n.id, n.signal_id, n.customer,"
"  jsonb_build_object('loop_id', n.id, 'kind', n.kind, 'occurred_at', n.occurred_at,"
"   'resolved_at', n.resolved_at, 'language', s.language, 'channel', s.channel,"
"   'touchpoint', s.touchpoint),"
"  replace(gen_random_uuid()::text, '-', '')"
" FROM (SELECT n.* FROM new_loop AS n JOIN old_loop AS o ON o.id = n.id"
"  WHERE n.state = 'resolved' AND o.state <> 'resolved' AND n.customer <> '') AS n"
" LEFT JOIN LATERAL ("
"  SELECT s.language, s.channel, s.touchpoint FROM voc_data.signal AS s"
"  WHERE s.id = n.signal_id OFFSET 0) AS s ON true"
" ORDER BY n.id"
VOC_ONCE_A_KEY;

static const char alert_sql[] =
VOC_ALERT
" FROM new_loop AS l JOIN old_loop AS o ON o.id = l.id"
" WHERE l.severity = 'critical' AND o.severity <> 'critical'"
" AND l.state NOT IN ('closed', 'dismissed')"
" ORDER BY l.id"
VOC_ONCE_A_KEY;

static SPIPlanPtr cancel_plan = NULL;
static SPIPlanPtr verify_plan = NULL;
static SPIPlanPtr alert_plan = NULL;

/* What there is to tell of the loops of a statement. */
typedef struct News
{
	int			state;			/* column numbers */
	int			severity;
	bool		resolved;
	bool		unresolved;
	bool		critical;
} News;

static bool
is_word(TupleTableSlot *slot, int column, const char *word)
{
	bool		isnull;
	Datum		value = slot_getattr(slot, column, &isnull);
	text	   *name;

	if (isnull)
		return false;
	name = DatumGetTextPP(value);
	return VARSIZE_ANY_EXHDR(name) == strlen(word) &&
		memcmp(VARDATA_ANY(name), word, strlen(word)) == 0;
}

static bool
note_news(TupleDesc desc, TupleTableSlot *old, TupleTableSlot *new, void *arg)
{
	const char *resolved = voc_state_name(VOC_STATE_RESOLVED);
	News	   *news = arg;
	bool		was = is_word(old, news->state, resolved);
	bool		is = is_word(new, news->state, resolved);

	news->resolved |= is && !was;
	news->unresolved |= was && !is;
	news->critical |= is_word(new, news->severity, "critical") &&
		!is_word(old, news->severity, "critical");
	return news->resolved && news->unresolved && news->critical;
}

/* The number of a text column of voc_data.loop. */
static int
word_column(TupleDesc desc, const char *name)
{
	int			column = SPI_fnumber(desc, name);

	if (column <= 0 || SPI_gettypeid(desc, column) != TEXTOID)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("the loop table has no column \"%s\" of type text", name),
				 errhint("The program's tables may gain columns, but must keep their own.")));
	return column;
}

/*
 * voc.loop_messages(): AFTER UPDATE statement trigger of voc_data.loop, with
 * transition tables old_loop and new_loop.
 */
Datum
voc_loop_messages(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = voc_loop_trigger(fcinfo, "voc.loop_messages");
	TupleDesc	desc = RelationGetDescr(trigdata->tg_relation);
	VocOwnerScope scope;
	News		news = {0};

	news.state = word_column(desc, "state");
	news.severity = word_column(desc, "severity");
	(void) voc_loop_visit(trigdata, note_news, &news);
	if (!news.resolved && !news.unresolved && !news.critical)
		return PointerGetDatum(NULL);

	voc_enter_owner(RelationGetForm(trigdata->tg_relation)->relowner, &scope);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	if (SPI_register_trigger_data(trigdata) != SPI_OK_TD_REGISTER)
		elog(ERROR, "SPI_register_trigger_data failed");

	if (news.resolved)
		voc_loop_run(&verify_plan, verify_sql, 0, NULL, NULL);
	if (news.critical)
		voc_loop_run(&alert_plan, alert_sql, 0, NULL, NULL);
	if (news.unresolved)
	{
		/*
		 * The plan is kept, and may be made while the outbox is small: a scan
		 * of it would look cheap then.  Last, for it holds until the scope ends.
		 */
		(void) set_config_option("enable_seqscan", "off", PGC_USERSET, PGC_S_SESSION,
								 GUC_ACTION_SAVE, true, 0, false);
		voc_loop_run(&cancel_plan, cancel_sql, 0, NULL, NULL);
	}

	SPI_finish();
	voc_leave_owner(&scope);
	return PointerGetDatum(NULL);
}
