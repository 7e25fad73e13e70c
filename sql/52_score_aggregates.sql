/* sql/52_score_aggregates.sql: aggregates over scores, and what they are made of */

-- Distributed engines push down only aggregates of concrete types, so each
-- type of score has its own.  A weight is always double precision: any number
-- becomes one by itself.  State and moving state are the tally.

-- ---------------------------------------------------------------------
-- counting one answer, and taking it back
-- ---------------------------------------------------------------------

CREATE FUNCTION voc.nps_accum(tally voc.nps_tally, score smallint)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_accum_int2'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_accum(voc.nps_tally, smallint) IS
'Transition function of the aggregates over scores: the tally with one more score 0-10. NULL arguments are skipped. Raises 22003 for a score that is not a whole number from 0 to 10 and for a full tally.';

CREATE FUNCTION voc.nps_accum(tally voc.nps_tally, score integer)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_accum_int4'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_accum(voc.nps_tally, integer) IS
'Transition function of the aggregates over scores: the tally with one more score 0-10. NULL arguments are skipped. Raises 22003 for a score that is not a whole number from 0 to 10 and for a full tally.';

CREATE FUNCTION voc.nps_accum(tally voc.nps_tally, score bigint)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_accum_int8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_accum(voc.nps_tally, bigint) IS
'Transition function of the aggregates over scores: the tally with one more score 0-10. NULL arguments are skipped. Raises 22003 for a score that is not a whole number from 0 to 10 and for a full tally.';

CREATE FUNCTION voc.nps_accum(tally voc.nps_tally, score numeric)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_accum_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_accum(voc.nps_tally, numeric) IS
'Transition function of the aggregates over scores: the tally with one more score 0-10. NULL arguments are skipped. Raises 22003 for a score that is not a whole number from 0 to 10 and for a full tally.';

CREATE FUNCTION voc.nps_accum(tally voc.nps_tally, score double precision)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_accum_float8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_accum(voc.nps_tally, double precision) IS
'Transition function of the aggregates over scores: the tally with one more score 0-10. NULL arguments are skipped. Raises 22003 for a score that is not a whole number from 0 to 10 and for a full tally.';

CREATE FUNCTION voc.nps_accum(tally voc.nps_tally, score smallint, weight double precision)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_accum_int2'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_accum(voc.nps_tally, smallint, double precision) IS
'Transition function of the aggregates over scores: the tally with one more score 0-10 of that weight, 0 to 1000000, rounded to millionths. NULL arguments are skipped. Raises 22003 for a score that is not a whole number from 0 to 10, for a weight out of range and for a full tally.';

CREATE FUNCTION voc.nps_accum(tally voc.nps_tally, score integer, weight double precision)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_accum_int4'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_accum(voc.nps_tally, integer, double precision) IS
'Transition function of the aggregates over scores: the tally with one more score 0-10 of that weight, 0 to 1000000, rounded to millionths. NULL arguments are skipped. Raises 22003 for a score that is not a whole number from 0 to 10, for a weight out of range and for a full tally.';

CREATE FUNCTION voc.nps_accum(tally voc.nps_tally, score bigint, weight double precision)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_accum_int8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_accum(voc.nps_tally, bigint, double precision) IS
'Transition function of the aggregates over scores: the tally with one more score 0-10 of that weight, 0 to 1000000, rounded to millionths. NULL arguments are skipped. Raises 22003 for a score that is not a whole number from 0 to 10, for a weight out of range and for a full tally.';

CREATE FUNCTION voc.nps_accum(tally voc.nps_tally, score numeric, weight double precision)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_accum_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_accum(voc.nps_tally, numeric, double precision) IS
'Transition function of the aggregates over scores: the tally with one more score 0-10 of that weight, 0 to 1000000, rounded to millionths. NULL arguments are skipped. Raises 22003 for a score that is not a whole number from 0 to 10, for a weight out of range and for a full tally.';

CREATE FUNCTION voc.nps_accum(tally voc.nps_tally, score double precision, weight double precision)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_accum_float8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_accum(voc.nps_tally, double precision, double precision) IS
'Transition function of the aggregates over scores: the tally with one more score 0-10 of that weight, 0 to 1000000, rounded to millionths. NULL arguments are skipped. Raises 22003 for a score that is not a whole number from 0 to 10, for a weight out of range and for a full tally.';

CREATE FUNCTION voc.nps_discard(tally voc.nps_tally, score smallint)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_discard_int2'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_discard(voc.nps_tally, smallint) IS
'Inverse transition function: the tally with one score 0-10 less. Raises 22003 for a score that is not a whole number from 0 to 10 or was never counted.';

CREATE FUNCTION voc.nps_discard(tally voc.nps_tally, score integer)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_discard_int4'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_discard(voc.nps_tally, integer) IS
'Inverse transition function: the tally with one score 0-10 less. Raises 22003 for a score that is not a whole number from 0 to 10 or was never counted.';

CREATE FUNCTION voc.nps_discard(tally voc.nps_tally, score bigint)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_discard_int8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_discard(voc.nps_tally, bigint) IS
'Inverse transition function: the tally with one score 0-10 less. Raises 22003 for a score that is not a whole number from 0 to 10 or was never counted.';

CREATE FUNCTION voc.nps_discard(tally voc.nps_tally, score numeric)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_discard_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_discard(voc.nps_tally, numeric) IS
'Inverse transition function: the tally with one score 0-10 less. Raises 22003 for a score that is not a whole number from 0 to 10 or was never counted.';

CREATE FUNCTION voc.nps_discard(tally voc.nps_tally, score double precision)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_discard_float8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_discard(voc.nps_tally, double precision) IS
'Inverse transition function: the tally with one score 0-10 less. Raises 22003 for a score that is not a whole number from 0 to 10 or was never counted.';

CREATE FUNCTION voc.nps_discard(tally voc.nps_tally, score smallint, weight double precision)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_discard_int2'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_discard(voc.nps_tally, smallint, double precision) IS
'Inverse transition function: the tally with one score 0-10 of that weight less. Raises 22003 for a score that is not a whole number from 0 to 10, for a weight out of range or was never counted.';

CREATE FUNCTION voc.nps_discard(tally voc.nps_tally, score integer, weight double precision)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_discard_int4'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_discard(voc.nps_tally, integer, double precision) IS
'Inverse transition function: the tally with one score 0-10 of that weight less. Raises 22003 for a score that is not a whole number from 0 to 10, for a weight out of range or was never counted.';

CREATE FUNCTION voc.nps_discard(tally voc.nps_tally, score bigint, weight double precision)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_discard_int8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_discard(voc.nps_tally, bigint, double precision) IS
'Inverse transition function: the tally with one score 0-10 of that weight less. Raises 22003 for a score that is not a whole number from 0 to 10, for a weight out of range or was never counted.';

CREATE FUNCTION voc.nps_discard(tally voc.nps_tally, score numeric, weight double precision)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_discard_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_discard(voc.nps_tally, numeric, double precision) IS
'Inverse transition function: the tally with one score 0-10 of that weight less. Raises 22003 for a score that is not a whole number from 0 to 10, for a weight out of range or was never counted.';

CREATE FUNCTION voc.nps_discard(tally voc.nps_tally, score double precision, weight double precision)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_discard_float8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_discard(voc.nps_tally, double precision, double precision) IS
'Inverse transition function: the tally with one score 0-10 of that weight less. Raises 22003 for a score that is not a whole number from 0 to 10, for a weight out of range or was never counted.';

CREATE FUNCTION voc.rating_accum(tally voc.rating_tally, score smallint)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_rating_accum_int2'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_accum(voc.rating_tally, smallint) IS
'Transition function of the aggregates over scores: the tally with one more score 0-10. NULL arguments are skipped. Raises 22003 for a score that is not a whole number from 0 to 10 and for a full tally.';

CREATE FUNCTION voc.rating_accum(tally voc.rating_tally, score integer)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_rating_accum_int4'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_accum(voc.rating_tally, integer) IS
'Transition function of the aggregates over scores: the tally with one more score 0-10. NULL arguments are skipped. Raises 22003 for a score that is not a whole number from 0 to 10 and for a full tally.';

CREATE FUNCTION voc.rating_accum(tally voc.rating_tally, score bigint)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_rating_accum_int8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_accum(voc.rating_tally, bigint) IS
'Transition function of the aggregates over scores: the tally with one more score 0-10. NULL arguments are skipped. Raises 22003 for a score that is not a whole number from 0 to 10 and for a full tally.';

CREATE FUNCTION voc.rating_accum(tally voc.rating_tally, score numeric)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_rating_accum_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_accum(voc.rating_tally, numeric) IS
'Transition function of the aggregates over scores: the tally with one more score 0-10. NULL arguments are skipped. Raises 22003 for a score that is not a whole number from 0 to 10 and for a full tally.';

CREATE FUNCTION voc.rating_accum(tally voc.rating_tally, score double precision)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_rating_accum_float8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_accum(voc.rating_tally, double precision) IS
'Transition function of the aggregates over scores: the tally with one more score 0-10. NULL arguments are skipped. Raises 22003 for a score that is not a whole number from 0 to 10 and for a full tally.';

CREATE FUNCTION voc.rating_accum(tally voc.rating_tally, score smallint, weight double precision)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_rating_accum_int2'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_accum(voc.rating_tally, smallint, double precision) IS
'Transition function of the aggregates over scores: the tally with one more score 0-10 of that weight, 0 to 1000000, rounded to millionths. NULL arguments are skipped. Raises 22003 for a score that is not a whole number from 0 to 10, for a weight out of range and for a full tally.';

CREATE FUNCTION voc.rating_accum(tally voc.rating_tally, score integer, weight double precision)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_rating_accum_int4'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_accum(voc.rating_tally, integer, double precision) IS
'Transition function of the aggregates over scores: the tally with one more score 0-10 of that weight, 0 to 1000000, rounded to millionths. NULL arguments are skipped. Raises 22003 for a score that is not a whole number from 0 to 10, for a weight out of range and for a full tally.';

CREATE FUNCTION voc.rating_accum(tally voc.rating_tally, score bigint, weight double precision)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_rating_accum_int8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_accum(voc.rating_tally, bigint, double precision) IS
'Transition function of the aggregates over scores: the tally with one more score 0-10 of that weight, 0 to 1000000, rounded to millionths. NULL arguments are skipped. Raises 22003 for a score that is not a whole number from 0 to 10, for a weight out of range and for a full tally.';

CREATE FUNCTION voc.rating_accum(tally voc.rating_tally, score numeric, weight double precision)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_rating_accum_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_accum(voc.rating_tally, numeric, double precision) IS
'Transition function of the aggregates over scores: the tally with one more score 0-10 of that weight, 0 to 1000000, rounded to millionths. NULL arguments are skipped. Raises 22003 for a score that is not a whole number from 0 to 10, for a weight out of range and for a full tally.';

CREATE FUNCTION voc.rating_accum(tally voc.rating_tally, score double precision, weight double precision)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_rating_accum_float8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_accum(voc.rating_tally, double precision, double precision) IS
'Transition function of the aggregates over scores: the tally with one more score 0-10 of that weight, 0 to 1000000, rounded to millionths. NULL arguments are skipped. Raises 22003 for a score that is not a whole number from 0 to 10, for a weight out of range and for a full tally.';

CREATE FUNCTION voc.rating_discard(tally voc.rating_tally, score smallint)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_rating_discard_int2'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_discard(voc.rating_tally, smallint) IS
'Inverse transition function: the tally with one score 0-10 less. Raises 22003 for a score that is not a whole number from 0 to 10 or was never counted.';

CREATE FUNCTION voc.rating_discard(tally voc.rating_tally, score integer)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_rating_discard_int4'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_discard(voc.rating_tally, integer) IS
'Inverse transition function: the tally with one score 0-10 less. Raises 22003 for a score that is not a whole number from 0 to 10 or was never counted.';

CREATE FUNCTION voc.rating_discard(tally voc.rating_tally, score bigint)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_rating_discard_int8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_discard(voc.rating_tally, bigint) IS
'Inverse transition function: the tally with one score 0-10 less. Raises 22003 for a score that is not a whole number from 0 to 10 or was never counted.';

CREATE FUNCTION voc.rating_discard(tally voc.rating_tally, score numeric)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_rating_discard_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_discard(voc.rating_tally, numeric) IS
'Inverse transition function: the tally with one score 0-10 less. Raises 22003 for a score that is not a whole number from 0 to 10 or was never counted.';

CREATE FUNCTION voc.rating_discard(tally voc.rating_tally, score double precision)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_rating_discard_float8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_discard(voc.rating_tally, double precision) IS
'Inverse transition function: the tally with one score 0-10 less. Raises 22003 for a score that is not a whole number from 0 to 10 or was never counted.';

CREATE FUNCTION voc.rating_discard(tally voc.rating_tally, score smallint, weight double precision)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_rating_discard_int2'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_discard(voc.rating_tally, smallint, double precision) IS
'Inverse transition function: the tally with one score 0-10 of that weight less. Raises 22003 for a score that is not a whole number from 0 to 10, for a weight out of range or was never counted.';

CREATE FUNCTION voc.rating_discard(tally voc.rating_tally, score integer, weight double precision)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_rating_discard_int4'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_discard(voc.rating_tally, integer, double precision) IS
'Inverse transition function: the tally with one score 0-10 of that weight less. Raises 22003 for a score that is not a whole number from 0 to 10, for a weight out of range or was never counted.';

CREATE FUNCTION voc.rating_discard(tally voc.rating_tally, score bigint, weight double precision)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_rating_discard_int8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_discard(voc.rating_tally, bigint, double precision) IS
'Inverse transition function: the tally with one score 0-10 of that weight less. Raises 22003 for a score that is not a whole number from 0 to 10, for a weight out of range or was never counted.';

CREATE FUNCTION voc.rating_discard(tally voc.rating_tally, score numeric, weight double precision)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_rating_discard_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_discard(voc.rating_tally, numeric, double precision) IS
'Inverse transition function: the tally with one score 0-10 of that weight less. Raises 22003 for a score that is not a whole number from 0 to 10, for a weight out of range or was never counted.';

CREATE FUNCTION voc.rating_discard(tally voc.rating_tally, score double precision, weight double precision)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_rating_discard_float8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_discard(voc.rating_tally, double precision, double precision) IS
'Inverse transition function: the tally with one score 0-10 of that weight less. Raises 22003 for a score that is not a whole number from 0 to 10, for a weight out of range or was never counted.';

-- ---------------------------------------------------------------------
-- results
-- ---------------------------------------------------------------------

CREATE FUNCTION voc.nps_tally_final(tally voc.nps_tally)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_tally_final'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_final(voc.nps_tally) IS
'Final function of voc.tally_nps() and voc.merge(): the tally, NULL without responses.';

CREATE FUNCTION voc.nps_margin_final(tally voc.nps_tally)
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_nps_margin_final'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_margin_final(voc.nps_tally) IS
'Final function of the aggregate voc.nps_margin(): the margin at 95 %, adjusted method.';

CREATE FUNCTION voc.nps_interval_final(tally voc.nps_tally)
RETURNS voc.score_interval
AS 'MODULE_PATHNAME', 'voc_nps_interval_final'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_interval_final(voc.nps_tally) IS
'Final function of the aggregate voc.nps_interval(): the interval at 95 %, adjusted method.';

CREATE FUNCTION voc.rating_tally_final(tally voc.rating_tally)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_tally_final'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_tally_final(voc.rating_tally) IS
'Final function of voc.tally_rating() and voc.merge(): the tally, NULL without responses.';

CREATE FUNCTION voc.csat_final(tally voc.rating_tally)
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_csat_final'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.csat_final(voc.rating_tally) IS
'Final function of the aggregate voc.csat(): percent satisfied on scale csat5.';

CREATE FUNCTION voc.ces_final(tally voc.rating_tally)
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_ces_final'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.ces_final(voc.rating_tally) IS
'Final function of the aggregate voc.ces(): the mean on scale ces7.';

-- ---------------------------------------------------------------------
-- Net Promoter Score
-- ---------------------------------------------------------------------

CREATE AGGREGATE voc.tally_nps(score smallint) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_tally_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_tally_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.tally_nps(smallint) IS
'Counts scores 0-10 into a tally of promoters, passives and detractors, to be stored and merged. NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.tally_nps(score integer) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_tally_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_tally_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.tally_nps(integer) IS
'Counts scores 0-10 into a tally of promoters, passives and detractors, to be stored and merged. NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.tally_nps(score bigint) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_tally_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_tally_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.tally_nps(bigint) IS
'Counts scores 0-10 into a tally of promoters, passives and detractors, to be stored and merged. NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.tally_nps(score numeric) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_tally_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_tally_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.tally_nps(numeric) IS
'Counts scores 0-10 into a tally of promoters, passives and detractors, to be stored and merged. NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.tally_nps(score double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_tally_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_tally_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.tally_nps(double precision) IS
'Counts scores 0-10 into a tally of promoters, passives and detractors, to be stored and merged. NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.tally_nps(score smallint, weight double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_tally_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_tally_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.tally_nps(smallint, double precision) IS
'Counts scores 0-10 into a tally of promoters, passives and detractors, to be stored and merged; each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.tally_nps(score integer, weight double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_tally_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_tally_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.tally_nps(integer, double precision) IS
'Counts scores 0-10 into a tally of promoters, passives and detractors, to be stored and merged; each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.tally_nps(score bigint, weight double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_tally_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_tally_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.tally_nps(bigint, double precision) IS
'Counts scores 0-10 into a tally of promoters, passives and detractors, to be stored and merged; each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.tally_nps(score numeric, weight double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_tally_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_tally_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.tally_nps(numeric, double precision) IS
'Counts scores 0-10 into a tally of promoters, passives and detractors, to be stored and merged; each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.tally_nps(score double precision, weight double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_tally_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_tally_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.tally_nps(double precision, double precision) IS
'Counts scores 0-10 into a tally of promoters, passives and detractors, to be stored and merged; each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps(score smallint) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps(smallint) IS
'Net Promoter Score of scores 0-10, -100 to +100. NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps(score integer) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps(integer) IS
'Net Promoter Score of scores 0-10, -100 to +100. NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps(score bigint) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps(bigint) IS
'Net Promoter Score of scores 0-10, -100 to +100. NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps(score numeric) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps(numeric) IS
'Net Promoter Score of scores 0-10, -100 to +100. NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps(score double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps(double precision) IS
'Net Promoter Score of scores 0-10, -100 to +100. NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps(score smallint, weight double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps(smallint, double precision) IS
'Net Promoter Score of scores 0-10, -100 to +100; each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps(score integer, weight double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps(integer, double precision) IS
'Net Promoter Score of scores 0-10, -100 to +100; each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps(score bigint, weight double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps(bigint, double precision) IS
'Net Promoter Score of scores 0-10, -100 to +100; each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps(score numeric, weight double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps(numeric, double precision) IS
'Net Promoter Score of scores 0-10, -100 to +100; each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps(score double precision, weight double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps(double precision, double precision) IS
'Net Promoter Score of scores 0-10, -100 to +100; each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps_margin(score smallint) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_margin_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_margin_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps_margin(smallint) IS
'Margin of error of the Net Promoter Score of scores 0-10, in points, at 95 % confidence, adjusted method; for others voc.nps_margin(voc.tally_nps(score), confidence, method). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps_margin(score integer) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_margin_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_margin_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps_margin(integer) IS
'Margin of error of the Net Promoter Score of scores 0-10, in points, at 95 % confidence, adjusted method; for others voc.nps_margin(voc.tally_nps(score), confidence, method). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps_margin(score bigint) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_margin_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_margin_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps_margin(bigint) IS
'Margin of error of the Net Promoter Score of scores 0-10, in points, at 95 % confidence, adjusted method; for others voc.nps_margin(voc.tally_nps(score), confidence, method). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps_margin(score numeric) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_margin_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_margin_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps_margin(numeric) IS
'Margin of error of the Net Promoter Score of scores 0-10, in points, at 95 % confidence, adjusted method; for others voc.nps_margin(voc.tally_nps(score), confidence, method). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps_margin(score double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_margin_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_margin_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps_margin(double precision) IS
'Margin of error of the Net Promoter Score of scores 0-10, in points, at 95 % confidence, adjusted method; for others voc.nps_margin(voc.tally_nps(score), confidence, method). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps_margin(score smallint, weight double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_margin_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_margin_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps_margin(smallint, double precision) IS
'Margin of error of the Net Promoter Score of scores 0-10, in points, at 95 % confidence, adjusted method; for others voc.nps_margin(voc.tally_nps(score), confidence, method); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps_margin(score integer, weight double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_margin_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_margin_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps_margin(integer, double precision) IS
'Margin of error of the Net Promoter Score of scores 0-10, in points, at 95 % confidence, adjusted method; for others voc.nps_margin(voc.tally_nps(score), confidence, method); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps_margin(score bigint, weight double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_margin_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_margin_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps_margin(bigint, double precision) IS
'Margin of error of the Net Promoter Score of scores 0-10, in points, at 95 % confidence, adjusted method; for others voc.nps_margin(voc.tally_nps(score), confidence, method); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps_margin(score numeric, weight double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_margin_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_margin_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps_margin(numeric, double precision) IS
'Margin of error of the Net Promoter Score of scores 0-10, in points, at 95 % confidence, adjusted method; for others voc.nps_margin(voc.tally_nps(score), confidence, method); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps_margin(score double precision, weight double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_margin_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_margin_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps_margin(double precision, double precision) IS
'Margin of error of the Net Promoter Score of scores 0-10, in points, at 95 % confidence, adjusted method; for others voc.nps_margin(voc.tally_nps(score), confidence, method); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps_interval(score smallint) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_interval_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_interval_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps_interval(smallint) IS
'Confidence interval (low, high) of the Net Promoter Score of scores 0-10, -100 to +100, at 95 % confidence, adjusted method; for others voc.nps_interval(voc.tally_nps(score), confidence, method). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps_interval(score integer) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_interval_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_interval_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps_interval(integer) IS
'Confidence interval (low, high) of the Net Promoter Score of scores 0-10, -100 to +100, at 95 % confidence, adjusted method; for others voc.nps_interval(voc.tally_nps(score), confidence, method). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps_interval(score bigint) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_interval_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_interval_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps_interval(bigint) IS
'Confidence interval (low, high) of the Net Promoter Score of scores 0-10, -100 to +100, at 95 % confidence, adjusted method; for others voc.nps_interval(voc.tally_nps(score), confidence, method). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps_interval(score numeric) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_interval_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_interval_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps_interval(numeric) IS
'Confidence interval (low, high) of the Net Promoter Score of scores 0-10, -100 to +100, at 95 % confidence, adjusted method; for others voc.nps_interval(voc.tally_nps(score), confidence, method). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps_interval(score double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_interval_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_interval_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps_interval(double precision) IS
'Confidence interval (low, high) of the Net Promoter Score of scores 0-10, -100 to +100, at 95 % confidence, adjusted method; for others voc.nps_interval(voc.tally_nps(score), confidence, method). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps_interval(score smallint, weight double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_interval_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_interval_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps_interval(smallint, double precision) IS
'Confidence interval (low, high) of the Net Promoter Score of scores 0-10, -100 to +100, at 95 % confidence, adjusted method; for others voc.nps_interval(voc.tally_nps(score), confidence, method); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps_interval(score integer, weight double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_interval_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_interval_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps_interval(integer, double precision) IS
'Confidence interval (low, high) of the Net Promoter Score of scores 0-10, -100 to +100, at 95 % confidence, adjusted method; for others voc.nps_interval(voc.tally_nps(score), confidence, method); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps_interval(score bigint, weight double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_interval_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_interval_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps_interval(bigint, double precision) IS
'Confidence interval (low, high) of the Net Promoter Score of scores 0-10, -100 to +100, at 95 % confidence, adjusted method; for others voc.nps_interval(voc.tally_nps(score), confidence, method); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps_interval(score numeric, weight double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_interval_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_interval_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps_interval(numeric, double precision) IS
'Confidence interval (low, high) of the Net Promoter Score of scores 0-10, -100 to +100, at 95 % confidence, adjusted method; for others voc.nps_interval(voc.tally_nps(score), confidence, method); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

CREATE AGGREGATE voc.nps_interval(score double precision, weight double precision) (
	SFUNC = voc.nps_accum,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_interval_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_accum,
	MINVFUNC = voc.nps_discard,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_interval_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.nps_interval(double precision, double precision) IS
'Confidence interval (low, high) of the Net Promoter Score of scores 0-10, -100 to +100, at 95 % confidence, adjusted method; for others voc.nps_interval(voc.tally_nps(score), confidence, method); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''nps'', score)) leaves such rows out.';

-- ---------------------------------------------------------------------
-- ratings, satisfaction, effort
-- ---------------------------------------------------------------------

CREATE AGGREGATE voc.tally_rating(score smallint) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.rating_tally_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.rating_tally_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.tally_rating(smallint) IS
'Counts scores 0-10, of whatever scale, into a tally of how many gave each answer, to be stored and merged. NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''csat5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.tally_rating(score integer) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.rating_tally_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.rating_tally_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.tally_rating(integer) IS
'Counts scores 0-10, of whatever scale, into a tally of how many gave each answer, to be stored and merged. NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''csat5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.tally_rating(score bigint) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.rating_tally_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.rating_tally_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.tally_rating(bigint) IS
'Counts scores 0-10, of whatever scale, into a tally of how many gave each answer, to be stored and merged. NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''csat5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.tally_rating(score numeric) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.rating_tally_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.rating_tally_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.tally_rating(numeric) IS
'Counts scores 0-10, of whatever scale, into a tally of how many gave each answer, to be stored and merged. NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''csat5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.tally_rating(score double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.rating_tally_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.rating_tally_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.tally_rating(double precision) IS
'Counts scores 0-10, of whatever scale, into a tally of how many gave each answer, to be stored and merged. NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''csat5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.tally_rating(score smallint, weight double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.rating_tally_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.rating_tally_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.tally_rating(smallint, double precision) IS
'Counts scores 0-10, of whatever scale, into a tally of how many gave each answer, to be stored and merged; each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''csat5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.tally_rating(score integer, weight double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.rating_tally_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.rating_tally_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.tally_rating(integer, double precision) IS
'Counts scores 0-10, of whatever scale, into a tally of how many gave each answer, to be stored and merged; each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''csat5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.tally_rating(score bigint, weight double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.rating_tally_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.rating_tally_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.tally_rating(bigint, double precision) IS
'Counts scores 0-10, of whatever scale, into a tally of how many gave each answer, to be stored and merged; each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''csat5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.tally_rating(score numeric, weight double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.rating_tally_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.rating_tally_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.tally_rating(numeric, double precision) IS
'Counts scores 0-10, of whatever scale, into a tally of how many gave each answer, to be stored and merged; each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''csat5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.tally_rating(score double precision, weight double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.rating_tally_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.rating_tally_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.tally_rating(double precision, double precision) IS
'Counts scores 0-10, of whatever scale, into a tally of how many gave each answer, to be stored and merged; each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''csat5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.csat(score smallint) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.csat_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.csat_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.csat(smallint) IS
'Customer satisfaction of scores 1-5: percent who answer 4 or 5. For other scales and definitions voc.csat(voc.tally_rating(score), scale, definition). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 1 to 5: FILTER (WHERE voc.valid_score(''csat5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.csat(score integer) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.csat_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.csat_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.csat(integer) IS
'Customer satisfaction of scores 1-5: percent who answer 4 or 5. For other scales and definitions voc.csat(voc.tally_rating(score), scale, definition). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 1 to 5: FILTER (WHERE voc.valid_score(''csat5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.csat(score bigint) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.csat_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.csat_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.csat(bigint) IS
'Customer satisfaction of scores 1-5: percent who answer 4 or 5. For other scales and definitions voc.csat(voc.tally_rating(score), scale, definition). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 1 to 5: FILTER (WHERE voc.valid_score(''csat5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.csat(score numeric) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.csat_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.csat_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.csat(numeric) IS
'Customer satisfaction of scores 1-5: percent who answer 4 or 5. For other scales and definitions voc.csat(voc.tally_rating(score), scale, definition). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 1 to 5: FILTER (WHERE voc.valid_score(''csat5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.csat(score double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.csat_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.csat_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.csat(double precision) IS
'Customer satisfaction of scores 1-5: percent who answer 4 or 5. For other scales and definitions voc.csat(voc.tally_rating(score), scale, definition). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 1 to 5: FILTER (WHERE voc.valid_score(''csat5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.csat(score smallint, weight double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.csat_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.csat_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.csat(smallint, double precision) IS
'Customer satisfaction of scores 1-5: percent who answer 4 or 5. For other scales and definitions voc.csat(voc.tally_rating(score), scale, definition); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 1 to 5 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''csat5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.csat(score integer, weight double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.csat_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.csat_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.csat(integer, double precision) IS
'Customer satisfaction of scores 1-5: percent who answer 4 or 5. For other scales and definitions voc.csat(voc.tally_rating(score), scale, definition); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 1 to 5 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''csat5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.csat(score bigint, weight double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.csat_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.csat_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.csat(bigint, double precision) IS
'Customer satisfaction of scores 1-5: percent who answer 4 or 5. For other scales and definitions voc.csat(voc.tally_rating(score), scale, definition); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 1 to 5 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''csat5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.csat(score numeric, weight double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.csat_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.csat_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.csat(numeric, double precision) IS
'Customer satisfaction of scores 1-5: percent who answer 4 or 5. For other scales and definitions voc.csat(voc.tally_rating(score), scale, definition); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 1 to 5 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''csat5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.csat(score double precision, weight double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.csat_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.csat_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.csat(double precision, double precision) IS
'Customer satisfaction of scores 1-5: percent who answer 4 or 5. For other scales and definitions voc.csat(voc.tally_rating(score), scale, definition); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 1 to 5 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''csat5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.ces(score smallint) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.ces_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.ces_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.ces(smallint) IS
'Customer effort score of scores 1-7, higher is easier: their mean. For other scales and definitions voc.ces(voc.tally_rating(score), scale, definition). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 1 to 7: FILTER (WHERE voc.valid_score(''ces7'', score)) leaves such rows out.';

CREATE AGGREGATE voc.ces(score integer) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.ces_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.ces_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.ces(integer) IS
'Customer effort score of scores 1-7, higher is easier: their mean. For other scales and definitions voc.ces(voc.tally_rating(score), scale, definition). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 1 to 7: FILTER (WHERE voc.valid_score(''ces7'', score)) leaves such rows out.';

CREATE AGGREGATE voc.ces(score bigint) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.ces_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.ces_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.ces(bigint) IS
'Customer effort score of scores 1-7, higher is easier: their mean. For other scales and definitions voc.ces(voc.tally_rating(score), scale, definition). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 1 to 7: FILTER (WHERE voc.valid_score(''ces7'', score)) leaves such rows out.';

CREATE AGGREGATE voc.ces(score numeric) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.ces_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.ces_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.ces(numeric) IS
'Customer effort score of scores 1-7, higher is easier: their mean. For other scales and definitions voc.ces(voc.tally_rating(score), scale, definition). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 1 to 7: FILTER (WHERE voc.valid_score(''ces7'', score)) leaves such rows out.';

CREATE AGGREGATE voc.ces(score double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.ces_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.ces_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.ces(double precision) IS
'Customer effort score of scores 1-7, higher is easier: their mean. For other scales and definitions voc.ces(voc.tally_rating(score), scale, definition). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 1 to 7: FILTER (WHERE voc.valid_score(''ces7'', score)) leaves such rows out.';

CREATE AGGREGATE voc.ces(score smallint, weight double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.ces_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.ces_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.ces(smallint, double precision) IS
'Customer effort score of scores 1-7, higher is easier: their mean. For other scales and definitions voc.ces(voc.tally_rating(score), scale, definition); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 1 to 7 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''ces7'', score)) leaves such rows out.';

CREATE AGGREGATE voc.ces(score integer, weight double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.ces_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.ces_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.ces(integer, double precision) IS
'Customer effort score of scores 1-7, higher is easier: their mean. For other scales and definitions voc.ces(voc.tally_rating(score), scale, definition); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 1 to 7 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''ces7'', score)) leaves such rows out.';

CREATE AGGREGATE voc.ces(score bigint, weight double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.ces_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.ces_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.ces(bigint, double precision) IS
'Customer effort score of scores 1-7, higher is easier: their mean. For other scales and definitions voc.ces(voc.tally_rating(score), scale, definition); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 1 to 7 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''ces7'', score)) leaves such rows out.';

CREATE AGGREGATE voc.ces(score numeric, weight double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.ces_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.ces_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.ces(numeric, double precision) IS
'Customer effort score of scores 1-7, higher is easier: their mean. For other scales and definitions voc.ces(voc.tally_rating(score), scale, definition); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 1 to 7 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''ces7'', score)) leaves such rows out.';

CREATE AGGREGATE voc.ces(score double precision, weight double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.ces_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.ces_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.ces(double precision, double precision) IS
'Customer effort score of scores 1-7, higher is easier: their mean. For other scales and definitions voc.ces(voc.tally_rating(score), scale, definition); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 1 to 7 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''ces7'', score)) leaves such rows out.';

CREATE AGGREGATE voc.mean_score(score smallint) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.mean_score,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.mean_score,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.mean_score(smallint) IS
'Mean of scores 0-10, exact in any order of rows; for its interval voc.mean_interval(voc.tally_rating(score)). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''stars5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.mean_score(score integer) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.mean_score,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.mean_score,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.mean_score(integer) IS
'Mean of scores 0-10, exact in any order of rows; for its interval voc.mean_interval(voc.tally_rating(score)). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''stars5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.mean_score(score bigint) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.mean_score,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.mean_score,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.mean_score(bigint) IS
'Mean of scores 0-10, exact in any order of rows; for its interval voc.mean_interval(voc.tally_rating(score)). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''stars5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.mean_score(score numeric) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.mean_score,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.mean_score,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.mean_score(numeric) IS
'Mean of scores 0-10, exact in any order of rows; for its interval voc.mean_interval(voc.tally_rating(score)). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''stars5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.mean_score(score double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.mean_score,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.mean_score,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.mean_score(double precision) IS
'Mean of scores 0-10, exact in any order of rows; for its interval voc.mean_interval(voc.tally_rating(score)). NULL scores are left out; NULL if none is left. Raises 22003 for a score that is not a whole number from 0 to 10: FILTER (WHERE voc.valid_score(''stars5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.mean_score(score smallint, weight double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.mean_score,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.mean_score,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.mean_score(smallint, double precision) IS
'Mean of scores 0-10, exact in any order of rows; for its interval voc.mean_interval(voc.tally_rating(score)); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''stars5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.mean_score(score integer, weight double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.mean_score,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.mean_score,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.mean_score(integer, double precision) IS
'Mean of scores 0-10, exact in any order of rows; for its interval voc.mean_interval(voc.tally_rating(score)); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''stars5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.mean_score(score bigint, weight double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.mean_score,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.mean_score,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.mean_score(bigint, double precision) IS
'Mean of scores 0-10, exact in any order of rows; for its interval voc.mean_interval(voc.tally_rating(score)); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''stars5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.mean_score(score numeric, weight double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.mean_score,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.mean_score,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.mean_score(numeric, double precision) IS
'Mean of scores 0-10, exact in any order of rows; for its interval voc.mean_interval(voc.tally_rating(score)); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''stars5'', score)) leaves such rows out.';

CREATE AGGREGATE voc.mean_score(score double precision, weight double precision) (
	SFUNC = voc.rating_accum,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.mean_score,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_accum,
	MINVFUNC = voc.rating_discard,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.mean_score,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.mean_score(double precision, double precision) IS
'Mean of scores 0-10, exact in any order of rows; for its interval voc.mean_interval(voc.tally_rating(score)); each answer counts as its weight, 0 to 1000000, rounded to millionths. Rows where one of them is NULL are left out; NULL if none is left, or if all weights are 0. Raises 22003 for a score that is not a whole number from 0 to 10 and for a weight that is not a number from 0 to 1000000: FILTER (WHERE voc.valid_score(''stars5'', score)) leaves such rows out.';

-- ---------------------------------------------------------------------
-- merging stored tallies
-- ---------------------------------------------------------------------

CREATE AGGREGATE voc.merge(tally voc.nps_tally) (
	SFUNC = voc.nps_tally_add,
	STYPE = voc.nps_tally,
	INITCOND = '0,0,0',
	FINALFUNC = voc.nps_tally_final,
	COMBINEFUNC = voc.nps_tally_add,
	MSFUNC = voc.nps_tally_add,
	MINVFUNC = voc.nps_tally_subtract,
	MSTYPE = voc.nps_tally,
	MINITCOND = '0,0,0',
	MFINALFUNC = voc.nps_tally_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.merge(voc.nps_tally) IS
'Merges tallies into the tally of all their answers, exactly and in any order. NULL tallies are left out; NULL if there is no response. Raises 22003 if the responses exceed 9223372036854775807 or the squares of the weights 128 bits.';

CREATE AGGREGATE voc.merge(tally voc.rating_tally) (
	SFUNC = voc.rating_tally_add,
	STYPE = voc.rating_tally,
	INITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	FINALFUNC = voc.rating_tally_final,
	COMBINEFUNC = voc.rating_tally_add,
	MSFUNC = voc.rating_tally_add,
	MINVFUNC = voc.rating_tally_subtract,
	MSTYPE = voc.rating_tally,
	MINITCOND = '0,0,0,0,0,0,0,0,0,0,0',
	MFINALFUNC = voc.rating_tally_final,
	PARALLEL = SAFE
);

COMMENT ON AGGREGATE voc.merge(voc.rating_tally) IS
'Merges tallies into the tally of all their answers, exactly and in any order. NULL tallies are left out; NULL if there is no response. Raises 22003 if the responses exceed 9223372036854775807 or the squares of the weights 128 bits.';
