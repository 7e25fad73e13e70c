/* sql/52_score_aggregates.sql: aggregates over scores */
