/* sql/50_score.sql: scales, tallies, the Net Promoter Score */

-- ---------------------------------------------------------------------
-- scales
-- ---------------------------------------------------------------------

CREATE FUNCTION voc.valid_score(scale text, score smallint)
RETURNS boolean
AS 'MODULE_PATHNAME', 'voc_valid_score_int2'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.valid_score(text, smallint) IS
'Whether score is one of the scale''s: nps 0-10, csat5 1-5, csat7 1-7, ces7 1-7, stars5 1-5, thumbs 0 or 1; whole numbers only, false for fractions. NULL if an argument is NULL. Raises 22023 for a scale that is not built in.';

CREATE FUNCTION voc.valid_score(scale text, score integer)
RETURNS boolean
AS 'MODULE_PATHNAME', 'voc_valid_score_int4'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.valid_score(text, integer) IS
'Whether score is one of the scale''s: nps 0-10, csat5 1-5, csat7 1-7, ces7 1-7, stars5 1-5, thumbs 0 or 1; whole numbers only, false for fractions. NULL if an argument is NULL. Raises 22023 for a scale that is not built in.';

CREATE FUNCTION voc.valid_score(scale text, score bigint)
RETURNS boolean
AS 'MODULE_PATHNAME', 'voc_valid_score_int8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.valid_score(text, bigint) IS
'Whether score is one of the scale''s: nps 0-10, csat5 1-5, csat7 1-7, ces7 1-7, stars5 1-5, thumbs 0 or 1; whole numbers only, false for fractions. NULL if an argument is NULL. Raises 22023 for a scale that is not built in.';

CREATE FUNCTION voc.valid_score(scale text, score numeric)
RETURNS boolean
AS 'MODULE_PATHNAME', 'voc_valid_score_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.valid_score(text, numeric) IS
'Whether score is one of the scale''s: nps 0-10, csat5 1-5, csat7 1-7, ces7 1-7, stars5 1-5, thumbs 0 or 1; whole numbers only, false for fractions, NaN and infinity. NULL if an argument is NULL. Raises 22023 for a scale that is not built in.';

CREATE FUNCTION voc.valid_score(scale text, score double precision)
RETURNS boolean
AS 'MODULE_PATHNAME', 'voc_valid_score_float8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.valid_score(text, double precision) IS
'Whether score is one of the scale''s: nps 0-10, csat5 1-5, csat7 1-7, ces7 1-7, stars5 1-5, thumbs 0 or 1; whole numbers only, false for fractions, NaN and infinity. NULL if an argument is NULL. Raises 22023 for a scale that is not built in.';

-- ---------------------------------------------------------------------
-- the tally: promoters, passives and detractors
-- ---------------------------------------------------------------------

CREATE TYPE voc.nps_tally;

CREATE FUNCTION voc.nps_tally_in(text_form cstring)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_tally_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_in(cstring) IS
'Input of nps_tally: promoters,passives,detractors, digits without blanks, signs or leading zeros. Raises 22P02 for any other form, 22003 if a count or their sum exceeds 9223372036854775807.';

CREATE FUNCTION voc.nps_tally_out(tally voc.nps_tally)
RETURNS cstring
AS 'MODULE_PATHNAME', 'voc_nps_tally_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_out(voc.nps_tally) IS
'Output of nps_tally: promoters,passives,detractors. Each value has one text, whatever the settings.';

CREATE FUNCTION voc.nps_tally_recv(binary_form internal)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_tally_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_recv(internal) IS
'Binary input of nps_tally: a version byte 1, three bytes 0, three 8-byte counts. Raises 22P03 for another version and for counts out of range.';

CREATE FUNCTION voc.nps_tally_send(tally voc.nps_tally)
RETURNS bytea
AS 'MODULE_PATHNAME', 'voc_nps_tally_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_send(voc.nps_tally) IS
'Binary output of nps_tally: 28 bytes, the same on every machine.';

CREATE TYPE voc.nps_tally (
	INPUT = voc.nps_tally_in,
	OUTPUT = voc.nps_tally_out,
	RECEIVE = voc.nps_tally_recv,
	SEND = voc.nps_tally_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = plain
);

COMMENT ON TYPE voc.nps_tally IS
'How many promoters (9-10), passives (7-8) and detractors (0-6) answered, written promoters,passives,detractors: 500,300,200. Exact: add tallies with + or voc.merge() in any order, then ask for voc.nps(), voc.nps_margin(), voc.nps_interval(). Sorts by score, then by responses, then by promoters; without responses first.';

CREATE FUNCTION voc.nps_tally(promoters bigint, passives bigint, detractors bigint)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_tally_build'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally(bigint, bigint, bigint) IS
'The tally of these counts, 0 or more each. NULL if one is NULL. Raises 22003 if one is negative or their sum exceeds 9223372036854775807.';

CREATE FUNCTION voc.promoters(tally voc.nps_tally)
RETURNS bigint
AS 'MODULE_PATHNAME', 'voc_nps_promoters'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.promoters(voc.nps_tally) IS
'Answers of 9 or 10 in the tally, 0 or more. NULL for NULL.';

CREATE FUNCTION voc.passives(tally voc.nps_tally)
RETURNS bigint
AS 'MODULE_PATHNAME', 'voc_nps_passives'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.passives(voc.nps_tally) IS
'Answers of 7 or 8 in the tally, 0 or more. NULL for NULL.';

CREATE FUNCTION voc.detractors(tally voc.nps_tally)
RETURNS bigint
AS 'MODULE_PATHNAME', 'voc_nps_detractors'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.detractors(voc.nps_tally) IS
'Answers of 0 to 6 in the tally, 0 or more. NULL for NULL.';

CREATE FUNCTION voc.responses(tally voc.nps_tally)
RETURNS bigint
AS 'MODULE_PATHNAME', 'voc_nps_responses_of'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.responses(voc.nps_tally) IS
'All answers in the tally, 0 or more. NULL for NULL.';

-- order, by which tallies are compared, sorted, indexed and made distinct

CREATE FUNCTION voc.nps_tally_eq(a voc.nps_tally, b voc.nps_tally)
RETURNS boolean
AS 'MODULE_PATHNAME', 'voc_nps_tally_eq'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_eq(voc.nps_tally, voc.nps_tally) IS
'Whether two tallies have the same counts. NULL if one is NULL.';

CREATE FUNCTION voc.nps_tally_ne(a voc.nps_tally, b voc.nps_tally)
RETURNS boolean
AS 'MODULE_PATHNAME', 'voc_nps_tally_ne'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_ne(voc.nps_tally, voc.nps_tally) IS
'Whether two tallies have different counts. NULL if one is NULL.';

CREATE FUNCTION voc.nps_tally_lt(a voc.nps_tally, b voc.nps_tally)
RETURNS boolean
AS 'MODULE_PATHNAME', 'voc_nps_tally_lt'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_lt(voc.nps_tally, voc.nps_tally) IS
'Whether the first tally sorts before the second: by score, then responses, then promoters. NULL if one is NULL.';

CREATE FUNCTION voc.nps_tally_le(a voc.nps_tally, b voc.nps_tally)
RETURNS boolean
AS 'MODULE_PATHNAME', 'voc_nps_tally_le'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_le(voc.nps_tally, voc.nps_tally) IS
'Whether the first tally sorts before the second or is equal: by score, then responses, then promoters. NULL if one is NULL.';

CREATE FUNCTION voc.nps_tally_ge(a voc.nps_tally, b voc.nps_tally)
RETURNS boolean
AS 'MODULE_PATHNAME', 'voc_nps_tally_ge'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_ge(voc.nps_tally, voc.nps_tally) IS
'Whether the first tally sorts after the second or is equal: by score, then responses, then promoters. NULL if one is NULL.';

CREATE FUNCTION voc.nps_tally_gt(a voc.nps_tally, b voc.nps_tally)
RETURNS boolean
AS 'MODULE_PATHNAME', 'voc_nps_tally_gt'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_gt(voc.nps_tally, voc.nps_tally) IS
'Whether the first tally sorts after the second: by score, then responses, then promoters. NULL if one is NULL.';

CREATE FUNCTION voc.nps_tally_cmp(a voc.nps_tally, b voc.nps_tally)
RETURNS integer
AS 'MODULE_PATHNAME', 'voc_nps_tally_cmp'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_cmp(voc.nps_tally, voc.nps_tally) IS
'-1, 0 or 1 as the first tally sorts before, with or after the second: without responses first, then by score, responses, promoters. NULL if one is NULL.';

CREATE FUNCTION voc.nps_tally_hash(tally voc.nps_tally)
RETURNS integer
AS 'MODULE_PATHNAME', 'voc_nps_tally_hash'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_hash(voc.nps_tally) IS
'Hash of the counts, for hash joins, grouping and hash indexes.';

CREATE FUNCTION voc.nps_tally_hash_extended(tally voc.nps_tally, seed bigint)
RETURNS bigint
AS 'MODULE_PATHNAME', 'voc_nps_tally_hash_extended'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_hash_extended(voc.nps_tally, bigint) IS
'64-bit hash of the counts with a seed, for hash partitioning.';

CREATE OPERATOR voc.= (
	FUNCTION = voc.nps_tally_eq,
	LEFTARG = voc.nps_tally,
	RIGHTARG = voc.nps_tally,
	COMMUTATOR = OPERATOR(voc.=),
	NEGATOR = OPERATOR(voc.<>),
	RESTRICT = pg_catalog.eqsel,
	JOIN = pg_catalog.eqjoinsel,
	HASHES,
	MERGES
);

COMMENT ON OPERATOR voc.= (voc.nps_tally, voc.nps_tally) IS
'same counts';

CREATE OPERATOR voc.<> (
	FUNCTION = voc.nps_tally_ne,
	LEFTARG = voc.nps_tally,
	RIGHTARG = voc.nps_tally,
	COMMUTATOR = OPERATOR(voc.<>),
	NEGATOR = OPERATOR(voc.=),
	RESTRICT = pg_catalog.neqsel,
	JOIN = pg_catalog.neqjoinsel
);

COMMENT ON OPERATOR voc.<> (voc.nps_tally, voc.nps_tally) IS
'different counts';

CREATE OPERATOR voc.< (
	FUNCTION = voc.nps_tally_lt,
	LEFTARG = voc.nps_tally,
	RIGHTARG = voc.nps_tally,
	COMMUTATOR = OPERATOR(voc.>),
	NEGATOR = OPERATOR(voc.>=),
	RESTRICT = pg_catalog.scalarltsel,
	JOIN = pg_catalog.scalarltjoinsel
);

COMMENT ON OPERATOR voc.< (voc.nps_tally, voc.nps_tally) IS
'sorts before: by score, then responses, then promoters';

CREATE OPERATOR voc.<= (
	FUNCTION = voc.nps_tally_le,
	LEFTARG = voc.nps_tally,
	RIGHTARG = voc.nps_tally,
	COMMUTATOR = OPERATOR(voc.>=),
	NEGATOR = OPERATOR(voc.>),
	RESTRICT = pg_catalog.scalarlesel,
	JOIN = pg_catalog.scalarlejoinsel
);

COMMENT ON OPERATOR voc.<= (voc.nps_tally, voc.nps_tally) IS
'sorts before or is equal';

CREATE OPERATOR voc.>= (
	FUNCTION = voc.nps_tally_ge,
	LEFTARG = voc.nps_tally,
	RIGHTARG = voc.nps_tally,
	COMMUTATOR = OPERATOR(voc.<=),
	NEGATOR = OPERATOR(voc.<),
	RESTRICT = pg_catalog.scalargesel,
	JOIN = pg_catalog.scalargejoinsel
);

COMMENT ON OPERATOR voc.>= (voc.nps_tally, voc.nps_tally) IS
'sorts after or is equal';

CREATE OPERATOR voc.> (
	FUNCTION = voc.nps_tally_gt,
	LEFTARG = voc.nps_tally,
	RIGHTARG = voc.nps_tally,
	COMMUTATOR = OPERATOR(voc.<),
	NEGATOR = OPERATOR(voc.<=),
	RESTRICT = pg_catalog.scalargtsel,
	JOIN = pg_catalog.scalargtjoinsel
);

COMMENT ON OPERATOR voc.> (voc.nps_tally, voc.nps_tally) IS
'sorts after: by score, then responses, then promoters';

CREATE OPERATOR CLASS voc.nps_tally_btree_ops
	DEFAULT FOR TYPE voc.nps_tally USING btree AS
	OPERATOR 1 voc.< (voc.nps_tally, voc.nps_tally),
	OPERATOR 2 voc.<= (voc.nps_tally, voc.nps_tally),
	OPERATOR 3 voc.= (voc.nps_tally, voc.nps_tally),
	OPERATOR 4 voc.>= (voc.nps_tally, voc.nps_tally),
	OPERATOR 5 voc.> (voc.nps_tally, voc.nps_tally),
	FUNCTION 1 voc.nps_tally_cmp(voc.nps_tally, voc.nps_tally);

COMMENT ON OPERATOR FAMILY voc.nps_tally_btree_ops USING btree IS
'Tallies by score, then responses, then promoters';

COMMENT ON OPERATOR CLASS voc.nps_tally_btree_ops USING btree IS
'Tallies by score, then responses, then promoters; without responses first';

CREATE OPERATOR CLASS voc.nps_tally_hash_ops
	DEFAULT FOR TYPE voc.nps_tally USING hash AS
	OPERATOR 1 voc.= (voc.nps_tally, voc.nps_tally),
	FUNCTION 1 voc.nps_tally_hash(voc.nps_tally),
	FUNCTION 2 voc.nps_tally_hash_extended(voc.nps_tally, bigint);

COMMENT ON OPERATOR FAMILY voc.nps_tally_hash_ops USING hash IS
'Tallies by their counts';

COMMENT ON OPERATOR CLASS voc.nps_tally_hash_ops USING hash IS
'Tallies by their counts';

-- merging

CREATE FUNCTION voc.nps_tally_add(a voc.nps_tally, b voc.nps_tally)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_tally_add'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_add(voc.nps_tally, voc.nps_tally) IS
'The tally of the answers of both; also what merges partial aggregates. NULL if one is NULL. Raises 22003 if the responses exceed 9223372036854775807.';

CREATE FUNCTION voc.nps_tally_subtract(a voc.nps_tally, b voc.nps_tally)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_tally_subtract'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_subtract(voc.nps_tally, voc.nps_tally) IS
'The tally of the answers of the first that are not in the second, which must be a part of it. NULL if one is NULL. Raises 22003 if the second has more of a kind.';

CREATE OPERATOR voc.+ (
	FUNCTION = voc.nps_tally_add,
	LEFTARG = voc.nps_tally,
	RIGHTARG = voc.nps_tally,
	COMMUTATOR = OPERATOR(voc.+)
);

COMMENT ON OPERATOR voc.+ (voc.nps_tally, voc.nps_tally) IS
'the answers of both';

CREATE OPERATOR voc.- (
	FUNCTION = voc.nps_tally_subtract,
	LEFTARG = voc.nps_tally,
	RIGHTARG = voc.nps_tally
);

COMMENT ON OPERATOR voc.- (voc.nps_tally, voc.nps_tally) IS
'the answers of the first without those of the second, a part of it';

-- ---------------------------------------------------------------------
-- what a tally says
-- ---------------------------------------------------------------------

CREATE TYPE voc.score_interval AS (
	low double precision,
	high double precision
);

COMMENT ON TYPE voc.score_interval IS
'Confidence interval of a score, on the scale of the score, ends included.';

COMMENT ON COLUMN voc.score_interval.low IS
'Lower end; -100 or more for NPS.';

COMMENT ON COLUMN voc.score_interval.high IS
'Upper end; +100 or less for NPS.';

CREATE FUNCTION voc.nps(tally voc.nps_tally)
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_nps_of_tally'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps(voc.nps_tally) IS
'Net Promoter Score of the tally, -100 to +100: percent promoters less percent detractors. NULL for NULL and for a tally without responses.';

CREATE FUNCTION voc.nps_se(tally voc.nps_tally, method text DEFAULT 'adjusted')
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_nps_se_of_tally'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_se(voc.nps_tally, text) IS
'Standard error of the score, in points of NPS. method: adjusted (Rocks 2016) or wald. NULL for NULL and for a tally without responses. Raises 22023 for another method.';

CREATE FUNCTION voc.nps_margin(
	tally voc.nps_tally,
	confidence double precision DEFAULT 0.95,
	method text DEFAULT 'adjusted')
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_nps_margin_of_tally'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_margin(voc.nps_tally, double precision, text) IS
'Margin of error of the score, in points of NPS: half of the confidence interval, before it is clipped to -100 and +100. confidence: above 0, below 1. method: adjusted (Rocks 2016) or wald, which gives 0 when all answers agree. NULL for NULL and for a tally without responses. Raises 22023 for a confidence out of range or another method.';

CREATE FUNCTION voc.nps_interval(
	tally voc.nps_tally,
	confidence double precision DEFAULT 0.95,
	method text DEFAULT 'adjusted')
RETURNS voc.score_interval
AS 'MODULE_PATHNAME', 'voc_nps_interval_of_tally'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_interval(voc.nps_tally, double precision, text) IS
'Confidence interval of the score (low, high), clipped to -100 and +100. confidence: above 0, below 1. method: adjusted (Rocks 2016; its centre lies nearer to 0 than the score) or wald. NULL for NULL and for a tally without responses. Raises 22023 for a confidence out of range or another method.';

-- ---------------------------------------------------------------------
-- aggregates, and the functions that they are made of
-- ---------------------------------------------------------------------

CREATE FUNCTION voc.nps_accum(tally voc.nps_tally, score smallint)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_accum_int2'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_accum(voc.nps_tally, smallint) IS
'Transition of the NPS aggregates: the tally with one more answer, a whole score 0-10. NULL if an argument is NULL. Raises 22003 for any other score.';

CREATE FUNCTION voc.nps_discard(tally voc.nps_tally, score smallint)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_discard_int2'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_discard(voc.nps_tally, smallint) IS
'Inverse of voc.nps_accum(), for moving frames: the tally with one answer less. NULL if an argument is NULL. Raises 22003 for a score that is none, or that the tally does not hold.';

CREATE FUNCTION voc.nps_accum(tally voc.nps_tally, score integer)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_accum_int4'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_accum(voc.nps_tally, integer) IS
'Transition of the NPS aggregates: the tally with one more answer, a whole score 0-10. NULL if an argument is NULL. Raises 22003 for any other score.';

CREATE FUNCTION voc.nps_discard(tally voc.nps_tally, score integer)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_discard_int4'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_discard(voc.nps_tally, integer) IS
'Inverse of voc.nps_accum(), for moving frames: the tally with one answer less. NULL if an argument is NULL. Raises 22003 for a score that is none, or that the tally does not hold.';

CREATE FUNCTION voc.nps_accum(tally voc.nps_tally, score bigint)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_accum_int8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_accum(voc.nps_tally, bigint) IS
'Transition of the NPS aggregates: the tally with one more answer, a whole score 0-10. NULL if an argument is NULL. Raises 22003 for any other score.';

CREATE FUNCTION voc.nps_discard(tally voc.nps_tally, score bigint)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_discard_int8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_discard(voc.nps_tally, bigint) IS
'Inverse of voc.nps_accum(), for moving frames: the tally with one answer less. NULL if an argument is NULL. Raises 22003 for a score that is none, or that the tally does not hold.';

CREATE FUNCTION voc.nps_accum(tally voc.nps_tally, score numeric)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_accum_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_accum(voc.nps_tally, numeric) IS
'Transition of the NPS aggregates: the tally with one more answer, a whole score 0-10. NULL if an argument is NULL. Raises 22003 for any other score.';

CREATE FUNCTION voc.nps_discard(tally voc.nps_tally, score numeric)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_discard_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_discard(voc.nps_tally, numeric) IS
'Inverse of voc.nps_accum(), for moving frames: the tally with one answer less. NULL if an argument is NULL. Raises 22003 for a score that is none, or that the tally does not hold.';

CREATE FUNCTION voc.nps_accum(tally voc.nps_tally, score double precision)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_accum_float8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_accum(voc.nps_tally, double precision) IS
'Transition of the NPS aggregates: the tally with one more answer, a whole score 0-10. NULL if an argument is NULL. Raises 22003 for any other score.';

CREATE FUNCTION voc.nps_discard(tally voc.nps_tally, score double precision)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_discard_float8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_discard(voc.nps_tally, double precision) IS
'Inverse of voc.nps_accum(), for moving frames: the tally with one answer less. NULL if an argument is NULL. Raises 22003 for a score that is none, or that the tally does not hold.';

CREATE FUNCTION voc.nps_tally_final(tally voc.nps_tally)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_tally_final'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_final(voc.nps_tally) IS
'Final function of voc.tally_nps() and voc.merge(): the tally, or NULL if it has no responses.';

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
'Merges tallies into the tally of all their answers, exactly and in any order. NULL tallies are left out; NULL if there is no response. Raises 22003 if the responses exceed 9223372036854775807.';
