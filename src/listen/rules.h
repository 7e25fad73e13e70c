/*-------------------------------------------------------------------------
 *
 * rules.h
 *	  The conditions of voc_data.rule, as SQL.
 *
 * Capture tries them on a batch, voc.explain_rule() on one signal; there is
 * only this one text of them, so that both always agree.
 *
 * VOC_RULE_CONDITIONS(IF) is IF(condition, failed) for each: condition holds
 * when it is true (not when it is NULL), failed is a text that says what it met
 * instead.  r is the rule, c the signal, or what is to become one: it has the
 * columns of voc_data.signal that are named here.
 *
 * IDENTIFICATION
 *	  src/listen/rules.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_RULES_H
#define VOC_RULES_H

/*
 * Earlier signals that make c repeat feedback: those of a lower number, or all
 * while c has none yet.  A customer may have very many, so whoever looks for a
 * number of them stops there; their loops are few, for people end them.
 */
#define VOC_RULE_REPEATS \
	" FROM voc_data.loop AS l" \
	" JOIN voc_data.loop_signal AS x ON x.loop_id = l.id" \
	" WHERE l.customer = c.customer AND l.kind = r.kind" \
	" AND l.occurred_at <= c.occurred_at" \
	" AND (l.closed_at IS NULL OR c.occurred_at - l.closed_at <= r.repeat_within)" \
	" AND x.signal_id < coalesce(c.id, 9223372036854775807)"

/* A condition on what is one of the values in a column of the rule. */
#define VOC_RULE_ONE_OF(IF, what, column) \
	IF("r." column " IS NULL OR c." what " = ANY (r." column ")", \
	   "format('" what " is %s, not one of %s', coalesce(c." what ", 'unknown')," \
	   " array_to_string(r." column ", ', '))")

/* The same on what may be several, listed by a term. */
#define VOC_RULE_ANY_OF(IF, what, list) \
	IF("r." what " IS NULL OR " list " && r." what, \
	   "format('" what " are %s, without any of %s'," \
	   " coalesce(nullif(array_to_string(c." what ", ', '), ''), 'none')," \
	   " array_to_string(r." what ", ', '))")

#define VOC_RULE_CONDITIONS(IF) \
	VOC_RULE_ONE_OF(IF, "score_group", "score_groups") \
	IF("r.sentiment_below IS NULL OR c.sentiment < r.sentiment_below", \
	   "format('sentiment is %s, not below %s', coalesce(c.sentiment::text, 'unknown')," \
	   " r.sentiment_below)") \
	VOC_RULE_ONE_OF(IF, "sentiment_label", "labels") \
	VOC_RULE_ANY_OF(IF, "topics", "voc.topic_lineage(c.topics)") \
	VOC_RULE_ANY_OF(IF, "intents", "c.intents") \
	VOC_RULE_ONE_OF(IF, "channel", "channels") \
	VOC_RULE_ONE_OF(IF, "touchpoint", "touchpoints") \
	IF("r.segment IS NULL OR c.segment @> r.segment", \
	   "format('segment is %s, without %s', coalesce(c.segment::text, 'unknown'), r.segment)") \
	IF("r.min_repeat IS NULL OR EXISTS (SELECT" VOC_RULE_REPEATS \
	   " OFFSET r.min_repeat - 1)", \
	   "format('repeats are %s, fewer than %s', (SELECT count(*)" VOC_RULE_REPEATS ")," \
	   " r.min_repeat)")

#endif							/* VOC_RULES_H */
