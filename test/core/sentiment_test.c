/*-------------------------------------------------------------------------
 *
 * sentiment_test.c
 *	  Unit tests of the scorer, on the built-in lexicons.
 *
 * The words used are such that no lexicon could value them otherwise; what is
 * tested is what the rules make of them.
 *
 * IDENTIFICATION
 *	  test/core/sentiment_test.c
 *
 *-------------------------------------------------------------------------
 */
#include "sentiment.h"

#include "check.h"
#include "lexicon.h"

static VocChunk chunk;
static VocClauseScore scores[VOC_CHUNK_TOKENS];

static VocSentiment
judge(const char *language, const char *text)
{
	VocScorer	scorer;
	VocSentiment result;
	VocReader	reader;

	voc_reader_init(&reader, text, strlen(text), NULL);
	voc_scorer_begin(&scorer, language, NULL);
	while (voc_reader_next(&reader, &chunk))
	{
		voc_scorer_chunk(&scorer, &chunk, text, scores);
		/* The chunk stays for a closer look. */
		if (chunk.last)
			break;
	}
	voc_scorer_end(&scorer, &result);
	return result;
}

static float
score(const char *language, const char *text)
{
	return judge(language, text).score;
}

static const char *
label(const char *language, const char *text)
{
	return voc_label_name(judge(language, text).label);
}

static void
test_labels(void)
{
	check_str(label("en", "The staff was great and friendly."), "positive");
	check_str(label("en", "Terrible, the worst service."), "negative");
	check_str(label("en", "The table is brown."), NULL);
	check_str(label("cs", "Skvělá obsluha"), "positive");
	check_str(label("cs", "skvela obsluha"), "positive");
	check_str(label("cs", "Hrozná obsluha"), "negative");
	check_str(label("pl", "Okropna obsługa"), "negative");
	check_str(label("ru", "Ужасное обслуживание"), "negative");
	check_str(label("bg", "Отлично обслужване"), "positive");
	check_str(label("en", ""), NULL);
}

static void
test_values(void)
{
	check_int(judge("en", "").value, 0);
	check_int(judge("en", "terrible, awful, horrible!!!").value, 1);
	check_int(judge("en", "absolutely excellent, perfect!!!").value, 5);
	check(judge("en", "excellent").value > judge("en", "terrible").value);
}

static void
test_negation(void)
{
	check(score("en", "good") > 0);
	check(score("en", "not good") < 0);
	check(score("en", "It is not at all good") < 0);
	check(score("en", "not good") > score("en", "terrible"));
	check(score("en", "bad") < 0);
	check(score("en", "not bad") > score("en", "bad"));
	check(score("en", "not bad") < score("en", "good"));
	/* A comma ends the reach. */
	check(score("en", "not today, good") > 0);
	/* Two negators are none in English, one in Czech. */
	check(score("cs", "není dobrá") < 0);
	check(score("cs", "nikdy není dobrá") < 0);
	/* Who goes along with a prefixed negation does not turn it round ... */
	check(score("cs", "Nikdo mi neodpověděl") < 0);
	check(score("cs", "Nikdy mě nezklamali") > 0);
	check(score("pl", "nikt nie odbiera") < 0);
	check(score("bg", "никой не помага") < 0);
	/* ... but another prefixed word does. */
	check(score("cs", "není nespokojený") > score("cs", "nespokojený"));
	check(score("pl", "nie jestem niezadowolony") > score("pl", "niezadowolony"));
}

static void
test_degree(void)
{
	check(score("en", "very good") > score("en", "good"));
	check(score("en", "slightly bad") > score("en", "bad"));
	check(score("en", "very bad") < score("en", "bad"));
	check(score("cs", "velmi dobrý") > score("cs", "dobrý"));
}

static void
test_extremes(void)
{
	check(score("ru", "невероятная наглость") < score("ru", "наглость"));
	check(score("en", "terrible quality") < 0);
	/* A hope reaches over a comma. */
	check(score("ru", "Надеюсь, будет отлично") < score("ru", "будет отлично") / 2);
}

static void
test_emphasis(void)
{
	check(score("en", "good!") > score("en", "good"));
	check(score("en", "good!!!") > score("en", "good!"));
	check_near(score("en", "good!!!!!!!!!"), score("en", "good!!!!"), 1e-9);
	check(score("en", "this is GOOD") > score("en", "this is good"));
	check_near(score("en", "THIS IS GOOD"), score("en", "this is good"), 1e-9);
	check(score("en", "sooooo goooood") > 0);
}

static void
test_contrast(void)
{
	check(score("en", "great phone but terrible battery") < 0);
	check(score("en", "terrible battery but great phone") > 0);
	judge("en", "great phone but terrible battery");
	check_int(chunk.nclauses, 2);
	check(scores[0].score > 0);
	check(scores[1].score < 0);
	check(scores[1].weight > scores[0].weight);
	check_str(label("en", "The food was good. The waiter was bad."), "mixed");
	/* In the middle of a negation it parts nothing, whatever comes after. */
	check(score("cs", "Dobré to však není.") < 0);
	judge("cs", "Dobré to však není. Obsluha byla dobrá.");
	check(scores[0].score < 0);
	check(scores[1].score > 0);
	/* Thanks are not for another place. */
	check(score("en", "They do it better elsewhere thanks") <
		  score("en", "thanks"));
	check(score("en", "elsewhere thanks") > 0);
}

static void
test_moods(void)
{
	check(score("en", "Is it good?") < score("en", "It is good."));
	check(score("en", "it would be great") < score("en", "it is great"));
}

static void
test_emoji(void)
{
	check(score(NULL, "👍") > 0);
	check(score(NULL, "😡") < 0);
	check_near(score(NULL, "👍🏽"), score(NULL, "👍"), 1e-9);
	check_near(score(NULL, ":-)"), score(NULL, ":)"), 1e-9);
	check(score(NULL, ":-(") < 0);
	check(score("cs", "balík 😡") < 0);
	check(score("xx", "❤️") > 0);
	check(score(NULL, "👍👍") > score(NULL, "👍"));
	check(score(NULL, "👍👍") < 2 * score(NULL, "👍"));
	/* VADER's squash of one emoji of +2.0. */
	check_near(score(NULL, "👍"), 2.0 / sqrt(2.0 * 2.0 + 15), 1e-6);
}

/* All of a long text counts, and what is added twice weighs the same. */
static void
test_long_text(void)
{
	static char text[100000];
	size_t		len = 0;

	for (int i = 0; i < 4000; i++)
		len += (size_t) sprintf(text + len, "good food. ");
	check_near(score("en", text), score("en", "good food."), 1e-6);
	check_str(label("en", text), "positive");
}

/* A sentence in another language than its text is scored in its own. */
static void
test_mixed_languages(void)
{
	VocSentiment mixed = judge(NULL, "The staff was very kind and helpful. "
							   "Pokoj byl bohužel špinavý a smrděl cigaretami.");

	check(scores[0].score > 0);
	check_near(scores[1].score,
			   score("cs", "Pokoj byl bohužel špinavý a smrděl cigaretami."), 1e-6);
	check_str(voc_label_name(mixed.label), "mixed");
	/* Told the language, everything is in that. */
	judge("en", "The staff was very kind and helpful. "
		  "Pokoj byl bohužel špinavý a smrděl cigaretami.");
	check(!scores[1].scored || scores[1].score > -0.5f);
	check(score(NULL, "Доставка пришла вовремя, очень доволен. "
				"The courier was friendly and polite too.") > 0);
	check(scores[chunk.nclauses - 1].score > 0);
}

/* What the explainer told, as "word>entry" with a space between. */
static char told[1000];
static const char *told_text;

static void
hear(const VocEvidence *evidence, void *arg)
{
	size_t		len = strlen(told);
	const char *from = told_text;
	const char *to;

	(void) arg;
	for (uint32_t i = 0; i < evidence->char_start; i++)
		do
			from++;
		while ((*from & 0xC0) == 0x80);
	to = from;
	for (uint32_t i = 0; i < evidence->char_len; i++)
		do
			to++;
		while ((*to & 0xC0) == 0x80);
	snprintf(told + len, sizeof(told) - len, "%s%.*s>%s", len > 0 ? " " : "",
			 (int) (to - from), from,
			 evidence->entry != NULL ? evidence->entry : "-");
}

static const char *
explain(const char *language, const char *text)
{
	VocScorer	scorer;
	VocReader	reader;

	told[0] = '\0';
	told_text = text;
	voc_reader_init(&reader, text, strlen(text), NULL);
	voc_scorer_begin(&scorer, language, NULL);
	voc_scorer_explain(&scorer, hear, NULL);
	while (voc_reader_next(&reader, &chunk))
		voc_scorer_chunk(&scorer, &chunk, text, scores);
	return told;
}

/* Words are where they are said to be, and found by what is said. */
static void
test_explanations(void)
{
	check_str(explain("en", "Nothing here"), "Nothing>nothing");
	check_str(explain("en", "😀 good!"), "😀>😀 good>good !>-");
	check_str(explain("en", "goood"), "goood>good");
	check_str(explain("en", "It is 7/10"), "7/10>-");
	check_str(explain("de", "Herbstausfall"), "Herbstausfall>ausfall");
	check_str(explain("cs", "Skvělá, nechutná"), "Skvělá>skvel* nechutná>nechutn*");
	check_str(explain("ru", "Ужасно"), "Ужасно>ужас*");
	check_str(explain("en", "The table is brown."), "");
}

static void
test_lexicon(void)
{
	check(voc_nlexicons > 1);
	check_str(voc_lexicon(NULL)->language, "");
	check_str(voc_lexicon("cs")->language, "cs");
	check_str(voc_lexicon("zz")->language, "");
	for (int i = 0; i < voc_nlexicons; i++)
	{
		VocEntry	entry = {VOC_ROLE_STOP, 0};

		check_int(voc_lexicon_word(&voc_lexicons[i], ":)", 2, &entry), 1);
		check_int(entry.role, VOC_ROLE_VALENCE);
		check(entry.amount > 0);
		check_int(voc_lexicon_word(&voc_lexicons[i], "xqzxq", 5, &entry), 0);
		check_int(voc_lexicon_word(&voc_lexicons[i], "", 0, &entry), 0);
	}
	check_int(voc_entry_role(voc_entry_pack(VOC_ROLE_STOP, 0)), VOC_ROLE_STOP);
	check_near(voc_entry_amount(voc_entry_pack(VOC_ROLE_VALENCE, -400)), -4, 0);
	check_near(voc_entry_amount(voc_entry_pack(VOC_ROLE_VALENCE, 130)), 1.3, 1e-6);
}

/* --------------------------------------------------------------------
 * The filter lets through whatever begins a term
 * --------------------------------------------------------------------
 */

/* A word that begins a term, as far as the trie was followed. */
typedef struct Beginning
{
	const VocLexicon *lexicon;
	char		norm[VOC_NORM_MAX + VOC_NORM_UNIT];
	size_t		len;
	long		words;
} Beginning;

/* Do what each does with the children of a node. */
static void
for_children(Beginning *b, uint32_t node,
			 void (*each) (Beginning *b, uint32_t child, unsigned char label))
{
	const VocTrieUnit *units = b->lexicon->units;

	for (int label = 1; label < 256; label++)
	{
		uint32_t	child;

		if ((node & VOC_TRIE_IN_TAIL) != 0)
			label = (int) voc_trie_tail(units, node);
		child = voc_trie_step(units, node, (unsigned char) label);
		if (child != 0)
			each(b, child, (unsigned char) label);
		if ((node & VOC_TRIE_IN_TAIL) != 0)
			return;
	}
}

static bool
may_begin(const Beginning *b, const char *second)
{
	return (voc_filter_may_begin(b->lexicon->filter, voc_norm_eight(b->norm),
								 voc_norm_eight(second)) & 1) != 0;
}

/* A phrase goes on with a second word that starts with this letter. */
static void
check_second(Beginning *b, uint32_t node, unsigned char first)
{
	char		second[8] = {(char) first};

	if (first == VOC_TRIE_VALUE)
	{
		check(may_begin(b, "zzzzzzz"));
		check(voc_lexicon_may_have(b->lexicon, b->norm, b->len));
		return;
	}
	for (int label = VOC_TRIE_FIRST; label < 256; label++)
		if (voc_trie_step(b->lexicon->units, node, (unsigned char) label) != 0)
		{
			second[1] = (char) label;
			check(may_begin(b, second));
		}
	second[1] = '\0';
	if (voc_trie_step(b->lexicon->units, node, VOC_LEXICON_EXACT) != 0)
		check(may_begin(b, second));
}

static void
check_beginning(Beginning *b, uint32_t node, unsigned char label)
{
	static const char *const more[] = {"", "a", "ing", "\x84\x85\x86", "\xC3\xB0"};

	if (label >= VOC_TRIE_FIRST)
	{
		b->norm[b->len++] = (char) label;
		for_children(b, node, check_beginning);
		b->norm[--b->len] = '\0';
		return;
	}
	b->words++;
	if (label == VOC_LEXICON_EXACT)
	{
		for_children(b, node, check_second);
		return;
	}
	for (size_t i = 0; i < sizeof(more) / sizeof(more[0]); i++)
	{
		memcpy(b->norm + b->len, more[i], strlen(more[i]));
		check(may_begin(b, "zzzzzzz"));
		check(voc_lexicon_may_have(b->lexicon, b->norm, b->len + strlen(more[i])));
		memset(b->norm + b->len, 0, strlen(more[i]));
	}
}

static void
test_filter(void)
{
	for (int i = 0; i < voc_nlexicons; i++)
	{
		Beginning	b = {.lexicon = &voc_lexicons[i]};

		for_children(&b, VOC_TRIE_ROOT, check_beginning);
		check(b.words > (i == 0 ? 100 : 1500));
	}
}

int
main(void)
{
	test_labels();
	test_values();
	test_negation();
	test_degree();
	test_extremes();
	test_emphasis();
	test_contrast();
	test_moods();
	test_emoji();
	test_long_text();
	test_mixed_languages();
	test_explanations();
	test_lexicon();
	test_filter();
	return check_end("sentiment");
}
