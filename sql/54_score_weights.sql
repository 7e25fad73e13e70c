/* sql/54_score_weights.sql: weights, and samples against the population */

-- ---------------------------------------------------------------------
-- raking
-- ---------------------------------------------------------------------

CREATE FUNCTION voc.rake(
	segment jsonb,
	targets jsonb,
	base_weight double precision DEFAULT 1,
	trim_low double precision DEFAULT NULL,
	trim_high double precision DEFAULT NULL,
	max_iterations integer DEFAULT NULL,
	tolerance double precision DEFAULT NULL)
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_rake'
LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION voc.rake(jsonb, jsonb, double precision, double precision, double precision, integer, double precision) IS
'Window function: the weight with which each row of its partition counts, so that the weighted shares of all dimensions are those of the population (raking, iterative proportional fitting). segment: the row''s categories, {"plan": "gold", "region": "north"}; other keys do not matter. targets: for each dimension, the share or number of customers of each category, {"plan": {"basic": 70, "gold": 30}, "region": {...}}. base_weight: what the row weighs before, 0 or more. trim_low, trim_high: least and largest weight, in units of the mean weight, at most and at least 1; NULL: no bound. The weights within these bounds that have the targets and are nearest to the base weights are found together, not cut afterwards. max_iterations: 1 to 100000, NULL: 100; it stops before when 20 of them bring next to nothing. tolerance: how far a share may be off, NULL: 0.000001. Weights have the mean 1, and depend neither on the order of rows nor on the frame. NULL for a row without a base weight, and for one whose category is NULL, missing or in no target: it takes no part; 0 where the base weight or the share of a category is 0. A WARNING says when shares could not be reached; voc.rake_report() gives figures. Raises 22023 for targets, options or base weights that are none, and for a category that has a share and no row: merge it with another; 54000 for more than 64 dimensions.';

CREATE TYPE voc.raking AS (
	converged boolean,
	iterations integer,
	max_deviation double precision,
	dimension text,
	category text,
	"rows" bigint,
	rows_left_out bigint,
	effective_n double precision,
	design_effect double precision,
	smallest double precision,
	largest double precision,
	trimmed bigint
);

COMMENT ON TYPE voc.raking IS
'How a raking went, as voc.rake_report() gives it: whether all shares were reached; iterations through all dimensions (0: they were right before); the largest deviation of a share (a category''s weights by the rows), 0 to 1, and the dimension and category that has it; rows with a weight above 0 and those left out; of the weights of the former: effective n, design effect, smallest and largest; and how many rows have a bound for their weight.';

CREATE FUNCTION voc.rake_report_accum(state internal, segment jsonb, targets jsonb)
RETURNS internal
AS 'MODULE_PATHNAME', 'voc_rake_report_accum'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION voc.rake_report_accum(internal, jsonb, jsonb) IS
'Transition of the aggregate voc.rake_report(): one more row of base weight 1.';

CREATE FUNCTION voc.rake_report_accum(state internal, segment jsonb, targets jsonb, base_weight double precision, trim_low double precision, trim_high double precision, max_iterations integer, tolerance double precision)
RETURNS internal
AS 'MODULE_PATHNAME', 'voc_rake_report_accum'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION voc.rake_report_accum(internal, jsonb, jsonb, double precision, double precision, double precision, integer, double precision) IS
'Transition of the aggregate voc.rake_report(): one more row. Raises 22023 as voc.rake() does, and when targets or options change from row to row.';

CREATE FUNCTION voc.rake_report_combine(state internal, other internal)
RETURNS internal
AS 'MODULE_PATHNAME', 'voc_rake_report_combine'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION voc.rake_report_combine(internal, internal) IS
'Merges two states of the aggregate voc.rake_report(). Raises 22023 when their targets or options differ.';

CREATE FUNCTION voc.rake_report_serialize(state internal)
RETURNS bytea
AS 'MODULE_PATHNAME', 'voc_rake_report_serialize'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rake_report_serialize(internal) IS
'State of the aggregate voc.rake_report() for another process: a version, the options, the cells with their rows.';

CREATE FUNCTION voc.rake_report_deserialize(state bytea, unused internal)
RETURNS internal
AS 'MODULE_PATHNAME', 'voc_rake_report_deserialize'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rake_report_deserialize(bytea, internal) IS
'The reverse of voc.rake_report_serialize(). Raises 22P03 for a state of another version or a damaged one.';

CREATE FUNCTION voc.rake_report_final(state internal)
RETURNS voc.raking
AS 'MODULE_PATHNAME', 'voc_rake_report_final'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION voc.rake_report_final(internal) IS
'Final function of the aggregate voc.rake_report(). Raises 22023 for a category that has a share and no row.';

CREATE AGGREGATE voc.rake_report(segment jsonb, targets jsonb) (
	SFUNC = voc.rake_report_accum,
	STYPE = internal,
	SSPACE = 65536,
	FINALFUNC = voc.rake_report_final,
	COMBINEFUNC = voc.rake_report_combine,
	SERIALFUNC = voc.rake_report_serialize,
	DESERIALFUNC = voc.rake_report_deserialize,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.rake_report(jsonb, jsonb) IS
'How voc.rake(segment, targets) goes over the rows of a group: whether the shares were reached, in how many iterations, how far off they are, how many rows take part, and how uneven the weights are. The order of rows does not matter. NULL when there are no rows. Raises 22023 as voc.rake() does.';

CREATE AGGREGATE voc.rake_report(segment jsonb, targets jsonb, base_weight double precision, trim_low double precision, trim_high double precision, max_iterations integer, tolerance double precision) (
	SFUNC = voc.rake_report_accum,
	STYPE = internal,
	SSPACE = 65536,
	FINALFUNC = voc.rake_report_final,
	COMBINEFUNC = voc.rake_report_combine,
	SERIALFUNC = voc.rake_report_serialize,
	DESERIALFUNC = voc.rake_report_deserialize,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.rake_report(jsonb, jsonb, double precision, double precision, double precision, integer, double precision) IS
'The same for voc.rake(segment, targets, base_weight, trim_low, trim_high, max_iterations, tolerance), with the arguments that it takes; of the last four, NULL means the default.';

-- ---------------------------------------------------------------------
-- what weights cost
-- ---------------------------------------------------------------------

-- A tally of weights alone keeps their sums in one bin.

CREATE FUNCTION voc.weight_accum(tally voc.nps_tally, weight double precision)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_weight_accum'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.weight_accum(voc.nps_tally, double precision) IS
'Transition function of the aggregates over weights: the tally with one more weight, 0 to 1000000, rounded to millionths. NULL arguments are skipped. Raises 22003 for a weight out of range and for a full tally.';

CREATE FUNCTION voc.weight_discard(tally voc.nps_tally, weight double precision)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_weight_discard'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.weight_discard(voc.nps_tally, double precision) IS
'Inverse transition function of the aggregates over weights in moving frames: the tally without one weight that was counted. NULL arguments are skipped. Raises 22003 for a weight out of range, or that was not counted.';

CREATE FUNCTION voc.effective_n_final(tally voc.nps_tally)
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_effective_n_final'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.effective_n_final(voc.nps_tally) IS
'Final function of the aggregate voc.effective_n(): voc.effective_n(tally), NULL without responses.';

CREATE AGGREGATE voc.effective_n(weight double precision) (
	SFUNC = voc.weight_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.effective_n_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.weight_accum,
	MINVFUNC = voc.weight_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.effective_n_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.effective_n(double precision) IS
'How many rows of equal weight would say as much as rows with these weights do (Kish 1965): the square of the sum of the weights by the sum of their squares. Weights are 0 to 1000000, rounded to millionths; their unit does not matter beyond that. NULL weights are left out; NULL if none is left, 0 if all are 0. Raises 22003 for a weight out of range.';

CREATE AGGREGATE voc.design_effect(weight double precision) (
	SFUNC = voc.weight_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.design_effect,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.weight_accum,
	MINVFUNC = voc.weight_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.design_effect,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.design_effect(double precision) IS
'By what factor these weights make the variance of a mean larger (Kish 1965): rows by effective rows, 1 if all weights are equal. Weights are 0 to 1000000, rounded to millionths. NULL weights are left out; NULL if none is left or all are 0. Raises 22003 for a weight out of range.';

-- ---------------------------------------------------------------------
-- samples
-- ---------------------------------------------------------------------

CREATE FUNCTION voc.sample_size(
	margin double precision,
	confidence double precision DEFAULT 0.95,
	population bigint DEFAULT NULL,
	figure text DEFAULT 'share',
	spread double precision DEFAULT NULL)
RETURNS bigint
AS 'MODULE_PATHNAME', 'voc_sample_size_of'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION voc.sample_size(double precision, double precision, bigint, text, double precision) IS
'How many answers a figure needs to have a margin of error, of a simple random sample. margin: half of the interval, in points (5 for plus or minus 5), above 0. confidence: above 0, below 1. population: how many customers there are, 1 or more; NULL: very many. figure: share (of a CSAT, in percent) or nps. spread: standard deviation of an answer in points, at most 50 for a share p (100 times the root of p (1 - p)) and 100 for NPS; NULL: that worst case. The square of z times spread by margin, corrected for the population (Cochran 1977), rounded up. Multiply by the design effect that weights are going to have, and divide by the response rate. NULL if margin, confidence or figure is NULL. Raises 22023 for arguments out of range, 22003 for a size that is no bigint.';

CREATE TYPE voc.sample_fit AS (
	chi_square double precision,
	df integer,
	p double precision,
	smallest_expected double precision
);

COMMENT ON TYPE voc.sample_fit IS
'How well a sample fits its population, as voc.sample_test() gives it: Pearson''s chi-square, its degrees of freedom, the probability of one as large if the sample were random (NULL without degrees of freedom), and the smallest count that was expected (below 5, p is rough).';

CREATE FUNCTION voc.sample_test(observed bigint[], expected double precision[])
RETURNS voc.sample_fit
AS 'MODULE_PATHNAME', 'voc_sample_test'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.sample_test(bigint[], double precision[]) IS
'Whether counts of a dimension''s categories differ by more than chance from the shares of the population: Pearson''s chi-square test of goodness of fit. observed: rows of each category, 0 or more. expected: share or number of customers of each, in the same order, 0 or more and in any unit. Counts are of rows, not of weights: for weighted samples the test is not meant. NULL for NULL, and when nothing was observed. Raises 22023 for arrays of different length, with a NULL or of more than one dimension, for a negative or infinite element, and for a category that was observed though its share is 0.';
