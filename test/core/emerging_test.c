/*-------------------------------------------------------------------------
 *
 * emerging_test.c
 *	  Unit tests of the counting of words and phrases.
 *
 * The oracle counts words that are numbered, so that nothing is shared with
 * what it tests but the text.
 *
 * IDENTIFICATION
 *	  test/core/emerging_test.c
 *
 *-------------------------------------------------------------------------
 */
#include "../../src/coding/emerging.h"

#include "check.h"

#define WORDS		24
#define TERMS		(WORDS + WORDS * WORDS)
#define COMMENTS	1500
#define LONGEST		6

/* ---- memory, as the server has it: all of an arena goes at once ---- */

typedef struct Block
{
	struct Block *next;
	double		room[];
} Block;

typedef struct Memory
{
	Block	   *current;
	Block	   *previous;
} Memory;

static void *
grow(void *host, size_t size)
{
	Memory	   *memory = host;
	Block	   *block = malloc(sizeof(Block) + size);

	if (block == NULL)
		abort();
	block->next = memory->current;
	memory->current = block;
	return block->room;
}

static void
free_blocks(Block *block)
{
	while (block != NULL)
	{
		Block	   *next = block->next;

		free(block);
		block = next;
	}
}

static VocArena
begin(void *host)
{
	Memory	   *memory = host;
	VocArena	arena;

	memory->previous = memory->current;
	memory->current = NULL;
	voc_arena_init(&arena, grow, memory);
	return arena;
}

static void
end(void *host)
{
	Memory	   *memory = host;

	free_blocks(memory->previous);
	memory->previous = NULL;
}

static Memory forever;
static const VocStops *stops;
static VocChunk chunk;

static void
init(VocCounts *counts, Memory *memory, uint32_t most)
{
	VocCountsHost host = {begin, end, memory};

	memset(memory, 0, sizeof(*memory));
	voc_counts_init(counts, host, stops, most);
}

static void
count(VocCounts *counts, const char *comment, bool recent, int64_t id)
{
	voc_counts_take(counts, comment, strlen(comment), recent, id, &chunk, NULL);
}

static const VocCounted *
find(const VocCounts *counts, const char *key)
{
	const VocCounted *term;
	uint32_t	at = 0;

	while ((term = voc_counts_next(counts, &at)) != NULL)
		if (term->key_len == strlen(key) && memcmp(term->bytes, key, term->key_len) == 0)
			return term;
	return NULL;
}

/* The keys of a comment's terms in order, with "/" between. */
static const char *
terms_of(const char *comment)
{
	static char all[4096];
	const char *keys[64];
	int			n = 0;
	Memory		memory;
	VocCounts	counts;
	const VocCounted *term;
	uint32_t	at = 0;

	init(&counts, &memory, 1000);
	count(&counts, comment, true, 1);
	while ((term = voc_counts_next(&counts, &at)) != NULL)
	{
		static char room[64][256];
		size_t		len = voc_norm_utf8(term->bytes, term->key_len, room[n]);
		int			i = n;

		room[n][len] = '\0';
		for (; i > 0 && strcmp(keys[i - 1], room[n]) > 0; i--)
			keys[i] = keys[i - 1];
		keys[i] = room[n++];
	}
	all[0] = '\0';
	for (int i = 0; i < n; i++)
	{
		strcat(all, i > 0 ? "/" : "");
		strcat(all, keys[i]);
	}
	free_blocks(memory.current);
	return all;
}

/* ---- what a term is ---- */

static void
test_terms(void)
{
	check_str(terms_of(""), "");
	check_str(terms_of("the and of it"), "");
	check_str(terms_of("The battery is swollen, see www.example.com or @shop 😡"),
			  "battery/battery is swollen/see/swollen");
	check_str(terms_of("Battery, swollen"), "battery/swollen");
	check_str(terms_of("swollen battery SWOLLEN BATTERY"),
			  "battery/battery swollen/battery swollen battery/"
			  "swollen/swollen battery/swollen battery swollen");
	check_str(terms_of("15 of 20"), "");
	check_str(terms_of("2023 2024"), "");
	check_str(terms_of("error 503"), "error/error 503");
	check_str(terms_of("no 4G here"), "4 g/no/no 4/no 4 g");
	check_str(terms_of("x y z"), "");
	check_str(terms_of("not delivered"), "delivered/not/not delivered");
	check_str(terms_of("Přišla pozdě"), "pozde/prisla/prisla pozde");
	check_str(terms_of("Это была ошибка"), "ошибка");
	check_str(terms_of("Ёлка и ель"), "елка/елка и ель/ель");
	check(voc_is_stop(stops, "the", 3) && voc_is_stop(stops, "protoze", 7));
	check(!voc_is_stop(stops, "not", 3) && !voc_is_stop(stops, "die", 3) &&
		  !voc_is_stop(stops, "war", 3) && !voc_is_stop(stops, "ne", 2));
}

/* ---- what is shown of it ---- */

static void
check_spelling(const VocCounted *term, const char *spelt)
{
	char		got[256];
	size_t		len = term->spelt_len > 0 ? term->spelt_len : term->key_len;

	memcpy(got, term->bytes + (term->spelt_len > 0 ? term->key_len : 0), len);
	got[len] = '\0';
	check_str(got, spelt);
}

static void
test_examples(void)
{
	Memory		memory;
	VocCounts	counts;

	init(&counts, &memory, 1000);
	count(&counts, "a swollen battery", false, 1);
	check_spelling(find(&counts, "swollen battery"), "swollen battery");
	count(&counts, "SWOLLEN <b>BATTERY</b> and again swollen battery", true, 9);
	check_spelling(find(&counts, "swollen battery"), "SWOLLEN BATTERY");
	count(&counts, "Swollen \t Battery", true, 7);
	count(&counts, "sWollen bAttery", true, 8);
	count(&counts, "Swóllen", false, 2);
	check_spelling(find(&counts, "swollen battery"), "Swollen Battery");
	check_int(find(&counts, "swollen battery")->recent, 3);
	check_int(find(&counts, "swollen battery")->earlier, 1);
	check_int(find(&counts, "swollen battery")->id, 7);
	check_int(find(&counts, "swollen")->earlier, 2);
	count(&counts, "no Number", true, VOC_NO_ID);
	count(&counts, "no NUMBER", true, VOC_NO_ID);
	check_spelling(find(&counts, "number"), "NUMBER");
	free_blocks(memory.current);
}

/* ---- counting, against a twin ---- */

static uint64_t seed = 42;

static unsigned
next_random(unsigned below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned) (seed >> 33) % below;
}

static int	said[COMMENTS][LONGEST];
static int	said_len[COMMENTS];
static int64_t truth[TERMS];

/* Words of which the first is a hundred times as frequent as the last. */
static void
make_comments(void)
{
	memset(truth, 0, sizeof(truth));
	for (int c = 0; c < COMMENTS; c++)
	{
		bool		seen[TERMS] = {false};

		said_len[c] = 1 + (int) next_random(LONGEST);
		for (int i = 0; i < said_len[c]; i++)
		{
			int			word = (int) (next_random(WORDS) * next_random(WORDS) / WORDS);

			said[c][i] = word;
			seen[word] = true;
			if (i > 0)
				seen[WORDS + said[c][i - 1] * WORDS + word] = true;
		}
		for (int t = 0; t < TERMS; t++)
			truth[t] += seen[t];
	}
}

static void
count_comment(VocCounts *counts, int c)
{
	char		text[256] = "";

	for (int i = 0; i < said_len[c]; i++)
	{
		char		word[16];

		snprintf(word, sizeof(word), "%sz%cz", i > 0 ? " " : "", 'a' + said[c][i]);
		strcat(text, word);
	}
	count(counts, text, c % 2 == 0, c);
}

/* Counts are never too high, and too low by no more than is said. */
static void
check_counts(const VocCounts *counts)
{
	int			wrong = 0;

	for (int t = 0; t < TERMS; t++)
	{
		char		key[16];
		const VocCounted *term;

		if (t < WORDS)
			snprintf(key, sizeof(key), "z%cz", 'a' + t);
		else
			snprintf(key, sizeof(key), "z%cz z%cz", 'a' + (t - WORDS) / WORDS, 'a' + (t - WORDS) % WORDS);
		term = find(counts, key);
		if (term == NULL)
			wrong += truth[t] > counts->forgotten;
		else
			wrong += term->recent + term->earlier > truth[t] || term->missed < 0 ||
				term->recent + term->earlier + term->missed < truth[t];
	}
	check_int(wrong, 0);
}

static void
test_counting(void)
{
	static const uint32_t most[] = {1u << 20, 300, 150, 50};

	for (int round = 0; round < 8; round++)
	{
		Memory		memory;
		VocCounts	counts;

		make_comments();
		init(&counts, &memory, most[round % 4]);
		for (int c = 0; c < COMMENTS; c++)
		{
			count_comment(&counts, c);
			if (counts.nterms > counts.most)
				check_int(counts.nterms, counts.most);
		}
		check_counts(&counts);
		if (round % 4 == 0)
			check_int(counts.forgotten, 0);
		else
			check(counts.forgotten > 0);
		free_blocks(memory.current);
	}
}

/* Parts that are counted apart and merged in any order. */
static void
test_merging(void)
{
	static const uint32_t most[] = {1u << 20, 200, 60};

	for (int round = 0; round < 6; round++)
	{
		Memory		memory[4];
		VocCounts	counts[4];

		make_comments();
		for (int p = 0; p < 4; p++)
			init(&counts[p], &memory[p], most[round % 3] / (p == 2 ? 2 : 1));
		for (int c = 0; c < COMMENTS; c++)
			count_comment(&counts[next_random(3)], c);
		for (int p = 0; p < 3; p++)
		{
			const VocCounted *term;
			uint32_t	at = 0;
			int			from = (p + round) % 3;

			voc_counts_forget(&counts[3], counts[from].forgotten);
			while ((term = voc_counts_next(&counts[from], &at)) != NULL)
				voc_counts_add(&counts[3], term, term->missed - counts[from].forgotten);
		}
		check_counts(&counts[3]);
		for (int p = 0; p < 4; p++)
			free_blocks(memory[p].current);
	}
}

/* ---- finding ---- */

static int	found[16];
static int	nfound;

static void
note(void *host, int64_t number)
{
	(void) host;
	found[nfound++] = (int) number;
}

static void
test_finding(void)
{
	Memory		memory;
	VocCounts	counts;
	const char *said_here = "My Swollen  battery, again: swollen battery of the swollen phone";

	init(&counts, &memory, UINT32_MAX);
	check(voc_counts_know(&counts, "phone", 5, 1, &chunk));
	check(voc_counts_know(&counts, "SWOLLEN battery", 15, 2, &chunk));
	check(voc_counts_know(&counts, "swollen battery", 15, 3, &chunk));
	check(voc_counts_know(&counts, "lamp", 4, 4, &chunk));
	check(!voc_counts_know(&counts, "", 0, 5, &chunk));
	check(!voc_counts_know(&counts, "the", 3, 6, &chunk));
	check(!voc_counts_know(&counts, "one, two", 8, 7, &chunk));
	check(!voc_counts_know(&counts, "four words in it", 16, 8, &chunk));
	voc_counts_find(&counts, said_here, strlen(said_here), &chunk, NULL, note, NULL);
	check_int(nfound, 2);
	check_int(found[0], 2);
	check_int(found[1], 1);
	free_blocks(memory.current);
}

/* ---- log-odds: worked out with Python's decimal module, 40 digits ---- */

static void
test_log_odds(void)
{
	VocLogOdds	odds = voc_log_odds(12, 300, 0, 3000, 300);

	check_near(odds.log_odds, 4.21138382692564, 1e-12);
	check_near(odds.z, 4.221819282457751, 1e-12);
	check_near(odds.p, 1.2116918753556e-05, 1e-15);
	odds = voc_log_odds(20, 300, 300, 3000, 50);
	check_near(odds.log_odds, -0.3737178283568421, 1e-12);
	check_near(odds.z, -1.724492581089351, 1e-12);
	check_near(odds.p, 0.9576905214398, 1e-12);
	check(voc_log_odds(30, 300, 300, 3000, 300).log_odds == 0.0);
	check(voc_log_odds(0, 300, 0, 3000, 300).z == 0.0);
	check(voc_log_odds(300, 300, 3000, 3000, 300).p == 0.5);
	check(isfinite(voc_log_odds(300, 300, 0, 3000, 1e-3).z));
}

int
main(void)
{
	VocArena	arena = begin(&forever);

	stops = voc_stops_build(&arena);
	test_terms();
	test_examples();
	test_counting();
	test_merging();
	test_finding();
	test_log_odds();
	free_blocks(forever.current);
	return check_end("emerging");
}
