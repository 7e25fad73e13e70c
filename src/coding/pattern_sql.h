/*-------------------------------------------------------------------------
 *
 * pattern_sql.h
 *	  Patterns as users write them, with errors that say what to mend.
 *
 * IDENTIFICATION
 *	  src/coding/pattern_sql.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_PATTERN_SQL_H
#define VOC_PATTERN_SQL_H

#include "../compat.h"

/*
 * A pattern as UTF-8, NUL terminated.  Raises 22023 with its place when it is
 * not well formed.
 */
extern const char *voc_pattern_checked(text *pattern);

#endif							/* VOC_PATTERN_SQL_H */
