/*-------------------------------------------------------------------------
 *
 * text_test.c
 *	  Unit tests of the reader, of tries and of arenas.
 *
 * IDENTIFICATION
 *	  test/core/text_test.c
 *
 *-------------------------------------------------------------------------
 */
#include "text.h"

#include "check.h"
#include "trie.h"
#include "utf8.h"

static VocChunk chunk;

static void
put(char *out, size_t size, const char *bytes, size_t len)
{
	size_t		at = strlen(out);

	if (at + len + 1 <= size)
	{
		memcpy(out + at, bytes, len);
		out[at + len] = '\0';
	}
}

/*
 * A text as its tokens: normal forms with a space between, a slash before
 * each clause but the first, runs as !x3; numbers as 1#, emoji as x@,
 * emoticons as x~, links as [x].
 */
static const char *
tokens(const char *text)
{
	static char out[8192];
	VocReader	reader;

	out[0] = '\0';
	voc_reader_init(&reader, text, strlen(text), NULL);
	while (voc_reader_next(&reader, &chunk))
	{
		for (int i = 0; i < chunk.ntokens; i++)
		{
			const VocToken *t = &chunk.tokens[i];
			char		run[16] = "";
			char		utf8[VOC_NORM_MAX * 2];

			if (i > 0)
				put(out, sizeof(out), " ", 1);
			if (i > 0 && chunk.clauses[t->clause].first == i)
				put(out, sizeof(out), "/ ", 2);
			if (t->kind == VOC_TOKEN_LINK)
				put(out, sizeof(out), "[", 1);
			if (t->kind == VOC_TOKEN_WORD)
				put(out, sizeof(out), utf8,
					voc_norm_utf8(t->norm, t->norm_len, utf8));
			else
				put(out, sizeof(out), t->norm, t->norm_len);
			if (t->kind == VOC_TOKEN_LINK)
				put(out, sizeof(out), "]", 1);
			else if (t->kind == VOC_TOKEN_NUMBER)
				put(out, sizeof(out), "#", 1);
			else if (t->kind == VOC_TOKEN_EMOJI)
				put(out, sizeof(out), "@", 1);
			else if (t->kind == VOC_TOKEN_EMOTICON)
				put(out, sizeof(out), "~", 1);
			if (t->run > 1)
				snprintf(run, sizeof(run), "x%d", t->run);
			put(out, sizeof(out), run, strlen(run));
		}
		/* The chunk stays for a closer look. */
		if (chunk.last)
			break;
	}
	return out;
}

/* The flags of a text's first token. */
static int
flags(const char *text)
{
	VocReader	reader;

	voc_reader_init(&reader, text, strlen(text), NULL);
	return voc_reader_next(&reader, &chunk) ? chunk.tokens[0].flags : -1;
}

static const char *
norm(const char *word)
{
	static char out[VOC_NORM_MAX * 2 + 1];
	char		bytes[VOC_NORM_MAX];
	size_t		len = voc_normalize(word, strlen(word), bytes);

	out[voc_norm_utf8(bytes, len, out)] = '\0';
	return out;
}

static void
test_folding(void)
{
	check_str(norm("Skvělý"), "skvely");
	check_str(norm("ŘÍČNÍ"), "ricni");
	check_str(norm("Łódź"), "lodz");
	check_str(norm("Straße"), "strasse");
	check_str(norm("Œuvre"), "oeuvre");
	check_str(norm("İstanbul"), "istanbul");
	check_str(norm("ıŀ"), "il");
	check_str(norm("Ёлка"), "елка");
	check_str(norm("ЙОД"), "йод");
	check_str(norm("ЇЖАК"), "їжак");
	check_str(norm("Ґанок"), "ґанок");
	check_str(norm("ѝ"), "и");
	check_str(norm("Việt"), "viet");
	check_str(norm("Σίσυφος"), "σισυφοσ");
	check_str(norm("don’t"), "don't");
	check_str(norm("під’їзд"), "під'їзд");
	check_str(norm(""), "");
	check_str(norm("  "), "");
}

/* The same word composed and decomposed. */
static void
test_normal_forms_of_unicode(void)
{
	check_str(norm("c\xCC\x8C" "esky\xCC\x81"), "cesky");
	check_str(norm("\xD0\xB8\xCC\x86"), "й");
	check_str(norm("\xD0\x98\xCC\x86\xD0\xBE\xD0\xB4"), "йод");
	check_str(norm("\xD1\x96\xCC\x88"), "ї");
	check_str(norm("\xD0\xB5\xCC\x88"), "е");
	check_str(norm("\xD0\xBE\xCC\x81"), "о");
	check_str(norm("σ\xCC\x81"), "σ");
	check_str(norm("soft\xC2\xADhyphen"), "softhyphen");
	check_str(norm("d&eacute;licieux"), "delicieux");
	check_str(norm("&Scaron;patn&eacute;"), "spatne");
	check_str(norm("gro&szlig;artig"), "grossartig");
	check_str(tokens("un po' caro, 'caro'"), "un po caro , / ' caro '");
}

static void
test_squeezing(void)
{
	check_str(norm("soooo"), "so");
	check_str(norm("good"), "good");
	check_str(norm("ХОРОООШО"), "хорошо");
	check_str(norm("skvěěělé"), "skvele");
	check_str(norm("mp3333"), "mp3333");
	check_int(flags("soooo"), VOC_TOKEN_ELONGATED);
	check_int(flags("good"), 0);
}

static void
test_flags(void)
{
	check_int(flags("BATERIE"), VOC_TOKEN_CAPS);
	check_int(flags("ŠPATNÉ"), VOC_TOKEN_CAPS | VOC_TOKEN_ACCENTED);
	check_int(flags("УЖАС"), VOC_TOKEN_CAPS);
	check_int(flags("Ужас"), VOC_TOKEN_TITLE);
	check_int(flags("Škoda"), VOC_TOKEN_TITLE | VOC_TOKEN_ACCENTED);
	check_int(flags("iPhone"), 0);
	check_int(flags("I"), 0);
	check_int(flags("#Sale"), VOC_TOKEN_HASHTAG | VOC_TOKEN_TITLE);
}

static void
test_tokens(void)
{
	check_str(tokens("Skvělý telefon, ale BATERIE je hrůza!!! 😡"),
			  "skvely telefon , / ale baterie je hruza !x3 😡@");
	check_str(tokens("user-friendly rock'n'roll - nic"),
			  "user-friendly rock'n'roll - / nic");
	check_str(tokens("5/5, 1,000 Kč, 10:30"),
			  "5/5# , / 1,000# kc , / 10:30#");
	check_str(tokens("'quoted' \"words\""), "' quoted ' \" words \"");
	check_str(tokens("Líbí … konec"), "libi .x3 / konec");
	check_str(tokens("「x」"), "「 x 」");
	check_str(tokens(""), "");
	check_str(tokens(" \t\r\n "), "");
}

static void
test_links(void)
{
	check_str(tokens("see http://a.b/c?d=1, www.x.cz."),
			  "see [http://a.b/c?d=1] , / [www.x.cz] .");
	check_str(tokens("john.doe+x@mail.cz!"), "[john.doe+x@mail.cz] !");
	check_str(tokens("@united is bad"), "[@united] is bad");
	check_str(tokens("@špatný_obchod @ужас1!"), "[@špatný_obchod] [@ужас1] !");
	check_str(tokens("shop.cz/path and super.Ale"),
			  "[shop.cz/path] and super . / ale");
	check_str(tokens("a @ b"), "a @ b");
	check_str(tokens("my [card], [phonecard] [id"), "my [[card]] , / [ phonecard ] [ id");
}

static void
test_emoji(void)
{
	check_str(tokens("👍🏽👍"), "👍@ 👍@");
	check_str(tokens("🇨🇿🇸🇰"), "🇨🇿@ 🇸🇰@");
	check_str(tokens("1️⃣ #️⃣"), "1⃣@ #⃣@");
	check_str(tokens("🤦🏻‍♂️"), "🤦‍♂@");
	check_str(tokens("👨‍👩‍👧"), "👨‍👩‍👧@");
	check_str(tokens("❤️❤"), "❤@ ❤@");
	check_str(tokens("a™"), "a ™");
}

static void
test_emoticons(void)
{
	check_str(tokens(":-) :))) =D ;-p"), ":)~ :)~ :D~ ;P~");
	check_str(tokens(":'( >:( <3 </3"), ":'(~ >:(~ <3~ </3~");
	check_str(tokens("^^ -_- T_T"), "^_^~ -_-~ t_t~");
	check_str(tokens("спасибо)))"), "спасибо ))~");
	check_str(tokens("(ok) (really (yes))"),
			  "( ok ) / ( really / ( yes )x2");
	check_str(tokens("Note:Delivery a://b"), "note : delivery a : /x2 b");
}

static void
test_html(void)
{
	check_str(tokens("one<br/>two</p><b>three</b>"), "one / two / three");
	check_str(tokens("fish &amp; chips&nbsp;caf&#233; don&#39;t"),
			  "fish chips cafe don't");
	check_str(tokens("1 < 2 <b"), "1# < 2# < b");
}

static void
test_clauses(void)
{
	check_str(tokens("Is it? Yes! (No.) e.g. this"),
			  "is it ? / yes ! / ( no . ) / e . g . this");
	check_str(tokens("25. ledna přišlo. Dobré"), "25# . ledna prislo . / dobre");
	check_str(tokens("Plus: rychlost\nMinus: cena"),
			  "plus : / rychlost / minus : / cena");
	check_str(tokens("one – two; three | four"),
			  "one - / two ; / three | / four");

	tokens("Really?! No, thanks");
	check_int(chunk.nclauses, 3);
	check(chunk.clauses[0].question);
	check(chunk.clauses[0].sentence_end);
	check_int(chunk.clauses[0].exclaims, 1);
	check(!chunk.clauses[1].sentence_end);
	check(chunk.clauses[2].sentence_end);
	check(chunk.last);
}

static void
test_places(void)
{
	const VocToken *t = chunk.tokens;

	tokens("Příliš 👍🏽 žluťoučký");
	check_int(t[0].start, 0);
	check_int(t[0].len, 9);
	check_int(t[0].char_len, 6);
	check_int(t[1].char_start, 7);
	check_int(t[1].char_len, 2);
	check_int(t[2].start, 19);
	check_int(t[2].char_start, 10);
	check_int(t[2].char_len, 9);
}

static void
test_split(void)
{
	tokens("dobry ale drahy, pomaly!");
	check_int(chunk.nclauses, 2);
	voc_chunk_split(&chunk, 0);
	check_int(chunk.nclauses, 2);
	voc_chunk_split(&chunk, 1);
	check_int(chunk.nclauses, 3);
	check_int(chunk.clauses[0].count, 1);
	check_int(chunk.clauses[1].first, 1);
	check_int(chunk.clauses[1].count, 3);
	check_int(chunk.clauses[2].first, 4);
	check_int(chunk.clauses[2].exclaims, 1);
	check_int(chunk.tokens[0].clause, 0);
	check_int(chunk.tokens[3].clause, 1);
	check_int(chunk.tokens[4].clause, 2);
	voc_chunk_split(&chunk, 1);
	check_int(chunk.nclauses, 3);
}

static int	interrupts = 0;

static void
interrupt(void)
{
	interrupts++;
}

/* A text of many chunks: clauses stay whole, nothing is lost. */
static void
test_chunks(void)
{
	size_t		len = 0;
	char	   *text = malloc(200000);
	VocReader	reader;
	int			words = 0;
	int			chunks = 0;
	uint32_t	next = 0;

	for (int i = 0; i < 3000; i++)
		len += (size_t) sprintf(text + len, "slovo číslo %d je tu, ", i);
	voc_reader_init(&reader, text, len, interrupt);
	while (voc_reader_next(&reader, &chunk))
	{
		chunks++;
		for (int i = 0; i < chunk.ntokens; i++)
			words += chunk.tokens[i].kind == VOC_TOKEN_WORD;
		if (!chunk.last)
			check(chunk.tokens[chunk.ntokens - 1].norm[0] == ',');
		check(chunk.tokens[0].char_start >= next);
		next = chunk.tokens[chunk.ntokens - 1].char_start;
	}
	check_int(words, 12000);
	check(chunks >= 18000 / VOC_CHUNK_TOKENS);
	check(interrupts >= chunks);
	check_int(reader.pos, len);

	/* One clause without an end is cut, blanks alone still interrupt. */
	for (len = 0; len < 3000; len += 3)
		memcpy(text + len, "ab ", 3);
	voc_reader_init(&reader, text, len, NULL);
	for (words = 0; voc_reader_next(&reader, &chunk);)
		words += chunk.ntokens;
	check_int(words, 1000);
	memset(text, ' ', 200000);
	interrupts = 0;
	voc_reader_init(&reader, text, 200000, interrupt);
	check(!voc_reader_next(&reader, &chunk));
	check_int(chunk.ntokens, 0);
	check(chunk.last);
	check_int(interrupts, 4);
	free(text);
}

static void
test_bad_bytes(void)
{
	uint32_t	cp;
	const unsigned char lone[] = {0xC3};
	const unsigned char overlong[] = {0xC0, 0xAF};
	const unsigned char surrogate[] = {0xED, 0xA0, 0x80};
	const unsigned char beyond[] = {0xF4, 0x90, 0x80, 0x80};
	const unsigned char last[] = {0xF4, 0x8F, 0xBF, 0xBF};

	check_int(voc_utf8_decode(lone, lone + 1, &cp), 1);
	check_int(cp, VOC_UTF8_BAD);
	check_int(voc_utf8_decode(overlong, overlong + 2, &cp), 1);
	check_int(cp, VOC_UTF8_BAD);
	check_int(voc_utf8_decode(surrogate, surrogate + 3, &cp), 1);
	check_int(cp, VOC_UTF8_BAD);
	check_int(voc_utf8_decode(beyond, beyond + 4, &cp), 1);
	check_int(cp, VOC_UTF8_BAD);
	check_int(voc_utf8_decode(last, last + 4, &cp), 4);
	check_int(cp, 0x10FFFF);
	check_str(tokens("good\xFF" "bad\xE2\x82"), "good \xEF\xBF\xBD bad \xEF\xBF\xBDx2");
}

static void *
block(void *host, size_t size)
{
	void	  **blocks = host;
	char	   *made = size < SIZE_MAX / 2 ? malloc(size + 16) : NULL;

	if (made == NULL)
		abort();
	*(void **) made = *blocks;
	*blocks = made;
	return made + 16;
}

static void
free_blocks(void *blocks)
{
	while (blocks != NULL)
	{
		void	   *next = *(void **) blocks;

		free(blocks);
		blocks = next;
	}
}

/* Against a plain search in the same keys. */
static void
test_trie(void)
{
	static char words[4000][8];
	static VocTrieKey keys[4000];
	void	   *blocks = NULL;
	VocArena	arena;
	VocTrieUnit *units;
	size_t		nunits;
	uint32_t	value;
	size_t		n = 0;
	int			wrong = 0;

	/* All words of up to 6 letters of a small alphabet, every other one. */
	for (int i = 1; i < 4000; i += 2)
	{
		int			len = 0;

		for (int rest = i; rest > 0 && len < 6; rest /= 4)
			words[n][len++] = "a\xFFzq"[rest % 4];
		keys[n].bytes = words[n];
		keys[n].len = (size_t) len;
		keys[n].value = (uint32_t) i;
		n++;
	}
	qsort(keys, n, sizeof(keys[0]), voc_trie_compare);
	voc_arena_init(&arena, block, &blocks);
	units = voc_trie_build(keys, n, &arena, &nunits);
	for (size_t i = 0; i < n; i++)
	{
		uint32_t	node = VOC_TRIE_ROOT;

		for (size_t k = 0; k < keys[i].len; k++)
			node = voc_trie_step(units, node, (unsigned char) keys[i].bytes[k]);
		wrong += !voc_trie_value(units, node, &value) || value != keys[i].value;
	}
	check_int(wrong, 0);
	check_int(voc_trie_step(units, VOC_TRIE_ROOT, 'b'), 0);
	check(!voc_trie_value(units, VOC_TRIE_ROOT, &value));

	units = voc_trie_build(keys, 0, &arena, &nunits);
	check_int(voc_trie_step(units, VOC_TRIE_ROOT, 'a'), 0);
	check(!voc_trie_value(units, VOC_TRIE_ROOT, &value));
	free_blocks(blocks);
}

static void
test_arena(void)
{
	void	   *blocks = NULL;
	VocArena	arena;
	char	   *first;
	char	   *second;
	unsigned char *zeros;

	voc_arena_init(&arena, block, &blocks);
	first = voc_arena_alloc(&arena, 1);
	second = voc_arena_alloc(&arena, 1);
	check(first != second);
	check_int((uintptr_t) second % 16, 0);
	memset(voc_arena_alloc(&arena, 100000), 1, 100000);
	zeros = voc_arena_alloc0(&arena, 300, 7);
	for (int i = 0; i < 2100; i++)
		if (zeros[i] != 0)
			check(zeros[i] == 0);
	check(voc_arena_alloc(&arena, 1) != NULL);
	free_blocks(blocks);
}

/*
 * Words with nothing peculiar about them are read faster than others, to the
 * same end: a colon behind a word has it read the long way.  Behind the normal
 * form are zeros.
 */
static void
check_plain_word(const char *word, const char *rest)
{
	for (const char *before = ""; before != NULL;
		 before = *before == '\0' ? "#" : NULL)
	{
		VocToken	fast;
		char		text[256];
		char		fast_norm[VOC_NORM_MAX];

		snprintf(text, sizeof(text), "%s%s%s", before, word, rest);
		flags(text);
		fast = chunk.tokens[0];
		memcpy(fast_norm, fast.norm, fast.norm_len);
		for (size_t i = fast.norm_len; i % VOC_NORM_UNIT != 0; i++)
			check_int(fast.norm[i], 0);
		snprintf(text, sizeof(text), "%s%s: and more of the same", before, word);
		flags(text);
		check_int(fast.kind, chunk.tokens[0].kind);
		check_int(fast.flags, chunk.tokens[0].flags);
		check_int(fast.len, chunk.tokens[0].len);
		check_int(fast.char_len, chunk.tokens[0].char_len);
		check_int(fast.norm_len, chunk.tokens[0].norm_len);
		check(memcmp(fast_norm, chunk.tokens[0].norm, fast.norm_len) == 0);
	}
}

static void
test_plain_words(void)
{
	static const char *const words[] = {
		"a", "I", "OK", "Ok", "oK", "sooo", "too", "letters", "SIXTEENLETTERSXX",
		"Skvělý", "SKVĚLÝ", "skvĚlý", "Č", "č", "ČČ", "Žž", "éé", "ééé", "eéé", "aáa",
		"Łódź", "Straße", "Œuvre", "naïve", "façade", "İstanbul", "ŉa", "Ĳssel",
		"nejneobhospodařovávatelnějšími", "ñandúñandúñandúñandúñandúñandú",
		"a×b", "zkouška1", "čtyři4", "Дорого", "ДОРОГО", "дороОго", "ёлка", "Её",
		"ґанок", "жжж", "Ж", "жЖ", "й", "мѣра", "сlub", "příště\xC5", "d\xC3"
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		check_plain_word(words[i], ", and more of the same");
}

/* Words of one to twenty letters, of so few that some stand three in a row. */
static void
test_many_plain_words(void)
{
	static const char *const rests[] = {
		"", " ", ".", "! yes", ", and so on for more than is read at once"
	};
	uint32_t	seed = 1;
	char		word[128];

	for (unsigned n = 0; n < 4000; n++)
	{
		uint32_t	base = n % 2 == 0 ? 'a' : 0x430;
		size_t		len = 0;

		for (unsigned i = 0; i <= n / 2 % 20; i++)
		{
			uint32_t	letter;

			/* Numerical Recipes' generator; its low bits are poor */
			seed = seed * 1664525 + 1013904223;
			letter = base + (seed >> 24) % 3;
			if ((seed >> 16) % 8 == 0)
				letter -= 0x20;
			len += (size_t) voc_utf8_encode(letter, word + len);
		}
		word[len] = '\0';
		check_plain_word(word, rests[n / 40 % 5]);
	}

	/* every letter of the block, in every place of a short word */
	for (uint32_t letter = 0x400; letter < 0x480; letter++)
		for (int at = 0; at < 3; at++)
		{
			size_t		len = 0;

			for (int i = 0; i < 3; i++)
				len += (size_t) voc_utf8_encode(i == at ? letter : 0x442, word + len);
			word[len] = '\0';
			check_plain_word(word, rests[letter % 5]);
		}
}

int
main(void)
{
	test_folding();
	test_plain_words();
	test_many_plain_words();
	test_normal_forms_of_unicode();
	test_squeezing();
	test_flags();
	test_tokens();
	test_links();
	test_emoji();
	test_emoticons();
	test_html();
	test_clauses();
	test_places();
	test_split();
	test_chunks();
	test_bad_bytes();
	test_trie();
	test_arena();
	return check_end("text");
}
