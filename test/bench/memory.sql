-- One backend scores a million texts: how much larger is it afterwards?
-- work|what|before|after|

SELECT count(voc.sentiment(comment)), count(voc.topics(comment)) FROM bench.feedback WHERE id <= 100 \g /dev/null
SELECT sum(total_bytes) AS before FROM pg_backend_memory_contexts \gset
SELECT count(voc.sentiment(f.comment)), count(voc.topics(f.comment)) FROM bench.feedback AS f, generate_series(1, 5) \g /dev/null
SELECT sum(total_bytes) AS after FROM pg_backend_memory_contexts \gset
SELECT 'memory of a backend, kB', '100 rows, then ' || (:rows * 5)::text || ' more', :before / 1024, :after / 1024,
       CASE WHEN :after <= :before + 65536 THEN 'flat: reached' ELSE 'flat: missed' END;
