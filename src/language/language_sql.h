/*-------------------------------------------------------------------------
 *
 * language_sql.h
 *	  Languages as arguments of functions.
 *
 * IDENTIFICATION
 *	  src/language/language_sql.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_LANGUAGE_SQL_H
#define VOC_LANGUAGE_SQL_H

#include "postgres.h"

/*
 * The code that a language argument means, static; NULL for 'auto'.  Raises
 * an error for what is neither that nor a language voc knows.
 */
extern const char *voc_language_argument(const text *argument);

#endif							/* VOC_LANGUAGE_SQL_H */
