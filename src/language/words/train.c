/*-------------------------------------------------------------------------
 *
 * train.c
 *	  Makes the table of what tells languages apart from texts.
 *
 *		train [-s SEED] [-w WORDS] ... [-t TEXTS] ... > words.tsv
 *
 * Not part of the build: words.tsv, which it made, is.  To make it again, in
 * this directory:
 *
 *		cc -O3 -ffast-math -march=native -o train train.c \
 *			$(ls ../../text/[a-z]*.c | grep -v _sql) -lutf8proc -lm
 *		./train -w vocabulary.tsv -t phrases.tsv -t texts.tsv > words.tsv
 *
 * Each line of WORDS and of TEXTS is the code of a language, or several with +
 * between, a tab and words in any order, or a text.  The table that comes along
 * was made from vocabulary.tsv, the words of the lexicons and of the code frame,
 * phrases.tsv, and 900 to 4,000 short texts of each language.
 *
 * The model is multinomial logistic regression: the odds of a language are
 * the exponential of the sum of its weights over the pieces of the words (see
 * words.h).  Pieces rather than words alone because most words of a comment
 * were not met before (Cavnar and Trenkle, N-gram-based text categorization,
 * 1994); regression rather than the product of frequencies because pieces of
 * a word are anything but independent.  Weights are found by stochastic
 * gradient descent with a rate for each weight (Duchi, Hazan, Singer: Adaptive
 * subgradient methods, JMLR 2011).
 *
 *	- Texts are cut, each time anew, into runs of one word to all of them,
 *	  since short texts are those that are hard.
 *	- In a third of the runs diacritics are taken away, so that the model can
 *	  do without them.
 *	- Serbian texts are learned in both scripts.
 *	- "xx" is any language not known here; its weights stay 0.
 *	- Half-way, the least pieces are dropped, in three rounds, until those
 *	  that are left fit the table: the ones with small weights, or rarely met.
 *	- In the last third the weights are rounded wherever they are used, so
 *	  that those left behind suit each other as rounded (Hubara et al.,
 *	  Quantized neural networks, JMLR 2018).
 *
 * IDENTIFICATION
 *	  src/language/words/train.c
 *
 *-------------------------------------------------------------------------
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../text/text.h"
#include "../words.h"

#define ROUNDS			30
#define RATE			0.25f
#define DECAY			1e-5f	/* of weights, at each step */
#define WITHOUT			0.35	/* share of runs without diacritics */
#define LEAST_WORDS		2		/* different words that a piece must be in */
#define OFTEN			0.12f	/* how much being frequent counts */
#define ROUNDING		0.6		/* of the rounds, when it starts */

#define SLOTS			(1 << 22)
#define LINE_MAX_BYTES	(1 << 20)
#define RUN_MAX			400		/* words of a run */
#define LANES			24		/* weights of a piece, with room */

/* Pieces and words that are kept of each script. */
static int	budget[VOC_NSCRIPTS] = {38000, 15000};

/*
 * Words that are told at one look because they are so frequent, beside those
 * that are listed.
 */
static int	often[VOC_NSCRIPTS] = {5000, 2000};

static const char *const languages[VOC_NSCRIPTS][VOC_LANGUAGES_MOST] =
VOC_LANGUAGES;

typedef struct Piece
{
	uint64_t	key;
	char	   *name;
	uint32_t	words;			/* different ones it is in */
	uint8_t		script;
	bool		kept;
	bool		whole;
} Piece;

/* A word, however often it is met. */
typedef struct Known
{
	uint64_t	key;
	char	   *name;
	float		use;			/* how often, all languages alike */
	bool		listed;			/* it is in a list, not only in texts */
	uint8_t		script;
} Known;

typedef struct Word
{
	uint32_t	first;			/* into refs */
	uint32_t	known;
	uint8_t		nkeys;
	uint8_t		ntyped;			/* and then those of diacritics */
	uint8_t		script;
} Word;

typedef struct Text
{
	uint32_t	first;			/* into words */
	int			nwords;
	int			script;
	int			lane;
	bool		list;			/* words in any order */
} Text;

static Piece *pieces;
static uint32_t npieces;
static uint32_t slots[SLOTS];
static float *weights;
static float *squares;

static Known *known;
static uint32_t nknown;
static uint32_t known_slots[SLOTS];

static uint32_t *refs;
static size_t nrefs;
static size_t refs_room;
static Word *words;
static uint32_t nwords;
static uint32_t words_room;
static Text *texts;
static int	ntexts;
static int	texts_room;

static uint64_t *seen;			/* word and language */
static bool rounding;
static float rate;
static uint64_t state = UINT64_C(88172645463325252);
static VocChunk chunk;
static char line[LINE_MAX_BYTES];
static uint32_t letter_of[256]; /* what a letter's byte is typed as */

static void *
grow(void *array, size_t n, size_t room, size_t size)
{
	if (n < room)
		return array;
	array = realloc(array, room * 2 * size);
	if (array == NULL)
		exit(1);
	return array;
}

#define GROW(array, n, room) \
	((array) = grow(array, n, room, sizeof(*(array))), \
	 (room) *= (n) < (room) ? 1 : 2)

/* Marsaglia, Xorshift RNGs, 2003 */
static uint64_t
draw(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static double
draw_share(void)
{
	return (double) (draw() >> 11) / 9007199254740992.0;
}

static int
find_lane(int script, const char *code)
{
	int			n = 0;

	while (n < VOC_LANGUAGES_MOST && languages[script][n] != NULL)
	{
		if (strcmp(languages[script][n], code) == 0)
			return n;
		n++;
	}
	return strcmp(code, "xx") == 0 ? n : -1;
}

static int
count_lanes(int script)
{
	return find_lane(script, "xx") + 1;
}

/* --------------------------------------------------------------------
 * Reading
 * --------------------------------------------------------------------
 */

static uint32_t
find_piece(uint64_t key, int script)
{
	uint64_t	hash = voc_key_hash(key + (uint64_t) script);
	uint32_t	slot = (uint32_t) (hash >> 32) % SLOTS;
	Piece	   *piece;

	for (; slots[slot] != 0; slot = (slot + 1) % SLOTS)
		if (pieces[slots[slot] - 1].key == key &&
			pieces[slots[slot] - 1].script == script)
			return slots[slot] - 1;
	if (npieces == SLOTS / 2)
	{
		fprintf(stderr, "too many pieces\n");
		exit(1);
	}
	slots[slot] = npieces + 1;
	piece = &pieces[npieces];
	piece->key = key;
	piece->script = (uint8_t) script;
	return npieces++;
}

/* Learn what the letters of normal forms are typed as. */
static void
learn_letters(void)
{
	for (uint32_t cp = 1; cp < 0x530; cp++)
	{
		char		typed[VOC_UTF8_MAX];
		char		norm[VOC_NORM_MAX];
		unsigned char letters[VOC_LETTERS_MAX];
		size_t		len;

		if (cp >= 0x80 && cp < 0x430)
			continue;
		len = voc_normalize(typed, (size_t) voc_utf8_encode(cp, typed), norm);
		if (len > 0 && voc_word_letters(norm, len, letters) == 3 &&
			letter_of[letters[1]] == 0)
			letter_of[letters[1]] = cp;
	}
	for (int c = 'a'; c <= 'z'; c++)
		letter_of[c] = (uint32_t) c;
	letter_of['^'] = '^';
	letter_of['$'] = '$';
	letter_of['\''] = '\'';
	letter_of['-'] = '-';
}

static char *
name_of(const unsigned char *letters, int n)
{
	char	   *name = malloc((size_t) n * VOC_UTF8_MAX + 1);
	char	   *out = name;

	for (int i = 0; i < n; i++)
	{
		if (letter_of[letters[i]] == 0)
		{
			free(name);
			return NULL;		/* a letter no language here has */
		}
		out += voc_utf8_encode(letter_of[letters[i]], out);
	}
	*out = '\0';
	return name;
}

static char *
typed_name(uint64_t key)
{
	char	   *name = calloc(1, 2 * VOC_UTF8_MAX + 1);
	uint32_t	other = (uint32_t) (key >> 24) & 0xFFFFFF;
	int			n = other != 0 ? voc_utf8_encode(other, name) : 0;

	voc_utf8_encode((uint32_t) key & 0xFFFFFF, name + n);
	return name;
}

/* The key of a whole word, none of a piece. */
static uint64_t
whole_key(const unsigned char *letters, int n)
{
	uint64_t	key = 0;

	for (int i = 0; i < n; i++)
		key = (key ^ letters[i]) * UINT64_C(0x100000001B3);
	return key | UINT64_C(1) << 63;
}

static void
name_pieces(const unsigned char *letters, int n, int script)
{
	for (int from = 0; from < n - 1; from++)
		for (int len = 2; len <= n - from; len++)
		{
			bool		whole = from == 0 && len == n;
			Piece	   *piece;

			if (len > VOC_PIECE_MAX && !whole)
				continue;
			piece = &pieces[find_piece(len > VOC_PIECE_MAX ?
									   whole_key(letters, n) :
									   voc_piece_key(letters + from, len),
									   script)];
			if (piece->name == NULL)
				piece->name = name_of(letters + from, len);
			piece->whole = whole;
		}
}

static uint32_t
find_known(const unsigned char *letters, int n, int script)
{
	uint64_t	key = whole_key(letters, n);
	uint32_t	slot = (uint32_t) (key >> 32) % SLOTS;

	for (; known_slots[slot] != 0; slot = (slot + 1) % SLOTS)
		if (known[known_slots[slot] - 1].key == key)
			return known_slots[slot] - 1;
	if (nknown == SLOTS / 2)
	{
		fprintf(stderr, "too many words\n");
		exit(1);
	}
	known_slots[slot] = nknown + 1;
	known[nknown].key = key;
	known[nknown].script = (uint8_t) script;
	if (letters[n - 1] == '$')
		known[nknown].name = name_of(letters + 1, n - 2);
	return nknown++;
}

/* Is it the first time that the word is met in the language? */
static bool
is_new(const unsigned char *letters, int n, int lane)
{
	uint64_t	key = whole_key(letters, n);
	uint32_t	slot;

	key = (key ^ (uint64_t) lane) * UINT64_C(0x100000001B3) | 1;
	for (slot = (uint32_t) (key >> 40) % SLOTS; seen[slot] != 0;
		 slot = (slot + 1) % SLOTS)
		if (seen[slot] == key)
			return false;
	seen[slot] = key;
	return true;
}

static void
add_word(const VocToken *token, const char *text, int lane, bool list)
{
	unsigned char letters[VOC_LETTERS_MAX];
	uint64_t	keys[2 * VOC_KEYS_MAX];
	VocScript	script = voc_word_script(token->norm);
	int			n;
	bool		first;
	Word	   *word;

	if (script == VOC_NSCRIPTS ||
		(n = voc_word_letters(token->norm, token->norm_len, letters)) == 0)
		return;
	GROW(words, nwords, words_room);
	word = &words[nwords++];
	word->first = (uint32_t) nrefs;
	word->script = (uint8_t) script;
	word->known = find_known(letters, n, script);
	word->nkeys = (uint8_t) voc_word_keys(letters, n, keys);
	if (n > VOC_PIECE_MAX && letters[n - 1] == '$')
		keys[word->nkeys++] = whole_key(letters, n);
	word->ntyped = (uint8_t) (script == VOC_LATIN ?
		voc_typed_keys(text + token->start, token->len, keys + word->nkeys) : 0);
	first = is_new(letters, n, lane);
	if (first)
		name_pieces(letters, n, script);
	for (int i = 0; i < word->nkeys + word->ntyped; i++)
	{
		uint32_t	ref = find_piece(keys[i], script);

		if (i >= word->nkeys && pieces[ref].name == NULL)
			pieces[ref].name = typed_name(keys[i]);
		/* A word is worth having when it is met twice, or was chosen. */
		if (pieces[ref].whole)
			pieces[ref].words += list ? LEAST_WORDS : 1;
		else
			pieces[ref].words += first;
		GROW(refs, nrefs, refs_room);
		refs[nrefs++] = ref;
	}
}

static void
add_text(const char *code, const char *typed, bool list)
{
	VocReader	reader;
	Text		text;
	int			letters[VOC_NSCRIPTS] = {0, 0};

	memset(&text, 0, sizeof(text));
	text.first = nwords;
	text.list = list;
	voc_reader_init(&reader, typed, strlen(typed), NULL);
	voc_reader_next(&reader, &chunk);
	for (int i = 0; i < chunk.ntokens; i++)
	{
		const VocToken *token = &chunk.tokens[i];
		VocScript	script = voc_word_script(token->norm);

		if (token->kind == VOC_TOKEN_WORD && script < VOC_NSCRIPTS)
			letters[script] += (int) token->char_len;
	}
	text.script = letters[VOC_CYRILLIC] * 3 > letters[VOC_LATIN];
	text.lane = find_lane(text.script, code);
	if (text.lane < 0)
		return;
	for (int i = 0; i < chunk.ntokens; i++)
		if (chunk.tokens[i].kind == VOC_TOKEN_WORD &&
			voc_word_script(chunk.tokens[i].norm) == (VocScript) text.script)
			add_word(&chunk.tokens[i], typed, text.lane + 32 * text.script,
					 list);
	text.nwords = (int) (nwords - text.first);
	if (text.nwords == 0)
		return;
	GROW(texts, ntexts, texts_room);
	texts[ntexts++] = text;
}

/* Serbian in Latin letters. */
static void
transliterate(const char *text, char *out)
{
	static const char cyrillic[] = "абвгдђежзијклљмнњопрстћуфхцчџш";
	static const char *const latin[] = {
		"a", "b", "v", "g", "d", "đ", "e", "ž", "z", "i", "j", "k", "l", "lj",
		"m", "n", "nj", "o", "p", "r", "s", "t", "ć", "u", "f", "h", "c", "č",
		"dž", "š"
	};
	const unsigned char *p = (const unsigned char *) text;
	const unsigned char *end = p + strlen(text);

	while (p < end)
	{
		uint32_t	cp;
		char		letter[VOC_UTF8_MAX + 1] = "";
		const char *found;
		int			n = voc_utf8_decode(p, end, &cp);

		if (cp >= 0x410 && cp < 0x430)
			cp += 0x20;
		else if (cp >= 0x400 && cp < 0x410)
			cp += 0x50;
		letter[voc_utf8_encode(cp, letter)] = '\0';
		found = cp >= 0x80 ? strstr(cyrillic, letter) : NULL;
		if (found != NULL)
			out += strlen(strcpy(out, latin[(found - cyrillic) / 2]));
		else
		{
			memcpy(out, p, (size_t) n);
			out += n;
		}
		p += n;
	}
	*out = '\0';
}

static void
read_file(const char *path, bool list)
{
	static char latin[2 * LINE_MAX_BYTES];
	FILE	   *file = fopen(path, "r");

	if (file == NULL)
	{
		perror(path);
		exit(1);
	}
	while (fgets(line, sizeof(line), file) != NULL)
	{
		char	   *tab = strchr(line, '\t');

		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#' || tab == NULL)
			continue;
		*tab = '\0';
		for (char *code = strtok(line, "+"); code != NULL;
			 code = strtok(NULL, "+"))
		{
			add_text(code, tab + 1, list);
			if (strcmp(code, "sr") != 0)
				continue;
			transliterate(tab + 1, latin);
			if (strcmp(latin, tab + 1) != 0)
				add_text(code, latin, list);
		}
	}
	fclose(file);
}

/* --------------------------------------------------------------------
 * Learning
 * --------------------------------------------------------------------
 */

static float
rounded(float weight)
{
	float		x = rintf(weight * VOC_WEIGHT_UNIT);
	float		least = -VOC_WEIGHT_ZERO;
	float		most = (1 << VOC_WEIGHT_BITS) - 1 - VOC_WEIGHT_ZERO;

	x = x < least ? least : x;
	return (x > most ? most : x) / VOC_WEIGHT_UNIT;
}

static void
add_up(const Word *word, int nkeys, float *sums)
{
	for (int j = 0; j < nkeys; j++)
	{
		uint32_t	ref = refs[word->first + (uint32_t) j];
		const float *w = weights + (size_t) ref * LANES;

		if (!pieces[ref].kept)
			continue;
		if (rounding)
			for (int k = 0; k < LANES; k++)
				sums[k] += rounded(w[k]);
		else
			for (int k = 0; k < LANES; k++)
				sums[k] += w[k];
	}
}

static void
correct(const Word *word, int nkeys, const float *gradient)
{
	for (int j = 0; j < nkeys; j++)
	{
		uint32_t	ref = refs[word->first + (uint32_t) j];
		float	   *w = weights + (size_t) ref * LANES;
		float	   *s = squares + (size_t) ref * LANES;

		if (!pieces[ref].kept)
			continue;
		for (int k = 0; k < LANES; k++)
		{
			s[k] += gradient[k] * gradient[k];
			w[k] -= rate * (gradient[k] + DECAY * w[k]) / sqrtf(s[k] + 0.01f);
		}
	}
}

/* Learn from words that are of the language lane; returns the loss. */
static double
learn(const uint32_t *run, int n, int script, int lane, float worth)
{
	float		odds[LANES] = {0};
	int			lanes = count_lanes(script);
	bool		typed = draw_share() >= WITHOUT;
	float		most = 0;
	float		sum = 0;
	double		loss;

	for (int i = 0; i < n; i++)
		add_up(&words[run[i]], words[run[i]].nkeys +
			   (typed ? words[run[i]].ntyped : 0), odds);
	for (int k = 0; k < lanes; k++)
		most = odds[k] > most ? odds[k] : most;
	for (int k = 0; k < LANES; k++)
	{
		odds[k] = k < lanes ? expf(odds[k] - most) : 0;
		sum += odds[k];
	}
	for (int k = 0; k < lanes; k++)
		odds[k] /= sum;
	loss = -log(odds[lane] + 1e-12);
	if (odds[lane] > 0.9999f)
		return loss;
	odds[lane] -= 1;
	odds[lanes - 1] = 0;		/* all others */
	for (int k = 0; k < lanes; k++)
		odds[k] *= worth;
	for (int i = 0; i < n; i++)
		correct(&words[run[i]], words[run[i]].nkeys +
				(typed ? words[run[i]].ntyped : 0), odds);
	return loss;
}

static int
draw_length(void)
{
	double		share = draw_share();

	if (share < 0.3)
		return 1;
	if (share < 0.6)
		return 2;
	if (share < 0.75)
		return 3;
	return share < 0.92 ? 4 + (int) (draw() % 4) : RUN_MAX;
}

static double
learn_text(const Text *text, float worth, long *runs)
{
	uint32_t	run[RUN_MAX];
	double		loss = 0;

	if (text->list)
	{
		/* The lists are all there is of languages not known here. */
		bool		other = text->lane == count_lanes(text->script) - 1;
		int			most = other ? text->nwords : (text->nwords + 1) / 2;

		for (int i = 0; i < most; i++, ++*runs)
		{
			int			n = 1 + (int) (draw() % 3);

			for (int j = 0; j < n; j++)
				run[j] = text->first + (uint32_t) (draw() % (uint64_t) text->nwords);
			loss += learn(run, n, text->script, text->lane, worth);
		}
		return loss;
	}
	for (int i = 0; i < text->nwords; ++*runs)
	{
		int			n = i == 0 && draw_share() < 0.1 ? RUN_MAX : draw_length();

		n = n < text->nwords - i ? n : text->nwords - i;
		for (int j = 0; j < n; j++)
			run[j] = text->first + (uint32_t) (i + j);
		loss += learn(run, n, text->script, text->lane, worth);
		i += n;
	}
	return loss;
}

/* How much would be missed without the piece? */
static float
use_of(uint32_t ref)
{
	const float *w = weights + (size_t) ref * LANES;
	int			lanes = count_lanes(pieces[ref].script);
	float		sum = 0;
	float		square = 0;

	for (int k = 0; k < lanes; k++)
	{
		sum += w[k];
		square += w[k] * w[k];
	}
	return sqrtf(square - sum * sum / (float) lanes + 1e-9f) *
		powf((float) pieces[ref].words, OFTEN);
}

static int
compare_uses(const void *a, const void *b)
{
	float		x = *(const float *) a;
	float		y = *(const float *) b;

	return x < y ? 1 : x > y ? -1 : 0;
}

static void
drop_pieces(int script, uint32_t most)
{
	float	   *uses = malloc(npieces * sizeof(float));
	uint32_t	n = 0;

	for (uint32_t i = 0; i < npieces; i++)
		if (pieces[i].kept && pieces[i].script == script)
			uses[n++] = use_of(i);
	if (n > most)
	{
		float		least;

		qsort(uses, n, sizeof(float), compare_uses);
		least = uses[most];
		for (uint32_t i = 0; i < npieces; i++)
			if (pieces[i].kept && pieces[i].script == script &&
				use_of(i) <= least)
				pieces[i].kept = false;
	}
	free(uses);
}

static void
learn_all(void)
{
	double		has[VOC_NSCRIPTS][VOC_LANGUAGES_MOST + 1] = {{0}};

	for (uint32_t i = 0; i < npieces; i++)
		pieces[i].kept = pieces[i].words >= LEAST_WORDS &&
			pieces[i].name != NULL;
	for (int i = 0; i < ntexts; i++)
		has[texts[i].script][texts[i].lane] += texts[i].nwords;
	for (int i = 0; i < ntexts; i++)
		for (int j = 0; j < texts[i].nwords; j++)
		{
			Known	   *word = &known[words[texts[i].first + (uint32_t) j].known];

			word->listed |= texts[i].list && 
				texts[i].lane < count_lanes(texts[i].script) - 1;
			word->use += (float) ((texts[i].list ? 0.5 : 1) /
								  has[texts[i].script][texts[i].lane]);
		}
	for (int r = 0; r < ROUNDS; r++)
	{
		double		loss = 0;
		long		runs = 0;

		rate = RATE * (1 - 0.9f * (float) r / ROUNDS);
		rounding = r >= (int) (ROUNDS * ROUNDING);
		for (int i = ntexts - 1; i > 0; i--)
		{
			int			j = (int) (draw() % (uint64_t) (i + 1));
			Text		swap = texts[i];

			texts[i] = texts[j];
			texts[j] = swap;
		}
		for (int i = 0; i < ntexts; i++)
		{
			/* Languages of which there is much count less for each text. */
			double		worth = sqrt(6000 / (has[texts[i].script][texts[i].lane] + 1000));

			loss += learn_text(&texts[i], worth < 1.5 ? (float) worth : 1.5f,
							   &runs);
		}
		for (int s = 0; s < VOC_NSCRIPTS; s++)
		{
			uint32_t	most = (uint32_t) budget[s];

			if (r == ROUNDS * 3 / 10)
				drop_pieces(s, most * 3);
			else if (r == ROUNDS * 4 / 10)
				drop_pieces(s, most * 3 / 2);
			else if (r == ROUNDS / 2)
				drop_pieces(s, most);
		}
		fprintf(stderr, "round %d: loss %.4f of %ld\n", r, loss / (double) runs,
				runs);
	}
}

/* --------------------------------------------------------------------
 * Writing
 * --------------------------------------------------------------------
 */

static int
compare_names(const void *a, const void *b)
{
	const Piece *x = &pieces[*(const uint32_t *) a];
	const Piece *y = &pieces[*(const uint32_t *) b];

	if (x->script != y->script)
		return x->script - y->script;
	return strcmp(x->name, y->name);
}

/* 1 ... 7 speak for a language, a ... h against it. */
static char
weight_sign(float weight)
{
	int			w = (int) rintf(rounded(weight) * VOC_WEIGHT_UNIT);

	if (w == 0)
		return '.';
	return (char) (w > 0 ? '0' + w : 'a' - 1 - w);
}

static int
compare_known(const void *a, const void *b)
{
	return compare_uses(&(*(const Known *const *) a)->use,
						&(*(const Known *const *) b)->use);
}

static int
compare_known_names(const void *a, const void *b)
{
	return strcmp((*(const Known *const *) a)->name,
				  (*(const Known *const *) b)->name);
}

static void
write_words(int script)
{
	const Known **order = malloc(nknown * sizeof(*order));
	size_t		width = 0;
	int			nwritten = 0;
	int			n = 0;

	for (uint32_t i = 0; i < nknown; i++)
		if (known[i].script == script && known[i].name != NULL)
			order[n++] = &known[i];
	qsort(order, (size_t) n, sizeof(*order), compare_known);
	for (int i = 0; i < n; i++)
		if (i < often[script] || order[i]->listed)
			order[nwritten++] = order[i];
	n = nwritten;
	qsort(order, (size_t) n, sizeof(*order), compare_known_names);
	for (int i = 0; i < n; i++)
	{
		if (i > 0 && width + strlen(order[i]->name) < 100)
			width += (size_t) printf(" %s", order[i]->name);
		else
			width = (size_t) printf("%sfrequent\t%s", i > 0 ? "\n" : "",
									order[i]->name);
	}
	printf("\n");
	free(order);
}

static void
write_table(void)
{
	uint32_t   *order = malloc(npieces * sizeof(uint32_t));
	uint32_t	n = 0;
	int			script = -1;

	for (uint32_t i = 0; i < npieces; i++)
		if (pieces[i].kept)
			order[n++] = i;
	qsort(order, n, sizeof(uint32_t), compare_names);
	printf("# What tells the languages apart: pieces of words, and what each says.  Made by\n"
		   "# train.c from texts; see there, and words.h for what pieces there are.\n"
		   "#\n"
		   "#	languages <tab> those of the lines that follow\n"
		   "#	frequent <tab> words that are frequent or listed: compile.c adds up their pieces\n"
		   "#	piece <tab> a sign for each language\n"
		   "#\n"
		   "# 1 ... 7 speak for the language and a ... h against it, each step by 1/%d of a\n"
		   "# natural logarithm of odds, as against all languages that are not listed.\n"
		   "# In pieces ^ is the start of a word and $ its end.  Those with diacritics are\n"
		   "# compared with words as typed, the others with their normal forms.  A whole word\n"
		   "# (^word$) of more than %d letters, with its ends, is worth that and its pieces.\n",
		   VOC_WEIGHT_UNIT, VOC_PIECE_MAX);
	for (uint32_t i = 0; i < n; i++)
	{
		const Piece *piece = &pieces[order[i]];
		const float *w = weights + (size_t) order[i] * LANES;
		bool		says = false;

		if (piece->script != script)
		{
			script = piece->script;
			printf("languages\t");
			for (int k = 0; k < count_lanes(script) - 1; k++)
				printf("%s%s", k > 0 ? " " : "", languages[script][k]);
			printf("\n");
			write_words(script);
		}
		for (int k = 0; k < count_lanes(script) - 1; k++)
			says |= weight_sign(w[k]) != '.';
		if (!says)
			continue;
		printf("%s\t", piece->name);
		for (int k = 0; k < count_lanes(script) - 1; k++)
			putchar(weight_sign(w[k]));
		printf("\n");
	}
	free(order);
}

int
main(int argc, char **argv)
{
	refs_room = words_room = 1 << 16;
	texts_room = 1 << 12;
	refs = malloc(refs_room * sizeof(*refs));
	words = malloc(words_room * sizeof(*words));
	texts = malloc((size_t) texts_room * sizeof(*texts));
	pieces = calloc(SLOTS / 2, sizeof(*pieces));
	seen = calloc(SLOTS, sizeof(*seen));
	known = calloc(SLOTS / 2, sizeof(*known));
	learn_letters();
	for (int i = 1; i + 1 < argc; i += 2)
	{
		if (strcmp(argv[i], "-s") == 0)
			state ^= (uint64_t) atoi(argv[i + 1]) << 20;
		else if (strcmp(argv[i], "-w") == 0)
			read_file(argv[i + 1], true);
		else if (strcmp(argv[i], "-t") == 0)
			read_file(argv[i + 1], false);
	}
	weights = calloc((size_t) npieces * LANES, sizeof(float));
	squares = calloc((size_t) npieces * LANES, sizeof(float));
	fprintf(stderr, "%d texts, %u words, %u pieces\n", ntexts, nwords, npieces);
	learn_all();
	write_table();
	return 0;
}
