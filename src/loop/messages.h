/*-------------------------------------------------------------------------
 *
 * messages.h
 *	  The messages that loops put into the outbox.
 *
 * IDENTIFICATION
 *	  src/loop/messages.h
 *
 *-------------------------------------------------------------------------
 */
#ifndef VOC_MESSAGES_H
#define VOC_MESSAGES_H

/*
 * The alert to the team of each loop l; a FROM clause follows, and
 * VOC_ONCE_A_KEY.  A loop is alerted once, whenever it becomes critical.
 */
#define VOC_ALERT \
	"INSERT INTO voc_data.outbox (dedupe_key, kind, recipient_kind, recipient," \
	"  loop_id, signal_id, customer, payload)" \
	" SELECT 'alert/loop/' || l.id, 'alert', 'team', l.team," \
	"  l.id, l.signal_id, l.customer," \
	"  jsonb_build_object('loop_id', l.id, 'kind', l.kind, 'severity', l.severity," \
	"   'team', l.team, 'reason', l.reason, 'occurred_at', l.occurred_at," \
	"   'acknowledge_due', l.acknowledge_due, 'act_due', l.act_due," \
	"   'close_due', l.close_due)"

#define VOC_ONCE_A_KEY " ON CONFLICT (dedupe_key) DO NOTHING"

#endif							/* VOC_MESSAGES_H */
