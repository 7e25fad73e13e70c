-- Scores: work|opponent|voc ms|opponent ms|goal|kind

SELECT 'voc.nps(integer)',
       'count(*) FILTER formula',
       bench.best('SELECT voc.nps(score) FROM bench.score', :runs),
       bench.best('SELECT 100.0 * (count(*) FILTER (WHERE score >= 9) - count(*) FILTER (WHERE score <= 6)) / count(score) FROM bench.score', :runs),
       1.0, 'cost';

SELECT 'voc.nps(integer), grouped',
       'count(*) FILTER formula',
       bench.best('SELECT plan, voc.nps(score) FROM bench.score GROUP BY plan', :runs),
       bench.best('SELECT plan, 100.0 * (count(*) FILTER (WHERE score >= 9) - count(*) FILTER (WHERE score <= 6)) / count(score) FROM bench.score GROUP BY plan', :runs),
       1.0, 'cost';

SELECT 'voc.nps(smallint), grouped',
       'count(*) FILTER formula',
       bench.best('SELECT plan, voc.nps(score_small) FROM bench.score GROUP BY plan', :runs),
       bench.best('SELECT plan, 100.0 * (count(*) FILTER (WHERE score_small >= 9) - count(*) FILTER (WHERE score_small <= 6)) / count(score_small) FROM bench.score GROUP BY plan', :runs),
       1.0, 'cost';

SELECT 'voc.nps(numeric), grouped',
       'count(*) FILTER formula',
       bench.best('SELECT plan, voc.nps(score_numeric) FROM bench.score GROUP BY plan', :runs),
       bench.best('SELECT plan, 100.0 * (count(*) FILTER (WHERE score_numeric >= 9) - count(*) FILTER (WHERE score_numeric <= 6)) / count(score_numeric) FROM bench.score GROUP BY plan', :runs),
       1.0, 'cost';

SELECT 'voc.nps(integer, weight), grouped',
       'sum(weight) FILTER formula',
       bench.best('SELECT plan, voc.nps(score, weight) FROM bench.score GROUP BY plan', :runs),
       bench.best('SELECT plan, 100 * (sum(weight) FILTER (WHERE score >= 9) - sum(weight) FILTER (WHERE score <= 6)) / sum(weight) FILTER (WHERE score IS NOT NULL) FROM bench.score GROUP BY plan', :runs),
       1.0, 'cost';

SELECT 'voc.csat(integer), grouped',
       'count(*) FILTER formula',
       bench.best('SELECT plan, voc.csat(stars) FROM bench.score GROUP BY plan', :runs),
       bench.best('SELECT plan, 100.0 * count(*) FILTER (WHERE stars >= 4) / count(stars) FROM bench.score GROUP BY plan', :runs),
       1.0, 'cost';

SELECT 'voc.merge(nps_tally)',
       'sum(bigint)',
       bench.best('SELECT voc.merge(tally) FROM bench.tally', :runs),
       bench.best('SELECT sum(n) FROM bench.tally', :runs),
       2.0, 'cost';

-- What two workers and the leader need, in percent of what the leader needs alone.
CREATE TEMP TABLE serial AS
SELECT bench.best('SELECT voc.nps(score) FROM bench.score', :runs) AS nps, bench.best('SELECT sum(score) FROM bench.score', :runs) AS sum;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT 'voc.nps parallel, % of serial',
       'sum(integer) parallel, % of serial',
       100 * bench.best('SELECT voc.nps(score) FROM bench.score', :runs) / s.nps,
       100 * bench.best('SELECT sum(score) FROM bench.score', :runs) / s.sum,
       1.1, 'cost'
FROM serial AS s;
