# test/peer/relative_weights.R: relative weights worked out by R, from raw data.
#
#	Rscript test/peer/relative_weights.R > test/peer/relative_weights.tsv
#
# Base R only: cor(), eigen(), lm().  The data follow from the row's number, so
# that test/core/relative_weights_test.c and test/pgtap/causes.sql can make the
# same.  The method is that of J. W. Johnson, Multivariate Behavioral Research 35
# (2000) 1-19; that the weights add up to the R squared of lm() is checked here.

i <- 1:500
a <- (i * 7919) %% 11
b <- (i * 104729) %% 7 + a / 2
c <- (i * i) %% 13 - b
d <- as.numeric(i %% 10 == 0)
y <- a / 2 - b / 4 + c / 8 + 2 * d + (i * 31) %% 17 / 4

weights <- function(r_xx, r_xy) {
	e <- eigen(r_xx, symmetric = TRUE)
	keep <- e$values > 1e-10 * max(e$values)
	q <- e$vectors[, keep, drop = FALSE]
	root <- sqrt(e$values[keep])
	lambda <- q %*% (root * t(q))
	beta <- q %*% ((t(q) %*% r_xy) / root)
	as.vector(lambda^2 %*% beta^2)
}

show <- function(name, w) {
	cat(paste(c(name, sprintf("%.15g", c(w, sum(w)))), collapse = "\t"), "\n", sep = "")
}

cat("# case, weights, their sum\n")

# The table of DESIGN.md
r <- matrix(c(1, .2, .3, .4, .2, 1, .5, .1, .3, .5, 1, .2, .4, .1, .2, 1), 4)
show("correlations", weights(r, c(-.4, .1, -.3, .4)))

x <- cbind(a, b, c, d)
w <- weights(cor(x), cor(x, y))
stopifnot(abs(sum(w) - summary(lm(y ~ x))$r.squared) < 1e-12)
show("rows", w)

# a twice
x <- cbind(a, b, c, d, a)
w <- weights(cor(x), cor(x, y))
stopifnot(abs(sum(w) - summary(lm(y ~ x))$r.squared) < 1e-12)
show("a twice", w)

# the fourth follows from the other three
x <- cbind(a, b, c, a + b - 2 * c)
w <- weights(cor(x), cor(x, y))
stopifnot(abs(sum(w) - summary(lm(y ~ x))$r.squared) < 1e-12)
show("dependent", w)
