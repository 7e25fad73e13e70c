/*-------------------------------------------------------------------------
 *
 * compat.h
 *	  The one place that knows how PostgreSQL 13 to 18 differ.
 *
 * Shims carry the prefix voc_, since new names appear even in minor releases.
 *
 * IDENTIFICATION
 *	  src/compat.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_COMPAT_H
#define VOC_COMPAT_H

#include "postgres.h"

#include "fmgr.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#if PG_VERSION_NUM < 130000
#error "voc needs PostgreSQL 13 or later"
#endif

/* Declared by fmgr.h, and exported, from 16 on. */
#if PG_VERSION_NUM < 160000
extern PGDLLEXPORT void _PG_init(void);
#endif

/* The prefix of our settings; its old name before 15. */
#if PG_VERSION_NUM < 150000
#define voc_reserve_prefix(prefix) EmitWarningsOnPlaceholders(prefix)
#else
#define voc_reserve_prefix(prefix) MarkGUCPrefixReserved(prefix)
#endif

/* Before 16 an input function cannot hand an error back, only raise it. */
#if PG_VERSION_NUM >= 160000
#define voc_ereturn(context, dummy_value, ...) \
	ereturn(context, dummy_value, __VA_ARGS__)
#else
#define voc_ereturn(context, dummy_value, ...) ereport(ERROR, __VA_ARGS__)
#endif

/* Gone in 18, where a prefix has taken its place. */
#ifndef pg_attribute_noreturn
#define pg_attribute_noreturn() __attribute__((noreturn))
#endif

#endif							/* VOC_COMPAT_H */
