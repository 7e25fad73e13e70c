/* sql/58_score_surge.sql: is it unusual, and are so many tests */

CREATE FUNCTION voc.adjust_p(p double precision)
RETURNS double precision
AS 'MODULE_PATHNAME', 'voc_adjust_p'
LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION voc.adjust_p(double precision) IS
'Window function: the p values of all rows of the window partition, adjusted together by the method of Benjamini and Hochberg (1995); order and frame of the window are of no matter. p: of one test, 0 to 1; NULL counts for no test and gives NULL. Of the tests with an adjusted p of at most q, on average at most the share q is chance. Raises 22023 for a p outside 0 to 1.';

CREATE TYPE voc.surge_test AS (
	expected double precision,
	ratio double precision,
	p double precision,
	method text,
	n integer
);

COMMENT ON TYPE voc.surge_test IS
'How unusual a count or a mean is against its own history: result of voc.surge() and voc.mean_surge().';

COMMENT ON COLUMN voc.surge_test.expected IS
'Mean of the history: of the counts, or of all answers; NULL: there is none.';

COMMENT ON COLUMN voc.surge_test.ratio IS
'Observed count by the expected one; NULL: nothing was expected, or means are tested.';

COMMENT ON COLUMN voc.surge_test.p IS
'Probability of what was observed, or something more unusual, if nothing had changed, 0 to 1: one-sided for counts, which are only tested for being high, two-sided for means. NULL: too little to say.';

COMMENT ON COLUMN voc.surge_test.method IS
'poisson or negative binomial (counts), welch or welch, uneven days (means), or too little history.';

COMMENT ON COLUMN voc.surge_test.n IS
'Counts, or days, of the history that were used; one that was a surge itself is not.';

CREATE FUNCTION voc.surge(observed bigint, history bigint[])
RETURNS voc.surge_test
AS 'MODULE_PATHNAME', 'voc_surge_of_count'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION voc.surge(bigint, bigint[]) IS
'Is a count unusually high? observed: the count; history: the counts of comparable periods, such as of the same weekday in earlier weeks, in any order, periods without any as 0; NULLs among them are left out. The uncertainty of the mean of a short history, and of its dispersion, is part of p; so is that counts differ more from day to day than chance alone has it (method negative binomial). Of 5 counts or more, one that is a surge itself is left out. Fewer than 2: p is NULL, method too little history. NULL for a NULL observed. Raises 22003 for a negative count.';

CREATE FUNCTION voc.mean_surge(mean double precision, stddev double precision, n bigint, history_mean double precision[], history_stddev double precision[], history_n bigint[])
RETURNS voc.surge_test
AS 'MODULE_PATHNAME', 'voc_surge_of_mean'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION voc.mean_surge(double precision, double precision, bigint, double precision[], double precision[], bigint[]) IS
'Is a mean unusually high or low? mean, stddev (of a sample), n: of the answers of a day; history_mean, history_stddev, history_n: the same of each comparable day, three arrays of one length. Days whose n is 0 or NULL are left out; the stddev of one answer is of no matter and may be NULL. Welch''s two-sided test, with what the means of days differ from each other as part of the variance (method welch, uneven days) where they do. Fewer than 2 answers, fewer than 2 days, or no day with 2 answers: p is NULL, method too little history. NULL for a NULL n. Raises 22023 for arrays of different lengths and for answers without mean or stddev, 22003 for numbers that are negative or not finite where they cannot be.';
