/*-------------------------------------------------------------------------
 *
 * sentiment.c
 *	  The sentiment of clauses and texts, from lexicons compiled in.
 *
 * The rules follow VADER (Hutto and Gilbert 2014, "VADER: A Parsimonious
 * Rule-based Model for Sentiment Analysis of Social Media Text"), with
 * clauses in place of whole texts and with what inflected languages need.
 * In order:
 *
 *		1. terms are looked up, and contrast words cut their clauses;
 *		2. each term with a valence is weakened or strengthened by the words
 *		   before it, turned round by a negator, stressed by capitals;
 *		3. the sum over a clause is damped when it only asks or supposes,
 *		   raised by exclamation marks, and squashed to -1 ... +1;
 *		4. clauses are weighted: what follows a contrast counts more than what
 *		   stands before it.
 *
 * IDENTIFICATION
 *	  src/sentiment/sentiment.c
 *
 *-------------------------------------------------------------------------
 */
#include "sentiment.h"

#include <math.h>
#include <string.h>

#include "lexicon.h"

/* Step 2: how far a word reaches, in words, and what it does. */
#define NEGATION_REACH		5
#define DEGREE_REACH		3
#define NEGATED_POSITIVE	(-0.75f)	/* "not good" is less than bad */
#define NEGATED_NEGATIVE	(-0.35f)	/* "not bad" is hardly good */
#define CAPS_FACTOR			1.25f
#define ELONGATED_FACTOR	1.15f
#define REPEAT_FACTOR		0.4f	/* of the same emoji once more */
#define DOUBLED_MAX			20		/* bytes of a word that is tried doubled */

/* Step 3 */
#define ASKED_POSITIVE		0.2f	/* "is it any good?" only asks */
#define ASKED_NEGATIVE		0.6f	/* "why is it so bad?" complains */
#define SUPPOSED_POSITIVE	0.2f	/* "would be nice" is a wish */
#define SUPPOSED_NEGATIVE	0.8f
#define EXCLAIM_STEP		0.292f	/* VADER's; at most four count */
#define EXCLAIM_MOST		4
#define SQUASH				15.0f	/* VADER's alpha */

/* Step 4 */
#define WEIGHT_BEFORE_CONTRAST	0.6f
#define WEIGHT_AFTER_CONTRAST	1.4f
#define WEIGHT_QUESTION			0.5f
#define WEIGHT_SUPPOSED			0.7f

/* From numbers to labels and values. */
#define MIXED_SHARE			0.70	/* weaker side as a share of the stronger */
#define MIXED_LEAST			0.15	/* and at least this much */
#define VALUE_STRONG		0.45	/* from here on 1 or 5 */

/* A term that was met. */
typedef struct Hit
{
	int			at;				/* its first token */
	VocEntry	entry;
} Hit;

typedef struct Scorer
{
	const VocLexicon *lexicon;
	const char *negating_prefix;	/* or NULL */
	bool		concord;		/* several negators are one negation */
	VocChunk   *chunk;
	int			all_caps;		/* most words are; -1: not yet counted */
	int			nhits;
	Hit			hits[VOC_CHUNK_TOKENS];
} Scorer;

/* What the words of a language do that no term can say. */
static const struct
{
	const char *language;
	const char *negating_prefix;
	bool		concord;
}			grammars[] = {
	{"bg", "\x8D\x85", true},
	{"cs", "ne", true},
	{"es", NULL, true},
	{"fr", NULL, true},
	{"it", NULL, true},
	{"pl", "nie", true},
	{"ru", "\x8D\x85", true},
	{"sk", "ne", true},
	{"uk", "\x8D\x85", true}
};

static void
set_grammar(Scorer *s)
{
	const char *language = s->lexicon->language;

	s->negating_prefix = NULL;
	s->concord = false;
	for (size_t i = 0; i < sizeof(grammars) / sizeof(grammars[0]); i++)
	{
		if (grammars[i].language[0] != language[0] ||
			grammars[i].language[1] != language[1])
			continue;
		s->negating_prefix = grammars[i].negating_prefix;
		s->concord = grammars[i].concord;
	}
}

/* --------------------------------------------------------------------
 * 1. Looking up
 * --------------------------------------------------------------------
 */

/*
 * A word with a negating prefix, of which the rest has a valence: "nechutny"
 * where only "chutny" is known.
 */
static int
match_negated(const Scorer *s, const VocToken *token, VocEntry *entry)
{
	size_t		prefix = strlen(s->negating_prefix);

	if (token->norm_len < prefix + 4 ||
		memcmp(token->norm, s->negating_prefix, prefix) != 0)
		return 0;
	if (voc_lexicon_word(s->lexicon, token->norm + prefix,
						 token->norm_len - prefix, entry) == 0 ||
		entry->role != VOC_ROLE_VALENCE)
		return 0;
	entry->amount *= entry->amount > 0 ? NEGATED_POSITIVE : NEGATED_NEGATIVE;
	return 1;
}

/*
 * A word made of parts ("user-friendly", "l'excellent") that is not known as
 * a whole: the last part that has a valence stands for it, or else the first
 * part.
 */
static int
match_part(const Scorer *s, const VocToken *token, VocEntry *entry)
{
	size_t		end = token->norm_len;

	for (size_t at = token->norm_len; at-- > 0;)
	{
		if (token->norm[at] != '-' && token->norm[at] != '\'')
			continue;
		if (voc_lexicon_word(s->lexicon, token->norm + at + 1, end - at - 1,
							 entry) > 0 && entry->role == VOC_ROLE_VALENCE)
			return 1;
		end = at;
	}
	return voc_lexicon_word(s->lexicon, token->norm, end, entry);
}

/*
 * "goood" reads as "god": a letter that was squeezed may have stood twice.
 */
static int
match_doubled(const Scorer *s, const VocToken *token, VocEntry *entry)
{
	char		doubled[DOUBLED_MAX + 1];

	if (token->norm_len > DOUBLED_MAX)
		return 0;
	for (size_t at = 0; at < token->norm_len; at++)
	{
		if ((unsigned char) token->norm[at] >= 0x80)
			break;
		memcpy(doubled, token->norm, at + 1);
		memcpy(doubled + at + 1, token->norm + at, token->norm_len - at);
		if (voc_lexicon_word(s->lexicon, doubled, token->norm_len + 1u,
							 entry) > 0)
			return 1;
	}
	return 0;
}

/*
 * The term that starts with token i and ends before token end; returns the
 * number of tokens it takes.
 */
static int
match_token(const Scorer *s, int i, int end, VocEntry *entry)
{
	const VocToken *token = &s->chunk->tokens[i];
	int			n = voc_lexicon_match(s->lexicon, token, end - i, entry);

	if (n > 0 || token->kind != VOC_TOKEN_WORD)
		return n;
	if ((token->flags & VOC_TOKEN_ELONGATED) != 0)
		n = match_doubled(s, token, entry);
	if (n == 0 && s->negating_prefix != NULL)
		n = match_negated(s, token, entry);
	if (n == 0 && (token->flags & VOC_TOKEN_COMPOUND) != 0)
		n = match_part(s, token, entry);
	return n;
}

/* Look up the tokens of a clause. */
static void
look_up_clause(Scorer *s, const VocClause *clause)
{
	int			i = clause->first;
	int			end = i + clause->count;

	while (i < end)
	{
		int			kind = s->chunk->tokens[i].kind;
		Hit		   *hit = &s->hits[s->nhits];
		int			n = 0;

		if (kind != VOC_TOKEN_MARK && kind != VOC_TOKEN_LINK)
			n = match_token(s, i, end, &hit->entry);
		if (n > 0)
		{
			hit->at = i;
			s->nhits++;
		}
		i += n > 0 ? n : 1;
	}
}

/* Look up all tokens, then cut clauses at contrast words. */
static void
look_up(Scorer *s)
{
	s->nhits = 0;
	for (int c = 0; c < s->chunk->nclauses; c++)
		look_up_clause(s, &s->chunk->clauses[c]);
	for (int h = 0; h < s->nhits; h++)
		if (s->hits[h].entry.role == VOC_ROLE_CONTRAST)
			voc_chunk_split(s->chunk, s->hits[h].at);
}

/* --------------------------------------------------------------------
 * 2. One term
 * --------------------------------------------------------------------
 */

/*
 * Does a word carry the negating prefix?  Where negation agrees, "nikdo" and
 * its kind only go along with such a word: "nikdo neodpověděl" says no more
 * than "neodpověděl"; it takes another prefixed word to turn it round, "není
 * nespokojený".
 */
static bool
has_prefix(const Scorer *s, int at)
{
	const VocToken *token = &s->chunk->tokens[at];
	size_t		prefix;

	if (s->negating_prefix == NULL)
		return false;
	prefix = strlen(s->negating_prefix);
	return token->norm_len >= prefix &&
		memcmp(token->norm, s->negating_prefix, prefix) == 0;
}

/*
 * The valence of hit h, as the hits before it in its clause, of which first
 * is the first, leave it.
 */
static float
modify(const Scorer *s, int first, int h)
{
	float		valence = s->hits[h].entry.amount;
	bool		degree = true;
	int			negators = 0;
	int			words = 0;
	int			at = s->hits[h].at;
	bool		own_negation = has_prefix(s, at);

	for (int k = h - 1; k >= first; k--)
	{
		const VocEntry *entry = &s->hits[k].entry;

		while (at > s->hits[k].at)
			words += s->chunk->tokens[--at].kind == VOC_TOKEN_WORD;
		if (words > NEGATION_REACH)
			break;
		if (entry->role == VOC_ROLE_NEGATOR)
			negators += !own_negation || has_prefix(s, s->hits[k].at);
		else if (entry->role == VOC_ROLE_VALENCE)
			degree = false;
		else if (degree && words <= DEGREE_REACH &&
				 (entry->role == VOC_ROLE_INTENSIFIER ||
				  entry->role == VOC_ROLE_DIMINISHER))
			/* The further away, the less: VADER's .95 and .9. */
			valence *= 1 + (entry->amount - 1) * (1.05f - 0.05f * (float) words);
	}
	if (s->concord ? negators > 0 : negators % 2 == 1)
		valence *= valence > 0 ? NEGATED_POSITIVE : NEGATED_NEGATIVE;
	return valence;
}

/* Capitals stress nothing where most is in capitals. */
static bool
is_all_caps(Scorer *s)
{
	const VocChunk *chunk = s->chunk;
	int			words = 0;
	int			caps = 0;

	if (s->all_caps >= 0)
		return s->all_caps;
	for (int i = 0; i < chunk->ntokens; i++)
	{
		if (chunk->tokens[i].kind != VOC_TOKEN_WORD ||
			chunk->tokens[i].char_len < 2)
			continue;
		words++;
		caps += (chunk->tokens[i].flags & VOC_TOKEN_CAPS) != 0;
	}
	s->all_caps = caps * 2 > words;
	return s->all_caps;
}

/* The same emoji as right before it? */
static bool
is_repeated(const Scorer *s, int first, int h)
{
	const VocToken *token = &s->chunk->tokens[s->hits[h].at];

	return h > first && s->hits[h - 1].at == s->hits[h].at - 1 &&
		token[-1].norm_len == token->norm_len &&
		memcmp(token[-1].norm, token->norm, token->norm_len) == 0;
}

/* The valence of hit h, all in all. */
static float
term_valence(Scorer *s, int first, int h)
{
	const VocToken *token = &s->chunk->tokens[s->hits[h].at];
	float		valence;

	if (token->kind == VOC_TOKEN_EMOJI || token->kind == VOC_TOKEN_EMOTICON)
	{
		valence = s->hits[h].entry.amount;
		return is_repeated(s, first, h) ? valence * REPEAT_FACTOR : valence;
	}
	valence = modify(s, first, h);
	if ((token->flags & VOC_TOKEN_CAPS) != 0 && !is_all_caps(s))
		valence *= CAPS_FACTOR;
	if ((token->flags & VOC_TOKEN_ELONGATED) != 0)
		valence *= ELONGATED_FACTOR;
	return valence;
}

/* --------------------------------------------------------------------
 * 3. One clause
 * --------------------------------------------------------------------
 */

/* Score a clause whose hits are those from first to before last. */
static void
score_clause(Scorer *s, const VocClause *clause, int first, int last,
			 VocClauseScore *score)
{
	bool		supposed = false;
	int			exclaims = clause->exclaims;
	float		sum = 0;

	score->scored = false;
	score->score = 0;
	score->weight = 1;
	for (int h = first; h < last; h++)
	{
		if (s->hits[h].entry.role == VOC_ROLE_HYPOTHETICAL)
			supposed = true;
		if (s->hits[h].entry.role != VOC_ROLE_VALENCE)
			continue;
		score->scored = true;
		sum += term_valence(s, first, h);
	}
	if (!score->scored)
		return;

	if (supposed)
	{
		sum *= sum > 0 ? SUPPOSED_POSITIVE : SUPPOSED_NEGATIVE;
		score->weight *= WEIGHT_SUPPOSED;
	}
	if (clause->question)
	{
		sum *= sum > 0 ? ASKED_POSITIVE : ASKED_NEGATIVE;
		score->weight *= WEIGHT_QUESTION;
	}
	if (exclaims > EXCLAIM_MOST)
		exclaims = EXCLAIM_MOST;
	if (sum > 0)
		sum += EXCLAIM_STEP * (float) exclaims;
	else if (sum < 0)
		sum -= EXCLAIM_STEP * (float) exclaims;
	score->score = sum / sqrtf(sum * sum + SQUASH);
}

/* --------------------------------------------------------------------
 * 4. Chunks and texts
 * --------------------------------------------------------------------
 */

void
voc_sentiment_chunk(const VocLexicon *lexicon, VocChunk *chunk,
					VocClauseScore *scores)
{
	Scorer		s;
	int			h = 0;

	s.lexicon = lexicon;
	s.chunk = chunk;
	s.all_caps = -1;
	set_grammar(&s);
	look_up(&s);
	for (int c = 0; c < chunk->nclauses; c++)
	{
		const VocClause *clause = &chunk->clauses[c];
		int			end = clause->first + clause->count;
		int			first = h;

		while (h < s.nhits && s.hits[h].at < end)
			h++;
		score_clause(&s, clause, first, h, &scores[c]);

		/*
		 * A contrast word weighs its own clause up, and the clause before it
		 * in the same sentence down.
		 */
		if (first < h && s.hits[first].at == clause->first && c > 0 &&
			s.hits[first].entry.role == VOC_ROLE_CONTRAST)
		{
			scores[c].weight *= WEIGHT_AFTER_CONTRAST;
			if (!chunk->clauses[c - 1].sentence_end)
				scores[c - 1].weight *= WEIGHT_BEFORE_CONTRAST;
		}
	}
}

void
voc_sentiment_begin(VocSentimentSum *sum)
{
	memset(sum, 0, sizeof(*sum));
}

/* Rounded so that sums of many of them are exact, in any order. */
static double
exactly(double amount)
{
	return rint(amount * 1048576) / 1048576;
}

void
voc_sentiment_add(VocSentimentSum *sum, const VocChunk *chunk,
				  const VocClauseScore *scores)
{
	for (int c = 0; c < chunk->nclauses; c++)
	{
		double		amount = exactly((double) scores[c].weight * scores[c].score);

		if (!scores[c].scored)
			continue;
		sum->hits++;
		sum->weight += exactly(scores[c].weight);
		if (amount > 0)
			sum->positive += amount;
		else
			sum->negative -= amount;
	}
	sum->words += chunk->ntokens;
}

/* 1 and 5 from VALUE_STRONG, 3 within the neutral band. */
static int
value_of(double score)
{
	if (fabs(score) <= VOC_NEUTRAL_BAND)
		return 3;
	if (score > 0)
		return score < VALUE_STRONG ? 4 : 5;
	return score > -VALUE_STRONG ? 2 : 1;
}

void
voc_sentiment_end(const VocSentimentSum *sum, VocSentiment *result)
{
	double		score;
	double		weaker;
	double		stronger;

	memset(result, 0, sizeof(*result));
	if (sum->hits == 0 || sum->weight <= 0)
		return;

	score = (sum->positive - sum->negative) / sum->weight;
	weaker = fmin(sum->positive, sum->negative);
	stronger = fmax(sum->positive, sum->negative);
	result->scored = true;
	result->score = (float) fmax(-1, fmin(1, score));
	result->value = value_of(result->score);
	if (weaker >= MIXED_LEAST && weaker >= stronger * MIXED_SHARE)
	{
		result->label = VOC_LABEL_MIXED;
		result->value = 3;
	}
	else if (fabs(result->score) <= VOC_NEUTRAL_BAND)
		result->label = VOC_LABEL_NEUTRAL;
	else
		result->label = score > 0 ? VOC_LABEL_POSITIVE : VOC_LABEL_NEGATIVE;
}

const char *
voc_label_name(VocLabel label)
{
	switch (label)
	{
		case VOC_LABEL_NEGATIVE:
			return "negative";
		case VOC_LABEL_NEUTRAL:
			return "neutral";
		case VOC_LABEL_POSITIVE:
			return "positive";
		case VOC_LABEL_MIXED:
			return "mixed";
		case VOC_LABEL_NONE:
			break;
	}
	return NULL;
}
