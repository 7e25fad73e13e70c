# Tests of counts and means against their history, that test/core/surge_test.c
# expects: the formulas of src/score/surge.h, written anew for R.
#
#	Rscript test/peer/surge.R > test/peer/surge.tsv
#
# A line a test: for a count "count", observed, history separated by blanks; for
# a mean "mean", the answers of the day, those of each day of the history
# separated by semicolons; then expected, method, days used and p.  The output
# that is committed was made by R 4.2.2.

options(scipen = 99)

line <- function(kind, day, past, expected, method, n, p) {
	cat(kind, day, past, sprintf("%.17g", expected), method, n,
		sprintf("%.17g", p), sep = "\t")
	cat("\n")
}

quantile_of_variance <- function(u, df)
	pmax(0, df * (1 - 2 / (9 * df) + qnorm(u) * sqrt(2 / (9 * df)))^3)

test <- function(observed, past) {
	n <- length(past)
	m <- mean(past)
	d <- if (m > 0) sum((past - m)^2) / m else 0
	if (pchisq(d, n - 1, lower.tail = FALSE) >= 0.5)
		return(list(method = "poisson", n = n,
			p = pbinom(observed - 1, sum(past) + observed, 1 / (n + 1), lower.tail = FALSE)))
	f <- d / (n - 1)
	inverse.size <- max(0, f - 1) / m
	df <- 0.8 * 2 / (2 / (n - 1) + (6 * inverse.size + 1 / (f * m)) / n)
	more <- 1 + inverse.size / n
	q <- quantile_of_variance((16:1 - 0.5) / 16, df)
	spread <- 1 + pmax(0, f * df / q - 1) * more
	mu <- (sum(past) + 1) / n * more
	p <- pnbinom(observed - 1, mu = mu, size = mu / (spread * (1 + 1 / n) - 1), lower.tail = FALSE)
	p[q == 0] <- 0
	list(method = "negative binomial", n = n, p = if (observed > 0) mean(cummax(p)) else 1)
}

count <- function(observed, ...) {
	past <- all <- c(...)
	high <- which.max(past)
	if (length(past) >= 5 && test(past[high], past[-high])$p < 1e-4 / length(past))
		past <- past[-high]
	r <- test(observed, past)
	line("count", observed, paste(all, collapse = " "), mean(past), r$method, r$n, r$p)
}

count(3, 0, 0, 0, 0, 0, 0, 0, 0)
count(1, 0, 0)
count(0, 4, 5, 6)
count(7, 2, 3, 4, 3)
count(15, 5, 4, 6, 5, 5, 4, 6, 5)
count(12, 5, 4, 6, 5, 5, 4, 6, 5)
count(30, 12, 9, 11, 3, 14, 10, 7, 18)
count(30, 2, 9, 21, 3, 14, 10, 1, 18)
count(60, 18, 25, 16, 22, 20, 19, 24, 21)
count(60, 18, 25, 16, 22, 80, 19, 24, 21)
count(60, 5, 45, 16, 2, 80, 19, 30, 9)
count(4, 0, 0, 1, 0, 5, 0, 0, 0)
count(2, 1, 9)
count(40, 1, 9)
count(100, 10, 20, 60)
count(1300, 1000, 950, 1100, 1030, 880, 990, 1010, 970)
count(3e6, 1e6, 1.1e6, 0.9e6, 1e6)
count(1003000, 1e6, 1e6, 1e6, 1e6)
count(9, 1, 2, 1, 2, 1, 2, 1, 2)

average <- function(day, ...) {
	past <- list(...)
	m <- sapply(past, mean)
	n <- sapply(past, length)
	group <- factor(rep(seq_along(past), n))
	table <- anova(lm(unlist(past) ~ group))
	msb <- table["group", "Mean Sq"]
	msw <- table["Residuals", "Mean Sq"]
	df.w <- table["Residuals", "Df"]
	total <- sum(n)
	own <- max(var(day), msw) / length(day)
	own.df <- if (var(day) > msw) length(day) - 1 else df.w
	share <- if (msb > msw) (1 + sum(n^2) / total^2) / ((total - sum(n^2) / total) / (length(n) - 1)) else 0
	part <- c(own, share * msb, msw / total - share * msw)
	df <- sum(part)^2 / sum(part^2 / c(own.df, length(n) - 1, df.w))
	t <- (mean(day) - mean(unlist(past))) / sqrt(sum(part))
	what <- function(x) paste(x, collapse = " ")
	line("mean", what(day), paste(sapply(past, what), collapse = ";"), mean(unlist(past)),
		if (msb > msw) "welch, uneven days" else "welch", length(past), 2 * pt(-abs(t), df))
}

average(c(1, 2, 3, 2), c(8, 9, 7, 10, 8), c(9, 9, 8, 10, 7), c(8, 8, 9, 10))
average(c(9, 8, 9, 10, 7), c(8, 9, 7, 10, 8), c(9, 9, 8, 10, 7), c(8, 8, 9, 10))
average(c(0, 0, 0), c(100, 0, -100, 100, 100), c(100, 100, 0, 100, -100, 100), c(100, 0, 100))
average(c(-100, 100, -100, 0, -100, -100), c(100, 0, -100, 100, 100), c(100, 100, 0, 100, -100, 100), c(100, 0, 100))
average(c(4, 5, 6, 5), c(1, 2, 1, 2), c(8, 9, 8, 9, 8), c(5, 5, 4, 6), c(2, 9))
average(c(4, 5, 6, 5, 20), c(1, 2, 1, 2), c(2, 1, 2, 1, 2), c(1, 2))
average(c(5.5, 6.5), c(1, 2, 1, 2), c(3, 3.5))
