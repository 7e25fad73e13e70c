/*-------------------------------------------------------------------------
 *
 * sentiment.c
 *	  The sentiment of clauses and texts, from lexicons compiled in.
 *
 * Of each chunk,
 *
 *		1. terms are looked up (find.c), and contrast words cut their clauses;
 *		2. each clause is scored (weigh.c), perhaps under a heading;
 *		3. clauses are weighted: what follows a contrast counts more than what
 *		   stands before it;
 *
 * and the text is the weighted mean of its clauses.
 *
 * IDENTIFICATION
 *	  src/sentiment/sentiment.c
 *
 *-------------------------------------------------------------------------
 */
#include "sentiment.h"

#include <math.h>
#include <string.h>

#include "../language/language.h"
#include "scorer.h"

#define WEIGHT_BEFORE_CONTRAST	0.6f
#define WEIGHT_AFTER_CONTRAST	1.4f

/* Headings */
#define HEADING_WORDS		4		/* of a heading before a colon */
#define HEADING_CLAUSES		12		/* that one speaks for, at most */

/* A sentence in another language than the text's */
#define FOREIGN_WORDS		4		/* that it has at least */
#define FOREIGN_MARGIN		4.0f	/* how sure that must be, see language.h */
#define KNOWN_SHARE			8		/* one of so many words is known, or fewer */

/* From numbers to labels and values. */
#define MIXED_SHARE			0.70	/* weaker side as a share of the stronger */
#define MIXED_LEAST			0.15	/* and at least this much */
#define VALUE_STRONG		0.45	/* from here on 1 or 5 */

#define RULE_NAME(name, text)	text,
static const char *const rule_names[] = {VOC_RULES(RULE_NAME)};

const char *
voc_rule_name(VocRuleNumber rule)
{
	return rule_names[rule];
}

/* --------------------------------------------------------------------
 * Headings
 * --------------------------------------------------------------------
 */

static char
mark_at(const VocChunk *chunk, int at)
{
	return chunk->tokens[at].kind == VOC_TOKEN_MARK ?
		chunk->tokens[at].norm[0] : '\0';
}

/*
 * Is the clause a heading?  That is a word of that role, alone or first in a
 * few words before a colon.
 */
static bool
is_heading(const Hits *hits, const VocClause *clause, int first, int last)
{
	const VocChunk *chunk = hits->chunk;
	int			end = clause->first + clause->count;
	int			at = clause->first;
	int			words = 0;
	const Hit  *hit = &hits->of[first];

	if (first == last || hit->entry.role != VOC_ROLE_HEADING)
		return false;
	while (at < hit->at && chunk->tokens[at].kind == VOC_TOKEN_MARK)
		at++;
	if (at < hit->at)
		return false;
	for (at = hit->at + hit->count; at < end; at++)
		words += chunk->tokens[at].kind != VOC_TOKEN_MARK;
	return words == 0 ||
		(words + hit->count <= HEADING_WORDS && mark_at(chunk, end - 1) == ':');
}

/* A heading word in the middle of a sentence is a word like others. */
static void
demote_headings(Hits *hits, int first, int last)
{
	for (int h = first; h < last; h++)
		if (hits->of[h].entry.role == VOC_ROLE_HEADING)
			hits->of[h].entry.role = hits->of[h].entry.amount != 0 ?
				VOC_ROLE_VALENCE : VOC_ROLE_STOP;
}

/*
 * The sign that a line starts with, "+ cheap": +1, -1 or 0.  A dash lists
 * what is bad only after a plus.
 */
static float
line_sign(VocScorer *scorer, const VocChunk *chunk, int c)
{
	const VocClause *clause = &chunk->clauses[c];
	char		mark = mark_at(chunk, clause->first);

	if ((mark != '+' && mark != '-') || clause->count < 2 ||
		chunk->tokens[clause->first + 1].kind != VOC_TOKEN_WORD ||
		(c > 0 && !chunk->clauses[c - 1].sentence_end))
		return 0;
	if (mark == '+')
		scorer->plus_seen = true;
	return mark == '+' ? 1.0f : scorer->plus_seen ? -1.0f : 0;
}

/* The heading that a clause with these hits stands under; 0: none. */
static float
find_heading(VocScorer *scorer, Hits *hits, int c, int first, int last)
{
	const VocClause *clause = &hits->chunk->clauses[c];
	float		sign;

	if (is_heading(hits, clause, first, last))
	{
		scorer->heading = hits->of[first].entry.amount;
		scorer->heading_left = HEADING_CLAUSES;
		return 0;
	}
	demote_headings(hits, first, last);
	if ((sign = line_sign(scorer, hits->chunk, c)) != 0)
	{
		scorer->heading = sign;
		scorer->heading_left = HEADING_CLAUSES;
	}
	if (scorer->heading_left == 0)
		return 0;
	scorer->heading_left--;
	return scorer->heading;
}

/* --------------------------------------------------------------------
 * Explaining
 * --------------------------------------------------------------------
 */

/* What a term of this role counts for by itself. */
static uint64_t
role_rule(VocRole role)
{
	static const uint64_t rules[VOC_NROLES] = {
		[VOC_ROLE_ASIDE] = VOC_RULE(ASIDE),
		[VOC_ROLE_COURTESY] = VOC_RULE(COURTESY),
		[VOC_ROLE_NEGATOR] = VOC_RULE(NEGATOR),
		[VOC_ROLE_WITHOUT] = VOC_RULE(WITHOUT),
		[VOC_ROLE_INTENSIFIER] = VOC_RULE(INTENSIFIER),
		[VOC_ROLE_DIMINISHER] = VOC_RULE(DIMINISHER),
		[VOC_ROLE_CONTRAST] = VOC_RULE(CONTRAST),
		[VOC_ROLE_HYPOTHETICAL] = VOC_RULE(HYPOTHETICAL),
		[VOC_ROLE_OTHER] = VOC_RULE(OTHER),
		[VOC_ROLE_EXCESS] = VOC_RULE(EXCESS),
		[VOC_ROLE_REMEDY] = VOC_RULE(REMEDY),
		[VOC_ROLE_RATING] = VOC_RULE(RATING),
		[VOC_ROLE_HEADING] = VOC_RULE(HEADING),
		[VOC_ROLE_IRONY] = VOC_RULE(IRONY),
		[VOC_ROLE_THAT] = VOC_RULE(THAT),
		[VOC_ROLE_STOP] = VOC_RULE(STOP)
	};

	return rules[role];
}

/* Tell of the tokens from first to before last. */
static void
tell(const VocScorer *scorer, const Hits *hits, VocEvidence *evidence,
	 int first, int last)
{
	const VocToken *from = &hits->chunk->tokens[first];
	const VocToken *to = &hits->chunk->tokens[last - 1];

	evidence->char_start = from->char_start;
	evidence->char_len = to->char_start + to->char_len - from->char_start;
	scorer->explain(evidence, scorer->explain_arg);
}

static void
tell_hit(const VocScorer *scorer, const Hits *hits, const VocClause *clause,
		 const Hit *hit, const Weighing *weighing, VocEvidence *evidence)
{
	char		entry[VOC_ENTRY_MAX];

	evidence->entry = voc_spell_term(hits, hit, entry) ? entry : NULL;
	evidence->rules = hit->rules | role_rule(hit->entry.role);
	if (hit->share != 0 && weighing->damping != 1)
		evidence->rules |= clause->question ? VOC_RULE(ASKED) : VOC_RULE(SUPPOSED);
	evidence->contribution = hit->share * weighing->damping * weighing->unit;
	tell(scorer, hits, evidence, hit->at, hit->at + hit->count);
}

/* The exclamation marks of a clause, as a token. */
static int
find_exclamation(const Hits *hits, const VocClause *clause)
{
	int			last = clause->first + clause->count - 1;

	for (int i = last; i >= clause->first; i--)
		if (mark_at(hits->chunk, i) == '!')
			return i;
	return last;
}

/*
 * Tell what a clause's score is made of, in the order of the text: what a
 * heading adds, its hits, and its exclamation marks.
 */
static void
explain_clause(const VocScorer *scorer, Hits *hits, int c, int first, int last,
			   const VocClauseScore *score, const Weighing *weighing)
{
	const VocClause *clause = &hits->chunk->clauses[c];
	int			end = clause->first + clause->count;
	int			mark = weighing->exclaimed != 0 ?
		find_exclamation(hits, clause) : end;
	VocEvidence evidence;

	if (first < last)
		voc_use_lexicon(hits, &voc_lexicons[hits->of[first].lexicon]);
	memset(&evidence, 0, sizeof(evidence));
	evidence.clause = scorer->clauses + c;
	evidence.score = score;
	if (weighing->headed != 0)
	{
		evidence.rules = VOC_RULE(HEADED);
		evidence.contribution = weighing->headed * weighing->unit;
		tell(scorer, hits, &evidence, clause->first, end);
	}
	for (int h = first; h <= last; h++)
	{
		if (mark < end && (h == last || hits->of[h].at > mark))
		{
			evidence.entry = NULL;
			evidence.rules = VOC_RULE(EXCLAIMED);
			evidence.contribution = weighing->exclaimed * weighing->unit;
			tell(scorer, hits, &evidence, mark, mark + 1);
			mark = end;
		}
		if (h < last)
			tell_hit(scorer, hits, clause, &hits->of[h], weighing, &evidence);
	}
}

static void
explain_chunk(const VocScorer *scorer, Hits *hits,
			  const VocClauseScore *scores, const Weighing *weighings)
{
	int			h = 0;

	for (int c = 0; c < hits->chunk->nclauses; c++)
	{
		const VocClause *clause = &hits->chunk->clauses[c];
		int			first = h;
		while (h < hits->count && hits->of[h].at < clause->first + clause->count)
			h++;
		explain_clause(scorer, hits, c, first, h, &scores[c], &weighings[c]);
	}
}

/* --------------------------------------------------------------------
 * Chunks
 * --------------------------------------------------------------------
 */

/* The tokens from clause first to before clause last. */
static int
count_tokens(const VocChunk *chunk, int first, int last)
{
	const VocClause *end = &chunk->clauses[last - 1];

	return end->first + end->count - chunk->clauses[first].first;
}

/* Those of them that are words. */
static int
count_words(const VocChunk *chunk, int first, int last)
{
	const VocToken *token = &chunk->tokens[chunk->clauses[first].first];
	int			words = 0;

	for (int left = count_tokens(chunk, first, last); left > 0; left--)
		words += token++->kind == VOC_TOKEN_WORD;
	return words;
}

/*
 * The lexicon of a sentence of which the text's own knows next to nothing,
 * when it is clearly in another language; else NULL.
 */
static const VocLexicon *
foreign_lexicon(const VocScorer *scorer, const Hits *hits, int first, int last)
{
	const VocChunk *chunk = hits->chunk;
	const VocClause *begin = &chunk->clauses[first];
	const VocClause *end = &chunk->clauses[last - 1];
	const VocLexicon *lexicon;
	const char *language;
	float		margin;

	language = voc_language_detect_tokens(chunk, begin->first,
										  end->first + end->count - begin->first,
										  hits->text, scorer->language,
										  &margin);
	if (language == NULL || margin < FOREIGN_MARGIN)
		return NULL;
	lexicon = voc_lexicon(language);
	return lexicon == voc_lexicons || lexicon == scorer->lexicon ? NULL : lexicon;
}

/* Look up the tokens of a sentence, the clauses from first to before last. */
static void
look_up_sentence(const VocScorer *scorer, Hits *hits, int first, int last)
{
	int			before = hits->count;
	const VocLexicon *foreign;
	int			words;

	for (int c = first; c < last; c++)
		voc_find_terms(hits, &hits->chunk->clauses[c]);

	if (scorer->given || (first == 0 && last == hits->chunk->nclauses &&
						  hits->chunk->last && scorer->clauses == 0))
		return;

	/* Most sentences have enough hits, however many of their tokens are words. */
	words = count_tokens(hits->chunk, first, last);
	if (words < FOREIGN_WORDS || (hits->count - before) * KNOWN_SHARE > words)
		return;
	words = count_words(hits->chunk, first, last);
	if (words < FOREIGN_WORDS || (hits->count - before) * KNOWN_SHARE > words ||
		(foreign = foreign_lexicon(scorer, hits, first, last)) == NULL)
		return;
	hits->count = before;
	voc_use_lexicon(hits, foreign);
	for (int c = first; c < last; c++)
		voc_find_terms(hits, &hits->chunk->clauses[c]);
	voc_use_lexicon(hits, scorer->lexicon);
}

/*
 * Does a contrast word part its clause in two?  One in the middle of a single
 * negation does not: "nebyl jsem však spokojený", "dobré to však není".
 */
static bool
parts(const Hits *hits, int h)
{
	const VocToken *tokens = hits->chunk->tokens;
	int			clause = tokens[hits->of[h].at].clause;
	bool		felt = false;
	bool		negated = false;
	int			last;

	for (int k = h - 1; k >= 0 && tokens[hits->of[k].at].clause == clause; k--)
	{
		felt |= voc_hit_feels(&hits->of[k]);
		negated |= hits->of[k].entry.role == VOC_ROLE_NEGATOR;
	}
	if (!felt)
		return !negated;

	/* The clause's last hit is a negator right behind the word. */
	last = h;
	while (last + 1 < hits->count &&
		   tokens[hits->of[last + 1].at].clause == clause)
		last++;
	return last == h || hits->of[last].entry.role != VOC_ROLE_NEGATOR ||
		hits->of[last].at > hits->of[h].at + 2;
}

/* Look up all tokens, then cut clauses at contrast words. */
static void
look_up(const VocScorer *scorer, Hits *hits)
{
	VocChunk   *chunk = hits->chunk;
	int			first = 0;

	hits->count = 0;
	for (int c = 0; c < chunk->nclauses; c++)
	{
		if (!chunk->clauses[c].sentence_end && c + 1 < chunk->nclauses)
			continue;
		look_up_sentence(scorer, hits, first, c + 1);
		first = c + 1;
	}
	for (int h = 0; h < hits->count; h++)
		if (hits->of[h].entry.role == VOC_ROLE_CONTRAST && parts(hits, h))
			voc_chunk_split(chunk, hits->of[h].at);
}

/*
 * A contrast word weighs its own clause up, and the clause before it in the
 * same sentence down.
 */
static void
weigh_contrast(const Hits *hits, int c, int first, int last,
			   VocClauseScore *scores)
{
	const VocChunk *chunk = hits->chunk;

	if (c == 0 || first == last ||
		hits->of[first].entry.role != VOC_ROLE_CONTRAST ||
		hits->of[first].at != chunk->clauses[c].first)
		return;
	scores[c].weight *= WEIGHT_AFTER_CONTRAST;
	if (!chunk->clauses[c - 1].sentence_end)
		scores[c - 1].weight *= WEIGHT_BEFORE_CONTRAST;
}

/* Does a clause, with these hits, say no more than "I hope"? */
static bool
only_supposes(const Hits *hits, const VocClause *clause, int first, int last)
{
	int			words = 0;

	for (int i = clause->first; i < clause->first + clause->count; i++)
		words += hits->chunk->tokens[i].kind == VOC_TOKEN_WORD;
	for (int h = first; h < last; h++)
	{
		if (hits->of[h].entry.role != VOC_ROLE_HYPOTHETICAL)
			return false;
		words -= hits->of[h].count;
	}
	return first < last && words == 0;
}

/*
 * Is a clause joined to the one before it, "I can't say, that it was good" or
 * "надеюсь, будет лучше"?  Then what that one negates or supposes is in this
 * one, if nothing in that was felt.  before is the first hit of the clause
 * before.
 */
static bool
is_joined(const Hits *hits, int c, int before, int first, int last)
{
	const VocChunk *chunk = hits->chunk;

	if (c == 0 || first == last || chunk->clauses[c - 1].sentence_end)
		return false;
	if (only_supposes(hits, &chunk->clauses[c - 1], before, first))
		return true;
	if (hits->of[first].entry.role != VOC_ROLE_THAT ||
		hits->of[first].at != chunk->clauses[c].first)
		return false;
	for (int h = before; h < first; h++)
		if (voc_hit_feels(&hits->of[h]))
			return false;
	return true;
}

static void
score_clauses(VocScorer *scorer, Hits *hits, VocClauseScore *scores)
{
	VocChunk   *chunk = hits->chunk;
	Weighing	weighings[VOC_CHUNK_TOKENS];
	int			first = 0;
	int			h = 0;

	for (int c = 0; c < chunk->nclauses; c++)
	{
		const VocClause *clause = &chunk->clauses[c];
		int			end = clause->first + clause->count;
		int			before = first;
		float		heading;

		first = h;

		while (h < hits->count && hits->of[h].at < end)
			h++;
		if (first < h)
			voc_use_lexicon(hits, &voc_lexicons[hits->of[first].lexicon]);
		heading = find_heading(scorer, hits, c, first, h);
		voc_weigh_clause(hits, clause,
						 is_joined(hits, c, before, first, h) ? before : first,
						 first, h, heading, &scores[c], &weighings[c]);
		weigh_contrast(hits, c, first, h, scores);
	}
	if (scorer->explain != NULL)
		explain_chunk(scorer, hits, scores, weighings);
}

/* Rounded so that sums of many of them are exact, in any order. */
static double
exactly(double amount)
{
	return rint(amount * 1048576) / 1048576;
}

static void
add_scores(VocSentimentSum *sum, const VocClauseScore *scores, int nclauses)
{
	for (int c = 0; c < nclauses; c++)
	{
		double		amount;

		if (!scores[c].scored)
			continue;
		amount = exactly((double) scores[c].weight * scores[c].score);
		sum->hits++;
		sum->weight += exactly(scores[c].weight);
		if (amount > 0)
			sum->positive += amount;
		else
			sum->negative -= amount;
	}
}

void
voc_scorer_begin(VocScorer *scorer, const char *language,
				 const VocLexicon *const *own)
{
	memset(scorer, 0, sizeof(*scorer));
	scorer->language = language;
	scorer->own = own;
	scorer->given = language != NULL;
	if (scorer->given)
		scorer->lexicon = voc_lexicon(language);
}

void
voc_scorer_explain(VocScorer *scorer, VocExplain explain, void *arg)
{
	scorer->explain = explain;
	scorer->explain_arg = arg;
}

void
voc_scorer_chunk(VocScorer *scorer, VocChunk *chunk, const char *text,
				 VocClauseScore *scores)
{
	Hits		hits;

	/* A long text is in the language of its first chunk. */
	if (scorer->lexicon == NULL)
	{
		scorer->language = voc_language_detect(chunk, text);
		scorer->lexicon = voc_lexicon_detected(scorer->language, chunk);
	}
	hits.owns = scorer->own;
	voc_use_lexicon(&hits, scorer->lexicon);
	hits.chunk = chunk;
	hits.text = text;
	hits.begun = scorer->clauses > 0;
	hits.all_caps = -1;
	look_up(scorer, &hits);
	score_clauses(scorer, &hits, scores);
	add_scores(&scorer->sum, scores, chunk->nclauses);
	scorer->clauses += chunk->nclauses;
}

/* --------------------------------------------------------------------
 * Texts
 * --------------------------------------------------------------------
 */

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
voc_scorer_end(const VocScorer *scorer, VocSentiment *result)
{
	const VocSentimentSum *sum = &scorer->sum;
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
