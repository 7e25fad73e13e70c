-- One bulk INSERT into the attached table, in milliseconds.

SELECT clock_timestamp() AS started \gset
INSERT INTO bench.source SELECT * FROM bench.feedback;
SELECT extract(epoch FROM clock_timestamp() - :'started'::timestamptz) * 1000;
