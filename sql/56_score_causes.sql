/* sql/56_score_causes.sql: what drives a score */
