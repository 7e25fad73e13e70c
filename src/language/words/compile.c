/*-------------------------------------------------------------------------
 *
 * compile.c
 *	  Turns the table of what tells languages apart into C source, at build
 *	  time.
 *
 *		compile words.tsv > words_data.c
 *
 * IDENTIFICATION
 *	  src/language/words/compile.c
 *
 *-------------------------------------------------------------------------
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../text/host/host.h"
#include "../../text/text.h"
#include "../words.h"

#define PIECES_MOST		65536	/* of a script */
#define WORDS_MOST		32768
#define SLOTS_PER_100	102		/* slots for a hundred keys */

/* Weights of a piece or word, without the offset that the library's have. */
typedef struct Row
{
	uint64_t	key;
	int			weights[VOC_LANGUAGES_MOST];
} Row;

typedef struct Word
{
	VocScript	script;
	char		norm[VOC_NORM_MAX + 16];
	size_t		len;
	unsigned char letters[VOC_LETTERS_MAX];
	int			nletters;
	int			weights[VOC_LANGUAGES_MOST];	/* its own */
	uint64_t	key;
} Word;

static const char *const languages[VOC_NSCRIPTS][VOC_LANGUAGES_MOST] =
VOC_LANGUAGES;

static VocTable table;
static Row	pieces[VOC_NSCRIPTS][PIECES_MOST];
static uint32_t npieces[VOC_NSCRIPTS];
static Word words[WORDS_MOST];
static uint32_t nwords;
static Row	sums[WORDS_MOST];

static int
count_languages(int script)
{
	int			n = 0;

	while (n < VOC_LANGUAGES_MOST && languages[script][n] != NULL)
		n++;
	return n;
}

/* The script whose languages a line names, in their order. */
static int
parse_languages(char *names)
{
	char	   *name = strtok(names, " ");
	int			script = 0;
	int			n = 0;

	while (script < VOC_NSCRIPTS && name != NULL &&
		   strcmp(languages[script][0], name) != 0)
		script++;
	if (script < VOC_NSCRIPTS)
	{
		while (name != NULL && n < count_languages(script) &&
			   strcmp(languages[script][n], name) == 0)
		{
			n++;
			name = strtok(NULL, " ");
		}
		if (name == NULL && n == count_languages(script))
			return script;
	}
	voc_host_error(table.path, table.line, "not the languages of words.h");
	return -1;
}

/* The key of a letter with a diacritic or of a pair with one; 0 if it is none. */
static uint64_t
parse_typed(const char *piece)
{
	const unsigned char *p = (const unsigned char *) piece;
	const unsigned char *end = p + strlen(piece);
	uint32_t	cp[2] = {0, 0};
	bool		typed = false;
	int			n = 0;

	while (p < end)
	{
		if (n == 2)
			return 0;
		p += voc_utf8_decode(p, end, &cp[n]);
		typed |= cp[n] >= 0x80;
		n++;
	}
	if (!typed || (cp[0] >= 0x400 && cp[0] < 0x530) ||
		(cp[1] >= 0x400 && cp[1] < 0x530))
		return 0;
	return n == 1 ? voc_typed_key(0, cp[0]) : voc_typed_key(cp[0], cp[1]);
}

/*
 * Spell a piece, or a word between ^ and $, as normal forms do.  Each letter
 * is turned into its normal form by itself, for a piece of a word is no word.
 */
static bool
parse_letters(const char *piece, Word *word)
{
	const unsigned char *p = (const unsigned char *) piece;
	const unsigned char *end = p + strlen(piece);

	while (p < end)
	{
		unsigned char one[VOC_LETTERS_MAX];
		char		norm[VOC_NORM_MAX];
		uint32_t	cp;
		int			bytes = voc_utf8_decode(p, end, &cp);
		size_t		len = 1;

		one[1] = (unsigned char) cp;
		norm[0] = (char) cp;
		if (cp != '\'' && cp != '-' && cp != '^' && cp != '$')
		{
			len = voc_normalize((const char *) p, (size_t) bytes, norm);
			if (len == 0 || voc_word_letters(norm, len, one) != 3)
				return false;
		}
		if (word->nletters == VOC_LETTERS_MAX ||
			word->len + len > VOC_NORM_MAX)
			return false;
		word->letters[word->nletters++] = one[1];
		if (cp != '^' && cp != '$')
		{
			memcpy(word->norm + word->len, norm, len);
			word->len += len;
		}
		p += bytes;
	}
	return word->nletters >= 2;
}

static void
parse_weights(const char *signs, int script, int *weights)
{
	int			n = count_languages(script);

	if ((int) strlen(signs) != n)
	{
		voc_host_error(table.path, table.line, "there are %d languages", n);
		return;
	}
	for (int i = 0; i < n; i++)
	{
		if (signs[i] >= '1' && signs[i] <= '7')
			weights[i] = signs[i] - '0';
		else if (signs[i] >= 'a' && signs[i] <= 'h')
			weights[i] = 'a' - 1 - signs[i];
		else if (signs[i] != '.')
			voc_host_error(table.path, table.line, "no such weight: \"%c\"",
						   signs[i]);
	}
}

static void
check_room(uint32_t n, uint32_t most)
{
	if (n < most)
		return;
	voc_host_error(table.path, table.line, "too many lines");
	exit(1);
}

static Row *
new_piece(int script, uint64_t key)
{
	Row		   *piece;

	check_room(npieces[script], PIECES_MOST);
	piece = &pieces[script][npieces[script]++];
	piece->key = key;
	return piece;
}

/* A word by its letters between ^ and $; NULL if it is none. */
static Word *
new_word(int script, const char *name)
{
	Word	   *word;

	check_room(nwords, WORDS_MOST);
	word = &words[nwords];
	memset(word, 0, sizeof(*word));
	if (!parse_letters(name, word) || word->letters[0] != '^' ||
		word->letters[word->nletters - 1] != '$')
	{
		voc_host_error(table.path, table.line, "not a word: \"%s\"", name);
		return NULL;
	}
	word->script = (VocScript) script;
	word->key = voc_word_key(word->norm, word->len);
	nwords++;
	return word;
}

/* A line of a piece, or of a whole word. */
static void
parse_line(int script, const char *name, const char *signs)
{
	uint64_t	key = parse_typed(name);
	Word		letters;
	Word	   *word;

	memset(&letters, 0, sizeof(letters));
	if (key != 0)
		parse_weights(signs, script, new_piece(script, key)->weights);
	else if (!parse_letters(name, &letters))
		voc_host_error(table.path, table.line, "not a piece: \"%s\"", name);
	else if (letters.nletters <= VOC_PIECE_MAX)
	{
		key = voc_piece_key(letters.letters, letters.nletters);
		parse_weights(signs, script, new_piece(script, key)->weights);
	}
	else if ((word = new_word(script, name)) != NULL)
		parse_weights(signs, script, word->weights);
}

/* A line of words. */
static void
parse_words(int script, char *list)
{
	for (char *name = strtok(list, " "); name != NULL; name = strtok(NULL, " "))
	{
		char		whole[VOC_HOST_LINE];

		snprintf(whole, sizeof(whole), "^%s$", name);
		new_word(script, whole);
	}
}

/* --------------------------------------------------------------------
 * Adding up
 * --------------------------------------------------------------------
 */

static int
compare_rows(const void *a, const void *b)
{
	uint64_t	x = ((const Row *) a)->key;
	uint64_t	y = ((const Row *) b)->key;

	return x < y ? -1 : x > y;
}

/* One word of a key: a line of its own comes before one in a list. */
static int
compare_words(const void *a, const void *b)
{
	const Word *x = a;
	const Word *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	for (int i = 0; i < VOC_LANGUAGES_MOST; i++)
		if ((x->weights[i] != 0) != (y->weights[i] != 0))
			return x->weights[i] != 0 ? -1 : 1;
	return 0;
}

static void
drop_doubles(void)
{
	uint32_t	kept = 0;

	qsort(words, nwords, sizeof(words[0]), compare_words);
	for (uint32_t i = 0; i < nwords; i++)
		if (kept == 0 || words[kept - 1].key != words[i].key)
			words[kept++] = words[i];
	nwords = kept;
	for (int s = 0; s < VOC_NSCRIPTS; s++)
	{
		qsort(pieces[s], npieces[s], sizeof(Row), compare_rows);
		for (uint32_t i = 1; i < npieces[s]; i++)
			if (pieces[s][i].key == pieces[s][i - 1].key)
				voc_host_error(table.path, table.line, "a piece is there twice");
	}
}

/* Add the weights of a word's pieces to its own. */
static void
add_up(const Word *word, Row *sum)
{
	uint64_t	keys[VOC_KEYS_MAX];
	int			nkeys = voc_word_keys(word->letters, word->nletters, keys);

	sum->key = word->key;
	memcpy(sum->weights, word->weights, sizeof(sum->weights));
	for (int i = 0; i < nkeys; i++)
	{
		Row			wanted = {.key = keys[i]};
		const Row  *piece = bsearch(&wanted, pieces[word->script],
									npieces[word->script], sizeof(Row),
									compare_rows);

		for (int k = 0; piece != NULL && k < VOC_LANGUAGES_MOST; k++)
			sum->weights[k] += piece->weights[k];
	}
}

/* --------------------------------------------------------------------
 * Writing
 * --------------------------------------------------------------------
 */

static const Row **buckets;		/* keys, those of a bucket together */
static uint32_t *firsts;		/* by bucket, and one more */
static const VocKeys *sorted;	/* for compare_buckets */

static int
compare_buckets(const void *a, const void *b)
{
	uint32_t	x = *(const uint32_t *) a;
	uint32_t	y = *(const uint32_t *) b;
	uint32_t	nx = firsts[x + 1] - firsts[x];
	uint32_t	ny = firsts[y + 1] - firsts[y];

	return nx != ny ? (nx < ny ? 1 : -1) : (x < y ? -1 : x > y);
}

static int
compare_key_buckets(const void *a, const void *b)
{
	uint32_t	x = voc_key_bucket(sorted,
								   voc_key_hash((*(const Row *const *) a)->key));
	uint32_t	y = voc_key_bucket(sorted,
								   voc_key_hash((*(const Row *const *) b)->key));

	return x < y ? -1 : x > y;
}

/* Find slots that are free for all keys of a bucket. */
static bool
move_bucket(const VocKeys *keys, uint32_t bucket, uint32_t move,
			const Row **slots)
{
	uint32_t	i;

	for (i = firsts[bucket]; i < firsts[bucket + 1]; i++)
	{
		uint32_t	slot = voc_key_slot(keys, voc_key_hash(buckets[i]->key), move);

		if (slots[slot] != NULL)
			break;
		slots[slot] = buckets[i];
	}
	if (i == firsts[bucket + 1])
		return true;
	while (i-- > firsts[bucket])
		slots[voc_key_slot(keys, voc_key_hash(buckets[i]->key), move)] = NULL;
	return false;
}

/*
 * Give each key a slot: those of the largest buckets first, while there is
 * much room.
 */
static void
place(const Row *rows, uint32_t n, VocKeys *keys, uint16_t *moves,
	  const Row **slots)
{
	uint32_t   *order = malloc(keys->nbuckets * sizeof(*order));

	buckets = malloc(n * sizeof(*buckets));
	firsts = calloc(keys->nbuckets + 1, sizeof(*firsts));
	for (uint32_t i = 0; i < n; i++)
	{
		buckets[i] = &rows[i];
		firsts[voc_key_bucket(keys, voc_key_hash(rows[i].key)) + 1]++;
	}
	for (uint32_t b = 0; b < keys->nbuckets; b++)
	{
		firsts[b + 1] += firsts[b];
		order[b] = b;
	}
	sorted = keys;
	qsort(buckets, n, sizeof(*buckets), compare_key_buckets);
	qsort(order, keys->nbuckets, sizeof(*order), compare_buckets);
	for (uint32_t b = 0; b < keys->nbuckets; b++)
	{
		uint32_t	move = 0;

		while (!move_bucket(keys, order[b], move, slots))
			if (++move > UINT16_MAX)
			{
				fprintf(stderr, "%s: no slots for all keys\n", table.path);
				exit(1);
			}
		moves[order[b]] = (uint16_t) move;
	}
	free(order);
	free(buckets);
	free(firsts);
}

static void
print_numbers(const char *name, const char *what, const uint16_t *numbers,
			  size_t n)
{
	printf("static const uint16_t %s_%s[] = {", name, what);
	for (size_t i = 0; i < n; i++)
		printf("%s%u,", i % 12 == 0 ? "\n" : " ", numbers[i]);
	printf("\n};\n\n");
}

/* Four bits of each language, the lowest ones first. */
static void
pack_weights(const Row *row, uint16_t *packed)
{
	for (int k = 0; k < VOC_LANGUAGES_MOST; k++)
		packed[k / 4] |= (uint16_t) ((row->weights[k] + VOC_WEIGHT_ZERO) <<
									 k % 4 * VOC_WEIGHT_BITS);
}

/* A byte of each language, in the order of words.h. */
static void
pack_sums(const Row *row, uint16_t *packed)
{
	for (int k = 0; k < VOC_LANGUAGES_MOST; k++)
	{
		int			sum = row->weights[k];

		sum = sum < -VOC_SUM_ZERO ? -VOC_SUM_ZERO : sum;
		sum = sum > 255 - VOC_SUM_ZERO ? 255 - VOC_SUM_ZERO : sum;
		packed[k / 2 % 2 * 4 + k / 4] |= (uint16_t) ((sum + VOC_SUM_ZERO) <<
													 k % 2 * 8);
	}
}

/*
 * Place the rows and print their keys and what is in the slots, size numbers
 * of 16 bits each.
 */
static void
print_rows(const Row *rows, uint32_t n, const char *name, size_t size,
		   void (*pack) (const Row *row, uint16_t *packed), VocKeys *keys)
{
	uint16_t   *moves;
	uint16_t   *packed;
	const Row **slots;

	keys->nbuckets = n / VOC_KEYS_PER_BUCKET + 1;
	keys->nslots = (uint32_t) (n * (uint64_t) SLOTS_PER_100 / 100) + 1;
	moves = calloc(keys->nbuckets, sizeof(*moves));
	packed = calloc(keys->nslots * size, sizeof(*packed));
	slots = calloc(keys->nslots, sizeof(*slots));
	place(rows, n, keys, moves, slots);
	for (uint32_t i = 0; i < keys->nslots; i++)
	{
		uint16_t	row[1 + VOC_LANGUAGES_MOST] = {0};

		if (slots[i] == NULL)
			continue;
		row[0] = voc_key_mark(voc_key_hash(slots[i]->key));
		pack(slots[i], row + 1);
		memcpy(packed + i * size, row, size * sizeof(*packed));
	}
	print_numbers(name, "moves", moves, keys->nbuckets);
	print_numbers(name, "rows", packed, keys->nslots * size);
	free(moves);
	free(packed);
	free(slots);
}

static void
print_table(const char *name, const VocKeys *keys)
{
	printf("{{%s_moves, %u, %u}, %s_rows}", name, (unsigned) keys->nbuckets,
		   (unsigned) keys->nslots, name);
}

int
main(int argc, char **argv)
{
	VocKeys		keys[VOC_NSCRIPTS];
	VocKeys		words_keys;
	int			script = -1;

	if (argc != 2)
	{
		fprintf(stderr, "usage: compile FILE\n");
		return 2;
	}
	voc_table_open(&table, argv[1]);
	while (voc_table_row(&table))
	{
		if (table.nfields != 2)
			voc_host_error(table.path, table.line, "a line has two fields");
		else if (strcmp(table.field[0], "languages") == 0)
			script = parse_languages(table.field[1]);
		else if (script < 0)
			voc_host_error(table.path, table.line, "of what languages?");
		else if (strcmp(table.field[0], "frequent") == 0)
			parse_words(script, table.field[1]);
		else
			parse_line(script, table.field[0], table.field[1]);
	}
	drop_doubles();
	if (voc_host_errors() > 0)
		return 1;
	for (uint32_t i = 0; i < nwords; i++)
		add_up(&words[i], &sums[i]);

	printf("/* Made by words/compile.c; do not edit. */\n"
		   "#include \"words.h\"\n\n");
	print_rows(pieces[VOC_LATIN], npieces[VOC_LATIN], "latin",
			   VOC_ROW_LATIN, pack_weights, &keys[VOC_LATIN]);
	print_rows(pieces[VOC_CYRILLIC], npieces[VOC_CYRILLIC], "cyrillic",
			   VOC_ROW_CYRILLIC, pack_weights, &keys[VOC_CYRILLIC]);
	print_rows(sums, nwords, "words", VOC_ROW_WORD, pack_sums, &words_keys);
	printf("const VocRows voc_pieces[VOC_NSCRIPTS] = {\n\t");
	print_table("latin", &keys[VOC_LATIN]);
	printf(",\n\t");
	print_table("cyrillic", &keys[VOC_CYRILLIC]);
	printf("\n};\n\nconst VocRows voc_words = ");
	print_table("words", &words_keys);
	printf(";\n");
	return 0;
}
