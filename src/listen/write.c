/*-------------------------------------------------------------------------
 *
 * write.c
 *	  Write a batch of feedback: signals, opinions, loops, rejections.
 *
 * A batch is handed to SQL as a named tuplestore, as transition tables are, so
 * each kind of row is one INSERT ... SELECT whatever the size of the batch.
 * Plans are kept; none of them joins two inputs whose sizes it cannot know.
 *
 * The caller is connected to SPI and acts as the owner of the program.
 *
 * IDENTIFICATION
 *	  src/listen/write.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "access/genam.h"
#include "access/relation.h"
#include "access/stratnum.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "storage/bufmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/queryenvironment.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/tuplestore.h"

#include "../loop/messages.h"
#include "../text/text_sql.h"
#include "capture.h"
#include "rules.h"

/* ---- the statements ---- */

typedef enum Statement
{
	WRITE_TOUCHPOINTS,
	WRITE_SIGNALS,
	CLEAR_OPINIONS,
	WRITE_OPINIONS,
	KEEP_CORRECTIONS,
	OPEN_LOOPS,
	ALERT_TEAMS,
	JOIN_LOOPS,
	RAISE_LOOPS,
	COUNT_LOOPLESS,
	WRITE_REJECTIONS,
	RESOLVE_REJECTIONS,
	RETRACT_SIGNALS,
	RETRACT_ALL
} Statement;

typedef struct StatementText
{
	const char *sql;
	int			nargs;
	Oid			types[5];
} StatementText;

typedef struct KeptPlan
{
	SPIPlanPtr	plan;			/* NULL: not made yet */
	BlockNumber size;			/* of the program's tables when it was made */
	int			running;		/* executions under way: a trigger of the user's
								 * own may write feedback in turn */
} KeptPlan;

/* How often the loops of a batch are tried before giving up. */
#define MAX_LOOP_TRIES	10

/* Why a loop was opened, for people. */
#define LOOP_REASON \
	"concat_ws('; ', r.title," \
	" 'score ' || s.score || ' on ' || s.scale," \
	" 'sentiment ' || s.sentiment_label," \
	" 'topics ' || nullif(array_to_string(s.topics, ', '), ''))"

/* Loops of batch $1 that are to be opened: the signals of a rule, old ones and looped ones apart. */
#define LOOP_CANDIDATES \
	" FROM unnest($1) AS u (id)" \
	" JOIN voc_data.signal AS s ON s.id = u.id" \
	" JOIN voc_data.rule AS r ON r.id = s.rule_id AND r.kind <> 'none'" \
	" CROSS JOIN voc_data.program AS p" \
	" WHERE (p.loop_max_age IS NULL OR s.occurred_at >= now() - p.loop_max_age)" \
	" AND NOT EXISTS (SELECT FROM voc_data.loop_signal AS x WHERE x.signal_id = s.id)"

/* Once a statement, as an array: the table is looked at for all rows together. */
#define CRITICAL_TOPICS \
	"SELECT coalesce(array_agg(t.code), '{}') FROM voc_data.topic AS t WHERE t.is_critical"

#define OPEN_STATES " l.state NOT IN ('closed', 'dismissed')"

/* How high a severity is. */
#define RANK(severity) "array_position('{normal,high,critical}'::text[], " severity ")"

#define AND_HOLDS(condition, failed) " AND (" condition ")"

/*
 * Rows are looked up by key one index probe each: OFFSET 0 keeps the planner
 * from turning the look-up round.
 *
 * A row that is inserted and at once changed by a row trigger of the user's
 * own comes here twice, the change first: with keep_newer ($5), what this
 * transaction has captured of a row that is only now reported as inserted is
 * newer, and stays.
 */
static const StatementText texts[] = {
	[WRITE_TOUCHPOINTS] = {
		"INSERT INTO voc_data.touchpoint (code, title, origin)"
		" SELECT DISTINCT c.touchpoint, c.touchpoint, 'capture'"
		" FROM voc_captured AS c"
		" WHERE c.touchpoint IS NOT NULL"
		" ORDER BY 1"
		" ON CONFLICT (code) DO NOTHING",
		0, {InvalidOid}
	},
	[WRITE_SIGNALS] = {
		"INSERT INTO voc_data.signal AS s ("
		"  source_id, source_key, customer, occurred_at, channel, touchpoint,"
		"  segment, language, scale, score, score_group, sentiment,"
		"  sentiment_label, value, topics, intents, rule_id, criticality,"
		"  comment, codebook_version, lexicon_version)"
		" SELECT $1, c.source_key, c.customer, c.occurred_at, c.channel,"
		"  c.touchpoint, c.segment, c.language,"
		"  CASE WHEN c.score IS NOT NULL THEN $2 END, c.score, c.score_group,"
		"  c.sentiment, c.sentiment_label, c.value, c.topics, c.intents, r.id,"
		"  CASE WHEN r.severity = 'critical' THEN 'critical'"
		"   WHEN c.topics = '{}' OR c.sentiment_label = 'positive' THEN 'routine'"
		"   WHEN c.topics && (" CRITICAL_TOPICS ") THEN 'critical' ELSE 'routine' END,"
		"  c.comment, CASE WHEN c.comment IS NOT NULL THEN $3 END,"
		"  CASE WHEN c.comment IS NOT NULL THEN $4 END"
		" FROM (SELECT v.*, (SELECT s.id FROM voc_data.signal AS s"
		"   WHERE s.source_id = $1 AND s.source_key = v.source_key) AS id"
		"  FROM voc_captured AS v) AS c"
		" LEFT JOIN LATERAL ("
		"  SELECT r.id, r.severity"
		"  FROM voc_data.rule AS r"
		"  WHERE r.active" VOC_RULE_CONDITIONS(AND_HOLDS)
		"  ORDER BY r.position"
		"  LIMIT 1) AS r ON true"
		" ON CONFLICT (source_id, source_key) DO UPDATE"
		" SET customer = excluded.customer,"
		"  occurred_at = excluded.occurred_at,"
		"  captured_at = excluded.captured_at,"
		"  retracted_at = NULL,"
		"  channel = excluded.channel,"
		"  touchpoint = excluded.touchpoint,"
		"  segment = excluded.segment,"
		"  language = excluded.language,"
		"  scale = excluded.scale,"
		"  score = excluded.score,"
		"  score_group = excluded.score_group,"
		"  sentiment = excluded.sentiment,"
		"  sentiment_label = excluded.sentiment_label,"
		"  value = excluded.value,"
		"  topics = excluded.topics,"
		"  intents = excluded.intents,"
		"  rule_id = excluded.rule_id,"
		"  criticality = excluded.criticality,"
		"  weight = CASE WHEN"
		"   (s.score, s.occurred_at, s.channel, s.touchpoint, s.language, s.segment)"
		"   IS NOT DISTINCT FROM (excluded.score, excluded.occurred_at,"
		"    excluded.channel, excluded.touchpoint, excluded.language, excluded.segment)"
		"   THEN s.weight END,"
		"  comment = excluded.comment,"
		"  codebook_version = excluded.codebook_version,"
		"  lexicon_version = excluded.lexicon_version"
		" WHERE NOT $5 OR s.retracted_at IS NOT NULL OR s.captured_at <> now()"
		" RETURNING s.id::bigint, s.source_key::text, s.rule_id::bigint, s.xmax = 0,"
		"  s.criticality = 'critical'",
		5, {INT8OID, TEXTOID, INT4OID, INT4OID, BOOLOID}
	},
	[CLEAR_OPINIONS] = {
		"DELETE FROM voc_data.opinion AS o USING unnest($1) AS u (id) WHERE o.signal_id = u.id",
		1, {INT8ARRAYOID}
	},
	[WRITE_OPINIONS] = {
		"INSERT INTO voc_data.opinion"
		"  (signal_id, topic, sentiment, sentiment_label, start, length)"
		" SELECT o.signal_id, o.topic, o.sentiment, o.sentiment_label, o.start, o.length"
		" FROM voc_opinion AS o",
		0, {InvalidOid}
	},
	[KEEP_CORRECTIONS] = {
		"SELECT voc.apply_overrides($1)",
		1, {INT8ARRAYOID}
	},
	[OPEN_LOOPS] = {
		"WITH opened AS ("
		" INSERT INTO voc_data.loop AS l ("
		"  signal_id, customer, kind, severity, rule_id, reason, team,"
		"  state_since, occurred_at, acknowledge_due, act_due, close_due)"
		" SELECT s.id, s.customer, r.kind, r.severity, r.id, " LOOP_REASON ","
		"  coalesce(r.team,"
		"   (SELECT t.team FROM ("
		"     SELECT o.topic, o.sentiment, o.id FROM voc_data.opinion AS o"
		"     WHERE o.signal_id = s.id OFFSET 0) AS o"
		"    JOIN voc_data.topic AS t ON t.code = o.topic AND t.team IS NOT NULL"
		"    ORDER BY o.sentiment, o.id LIMIT 1),"
		"   (SELECT t.team FROM voc_data.touchpoint AS t WHERE t.code = s.touchpoint),"
		"   p.default_team),"
		"  least(s.occurred_at, now()), s.occurred_at,"
		"  voc.due_at(s.occurred_at, a.acknowledge_within, a.calendar),"
		"  voc.due_at(s.occurred_at, a.act_within, a.calendar),"
		"  voc.due_at(s.occurred_at, a.close_within, a.calendar)"
		" FROM (SELECT s.*, r.kind, row_number() OVER ("
		"   PARTITION BY coalesce(s.customer, ''), CASE WHEN s.customer IS NULL THEN s.id END, r.kind"
		"   ORDER BY s.occurred_at, s.id) AS turn"
		"  " LOOP_CANDIDATES
		"  AND NOT EXISTS (SELECT FROM voc_data.loop AS l"
		"   WHERE l.customer = s.customer AND l.kind = r.kind AND" OPEN_STATES ")) AS s"
		" JOIN voc_data.rule AS r ON r.id = s.rule_id"
		" CROSS JOIN voc_data.program AS p"
		" LEFT JOIN LATERAL ("
		"  SELECT a.acknowledge_within, a.act_within, a.close_within, a.calendar"
		"  FROM voc_data.sla AS a"
		"  WHERE (a.severity IS NULL OR a.severity = r.severity)"
		"  AND (a.channel IS NULL OR a.channel = s.channel)"
		"  AND (a.touchpoint IS NULL OR a.touchpoint = s.touchpoint)"
		"  AND (a.segment IS NULL OR s.segment @> a.segment)"
		"  ORDER BY a.position LIMIT 1) AS a ON true"
		" WHERE s.turn = 1"
		" ORDER BY s.customer, r.kind, s.id"
		" ON CONFLICT (customer, kind) WHERE state NOT IN ('closed', 'dismissed') DO NOTHING"
		" RETURNING l.id, l.signal_id, l.state),"
		" event AS ("
		" INSERT INTO voc_data.loop_event (loop_id, at, event, actor, to_state, detail)"
		" SELECT o.id, now(), 'opened', $2, o.state, jsonb_build_object('signal_id', o.signal_id)"
		" FROM opened AS o)"
		" INSERT INTO voc_data.loop_signal (loop_id, signal_id)"
		" SELECT o.id, o.signal_id FROM opened AS o",
		2, {INT8ARRAYOID, TEXTOID}
	},
	/* What was opened critical by this transaction. */
	[ALERT_TEAMS] = {
		VOC_ALERT
		" FROM unnest($1) AS u (id)"
		" CROSS JOIN LATERAL ("
		"  SELECT l.* FROM voc_data.loop AS l"
		"  WHERE l.signal_id = u.id AND l.severity = 'critical' AND l.opened_at = now()"
		"  OFFSET 0) AS l"
		" ORDER BY l.id"
		VOC_ONCE_A_KEY,
		1, {INT8ARRAYOID}
	},
	/*
	 * The loops that are joined are touched: whoever is about to close one
	 * waits for us or we for them, and an agent who updates the version they
	 * read is told that there is more to it now.
	 */
	[JOIN_LOOPS] = {
		"WITH candidate AS MATERIALIZED ("
		" SELECT s.id, s.customer, r.kind, r.severity " LOOP_CANDIDATES "),"
		" target AS ("
		" SELECT c.id AS signal_id, k.id AS loop_id,"
		"  " RANK("c.severity") " > " RANK("k.severity") " AS is_worse"
		" FROM (SELECT c.id, c.customer, c.kind, c.severity FROM candidate AS c"
		"  ORDER BY c.customer, c.kind) AS c"
		" CROSS JOIN LATERAL ("
		"  SELECT l.id, l.severity FROM voc_data.loop AS l"
		"  WHERE l.customer = c.customer AND l.kind = c.kind AND" OPEN_STATES
		"  FOR NO KEY UPDATE) AS k),"
		" touched AS ("
		" UPDATE voc_data.loop AS l SET version = l.version"
		" FROM (SELECT DISTINCT t.loop_id FROM target AS t) AS t"
		" WHERE l.id = t.loop_id),"
		" joined AS ("
		" INSERT INTO voc_data.loop_signal (loop_id, signal_id)"
		" SELECT t.loop_id, t.signal_id FROM target AS t"
		" RETURNING loop_id, signal_id),"
		" event AS ("
		" INSERT INTO voc_data.loop_event (loop_id, at, event, actor, detail)"
		" SELECT j.loop_id, now(), 'joined', $2, jsonb_build_object('signal_id', j.signal_id)"
		" FROM joined AS j)"
		" SELECT count(*) FILTER (WHERE t.is_worse) FROM target AS t",
		2, {INT8ARRAYOID, TEXTOID}
	},
	/*
	 * Apart from joining, since it is rare: loop_log writes the event, and
	 * compares all rows of the statement for it.
	 */
	[RAISE_LOOPS] = {
		"UPDATE voc_data.loop AS l SET severity = w.severity"
		" FROM (SELECT DISTINCT ON (l.id) l.id, r.severity"
		"  FROM unnest($1) AS u (id)"
		"  JOIN voc_data.signal AS s ON s.id = u.id"
		"  JOIN voc_data.rule AS r ON r.id = s.rule_id"
		"  JOIN voc_data.loop_signal AS x ON x.signal_id = s.id"
		"  JOIN voc_data.loop AS l ON l.id = x.loop_id AND l.kind = r.kind AND" OPEN_STATES
		"  WHERE " RANK("r.severity") " > " RANK("l.severity")
		"  ORDER BY l.id, " RANK("r.severity") " DESC) AS w"
		" WHERE l.id = w.id AND" OPEN_STATES,
		1, {INT8ARRAYOID}
	},
	[COUNT_LOOPLESS] = {
		"SELECT count(*)" LOOP_CANDIDATES,
		1, {INT8ARRAYOID}
	},
	[WRITE_REJECTIONS] = {
		"INSERT INTO voc_data.rejected AS x"
		"  (source_id, source_key, column_name, value, sqlstate, reason, hint)"
		" SELECT $1, c.source_key, c.column_name, c.value, c.sqlstate, c.reason, c.hint"
		" FROM voc_faulty AS c"
		" ON CONFLICT (source_id, source_key) WHERE resolved_at IS NULL DO UPDATE"
		" SET rejected_at = excluded.rejected_at,"
		"  column_name = excluded.column_name,"
		"  value = excluded.value,"
		"  sqlstate = excluded.sqlstate,"
		"  reason = excluded.reason,"
		"  hint = excluded.hint",
		1, {INT8OID}
	},
	[RESOLVE_REJECTIONS] = {
		"WITH found AS MATERIALIZED ("
		" SELECT k.id FROM unnest($2) AS u (key)"
		" CROSS JOIN LATERAL ("
		"  SELECT x.id FROM voc_data.rejected AS x"
		"  WHERE x.source_id = $1 AND x.source_key = u.key AND x.resolved_at IS NULL"
		"  OFFSET 0) AS k)"
		" UPDATE voc_data.rejected AS x SET resolved_at = now()"
		" FROM found AS f WHERE x.id = f.id AND x.resolved_at IS NULL",
		2, {INT8OID, TEXTARRAYOID}
	},
	[RETRACT_SIGNALS] = {
		"WITH found AS MATERIALIZED ("
		" SELECT k.id FROM unnest($2) AS u (key)"
		" CROSS JOIN LATERAL ("
		"  SELECT s.id FROM voc_data.signal AS s"
		"  WHERE s.source_id = $1 AND s.source_key = u.key AND s.retracted_at IS NULL"
		"  OFFSET 0) AS k),"
		" gone AS ("
		" UPDATE voc_data.signal AS s SET retracted_at = now()"
		" FROM found AS f WHERE s.id = f.id AND s.retracted_at IS NULL"
		" RETURNING s.id),"
		" told AS ("
		" INSERT INTO voc_data.loop_event (loop_id, at, event, actor, detail)"
		" SELECT l.id, now(), 'retracted', $3, jsonb_build_object('signal_id', g.id)"
		" FROM gone AS g"
		" JOIN voc_data.loop_signal AS x ON x.signal_id = g.id"
		" JOIN voc_data.loop AS l ON l.id = x.loop_id AND" OPEN_STATES ")"
		" SELECT count(*) FROM gone",
		3, {INT8OID, TEXTARRAYOID, TEXTOID}
	},
	[RETRACT_ALL] = {
		"WITH gone AS ("
		" UPDATE voc_data.signal SET retracted_at = now()"
		" WHERE source_id = $1 AND retracted_at IS NULL"
		" RETURNING id),"
		" settled AS ("
		" UPDATE voc_data.rejected SET resolved_at = now()"
		" WHERE source_id = $1 AND resolved_at IS NULL),"
		" told AS ("
		" INSERT INTO voc_data.loop_event (loop_id, at, event, actor, detail)"
		" SELECT l.id, now(), 'retracted', $2, jsonb_build_object('signal_id', g.id)"
		" FROM gone AS g"
		" JOIN voc_data.loop_signal AS x ON x.signal_id = g.id"
		" JOIN voc_data.loop AS l ON l.id = x.loop_id AND" OPEN_STATES ")"
		" SELECT count(*) FROM gone",
		2, {INT8OID, TEXTOID}
	}
};

static KeptPlan plans[lengthof(texts)];

/*
 * How large the tables are that the statements look rows up in.
 */
static BlockNumber
size_of_tables(const VocConfig *config)
{
	BlockNumber size = 0;

	for (int i = 0; i < VOC_NGROWING; i++)
	{
		Relation	rel = try_relation_open(config->growing[i], AccessShareLock);

		if (rel == NULL)
			continue;
		size += RelationGetNumberOfBlocks(rel);
		relation_close(rel, AccessShareLock);
	}
	return size;
}

/*
 * Run a statement.  Its plan is kept as long as the tables have about the
 * size that it was made for: the first batch of a bulk load meets them empty.
 */
static void
run(const VocWriter *writer, Statement statement, Datum *args)
{
	const StatementText *text = &texts[statement];
	KeptPlan   *kept = &plans[statement];
	volatile int rc = 0;

	if (kept->plan != NULL && kept->running == 0 &&
		writer->size > kept->size * 2 + 64)
	{
		SPI_freeplan(kept->plan);
		kept->plan = NULL;
	}
	if (kept->plan == NULL)
	{
		const Oid  *types = text->types;
		SPIPlanPtr	plan = SPI_prepare(text->sql, text->nargs,
									   unconstify(Oid *, types));

		if (plan == NULL)
			elog(ERROR, "preparing a capture statement failed: %s",
				 SPI_result_code_string(SPI_result));
		SPI_keepplan(plan);
		kept->plan = plan;
		kept->size = writer->size;
	}
	kept->running++;
	PG_TRY();
	{
		rc = SPI_execute_plan(kept->plan, args, NULL, false, 0);
	}
	PG_FINALLY();
	{
		kept->running--;
	}
	PG_END_TRY();
	if (rc < 0)
		elog(ERROR, "a capture statement failed: %s", SPI_result_code_string(rc));
}

void
voc_write_begin(VocWriter *writer)
{
	writer->size = size_of_tables(writer->config);
}

/*
 * Whether the source may have open rejections.  Mostly it has none, and one
 * probe of their index is much cheaper than a statement that finds none.
 */
static bool
may_have_rejections(const VocWriter *writer)
{
	Relation	rel = try_relation_open(writer->config->growing[VOC_REJECTED],
										AccessShareLock);
	Oid			index;
	Snapshot	snapshot;
	SysScanDesc scan;
	ScanKeyData key;
	bool		found;

	/* Without the table or its index, let the statement tell what is wrong. */
	if (rel == NULL)
		return true;

	/* By name each time: REINDEX CONCURRENTLY puts another one in its place. */
	index = get_relname_relid("rejected_open_key", RelationGetNamespace(rel));
	if (!OidIsValid(index))
	{
		relation_close(rel, AccessShareLock);
		return true;
	}
	ScanKeyInit(&key, SPI_fnumber(RelationGetDescr(rel), "source_id"),
				BTEqualStrategyNumber, F_INT8EQ,
				Int64GetDatum(writer->source->id));
	snapshot = RegisterSnapshot(GetLatestSnapshot());
	scan = systable_beginscan(rel, index, true, snapshot, 1, &key);
	found = HeapTupleIsValid(systable_getnext(scan));
	systable_endscan(scan);
	UnregisterSnapshot(snapshot);
	relation_close(rel, AccessShareLock);
	return found;
}

/* ---- named tuplestores ---- */

typedef struct Feed
{
	EphemeralNamedRelation enr;
	TupleDesc	desc;
	Tuplestorestate *store;
} Feed;

typedef struct FeedColumn
{
	const char *name;
	Oid			type;
} FeedColumn;

static void
feed_begin(Feed *feed, const FeedColumn *columns, int ncolumns)
{
	feed->desc = CreateTemplateTupleDesc(ncolumns);
	for (int i = 0; i < ncolumns; i++)
		TupleDescInitEntry(feed->desc, i + 1, columns[i].name, columns[i].type, -1, 0);
	feed->store = tuplestore_begin_heap(false, false, work_mem);
}

static void
feed_register(Feed *feed, const char *name)
{
	feed->enr = palloc0(sizeof(EphemeralNamedRelationData));
	feed->enr->md.name = pstrdup(name);
	feed->enr->md.reliddesc = InvalidOid;
	feed->enr->md.tupdesc = feed->desc;
	feed->enr->md.enrtype = ENR_NAMED_TUPLESTORE;
	feed->enr->md.enrtuples = tuplestore_tuple_count(feed->store);
	feed->enr->reldata = feed->store;

	/* A batch that failed has left its name behind. */
	(void) SPI_unregister_relation(name);
	if (SPI_register_relation(feed->enr) != SPI_OK_REL_REGISTER)
		elog(ERROR, "could not register \"%s\"", name);
}

static void
feed_end(Feed *feed)
{
	SPI_unregister_relation(feed->enr->md.name);
	tuplestore_end(feed->store);
}

/* ---- signals ---- */

enum
{
	S_KEY, S_CUSTOMER, S_OCCURRED_AT, S_CHANNEL, S_TOUCHPOINT, S_SEGMENT,
	S_LANGUAGE, S_SCORE, S_SCORE_GROUP, S_SENTIMENT, S_LABEL, S_VALUE, S_TOPICS,
	S_INTENTS, S_COMMENT, S_COUNT
};

static const FeedColumn signal_columns[S_COUNT] = {
	{"source_key", TEXTOID}, {"customer", TEXTOID}, {"occurred_at", TIMESTAMPTZOID},
	{"channel", TEXTOID}, {"touchpoint", TEXTOID}, {"segment", JSONBOID},
	{"language", TEXTOID}, {"score", FLOAT8OID}, {"score_group", TEXTOID},
	{"sentiment", FLOAT4OID}, {"sentiment_label", TEXTOID}, {"value", INT2OID},
	{"topics", TEXTARRAYOID}, {"intents", TEXTARRAYOID}, {"comment", TEXTOID}
};

static Datum
text_array(const char **codes, int n)
{
	Datum	   *elems = palloc(sizeof(Datum) * (n + 1));

	for (int i = 0; i < n; i++)
		elems[i] = CStringGetTextDatum(codes[i]);
	return PointerGetDatum(construct_array(elems, n, TEXTOID, -1, false, TYPALIGN_INT));
}

static void
set_text(Datum *values, bool *nulls, int column, text *value)
{
	nulls[column] = value == NULL;
	values[column] = PointerGetDatum(value);
}

static void
set_cstring(Datum *values, bool *nulls, int column, const char *value)
{
	nulls[column] = value == NULL;
	values[column] = value == NULL ? (Datum) 0 : CStringGetTextDatum(value);
}

static void
put_signal(Feed *feed, const VocFeedback *row)
{
	const VocAnalysis *analysis = &row->analysis;
	Datum		values[S_COUNT];
	bool		nulls[S_COUNT] = {false};

	values[S_KEY] = PointerGetDatum(row->key);
	set_text(values, nulls, S_CUSTOMER, row->customer);
	values[S_OCCURRED_AT] = TimestampTzGetDatum(row->occurred_at);
	set_text(values, nulls, S_CHANNEL, row->channel);
	set_text(values, nulls, S_TOUCHPOINT, row->touchpoint);
	values[S_SEGMENT] = row->segment;
	nulls[S_SEGMENT] = row->segment == (Datum) 0;
	set_cstring(values, nulls, S_LANGUAGE, analysis->language);
	values[S_SCORE] = Float8GetDatum(row->score);
	nulls[S_SCORE] = !row->has_score;
	set_cstring(values, nulls, S_SCORE_GROUP, row->score_group);
	values[S_SENTIMENT] = Float4GetDatum(analysis->sentiment);
	nulls[S_SENTIMENT] = !analysis->has_sentiment;
	set_cstring(values, nulls, S_LABEL, voc_label_name(analysis->label));
	values[S_VALUE] = Int16GetDatum(analysis->value);
	nulls[S_VALUE] = !analysis->has_sentiment;
	values[S_TOPICS] = text_array(analysis->topics, analysis->ntopics);
	values[S_INTENTS] = text_array(analysis->intents, analysis->nintents);
	set_text(values, nulls, S_COMMENT, row->comment);
	tuplestore_putvalues(feed->store, feed->desc, values, nulls);
}

/* What the program made of the batch: in the order of the rows. */
typedef struct Written
{
	int			n;
	int64	   *ids;			/* of the signal; 0: a trigger of the user's
								 * own left the row out */
	Datum	   *ruled;			/* ids of signals that a rule matched */
	int			nruled;
	Datum	   *critical;		/* those of them that are critical */
	int			ncritical;
	Datum	   *renewed;		/* ids of signals that were there before */
	int			nrenewed;
} Written;

/*
 * RETURNING gives the signals in the order of the batch; a row may be missing
 * when a BEFORE trigger of the user's own has left it out.
 */
static void
note_written(Written *written, VocFeedback **rows, int n)
{
	int			row = 0;

	for (uint64 i = 0; i < SPI_processed; i++)
	{
		HeapTuple	tuple = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		bool		isnull;
		Datum		id = SPI_getbinval(tuple, desc, 1, &isnull);
		text	   *key = DatumGetTextPP(SPI_getbinval(tuple, desc, 2, &isnull));

		while (row < n &&
			   (VARSIZE_ANY_EXHDR(rows[row]->key) != VARSIZE_ANY_EXHDR(key) ||
				memcmp(VARDATA_ANY(rows[row]->key), VARDATA_ANY(key),
					   VARSIZE_ANY_EXHDR(key)) != 0))
			row++;
		if (row == n)
			elog(ERROR, "a captured signal has no row");
		written->ids[row++] = DatumGetInt64(id);

		(void) SPI_getbinval(tuple, desc, 3, &isnull);
		if (!isnull)
		{
			written->ruled[written->nruled++] = id;
			if (DatumGetBool(SPI_getbinval(tuple, desc, 5, &isnull)) && !isnull)
				written->critical[written->ncritical++] = id;
		}
		if (!DatumGetBool(SPI_getbinval(tuple, desc, 4, &isnull)))
			written->renewed[written->nrenewed++] = id;
	}
}

/* The one figure that a statement returned. */
static int64
count_returned(void)
{
	bool		isnull;

	return DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0],
									   SPI_tuptable->tupdesc, 1, &isnull));
}

static Datum
id_array(Datum *ids, int n)
{
	return PointerGetDatum(construct_array(ids, n, INT8OID, sizeof(int64),
										   FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

static Datum
key_array(VocFeedback **rows, int n)
{
	Datum	   *keys = palloc(sizeof(Datum) * (n + 1));

	for (int i = 0; i < n; i++)
		keys[i] = PointerGetDatum(rows[i]->key);
	return PointerGetDatum(construct_array(keys, n, TEXTOID, -1, false, TYPALIGN_INT));
}

/* ---- opinions ---- */

static const FeedColumn opinion_columns[] = {
	{"signal_id", INT8OID}, {"topic", TEXTOID}, {"sentiment", FLOAT4OID},
	{"sentiment_label", TEXTOID}, {"start", INT4OID}, {"length", INT4OID}
};

static void
write_opinions(const VocWriter *writer, VocFeedback **rows, const Written *written)
{
	Feed		feed;

	feed_begin(&feed, opinion_columns, lengthof(opinion_columns));
	for (int i = 0; i < written->n; i++)
	{
		const VocAnalysis *analysis = &rows[i]->analysis;
		VocPlaces	places;

		if (analysis->nopinions > 0)
			voc_places_begin(&places, rows[i]->comment);
		for (int j = 0; written->ids[i] != 0 && j < analysis->nopinions; j++)
		{
			const VocOpinion *opinion = &analysis->opinions[j];
			Datum		values[6];
			bool		nulls[6] = {false};
			VocPlace	place;

			voc_places_find(&places, opinion->char_start, opinion->char_len, &place);
			values[0] = Int64GetDatum(written->ids[i]);
			values[1] = CStringGetTextDatum(opinion->topic);
			values[2] = Float4GetDatum(opinion->sentiment);
			nulls[2] = !opinion->has_sentiment;
			set_cstring(values, nulls, 3,
						voc_label_name(voc_opinion_label(opinion)));
			values[4] = Int32GetDatum(place.start);
			values[5] = Int32GetDatum(place.length);
			tuplestore_putvalues(feed.store, feed.desc, values, nulls);
		}
	}
	if (tuplestore_tuple_count(feed.store) > 0)
	{
		feed_register(&feed, "voc_opinion");
		run(writer, WRITE_OPINIONS, NULL);
		feed_end(&feed);
	}
	else
		tuplestore_end(feed.store);
}

/* ---- loops ---- */

/*
 * Feedback that is worse than what its loop was opened for raises the loop's
 * severity.  History says that whoever gave it did.
 */
static void
raise_loops(const VocWriter *writer, Datum *args)
{
	int			guc_level = NewGUCNestLevel();

	(void) set_config_option("voc.actor", TextDatumGetCString(writer->actor),
							 PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
	run(writer, RAISE_LOOPS, args);
	AtEOXact_GUC(false, guc_level);
}

/*
 * Every ruled signal opens a loop or joins the open one of its customer.  When
 * that one is closed by somebody else between the two statements, the signal
 * has neither, and both are tried again.
 */
static void
write_loops(const VocWriter *writer, const Written *written)
{
	Datum		args[2];
	Datum		critical = (Datum) 0;
	bool		worse = written->nrenewed > 0;

	args[0] = id_array(written->ruled, written->nruled);
	args[1] = writer->actor;
	if (written->ncritical > 0)
		critical = id_array(written->critical, written->ncritical);
	for (int try = 0; try < MAX_LOOP_TRIES; try++)
	{
		uint64		opened;

		run(writer, OPEN_LOOPS, args);
		opened = SPI_processed;
		if (opened > 0 && written->ncritical > 0)
			run(writer, ALERT_TEAMS, &critical);
		if (opened == (uint64) written->nruled)
			return;
		run(writer, JOIN_LOOPS, args);
		worse |= count_returned() > 0;
		run(writer, COUNT_LOOPLESS, args);
		if (count_returned() == 0)
		{
			if (worse)
				raise_loops(writer, args);
			return;
		}
		CHECK_FOR_INTERRUPTS();
	}
	ereport(ERROR,
			(errcode(ERRCODE_TRIGGERED_ACTION_EXCEPTION),
			 errmsg("a loop could be neither opened nor joined"),
			 errhint("Loops of these customers are being closed at the same time, or a trigger on voc_data.loop leaves rows out.")));
}

/*
 * Write the good rows of a batch.  Raises like any statement.
 */
void
voc_write_signals(const VocWriter *writer, VocFeedback **rows, int n)
{
	Written		written = {0};
	Datum		args[5];
	Feed		feed;
	bool		new_touchpoint = false;

	feed_begin(&feed, signal_columns, S_COUNT);
	for (int i = 0; i < n; i++)
	{
		put_signal(&feed, rows[i]);
		new_touchpoint |= rows[i]->new_touchpoint;
	}
	feed_register(&feed, "voc_captured");
	if (new_touchpoint)
	{
		run(writer, WRITE_TOUCHPOINTS, NULL);
		voc_config_missed();
	}

	args[0] = Int64GetDatum(writer->source->id);
	args[1] = CStringGetTextDatum(writer->source->scale ?
								  writer->source->scale->code : "");
	args[2] = Int32GetDatum(writer->coding->codebook_version);
	args[3] = Int32GetDatum(writer->coding->lexicon_version);
	args[4] = BoolGetDatum(writer->keep_newer);
	run(writer, WRITE_SIGNALS, args);
	written.n = n;
	written.ids = palloc0(sizeof(int64) * n);
	written.ruled = palloc(sizeof(Datum) * n);
	written.critical = palloc(sizeof(Datum) * n);
	written.renewed = palloc(sizeof(Datum) * n);
	note_written(&written, rows, n);
	SPI_freetuptable(SPI_tuptable);
	feed_end(&feed);

	if (written.nrenewed > 0)
	{
		args[0] = id_array(written.renewed, written.nrenewed);
		run(writer, CLEAR_OPINIONS, args);
	}
	write_opinions(writer, rows, &written);
	if (written.nrenewed > 0)
		run(writer, KEEP_CORRECTIONS, args);
	if (written.nruled > 0)
		write_loops(writer, &written);
	if (may_have_rejections(writer))
	{
		args[0] = Int64GetDatum(writer->source->id);
		args[1] = key_array(rows, n);
		run(writer, RESOLVE_REJECTIONS, args);
	}
}

/* ---- rejections and retractions ---- */

static const FeedColumn faulty_columns[] = {
	{"source_key", TEXTOID}, {"column_name", TEXTOID}, {"value", TEXTOID},
	{"sqlstate", TEXTOID}, {"reason", TEXTOID}, {"hint", TEXTOID}
};

/*
 * Write the rows at fault and, with retract, retract what was known of them
 * when they were good: a row of a source is a live signal or an open rejection.
 */
void
voc_write_rejections(const VocWriter *writer, VocFeedback **rows, int n,
					 bool retract)
{
	Datum		args[3];
	Feed		feed;

	feed_begin(&feed, faulty_columns, lengthof(faulty_columns));
	for (int i = 0; i < n; i++)
	{
		const VocFault *fault = rows[i]->fault;
		Datum		values[6];
		bool		nulls[6] = {false};

		values[0] = PointerGetDatum(rows[i]->key);
		set_cstring(values, nulls, 1, fault->column);
		set_cstring(values, nulls, 2, fault->value);
		set_cstring(values, nulls, 3, unpack_sql_state(fault->sqlstate));
		set_cstring(values, nulls, 4, fault->reason);
		set_cstring(values, nulls, 5, fault->hint);
		tuplestore_putvalues(feed.store, feed.desc, values, nulls);
	}
	feed_register(&feed, "voc_faulty");
	args[0] = Int64GetDatum(writer->source->id);
	run(writer, WRITE_REJECTIONS, args);
	feed_end(&feed);

	if (!retract)
		return;
	args[1] = key_array(rows, n);
	args[2] = writer->actor;
	run(writer, RETRACT_SIGNALS, args);
}

/* Retract what was known of rows that left the source; keys are texts. */
int64
voc_write_retractions(const VocWriter *writer, Datum *keys, int n)
{
	Datum		args[3];
	int64		count;

	args[0] = Int64GetDatum(writer->source->id);
	args[1] = PointerGetDatum(construct_array(keys, n, TEXTOID, -1, false,
											  TYPALIGN_INT));
	args[2] = writer->actor;
	run(writer, RETRACT_SIGNALS, args);
	count = count_returned();
	run(writer, RESOLVE_REJECTIONS, args);
	return count;
}

/* Retract everything that was known of a source that was emptied. */
int64
voc_write_truncation(const VocWriter *writer)
{
	Datum		args[2];

	args[0] = Int64GetDatum(writer->source->id);
	args[1] = writer->actor;
	run(writer, RETRACT_ALL, args);
	return count_returned();
}
