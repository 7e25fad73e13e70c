# Values of intervals, weighted variances and comparisons, by R's own packages
# stats and survey.  Rscript score.R > score.tsv makes the file anew.
suppressMessages(library(survey))
options(digits = 15)

show <- function(name, value)
	cat(paste0(name, "\t", format(value, digits = 15, trim = TRUE), "\n"))

# Wilson's interval: prop.test without continuity correction
for (case in list(c(18, 31), c(0, 10), c(10, 10), c(1, 1), c(4321, 98765))) {
	i <- suppressWarnings(prop.test(case[1], case[2], correct = FALSE))$conf.int
	show(sprintf("wilson.low.%d.%d", case[1], case[2]), i[1])
	show(sprintf("wilson.high.%d.%d", case[1], case[2]), i[2])
}

# Student's interval and Welch's test of ratings
a <- rep(1:5, c(3, 1, 4, 12, 20))
b <- rep(1:5, c(7, 4, 4, 10, 11))
i <- t.test(a)$conf.int
show("mean.low.a", i[1])
show("mean.high.a", i[2])
i <- t.test(a, conf.level = 0.8)$conf.int
show("mean80.low.a", i[1])
show("mean80.high.a", i[2])
w <- t.test(a, b)
show("welch.t", unname(w$statistic))
show("welch.p", w$p.value)
show("welch.low", w$conf.int[1])
show("welch.high", w$conf.int[2])

# Net Promoter Score of weighted answers: the mean of +1, 0, -1
score <- c(10, 9, 9, 8, 7, 7, 6, 3, 0, 10, 5, 8)
weight <- c(0.5, 1.25, 2, 0.75, 1, 3.5, 0.1, 1.9, 2.25, 0.333333, 1.5, 0.8)
value <- ifelse(score >= 9, 1, ifelse(score <= 6, -1, 0))
m <- svymean(~value, svydesign(ids = ~1, weights = ~weight, data = data.frame(value, weight)))
show("nps.weighted", 100 * coef(m)[["value"]])
show("nps.linearized.se", 100 * SE(m)[[1]])
m <- svymean(~score, svydesign(ids = ~1, weights = ~weight, data = data.frame(score, weight)))
show("mean.weighted", coef(m)[["score"]])
show("effective.n", sum(weight)^2 / sum(weight^2))
