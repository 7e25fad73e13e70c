/*-------------------------------------------------------------------------
 *
 * emerging.c
 *	  In how many comments each word and phrase is met, recent or earlier.
 *
 * IDENTIFICATION
 *	  src/coding/emerging.c
 *
 *-------------------------------------------------------------------------
 */
#include "emerging.h"

#include <math.h>
#include <string.h>

#define FIRST_SLOTS		256
#define BYTES_STEP		16		/* room for a term's bytes is a multiple */

/* --------------------------------------------------------------------
 * Function words
 * --------------------------------------------------------------------
 */

/*
 * Articles, pronouns, prepositions, conjunctions and auxiliary verbs, without
 * diacritics.  No negators, for "not delivered" is what people look for, and
 * none that is a common noun or verb in another of the languages ("die" and
 * "war" in German): one list serves all, as comments mix languages.
 */
static const char *const stop_words[] = {
	/* English */
	"a an the and or but if as at by for from in into of on onto to with about "
	"after before than then that this these those there here i me my mine we us our ours you your "
	"yours he him his she her hers it its they them their theirs who whom whose which what when where "
	"why how am is are was were be been being do does did done have has had having can could would "
	"should shall will may might must so such very just also only even any some all both each "
	"more most other own same again once while because until during i'm i've i'd i'll it's he's she's "
	"we're we've you're you've they're they've that's there's what's let's get got really",
	/* Czech and Slovak */
	"a i o u k s v z ke ku se si so ze ve vo na do od po pri pro pre za nad pred mezi medzi ale "
	"nebo alebo ani aby ako jako kdyz ked kdy proto preto tak takze tedy teda uz jeste este jen len "
	"iba jenom take tiez taky i ja ty on ona ono my vy oni me mne mi mam mate mit ma maji maju "
	"jsem jsi je jsme jste jsou som si sme ste su byl byla bylo byli bol bola bolo byt by bych "
	"bychom budu bude bych ten ta to ti te tu tom tomu toho tim tento tato toto tohle co kto kdo ktery "
	"ktera ktere ktory ktora ktore muj moje moj nas nase vas vase jeho jej jeji jejich ich mu ho jim "
	"velmi moc hodne dost jak kde kam tam zde tady vsak protoze pretoze i kdyby keby",
	/* Polish */
	"i a o u w we z ze na do od po przy dla za nad przed miedzy ale lub albo oraz ani aby zeby jak "
	"jako kiedy gdy gdyz bo wiec tak tez rowniez juz jeszcze tylko ja ty on ona ono my wy oni mnie mi "
	"mam masz ma mamy macie maja jest jestem sa byl byla bylo byli byc by bym bede bedzie ten ta to te "
	"ci tego tej temu tym tych co kto ktory ktora ktore moj moja moje nasz wasz jego jej ich mu go im "
	"sie siebie sobie bardzo tu tam przez poniewaz oraz czy zostal zostala",
	/* Russian */
	"и а о у в во с со к ко на до от ото по при про для за над под перед между но или либо чтобы как "
	"когда потому так также тоже уже еще только лишь я ты он она оно мы вы они меня мне мной нас нам вас "
	"вам его ему ее ей их им есть был была было были быть бы буду будет будут этот эта это эти тот та то "
	"те того тому что кто который которая которое которые мой моя мое мои наш ваш свой своя свои очень "
	"где куда там тут здесь же ли ведь из изо об обо этого этой этом при если чем",
	/* Ukrainian */
	"і й та а о у в з із зі до від по при про для за над під перед між але або чи щоб як коли тому так "
	"також теж вже ще лише тільки я ти він вона воно ми ви вони мене мені нас нам вас вам його йому її їй "
	"їх їм є був була було були бути б би буду буде цей ця це ці той те ті що хто який яка яке які мій моя "
	"моє наш ваш свій дуже де куди там тут же на бо якщо",
	/* Bulgarian */
	"и а о в във с със на до от по при за над под пред между но или че да как когато защото така също "
	"вече още само аз ти той тя то ние вие те мен ми ме му го я ѝ ни ви им ги е съм си сме сте са бе беше "
	"бях бяха бил била било били бъда ще щеше този тази това тези онзи какво кой коя кое кои който която "
	"което които моя моят мой наш ваш негов неин техен много къде там тук се през след ли",
	/* German */
	"der das den dem des ein eine einen einem einer eines und oder aber denn sondern als wenn wie weil "
	"dass ob in im an am auf aus bei beim mit nach von vom vor zu zum zur uber unter fur durch um "
	"gegen seit bis ich du er sie es wir ihr mich mir dich dir ihn ihm uns euch ihnen mein meine meinen "
	"meinem meiner dein sein seine ihre ihren unser unsere bin bist ist sind seid waren gewesen habe "
	"haben hast hatte hatten wird werden wurde wurden kann konnen konnte muss soll sollte dieser diese "
	"dieses diesen welche was wer wo da dort hier auch noch nur schon sehr so dann doch ja sich",
	/* Spanish */
	"el la los las un una unos unas y e o u pero si que como cuando donde porque pues de del al a en con "
	"por para desde hasta sobre entre yo tu el ella ello nosotros ustedes ellos ellas me te se nos le "
	"les lo mi mis su sus nuestro nuestra es son soy era eran fue fueron ser sido estar esta estan estoy "
	"estaba he ha han hay haber habia tengo tiene este esta esto estos estas ese esa eso muy mas tan "
	"tambien ya aun solo cual quien",
	/* Italian */
	"il lo la i gli le un uno una e ed o ma se che come quando dove perche di del dello della dei degli "
	"delle a ad al allo alla agli alle da dal dallo dalla dai in nel nella nei con su sul sulla per tra "
	"fra io tu lui lei noi voi loro mi ti si ci vi me te mio mia miei tuo suo sua suoi nostro vostro "
	"sono sei e siamo siete era erano essere stato stata stati ho hai ha abbiamo hanno avere questo questa "
	"questi queste quello quella molto cosi anche gia ancora solo chi cui",
	/* French */
	"le la les un une des et ou mais si que qui quoi comme quand donc de du au aux a en dans sur sous "
	"avec par pour chez vers entre je tu il elle on nous vous ils elles me te se moi toi lui leur leurs "
	"mon ma mes ton ta tes son sa ses notre nos votre vos ce cet cette ces cela ca est sont suis es etes "
	"sommes etait etaient ete etre as avons avez ont avait avoir fait tres aussi deja encore "
	"y c'est c'etait j'ai j'etais j'y d'un d'une l'on qu'il qu'elle qu'on qu'un qu'une s'est m'a m'ont "
	"n'est n'a n'ai il y a"
};

#define NSTOPS	((int) (sizeof(stop_words) / sizeof(stop_words[0])))
#define STOP_SLOTS	4096		/* some three times as many as there are words */

typedef struct Stop
{
	uint64_t	hash;
	const char *norm;			/* NULL: free */
	size_t		len;
} Stop;

struct VocStops
{
	Stop		slots[STOP_SLOTS];
};

/* FNV-1a (Fowler, Noll, Vo), and a multiplication that spreads its bits. */
static uint64_t
hash_word(const char *norm, size_t len)
{
	uint64_t	hash = UINT64_C(0xCBF29CE484222325);

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char) norm[i]) * UINT64_C(0x100000001B3);
	hash *= UINT64_C(0x9E3779B97F4A7C15);
	return hash ^ hash >> 32;
}

/* The place of a word, or of a free slot for it. */
static Stop *
find_stop(const VocStops *stops, uint64_t hash, const char *norm, size_t len)
{
	uint32_t	at = (uint32_t) hash & (STOP_SLOTS - 1);
	const Stop *stop;

	for (; (stop = &stops->slots[at])->norm != NULL; at = (at + 1) & (STOP_SLOTS - 1))
	{
		if (stop->hash == hash && stop->len == len &&
			memcmp(stop->norm, norm, len) == 0)
			break;
	}
	return (Stop *) stop;
}

static void
add_stop(VocStops *stops, const char *word, size_t len, VocArena *arena)
{
	char		norm[VOC_NORM_MAX];
	size_t		norm_len = voc_normalize(word, len, norm);
	uint64_t	hash = hash_word(norm, norm_len);
	Stop	   *stop = find_stop(stops, hash, norm, norm_len);

	if (stop->norm != NULL)
		return;
	stop->norm = memcpy(voc_arena_alloc(arena, norm_len), norm, norm_len);
	stop->hash = hash;
	stop->len = norm_len;
}

const VocStops *
voc_stops_build(VocArena *arena)
{
	VocStops   *stops = voc_arena_alloc0(arena, 1, sizeof(VocStops));

	for (int i = 0; i < NSTOPS; i++)
	{
		const char *word = stop_words[i];

		while (*word != '\0')
		{
			size_t		len = strcspn(word, " ");

			add_stop(stops, word, len, arena);
			word += len;
			word += strspn(word, " ");
		}
	}
	return stops;
}

bool
voc_is_stop(const VocStops *stops, const char *norm, size_t len)
{
	return find_stop(stops, hash_word(norm, len), norm, len)->norm != NULL;
}

/* --------------------------------------------------------------------
 * The terms of a comment
 * --------------------------------------------------------------------
 */

/* One occurrence of a term: tokens that follow each other. */
typedef struct Occurrence
{
	const VocToken *tokens;
	int			n;
	uint64_t	hash;
	const char *text;			/* of the comment */
} Occurrence;

typedef void (*Visit) (void *visitor, const Occurrence *met);

/* What is known of a token, worked out once for all terms that it is in. */
typedef struct Part
{
	uint64_t	hash;
	bool		word;			/* a word that says something */
	bool		starts;			/* a term can start with it */
	bool		ends;
	bool		inside;			/* a term can have it */
} Part;

/* A letter alone is no word, but the last one of "4G" is a part of it. */
static Part
part_of(const VocStops *stops, const VocToken *token, bool first)
{
	Part		part = {0, false, false, false, false};
	bool		number = token->kind == VOC_TOKEN_NUMBER;

	if (token->kind != VOC_TOKEN_WORD && !number)
		return part;
	part.inside = true;
	part.hash = hash_word(token->norm, token->norm_len);
	if (token->char_len > 1 || number)
	{
		part.starts = find_stop(stops, part.hash, token->norm, token->norm_len)->norm == NULL;
		part.ends = part.starts;
		part.word = part.starts && !number;
	}
	else if (!first && token[-1].kind == VOC_TOKEN_NUMBER &&
			 token[-1].start + token[-1].len == token->start)
		part.ends = part.word = true;
	return part;
}

/* The terms that start with a token, of those that are left in its clause. */
static void
visit_terms_at(const VocToken *tokens, const Part *parts, int left,
			   const char *text, Visit visit, void *visitor)
{
	Occurrence	met;
	bool		word = false;

	if (!parts[0].starts)
		return;
	met.tokens = tokens;
	met.text = text;
	met.hash = 0;
	for (int i = 0; i < left && i < VOC_TERM_WORDS && parts[i].inside; i++)
	{
		met.n = i + 1;
		met.hash = (met.hash ^ parts[i].hash) * UINT64_C(0x9FB21C651E98DF25);
		met.hash ^= met.hash >> 32;
		word |= parts[i].word;
		if (word && parts[i].ends)
			visit(visitor, &met);
	}
}

static void
visit_chunk(const VocStops *stops, const VocChunk *chunk, const char *text,
			Visit visit, void *visitor)
{
	Part		parts[VOC_CHUNK_TOKENS];

	for (int i = 0; i < chunk->ntokens; i++)
		parts[i] = part_of(stops, &chunk->tokens[i], i == 0);
	for (int c = 0; c < chunk->nclauses; c++)
	{
		const VocClause *clause = &chunk->clauses[c];
		int			end = clause->first + clause->count;

		for (int i = clause->first; i < end; i++)
			visit_terms_at(&chunk->tokens[i], &parts[i], end - i, text, visit,
						   visitor);
	}
}

/* All of a comment; one can be visited twice. */
static void
visit_terms(const VocStops *stops, const char *comment, size_t len,
			VocChunk *chunk, VocInterrupt interrupt, Visit visit, void *visitor)
{
	VocReader	reader;

	voc_reader_init(&reader, comment, len, interrupt);
	while (voc_reader_next(&reader, chunk))
	{
		if (interrupt != NULL)
			interrupt();
		visit_chunk(stops, chunk, comment, visit, visitor);
	}
}

/* The key of a term: the normal forms, with a blank between. */
static size_t
write_key(const Occurrence *met, char *key)
{
	size_t		len = 0;

	for (int i = 0; i < met->n; i++)
	{
		if (i > 0)
			key[len++] = ' ';
		memcpy(key + len, met->tokens[i].norm, met->tokens[i].norm_len);
		len += met->tokens[i].norm_len;
	}
	return len;
}

static bool
has_key(const VocCounted *term, const Occurrence *met)
{
	size_t		at = 0;

	if (term->hash != met->hash || term->words != met->n)
		return false;
	for (int i = 0; i < met->n; i++)
	{
		size_t		len = met->tokens[i].norm_len;

		if (i > 0 && (at >= term->key_len || term->bytes[at++] != ' '))
			return false;
		if (term->key_len - at < len ||
			memcmp(term->bytes + at, met->tokens[i].norm, len) != 0)
			return false;
		at += len;
	}
	return at == term->key_len;
}

/* The term as it is spelt, blanks made one; 0 when that is too long. */
static size_t
write_spelling(const Occurrence *met, char *spelt)
{
	size_t		len = 0;

	for (int i = 0; i < met->n; i++)
	{
		const VocToken *token = &met->tokens[i];
		bool		apart = i > 0 && token[-1].start + token[-1].len < token->start;

		if (len + apart + token->len > VOC_TERM_SPELT)
			return 0;
		if (apart)
			spelt[len++] = ' ';
		memcpy(spelt + len, met->text + token->start, token->len);
		len += token->len;
	}
	return len;
}

/* --------------------------------------------------------------------
 * The table
 * --------------------------------------------------------------------
 */

void
voc_counts_init(VocCounts *terms, VocCountsHost host, const VocStops *stops,
			   uint32_t most)
{
	memset(terms, 0, sizeof(*terms));
	terms->host = host;
	terms->arena = host.begin(host.host);
	terms->stops = stops;
	terms->most = most;
}

static void
put_in_slot(VocCounted **slots, uint32_t nslots, VocCounted *term)
{
	uint32_t	at = (uint32_t) term->hash & (nslots - 1);

	while (slots[at] != NULL)
		at = (at + 1) & (nslots - 1);
	slots[at] = term;
}

static void
make_slots(VocCounts *terms)
{
	uint32_t	nslots = terms->nslots > 0 ? terms->nslots * 2 : FIRST_SLOTS;
	VocCounted   **slots = voc_arena_alloc0(&terms->arena, nslots, sizeof(*slots));

	for (uint32_t i = 0; i < terms->nslots; i++)
		if (terms->slots[i] != NULL)
			put_in_slot(slots, nslots, terms->slots[i]);
	terms->slots = slots;
	terms->nslots = nslots;
}

static int64_t
most_comments(const VocCounted *term)
{
	return term->recent + term->earlier + term->missed;
}

static uint32_t
count_beyond(const VocCounts *terms, int64_t comments)
{
	uint32_t	n = 0;

	for (uint32_t i = 0; i < terms->nslots; i++)
		n += terms->slots[i] != NULL && most_comments(terms->slots[i]) > comments;
	return n;
}

/*
 * Forget the rarest terms, half of all or more.  What is kept moves to a new
 * arena, and the old one is freed.
 */
static void
forget_rare(VocCounts *terms)
{
	VocCounted   **old = terms->slots;
	uint32_t	nold = terms->nslots;

	do
		terms->forgotten += 1 + terms->forgotten / 4;
	while (count_beyond(terms, terms->forgotten) > terms->most / 2);

	terms->arena = terms->host.begin(terms->host.host);
	terms->slots = voc_arena_alloc0(&terms->arena, nold, sizeof(*old));
	terms->nterms = 0;
	for (uint32_t i = 0; i < nold; i++)
	{
		VocCounted    *term = old[i];

		if (term == NULL || most_comments(term) <= terms->forgotten)
			continue;
		old[i] = voc_arena_alloc(&terms->arena, sizeof(VocCounted));
		*old[i] = *term;
		old[i]->bytes = memcpy(voc_arena_alloc(&terms->arena, term->room),
							   term->bytes, term->room);
		put_in_slot(terms->slots, nold, old[i]);
		terms->nterms++;
	}
	terms->host.end(terms->host.host);
}

static void
set_spelling(VocCounts *terms, VocCounted *term, const char *spelt, size_t len)
{
	/* Most terms are spelt as their normal form, which need not be kept twice. */
	if (len == term->key_len && memcmp(term->bytes, spelt, len) == 0)
		len = 0;
	if (term->key_len + len > term->room)
	{
		char	   *bytes;

		term->room = (uint16_t) ((term->key_len + len + BYTES_STEP - 1) /
								 BYTES_STEP * BYTES_STEP);
		bytes = voc_arena_alloc(&terms->arena, term->room);
		memcpy(bytes, term->bytes, term->key_len);
		term->bytes = bytes;
	}
	memcpy(term->bytes + term->key_len, spelt, len);
	term->spelt_len = (uint16_t) len;
}

static VocCounted *
add_term(VocCounts *terms, uint64_t hash, int words, const char *key, size_t len)
{
	VocCounted    *term;

	if (terms->nterms >= terms->most)
		forget_rare(terms);
	if (terms->nterms >= terms->nslots / 4 * 3)
		make_slots(terms);
	term = voc_arena_alloc0(&terms->arena, 1, sizeof(VocCounted));
	term->hash = hash;
	term->words = (uint8_t) words;
	term->missed = terms->forgotten;
	term->id = VOC_NO_ID;
	term->key_len = (uint16_t) len;
	term->room = (uint16_t) ((len + BYTES_STEP - 1) / BYTES_STEP * BYTES_STEP);
	term->bytes = voc_arena_alloc0(&terms->arena, 1, term->room);
	memcpy(term->bytes, key, len);
	put_in_slot(terms->slots, terms->nslots, term);
	terms->nterms++;
	return term;
}

static VocCounted *
find_term(const VocCounts *terms, const Occurrence *met)
{
	uint32_t	at = (uint32_t) met->hash & (terms->nslots - 1);
	VocCounted    *term;

	if (terms->nslots == 0)
		return NULL;
	for (; (term = terms->slots[at]) != NULL; at = (at + 1) & (terms->nslots - 1))
		if (has_key(term, met))
			return term;
	return NULL;
}

/* --------------------------------------------------------------------
 * Counting
 * --------------------------------------------------------------------
 */

/*
 * The example of a term is the recent comment with the lowest number or, if
 * there is none, the earlier one, so that it does not depend on the order of
 * rows.  <0, 0 or >0: a comment is better than what there is, as good, worse.
 */
static int
compare_examples(const VocCounted *term, bool recent, int64_t id)
{
	if (term->recent + term->earlier == 0)
		return -1;
	if (recent != term->example_recent)
		return recent ? -1 : 1;
	return (id > term->id) - (id < term->id);
}

/* As good: the spelling that sorts first, of comments without a number. */
static bool
sorts_before(const VocCounted *term, const char *spelt, size_t len)
{
	const char *has = term->bytes + (term->spelt_len > 0 ? term->key_len : 0);
	size_t		has_len = term->spelt_len > 0 ? term->spelt_len : term->key_len;
	int			order = memcmp(spelt, has, len < has_len ? len : has_len);

	return order != 0 ? order < 0 : len < has_len;
}

static void
set_example(VocCounts *terms, VocCounted *term, bool recent, int64_t id,
			const char *spelt, size_t len)
{
	int			order = compare_examples(term, recent, id);

	if (order > 0 || (order == 0 && !sorts_before(term, spelt, len)))
		return;
	term->example_recent = recent;
	term->id = id;
	set_spelling(terms, term, spelt, len);
}

typedef struct Counting
{
	VocCounts   *terms;
	bool		recent;
	int64_t		id;
} Counting;

static void
count_term(void *visitor, const Occurrence *met)
{
	Counting   *counting = visitor;
	VocCounts   *terms = counting->terms;
	VocCounted    *term = find_term(terms, met);

	if (term == NULL)
	{
		char		key[VOC_TERM_KEY];
		size_t		len = write_key(met, key);

		term = add_term(terms, met->hash, met->n, key, len);
	}
	else if (term->comment == terms->comments)
		return;
	if (compare_examples(term, counting->recent, counting->id) <= 0)
	{
		char		spelt[VOC_TERM_SPELT];

		set_example(terms, term, counting->recent, counting->id, spelt,
					write_spelling(met, spelt));
	}
	term->comment = terms->comments;
	term->recent += counting->recent;
	term->earlier += !counting->recent;
}

void
voc_counts_take(VocCounts *terms, const char *comment, size_t len, bool recent,
				int64_t id, VocChunk *chunk, VocInterrupt interrupt)
{
	Counting	counting = {terms, recent, id};

	terms->comments++;
	visit_terms(terms->stops, comment, len, chunk, interrupt, count_term, &counting);
}

void
voc_counts_forget(VocCounts *terms, int64_t comments)
{
	if (comments == 0)
		return;
	for (uint32_t i = 0; i < terms->nslots; i++)
		if (terms->slots[i] != NULL)
			terms->slots[i]->missed += comments;
	terms->forgotten += comments;
}

static bool
same_key(const VocCounted *a, const VocCounted *b)
{
	return a->hash == b->hash && a->key_len == b->key_len &&
		memcmp(a->bytes, b->bytes, a->key_len) == 0;
}

void
voc_counts_add(VocCounts *terms, const VocCounted *from, int64_t missed)
{
	VocCounted    *term = NULL;

	for (uint32_t at = (uint32_t) from->hash & (terms->nslots - 1);
		 terms->nslots > 0 && (term = terms->slots[at]) != NULL;
		 at = (at + 1) & (terms->nslots - 1))
		if (same_key(term, from))
			break;
	if (term == NULL)
		term = add_term(terms, from->hash, from->words, from->bytes, from->key_len);
	set_example(terms, term, from->example_recent, from->id,
				from->bytes + (from->spelt_len > 0 ? from->key_len : 0),
				from->spelt_len > 0 ? from->spelt_len : from->key_len);
	term->recent += from->recent;
	term->earlier += from->earlier;
	term->missed += missed;
}

const VocCounted *
voc_counts_next(const VocCounts *terms, uint32_t *at)
{
	while (*at < terms->nslots)
	{
		const VocCounted *term = terms->slots[(*at)++];

		if (term != NULL)
			return term;
	}
	return NULL;
}

/* --------------------------------------------------------------------
 * Finding
 * --------------------------------------------------------------------
 */

static void
keep_longest(void *visitor, const Occurrence *met)
{
	Occurrence *longest = visitor;

	if (met->n > longest->n)
		*longest = *met;
}

bool
voc_counts_know(VocCounts *terms, const char *term, size_t len, int64_t number,
			   VocChunk *chunk)
{
	Occurrence	longest = {NULL, 0, 0, NULL};
	char		key[VOC_TERM_KEY];
	VocReader	reader;
	VocCounted    *known;

	voc_reader_init(&reader, term, len, NULL);
	voc_reader_next(&reader, chunk);
	visit_chunk(terms->stops, chunk, term, keep_longest, &longest);
	if (longest.n == 0 || longest.n != chunk->ntokens || !chunk->last)
		return false;
	if (find_term(terms, &longest) != NULL)
		return true;
	known = add_term(terms, longest.hash, longest.n, key, write_key(&longest, key));
	known->id = number;
	return true;
}

typedef struct Finding
{
	VocCounts   *terms;
	VocTermFound found;
	void	   *host;
} Finding;

static void
find_known(void *visitor, const Occurrence *met)
{
	Finding    *finding = visitor;
	VocCounted    *term = find_term(finding->terms, met);

	if (term == NULL || term->comment == finding->terms->comments)
		return;
	term->comment = finding->terms->comments;
	finding->found(finding->host, term->id);
}

void
voc_counts_find(VocCounts *terms, const char *comment, size_t len,
			   VocChunk *chunk, VocInterrupt interrupt, VocTermFound found,
			   void *host)
{
	Finding		finding = {terms, found, host};

	terms->comments++;
	visit_terms(terms->stops, comment, len, chunk, interrupt, find_known, &finding);
}

/* --------------------------------------------------------------------
 * What a rise is worth
 * --------------------------------------------------------------------
 */

VocLogOdds
voc_log_odds(double hits, double comments, double other_hits,
			 double other_comments, double prior)
{
	VocLogOdds	result = {0.0, 0.0, 0.5};
	double		share = (hits + other_hits) / (comments + other_comments);
	double		has = hits + prior * share;
	double		lacks = comments - hits + prior * (1.0 - share);
	double		other_has = other_hits + prior * share;
	double		other_lacks = other_comments - other_hits + prior * (1.0 - share);

	/* All comments have the term, or none: nothing can have risen. */
	if (share <= 0.0 || share >= 1.0)
		return result;
	result.log_odds = log(has / lacks) - log(other_has / other_lacks);
	result.z = result.log_odds /
		sqrt(1.0 / has + 1.0 / lacks + 1.0 / other_has + 1.0 / other_lacks);
	result.p = 0.5 * erfc(result.z / sqrt(2.0));
	return result;
}
