-- Reading: work|opponent|voc ms|opponent ms|goal|kind

SELECT 'voc.sentiment, English',
       'to_tsvector(''english'')',
       bench.best('SELECT count(voc.sentiment(comment, ''en'')) FROM bench.english', :runs),
       bench.best('SELECT count(to_tsvector(''english'', comment)) FROM bench.english', :runs),
       15, 'speed';

SELECT 'voc.sentiment, Russian',
       'to_tsvector(''russian'')',
       bench.best('SELECT count(voc.sentiment(comment, ''ru'')) FROM bench.cyrillic', :runs),
       bench.best('SELECT count(to_tsvector(''russian'', comment)) FROM bench.cyrillic', :runs),
       15, 'speed';

SELECT 'voc.sentiment, language detected',
       'to_tsvector(''english'')',
       bench.best('SELECT count(voc.sentiment(comment)) FROM bench.feedback', :runs),
       bench.best('SELECT count(to_tsvector(''english'', comment)) FROM bench.feedback', :runs),
       8, 'speed';

SELECT 'full analysis, built-in frame',
       'to_tsvector(''english'')',
       bench.best('SELECT count(voc.topics(comment)) FROM bench.feedback', :runs),
       bench.best('SELECT count(to_tsvector(''english'', comment)) FROM bench.feedback', :runs),
       5, 'speed';

SELECT 'voc.nps(integer), grouped',
       'count(*) FILTER formula',
       bench.best('SELECT plan, voc.nps(score) FROM bench.score GROUP BY plan', :runs),
       bench.best('SELECT plan, 100.0 * (count(*) FILTER (WHERE score >= 9) - count(*) FILTER (WHERE score <= 6)) / count(score) FROM bench.score GROUP BY plan', :runs),
       1.0, 'cost';

SELECT 'voc.nps(numeric), grouped',
       'count(*) FILTER formula',
       bench.best('SELECT plan, voc.nps(score_numeric) FROM bench.score GROUP BY plan', :runs),
       bench.best('SELECT plan, 100.0 * (count(*) FILTER (WHERE score_numeric >= 9) - count(*) FILTER (WHERE score_numeric <= 6)) / count(score_numeric) FROM bench.score GROUP BY plan', :runs),
       1.0, 'cost';
