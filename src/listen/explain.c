/*-------------------------------------------------------------------------
 *
 * explain.c
 *	  voc.rule_trial: the query that tries the rules on a signal, for
 *	  voc.explain_rule().
 *
 * IDENTIFICATION
 *	  src/listen/explain.c
 *
 *-------------------------------------------------------------------------
 */
#include "../compat.h"

#include "utils/builtins.h"

#include "rules.h"

PG_FUNCTION_INFO_V1(voc_rule_trial);

#define SAY_IF_NOT(condition, failed) \
	", CASE WHEN (" condition ") IS NOT TRUE THEN " failed " END"

static const char trial_sql[] =
"SELECT r.id, r.position, r.title, r.kind, r.severity,"
" r.id IS NOT DISTINCT FROM c.rule_id AS at_capture,"
" concat_ws('; '" VOC_RULE_CONDITIONS(SAY_IF_NOT) ") AS failed"
" FROM (SELECT s.* FROM voc_data.signal AS s WHERE s.id = $1) AS c"
" CROSS JOIN voc_data.rule AS r"
" WHERE r.active"
" ORDER BY r.position";

/* voc.rule_trial() */
Datum
voc_rule_trial(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(trial_sql));
}
