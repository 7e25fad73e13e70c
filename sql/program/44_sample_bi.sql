/* sql/program/44_sample_bi.sql: whether answers are like the customer base, and enough to read */

CREATE VIEW voc_bi.representativeness WITH (security_invoker = true) AS
SELECT r.dimension, r.category, r.n, r.sample_share, r.population_share, r.difference, r.weighted_share, r.chi_square, r.df, r.p, r.verdict
FROM voc.representativeness() AS r;

COMMENT ON VIEW voc_bi.representativeness IS 'One row: a category of a dimension of voc_data.population, over all live signals with a score; for a period: voc.representativeness(since, until). With very many signals the smallest difference is more than chance: read the points.';
COMMENT ON COLUMN voc_bi.representativeness.dimension IS 'A key of segments, or channel, touchpoint or language.';
COMMENT ON COLUMN voc_bi.representativeness.category IS 'Its value; NULL: signals that have none.';
COMMENT ON COLUMN voc_bi.representativeness.n IS 'Signals with a score.';
COMMENT ON COLUMN voc_bi.representativeness.sample_share IS 'Their share of the signals whose category the population has, in percent.';
COMMENT ON COLUMN voc_bi.representativeness.population_share IS 'Share of the population, in percent; NULL: not in voc_data.population.';
COMMENT ON COLUMN voc_bi.representativeness.difference IS 'sample_share - population_share, in points.';
COMMENT ON COLUMN voc_bi.representativeness.weighted_share IS 'As sample_share, each signal counting as its weight.';
COMMENT ON COLUMN voc_bi.representativeness.chi_square IS 'Chi-square of the dimension against the population.';
COMMENT ON COLUMN voc_bi.representativeness.df IS 'Its degrees of freedom.';
COMMENT ON COLUMN voc_bi.representativeness.p IS 'Probability of differences as large in the dimension if the sample were random; NULL: nothing to test.';
COMMENT ON COLUMN voc_bi.representativeness.verdict IS 'too many, too few, missing, as expected, not in population, not known; NULL: nothing to judge.';

CREATE VIEW voc_bi.sample_quality WITH (security_invoker = true) AS
SELECT q.scale, q.figure, q.dimension, q.category, q.month, q.n, q.good, q.middle, q.bad, q.effective_n, q.design_effect, q.score, q.margin, q.too_small, q.note
FROM voc.sample_quality() AS q;

COMMENT ON VIEW voc_bi.sample_quality IS 'One row: a figure, and whether it has enough answers to be read: a scale, a category of a dimension, a calendar month in the session''s time zone. Too small is a figure of fewer effective answers than voc_data.program.min_effective_n (30), or with a margin above program.max_margin (20 points). n, good, middle and bad can be added up within a dimension; for a period: voc.sample_quality(since, until).';
COMMENT ON COLUMN voc_bi.sample_quality.scale IS 'What the scores mean.';
COMMENT ON COLUMN voc_bi.sample_quality.figure IS 'nps, or satisfied: the percentage of good scores.';
COMMENT ON COLUMN voc_bi.sample_quality.dimension IS 'all, touchpoint, channel, language, or a key of segments.';
COMMENT ON COLUMN voc_bi.sample_quality.category IS 'Its value.';
COMMENT ON COLUMN voc_bi.sample_quality.month IS 'First day of the month.';
COMMENT ON COLUMN voc_bi.sample_quality.n IS 'Answers.';
COMMENT ON COLUMN voc_bi.sample_quality.good IS 'Promoters or satisfied among them.';
COMMENT ON COLUMN voc_bi.sample_quality.middle IS 'Passives or neutral ones.';
COMMENT ON COLUMN voc_bi.sample_quality.bad IS 'Detractors or dissatisfied ones.';
COMMENT ON COLUMN voc_bi.sample_quality.effective_n IS 'How many answers of equal weight would say as much (Kish); n without weights.';
COMMENT ON COLUMN voc_bi.sample_quality.design_effect IS 'n by effective_n; NULL: all weights are 0.';
COMMENT ON COLUMN voc_bi.sample_quality.score IS 'The figure, weighted: -100 to +100 for NPS, 0 to 100 for satisfied; NULL: all weights are 0.';
COMMENT ON COLUMN voc_bi.sample_quality.margin IS 'Its margin of error at 95 %, in points: adjusted Wald for NPS, half of Wilson''s interval for a share.';
COMMENT ON COLUMN voc_bi.sample_quality.too_small IS 'Whether it is too small to read.';
COMMENT ON COLUMN voc_bi.sample_quality.note IS 'Why; NULL: it can be read.';
