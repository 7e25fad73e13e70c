/* sql/program/40_bi.sql: flat views for BI tools */

CREATE VIEW voc_bi.signal WITH (security_invoker = true) AS
SELECT s.id,
       f.relation_name AS source,
       s.source_key,
       s.customer,
       s.occurred_at,
       s.occurred_at::date AS day,
       s.captured_at,
       s.channel,
       s.touchpoint,
       t.title AS touchpoint_title,
       t.journey_order,
       t.is_moment_of_truth,
       s.language,
       s.scale,
       s.score,
       s.score_group,
       CASE WHEN s.score IS NOT NULL THEN 1 ELSE 0 END AS responses,
       CASE WHEN s.score_group IN ('promoter', 'satisfied') THEN 1 ELSE 0 END AS good,
       CASE WHEN s.score_group IN ('passive', 'neutral') THEN 1 ELSE 0 END AS middle,
       CASE WHEN s.score_group IN ('detractor', 'dissatisfied') THEN 1 ELSE 0 END AS bad,
       coalesce(s.weight, 1) AS weight,
       (s.sentiment * 100)::double precision AS sentiment,
       s.sentiment_label,
       s.value::integer AS value,
       array_to_string(s.topics, ', ') AS topics,
       array_to_string(s.intents, ', ') AS intents,
       s.codebook_version IS NOT NULL AS coded,
       s.criticality,
       r.title AS rule,
       s.segment::text AS segment,
       s.comment
FROM voc_data.signal AS s
JOIN voc_data.source AS f ON f.id = s.source_id
LEFT JOIN voc_data.touchpoint AS t ON t.code = s.touchpoint
LEFT JOIN voc_data.rule AS r ON r.id = s.rule_id
WHERE s.retracted_at IS NULL;

COMMENT ON VIEW voc_bi.signal IS 'One row: a live signal.';
COMMENT ON COLUMN voc_bi.signal.id IS 'Number of the signal.';
COMMENT ON COLUMN voc_bi.signal.source IS 'The table it came from.';
COMMENT ON COLUMN voc_bi.signal.source_key IS 'Key of its row there.';
COMMENT ON COLUMN voc_bi.signal.customer IS 'The customer; NULL: anonymous.';
COMMENT ON COLUMN voc_bi.signal.occurred_at IS 'When the customer said it.';
COMMENT ON COLUMN voc_bi.signal.day IS 'The day of that, in the session''s time zone.';
COMMENT ON COLUMN voc_bi.signal.captured_at IS 'When it was captured.';
COMMENT ON COLUMN voc_bi.signal.channel IS 'How it arrived.';
COMMENT ON COLUMN voc_bi.signal.touchpoint IS 'Moment of the journey.';
COMMENT ON COLUMN voc_bi.signal.touchpoint_title IS 'Its name for people.';
COMMENT ON COLUMN voc_bi.signal.journey_order IS 'Its place in the journey.';
COMMENT ON COLUMN voc_bi.signal.is_moment_of_truth IS 'Whether it decides the relation.';
COMMENT ON COLUMN voc_bi.signal.language IS 'ISO 639-1 code of the comment''s language.';
COMMENT ON COLUMN voc_bi.signal.scale IS 'What the score means.';
COMMENT ON COLUMN voc_bi.signal.score IS 'The score, on its scale.';
COMMENT ON COLUMN voc_bi.signal.score_group IS 'promoter, passive, detractor or satisfied, neutral, dissatisfied.';
COMMENT ON COLUMN voc_bi.signal.responses IS '1 with a score, else 0; add it up.';
COMMENT ON COLUMN voc_bi.signal.good IS '1 for a promoter or a satisfied customer, else 0; add it up.';
COMMENT ON COLUMN voc_bi.signal.middle IS '1 for a passive or neutral customer, else 0; add it up.';
COMMENT ON COLUMN voc_bi.signal.bad IS '1 for a detractor or a dissatisfied customer, else 0; add it up.';
COMMENT ON COLUMN voc_bi.signal.weight IS 'With which its score counts; 1 where it was not weighted. Weighted share: sum of good * weight by sum of responses * weight.';
COMMENT ON COLUMN voc_bi.signal.sentiment IS 'Sentiment of the comment, -100 to +100.';
COMMENT ON COLUMN voc_bi.signal.sentiment_label IS 'positive, neutral, negative or mixed.';
COMMENT ON COLUMN voc_bi.signal.value IS 'Sentiment as intensity, 1 to 5.';
COMMENT ON COLUMN voc_bi.signal.coded IS 'Whether there was a comment to code; true with no topics: nothing was met.';
COMMENT ON COLUMN voc_bi.signal.topics IS 'Topics met, separated by commas; voc_bi.opinion has them one a row.';
COMMENT ON COLUMN voc_bi.signal.intents IS 'What the customer wants, separated by commas.';
COMMENT ON COLUMN voc_bi.signal.criticality IS 'critical or routine.';
COMMENT ON COLUMN voc_bi.signal.rule IS 'The rule that matched.';
COMMENT ON COLUMN voc_bi.signal.segment IS 'Attributes of the customer or order, as JSON.';
COMMENT ON COLUMN voc_bi.signal.comment IS 'The text.';

CREATE VIEW voc_bi.opinion WITH (security_invoker = true) AS
SELECT o.id,
       o.signal_id,
       s.occurred_at,
       s.occurred_at::date AS day,
       s.touchpoint,
       s.channel,
       s.language,
       o.topic,
       coalesce(t.title, o.topic) AS topic_title,
       split_part(o.topic, '.', 1) AS topic_group,
       (o.sentiment * 100)::double precision AS sentiment,
       o.sentiment_label,
       substr(s.comment, o.start, o.length) AS words
FROM voc_data.opinion AS o
JOIN voc_data.signal AS s ON s.id = o.signal_id AND s.retracted_at IS NULL
LEFT JOIN voc_data.topic AS t ON t.code = o.topic;

COMMENT ON VIEW voc_bi.opinion IS 'One row: one topic met in one clause of a live signal.';
COMMENT ON COLUMN voc_bi.opinion.id IS 'Number of the opinion.';
COMMENT ON COLUMN voc_bi.opinion.signal_id IS 'The signal it is part of.';
COMMENT ON COLUMN voc_bi.opinion.occurred_at IS 'When the customer said it.';
COMMENT ON COLUMN voc_bi.opinion.day IS 'The day of that, in the session''s time zone.';
COMMENT ON COLUMN voc_bi.opinion.touchpoint IS 'Moment of the journey.';
COMMENT ON COLUMN voc_bi.opinion.channel IS 'How it arrived.';
COMMENT ON COLUMN voc_bi.opinion.language IS 'ISO 639-1 code of the language.';
COMMENT ON COLUMN voc_bi.opinion.topic IS 'Code of the topic.';
COMMENT ON COLUMN voc_bi.opinion.topic_title IS 'Its name for people.';
COMMENT ON COLUMN voc_bi.opinion.topic_group IS 'First part of the code.';
COMMENT ON COLUMN voc_bi.opinion.sentiment IS 'Sentiment of the clause, -100 to +100.';
COMMENT ON COLUMN voc_bi.opinion.sentiment_label IS 'positive, neutral or negative.';
COMMENT ON COLUMN voc_bi.opinion.words IS 'The words that were met.';

CREATE VIEW voc_bi.nps_by_touchpoint WITH (security_invoker = true) AS
SELECT x.touchpoint,
       coalesce(t.title, '(none)') AS touchpoint_title,
       t.journey_order,
       coalesce(t.is_moment_of_truth, false) AS is_moment_of_truth,
       voc.responses(x.tally) AS n,
       voc.promoters(x.tally) AS promoters,
       voc.passives(x.tally) AS passives,
       voc.detractors(x.tally) AS detractors,
       voc.weight(x.tally) AS weight,
       voc.nps(x.tally) AS nps,
       (voc.nps_interval(x.tally)).low AS nps_low,
       (voc.nps_interval(x.tally)).high AS nps_high
FROM (SELECT s.touchpoint, voc.tally_nps(s.score, coalesce(s.weight, 1)) AS tally
      FROM voc_data.signal AS s
      JOIN voc_data.scale AS c ON c.code = s.scale AND c.kind = 'nps'
      WHERE s.retracted_at IS NULL AND s.score IS NOT NULL
      GROUP BY s.touchpoint) AS x
LEFT JOIN voc_data.touchpoint AS t ON t.code = x.touchpoint;

COMMENT ON VIEW voc_bi.nps_by_touchpoint IS 'One row: a touchpoint with NPS answers, over all time.';
COMMENT ON COLUMN voc_bi.nps_by_touchpoint.touchpoint IS 'Code of the touchpoint; NULL: answers that name none.';
COMMENT ON COLUMN voc_bi.nps_by_touchpoint.touchpoint_title IS 'Its name for people.';
COMMENT ON COLUMN voc_bi.nps_by_touchpoint.journey_order IS 'Its place in the journey.';
COMMENT ON COLUMN voc_bi.nps_by_touchpoint.is_moment_of_truth IS 'Whether it decides the relation.';
COMMENT ON COLUMN voc_bi.nps_by_touchpoint.n IS 'Answers.';
COMMENT ON COLUMN voc_bi.nps_by_touchpoint.promoters IS 'Answers of 9 and 10.';
COMMENT ON COLUMN voc_bi.nps_by_touchpoint.passives IS 'Answers of 7 and 8.';
COMMENT ON COLUMN voc_bi.nps_by_touchpoint.detractors IS 'Answers of 0 to 6.';
COMMENT ON COLUMN voc_bi.nps_by_touchpoint.weight IS 'Sum of the answers'' weights (voc_data.signal.weight); n, where none is weighted. NPS of several touchpoints: sum of nps * weight by sum of weight.';
COMMENT ON COLUMN voc_bi.nps_by_touchpoint.nps IS 'Net Promoter Score, -100 to +100, answers counting as their weight; NULL: all weigh 0.';
COMMENT ON COLUMN voc_bi.nps_by_touchpoint.nps_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN voc_bi.nps_by_touchpoint.nps_high IS 'Upper end of its 95 % interval.';

CREATE VIEW voc_bi.topic WITH (security_invoker = true) AS
WITH met AS (
    SELECT o.signal_id, p.code,
           count(*) AS opinions,
           count(*) FILTER (WHERE o.sentiment_label = 'positive') AS positive,
           count(*) FILTER (WHERE o.sentiment_label = 'neutral') AS neutral,
           count(*) FILTER (WHERE o.sentiment_label = 'negative') AS negative,
           sum(o.sentiment::double precision) AS sentiment_sum,
           count(o.sentiment) AS felt
    FROM voc_data.opinion AS o
    JOIN voc_data.signal AS s ON s.id = o.signal_id AND s.retracted_at IS NULL
    CROSS JOIN LATERAL unnest(voc.topic_lineage(ARRAY[o.topic])) AS p (code)
    GROUP BY o.signal_id, p.code
), total AS (
    SELECT m.code, count(*) AS signals, sum(m.opinions)::bigint AS opinions, sum(m.positive)::bigint AS positive,
           sum(m.neutral)::bigint AS neutral, sum(m.negative)::bigint AS negative, sum(m.sentiment_sum) AS sentiment_sum, sum(m.felt)::bigint AS felt
    FROM met AS m
    GROUP BY m.code
)
SELECT coalesce(t.code, n.code) AS topic,
       coalesce(t.title, n.code) AS topic_title,
       nullif(regexp_replace(coalesce(t.code, n.code), '[.]?[^.]+$', ''), '') AS parent,
       length(regexp_replace(coalesce(t.code, n.code), '[^.]', '', 'g')) + 1 AS level,
       t.team,
       coalesce(t.is_critical, false) AS is_critical,
       coalesce(t.active, false) AS active,
       coalesce(n.signals, 0) AS signals,
       coalesce(n.opinions, 0) AS opinions,
       coalesce(n.positive, 0) AS positive,
       coalesce(n.neutral, 0) AS neutral,
       coalesce(n.negative, 0) AS negative,
       coalesce(n.felt, 0) AS felt,
       (100 * n.sentiment_sum)::double precision AS sentiment_sum,
       (100 * n.sentiment_sum / nullif(n.felt, 0))::double precision AS sentiment
FROM voc_data.topic AS t
FULL JOIN total AS n ON n.code = t.code;

COMMENT ON VIEW voc_bi.topic IS 'One row: a topic of the code frame, on any level, with all that is said of it and of its parts. Add up rows of one level only.';
COMMENT ON COLUMN voc_bi.topic.topic IS 'Code of the topic.';
COMMENT ON COLUMN voc_bi.topic.topic_title IS 'Its name for people.';
COMMENT ON COLUMN voc_bi.topic.parent IS 'Code of the topic that it is part of; NULL: of none.';
COMMENT ON COLUMN voc_bi.topic.level IS 'Depth in the hierarchy, from 1.';
COMMENT ON COLUMN voc_bi.topic.team IS 'Team that owns it.';
COMMENT ON COLUMN voc_bi.topic.is_critical IS 'Whether complaints about it are critical.';
COMMENT ON COLUMN voc_bi.topic.active IS 'Whether it is looked for.';
COMMENT ON COLUMN voc_bi.topic.signals IS 'Live signals that speak of it or of its parts.';
COMMENT ON COLUMN voc_bi.topic.opinions IS 'Opinions on it and on its parts.';
COMMENT ON COLUMN voc_bi.topic.positive IS 'Positive ones.';
COMMENT ON COLUMN voc_bi.topic.neutral IS 'Neutral ones.';
COMMENT ON COLUMN voc_bi.topic.negative IS 'Negative ones.';
COMMENT ON COLUMN voc_bi.topic.felt IS 'Opinions that have a sentiment.';
COMMENT ON COLUMN voc_bi.topic.sentiment_sum IS 'Sum of their sentiments, each -100 to +100.';
COMMENT ON COLUMN voc_bi.topic.sentiment IS 'Mean of them; NULL: none.';

CREATE VIEW voc_bi.topic_title WITH (security_invoker = true) AS
SELECT t.code AS topic, n.key AS language, n.value AS topic_title
FROM voc_data.topic AS t CROSS JOIN LATERAL jsonb_each_text(t.titles) AS n;

COMMENT ON VIEW voc_bi.topic_title IS 'One row: the name of a topic in one language.';
COMMENT ON COLUMN voc_bi.topic_title.topic IS 'Code of the topic.';
COMMENT ON COLUMN voc_bi.topic_title.language IS 'ISO 639-1 code.';
COMMENT ON COLUMN voc_bi.topic_title.topic_title IS 'Its name in that language.';

CREATE VIEW voc_bi.uncoded WITH (security_invoker = true) AS
SELECT s.id AS signal_id,
       s.occurred_at,
       s.occurred_at::date AS day,
       s.channel,
       s.touchpoint,
       s.language,
       s.score,
       s.score_group,
       (s.sentiment * 100)::double precision AS sentiment,
       s.sentiment_label,
       array_to_string(s.intents, ', ') AS intents,
       length(s.comment) AS characters,
       s.comment
FROM voc_data.signal AS s
WHERE s.retracted_at IS NULL AND s.codebook_version IS NOT NULL AND s.topics = '{}';

COMMENT ON VIEW voc_bi.uncoded IS 'One row: a live signal with a comment in which no topic was met. What the code frame misses is here; voc.emerging() says which words of it are new.';
COMMENT ON COLUMN voc_bi.uncoded.signal_id IS 'Number of the signal.';
COMMENT ON COLUMN voc_bi.uncoded.occurred_at IS 'When the customer said it.';
COMMENT ON COLUMN voc_bi.uncoded.day IS 'The day of that, in the session''s time zone.';
COMMENT ON COLUMN voc_bi.uncoded.channel IS 'How it arrived.';
COMMENT ON COLUMN voc_bi.uncoded.touchpoint IS 'Moment of the journey.';
COMMENT ON COLUMN voc_bi.uncoded.language IS 'ISO 639-1 code of the language.';
COMMENT ON COLUMN voc_bi.uncoded.score IS 'The score given.';
COMMENT ON COLUMN voc_bi.uncoded.score_group IS 'promoter, passive, detractor or satisfied, neutral, dissatisfied.';
COMMENT ON COLUMN voc_bi.uncoded.sentiment IS 'Sentiment of the comment, -100 to +100.';
COMMENT ON COLUMN voc_bi.uncoded.sentiment_label IS 'positive, neutral, negative, mixed; NULL: too little to say.';
COMMENT ON COLUMN voc_bi.uncoded.intents IS 'Intents met, separated by commas.';
COMMENT ON COLUMN voc_bi.uncoded.characters IS 'Length of the comment.';
COMMENT ON COLUMN voc_bi.uncoded.comment IS 'The text.';

-- Of each corrected comment, the newest word of a person against the machine.
CREATE VIEW voc_bi.coding_quality WITH (security_invoker = true) AS
WITH judged AS (
    SELECT DISTINCT ON (o.signal_id) o.signal_id, o.topics AS person, o.machine_topics AS machine
    FROM voc_data.coding_override AS o
    JOIN voc_data.signal AS s ON s.id = o.signal_id AND s.retracted_at IS NULL AND md5(s.comment) = o.comment_md5
    WHERE o.topics IS NOT NULL
    ORDER BY o.signal_id, o.made_at DESC, o.coder
), total AS (
    SELECT count(*) AS n FROM judged AS j
), pair AS (
    SELECT u.code,
           count(*) FILTER (WHERE u.code = ANY (j.person) AND u.code = ANY (j.machine)) AS both,
           count(*) FILTER (WHERE u.code = ANY (j.person) AND NOT u.code = ANY (j.machine)) AS missed,
           count(*) FILTER (WHERE NOT u.code = ANY (j.person) AND u.code = ANY (j.machine)) AS wrong
    FROM judged AS j
    CROSS JOIN LATERAL (SELECT DISTINCT c.code FROM unnest(j.person || j.machine) AS c (code)) AS u
    GROUP BY u.code
), share AS (
    SELECT p.code, t.n, p.both, p.missed, p.wrong, t.n - p.both - p.missed - p.wrong AS neither,
           (p.both + p.missed)::double precision / t.n AS person_share,
           (p.both + p.wrong)::double precision / t.n AS machine_share,
           (t.n - p.missed - p.wrong)::double precision / t.n AS agreement
    FROM pair AS p CROSS JOIN total AS t
)
SELECT s.code AS topic,
       coalesce(t.title, s.code) AS topic_title,
       s.n AS judged,
       s.both,
       s.missed,
       s.wrong,
       s.neither,
       s.both::double precision / nullif(s.both + s.wrong, 0) AS "precision",
       s.both::double precision / nullif(s.both + s.missed, 0) AS recall,
       2 * s.both::double precision / nullif(2 * s.both + s.missed + s.wrong, 0) AS f1,
       (s.agreement - e.chance) / nullif(1 - e.chance, 0) AS kappa
FROM share AS s
CROSS JOIN LATERAL (SELECT s.person_share * s.machine_share + (1 - s.person_share) * (1 - s.machine_share) AS chance) AS e
LEFT JOIN voc_data.topic AS t ON t.code = s.code;

COMMENT ON VIEW voc_bi.coding_quality IS 'One row: a topic, and how well the machine finds it, measured by the comments that people coded (voc.override). Add up both, missed and wrong for figures over several topics. Corrections of what looked wrong make the machine look worse than it is: draw them with voc.coding_sample().';
COMMENT ON COLUMN voc_bi.coding_quality.topic IS 'Code of the topic.';
COMMENT ON COLUMN voc_bi.coding_quality.topic_title IS 'Its name for people.';
COMMENT ON COLUMN voc_bi.coding_quality.judged IS 'Comments whose topics people have said.';
COMMENT ON COLUMN voc_bi.coding_quality.both IS 'Of these, with the topic by person and machine.';
COMMENT ON COLUMN voc_bi.coding_quality.missed IS 'By the person only.';
COMMENT ON COLUMN voc_bi.coding_quality.wrong IS 'By the machine only.';
COMMENT ON COLUMN voc_bi.coding_quality.neither IS 'By neither.';
COMMENT ON COLUMN voc_bi.coding_quality."precision" IS 'Share of the machine''s that are right, 0 to 1; NULL: it named none.';
COMMENT ON COLUMN voc_bi.coding_quality.recall IS 'Share of the person''s that the machine found; NULL: there were none.';
COMMENT ON COLUMN voc_bi.coding_quality.f1 IS 'Harmonic mean of both.';
COMMENT ON COLUMN voc_bi.coding_quality.kappa IS 'Agreement beyond chance (Cohen 1960), up to 1; NULL: chance alone would agree always.';

CREATE VIEW voc_bi.topic_impact WITH (security_invoker = true) AS
SELECT i.* FROM voc.topic_impact(now()) AS i;

COMMENT ON VIEW voc_bi.topic_impact IS 'One row: a topic that customers speak of, on any level, and what it does to NPS. ORDER BY impact: the topics that cost most come first; ORDER BY prize DESC: those where most is to be gained. Compare rows of one level, or those WHERE named > 0; answers that name several topics are in each, so nothing here can be added up over topics.';
COMMENT ON COLUMN voc_bi.topic_impact.topic IS 'Code of the topic.';
COMMENT ON COLUMN voc_bi.topic_impact.topic_title IS 'Its name for people.';
COMMENT ON COLUMN voc_bi.topic_impact.parent IS 'Code of the topic that it is part of; NULL: of none.';
COMMENT ON COLUMN voc_bi.topic_impact.level IS 'Depth in the hierarchy, from 1.';
COMMENT ON COLUMN voc_bi.topic_impact.team IS 'Team that owns it.';
COMMENT ON COLUMN voc_bi.topic_impact.signals IS 'Live signals, on any scale or none, that speak of it or of its parts.';
COMMENT ON COLUMN voc_bi.topic_impact.named IS 'Of these, those that name the topic itself; 0: it is here only for its parts.';
COMMENT ON COLUMN voc_bi.topic_impact.negative IS 'Of the signals, those with a negative opinion on it or on its parts.';
COMMENT ON COLUMN voc_bi.topic_impact.positive_opinions IS 'Opinions on it and on its parts that are positive.';
COMMENT ON COLUMN voc_bi.topic_impact.negative_opinions IS 'Those that are negative.';
COMMENT ON COLUMN voc_bi.topic_impact.felt IS 'Those that have a sentiment.';
COMMENT ON COLUMN voc_bi.topic_impact.sentiment_sum IS 'Sum of their sentiments, each -100 to +100.';
COMMENT ON COLUMN voc_bi.topic_impact.sentiment IS 'Mean of them; NULL: none.';
COMMENT ON COLUMN voc_bi.topic_impact.n IS 'NPS answers that speak of it or of its parts.';
COMMENT ON COLUMN voc_bi.topic_impact.promoters IS 'Promoters among them.';
COMMENT ON COLUMN voc_bi.topic_impact.passives IS 'Passives among them.';
COMMENT ON COLUMN voc_bi.topic_impact.detractors IS 'Detractors among them.';
COMMENT ON COLUMN voc_bi.topic_impact.n_all IS 'All NPS answers.';
COMMENT ON COLUMN voc_bi.topic_impact.share IS 'Their share of all NPS answers, in percent; answers count as their weight here and in all scores, impacts and prizes (voc_data.signal.weight), once in counts.';
COMMENT ON COLUMN voc_bi.topic_impact.nps_with IS 'NPS of the answers that speak of it.';
COMMENT ON COLUMN voc_bi.topic_impact.nps_without IS 'NPS of the others.';
COMMENT ON COLUMN voc_bi.topic_impact.nps_all IS 'NPS of all answers.';
COMMENT ON COLUMN voc_bi.topic_impact.impact IS 'nps_all - nps_without: the points of NPS it costs (below 0) or brings; the same as share * (nps_with - nps_without) / 100. NULL: nobody spoke of it with a score, or everybody did.';
COMMENT ON COLUMN voc_bi.topic_impact.impact_low IS 'Lower end of its 95 % interval: that of nps_with - nps_without (voc.compare), times the share. Its centre lies nearer to 0 than the impact, most so with few answers.';
COMMENT ON COLUMN voc_bi.topic_impact.impact_high IS 'Upper end of it.';
COMMENT ON COLUMN voc_bi.topic_impact.p IS 'How likely chance alone makes a difference as large between answers with and without the topic, 0 to 1.';
COMMENT ON COLUMN voc_bi.topic_impact.q IS 'The same, corrected for how many topics are looked at (Benjamini-Hochberg): of the topics with q <= 0.05, at most about one in twenty is there by chance.';
COMMENT ON COLUMN voc_bi.topic_impact.complaints IS 'NPS answers with a negative opinion on it or on its parts.';
COMMENT ON COLUMN voc_bi.topic_impact.complaint_detractors IS 'Detractors among them.';
COMMENT ON COLUMN voc_bi.topic_impact.prize IS 'Size of the prize: the points by which NPS would rise if those who complain of it answered as those who do not speak of it: complaints / n_all * (nps_without - NPS of the complaining), never below 0. NULL as for impact.';
COMMENT ON COLUMN voc_bi.topic_impact.prize_low IS 'Lower end of its 95 % interval, never below 0; NULL: nobody complains.';
COMMENT ON COLUMN voc_bi.topic_impact.prize_high IS 'Upper end of it.';
COMMENT ON COLUMN voc_bi.topic_impact.prize_p IS 'How likely chance alone makes a difference as large between those who complain of it and those who do not speak of it, 0 to 1; NULL: nobody complains.';
COMMENT ON COLUMN voc_bi.topic_impact.prize_q IS 'The same, corrected for how many topics are looked at (Benjamini-Hochberg).';
COMMENT ON COLUMN voc_bi.topic_impact.prize_detractors IS 'Detractors that this would turn: those who complain, less as many as there are among the same number of answers that do not speak of it; rounded, never below 0.';

-- The middle prize of a level is the mean of the two middle ones, if even.
CREATE VIEW voc_bi.priority WITH (security_invoker = true) AS
WITH judged AS (
    SELECT i.topic, i.topic_title, i.parent, i.level, i.team, i.named, i.complaints, i.impact, i.impact_low, i.impact_high, i.q,
           i.prize, i.prize_low, i.prize_high, i.prize_q, i.prize_detractors,
           coalesce(i.prize > 0 AND i.prize_q <= 0.05, false) AS evidence,
           coalesce(i.impact > 0 AND i.q <= 0.05, false) AS strength
    FROM voc.topic_impact(now()) AS i
), middle AS (
    SELECT j.level, percentile_cont(0.5) WITHIN GROUP (ORDER BY j.prize) AS prize
    FROM judged AS j
    WHERE j.evidence
    GROUP BY j.level
)
SELECT j.topic, j.topic_title, j.parent, j.level, j.team, j.named, j.complaints,
       j.impact, j.impact_low, j.impact_high, j.q,
       j.prize, j.prize_low, j.prize_high, j.prize_q, j.prize_detractors,
       t.effort::integer AS effort,
       j.evidence,
       m.prize AS prize_middle,
       CASE WHEN j.strength AND NOT j.evidence THEN 'strength'
            WHEN NOT j.evidence THEN 'no evidence'
            WHEN t.effort IS NULL THEN 'unknown effort'
            WHEN j.prize >= m.prize AND t.effort <= 2 THEN 'quick win'
            WHEN j.prize >= m.prize THEN 'big bet'
            WHEN t.effort <= 2 THEN 'fill-in'
            ELSE 'thankless' END AS quadrant,
       row_number() OVER (PARTITION BY j.level ORDER BY j.evidence DESC, j.strength AND NOT j.evidence, j.prize DESC NULLS LAST, j.topic) AS rank
FROM judged AS j
LEFT JOIN middle AS m ON m.level = j.level
LEFT JOIN voc_data.topic AS t ON t.code = j.topic;

COMMENT ON VIEW voc_bi.priority IS 'One row: a topic that customers speak of, what is to be gained by it, and how hard that would be: the matrix of impact and effort. Read rows of one level. Effort is what managers write to voc_data.topic.';
COMMENT ON COLUMN voc_bi.priority.topic IS 'Code of the topic.';
COMMENT ON COLUMN voc_bi.priority.topic_title IS 'Its name for people.';
COMMENT ON COLUMN voc_bi.priority.parent IS 'Code of the topic that it is part of; NULL: of none.';
COMMENT ON COLUMN voc_bi.priority.level IS 'Depth in the hierarchy, from 1.';
COMMENT ON COLUMN voc_bi.priority.team IS 'Team that owns it.';
COMMENT ON COLUMN voc_bi.priority.named IS 'Signals that name the topic itself; 0: it is here only for its parts.';
COMMENT ON COLUMN voc_bi.priority.complaints IS 'NPS answers with a negative opinion on it or on its parts.';
COMMENT ON COLUMN voc_bi.priority.impact IS 'Points of NPS it costs (below 0) or brings, as in voc_bi.topic_impact.';
COMMENT ON COLUMN voc_bi.priority.impact_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN voc_bi.priority.impact_high IS 'Upper end of it.';
COMMENT ON COLUMN voc_bi.priority.q IS 'How likely the impact is chance, corrected for how many topics are looked at, 0 to 1.';
COMMENT ON COLUMN voc_bi.priority.prize IS 'Points of NPS to be gained if those who complain of it answered as those who do not speak of it, as in voc_bi.topic_impact.';
COMMENT ON COLUMN voc_bi.priority.prize_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN voc_bi.priority.prize_high IS 'Upper end of it.';
COMMENT ON COLUMN voc_bi.priority.prize_q IS 'How likely the prize is chance, corrected for how many topics are looked at, 0 to 1; NULL: nobody complains.';
COMMENT ON COLUMN voc_bi.priority.prize_detractors IS 'Detractors that this would turn.';
COMMENT ON COLUMN voc_bi.priority.effort IS '1 (easy) to 5 (hard), by judgement; NULL: not known.';
COMMENT ON COLUMN voc_bi.priority.evidence IS 'Whether complaints about the topic cost NPS beyond chance: prize > 0 and prize_q <= 0.05.';
COMMENT ON COLUMN voc_bi.priority.prize_middle IS 'Median prize of the topics of its level with evidence, which parts large from small; NULL: none has.';
COMMENT ON COLUMN voc_bi.priority.quadrant IS 'quick win (prize from the median up, effort 1 or 2), big bet (prize from the median up, effort 3 to 5), fill-in (less, effort 1 or 2), thankless (less, effort 3 to 5), unknown effort; of topics without evidence, strength (it brings NPS beyond chance, impact > 0 and q <= 0.05: keep it) or no evidence (it may be chance).';
COMMENT ON COLUMN voc_bi.priority.rank IS 'Place within its level, from 1: topics with evidence first, strengths without it last, and by prize.';

CREATE VIEW voc_bi.loop WITH (security_invoker = true) AS
SELECT l.id,
       l.signal_id,
       l.customer,
       l.kind,
       l.severity,
       l.reason,
       l.team,
       l.owner,
       l.state,
       x.is_open,
       l.state_since,
       l.level::integer AS level,
       s.channel,
       s.touchpoint,
       s.score,
       s.scale,
       s.sentiment_label,
       array_to_string(s.topics, ', ') AS topics,
       s.comment,
       l.occurred_at,
       l.opened_at,
       voc.next_due(l.state, l.acknowledge_due, l.act_due, l.close_due) AS due_at,
       l.next_contact_at,
       l.acknowledge_due,
       l.act_due,
       l.close_due,
       l.acknowledged_at,
       l.acted_at,
       l.resolved_at,
       l.closed_at,
       extract(epoch FROM l.acknowledged_at - l.occurred_at)::double precision / 3600 AS hours_to_acknowledge,
       extract(epoch FROM l.acted_at - l.occurred_at)::double precision / 3600 AS hours_to_act,
       extract(epoch FROM l.closed_at - l.occurred_at)::double precision / 3600 AS hours_to_close,
       l.contact_mode,
       l.resolution,
       l.root_cause,
       l.outcome,
       l.evidence,
       l.goodwill,
       l.dismiss_reason
FROM voc_data.loop AS l
JOIN voc_data.loop_state AS x ON x.code = l.state
JOIN voc_data.signal AS s ON s.id = l.signal_id;

COMMENT ON VIEW voc_bi.loop IS 'One row: a loop, with the signal that opened it.';
COMMENT ON COLUMN voc_bi.loop.id IS 'Number of the loop.';
COMMENT ON COLUMN voc_bi.loop.signal_id IS 'The signal that opened it.';
COMMENT ON COLUMN voc_bi.loop.customer IS 'The customer.';
COMMENT ON COLUMN voc_bi.loop.kind IS 'recover, grow or thank.';
COMMENT ON COLUMN voc_bi.loop.severity IS 'critical, high or normal.';
COMMENT ON COLUMN voc_bi.loop.reason IS 'Why it was opened.';
COMMENT ON COLUMN voc_bi.loop.team IS 'Team that has it.';
COMMENT ON COLUMN voc_bi.loop.owner IS 'Person who has it.';
COMMENT ON COLUMN voc_bi.loop.state IS 'Where it stands.';
COMMENT ON COLUMN voc_bi.loop.is_open IS 'Whether somebody still has to do something.';
COMMENT ON COLUMN voc_bi.loop.state_since IS 'Since when it stands there.';
COMMENT ON COLUMN voc_bi.loop.level IS '1, or more after escalation.';
COMMENT ON COLUMN voc_bi.loop.channel IS 'Channel of the signal.';
COMMENT ON COLUMN voc_bi.loop.touchpoint IS 'Touchpoint of the signal.';
COMMENT ON COLUMN voc_bi.loop.score IS 'Score of the signal.';
COMMENT ON COLUMN voc_bi.loop.scale IS 'What the score means.';
COMMENT ON COLUMN voc_bi.loop.sentiment_label IS 'Sentiment of the signal.';
COMMENT ON COLUMN voc_bi.loop.topics IS 'Topics of the signal, separated by commas.';
COMMENT ON COLUMN voc_bi.loop.comment IS 'What the customer said.';
COMMENT ON COLUMN voc_bi.loop.occurred_at IS 'When.';
COMMENT ON COLUMN voc_bi.loop.opened_at IS 'When the loop was opened.';
COMMENT ON COLUMN voc_bi.loop.due_at IS 'When the next step is due; NULL: ended.';
COMMENT ON COLUMN voc_bi.loop.next_contact_at IS 'When the customer is to be contacted next.';
COMMENT ON COLUMN voc_bi.loop.acknowledge_due IS 'When it must be taken.';
COMMENT ON COLUMN voc_bi.loop.act_due IS 'When the customer must be answered.';
COMMENT ON COLUMN voc_bi.loop.close_due IS 'When it must be closed.';
COMMENT ON COLUMN voc_bi.loop.acknowledged_at IS 'When it was taken.';
COMMENT ON COLUMN voc_bi.loop.acted_at IS 'When answering began.';
COMMENT ON COLUMN voc_bi.loop.resolved_at IS 'When it was resolved.';
COMMENT ON COLUMN voc_bi.loop.closed_at IS 'When it ended.';
COMMENT ON COLUMN voc_bi.loop.hours_to_acknowledge IS 'Hours from the feedback to that.';
COMMENT ON COLUMN voc_bi.loop.hours_to_act IS 'Hours from the feedback to the answer.';
COMMENT ON COLUMN voc_bi.loop.hours_to_close IS 'Hours from the feedback to the end.';
COMMENT ON COLUMN voc_bi.loop.contact_mode IS 'How the customer was contacted.';
COMMENT ON COLUMN voc_bi.loop.resolution IS 'What was done.';
COMMENT ON COLUMN voc_bi.loop.root_cause IS 'Why it happened.';
COMMENT ON COLUMN voc_bi.loop.outcome IS 'saved, not_saved, no_reply or not_needed.';
COMMENT ON COLUMN voc_bi.loop.evidence IS 'What shows that the customer was saved.';
COMMENT ON COLUMN voc_bi.loop.goodwill IS 'Goodwill granted for it in all, in the company''s own currency.';
COMMENT ON COLUMN voc_bi.loop.dismiss_reason IS 'Why no follow-up was needed.';

CREATE VIEW voc_bi.loop_event WITH (security_invoker = true) AS
SELECT e.id,
       e.loop_id,
       e.at,
       e.recorded_at,
       e.event,
       e.actor,
       e.from_state,
       e.to_state,
       e.detail::text AS detail
FROM voc_data.loop_event AS e;

COMMENT ON VIEW voc_bi.loop_event IS 'One row: something that happened to a loop.';
COMMENT ON COLUMN voc_bi.loop_event.id IS 'Number of the event.';
COMMENT ON COLUMN voc_bi.loop_event.loop_id IS 'The loop.';
COMMENT ON COLUMN voc_bi.loop_event.at IS 'When it happened.';
COMMENT ON COLUMN voc_bi.loop_event.recorded_at IS 'When it was entered.';
COMMENT ON COLUMN voc_bi.loop_event.event IS 'opened, joined, state, escalated, changed, note or retracted.';
COMMENT ON COLUMN voc_bi.loop_event.actor IS 'Who did it.';
COMMENT ON COLUMN voc_bi.loop_event.from_state IS 'State before.';
COMMENT ON COLUMN voc_bi.loop_event.to_state IS 'State after.';
COMMENT ON COLUMN voc_bi.loop_event.detail IS 'Columns that changed, or the note, as JSON.';

CREATE VIEW voc_bi.sla_attainment WITH (security_invoker = true) AS
SELECT a.* FROM voc.sla_attainment(now()) AS a;

COMMENT ON VIEW voc_bi.sla_attainment IS 'One row: a target of voc_data.sla_target, and what was reached by now. Loops whose time is not over yet are pending, and in no share.';
COMMENT ON COLUMN voc_bi.sla_attainment.target IS 'Code of the target.';
COMMENT ON COLUMN voc_bi.sla_attainment.title IS 'Its name for people.';
COMMENT ON COLUMN voc_bi.sla_attainment.clock IS 'acknowledge, act or close.';
COMMENT ON COLUMN voc_bi.sla_attainment.within_hours IS 'Hours from the feedback.';
COMMENT ON COLUMN voc_bi.sla_attainment.target_share IS 'Share of loops that must make it, in percent.';
COMMENT ON COLUMN voc_bi.sla_attainment.loops IS 'Loops that were in time or late.';
COMMENT ON COLUMN voc_bi.sla_attainment.in_time IS 'Loops that made it.';
COMMENT ON COLUMN voc_bi.sla_attainment.late IS 'Loops that did not.';
COMMENT ON COLUMN voc_bi.sla_attainment.pending IS 'Loops whose time is not over.';
COMMENT ON COLUMN voc_bi.sla_attainment.share IS 'Share in time, in percent.';
COMMENT ON COLUMN voc_bi.sla_attainment.share_low IS 'Lower end of its 95 % interval (Wilson).';
COMMENT ON COLUMN voc_bi.sla_attainment.share_high IS 'Upper end of its 95 % interval (Wilson).';
COMMENT ON COLUMN voc_bi.sla_attainment.met IS 'Whether the target is met.';

CREATE VIEW voc_bi.source WITH (security_invoker = true) AS
SELECT f.id,
       coalesce(CASE WHEN c.oid IS NOT NULL THEN format('%s.%I', c.relnamespace::regnamespace, c.relname) END, f.relation_name) AS source,
       CASE WHEN f.detached_at IS NOT NULL THEN 'detached'
            WHEN c.oid IS NULL THEN 'dropped'
            WHEN m.own = 0 AND f.relation_name <> format('%s.%I', c.relnamespace::regnamespace, c.relname)
                 AND EXISTS (SELECT FROM voc_data.source AS g WHERE g.relation = f.relation AND g.id <> f.id AND g.detached_at IS NULL) THEN 'dropped'
            WHEN EXISTS (
                SELECT FROM unnest(f.key_columns || f.segment_columns || array_remove(ARRAY[f.comment_column, f.score_column, f.customer_column, f.occurred_at_column, f.channel_column, f.touchpoint_column, f.language_column], NULL)) AS u (name)
                WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = c.oid AND a.attname = u.name AND a.attnum > 0 AND NOT a.attisdropped)) THEN 'broken'
            WHEN m.uncovered > 0 THEN 'incomplete'
            ELSE 'attached' END AS status,
       m.uncovered,
       f.scale,
       f.on_error,
       f.attached_at,
       f.detached_at,
       (SELECT count(*) FROM voc_data.signal AS s WHERE s.source_id = f.id AND s.retracted_at IS NULL) AS signals,
       (SELECT count(*) FROM voc_data.rejected AS r WHERE r.source_id = f.id AND r.resolved_at IS NULL) AS rejected
FROM voc_data.source AS f
LEFT JOIN pg_catalog.pg_class AS c ON c.oid = f.relation
LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE (
               SELECT count(*) FROM pg_catalog.pg_trigger AS t
               WHERE t.tgrelid = p.relid AND t.tgfoid = 'voc.capture()'::regprocedure AND t.tgenabled <> 'D'
               AND t.tgargs = convert_to(f.id::text, 'SQL_ASCII') || '\x00'::bytea) < 4) AS uncovered,
           count(*) FILTER (WHERE EXISTS (
               SELECT FROM pg_catalog.pg_trigger AS t
               WHERE t.tgrelid = p.relid AND t.tgfoid = 'voc.capture()'::regprocedure
               AND t.tgargs = convert_to(f.id::text, 'SQL_ASCII') || '\x00'::bytea)) AS own
    FROM (SELECT c.oid AS relid
          UNION
          SELECT q.relid FROM pg_catalog.pg_partition_tree(c.oid) AS q) AS p
    JOIN pg_catalog.pg_class AS k ON k.oid = p.relid AND k.relkind IN ('r', 'p')) AS m ON true;

COMMENT ON VIEW voc_bi.source IS 'One row: a source, and whether all that is written to it is captured.';
COMMENT ON COLUMN voc_bi.source.id IS 'Number of the source.';
COMMENT ON COLUMN voc_bi.source.source IS 'The table, by its present name.';
COMMENT ON COLUMN voc_bi.source.status IS 'attached, detached, dropped (the table is gone), broken (a column that is read is gone: correct voc_data.source), or incomplete (triggers are missing or disabled: SELECT voc.install_triggers()).';
COMMENT ON COLUMN voc_bi.source.uncovered IS 'Tables and partitions of it whose capture triggers are missing or disabled.';
COMMENT ON COLUMN voc_bi.source.scale IS 'What its score means.';
COMMENT ON COLUMN voc_bi.source.on_error IS 'What happens to a row that cannot be captured.';
COMMENT ON COLUMN voc_bi.source.attached_at IS 'When it was attached last.';
COMMENT ON COLUMN voc_bi.source.detached_at IS 'When it was detached.';
COMMENT ON COLUMN voc_bi.source.signals IS 'Live signals of it.';
COMMENT ON COLUMN voc_bi.source.rejected IS 'Open rejections of it. signals + rejected = rows, once all is captured.';

CREATE VIEW voc_bi.rejected WITH (security_invoker = true) AS
SELECT r.id,
       f.relation_name AS source,
       r.source_key,
       r.rejected_at,
       r.column_name,
       r.value,
       r.sqlstate,
       r.reason,
       r.hint
FROM voc_data.rejected AS r
JOIN voc_data.source AS f ON f.id = r.source_id
WHERE r.resolved_at IS NULL;

COMMENT ON VIEW voc_bi.rejected IS 'One row: a row of a source that could not be captured and still waits to be mended.';
COMMENT ON COLUMN voc_bi.rejected.id IS 'Number of the rejection.';
COMMENT ON COLUMN voc_bi.rejected.source IS 'The table.';
COMMENT ON COLUMN voc_bi.rejected.source_key IS 'Key of the row there.';
COMMENT ON COLUMN voc_bi.rejected.rejected_at IS 'When.';
COMMENT ON COLUMN voc_bi.rejected.column_name IS 'The column at fault.';
COMMENT ON COLUMN voc_bi.rejected.value IS 'Its value.';
COMMENT ON COLUMN voc_bi.rejected.sqlstate IS 'SQLSTATE of the fault.';
COMMENT ON COLUMN voc_bi.rejected.reason IS 'Why.';
COMMENT ON COLUMN voc_bi.rejected.hint IS 'What to do.';
