-- The opponent: what one would write by hand, a row trigger that calls the
-- same functions and writes the same rows.

SELECT voc.detach('bench.source');

CREATE FUNCTION bench.capture_row()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    signal voc_data.signal;
    rule voc_data.rule;
    due voc_data.sla;
    open_loop bigint;
BEGIN
    IF NEW.score IS NULL AND NEW.comment IS NULL THEN
        INSERT INTO voc_data.rejected (source_id, source_key, sqlstate, reason)
        VALUES (1, NEW.id::text, '22004', 'there is neither a comment nor a score');
        RETURN NULL;
    END IF;
    signal.language := voc.language(NEW.comment);
    signal.sentiment := voc.sentiment(NEW.comment);
    signal.sentiment_label := voc.sentiment_label(NEW.comment);
    signal.value := voc.sentiment_value(NEW.comment);
    signal.topics := coalesce(voc.topics(NEW.comment), '{}');
    signal.intents := coalesce(voc.intents(NEW.comment), '{}');
    signal.score_group := CASE WHEN NEW.score >= 9 THEN 'promoter' WHEN NEW.score <= 6 THEN 'detractor' WHEN NEW.score IS NOT NULL THEN 'passive' END;
    INSERT INTO voc_data.touchpoint (code, title)
    SELECT NEW.touchpoint, NEW.touchpoint
    WHERE NEW.touchpoint IS NOT NULL AND NOT EXISTS (SELECT FROM voc_data.touchpoint AS t WHERE t.code = NEW.touchpoint);
    SELECT r.* INTO rule
    FROM voc_data.rule AS r
    WHERE r.active
    AND (r.score_groups IS NULL OR signal.score_group = ANY (r.score_groups))
    AND (r.sentiment_below IS NULL OR signal.sentiment < r.sentiment_below)
    AND (r.labels IS NULL OR signal.sentiment_label = ANY (r.labels))
    AND (r.topics IS NULL OR signal.topics && r.topics)
    AND (r.intents IS NULL OR signal.intents && r.intents)
    ORDER BY r.position
    LIMIT 1;
    INSERT INTO voc_data.signal (source_id, source_key, customer, occurred_at, channel, touchpoint, segment, language, scale, score, score_group, sentiment, sentiment_label, value, topics, intents, rule_id, criticality, comment, codebook_version, lexicon_version)
    VALUES (1, NEW.id::text, NEW.customer_id, NEW.submitted_at, NEW.channel, NEW.touchpoint, jsonb_strip_nulls(jsonb_build_object('plan', NEW.plan, 'region', NEW.region)), signal.language, 'nps', NEW.score, signal.score_group, signal.sentiment, signal.sentiment_label, signal.value, signal.topics, signal.intents, rule.id, CASE WHEN rule.severity = 'critical' THEN 'critical' ELSE 'routine' END, NEW.comment, 1, 1)
    RETURNING * INTO signal;
    INSERT INTO voc_data.opinion (signal_id, topic, sentiment, sentiment_label, start, length)
    SELECT signal.id, o.topic, o.sentiment, o.label, o.start, o.length
    FROM voc.opinions(NEW.comment) AS o;
    IF rule.id IS NULL OR NEW.submitted_at < now() - interval '30 days' THEN
        RETURN NULL;
    END IF;
    SELECT l.id INTO open_loop
    FROM voc_data.loop AS l
    WHERE l.customer = NEW.customer_id AND l.kind = rule.kind AND l.state NOT IN ('closed', 'dismissed');
    IF NOT FOUND THEN
        SELECT a.* INTO due
        FROM voc_data.sla AS a
        WHERE (a.severity IS NULL OR a.severity = rule.severity) AND (a.channel IS NULL OR a.channel = NEW.channel)
        ORDER BY a.position LIMIT 1;
        INSERT INTO voc_data.loop (signal_id, customer, kind, severity, rule_id, reason, team, state_since, occurred_at, acknowledge_due, act_due, close_due)
        VALUES (signal.id, NEW.customer_id, rule.kind, rule.severity, rule.id, rule.title,
                coalesce(rule.team, (SELECT t.team FROM voc_data.topic AS t WHERE t.code = signal.topics[1]), (SELECT t.team FROM voc_data.touchpoint AS t WHERE t.code = NEW.touchpoint), 'care'),
                NEW.submitted_at, NEW.submitted_at, NEW.submitted_at + due.acknowledge_within, NEW.submitted_at + due.act_within, NEW.submitted_at + due.close_within)
        RETURNING id INTO open_loop;
        INSERT INTO voc_data.loop_event (loop_id, at, event, actor, to_state)
        VALUES (open_loop, now(), 'opened', current_user, 'open');
    ELSE
        INSERT INTO voc_data.loop_event (loop_id, at, event, actor)
        VALUES (open_loop, now(), 'joined', current_user);
    END IF;
    INSERT INTO voc_data.loop_signal (loop_id, signal_id)
    VALUES (open_loop, signal.id);
    RETURN NULL;
END
$$;

-- Its plans are made on empty tables; without this it would scan them as they
-- grow, and the comparison would be one with a mistake.
ALTER FUNCTION bench.capture_row() SET enable_seqscan = off;

CREATE TRIGGER capture_row AFTER INSERT ON bench.source
    FOR EACH ROW EXECUTE FUNCTION bench.capture_row();
