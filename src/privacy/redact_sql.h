/*-------------------------------------------------------------------------
 *
 * redact_sql.h
 *	  Masking personal data in texts of the server.
 *
 * IDENTIFICATION
 *	  src/privacy/redact_sql.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_REDACT_SQL_H
#define VOC_REDACT_SQL_H

#include "postgres.h"

#include "redact.h"

/*
 * A detoasted text with marks for what was found of some kinds, in the current
 * memory context; the text itself when nothing was.  Raises for no text, but
 * for one that would be longer than a text can be.
 */
extern text *voc_redacted(text *in, unsigned kinds);

#endif							/* VOC_REDACT_SQL_H */
