/*-------------------------------------------------------------------------
 *
 * coding.c
 *	  The program's code frame and words, compiled once in a backend.
 *
 * voc_data.coding has one row with the versions of both.  Every change of
 * their tables updates it, before and after, in the same transaction
 * (voc_coding_changed), so that changes come one after the other, and whoever
 * sees a version that is final sees all that belongs to it.  A backend looks
 * at that row once for each snapshot and compiles anew when it is another one:
 * what a statement uses is what its snapshot sees, in every isolation level
 * and in parallel workers, and what was rolled back was never seen.
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
#include "access/xact.h"
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

#include "../coding/frame.h"
#include "../coding/pattern.h"
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
	uint32		taken;			/* 0: none; no padding, all are of one size */
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

	/* By way of numeric, lest 1.01, as real, be 1.00999999. */
	coding_select("SELECT term::text, language::text, role::text,"
				  " coalesce(valence, factor, 0)::numeric::float8"
				  " FROM voc_data.word WHERE term IS NOT NULL ORDER BY id");
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
 * Leave out the patterns that are refused, which their guard should have seen:
 * a mistake in the frame must not lose feedback.
 */
static void
leave_out(VocCoding *coding)
{
	VocPatternTree *tree = palloc(sizeof(VocPatternTree));
	VocChunk   *chunk = palloc(sizeof(VocChunk));
	VocPatternError error;
	int			nkept = 0;

	for (int i = 0; i < coding->npatterns; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (voc_pattern_parse(coding->patterns[i].pattern, chunk, tree, &error))
			coding->patterns[nkept++] = coding->patterns[i];
	}
	if (nkept < coding->npatterns)
		ereport(WARNING,
				(errmsg("%d of the patterns of the code frame are not well formed, and left out",
						coding->npatterns - nkept),
				 errhint("Update them: the error tells what is wrong.")));
	coding->npatterns = nkept;
	pfree(tree);
	pfree(chunk);
}

static const VocCodebook *
compile_codebook(VocCoding *coding, const char *language)
{
	MemoryContext scratch_context;
	MemoryContext context;
	VocArena	scratch;
	VocArena	arena;
	VocCodebook *codebook;
	VocPatternError error;
	int			npatterns = coding->npatterns;
	int			bad;

	/* An error on the way frees both with the caller's memory. */
	scratch_context = AllocSetContextCreate(CurrentMemoryContext,
											"voc codebook scratch",
											ALLOCSET_DEFAULT_SIZES);
	context = AllocSetContextCreate(CurrentMemoryContext, "voc codebook",
									ALLOCSET_DEFAULT_SIZES);
	scratch = voc_arena_in(scratch_context);
	arena = voc_arena_in(context);
	codebook = voc_codebook_compile(coding->patterns, npatterns, language,
									voc_check_interrupts, &scratch, &arena,
									&error, &bad);
	if (codebook == NULL)
	{
		leave_out(coding);
		npatterns = coding->npatterns;
		codebook = voc_codebook_compile(coding->patterns, npatterns, language,
										voc_check_interrupts, &scratch, &arena,
										&error, &bad);
	}
	if (codebook == NULL)
	{
		/* It is too large; what comes first fits. */
		ereport(WARNING,
				(errmsg("%s for language %s: what comes after the first %d patterns is left out",
						error.message, language != NULL ? language : "NULL", bad),
				 errhint("%s", error.hint)));
		codebook = voc_codebook_compile(coding->patterns, bad, language,
										voc_check_interrupts, &scratch, &arena,
										&error, &bad);
	}
	voc_codebook_set_instead(codebook, coding->instead, coding->ninstead,
							 &scratch, &arena);
	MemoryContextDelete(scratch_context);
	MemoryContextSetParent(context, coding->context);
	return codebook;
}

static bool
has_patterns(const VocCoding *coding, const char *language)
{
	for (int i = 0; i < coding->nlanguages; i++)
		if (strcmp(coding->languages[i], language) == 0)
			return true;
	return false;
}

/* Note which languages there are patterns for; few, and in runs. */
static void
note_languages(VocCoding *coding)
{
	int			room = 16;

	coding->languages = MemoryContextAlloc(coding->context,
										   sizeof(char *) * room);
	for (int i = 0; i < coding->npatterns; i++)
	{
		const char *language = coding->patterns[i].language;

		if (has_patterns(coding, language))
			continue;
		if (coding->nlanguages == room)
			coding->languages = repalloc(coding->languages,
										 sizeof(char *) * (room *= 2));
		coding->languages[coding->nlanguages++] = language;
	}
}

/*
 * The codebook of a language, which is compiled at its first comment.
 */
static const VocCodebook *
get_codebook(void *arg, const char *language)
{
	VocCoding  *coding = arg;
	VocCompiled *compiled = coding->compiled;

	/* a source may name any; those without patterns of their own share one */
	if (language != NULL && !has_patterns(coding, language))
		language = "";

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
	/* intents first: of a frame that is too large, the alarms are kept */
	coding_select("SELECT 0, p.topic::text, p.language::text, p.pattern::text, p.id"
				  " FROM voc_data.topic_pattern AS p"
				  " JOIN voc_data.topic AS t ON t.code = p.topic AND t.active"
				  " WHERE p.active AND p.pattern IS NOT NULL"
				  " UNION ALL SELECT 1, p.intent::text, p.language::text, p.pattern::text, p.id"
				  " FROM voc_data.intent_pattern AS p"
				  " JOIN voc_data.intent AS t ON t.code = p.intent AND t.active"
				  " WHERE p.active AND p.pattern IS NOT NULL ORDER BY 1 DESC, 5");
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
	coding_select("SELECT t.code::text, o.other::text FROM voc_data.topic AS t,"
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
	note_languages(coding);
	MemoryContextSetParent(context, CacheMemoryContext);
	return coding;
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

/* Another transaction may have a snapshot that looks the same. */
static void
forget_snapshot(XactEvent event, void *arg)
{
	checked.taken = 0;
}

const VocCoding *
voc_coding(void)
{
	static bool registered = false;
	bool		pushed = !ActiveSnapshotSet();
	CodingKey	key;

	if (!registered)
	{
		RegisterXactCallback(forget_snapshot, NULL);
		registered = true;
	}

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

/*
 * Trigger function of the tables of the code frame and of words, BEFORE and
 * AFTER each statement.  Its argument names the version: codebook or lexicon.
 *
 * Before, because whoever looks at the frame while the statement runs must not
 * take its rows for the old version, and because of two who edit it the second
 * waits here, where it has locked nothing yet.  After, because what was seen
 * meanwhile may be half of it.
 */
Datum
voc_coding_changed(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;
	VocOwnerScope scope;
	Oid			relid = program_table("coding");
	bool		lexicon;
	char	   *actor;
	Datum		args[1];
	Oid			types[1] = {TEXTOID};
	int			rc;

	if (!CALLED_AS_TRIGGER(fcinfo) ||
		!TRIGGER_FIRED_FOR_STATEMENT(trigdata->tg_event) ||
		trigdata->tg_trigger->tgnargs != 1)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired for each statement, with one argument",
						"voc.coding_changed")));
	/* Anybody may make a trigger of it on a table of his own. */
	if (!OidIsValid(relid) ||
		RelationGetNamespace(trigdata->tg_relation) != get_rel_namespace(relid))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_OBJECT_DEFINITION),
				 errmsg("\"%s\" is no table of the program",
						RelationGetRelationName(trigdata->tg_relation)),
				 errhint("voc.coding_changed() is for the triggers that voc.create_program() makes.")));
	lexicon = strcmp(trigdata->tg_trigger->tgargs[0], "lexicon") == 0;

	actor = voc_actor_name();
	voc_enter_owner(voc_relation_owner(relid), &scope);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	args[0] = CStringGetTextDatum(actor);
	rc = SPI_execute_with_args(lexicon ?
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
