/* sql/58_score_surge.sql: unusual counts and means, many tests at once */
