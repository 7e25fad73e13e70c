/* test/pgtap/report.sql: voc.report() and what it is made of */

BEGIN;
SELECT plan(45);
SET LOCAL timezone = 'UTC';
SET LOCAL client_min_messages = warning;

-- ---- the bricks ----

SELECT is(voc.html('a<b>&"c"''d'''), 'a&lt;b&gt;&amp;&quot;c&quot;&#39;d&#39;', 'html escapes the five characters');
SELECT is(voc.html('&lt;'), '&amp;lt;', 'html escapes what was escaped already');
SELECT is(voc.html(''), '', 'html of nothing is nothing');
SELECT is(voc.html(NULL), NULL, 'html of NULL is NULL');

SELECT is(voc.html_number(1234567.5), '1,234,568', 'number: rounded, thousands apart');
SELECT is(voc.html_number(-3.25, 1), '&minus;3.3', 'number: a true minus sign, digits');
SELECT is(voc.html_number(-0.04, 1), '0.0', 'number: no negative zero');
SELECT is(voc.html_number(NULL), '&ndash;', 'number: a dash for NULL');

SELECT is(voc.html_bar(NULL, 1, 2, 0, 10), '', 'bar: none for NULL');
SELECT is(voc.html_bar(1, 1, 2, 5, 5), '', 'bar: none on an empty axis');
SELECT is(voc.html_bar(50, NULL, NULL, 0, 100),
          '<svg class="bar" viewBox="-1 0 202 16" width="202" height="16" aria-hidden="true"><line class="axis" x1="0" y1="0" x2="0" y2="16"/><rect class="pos" x="0" y="3" width="100" height="10" rx="1"/></svg>',
          'bar: half of the axis');
SELECT is(voc.html_bar(-50, -75, -25, -100, 100, 0),
          '<svg class="bar" viewBox="-1 0 202 16" width="202" height="16" aria-hidden="true"><line class="axis" x1="100" y1="0" x2="100" y2="16"/><rect class="neg" x="50" y="3" width="50" height="10" rx="1"/><path class="ci" d="M25 8H75M25 5v6M75 5v6"/><line class="mark" x1="100" y1="0" x2="100" y2="16"/></svg>',
          'bar: to the left of zero, with interval and mark');
SELECT unalike(voc.html_bar(500, 400, 600, 0, 100), '%x="4%', 'bar: cut at the end of the axis');

SELECT is(voc.report_charset(), 'utf-8', 'charset of a client in UTF8');
SET LOCAL client_encoding = 'LATIN2';
SELECT is(voc.report_charset(), 'iso-8859-2', 'charset of a client in LATIN2');
SET LOCAL client_encoding = 'WIN1251';
SELECT is(voc.report_charset(), 'windows-1251', 'charset of a client in WIN1251');
SET LOCAL client_encoding = 'ISO_8859_5';
SELECT is(voc.report_charset(), 'iso-8859-5', 'charset of a client in ISO_8859_5');
SET LOCAL client_encoding = 'KOI8R';
SELECT is(voc.report_charset(), 'koi8-r', 'charset of a client in KOI8R');
SET LOCAL client_encoding = 'UTF8';

-- ---- no program, an empty program ----

SELECT throws_ok('SELECT voc.report()', 'VO010', NULL, 'no program, no report');
SELECT lives_ok('SELECT voc.create_program()', 'a program');
SELECT throws_ok('SELECT voc.report(NULL)', '22004', NULL, 'a report of no moment is refused');
SELECT ok(voc.report() LIKE '<!DOCTYPE html>%</html>' || E'\n', 'an empty program has a whole page');
SELECT ok(voc.report() LIKE '%There is no feedback yet%voc.attach()%', 'which says that there is nothing, and what to do');
SELECT is(voc.report_scores() || voc.report_topics() || voc.report_loops() || voc.report_rejected(), '', 'and has no sections');

-- ---- a hostile one ----

CREATE TABLE feedback (
    id bigint PRIMARY KEY,
    at timestamptz,
    customer text,
    touchpoint text,
    channel text,
    score integer,
    comment text
);
UPDATE voc_data.program SET name = 'A & B "voices" <i>', loop_max_age = NULL;
SELECT ok(voc.attach('feedback', comment => 'comment', score => 'score', scale => 'nps', customer => 'customer', occurred_at => 'at', channel => 'channel', touchpoint => 'touchpoint') > 0, 'a source');
SELECT ok(voc.report() LIKE '%voc.backfill()%', 'a source without feedback: what to do next');
INSERT INTO feedback
VALUES (1, '2026-01-10 10:00+00', '<b>1</b>', '<script>alert("t")</script>', 'web', 2, 'The delivery was late and awful. <script>alert(''c'')</script> & "never again"'),
       (2, '2026-01-20 10:00+00', '2', 'checkout', 'web', 10, 'Great'),
       (3, '2026-02-20 10:00+00', '3', 'checkout', 'web', 9, NULL),
       (4, '2026-02-20 10:00+00', '4', 'checkout', '<img src=x>', 9, NULL),
       (5, '2026-02-20 10:00+00', '5', 'checkout', 'web', 77, NULL);
CREATE TEMPORARY TABLE page AS SELECT voc.report() AS html, voc.report('2026-02-01 00:00+00') AS earlier, voc.report(since => '2026-02-01 00:00+00') AS later;

SELECT unalike(html, '%<script%', 'no tag of a value is a tag of the page') FROM page;
SELECT unalike(html, '%<img%', 'nor of a rejected one') FROM page;
SELECT ok(html LIKE '%&lt;script&gt;alert(&quot;t&quot;)&lt;/script&gt;%', 'the touchpoint is there, escaped') FROM page;
SELECT ok(html LIKE '%&lt;script&gt;alert(&#39;c&#39;)&lt;/script&gt; &amp; &quot;never again&quot;%', 'the comment is there, escaped') FROM page;
SELECT ok(html LIKE '%<title>A &amp; B &quot;voices&quot; &lt;i&gt;</title>%', 'the name is there, escaped') FROM page;
SELECT ok(html LIKE '%&lt;img src=x&gt;%', 'the rejected value is there, escaped') FROM page;
SELECT unalike(lower(html), '%http%', 'no address of another place') FROM page;
SELECT ok(html !~* '(src|href|url\(|@import)[=( ]' OR html ~ '&lt;img src=x', 'nothing is loaded from anywhere') FROM page;
SELECT ok(html LIKE '%<meta charset="utf-8">%', 'the page names its encoding') FROM page;
SELECT ok(html LIKE '%<b>3</b><span>pieces of feedback%', 'three pieces of feedback') FROM page;
SELECT ok(html LIKE '%<b>33</b><span>NPS, 95&nbsp;% interval%', 'two promoters, one detractor: NPS 33') FROM page;
SELECT ok(html LIKE '%<td>2026-02</td><td class="n">1</td>%<td class="n zero">+100</td>%', 'one promoter after NPS 0 is no real change') FROM page;
SELECT ok(html LIKE '%2 rows of sources could not be captured%', 'two rejected rows') FROM page;
SELECT ok(earlier LIKE '%<b>2</b><span>pieces of feedback%', 'as of an earlier day, two of them') FROM page;
SELECT ok(later LIKE '%<b>1</b><span>pieces of feedback%', 'since that day, one') FROM page;

SELECT ok(voc.report_topics('2026-01-15 00:00+00') LIKE '%&ndash;%', 'a topic that everybody speaks of has no impact');
SELECT ok(voc.report_topics() LIKE '%Delivery time%&minus;%', 'one that only the unhappy speak of has');

-- ---- loops as they stood ----

SELECT is((SELECT array_agg(DISTINCT state) FROM voc.loops_at()), '{open}', 'the loop is open');
UPDATE voc_data.loop SET state = 'acknowledged', owner = 'me', state_since = '2026-01-10 12:00+00';
SELECT is((SELECT array_agg(DISTINCT state || ' ' || overdue) FROM voc.loops_at()), '{"acknowledged true"}', 'it was acknowledged, and is overdue');

SELECT * FROM finish();
ROLLBACK;
