/*-------------------------------------------------------------------------
 *
 * coding.c
 *	  The program's code frame and words, compiled once in a backend.
 *
 * voc_data.coding has one row with the versions of both.  Every change of
 * their tables updates it, in the same transaction (voc_coding_changed), so
 * that changes come one after the other, and whoever sees a version sees all
 * that belongs to it.  A backend looks at that row once for each snapshot and
 * compiles anew when it is another one: what a statement uses is what its
 * snapshot sees, in every isolation level and in parallel workers, and what
 * was rolled back was never seen.
 *
 * A version alone does not name a content: two transactions may both write
 * version 7, and the first be rolled back.  With the transaction that wrote
 * it, it does.
 *
 * IDENTIFICATION
 *	  src/program/coding.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/relation.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/tuplestore.h"

#include "../coding/frame.h"
#include "../sentiment/own.h"
#include "../text/text_sql.h"
#include "coding.h"
#include "config.h"
#include "owner.h"

PG_FUNCTION_INFO_V1(voc_coding_changed);

/* Which row of voc_data.coding is meant. */
typedef struct CodingKey
{
	bool		program;		/* false: there is none */
	int			codebook_version;
	int			lexicon_version;
	TransactionId xmin;
} CodingKey;

/* What of a snapshot tells whether it can see other rows than another one. */
typedef struct SnapshotKey
{
	uint32		taken;			/* all members are of one size: no padding */
	TransactionId xmin;
	TransactionId xmax;
	uint32		xcnt;
	uint32		subxcnt;		/* on a standby, all transactions are there */
	CommandId	curcid;
	SubTransactionId subxact;
} SnapshotKey;

typedef struct VocCompiled
{
	const char *language;		/* NULL: the patterns of all */
	const VocCodebook *codebook;
	struct VocCompiled *next;
} VocCompiled;

static VocCoding *cached = NULL;
static CodingKey cached_key;
static SnapshotKey checked;		/* the snapshot that cached was compared with */

/* ---- which coding the snapshot sees ---- */

static SnapshotKey
snapshot_key(Snapshot snapshot)
{
	SnapshotKey key;

	key.taken = true;
	key.xmin = snapshot->xmin;
	key.xmax = snapshot->xmax;
	key.xcnt = snapshot->xcnt;
	key.subxcnt = snapshot->subxcnt;
	key.curcid = snapshot->curcid;
	/* what a subtransaction did may be undone with nothing else changed */
	key.subxact = GetCurrentSubTransactionId();
	return key;
}

static Oid
program_table(const char *name)
{
	Oid			namespace = get_namespace_oid("voc_data", true);
	Oid			relid;

	if (!OidIsValid(namespace))
		return InvalidOid;
	relid = get_relname_relid(name, namespace);
	return OidIsValid(relid) && get_rel_relkind(relid) == RELKIND_RELATION ?
		relid : InvalidOid;
}

/* The number of an integer column, or 0. */
static AttrNumber
integer_column(TupleDesc desc, const char *name)
{
	int			number = SPI_fnumber(desc, name);

	return number > 0 && SPI_gettypeid(desc, number) == INT4OID ? number : 0;
}

static int
column_integer(HeapTuple tuple, TupleDesc desc, AttrNumber number)
{
	bool		isnull;
	Datum		value = heap_getattr(tuple, number, desc, &isnull);

	return isnull ? 0 : DatumGetInt32(value);
}

/*
 * Read the row of versions; no program when it is not there.
 */
static CodingKey
read_key(Snapshot snapshot)
{
	Oid			relid = program_table("coding");
	Relation	rel = OidIsValid(relid) ?
		try_relation_open(relid, AccessShareLock) : NULL;
	TupleDesc	desc;
	AttrNumber	codebook;
	AttrNumber	lexicon;
	CodingKey	key;

	memset(&key, 0, sizeof(key));
	if (rel == NULL)
		return key;
	desc = RelationGetDescr(rel);
	codebook = integer_column(desc, "codebook_version");
	lexicon = integer_column(desc, "lexicon_version");
	if (codebook > 0 && lexicon > 0)
	{
		SysScanDesc scan = systable_beginscan(rel, InvalidOid, false, snapshot,
											  0, NULL);
		HeapTuple	tuple = systable_getnext(scan);

		if (HeapTupleIsValid(tuple))
		{
			key.program = true;
			key.codebook_version = column_integer(tuple, desc, codebook);
			key.lexicon_version = column_integer(tuple, desc, lexicon);
			key.xmin = HeapTupleHeaderGetRawXmin(tuple->t_data);
		}
		systable_endscan(scan);
	}
	relation_close(rel, AccessShareLock);
	return key;
}

static bool
same_key(const CodingKey *a, const CodingKey *b)
{
	return a->program == b->program &&
		a->codebook_version == b->codebook_version &&
		a->lexicon_version == b->lexicon_version && a->xmin == b->xmin;
}

/* ---- reading and compiling it ---- */

static void
coding_select(const char *query)
{
	int			rc = SPI_execute(query, true, 0);

	if (rc != SPI_OK_SELECT)
		elog(ERROR, "reading the code frame failed: %s",
			 SPI_result_code_string(rc));
}

/* As UTF-8; what has no equal there becomes U+FFFD, rather than an error. */
static char *
column_utf8(int row, int column)
{
	char	   *value = SPI_getvalue(SPI_tuptable->vals[row],
									 SPI_tuptable->tupdesc, column);
	const char *utf8;
	size_t		len;

	if (value == NULL)
		return NULL;
	utf8 = voc_text_utf8(cstring_to_text(value), &len);
	return pnstrdup(utf8, len);
}

/* The same, as long as the coding lives. */
static char *
keep_utf8(VocCoding *coding, int row, int column)
{
	char	   *value = column_utf8(row, column);

	return value == NULL ? NULL : MemoryContextStrdup(coding->context, value);
}

/* The users' own words.  Their guard saw to it that they are well formed. */
static void
load_words(VocCoding *coding)
{
	VocArena	arena = voc_arena_in(coding->context);
	VocChunk   *chunk = palloc(sizeof(VocChunk));
	VocWord    *words;
	int			nbad;

	/* By way of text, lest 1.01, as real, be 1.00999999. */
	coding_select("SELECT term, language, role,"
				  " coalesce(valence, factor, 0)::text::float8"
				  " FROM voc_data.word ORDER BY id");
	coding->nwords = (int) SPI_processed;
	words = palloc(sizeof(VocWord) * (coding->nwords + 1));
	for (int i = 0; i < coding->nwords; i++)
	{
		bool		isnull;

		words[i].term = column_utf8(i, 1);
		words[i].language = column_utf8(i, 2);
		words[i].role = column_utf8(i, 3);
		words[i].amount = DatumGetFloat8(SPI_getbinval(SPI_tuptable->vals[i],
													   SPI_tuptable->tupdesc,
													   4, &isnull));
	}
	coding->own = voc_own_compile(words, coding->nwords, chunk, &arena, &nbad);
	if (nbad > 0)
		ereport(WARNING,
				(errmsg("%d of the words in voc_data.word are not well formed, and left out",
						nbad),
				 errhint("Update them: the error tells what is wrong.")));
	pfree(chunk);
}

/*
 * Leave out a pattern that is refused, which its guard should have seen: a
 * mistake in the frame must not lose feedback.
 */
static void
leave_out(VocCoding *coding, int bad, const VocPatternError *error)
{
	VocPattern *pattern = &coding->patterns[bad];

	ereport(WARNING,
			(errmsg("pattern \"%s\" of \"%s\" is left out: %s",
					text_to_cstring(voc_server_text(pattern->pattern)),
					pattern->code, error->message),
			 errhint("%s", error->hint)));
	coding->npatterns--;
	memmove(pattern, pattern + 1,
			sizeof(VocPattern) * (coding->npatterns - bad));
}

static const VocCodebook *
compile_codebook(VocCoding *coding, const char *language)
{
	VocArena	arena = voc_arena_in(coding->context);
	VocCodebook *codebook;

	do
	{
		MemoryContext context = AllocSetContextCreate(CurrentMemoryContext,
													  "voc codebook scratch",
													  ALLOCSET_DEFAULT_SIZES);
		VocArena	scratch = voc_arena_in(context);
		VocPatternError error;
		int			bad;

		codebook = voc_codebook_compile(coding->patterns, coding->npatterns,
										language, &scratch, &arena, &error,
										&bad);
		if (codebook == NULL)
			leave_out(coding, bad, &error);
		else
			voc_codebook_set_instead(codebook, coding->instead,
									 coding->ninstead, &scratch, &arena);
		MemoryContextDelete(context);
	} while (codebook == NULL);
	return codebook;
}

/*
 * The codebook of a language, which is compiled at its first comment.
 */
static const VocCodebook *
get_codebook(void *arg, const char *language)
{
	VocCoding  *coding = arg;
	VocCompiled *compiled = coding->compiled;

	while (compiled != NULL && compiled->language != language &&
		   (compiled->language == NULL || language == NULL ||
			strcmp(compiled->language, language) != 0))
		compiled = compiled->next;
	if (compiled == NULL)
	{
		const VocCodebook *codebook = compile_codebook(coding, language);

		compiled = MemoryContextAlloc(coding->context, sizeof(VocCompiled));
		compiled->codebook = codebook;
		compiled->language = language == NULL ? NULL :
			MemoryContextStrdup(coding->context, language);
		compiled->next = coding->compiled;
		coding->compiled = compiled;
	}
	return compiled->codebook;
}

static void
load_patterns(VocCoding *coding)
{
	coding_select("SELECT 0, p.topic, p.language, p.pattern, p.id"
				  " FROM voc_data.topic_pattern AS p"
				  " JOIN voc_data.topic AS t ON t.code = p.topic AND t.active"
				  " WHERE p.active"
				  " UNION ALL SELECT 1, p.intent, p.language, p.pattern, p.id"
				  " FROM voc_data.intent_pattern AS p"
				  " JOIN voc_data.intent AS t ON t.code = p.intent AND t.active"
				  " WHERE p.active ORDER BY 1, 5");
	coding->npatterns = (int) SPI_processed;
	coding->patterns = MemoryContextAllocHuge(coding->context,
											  sizeof(VocPattern) * (coding->npatterns + 1));
	for (int i = 0; i < coding->npatterns; i++)
	{
		VocPattern *pattern = &coding->patterns[i];
		char	   *language = keep_utf8(coding, i, 3);
		bool		isnull;

		CHECK_FOR_INTERRUPTS();
		pattern->kind = DatumGetInt32(SPI_getbinval(SPI_tuptable->vals[i],
													SPI_tuptable->tupdesc,
													1, &isnull)) == 0 ?
			VOC_CODE_TOPIC : VOC_CODE_INTENT;
		pattern->code = keep_utf8(coding, i, 2);
		pattern->language = language != NULL ? language : "*";
		pattern->pattern = keep_utf8(coding, i, 4);
	}
}

static void
load_instead(VocCoding *coding)
{
	coding_select("SELECT t.code, o.other FROM voc_data.topic AS t,"
				  " unnest(t.instead_of) AS o (other)"
				  " WHERE t.active AND o.other IS NOT NULL");
	coding->ninstead = (int) SPI_processed;
	coding->instead = MemoryContextAlloc(coding->context,
										 sizeof(VocInstead) * (coding->ninstead + 1));
	for (int i = 0; i < coding->ninstead; i++)
	{
		coding->instead[i].code = keep_utf8(coding, i, 1);
		coding->instead[i].other = keep_utf8(coding, i, 2);
	}
}

/*
 * Of the program, as the active snapshot sees it.
 */
static void
load_program(VocCoding *coding)
{
	VocOwnerScope scope;

	voc_enter_owner(voc_relation_owner(program_table("coding")), &scope);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	load_patterns(coding);
	load_instead(coding);
	load_words(coding);
	SPI_finish();
	voc_leave_owner(&scope);
}

static void
load_builtin(VocCoding *coding)
{
	const VocFrame *frame = &voc_builtin_frames[0];
	VocArena	arena = voc_arena_in(coding->context);

	coding->ninstead = voc_frame_instead(frame, &arena, &coding->instead);
	coding->npatterns = frame->npatterns;
	coding->patterns = MemoryContextAlloc(coding->context,
										  sizeof(VocPattern) * frame->npatterns);
	voc_frame_patterns(frame, coding->patterns);
}

static VocCoding *
load_coding(const CodingKey *key)
{
	MemoryContext context;
	VocCoding  *coding;

	/* An error on the way frees it with the caller's memory. */
	context = AllocSetContextCreate(CurrentMemoryContext, "voc coding",
									ALLOCSET_DEFAULT_SIZES);
	coding = MemoryContextAllocZero(context, sizeof(VocCoding));
	coding->context = context;
	coding->program = key->program;
	coding->codebook_version = key->codebook_version;
	coding->lexicon_version = key->lexicon_version;
	coding->codebooks.get = get_codebook;
	coding->codebooks.arg = coding;
	/* nothing can be analyzed in MULE_INTERNAL */
	if (key->program && GetDatabaseEncoding() != PG_MULE_INTERNAL)
		load_program(coding);
	else
		load_builtin(coding);
	MemoryContextSetParent(context, CacheMemoryContext);
	return coding;
}

const VocCoding *
voc_coding_cached(void)
{
	return cached;
}

/*
 * Whether what is cached is what the active snapshot sees; if not, which one
 * it sees.
 */
static bool
is_current(CodingKey *key)
{
	SnapshotKey now = snapshot_key(GetActiveSnapshot());

	if (cached != NULL && memcmp(&now, &checked, sizeof(now)) == 0)
		return true;
	*key = read_key(GetActiveSnapshot());
	if (cached == NULL || !same_key(key, &cached_key))
		return false;
	checked = now;
	return true;
}

bool
voc_coding_is_current(void)
{
	CodingKey	key;

	return ActiveSnapshotSet() && is_current(&key);
}

const VocCoding *
voc_coding(void)
{
	bool		pushed = !ActiveSnapshotSet();
	CodingKey	key;

	if (pushed)
		PushActiveSnapshot(GetTransactionSnapshot());
	if (!is_current(&key))
	{
		VocCoding  *coding = load_coding(&key);

		/* Whoever holds the old one may do so until the transaction ends. */
		if (cached != NULL && voc_config_held())
			MemoryContextSetParent(cached->context, TopTransactionContext);
		else if (cached != NULL)
			MemoryContextDelete(cached->context);
		cached = coding;
		cached_key = key;
		checked = snapshot_key(GetActiveSnapshot());
	}
	if (pushed)
		PopActiveSnapshot();
	return cached;
}

Oid
voc_words_relid(void)
{
	return program_table("word");
}

/* ---- changes ---- */

/* Rows of a transition table; without one, some. */
static bool
is_empty(Tuplestorestate *rows)
{
	return rows != NULL && tuplestore_tuple_count(rows) == 0;
}

/*
 * Trigger function of the tables of the code frame and of words, AFTER each
 * statement.  Its argument names the version: codebook or lexicon.
 */
Datum
voc_coding_changed(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	VocOwnerScope scope;
	Oid			relid = program_table("coding");
	char	   *actor;
	Datum		args[1];
	Oid			types[1] = {TEXTOID};
	int			rc;

	if (!CALLED_AS_TRIGGER(fcinfo) ||
		!TRIGGER_FIRED_AFTER(trigdata->tg_event) ||
		!TRIGGER_FIRED_FOR_STATEMENT(trigdata->tg_event) ||
		trigdata->tg_trigger->tgnargs != 1)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired AFTER each statement, with one argument",
						"voc.coding_changed")));
	if (!OidIsValid(relid) ||
		is_empty(trigdata->tg_newtable) || is_empty(trigdata->tg_oldtable))
		return PointerGetDatum(NULL);

	actor = voc_actor_name();
	voc_enter_owner(voc_relation_owner(relid), &scope);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	args[0] = CStringGetTextDatum(actor);
	rc = SPI_execute_with_args(strcmp(trigdata->tg_trigger->tgargs[0], "lexicon") == 0 ?
							   "UPDATE voc_data.coding SET lexicon_version = lexicon_version + 1,"
							   " changed_at = now(), changed_by = $1" :
							   "UPDATE voc_data.coding SET codebook_version = codebook_version + 1,"
							   " changed_at = now(), changed_by = $1",
							   1, types, args, NULL, false, 0);
	if (rc != SPI_OK_UPDATE)
		elog(ERROR, "counting a change of the code frame failed: %s",
			 SPI_result_code_string(rc));
	SPI_finish();
	voc_leave_owner(&scope);
	return PointerGetDatum(NULL);
}
