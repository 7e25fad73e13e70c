/*-------------------------------------------------------------------------
 *
 * config.h
 *	  What a backend remembers of the program's settings.
 *
 * Sources, channels, scales and touchpoints are read once per backend and
 * change, since every captured row needs them.  They have the semantics of a
 * catalog: a committed change is seen by every backend's next statement, in
 * whatever isolation level it runs.
 *
 * IDENTIFICATION
 *	  src/program/config.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_CONFIG_H
#define VOC_CONFIG_H

#include "../compat.h"

#include "../loop/calendar.h"

/* The version of the program's tables that this library reads and writes. */
#define VOC_PROGRAM_VERSION	"1.0"

/* SQLSTATEs of voc's own class. */
#define VOC_ERRCODE_ILLEGAL_STEP	MAKE_SQLSTATE('V', 'O', '0', '0', '1')
#define VOC_ERRCODE_STEP_NEEDS		MAKE_SQLSTATE('V', 'O', '0', '0', '2')
#define VOC_ERRCODE_STALE_VERSION	MAKE_SQLSTATE('V', 'O', '0', '0', '3')
#define VOC_ERRCODE_PROTECTED		MAKE_SQLSTATE('V', 'O', '0', '0', '4')
#define VOC_ERRCODE_NOT_HELD		MAKE_SQLSTATE('V', 'O', '0', '0', '5')	/* raised in SQL */
#define VOC_ERRCODE_NO_SUCH			MAKE_SQLSTATE('V', 'O', '0', '0', '6')
#define VOC_ERRCODE_NO_PROGRAM		MAKE_SQLSTATE('V', 'O', '0', '1', '0')
#define VOC_ERRCODE_OLD_PROGRAM		MAKE_SQLSTATE('V', 'O', '0', '1', '1')
#define VOC_ERRCODE_NOT_ATTACHED	MAKE_SQLSTATE('V', 'O', '0', '1', '2')

/* What a column of a source can be read as. */
typedef enum VocRole
{
	VOC_ROLE_COMMENT,
	VOC_ROLE_SCORE,
	VOC_ROLE_CUSTOMER,
	VOC_ROLE_OCCURRED_AT,
	VOC_ROLE_CHANNEL,
	VOC_ROLE_TOUCHPOINT,
	VOC_ROLE_LANGUAGE
} VocRole;

#define VOC_NROLES (VOC_ROLE_LANGUAGE + 1)

/* A row of voc_data.scale. */
typedef struct VocScale
{
	char	   *code;
	bool		is_nps;			/* its groups are promoter, passive, detractor */
	bool		whole;
	double		low;
	double		high;
	double		bad_max;
	double		good_min;
} VocScale;

/* A row of voc_data.source. */
typedef struct VocSource
{
	int64		id;
	Oid			relid;
	char	   *name;			/* qualified, when it was attached */
	char	   *column[VOC_NROLES]; /* column name, or NULL */
	int			nkeys;
	char	  **keys;
	int			nsegments;
	char	  **segments;
	const VocScale *scale;		/* NULL without a score */
	char	   *default_channel;	/* or NULL */
	char	   *default_touchpoint; /* or NULL */
	bool		raise;			/* on_error => 'raise' */
	bool		redact;			/* personal data in comments is masked */
	bool		attached;		/* and not detached since */
} VocSource;

/* One spelling of a channel; sorted by name. */
typedef struct VocAlias
{
	char	   *name;			/* lower case */
	char	   *code;
} VocAlias;

/* Tables that grow with the feedback. */
enum
{
	VOC_SIGNAL,
	VOC_OPINION,
	VOC_LOOP,
	VOC_REJECTED,
	VOC_NGROWING
};

/* A row of voc_data.calendar, with its hours and holidays. */
typedef struct VocNamedCalendar
{
	char	   *code;
	char	   *time_zone;
	VocCalendar calendar;		/* zone.zone is NULL when there is no such zone */
} VocNamedCalendar;

typedef struct VocConfig
{
	Oid			owner;			/* of the program */
	Oid			growing[VOC_NGROWING];	/* by VOC_SIGNAL and so on */
	char	   *version;		/* of its tables */
	int			max_comment;	/* bytes */
	int			nsources;
	VocSource  *sources;		/* sorted by relid, newest first */
	int			nscales;
	VocScale   *scales;
	int			naliases;
	VocAlias   *aliases;
	int			ntouchpoints;
	char	  **touchpoints;	/* sorted */
	int			ncalendars;
	VocNamedCalendar *calendars;	/* sorted by code */
} VocConfig;

/*
 * The settings as committed now (and as changed by this transaction), or NULL
 * when the database has no program.  Valid until the end of the transaction,
 * also when the settings change meanwhile.
 */
extern const VocConfig *voc_config(void);

/* The same if nothing has to be read for it, else NULL. */
extern const VocConfig *voc_config_cached(void);

/*
 * While a config is held, one that is replaced stays until the transaction
 * ends; an error in between needs no release.
 */
extern void voc_config_hold(void);
extern void voc_config_release(void);
extern bool voc_config_held(void);

/*
 * A touchpoint was not known.  New ones send no invalidation, since a source
 * may bring one with every row: the settings are read anew now and then.
 */
extern void voc_config_missed(void);

/*
 * The attached source that a table is.  A source whose table was dropped keeps
 * its OID, and after a restore another table may have that: of several, the
 * one whose name is the table's own is taken, else the newest.
 */
extern const VocSource *voc_config_source(const VocConfig *config, Oid relid);

/* The source of that number, if it is a table or what that is a partition of. */
extern const VocSource *voc_config_source_of(const VocConfig *config, int64 id,
											 Oid relid);

/* The code of a channel by one of its names, or NULL. */
extern const char *voc_config_channel(const VocConfig *config, const char *name);

/* A calendar by its code, or NULL. */
extern const VocNamedCalendar *voc_config_calendar(const VocConfig *config,
												   const char *code);

extern bool voc_config_touchpoint(const VocConfig *config, const char *code);

#endif							/* VOC_CONFIG_H */
