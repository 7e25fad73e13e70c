/* sql/50_score.sql: scales, tallies, and what they say */

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
-- the tally of the Net Promoter Score: promoters, passives, detractors
-- ---------------------------------------------------------------------

CREATE TYPE voc.nps_tally;

CREATE FUNCTION voc.nps_tally_in(text_form cstring)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_tally_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_in(cstring) IS
'Input of nps_tally: promoters,passives,detractors, digits without blanks, signs or leading zeros; behind them, unless all answers weigh 1, ;weights;squares: three sums of weights in millionths, and of the squares of those. Raises 22P02 for any other form and for weights that cannot be, 22003 if a count or their sum exceeds 9223372036854775807.';

CREATE FUNCTION voc.nps_tally_out(tally voc.nps_tally)
RETURNS cstring
AS 'MODULE_PATHNAME', 'voc_tally_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_out(voc.nps_tally) IS
'Output of nps_tally: promoters,passives,detractors, and ;weights;squares unless all answers weigh 1. Each value has one text, whatever the settings.';

CREATE FUNCTION voc.nps_tally_recv(binary_form internal)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_nps_tally_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_recv(internal) IS
'Binary input of nps_tally: bytes 1 (version), 0 or 1 (weighted), 3 (bins), 0, three 8-byte counts, and if weighted three 16-byte sums of weights and of squares. Raises 22P03 for another version and for numbers out of range.';

CREATE FUNCTION voc.nps_tally_send(tally voc.nps_tally)
RETURNS bytea
AS 'MODULE_PATHNAME', 'voc_tally_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_send(voc.nps_tally) IS
'Binary output of nps_tally: 28 bytes, weighted 124, the same on every machine.';

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
'How many promoters (9-10), passives (7-8) and detractors (0-6) answered, written promoters,passives,detractors: 500,300,200; with weights, also their sums in millionths. 32 bytes, weighted 128. Exact: add tallies with + or voc.merge() in any order, then ask for voc.nps(), voc.nps_margin(), voc.nps_interval(). Sorts by score, then by responses, then by promoters; without responses first.';

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
AS 'MODULE_PATHNAME', 'voc_tally_responses_of'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.responses(voc.nps_tally) IS
'All answers in the tally, 0 or more, whatever they weigh. NULL for NULL.';

CREATE FUNCTION voc.weight(tally voc.nps_tally)
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_tally_weight'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.weight(voc.nps_tally) IS
'Sum of the weights of all answers in the tally, 0 or more; the number of answers without weights. NULL for NULL.';

CREATE FUNCTION voc.effective_n(tally voc.nps_tally)
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_tally_effective_n'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.effective_n(voc.nps_tally) IS
'How many answers of equal weight would say as much as the weighted ones do (Kish 1965): the square of the sum of the weights by the sum of their squares. 0 to the number of answers, which it is without weights. NULL for NULL.';

CREATE FUNCTION voc.design_effect(tally voc.nps_tally)
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_tally_design_effect'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.design_effect(voc.nps_tally) IS
'By what factor the weights make the variance of a mean larger (Kish 1965): answers by effective answers, 1 or more. NULL for NULL and without weight.';

-- order, by which tallies are compared, sorted, indexed and made distinct

CREATE FUNCTION voc.nps_tally_eq(a voc.nps_tally, b voc.nps_tally)
RETURNS boolean
AS 'MODULE_PATHNAME', 'voc_tally_eq'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_eq(voc.nps_tally, voc.nps_tally) IS
'Whether two tallies have the same counts and weights. NULL if one is NULL.';

CREATE FUNCTION voc.nps_tally_ne(a voc.nps_tally, b voc.nps_tally)
RETURNS boolean
AS 'MODULE_PATHNAME', 'voc_tally_ne'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_ne(voc.nps_tally, voc.nps_tally) IS
'Whether two tallies have different counts or weights. NULL if one is NULL.';

CREATE FUNCTION voc.nps_tally_lt(a voc.nps_tally, b voc.nps_tally)
RETURNS boolean
AS 'MODULE_PATHNAME', 'voc_tally_lt'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_lt(voc.nps_tally, voc.nps_tally) IS
'Whether the first tally sorts before the second: by score, then responses, then promoters. NULL if one is NULL.';

CREATE FUNCTION voc.nps_tally_le(a voc.nps_tally, b voc.nps_tally)
RETURNS boolean
AS 'MODULE_PATHNAME', 'voc_tally_le'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_le(voc.nps_tally, voc.nps_tally) IS
'Whether the first tally sorts before the second or is equal: by score, then responses, then promoters. NULL if one is NULL.';

CREATE FUNCTION voc.nps_tally_ge(a voc.nps_tally, b voc.nps_tally)
RETURNS boolean
AS 'MODULE_PATHNAME', 'voc_tally_ge'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_ge(voc.nps_tally, voc.nps_tally) IS
'Whether the first tally sorts after the second or is equal: by score, then responses, then promoters. NULL if one is NULL.';

CREATE FUNCTION voc.nps_tally_gt(a voc.nps_tally, b voc.nps_tally)
RETURNS boolean
AS 'MODULE_PATHNAME', 'voc_tally_gt'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_gt(voc.nps_tally, voc.nps_tally) IS
'Whether the first tally sorts after the second: by score, then responses, then promoters. NULL if one is NULL.';

CREATE FUNCTION voc.nps_tally_cmp(a voc.nps_tally, b voc.nps_tally)
RETURNS integer
AS 'MODULE_PATHNAME', 'voc_tally_cmp'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_cmp(voc.nps_tally, voc.nps_tally) IS
'-1, 0 or 1 as the first tally sorts before, with or after the second: without responses first, then by score, responses, promoters. NULL if one is NULL.';

CREATE FUNCTION voc.nps_tally_hash(tally voc.nps_tally)
RETURNS integer
AS 'MODULE_PATHNAME', 'voc_tally_hash'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_hash(voc.nps_tally) IS
'Hash of counts and weights, for hash joins, grouping and hash indexes.';

CREATE FUNCTION voc.nps_tally_hash_extended(tally voc.nps_tally, seed bigint)
RETURNS bigint
AS 'MODULE_PATHNAME', 'voc_tally_hash_extended'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_hash_extended(voc.nps_tally, bigint) IS
'64-bit hash of counts and weights with a seed, for hash partitioning.';

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
'same counts and weights';

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
'different counts or weights';

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
'Tallies by their counts and weights';

COMMENT ON OPERATOR CLASS voc.nps_tally_hash_ops USING hash IS
'Tallies by their counts and weights';

-- merging

CREATE FUNCTION voc.nps_tally_add(a voc.nps_tally, b voc.nps_tally)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_tally_plus'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally_add(voc.nps_tally, voc.nps_tally) IS
'The tally of the answers of both; also what merges partial aggregates. NULL if one is NULL. Raises 22003 if the responses exceed 9223372036854775807 or the squares of the weights 128 bits.';

CREATE FUNCTION voc.nps_tally_subtract(a voc.nps_tally, b voc.nps_tally)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_tally_minus'
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
-- the tally of ratings: how many gave each answer from 0 to 10
-- ---------------------------------------------------------------------

CREATE TYPE voc.rating_tally;

CREATE FUNCTION voc.rating_tally_in(text_form cstring)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_rating_tally_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_tally_in(cstring) IS
'Input of rating_tally: how many answered 0, 1 and so on to 10, eleven counts with commas between, digits without blanks, signs or leading zeros; behind them, unless all answers weigh 1, ;weights;squares: eleven sums of weights in millionths, and of the squares of those. Raises 22P02 for any other form and for weights that cannot be, 22003 if a count or their sum exceeds 9223372036854775807.';

CREATE FUNCTION voc.rating_tally_out(tally voc.rating_tally)
RETURNS cstring
AS 'MODULE_PATHNAME', 'voc_tally_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_tally_out(voc.rating_tally) IS
'Output of rating_tally: eleven counts with commas between, and ;weights;squares unless all answers weigh 1. Each value has one text, whatever the settings.';

CREATE FUNCTION voc.rating_tally_recv(binary_form internal)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_rating_tally_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_tally_recv(internal) IS
'Binary input of rating_tally: bytes 1 (version), 0 or 1 (weighted), 11 (bins), 0, eleven 8-byte counts, and if weighted eleven 16-byte sums of weights and of squares. Raises 22P03 for another version and for numbers out of range.';

CREATE FUNCTION voc.rating_tally_send(tally voc.rating_tally)
RETURNS bytea
AS 'MODULE_PATHNAME', 'voc_tally_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_tally_send(voc.rating_tally) IS
'Binary output of rating_tally: 92 bytes, weighted 444, the same on every machine.';

CREATE TYPE voc.rating_tally (
	INPUT = voc.rating_tally_in,
	OUTPUT = voc.rating_tally_out,
	RECEIVE = voc.rating_tally_recv,
	SEND = voc.rating_tally_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = plain
);

COMMENT ON TYPE voc.rating_tally IS
'How many gave each answer from 0 to 10, written as eleven counts: 0,2,1,5,20,31,0,0,0,0,0 on a scale from 1 to 5; with weights, also their sums in millionths. 96 bytes, weighted 448. Serves every scale of whole numbers from 0 to 10. Exact: add tallies with + or voc.merge() in any order, then ask for voc.csat(), voc.ces(), voc.mean_score(), voc.share(). Sorts by mean, then by responses; without responses first.';

CREATE FUNCTION voc.rating_tally(counts bigint[])
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_rating_tally_build'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_tally(bigint[]) IS
'The tally of these counts: how many answered 0, 1, 2 and so on, eleven at most, 0 or more each; those left out are 0. NULL for NULL. Raises 2202E for more than eleven, 22004 for a NULL among them, 22003 if one is negative or their sum exceeds 9223372036854775807.';

CREATE FUNCTION voc.counts(tally voc.rating_tally)
RETURNS bigint[]
AS 'MODULE_PATHNAME', 'voc_rating_counts'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.counts(voc.rating_tally) IS
'How many gave each answer, whatever they weigh: an array of eleven, the first for 0, the last for 10. NULL for NULL.';

CREATE FUNCTION voc.responses(tally voc.rating_tally)
RETURNS bigint
AS 'MODULE_PATHNAME', 'voc_tally_responses_of'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.responses(voc.rating_tally) IS
'All answers in the tally, 0 or more, whatever they weigh. NULL for NULL.';

CREATE FUNCTION voc.weight(tally voc.rating_tally)
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_tally_weight'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.weight(voc.rating_tally) IS
'Sum of the weights of all answers in the tally, 0 or more; the number of answers without weights. NULL for NULL.';

CREATE FUNCTION voc.effective_n(tally voc.rating_tally)
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_tally_effective_n'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.effective_n(voc.rating_tally) IS
'How many answers of equal weight would say as much as the weighted ones do (Kish 1965): the square of the sum of the weights by the sum of their squares. 0 to the number of answers, which it is without weights. NULL for NULL.';

CREATE FUNCTION voc.design_effect(tally voc.rating_tally)
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_tally_design_effect'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.design_effect(voc.rating_tally) IS
'By what factor the weights make the variance of a mean larger (Kish 1965): answers by effective answers, 1 or more. NULL for NULL and without weight.';

-- order, by which tallies are compared, sorted, indexed and made distinct

CREATE FUNCTION voc.rating_tally_eq(a voc.rating_tally, b voc.rating_tally)
RETURNS boolean
AS 'MODULE_PATHNAME', 'voc_tally_eq'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_tally_eq(voc.rating_tally, voc.rating_tally) IS
'Whether two tallies have the same counts and weights. NULL if one is NULL.';

CREATE FUNCTION voc.rating_tally_ne(a voc.rating_tally, b voc.rating_tally)
RETURNS boolean
AS 'MODULE_PATHNAME', 'voc_tally_ne'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_tally_ne(voc.rating_tally, voc.rating_tally) IS
'Whether two tallies have different counts or weights. NULL if one is NULL.';

CREATE FUNCTION voc.rating_tally_lt(a voc.rating_tally, b voc.rating_tally)
RETURNS boolean
AS 'MODULE_PATHNAME', 'voc_tally_lt'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_tally_lt(voc.rating_tally, voc.rating_tally) IS
'Whether the first tally sorts before the second: by mean, then responses, then the counts. NULL if one is NULL.';

CREATE FUNCTION voc.rating_tally_le(a voc.rating_tally, b voc.rating_tally)
RETURNS boolean
AS 'MODULE_PATHNAME', 'voc_tally_le'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_tally_le(voc.rating_tally, voc.rating_tally) IS
'Whether the first tally sorts before the second or is equal: by mean, then responses, then the counts. NULL if one is NULL.';

CREATE FUNCTION voc.rating_tally_ge(a voc.rating_tally, b voc.rating_tally)
RETURNS boolean
AS 'MODULE_PATHNAME', 'voc_tally_ge'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_tally_ge(voc.rating_tally, voc.rating_tally) IS
'Whether the first tally sorts after the second or is equal: by mean, then responses, then the counts. NULL if one is NULL.';

CREATE FUNCTION voc.rating_tally_gt(a voc.rating_tally, b voc.rating_tally)
RETURNS boolean
AS 'MODULE_PATHNAME', 'voc_tally_gt'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_tally_gt(voc.rating_tally, voc.rating_tally) IS
'Whether the first tally sorts after the second: by mean, then responses, then the counts. NULL if one is NULL.';

CREATE FUNCTION voc.rating_tally_cmp(a voc.rating_tally, b voc.rating_tally)
RETURNS integer
AS 'MODULE_PATHNAME', 'voc_tally_cmp'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_tally_cmp(voc.rating_tally, voc.rating_tally) IS
'-1, 0 or 1 as the first tally sorts before, with or after the second: without responses first, then by mean, responses, counts. NULL if one is NULL.';

CREATE FUNCTION voc.rating_tally_hash(tally voc.rating_tally)
RETURNS integer
AS 'MODULE_PATHNAME', 'voc_tally_hash'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_tally_hash(voc.rating_tally) IS
'Hash of counts and weights, for hash joins, grouping and hash indexes.';

CREATE FUNCTION voc.rating_tally_hash_extended(tally voc.rating_tally, seed bigint)
RETURNS bigint
AS 'MODULE_PATHNAME', 'voc_tally_hash_extended'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_tally_hash_extended(voc.rating_tally, bigint) IS
'64-bit hash of counts and weights with a seed, for hash partitioning.';

CREATE OPERATOR voc.= (
	FUNCTION = voc.rating_tally_eq,
	LEFTARG = voc.rating_tally,
	RIGHTARG = voc.rating_tally,
	COMMUTATOR = OPERATOR(voc.=),
	NEGATOR = OPERATOR(voc.<>),
	RESTRICT = pg_catalog.eqsel,
	JOIN = pg_catalog.eqjoinsel,
	HASHES,
	MERGES
);

COMMENT ON OPERATOR voc.= (voc.rating_tally, voc.rating_tally) IS
'same counts and weights';

CREATE OPERATOR voc.<> (
	FUNCTION = voc.rating_tally_ne,
	LEFTARG = voc.rating_tally,
	RIGHTARG = voc.rating_tally,
	COMMUTATOR = OPERATOR(voc.<>),
	NEGATOR = OPERATOR(voc.=),
	RESTRICT = pg_catalog.neqsel,
	JOIN = pg_catalog.neqjoinsel
);

COMMENT ON OPERATOR voc.<> (voc.rating_tally, voc.rating_tally) IS
'different counts or weights';

CREATE OPERATOR voc.< (
	FUNCTION = voc.rating_tally_lt,
	LEFTARG = voc.rating_tally,
	RIGHTARG = voc.rating_tally,
	COMMUTATOR = OPERATOR(voc.>),
	NEGATOR = OPERATOR(voc.>=),
	RESTRICT = pg_catalog.scalarltsel,
	JOIN = pg_catalog.scalarltjoinsel
);

COMMENT ON OPERATOR voc.< (voc.rating_tally, voc.rating_tally) IS
'sorts before: by mean, then responses, then the counts';

CREATE OPERATOR voc.<= (
	FUNCTION = voc.rating_tally_le,
	LEFTARG = voc.rating_tally,
	RIGHTARG = voc.rating_tally,
	COMMUTATOR = OPERATOR(voc.>=),
	NEGATOR = OPERATOR(voc.>),
	RESTRICT = pg_catalog.scalarlesel,
	JOIN = pg_catalog.scalarlejoinsel
);

COMMENT ON OPERATOR voc.<= (voc.rating_tally, voc.rating_tally) IS
'sorts before or is equal';

CREATE OPERATOR voc.>= (
	FUNCTION = voc.rating_tally_ge,
	LEFTARG = voc.rating_tally,
	RIGHTARG = voc.rating_tally,
	COMMUTATOR = OPERATOR(voc.<=),
	NEGATOR = OPERATOR(voc.<),
	RESTRICT = pg_catalog.scalargesel,
	JOIN = pg_catalog.scalargejoinsel
);

COMMENT ON OPERATOR voc.>= (voc.rating_tally, voc.rating_tally) IS
'sorts after or is equal';

CREATE OPERATOR voc.> (
	FUNCTION = voc.rating_tally_gt,
	LEFTARG = voc.rating_tally,
	RIGHTARG = voc.rating_tally,
	COMMUTATOR = OPERATOR(voc.<),
	NEGATOR = OPERATOR(voc.<=),
	RESTRICT = pg_catalog.scalargtsel,
	JOIN = pg_catalog.scalargtjoinsel
);

COMMENT ON OPERATOR voc.> (voc.rating_tally, voc.rating_tally) IS
'sorts after: by mean, then responses, then the counts';

CREATE OPERATOR CLASS voc.rating_tally_btree_ops
	DEFAULT FOR TYPE voc.rating_tally USING btree AS
	OPERATOR 1 voc.< (voc.rating_tally, voc.rating_tally),
	OPERATOR 2 voc.<= (voc.rating_tally, voc.rating_tally),
	OPERATOR 3 voc.= (voc.rating_tally, voc.rating_tally),
	OPERATOR 4 voc.>= (voc.rating_tally, voc.rating_tally),
	OPERATOR 5 voc.> (voc.rating_tally, voc.rating_tally),
	FUNCTION 1 voc.rating_tally_cmp(voc.rating_tally, voc.rating_tally);

COMMENT ON OPERATOR FAMILY voc.rating_tally_btree_ops USING btree IS
'Tallies by mean, then responses, then the counts';

COMMENT ON OPERATOR CLASS voc.rating_tally_btree_ops USING btree IS
'Tallies by mean, then responses, then the counts; without responses first';

CREATE OPERATOR CLASS voc.rating_tally_hash_ops
	DEFAULT FOR TYPE voc.rating_tally USING hash AS
	OPERATOR 1 voc.= (voc.rating_tally, voc.rating_tally),
	FUNCTION 1 voc.rating_tally_hash(voc.rating_tally),
	FUNCTION 2 voc.rating_tally_hash_extended(voc.rating_tally, bigint);

COMMENT ON OPERATOR FAMILY voc.rating_tally_hash_ops USING hash IS
'Tallies by their counts and weights';

COMMENT ON OPERATOR CLASS voc.rating_tally_hash_ops USING hash IS
'Tallies by their counts and weights';

-- merging

CREATE FUNCTION voc.rating_tally_add(a voc.rating_tally, b voc.rating_tally)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_tally_plus'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_tally_add(voc.rating_tally, voc.rating_tally) IS
'The tally of the answers of both; also what merges partial aggregates. NULL if one is NULL. Raises 22003 if the responses exceed 9223372036854775807 or the squares of the weights 128 bits.';

CREATE FUNCTION voc.rating_tally_subtract(a voc.rating_tally, b voc.rating_tally)
RETURNS voc.rating_tally
AS 'MODULE_PATHNAME', 'voc_tally_minus'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.rating_tally_subtract(voc.rating_tally, voc.rating_tally) IS
'The tally of the answers of the first that are not in the second, which must be a part of it. NULL if one is NULL. Raises 22003 if the second has more of a kind.';

CREATE OPERATOR voc.+ (
	FUNCTION = voc.rating_tally_add,
	LEFTARG = voc.rating_tally,
	RIGHTARG = voc.rating_tally,
	COMMUTATOR = OPERATOR(voc.+)
);

COMMENT ON OPERATOR voc.+ (voc.rating_tally, voc.rating_tally) IS
'the answers of both';

CREATE OPERATOR voc.- (
	FUNCTION = voc.rating_tally_subtract,
	LEFTARG = voc.rating_tally,
	RIGHTARG = voc.rating_tally
);

COMMENT ON OPERATOR voc.- (voc.rating_tally, voc.rating_tally) IS
'the answers of the first without those of the second, a part of it';

-- eleven answers are enough to know promoters from detractors

CREATE FUNCTION voc.nps_tally(tally voc.rating_tally)
RETURNS voc.nps_tally
AS 'MODULE_PATHNAME', 'voc_rating_tally_to_nps'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_tally(voc.rating_tally) IS
'The answers 0-10 of a rating_tally as promoters, passives and detractors, weights included; also what the cast does. NULL for NULL.';

CREATE CAST (voc.rating_tally AS voc.nps_tally)
	WITH FUNCTION voc.nps_tally(voc.rating_tally);

COMMENT ON CAST (voc.rating_tally AS voc.nps_tally) IS
'promoters, passives and detractors of answers on the scale 0-10';

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
'Lower end; -100 or more for NPS, 0 or more for shares in percent.';

COMMENT ON COLUMN voc.score_interval.high IS
'Upper end; +100 or less for NPS and for shares in percent.';

CREATE FUNCTION voc.nps(tally voc.nps_tally)
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_nps_of_tally'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps(voc.nps_tally) IS
'Net Promoter Score of the tally, -100 to +100: percent promoters less percent detractors, weighted if the answers are. NULL for NULL and for a tally without responses or weight.';

CREATE FUNCTION voc.nps_se(tally voc.nps_tally, method text DEFAULT 'adjusted')
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_nps_se_of_tally'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_se(voc.nps_tally, text) IS
'Standard error of the score, in points of NPS. method: adjusted (Rocks 2016; weighted answers count for as many as are effective), wald, or linearized (as sample surveys have it: R''s survey). NULL for NULL, for a tally without responses or weight, and linearized for one response. Raises 22023 for another method.';

CREATE FUNCTION voc.nps_margin(
	tally voc.nps_tally,
	confidence double precision DEFAULT 0.95,
	method text DEFAULT 'adjusted')
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_nps_margin_of_tally'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_margin(voc.nps_tally, double precision, text) IS
'Margin of error of the score, in points of NPS: half of the confidence interval, before it is clipped to -100 and +100. confidence: above 0, below 1. method: adjusted (Rocks 2016; weighted answers count for as many as are effective), wald, or linearized (as sample surveys have it: R''s survey). The last two give 0 when all answers agree. NULL for NULL, for a tally without responses or weight, and linearized for one response. Raises 22023 for a confidence out of range or another method.';

CREATE FUNCTION voc.nps_interval(
	tally voc.nps_tally,
	confidence double precision DEFAULT 0.95,
	method text DEFAULT 'adjusted')
RETURNS voc.score_interval
AS 'MODULE_PATHNAME', 'voc_nps_interval_of_tally'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.nps_interval(voc.nps_tally, double precision, text) IS
'Confidence interval of the score (low, high), clipped to -100 and +100. confidence: above 0, below 1. method: adjusted (Rocks 2016; weighted answers count for as many as are effective), wald, or linearized (as sample surveys have it: R''s survey). The centre of the adjusted one lies nearer to 0 than the score. NULL for NULL, for a tally without responses or weight, and linearized for one response. Raises 22023 for a confidence out of range or another method.';

CREATE FUNCTION voc.mean_score(tally voc.rating_tally)
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_mean_of_tally'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.mean_score(voc.rating_tally) IS
'Mean of the answers, 0 to 10, weighted if they are. NULL for NULL and for a tally without responses or weight.';

CREATE FUNCTION voc.stddev_score(tally voc.rating_tally)
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_stddev_of_tally'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.stddev_score(voc.rating_tally) IS
'Standard deviation of the answers as of a sample, that is, divided by the number of answers less 1; weighted ones count for as many as are effective. NULL for NULL and for one answer or less.';

CREATE FUNCTION voc.mean_interval(
	tally voc.rating_tally,
	confidence double precision DEFAULT 0.95)
RETURNS voc.score_interval
AS 'MODULE_PATHNAME', 'voc_mean_interval_of_tally'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.mean_interval(voc.rating_tally, double precision) IS
'Student''s interval of the mean (low, high). confidence: above 0, below 1. Weighted answers count for as many as are effective. Not clipped, since a tally does not know its scale. NULL for NULL and for one answer or less. Raises 22023 for a confidence out of range.';

CREATE FUNCTION voc.share(tally voc.rating_tally, low integer, high integer DEFAULT 10)
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_share_of_tally'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.share(voc.rating_tally, integer, integer) IS
'Percent of the answers that are low to high, both included, 0 to 10, weighted if they are: voc.share(tally, 4, 5) is the top two boxes of five. NULL for NULL and for a tally without responses or weight. Raises 22023 unless 0 <= low <= high <= 10.';

CREATE FUNCTION voc.share_interval(
	tally voc.rating_tally,
	low integer,
	high integer DEFAULT 10,
	confidence double precision DEFAULT 0.95)
RETURNS voc.score_interval
AS 'MODULE_PATHNAME', 'voc_share_interval_of_tally'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.share_interval(voc.rating_tally, integer, integer, double precision) IS
'Wilson''s interval (low, high) of voc.share(tally, low, high), in percent. confidence: above 0, below 1. Weighted answers count for as many as are effective. NULL for NULL and for a tally without responses or weight. Raises 22023 for a range or a confidence out of range.';

CREATE FUNCTION voc.csat(
	tally voc.rating_tally,
	scale text DEFAULT 'csat5',
	definition text DEFAULT 'satisfied')
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_csat_of_tally'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.csat(voc.rating_tally, text, text) IS
'Customer satisfaction of the tally, 0 to 100. scale: csat5 (the default), csat7, stars5, thumbs, or another that is built in. definition: satisfied (percent who answer 4 or more of 5, 6 or more of 7, or thumbs up; the default), top_box (percent who give the highest answer) or mean (the mean, 0 for the lowest answer of the scale and 100 for its highest). For scales of your own: voc.share(). NULL for NULL and for a tally without responses or weight. Raises 22003 if there are answers that are not on the scale, 22023 for a scale that is not built in or another definition.';

CREATE FUNCTION voc.csat_interval(
	tally voc.rating_tally,
	scale text DEFAULT 'csat5',
	definition text DEFAULT 'satisfied',
	confidence double precision DEFAULT 0.95)
RETURNS voc.score_interval
AS 'MODULE_PATHNAME', 'voc_csat_interval_of_tally'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.csat_interval(voc.rating_tally, text, text, double precision) IS
'Interval of voc.csat() (low, high), 0 to 100: Wilson''s for shares, Student''s for the mean, clipped to the scale. scale, definition, errors: as there. confidence: above 0, below 1, else 22023. NULL for NULL, without responses or weight, and of the mean for one answer.';

CREATE FUNCTION voc.ces(
	tally voc.rating_tally,
	scale text DEFAULT 'ces7',
	definition text DEFAULT 'mean')
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_ces_of_tally'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.ces(voc.rating_tally, text, text) IS
'Customer effort score of the tally. scale: ces7 (the default), or another that is built in. definition: mean (on the scale itself, higher is easier; the default), agree (percent who answer 5 or more of 7) or top_box (percent who give the highest answer). NULL for NULL and for a tally without responses or weight. Raises 22003 if there are answers that are not on the scale, 22023 for a scale that is not built in or another definition.';

CREATE FUNCTION voc.ces_interval(
	tally voc.rating_tally,
	scale text DEFAULT 'ces7',
	definition text DEFAULT 'mean',
	confidence double precision DEFAULT 0.95)
RETURNS voc.score_interval
AS 'MODULE_PATHNAME', 'voc_ces_interval_of_tally'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.ces_interval(voc.rating_tally, text, text, double precision) IS
'Interval of voc.ces() (low, high), on the scale or in percent: Student''s for the mean, Wilson''s for shares, clipped to the scale. scale, definition, errors: as there. confidence: above 0, below 1, else 22023. NULL for NULL, without responses or weight, and of the mean for one answer.';

-- ---------------------------------------------------------------------
-- from figures at hand, and between two of them
-- ---------------------------------------------------------------------

CREATE FUNCTION voc.share_interval(
	part double precision,
	whole double precision,
	confidence double precision DEFAULT 0.95)
RETURNS voc.score_interval
AS 'MODULE_PATHNAME', 'voc_share_interval'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.share_interval(double precision, double precision, double precision) IS
'Wilson''s interval (low, high), in percent, of part answers among whole, counts or effective numbers: 0 <= part <= whole. confidence: above 0, below 1. E. B. Wilson, J. Am. Stat. Assoc. 22 (1927), 209-212. NULL for NULL and for a whole of 0. Raises 22003 for a part out of range, 22023 for a confidence out of range.';

CREATE FUNCTION voc.mean_interval(
	mean double precision,
	stddev double precision,
	n double precision,
	confidence double precision DEFAULT 0.95)
RETURNS voc.score_interval
AS 'MODULE_PATHNAME', 'voc_mean_interval'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.mean_interval(double precision, double precision, double precision, double precision) IS
'Student''s interval (low, high) of a mean of n answers of any kind, from what avg(), stddev_samp() and count() say of them. confidence: above 0, below 1. NULL for NULL and for one answer or less. Raises 22003 for a number that is not finite or a negative one where none can be, 22023 for a confidence out of range.';

CREATE TYPE voc.comparison AS (
	delta double precision,
	low double precision,
	high double precision,
	z double precision,
	p double precision
);

COMMENT ON TYPE voc.comparison IS
'What is between two scores, and whether it is more than chance.';

COMMENT ON COLUMN voc.comparison.delta IS
'The first score less the second, on the scale of the scores.';

COMMENT ON COLUMN voc.comparison.low IS
'Lower end of the interval of the difference.';

COMMENT ON COLUMN voc.comparison.high IS
'Upper end of the interval of the difference.';

COMMENT ON COLUMN voc.comparison.z IS
'The difference in standard errors; Student''s t for means; infinite for a difference without any error.';

COMMENT ON COLUMN voc.comparison.p IS
'Probability of a difference as large or larger, either way, if there were none; 0 to 1.';

CREATE FUNCTION voc.compare(
	tally voc.nps_tally,
	baseline voc.nps_tally,
	confidence double precision DEFAULT 0.95,
	method text DEFAULT 'adjusted')
RETURNS voc.comparison
AS 'MODULE_PATHNAME', 'voc_nps_compare_tallies'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.compare(voc.nps_tally, voc.nps_tally, double precision, text) IS
'Compares the Net Promoter Scores of two tallies of different answers: tally less baseline. confidence of the interval: above 0, below 1. method: adjusted (Rocks 2016; weighted answers count for as many as are effective), wald, or linearized (as sample surveys have it: R''s survey). With adjusted, interval, z and p are of the adjusted scores, delta is of the scores themselves. NULL for NULL and if a tally has no responses or weight. Raises 22023 for a confidence out of range or another method.';

CREATE FUNCTION voc.compare(
	tally voc.rating_tally,
	baseline voc.rating_tally,
	confidence double precision DEFAULT 0.95)
RETURNS voc.comparison
AS 'MODULE_PATHNAME', 'voc_rating_compare_tallies'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.compare(voc.rating_tally, voc.rating_tally, double precision) IS
'Compares the means of two tallies of different answers by Welch''s test: tally less baseline, unequal variances allowed, weighted answers counting for as many as are effective. confidence of the interval: above 0, below 1. NULL for NULL and if a tally has no responses or weight; with one answer, only delta is known. Raises 22023 for a confidence out of range.';

CREATE FUNCTION voc.compare_shares(
	part double precision,
	whole double precision,
	baseline_part double precision,
	baseline_whole double precision,
	confidence double precision DEFAULT 0.95)
RETURNS voc.comparison
AS 'MODULE_PATHNAME', 'voc_compare_shares'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION voc.compare_shares(double precision, double precision, double precision, double precision, double precision) IS
'Compares two shares of different answers, in percent: part of whole less baseline_part of baseline_whole, counts or effective numbers. delta is of the shares; interval, z and p are Wald''s with one answer of each kind added to both (Agresti and Caffo, Am. Stat. 54 (2000), 280-288). confidence of the interval: above 0, below 1. NULL for NULL and for a whole of 0. Raises 22003 for a part out of range, 22023 for a confidence out of range.';
