/* sql/56_score_causes.sql: what drives a score */

-- ---------------------------------------------------------------------
-- relative weights (Johnson 2000)
-- ---------------------------------------------------------------------

CREATE FUNCTION voc.relative_weights(r_xx double precision[], r_xy double precision[])
RETURNS double precision[]
AS 'MODULE_PATHNAME', 'voc_relative_weights_of'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.relative_weights(double precision[], double precision[]) IS
'How much each of up to 64 predictors that go together explains of an outcome (Johnson 2000), from correlations. r_xx: those of the predictors with each other, an array of rows, symmetric, 1 on the diagonal (a row and column of 0: a constant predictor); r_xy: those with the outcome. Returns a weight for each, 0 or more, in the same order; their sum is R squared, so 100 * weight / sum is the percentage. Predictors that say the same share equally; a constant one gets 0. NULL if an argument is NULL. Errors: 2202E r_xx has not a row and a column for each element of r_xy, 54000 more than 64, 22004 an element is NULL, 22003 not within -1 and +1, 22023 not correlations of one set of data.';

CREATE FUNCTION voc.relative_weights_accum(state double precision[], y double precision, x double precision[])
RETURNS double precision[]
AS 'MODULE_PATHNAME', 'voc_relative_weights_accum'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.relative_weights_accum(double precision[], double precision, double precision[]) IS
'Transition of the aggregate voc.relative_weights(): the state, which holds means and sums of squares and products, with one more row. A row with a NULL changes nothing. Errors: those of the aggregate, 22000 for an array that is no state.';

CREATE FUNCTION voc.relative_weights_combine(a double precision[], b double precision[])
RETURNS double precision[]
AS 'MODULE_PATHNAME', 'voc_relative_weights_combine'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.relative_weights_combine(double precision[], double precision[]) IS
'Combines two states of the aggregate voc.relative_weights(). Errors: 2202E of different numbers of predictors, 22003 out of range, 22000 for an array that is no state.';

CREATE FUNCTION voc.relative_weights_final(state double precision[])
RETURNS double precision[]
AS 'MODULE_PATHNAME', 'voc_relative_weights_final'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.relative_weights_final(double precision[]) IS
'Final function of the aggregate voc.relative_weights(): the weights of a state. Errors: 22000 for an array that is no state.';

CREATE AGGREGATE voc.relative_weights(y double precision, x double precision[]) (
	SFUNC = voc.relative_weights_accum,
	STYPE = double precision[],
	INITCOND = '{0,0,0}',
	FINALFUNC = voc.relative_weights_final,
	COMBINEFUNC = voc.relative_weights_combine,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.relative_weights(double precision, double precision[]) IS
'How much each of up to 64 predictors that go together explains of an outcome (Johnson 2000). y: the outcome, such as a score; x: the predictors, such as ratings of its parts, as many in each row. Returns a weight for each, 0 or more, in the order of x; their sum is R squared, so 100 * weight / sum is the percentage. Predictors that say the same share equally; a constant one gets 0. A row in which y, x or an element of x is NULL is left out; NULL if fewer rows are left than the number of predictors + 2, or all y are the same. The order of rows, and parallel plans, change only the last digits (about 1e-12). Errors: 2202E different numbers of elements, or none, 54000 more than 64, 22003 infinite, NaN, or too large to be squared.';
