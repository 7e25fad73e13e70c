/*-------------------------------------------------------------------------
 *
 * config.c
 *	  What a backend remembers of the program's settings.
 *
 * Changes of a user's table send no invalidation, so statement triggers on
 * the configuration tables (voc_config_changed) send a relcache invalidation
 * of the table itself; it is delivered to all backends at commit, to our own
 * at the end of the command, and once more when the transaction is undone.
 *
 * The cache is good while built_at equals inval_count, and built_at is taken
 * before the tables are read: a message that comes during the build wins, and
 * an error in the build leaves the cache invalid.  The tables are read with a
 * snapshot of now: with an older one, a backend in REPEATABLE READ would
 * consume the message, rebuild from the past, and be stale for good.
 *
 * IDENTIFICATION
 *	  src/program/config.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "access/genam.h"
#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/partition.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/formatting.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

#include "calendars.h"
#include "config.h"
#include "owner.h"

PG_FUNCTION_INFO_V1(voc_config_changed);

/* The tables that the cache is made of. */
static const char *const config_tables[] = {
	"program", "channel", "scale", "touchpoint", "source", "calendar",
	"calendar_span", "holiday"
};

#define NCONFIG_TABLES lengthof(config_tables)

static uint64 inval_count = 1;
static uint64 built_at = 0;
static Oid	config_relids[NCONFIG_TABLES];
static MemoryContext config_context = NULL;
static VocConfig *cached = NULL;
static int	holders = 0;		/* captures under way that hold a config */

/* Relcache callback: may come at any time, so it only counts. */
static void
config_invalidate(Datum arg, Oid relid)
{
	if (relid == InvalidOid)
	{
		inval_count++;
		return;
	}
	for (size_t i = 0; i < NCONFIG_TABLES; i++)
		if (config_relids[i] == relid)
			inval_count++;
}

/*
 * Trigger function of the configuration tables, AFTER each statement.
 */
Datum
voc_config_changed(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" was not called by trigger manager",
						"voc.config_changed")));
	if (!TRIGGER_FIRED_AFTER(trigdata->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired AFTER",
						"voc.config_changed")));
	CacheInvalidateRelcache(trigdata->tg_relation);
	return PointerGetDatum(NULL);
}

/* ---- reading the tables ---- */

static char *
column_text(int row, int column)
{
	char	   *value = SPI_getvalue(SPI_tuptable->vals[row],
									 SPI_tuptable->tupdesc, column);

	return value;				/* NULL for NULL; in the current context */
}

static double
column_double(int row, int column)
{
	bool		isnull;

	return DatumGetFloat8(SPI_getbinval(SPI_tuptable->vals[row],
										SPI_tuptable->tupdesc, column, &isnull));
}

static bool
column_bool(int row, int column)
{
	bool		isnull;

	return DatumGetBool(SPI_getbinval(SPI_tuptable->vals[row],
									  SPI_tuptable->tupdesc, column, &isnull));
}

/* A text[] without NULLs as C strings. */
static char **
column_names(int row, int column, int *count)
{
	bool		isnull;
	Datum		array = SPI_getbinval(SPI_tuptable->vals[row],
									  SPI_tuptable->tupdesc, column, &isnull);
	Datum	   *elems;
	char	  **names;

	*count = 0;
	if (isnull)
		return NULL;
	deconstruct_array(DatumGetArrayTypeP(array), TEXTOID, -1, false, TYPALIGN_INT,
					  &elems, NULL, count);
	names = palloc(sizeof(char *) * (*count + 1));
	for (int i = 0; i < *count; i++)
		names[i] = TextDatumGetCString(elems[i]);
	return names;
}

static void
config_select(const char *query)
{
	int			rc = SPI_execute(query, true, 0);

	if (rc != SPI_OK_SELECT)
		elog(ERROR, "reading the program's settings failed: %s",
			 SPI_result_code_string(rc));
}

static int
compare_sources(const void *a, const void *b)
{
	const VocSource *x = a;
	const VocSource *y = b;

	if (x->relid != y->relid)
		return x->relid < y->relid ? -1 : 1;
	return x->id > y->id ? -1 : x->id < y->id;
}

static int
compare_aliases(const void *a, const void *b)
{
	return strcmp(((const VocAlias *) a)->name, ((const VocAlias *) b)->name);
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *) a, *(char *const *) b);
}

static void
load_scales(VocConfig *config, MemoryContext context)
{
	MemoryContext caller;

	config_select("SELECT code, kind = 'nps', whole::boolean, low::float8, high::float8,"
				  " bad_max::float8, good_min::float8"
				  " FROM voc_data.scale");
	caller = MemoryContextSwitchTo(context);
	config->nscales = (int) SPI_processed;
	config->scales = palloc0(sizeof(VocScale) * (SPI_processed + 1));
	for (int i = 0; i < config->nscales; i++)
	{
		VocScale   *scale = &config->scales[i];

		scale->code = column_text(i, 1);
		scale->is_nps = column_bool(i, 2);
		scale->whole = column_bool(i, 3);
		scale->low = column_double(i, 4);
		scale->high = column_double(i, 5);
		scale->bad_max = column_double(i, 6);
		scale->good_min = column_double(i, 7);
	}
	MemoryContextSwitchTo(caller);
}

static const VocScale *
find_scale(const VocConfig *config, const char *code)
{
	for (int i = 0; code != NULL && i < config->nscales; i++)
		if (strcmp(config->scales[i].code, code) == 0)
			return &config->scales[i];
	return NULL;
}

static void
load_sources(VocConfig *config, MemoryContext context)
{
	MemoryContext caller;
	int			count;

	config_select("SELECT id::bigint, relation::oid, comment_column, score_column,"
				  " customer_column, occurred_at_column, channel_column,"
				  " touchpoint_column, language_column, key_columns::text[],"
				  " segment_columns::text[], scale, default_channel, default_touchpoint,"
				  " on_error = 'raise', relation_name, detached_at IS NULL,"
				  " redact"
				  " FROM voc_data.source");
	caller = MemoryContextSwitchTo(context);
	count = (int) SPI_processed;
	config->sources = palloc0(sizeof(VocSource) * (count + 1));
	for (int i = 0; i < count; i++)
	{
		VocSource  *source = &config->sources[i];
		bool		isnull;

		source->id = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[i],
												 SPI_tuptable->tupdesc, 1, &isnull));
		source->relid = DatumGetObjectId(SPI_getbinval(SPI_tuptable->vals[i],
													   SPI_tuptable->tupdesc, 2,
													   &isnull));
		for (int role = 0; role < VOC_NROLES; role++)
			source->column[role] = column_text(i, 3 + role);
		source->keys = column_names(i, 10, &source->nkeys);
		source->segments = column_names(i, 11, &source->nsegments);
		source->scale = find_scale(config, column_text(i, 12));
		source->default_channel = column_text(i, 13);
		source->default_touchpoint = column_text(i, 14);
		source->raise = column_bool(i, 15);
		source->name = column_text(i, 16);
		source->attached = column_bool(i, 17);
		source->redact = column_bool(i, 18);
	}
	config->nsources = count;
	qsort(config->sources, count, sizeof(VocSource), compare_sources);
	MemoryContextSwitchTo(caller);
}

static void
load_vocabulary(VocConfig *config, MemoryContext context)
{
	MemoryContext caller;

	config_select("SELECT lower(name), code FROM voc_data.channel,"
				  " unnest(array_append(aliases, code)) AS name"
				  " WHERE name IS NOT NULL");
	caller = MemoryContextSwitchTo(context);
	config->naliases = (int) SPI_processed;
	config->aliases = palloc0(sizeof(VocAlias) * (SPI_processed + 1));
	for (int i = 0; i < config->naliases; i++)
	{
		config->aliases[i].name = column_text(i, 1);
		config->aliases[i].code = column_text(i, 2);
	}
	qsort(config->aliases, config->naliases, sizeof(VocAlias), compare_aliases);
	MemoryContextSwitchTo(caller);

	config_select("SELECT code FROM voc_data.touchpoint");
	caller = MemoryContextSwitchTo(context);
	config->ntouchpoints = (int) SPI_processed;
	config->touchpoints = palloc(sizeof(char *) * (SPI_processed + 1));
	for (int i = 0; i < config->ntouchpoints; i++)
		config->touchpoints[i] = column_text(i, 1);
	qsort(config->touchpoints, config->ntouchpoints, sizeof(char *), compare_names);
	MemoryContextSwitchTo(caller);
}

/*
 * Find the program's tables; false when there is no program, or no whole one.
 */
static bool
find_tables(Oid *owner)
{
	Oid			namespace = get_namespace_oid("voc_data", true);

	if (!OidIsValid(namespace))
		return false;
	for (size_t i = 0; i < NCONFIG_TABLES; i++)
	{
		config_relids[i] = get_relname_relid(config_tables[i], namespace);
		if (!OidIsValid(config_relids[i]))
			return false;
	}
	*owner = voc_relation_owner(config_relids[0]);
	return OidIsValid(*owner);
}

static void
find_growing(VocConfig *config)
{
	static const char *const names[VOC_NGROWING] = {
		[VOC_SIGNAL] = "signal",
		[VOC_OPINION] = "opinion",
		[VOC_LOOP] = "loop",
		[VOC_REJECTED] = "rejected"
	};
	Oid			namespace = get_namespace_oid("voc_data", true);

	for (int i = 0; i < VOC_NGROWING; i++)
		config->growing[i] = get_relname_relid(names[i], namespace);
}

static VocConfig *
load_config(Oid owner, MemoryContext context)
{
	VocConfig  *config = MemoryContextAllocZero(context, sizeof(VocConfig));
	VocOwnerScope scope;
	MemoryContext caller;

	config->owner = owner;
	find_growing(config);
	voc_enter_owner(owner, &scope);
	PushActiveSnapshot(GetLatestSnapshot());
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");

	config_select("SELECT version, max_comment::integer FROM voc_data.program");
	if (SPI_processed == 1)
	{
		bool		isnull;

		caller = MemoryContextSwitchTo(context);
		config->version = column_text(0, 1);
		config->max_comment = DatumGetInt32(SPI_getbinval(SPI_tuptable->vals[0],
														  SPI_tuptable->tupdesc,
														  2, &isnull));
		MemoryContextSwitchTo(caller);
		load_scales(config, context);
		load_sources(config, context);
		load_vocabulary(config, context);
		voc_load_calendars(config, context);
	}

	SPI_finish();
	PopActiveSnapshot();
	voc_leave_owner(&scope);
	return config->version == NULL ? NULL : config;
}

static void
drop_holders(XactEvent event, void *arg)
{
	if (event == XACT_EVENT_COMMIT || event == XACT_EVENT_ABORT ||
		event == XACT_EVENT_PREPARE)
		holders = 0;
}

void
voc_config_hold(void)
{
	holders++;
}

void
voc_config_release(void)
{
	holders--;
}

bool
voc_config_held(void)
{
	return holders > 0;
}

void
voc_config_missed(void)
{
	static int	misses = 0;

	if (cached != NULL && ++misses > Max(16, cached->ntouchpoints / 2))
	{
		misses = 0;
		inval_count++;
	}
}

const VocConfig *
voc_config_cached(void)
{
	return built_at == inval_count ? cached : NULL;
}

const VocConfig *
voc_config(void)
{
	static bool registered = false;
	MemoryContext context;
	VocConfig  *config;
	uint64		start;
	Oid			owner;

	if (voc_config_cached() != NULL)
		return cached;

	if (!registered)
	{
		CacheRegisterRelcacheCallback(config_invalidate, (Datum) 0);
		RegisterXactCallback(drop_holders, NULL);
		registered = true;
	}

	start = inval_count;
	if (!find_tables(&owner))
		return NULL;

	/* Build in the transaction's memory, so that an error leaves nothing. */
	context = AllocSetContextCreate(TopTransactionContext, "voc config",
									ALLOCSET_SMALL_SIZES);
	config = load_config(owner, context);
	if (config == NULL)
	{
		MemoryContextDelete(context);
		return NULL;
	}

	/* Whoever holds the old one may do so until the transaction ends. */
	if (config_context != NULL && holders > 0)
		MemoryContextSetParent(config_context, TopTransactionContext);
	else if (config_context != NULL)
		MemoryContextDelete(config_context);
	MemoryContextSetParent(context, CacheMemoryContext);
	config_context = context;
	cached = config;
	built_at = start;
	return cached;
}

/* ---- looking things up ---- */

static const VocSource *
source_of(const VocConfig *config, Oid relid)
{
	int			low = 0;
	int			high = config->nsources;

	while (low < high)
	{
		int			mid = low + (high - low) / 2;

		if (config->sources[mid].relid < relid)
			low = mid + 1;
		else
			high = mid;
	}
	if (low < config->nsources && config->sources[low].relid == relid)
		return &config->sources[low];
	return NULL;
}

const VocSource *
voc_config_source(const VocConfig *config, Oid relid)
{
	const VocSource *first = source_of(config, relid);
	const VocSource *newest = NULL;
	char	   *name;

	if (first == NULL || get_rel_name(relid) == NULL)
		return NULL;
	name = psprintf("%s.%s",
					quote_identifier(get_namespace_name(get_rel_namespace(relid))),
					quote_identifier(get_rel_name(relid)));
	for (const VocSource *source = first;
		 source < config->sources + config->nsources && source->relid == relid;
		 source++)
	{
		if (!source->attached)
			continue;
		if (strcmp(source->name, name) == 0)
			return source;
		if (newest == NULL)
			newest = source;
	}
	return newest;
}

static bool
is_part_of(Oid relid, Oid whole)
{
	return relid == whole ||
		(get_rel_relispartition(relid) &&
		 list_member_oid(get_partition_ancestors(relid), whole));
}

const VocSource *
voc_config_source_of(const VocConfig *config, int64 id, Oid relid)
{
	for (int i = 0; i < config->nsources; i++)
		if (config->sources[i].id == id)
			return is_part_of(relid, config->sources[i].relid) ?
				&config->sources[i] : NULL;
	return NULL;
}

const char *
voc_config_channel(const VocConfig *config, const char *name)
{
	VocAlias	wanted;
	VocAlias   *found;

	/* As SQL's lower() folds what it is compared with. */
	wanted.name = str_tolower(name, strlen(name), DEFAULT_COLLATION_OID);
	found = bsearch(&wanted, config->aliases, config->naliases, sizeof(VocAlias),
					compare_aliases);
	return found == NULL ? NULL : found->code;
}

bool
voc_config_touchpoint(const VocConfig *config, const char *code)
{
	return bsearch(&code, config->touchpoints, config->ntouchpoints,
				   sizeof(char *), compare_names) != NULL;
}

const VocNamedCalendar *
voc_config_calendar(const VocConfig *config, const char *code)
{
	for (int i = 0; i < config->ncalendars; i++)
		if (strcmp(config->calendars[i].code, code) == 0)
			return &config->calendars[i];
	return NULL;
}
