/*-------------------------------------------------------------------------
 *
 * coding_test.c
 *	  Patterns, code frames and the analysis of texts, outside the server.
 *
 * IDENTIFICATION
 *	  test/core/coding_test.c
 *
 *-------------------------------------------------------------------------
 */
#include "../../src/coding/analyze.h"
#include "../../src/coding/frame.h"
#include "../../src/coding/pattern.h"
#include "../../src/language/language.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int	failures;
static int	checks;

#define CHECK(condition) \
	do { \
		checks++; \
		if (!(condition)) \
		{ \
			printf("coding_test.c:%d: not true: %s\n", __LINE__, #condition); \
			failures++; \
		} \
	} while (0)

/* ---- memory ---- */

typedef struct Block
{
	struct Block *next;
	size_t		size;			/* and alignment for what follows */
} Block;

typedef struct Host
{
	Block	   *blocks;
	size_t		bytes;
} Host;

static void *
get_block(void *arg, size_t size)
{
	Host	   *host = arg;
	Block	   *block = malloc(sizeof(Block) + size);

	if (block == NULL)
		abort();
	block->next = host->blocks;
	host->blocks = block;
	host->bytes += size;
	return block + 1;
}

static void
free_blocks(Host *host)
{
	while (host->blocks != NULL)
	{
		Block	   *block = host->blocks;

		host->blocks = block->next;
		free(block);
	}
	host->bytes = 0;
}

/* ---- patterns ---- */

static VocChunk chunk;
static VocPatternTree tree;

static void
check_refused(const char *pattern, int position, const char *message)
{
	VocPatternError error;

	checks++;
	if (voc_pattern_parse(pattern, &chunk, &tree, &error))
		printf("not refused: %s\n", pattern);
	else if (error.position != position ||
			 strcmp(error.message, message) != 0 || error.hint == NULL)
		printf("%s: %d %s\n", pattern, error.position, error.message);
	else
		return;
	failures++;
}

static void
check_parsed(const char *pattern)
{
	VocPatternError error;

	checks++;
	if (!voc_pattern_parse(pattern, &chunk, &tree, &error))
		printf("%s: %d %s\n", pattern, error.position, error.message);
	else
		return;
	failures++;
}

static void
test_syntax(void)
{
	check_parsed("late");
	check_parsed("  late   ~3 deliver*  ");
	check_parsed("late~3deliver*");
	check_parsed("(late|delayed|two words) ~9 (a|b)");
	check_parsed("(a|(b|c d) e) f");
	check_parsed("!x a !(b|c dd*) ~2 e");
	check_parsed("a ~2 !x b");
	check_parsed("Wi-Fi don't 24/7");
	check_parsed("P\305\230\303\215LI\305\240 pozd\304\233");

	check_refused("", 0, "pattern has no word to look for");
	check_refused("!late", 0, "pattern has no word to look for");
	check_refused("*", 0, "a word is missing before \"*\"");
	check_refused("ab * c", 3, "a word is missing before \"*\"");
	check_refused("a*", 0, "stem is shorter than 2 characters");
	check_refused("ab*c", 3, "\"*\" is not at the end of a word");
	check_refused("ab**", 3, "\"*\" is not at the end of a word");
	check_refused("late. order", 0, "this is not one word");
	check_refused("order late,", 6, "this is not one word");
	check_refused("-late", 0, "this is not one word");
	check_refused("~2 a", 0, "gap does not follow a word");
	check_refused("a ~2 ~3 b", 5, "gap does not follow a word");
	check_refused("a ~2", 2, "no word after the gap");
	check_refused("a ~2 !b", 2, "no word after the gap");
	check_refused("a ~0 b", 2, "gap is not a number from 1 to 9");
	check_refused("a ~10 b", 2, "gap is not a number from 1 to 9");
	check_refused("a ~99999999999999999999 b", 2,
				  "gap is not a number from 1 to 9");
	check_refused("a ~ b", 2, "gap is not a number from 1 to 9");
	check_refused("a (b|c", 2, "\"(\" without \")\"");
	check_refused("a b)", 3, "\")\" without \"(\"");
	check_refused("a | b", 2, "\"|\" outside parentheses");
	check_refused("a (b||c)", 5, "alternative is empty");
	check_refused("a ()", 3, "alternative is empty");
	check_refused("a (b|c ~2) d", 7, "no word after the gap");
	check_refused("a (b|!c)", 5, "exclusion inside alternatives");
	check_refused("a !(b !c)", 6, "exclusion inside alternatives");
	check_refused("a ! b", 2, "a word is missing after \"!\"");
	check_refused("a !", 2, "a word is missing after \"!\"");
	check_refused("a !!", 2, "a word is missing after \"!\"");
	check_refused("a !!!b", 4, "a word is missing after \"!\"");

	check_parsed("a !(b ~2 c)");
	check_parsed("a & b c ~2 d & e");
	check_parsed("a&&b!!c&d !e");
	check_refused("& a", 0, "pattern has no word to look for");
	check_refused("a & ", 2, "a word is missing after \"&\"");
	check_refused("a && !b", 2, "a word is missing after \"&\"");
	check_refused("a &&& b", 2, "a word is missing after \"&\"");
	check_refused("a (b & c)", 5, "\"&\" inside alternatives");
}

static void
test_limits(void)
{
	char		text[4096];
	VocPatternError error;

	/* a word, and 1,000 bytes in all */
	memset(text, ' ', sizeof(text));
	text[0] = 'a';
	text[1000] = '\0';
	CHECK(voc_pattern_parse(text, &chunk, &tree, &error));
	text[1000] = ' ';
	text[1001] = '\0';
	check_refused(text, 1000, "pattern is longer than 1000 bytes");

	memset(text, 'x', 65);
	text[64] = '\0';
	for (int i = 0; i < 64; i++)
		text[i] = 'a' + i % 26;
	check_parsed(text);
	text[64] = 'x';
	text[65] = '\0';
	check_refused(text, 0, "word is longer than 64 bytes");

	check_parsed("(((a)))");
	check_refused("((((a))))", 3,
				  "parentheses are nested more than 3 deep");
	check_parsed("a b c d e f g h i j k l");
	check_refused("a b c d e f g h i j k l m", 24,
				  "pattern has more than 12 words in a row");
	strcpy(text, "(a");
	for (int i = 1; i < 64; i++)
		strcat(text, "|a");
	strcat(text, ")");
	check_parsed(text);
	text[strlen(text) - 1] = '\0';
	strcat(text, "|a)");
	check_refused(text, 129, "more than 64 alternatives");

	text[0] = '\0';
	for (int i = 0; i < 2; i++)
	{
		strcat(text, "(a");
		for (int j = 1; j < 64; j++)
			strcat(text, "|a");
		strcat(text, ") ");
	}
	check_refused(text, 201, "pattern has more than 200 parts");

	strcpy(text, "a");
	for (int i = 0; i < 16; i++)
		strcat(text, " !b");
	check_parsed(text);
	strcat(text, " & c");
	check_refused(text, 50, "pattern has more than 16 conditions");
}

/* ---- matching ---- */

static VocCodebook *
compile_for(Host *host, const VocPattern *patterns, int npatterns,
			const char *language)
{
	VocArena	arena;
	VocPatternError error;
	VocCodebook *codebook;
	int			bad;

	voc_arena_init(&arena, get_block, host);
	codebook = voc_codebook_compile(patterns, npatterns, language, NULL, &arena,
									&arena, &error, &bad);
	if (codebook == NULL)
	{
		printf("pattern %d refused: %s at %d in %s\n", bad, error.message,
			   error.position, patterns[bad].pattern);
		exit(1);
	}
	return codebook;
}

static VocCodebook *
compile(Host *host, const VocPattern *patterns, int npatterns)
{
	return compile_for(host, patterns, npatterns, NULL);
}

/* For analysis: the patterns of all languages, or those of each. */
typedef struct Frame
{
	Host	   *host;
	const VocPattern *patterns;
	int			npatterns;
	const char *languages[32];
	VocCodebook *codebooks[32];
	int			ncodebooks;
} Frame;

static const VocCodebook *
get_codebook(void *arg, const char *language)
{
	Frame	   *of = arg;

	for (int i = 0; i < of->ncodebooks; i++)
		if (of->languages[i] == language)
			return of->codebooks[i];
	of->languages[of->ncodebooks] = language;
	of->codebooks[of->ncodebooks] = compile_for(of->host, of->patterns,
												of->npatterns, language);
	return of->codebooks[of->ncodebooks++];
}

typedef struct HitArray
{
	VocHit	   *hits;
	int			nhits;
	int			maxhits;
} HitArray;

static void
keep_hit(const VocHit *hit, void *arg)
{
	HitArray   *array = arg;

	if (array->nhits < array->maxhits)
		array->hits[array->nhits++] = *hit;
}

/*
 * The number of hits in the chunk, and the first of them.
 */
static int
match(const VocCodebook *codebook, Host *host,
	  VocHit *into, int maxhits)
{
	HitArray	array;
	VocFacts	facts;
	VocArena	arena;

	voc_arena_init(&arena, get_block, host);
	array.hits = into;
	array.nhits = 0;
	array.maxhits = maxhits;
	voc_facts_begin(&facts, codebook, NULL, &arena);
	voc_codebook_scan(codebook, &chunk, &facts, keep_hit, &array);
	return array.nhits;
}

/*
 * Write the hits of one pattern in a text as "first-last", by token.
 */
static const char *
hits_of(const char *pattern, const char *text)
{
	static char list[1000];
	Host		host = {0};
	VocPattern	patterns[1];
	VocHit		hits[50];
	VocReader	reader;
	int			nhits;
	int			len = 0;

	patterns[0].kind = VOC_CODE_TOPIC;
	patterns[0].code = "t";
	patterns[0].language = "*";
	patterns[0].pattern = pattern;
	voc_reader_init(&reader, text, strlen(text), NULL);
	voc_reader_next(&reader, &chunk);
	nhits = match(compile(&host, patterns, 1), &host, hits, 50);
	list[0] = '\0';
	for (int i = 0; i < nhits; i++)
	{
		CHECK(strcmp(hits[i].code, "t") == 0);
		CHECK(hits[i].kind == VOC_CODE_TOPIC);
		CHECK(hits[i].clause == chunk.tokens[hits[i].first].clause);
		len += sprintf(list + len, "%s%d-%d", i > 0 ? " " : "", hits[i].first,
					   hits[i].last);
	}
	free_blocks(&host);
	return list;
}

#define HITS(pattern, text, expected) \
	do { \
		const char *got = hits_of(pattern, text); \
		checks++; \
		if (strcmp(got, expected) != 0) \
		{ \
			printf("coding_test.c:%d: hits %s\n", __LINE__, got); \
			failures++; \
		} \
	} while (0)

static void
test_matching(void)
{
	/* words and stems, in any spelling */
	HITS("late", "It was late", "2-2");
	HITS("late", "It was LATE and lateness", "2-2");
	HITS("late*", "latest lates late lat", "0-0 1-1 2-2");
	HITS("pozd\304\233", "dorazilo POZDE", "1-1");
	HITS("zpo\305\276d*", "zpozdeni i zpo\305\276d\304\233n\303\251",
		 "0-0 2-2");

	/* order and gaps */
	HITS("late order", "late order and order late", "0-1");
	HITS("late ~2 order", "late order, late a order, late a b order, "
		 "late a b c order", "0-1 3-5 7-10");
	HITS("a ~1 a ~1 b", "a a a b", "0-3 1-3");
	HITS("a ~1 b", "a b b b", "0-1 0-2");

	/* alternatives */
	HITS("(late|not on time) ~2 (order|deliver*)",
		 "late delivery, not on time the order, on time order",
		 "0-1 3-7");
	HITS("(a|(b|c d) e) f", "a f b e f c d e f c e f", "0-1 2-4 5-8");

	/* what is elided before a word */
	HITS("attente", "L\342\200\231attente, l'attente", "0-0 2-2");
	HITS("ordine", "dell'ordine", "0-0");
	HITS("(l'attente|attente)", "l'attente", "0-0");
	HITS("attente", "attente'l", "");

	/* exclusions hold in the whole clause, and only there */
	HITS("late !night", "late at night, late", "4-4");
	HITS("late !night", "night late, late night", "");
	HITS("late !(late night|too*)", "late night late, late, late tooth",
		 "4-4");
	HITS("!not late", "late, not late", "0-0");
	HITS("late !(at ~2 night)", "late at the night, late night at", "5-5");

	/* what has to be there too, before or behind */
	HITS("late & order", "order was late, late, late for the order",
		 "2-2 6-6");
	HITS("late & (order|parcel) & courier", "courier late order, late order",
		 "1-1");
	HITS("late ~1 is & the ~1 order", "late it is the big order", "0-2");
	HITS("late & order !not", "late order, not late order", "0-0");
	HITS("late & late", "late", "0-0");

	/* and in the whole text */
	HITS("late && order", "late. The order!", "0-0");
	HITS("late && order", "An order. Late", "3-3");
	HITS("late && (big order)", "late. A big, order", "");
	HITS("late !!order", "late. The order!", "");
	HITS("late !!order", "late. The parcel!", "0-0");
	HITS("late && order & night !!free", "late. late night. order", "2-2");
	HITS("late && order & night !!free", "late. late night. order free", "");

	/* never beyond a clause */
	HITS("late order", "late. order", "");
	HITS("late ~9 order", "late, order", "");

	/* what is between the words is no word unless it is one */
	HITS("late order", "late \"order\"", "0-2");
	HITS("late ~1 order", "late 3 order", "0-2");
}

/* Conditions on the clause hold beside others that are on the text. */
static void
test_conditions_together(void)
{
	static const VocPattern patterns[] = {
		{VOC_CODE_TOPIC, "with", "*", "price & late (on|at) (monday|friday)"},
		{VOC_CODE_TOPIC, "without", "*", "price !(late (on|at) (monday|friday))"},
		{VOC_CODE_TOPIC, "text", "*", "price !!never"}
	};
	static const char text[] = "price was late on monday";
	Host		host = {0};
	VocReader	reader;
	VocHit		hits[10];

	voc_reader_init(&reader, text, strlen(text), NULL);
	voc_reader_next(&reader, &chunk);
	CHECK(match(compile(&host, patterns, 2), &host, hits, 10) == 1);
	CHECK(strcmp(hits[0].code, "with") == 0);
	CHECK(match(compile(&host, patterns, 3), &host, hits, 10) == 2);
	CHECK(strcmp(hits[0].code, "with") == 0);
	CHECK(strcmp(hits[1].code, "text") == 0);
	free_blocks(&host);
}

static void
test_languages(void)
{
	static const VocPattern patterns[] = {
		{VOC_CODE_TOPIC, "all", "*", "late"},
		{VOC_CODE_TOPIC, "english", "en", "late"},
		{VOC_CODE_INTENT, "czech", "cs", "late"},
		{VOC_CODE_TOPIC, "all", "*", "order"}
	};
	Host		host = {0};
	VocCodebook *codebook = compile(&host, patterns, 4);
	VocReader	reader;
	VocHit		hits[10];

	voc_reader_init(&reader, "late order", 10, NULL);
	voc_reader_next(&reader, &chunk);
	CHECK(match(compile_for(&host, patterns, 4, "en"), &host, hits, 10) == 3);
	CHECK(strcmp(hits[0].code, "all") == 0);
	CHECK(strcmp(hits[1].code, "english") == 0);
	CHECK(hits[2].code == hits[0].code);
	CHECK(match(compile_for(&host, patterns, 4, "cs"), &host, hits, 10) == 3);
	CHECK(hits[1].kind == VOC_CODE_INTENT);
	CHECK(match(compile_for(&host, patterns, 4, "de"), &host, hits, 10) == 2);
	CHECK(match(codebook, &host, hits, 10) == 4);
	CHECK(match(codebook, &host, hits, 2) == 2);
	CHECK(match(codebook, &host, NULL, 0) == 0);
	free_blocks(&host);
}

static void
test_refused_frame(void)
{
	static const VocPattern patterns[] = {
		{VOC_CODE_TOPIC, "a", "*", "late"},
		{VOC_CODE_TOPIC, "b", "*", "late )"}
	};
	Host		host = {0};
	VocArena	arena;
	VocPatternError error;
	int			bad = -1;

	voc_arena_init(&arena, get_block, &host);
	CHECK(voc_codebook_compile(patterns, 2, NULL, NULL, &arena, &arena, &error,
							   &bad) == NULL);
	CHECK(bad == 1);
	CHECK(error.position == 5);
	CHECK(voc_codebook_compile(patterns, 0, NULL, NULL, &arena, &arena, &error,
							   &bad) != NULL);
	free_blocks(&host);
}

/* ---- many patterns against a matcher that knows no better ---- */

static uint64_t random_state = 42;

static int
random_below(int n)
{
	random_state = random_state * UINT64_C(6364136223846793005) +
		UINT64_C(1442695040888963407);
	return (int) ((random_state >> 33) % n);
}

/* Words that begin alike, so that chains of stems occur. */
static const char *const words[] = {
	"aa", "aab", "aabc", "aabcd", "ab", "abb", "b", "ba", "bab", "c", "cd"
};

#define NWORDS	((int) (sizeof(words) / sizeof(words[0])))

typedef struct Slot
{
	int			gap;
	int			nbranches;
	char		branches[3][2][8];	/* one or two terms each */
} Slot;

typedef struct Naive
{
	char		text[400];
	int			nslots;
	Slot		slots[4];
	int			nexcluded;
	char		excluded[2][8];
} Naive;

static void
random_term(char *term)
{
	strcpy(term, words[random_below(NWORDS)]);
	if (strlen(term) > 1 && random_below(3) == 0)
		strcat(term, "*");
}

static void
random_pattern(Naive *naive)
{
	char	   *p = naive->text;

	naive->nslots = 1 + random_below(4);
	for (int i = 0; i < naive->nslots; i++)
	{
		Slot	   *slot = &naive->slots[i];

		slot->gap = i > 0 && random_below(2) ? 1 + random_below(3) : 0;
		slot->nbranches = 1 + random_below(3);
		if (slot->gap > 0)
			p += sprintf(p, " ~%d", slot->gap);
		p += sprintf(p, slot->nbranches > 1 ? " (" : " ");
		for (int j = 0; j < slot->nbranches; j++)
		{
			random_term(slot->branches[j][0]);
			slot->branches[j][1][0] = '\0';
			if (slot->nbranches > 1 && random_below(3) == 0)
				random_term(slot->branches[j][1]);
			p += sprintf(p, "%s%s %s", j > 0 ? "|" : "",
						 slot->branches[j][0], slot->branches[j][1]);
		}
		p += sprintf(p, slot->nbranches > 1 ? ")" : "");
	}
	naive->nexcluded = random_below(4) == 0 ? 1 + random_below(2) : 0;
	for (int i = 0; i < naive->nexcluded; i++)
	{
		random_term(naive->excluded[i]);
		p += sprintf(p, " !%s", naive->excluded[i]);
	}
}

static bool
naive_term(const char *term, const VocToken *token)
{
	char		norm[VOC_NORM_MAX];
	size_t		len = strlen(term);
	bool		stem = term[len - 1] == '*';

	len = voc_normalize(term, stem ? len - 1 : len, norm);
	return (stem ? token->norm_len >= len : token->norm_len == len) &&
		memcmp(token->norm, norm, len) == 0;
}

/*
 * Mark all tokens at which the slots from slot on can end, slot beginning at
 * token at.
 */
static void
naive_match(const Naive *naive, int slot, int at, int end, bool *lasts)
{
	for (int j = 0; j < naive->slots[slot].nbranches; j++)
	{
		const char (*branch)[8] =
			(const char (*)[8]) naive->slots[slot].branches[j];
		int			len = branch[1][0] != '\0' ? 2 : 1;
		bool		fits = at + len <= end;

		for (int k = 0; k < len && fits; k++)
			fits = naive_term(branch[k], &chunk.tokens[at + k]);
		if (!fits)
			continue;
		if (slot + 1 == naive->nslots)
			lasts[at + len - 1] = true;
		else
			for (int gap = 0; gap <= naive->slots[slot + 1].gap; gap++)
				if (at + len + gap < end)
					naive_match(naive, slot + 1, at + len + gap, end, lasts);
	}
}

#define NPATTERNS	300
#define MAXHITS		20000

static Naive naives[NPATTERNS];
static char codes[NPATTERNS][8];
static bool found[NPATTERNS][VOC_CHUNK_TOKENS][VOC_CHUNK_TOKENS];
static VocHit hits[MAXHITS];

/*
 * Take from found what one pattern matches, counting what was not there.
 */
static int
naive_hits(const Naive *naive, int pattern)
{
	int			missed = 0;

	for (int c = 0; c < chunk.nclauses; c++)
	{
		int			first = chunk.clauses[c].first;
		int			end = first + chunk.clauses[c].count;
		bool		out = false;

		/* the end mark, if any, is no word */
		while (end > first && chunk.tokens[end - 1].kind == VOC_TOKEN_MARK)
			end--;
		for (int i = first; i < end; i++)
			for (int j = 0; j < naive->nexcluded; j++)
				out = out || naive_term(naive->excluded[j], &chunk.tokens[i]);
		for (int i = first; i < end && !out; i++)
		{
			bool		lasts[VOC_CHUNK_TOKENS] = {false};

			naive_match(naive, 0, i, end, lasts);
			for (int j = i; j < end; j++)
			{
				if (lasts[j] && !found[pattern][i][j])
					missed++;
				if (lasts[j])
					found[pattern][i][j] = false;
			}
		}
	}
	return missed;
}

static void
test_against_naive(void)
{
	VocPattern	patterns[NPATTERNS];
	long		total = 0;

	for (int round = 0; round < 30; round++)
	{
		Host		host = {0};
		VocCodebook *codebook;
		VocReader	reader;
		char		text[2000];
		int			len = 0;
		int			nhits;

		for (int i = 0; i < NPATTERNS; i++)
		{
			random_pattern(&naives[i]);
			sprintf(codes[i], "%d", i);
			patterns[i].kind = VOC_CODE_TOPIC;
			patterns[i].code = codes[i];
			patterns[i].language = "*";
			patterns[i].pattern = naives[i].text;
		}
		codebook = compile(&host, patterns, NPATTERNS);
		for (int i = 0; i < 60; i++)
			len += sprintf(text + len, "%s%s", words[random_below(NWORDS)],
						   random_below(12) == 0 ? ", " : " ");
		voc_reader_init(&reader, text, len, NULL);
		voc_reader_next(&reader, &chunk);
		nhits = match(codebook, &host, hits, MAXHITS);
		CHECK(nhits < MAXHITS);
		total += nhits;
		memset(found, 0, sizeof(found));
		for (int i = 0; i < nhits; i++)
		{
			found[atoi(hits[i].code)][hits[i].first][hits[i].last] = true;
			CHECK(i == 0 || hits[i - 1].first <= hits[i].first);
		}
		for (int i = 0; i < NPATTERNS; i++)
			CHECK(naive_hits(&naives[i], i) == 0);
		/* and nothing was found that is not there */
		CHECK(memchr(found, true, sizeof(found)) == NULL);
		free_blocks(&host);
	}
	CHECK(total > 1000);
}

/*
 * Gaps that can be filled in very many ways must not take very long: this
 * would be 10 ** 11 ways for each word.
 */
static void
test_many_ways(void)
{
	static const VocPattern patterns[] = {
		{VOC_CODE_TOPIC, "a", "*",
		"aa ~9 aa ~9 aa ~9 aa ~9 aa ~9 aa ~9 aa ~9 aa ~9 aa ~9 aa ~9 aa ~9 b"}
	};
	Host		host = {0};
	VocCodebook *codebook = compile(&host, patterns, 1);
	VocReader	reader;
	char		text[2000] = "";

	for (int i = 0; i < 300; i++)
		strcat(text, "aa ");
	voc_reader_init(&reader, text, strlen(text), NULL);
	voc_reader_next(&reader, &chunk);
	CHECK(match(codebook, &host, hits, MAXHITS) == 0);
	free_blocks(&host);
}

/* ---- analysis ---- */

static const VocPattern frame[] = {
	{VOC_CODE_TOPIC, "delivery", "*", "deliver*"},
	{VOC_CODE_TOPIC, "staff", "*", "staff"},
	{VOC_CODE_INTENT, "churn", "*", "never again"}
};

static VocAnalysis
analyze(Host *host, const char *text, size_t len)
{
	Frame		of = {.host = host, .patterns = frame, .npatterns = 3};
	VocCodebooks codebooks = {get_codebook, &of};
	VocArena	arena;
	VocAnalysis result;

	voc_arena_init(&arena, get_block, host);
	voc_analyze(text, len, "en", NULL, &codebooks, NULL, &arena, &result);
	return result;
}

static const VocCodebook *
same_codebook(void *arg, const char *language)
{
	(void) language;
	return arg;
}

/* A finer topic stands instead of a broader one, in its clause. */
static void
test_instead(void)
{
	static const VocPattern patterns[] = {
		{VOC_CODE_TOPIC, "price", "*", "(dear|cheap)"},
		{VOC_CODE_TOPIC, "food.price", "*", "(dear|cheap) & menu"},
		{VOC_CODE_TOPIC, "menu", "*", "menu"}
	};
	static const VocInstead instead[] = {
		{"food.price", "price"}, {"nosuch", "price"}, {"menu", "nosuch"},
		{"menu", "food.price"}, {"food.price", "menu"}, {"menu", "menu"}
	};
	static const char text[] = "A dear menu. A cheap room. Menu!";
	Host		host = {0};
	VocCodebook *codebook = compile(&host, patterns, 3);
	VocCodebooks codebooks = {same_codebook, codebook};
	VocArena	arena;
	VocAnalysis a;

	voc_arena_init(&arena, get_block, &host);
	voc_codebook_set_instead(codebook, instead, 6, &arena, &arena);
	voc_analyze(text, strlen(text), "en", NULL, &codebooks, NULL, &arena, &a);
	CHECK(a.nopinions == 4);
	CHECK(strcmp(a.opinions[0].topic, "food.price") == 0);
	CHECK(strcmp(a.opinions[1].topic, "menu") == 0);
	CHECK(strcmp(a.opinions[2].topic, "price") == 0);
	CHECK(strcmp(a.opinions[3].topic, "menu") == 0);
	CHECK(a.ntopics == 3);
	free_blocks(&host);
}

static void
test_analysis(void)
{
	Host		host = {0};
	VocAnalysis a = analyze(&host, "", 0);

	CHECK(a.ntopics == 0 && a.nintents == 0 && a.nopinions == 0);
	CHECK(!a.has_sentiment && a.value == 0);
	CHECK(strcmp(a.language, "en") == 0);

	a = analyze(&host, "Delivery, delivery and STAFF. Never again! staff", 48);
	CHECK(a.ntopics == 2);
	CHECK(strcmp(a.topics[0], "delivery") == 0);
	CHECK(strcmp(a.topics[1], "staff") == 0);
	CHECK(a.nintents == 1);
	CHECK(strcmp(a.intents[0], "churn") == 0);
	CHECK(a.nopinions == 4);
	CHECK(a.opinions[0].char_start == 0 && a.opinions[0].char_len == 8);
	CHECK(a.opinions[2].char_start == 23 && a.opinions[2].char_len == 5);
	CHECK(a.opinions[3].topic == a.topics[1]);
	CHECK(a.opinions[3].char_start == 43);

	/* twice in a clause is one opinion */
	a = analyze(&host, "delivery delivery delivered", 27);
	CHECK(a.nopinions == 1);
	free_blocks(&host);
}

static void
test_opinion_sentiment(void)
{
	Host		host = {0};
	VocAnalysis a;

	a = analyze(&host, "The delivery was terrible. The staff was excellent.",
				51);
	CHECK(a.nopinions == 2);
	CHECK(a.opinions[0].has_sentiment && a.opinions[0].sentiment < 0);
	CHECK(a.opinions[1].has_sentiment && a.opinions[1].sentiment > 0);

	/* a bare verdict beside it counts, another sentence does not */
	a = analyze(&host, "The delivery, terrible!", 23);
	CHECK(a.nopinions == 1 && a.opinions[0].sentiment < 0);
	a = analyze(&host, "Terrible, that delivery.", 24);
	CHECK(a.nopinions == 1 && a.opinions[0].sentiment < 0);
	a = analyze(&host, "That was the delivery. Terrible!", 32);
	CHECK(a.nopinions == 1 && !a.opinions[0].has_sentiment);
	/* nor does what is said of another topic, or at length */
	a = analyze(&host, "The delivery, staff terrible!", 29);
	CHECK(a.nopinions == 2 && !a.opinions[0].has_sentiment);
	CHECK(a.opinions[1].sentiment < 0);
	free_blocks(&host);
}

/*
 * A long text has a bounded number of opinions, and none is lost.
 */
static void
test_long_text(void)
{
	Host		host = {0};
	VocAnalysis a;
	const char *sentence = "The delivery was terrible. ";
	size_t		len = strlen(sentence);
	char	   *text = malloc(len * 5000 + 20);

	for (int i = 0; i < 5000; i++)
		memcpy(text + i * len, sentence, len);
	strcpy(text + 5000 * len, "The staff was there");
	a = analyze(&host, text, strlen(text));
	CHECK(a.nopinions == VOC_OPINIONS_APART + 1);
	CHECK(a.opinions[999].has_sentiment);
	CHECK(fabs(a.opinions[999].sentiment - a.opinions[0].sentiment) < 1e-5);
	CHECK(strcmp(a.opinions[1000].topic, "staff") == 0);
	CHECK(a.ntopics == 2);
	CHECK(a.opinions[1000].char_start == 5000 * len + 4);
	free(text);
	free_blocks(&host);
}

/* ---- the frame that comes with the library ---- */

typedef struct Coded
{
	const char *language;		/* or NULL to detect it */
	const char *text;
	const char *topics;			/* all of them, in order, with a space after */
	const char *intents;		/* the same */
} Coded;

static const Coded coded[] = {
	{"en", "The parcel arrived two days late.", "delivery.late ", ""},
	{"en", "Delivery was on time!", "delivery.late ", ""},
	{"en", "The box was crushed.", "delivery.damaged ", ""},
	{"en", "I am not leaving before the rain stops.", "", ""},
	{"en", "We are leaving for another provider.", "", "churn "},
	{"en", "Please call me back today.", "", "request callback "},
	{"en", "Nobody called me back.", "support.followup ", ""},
	{"cs", "Bal\303\255k p\305\231i\305\241el pozd\304\233.",
	"delivery.late ", ""},
	{"cs", "Balik prisel pozde.", "delivery.late ", ""},
	{"cs", "Mil\303\241 obsluha.", "staff.attitude ", "praise "},
	{"cs", "P\305\231ech\303\241z\303\255m ke konkurenci.",
	"experience.comparison ", "churn "},
	{"cs", "Odch\303\241z\303\255m s vy\305\231e\305\241enou "
	"v\304\233c\303\255.", "support.resolution ", ""},
	{"cs", "P\305\231echod od jin\303\251ho oper\303\241tora.", "", ""},
	{"pl", "Faktura jest b\305\202\304\231dna.", "billing.error ", ""},
	{"pl", "Sk\305\202adam wypowiedzenie.", "contract.cancellation ",
	"churn "},
	{"ru", "\320\234\320\265\320\264\320\273\320\265\320\275\320\275\321\213"
		"\320\271 \320\270\320\275\321\202\320\265\321\200\320\275\320\265"
	"\321\202.", "network.coverage ", ""},
	{"bg", "\320\222\321\201\320\270\321\207\320\272\320\276 \320\265 "
		"\321\201\320\272\321\212\320\277\320\276.", "price.value ", ""}
};

static void
list(char *line, const char **codes, int ncodes)
{
	line[0] = '\0';
	for (int i = 0; i < ncodes; i++)
	{
		strcat(line, codes[i]);
		strcat(line, " ");
	}
}

/*
 * The sentiment of a text by the steps that voc.sentiment() takes.
 */
static VocSentiment
sentiment_of(const char *text)
{
	VocClauseScore scores[VOC_CHUNK_TOKENS];
	VocScorer	scorer;
	VocSentiment result;
	VocReader	reader;

	voc_reader_init(&reader, text, strlen(text), NULL);
	voc_scorer_begin(&scorer, NULL, NULL);
	while (voc_reader_next(&reader, &chunk))
		voc_scorer_chunk(&scorer, &chunk, text, scores);
	voc_scorer_end(&scorer, &result);
	return result;
}

/* The generic frame, and nframes - 1 of the others. */
static Frame
builtin_frames(Host *host, int nframes)
{
	static VocPattern patterns[50000];
	Frame		of = {.host = host, .patterns = patterns};

	for (int i = 0; i < nframes; i++)
	{
		const VocFrame *builtin = &voc_builtin_frames[i];

		CHECK(of.npatterns + builtin->npatterns <= 50000);
		voc_frame_patterns(builtin, patterns + of.npatterns);
		of.npatterns += builtin->npatterns;
	}
	return of;
}

static void
test_builtin(void)
{
	Host		host = {0};
	Frame		of = builtin_frames(&host, 1);
	VocCodebooks codebooks = {get_codebook, &of};
	VocArena	arena;

	voc_arena_init(&arena, get_block, &host);
	for (size_t i = 0; i < sizeof(coded) / sizeof(coded[0]); i++)
	{
		const char *text = coded[i].text;
		VocAnalysis a;
		char		line[1000];

		voc_analyze(text, strlen(text), coded[i].language, NULL, &codebooks, NULL,
					&arena, &a);
		list(line, a.topics, a.ntopics);
		CHECK(strcmp(line, coded[i].topics) == 0);
		if (strcmp(line, coded[i].topics) != 0)
			printf("topics of \"%s\": %s\n", text, line);
		list(line, a.intents, a.nintents);
		CHECK(strcmp(line, coded[i].intents) == 0);
		if (strcmp(line, coded[i].intents) != 0)
			printf("intents of \"%s\": %s\n", text, line);
	}
	free_blocks(&host);
}

/* ---- the frames of the library: how broad they are ---- */

static const char *const frame_languages[] = {
	"bg", "cs", "de", "en", "es", "fr", "it", "pl", "ru", "sk", "uk"
};

#define NFRAME_LANGUAGES \
	((int) (sizeof(frame_languages) / sizeof(frame_languages[0])))

/* A topic that has parts needs no patterns. */
static bool
has_parts(const VocFrame *builtin, const char *code)
{
	const char *at = builtin->rows;
	VocFrameRow row;
	size_t		len = strlen(code);

	while (voc_frame_next(builtin, &at, &row))
		if (strncmp(row.code, code, len) == 0 && row.code[len] == '.')
			return true;
	return false;
}

static int
count_rows(const VocFrame *builtin, VocFrameRowKind kind, const char *code,
		   const char *key)
{
	const char *at = builtin->rows;
	VocFrameRow row;
	int			n = 0;

	while (voc_frame_next(builtin, &at, &row))
		n += row.kind == kind &&
			(code == NULL || strcmp(row.code, code) == 0) &&
			(key == NULL || strcmp(row.key, key) == 0);
	return n;
}

static void
check_breadth(const VocFrame *builtin, bool generic)
{
	const char *at = builtin->rows;
	VocFrameRow row;
	int			nleaves = 0;

	while (voc_frame_next(builtin, &at, &row))
	{
		bool		leaf;

		if (row.kind != VOC_FRAME_TOPIC && row.kind != VOC_FRAME_CRITICAL)
			continue;
		leaf = !has_parts(builtin, row.code);
		nleaves += leaf;
		for (int i = 0; i < NFRAME_LANGUAGES; i++)
		{
			bool		titled = count_rows(builtin, VOC_FRAME_TITLE, row.code,
											frame_languages[i]) == 1;
			bool		met = !leaf ||
				count_rows(builtin, VOC_FRAME_TOPIC_PATTERN, row.code,
						   frame_languages[i]) >= 4;

			CHECK(titled && met);
			if (!titled || !met)
				printf("%s %s %s\n", builtin->name, row.code,
					   frame_languages[i]);
		}
	}
	CHECK(nleaves >= (generic ? 40 : 15));
	for (int i = 0; i < NFRAME_LANGUAGES; i++)
	{
		bool		first = strstr("en cs pl ru bg", frame_languages[i]) != NULL;
		int			n = count_rows(builtin, VOC_FRAME_TOPIC_PATTERN, NULL,
								   frame_languages[i]);

		CHECK(n >= nleaves * (first ? 12 : 6));
		if (n < nleaves * (first ? 12 : 6))
			printf("%s %s: %d patterns of %d topics\n", builtin->name,
				   frame_languages[i], n, nleaves);
	}
}

static void
test_breadth(void)
{
	static const char *const intents[] = {
		"churn", "complaint", "request", "question", "praise", "purchase",
		"callback", "safety_or_legal"
	};

	CHECK(voc_builtin_nframes == 5);
	for (int i = 0; i < voc_builtin_nframes; i++)
		check_breadth(&voc_builtin_frames[i], i == 0);
	for (size_t i = 0; i < sizeof(intents) / sizeof(intents[0]); i++)
		for (int j = 0; j < NFRAME_LANGUAGES; j++)
			CHECK(count_rows(&voc_builtin_frames[0], VOC_FRAME_INTENT_PATTERN,
							 intents[i], frame_languages[j]) >= 4);
}

/*
 * The analysis feels about a text as the sentiment functions do, also when
 * its language cannot be told.
 */
static void
test_same_sentiment(void)
{
	static const char *const texts[] = {
		"", "super!!", "ok", "\360\237\230\241", "great", "skv\304\233le",
		"fatalnie", "\321\203\320\266\320\260\321\201",
		"The staff was great and very friendly.",
		"Great phone but the battery is terrible.",
		"Hrozn\303\241 obsluha, jsem zklaman\303\275"
	};
	Host		host = {0};
	Frame		of = builtin_frames(&host, 1);
	VocCodebooks codebooks = {get_codebook, &of};
	VocArena	arena;
	int			untold = 0;

	voc_arena_init(&arena, get_block, &host);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
	{
		VocSentiment wanted = sentiment_of(texts[i]);
		VocAnalysis a;

		voc_analyze(texts[i], strlen(texts[i]), NULL, NULL, &codebooks, NULL, &arena,
					&a);
		CHECK(a.has_sentiment == wanted.scored);
		CHECK(a.sentiment == wanted.score);
		CHECK(a.label == wanted.label);
		CHECK(a.value == wanted.value);
		untold += a.language == NULL && a.has_sentiment;
	}
	/* or the test would not have tested much */
	CHECK(untold > 0);
	free_blocks(&host);
}

int
main(void)
{
	test_syntax();
	test_limits();
	test_matching();
	test_conditions_together();
	test_languages();
	test_refused_frame();
	test_against_naive();
	test_many_ways();
	test_instead();
	test_analysis();
	test_opinion_sentiment();
	test_long_text();
	test_builtin();
	test_breadth();
	test_same_sentiment();
	printf("coding_test: %d passed, %d failed\n", checks - failures, failures);
	return failures > 0;
}
