/* sql/program/46_trend_bi.sql: how scores move */

CREATE VIEW voc_bi.nps_by_period WITH (security_invoker = true) AS
SELECT p.* FROM voc.nps_by_period(now()) AS p;

COMMENT ON VIEW voc_bi.nps_by_period IS 'One row: a day, week, month or quarter with NPS answers, in the session''s time zone, and whether NPS has changed since the period before. Each answer is in four rows: add up rows of one kind of period only.';
COMMENT ON COLUMN voc_bi.nps_by_period.period IS 'Kind of period: day, week (from Monday), month or quarter.';
COMMENT ON COLUMN voc_bi.nps_by_period.period_start IS 'Its first day.';
COMMENT ON COLUMN voc_bi.nps_by_period.period_end IS 'Its last day.';
COMMENT ON COLUMN voc_bi.nps_by_period.is_over IS 'Whether it is over; false: more answers will come.';
COMMENT ON COLUMN voc_bi.nps_by_period.n IS 'Answers.';
COMMENT ON COLUMN voc_bi.nps_by_period.promoters IS 'Answers of 9 and 10.';
COMMENT ON COLUMN voc_bi.nps_by_period.passives IS 'Answers of 7 and 8.';
COMMENT ON COLUMN voc_bi.nps_by_period.detractors IS 'Answers of 0 to 6.';
COMMENT ON COLUMN voc_bi.nps_by_period.weight IS 'Sum of the answers'' weights (voc_data.signal.weight); n, where none is weighted. NPS of several periods: sum of nps * weight by sum of weight.';
COMMENT ON COLUMN voc_bi.nps_by_period.nps IS 'Net Promoter Score, -100 to +100, answers counting as their weight; NULL: all weigh 0.';
COMMENT ON COLUMN voc_bi.nps_by_period.nps_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN voc_bi.nps_by_period.nps_high IS 'Upper end of its 95 % interval.';
COMMENT ON COLUMN voc_bi.nps_by_period.previous_start IS 'First day of the period that it is compared with: the last one of its kind before it that has answers with a weight. NULL: there is none.';
COMMENT ON COLUMN voc_bi.nps_by_period.previous_n IS 'Answers of that period.';
COMMENT ON COLUMN voc_bi.nps_by_period.previous_nps IS 'Net Promoter Score of that period.';
COMMENT ON COLUMN voc_bi.nps_by_period.change IS 'nps - previous_nps, in points.';
COMMENT ON COLUMN voc_bi.nps_by_period.change_low IS 'Lower end of its 95 % interval (voc.compare).';
COMMENT ON COLUMN voc_bi.nps_by_period.change_high IS 'Upper end of it.';
COMMENT ON COLUMN voc_bi.nps_by_period.p IS 'How likely chance alone makes a change as large, 0 to 1.';
COMMENT ON COLUMN voc_bi.nps_by_period.q IS 'The same, corrected for how many periods of its kind are looked at (Benjamini-Hochberg).';
COMMENT ON COLUMN voc_bi.nps_by_period.changed IS 'Whether the change is real: q <= 0.05, so that of all changes that are called real at most about one in twenty is chance. NULL: there is no period before.';
COMMENT ON COLUMN voc_bi.nps_by_period.direction IS 'up or down for a real change, same for none that can be told from chance; NULL: there is no period before.';

CREATE VIEW voc_bi.score_by_period WITH (security_invoker = true) AS
SELECT p.* FROM voc.score_by_period(now()) AS p;

COMMENT ON VIEW voc_bi.score_by_period IS 'One row: a scale other than NPS (satisfaction, effort, stars, thumbs, your own) in a day, week, month or quarter with answers on it, in the session''s time zone, and whether the share of satisfied has changed since the period before. Add up rows of one scale and one kind of period only.';
COMMENT ON COLUMN voc_bi.score_by_period.scale IS 'Code of the scale.';
COMMENT ON COLUMN voc_bi.score_by_period.scale_title IS 'Its name for people.';
COMMENT ON COLUMN voc_bi.score_by_period.period IS 'Kind of period: day, week (from Monday), month or quarter.';
COMMENT ON COLUMN voc_bi.score_by_period.period_start IS 'Its first day.';
COMMENT ON COLUMN voc_bi.score_by_period.period_end IS 'Its last day.';
COMMENT ON COLUMN voc_bi.score_by_period.is_over IS 'Whether it is over; false: more answers will come.';
COMMENT ON COLUMN voc_bi.score_by_period.n IS 'Answers.';
COMMENT ON COLUMN voc_bi.score_by_period.satisfied IS 'Answers from good_min of the scale on (voc_data.scale).';
COMMENT ON COLUMN voc_bi.score_by_period.neutral IS 'Answers in between.';
COMMENT ON COLUMN voc_bi.score_by_period.dissatisfied IS 'Answers up to bad_max of the scale.';
COMMENT ON COLUMN voc_bi.score_by_period.weight IS 'Sum of the answers'' weights (voc_data.signal.weight); n, where none is weighted. Share of several periods: sum of share * weight by sum of weight.';
COMMENT ON COLUMN voc_bi.score_by_period.share IS 'Percent of the answers that are satisfied, each counting as its weight; NULL: all weigh 0.';
COMMENT ON COLUMN voc_bi.score_by_period.share_low IS 'Lower end of its 95 % interval (Wilson).';
COMMENT ON COLUMN voc_bi.score_by_period.share_high IS 'Upper end of it.';
COMMENT ON COLUMN voc_bi.score_by_period.score_sum IS 'Sum of the scores, each times its weight; by weight: the mean.';
COMMENT ON COLUMN voc_bi.score_by_period.mean IS 'Mean score, on its scale.';
COMMENT ON COLUMN voc_bi.score_by_period.mean_low IS 'Lower end of its 95 % interval (Student), not below the scale; NULL: one answer.';
COMMENT ON COLUMN voc_bi.score_by_period.mean_high IS 'Upper end of it, not above the scale.';
COMMENT ON COLUMN voc_bi.score_by_period.previous_start IS 'First day of the period that it is compared with: the last one of its kind before it that has answers with a weight on the scale. NULL: there is none.';
COMMENT ON COLUMN voc_bi.score_by_period.previous_n IS 'Answers of that period.';
COMMENT ON COLUMN voc_bi.score_by_period.previous_share IS 'Percent satisfied in that period.';
COMMENT ON COLUMN voc_bi.score_by_period.previous_mean IS 'Mean score of that period.';
COMMENT ON COLUMN voc_bi.score_by_period.change IS 'share - previous_share, in points.';
COMMENT ON COLUMN voc_bi.score_by_period.change_low IS 'Lower end of its 95 % interval (Agresti and Caffo 2000).';
COMMENT ON COLUMN voc_bi.score_by_period.change_high IS 'Upper end of it.';
COMMENT ON COLUMN voc_bi.score_by_period.p IS 'How likely chance alone makes a change of the share as large, 0 to 1.';
COMMENT ON COLUMN voc_bi.score_by_period.q IS 'The same, corrected for how many periods of its kind are looked at on the scale (Benjamini-Hochberg).';
COMMENT ON COLUMN voc_bi.score_by_period.changed IS 'Whether the change is real: q <= 0.05, so that of all changes that are called real at most about one in twenty is chance. NULL: there is no period before.';
COMMENT ON COLUMN voc_bi.score_by_period.direction IS 'up or down for a real change, same for none that can be told from chance; NULL: there is no period before.';
