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

-- The frame is the generic one and an add-on; all languages are loaded.
SELECT 'voc.analyze, English',
       'to_tsvector(''english'')',
       bench.best('SELECT count((voc.analyze(comment, ''en'')).language) FROM bench.english', :runs),
       bench.best('SELECT count(to_tsvector(''english'', comment)) FROM bench.english', :runs),
       5, 'speed';

SELECT 'voc.analyze, language detected',
       'to_tsvector(''english'')',
       bench.best('SELECT count((voc.analyze(comment)).value) FROM bench.feedback', :runs),
       bench.best('SELECT count(to_tsvector(''english'', comment)) FROM bench.feedback', :runs),
       5, 'speed';

SELECT 'voc.analyze, English',
       '~* of 12 topics',
       bench.best('SELECT count((voc.analyze(comment, ''en'')).language) FROM bench.english', :runs),
       bench.best('SELECT ' || (SELECT string_agg(format('count(*) FILTER (WHERE comment ~* %L)', t.expression), ', ') FROM bench.topic AS t) || ' FROM bench.english', :runs),
       1, 'speed';

SELECT 'voc.analyze, English',
       '@@ to_tsquery of 12 topics',
       bench.best('SELECT count((voc.analyze(comment, ''en'')).language) FROM bench.english', :runs),
       bench.best('SELECT ' || (SELECT string_agg(format('count(*) FILTER (WHERE v @@ to_tsquery(''english'', %L))', t.query), ', ') FROM bench.topic AS t) || ' FROM (SELECT to_tsvector(''english'', comment) AS v FROM bench.english OFFSET 0) AS e', :runs),
       1, 'speed';

-- The same texts with a frame of about twice as many patterns.
CREATE TEMP TABLE once AS
SELECT bench.best('SELECT count(voc.topics(comment, ''en'')) FROM bench.english', :runs) AS took, count(*) AS patterns FROM voc_data.topic_pattern;
SELECT count(voc.load_codebook(f)) AS loaded FROM unnest('{retail,hospitality,software}'::text[]) AS f \gset
SELECT format('topics, %s patterns', (SELECT count(*) FROM voc_data.topic_pattern)),
       format('%s patterns', o.patterns),
       bench.best('SELECT count(voc.topics(comment, ''en'')) FROM bench.english', :runs),
       o.took, 1.5, 'cost'
FROM once AS o;
DELETE FROM voc_data.topic WHERE codebook IN ('retail', 'hospitality', 'software');
