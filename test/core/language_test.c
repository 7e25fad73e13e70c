/*-------------------------------------------------------------------------
 *
 * language_test.c
 *	  Unit tests of language detection.
 *
 * IDENTIFICATION
 *	  test/core/language_test.c
 *
 *-------------------------------------------------------------------------
 */
#include "language.h"

#include "check.h"

static VocChunk chunk;
static const char *part_text;

static const char *
detect(const char *text)
{
	VocReader	reader;

	voc_reader_init(&reader, text, strlen(text), NULL);
	if (!voc_reader_next(&reader, &chunk))
		return NULL;
	return voc_language_detect(&chunk, text);
}

static void
test_sentences(void)
{
	check_str(detect("The parcel came two days later than promised."), "en");
	check_str(detect("Balík přišel o dva dny později, než slíbili."), "cs");
	check_str(detect("Balík prišiel o dva dni neskôr, ako sľúbili."), "sk");
	check_str(detect("Paczka przyszła dwa dni później niż obiecano."), "pl");
	check_str(detect("Посылка пришла на два дня позже, чем обещали."), "ru");
	check_str(detect("Посилка прийшла на два дні пізніше, ніж обіцяли."), "uk");
	check_str(detect("Пратката пристигна два дни по-късно от обещаното."), "bg");
	check_str(detect("Das Paket kam zwei Tage später als versprochen."), "de");
	check_str(detect("El paquete llegó dos días más tarde de lo prometido."), "es");
	check_str(detect("Il pacco è arrivato due giorni dopo il previsto."), "it");
	check_str(detect("Le colis est arrivé deux jours plus tard que prévu."), "fr");
}

/* As it is typed on a telephone. */
static void
test_without_diacritics(void)
{
	check_str(detect("balik prisel pozde a obsluha byla neprijemna"), "cs");
	check_str(detect("tovar neprisiel a nikto mi nezdvihol, som sklamany"), "sk");
	check_str(detect("paczka przyszla za pozno, obsluga byla niemila"), "pl");
}

/* The three that are written in Cyrillic, as customers write them. */
static void
test_cyrillic(void)
{
	check_str(detect("Опоздали на 5 дней и привезли не то"), "ru");
	check_str(detect("Доставка просто ужас. Курьер не приехал"), "ru");
	check_str(detect("связь пропадает в метро"), "ru");
	check_str(detect("Курьер грубил и бросил коробку у двери"), "ru");
	check_str(detect("Заказ отменили без причины"), "ru");
	check_str(detect("товар не пришел"), "ru");
	check_str(detect("не доставили"), "ru");
	check_str(detect("Долго объясняли, подъезд не нашли"), "ru");

	check_str(detect("Смених плана сама, без да говоря с никого"), "bg");
	check_str(detect("Много мило отношение, благодаря!"), "bg");
	check_str(detect("Поръчката беше отказана без причина"), "bg");
	check_str(detect("куриерът не дойде"), "bg");
	check_str(detect("стоката не пристигна"), "bg");
	check_str(detect("не работи"), "bg");
	check_str(detect("скъпо е"), "bg");

	check_str(detect("Замовлення скасували без причини"), "uk");
	check_str(detect("товар не прийшов"), "uk");
	check_str(detect("Довго чекала, а кур'єр не приїхав"), "uk");
	check_str(detect("дорого і довго"), "uk");
}

/* Czech, Slovak and Polish. */
static void
test_west_slavic(void)
{
	check_str(detect("vubec to nefunguje"), "cs");
	check_str(detect("vse v poradku"), "cs");
	check_str(detect("rychle doruceni, doporucuji"), "cs");
	check_str(detect("Zase čekačka. 25 minut."), "cs");
	check_str(detect("Appka mě odhlásila a heslo nebere"), "cs");

	check_str(detect("nefunguje mi to vobec"), "sk");
	check_str(detect("vsetko v poriadku"), "sk");
	check_str(detect("rychle dorucenie, odporucam"), "sk");
	check_str(detect("Za minútku vybavené."), "sk");
	check_str(detect("Appka ma odhlásila a heslo neberie"), "sk");

	check_str(detect("nie dziala"), "pl");
	check_str(detect("szybka wysylka, polecam"), "pl");
	check_str(detect("za drogo"), "pl");
}

static void
test_others(void)
{
	check_str(detect("too expensive"), "en");
	check_str(detect("Long line, decent help."), "en");
	check_str(detect("still waiting for my refund"), "en");
	check_str(detect("zu teuer"), "de");
	check_str(detect("Nie wieder, sehr unfreundlich am Telefon"), "de");
	check_str(detect("lieferung kam zu spaet und keiner meldet sich"), "de");
	check_str(detect("muy caro"), "es");
	check_str(detect("llevo dos semanas esperando y nadie contesta"), "es");
	check_str(detect("troppo caro"), "it");
	check_str(detect("personale gentile ma si aspetta sempre troppo"), "it");
	check_str(detect("trop cher"), "fr");
	check_str(detect("tres bien"), "fr");
	check_str(detect("j'attends toujours mon colis, service nul"), "fr");
}

/* Neighbours are known by their own names, not taken for one of the eleven. */
static void
test_neighbours(void)
{
	check_str(detect("Нарачката доцнеше три дена, никој не се јави"), "mk");
	check_str(detect("многу љубезен персонал"), "mk");
	check_str(detect("Сè уште чекам одговор од поддршката"), "mk");
	check_str(detect("Пошиљка је каснила, нико се није јавио"), "sr");
	check_str(detect("Веома љубазно особље, све препоруке"), "sr");
	check_str(detect("Posle dve nedelje čekanja niko mi ne odgovara"), "sr");
	check_str(detect("Dostava je kasnila tjedan dana, nitko se ne javlja"), "hr");
	check_str(detect("Zelo prijazno osebje, hitra dostava"), "sl");
	check_str(detect("Даўно чакаю адказу, ніхто не тэлефануе"), "be");
	check_str(detect("De levering was te laat en niemand belt terug"), "nl");
	check_str(detect("A encomenda chegou atrasada e ninguém responde"), "pt");
	check_str(detect("Coletul a ajuns târziu și nimeni nu răspunde"), "ro");
	check_str(detect("A csomag későn érkezett, senki nem válaszol"), "hu");
	check_str(detect("Paketet kom för sent och ingen svarar"), "sv");
	check_str(detect("de levering was veel te laat"), "nl");
	check_str(detect("a encomenda nao chegou e ninguem responde"), "pt");
	check_str(detect("coletul nu a ajuns nici acum"), "ro");
}

/* Other languages are none of these. */
static void
test_unknown(void)
{
	check_str(detect("配達が遅い"), NULL);
	check_str(detect("배송이 너무 늦어요"), NULL);
	check_str(detect("التوصيل متأخر جدا"), NULL);
	check_str(detect("המשלוח הגיע באיחור"), NULL);
	check_str(detect("Η παράδοση άργησε πολύ"), NULL);
	check_str(detect("Η παράδοση από το shop άργησε πολύ"), NULL);
	check_str(detect("Siparişim hala gelmedi, çok kötü hizmet"), NULL);
	check_str(detect("Toimitus oli nopea ja palvelu erittäin hyvää"), NULL);
	check_str(detect("Тапсырыс өте кеш келді, қызмет жаман"), NULL);
}

/* Names are of no language; what is around them decides. */
static void
test_names(void)
{
	check_str(detect("Samsung Galaxy S21 — отличный телефон"), "ru");
	check_str(detect("Куфарът пристигна, а Bluetooth не работи"), "bg");
	check_str(detect("Vodafone, T-Mobile a O2 jsou všichni stejní"), "cs");
	check_str(detect("!!! 5/5 👍👍 super rychle doručeno"), "cs");
	check_str(detect("iPhone 15"), NULL);
	check_str(detect("😡 12.5.2024 10:30"), NULL);
}

static const char *
detect_part(int first, int count, float *margin)
{
	return voc_language_detect_tokens(&chunk, first, count, part_text, NULL,
									  margin);
}

/* Parts of a text in two languages. */
static void
test_parts(void)
{
	float		sure;
	float		unsure;

	part_text = "The delivery was late. Kurýr byl navíc protivný. Дорого!";
	detect(part_text);
	check_int(chunk.nclauses, 3);
	check_str(detect_part(chunk.clauses[0].first, chunk.clauses[0].count, &sure),
			  "en");
	check_str(detect_part(chunk.clauses[1].first, chunk.clauses[1].count, NULL),
			  "cs");
	check_str(detect_part(chunk.clauses[2].first, chunk.clauses[2].count,
						  &unsure), NULL);
	check(sure > 4);
	check(unsure < 1);
	check_str(detect_part(0, 0, &unsure), NULL);
	check(unsure == 0);
}

/* What is expected makes no other language of a part. */
static void
test_expected(void)
{
	static const char *const expected[] = {"en", "cs", "de", "ru", "xx", NULL};
	const VocClause *clauses = chunk.clauses;

	part_text = "The delivery was late. Kurýr byl navíc velmi protivný a nepříjemný!";
	detect(part_text);
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++)
		for (int c = 0; c < 2; c++)
			check_str(voc_language_detect_tokens(&chunk, clauses[c].first,
												 clauses[c].count, part_text,
												 expected[i], NULL),
					  c == 0 ? "en" : "cs");
}

/* Names that speak against all languages do not hide what else is said. */
static void
test_many_names(void)
{
	check_str(detect("Serdecznie polecam dr n. med. Van Tuyen Nguyen, jest to człowiek "
					 "o ogromnej wiedzy i umiejętnościach."), "pl");
	check_str(detect("Wake up call numéro 376894: le réchauffement climatique pourrait "
					 "bientôt causer 250 000 décès de plus par an"), "fr");
}

/* What two neighbours would write the same way. */
static void
test_either(void)
{
	check_str(detect("дорого"), NULL);	/* ru, uk */
	check_str(detect("супер!"), NULL);	/* bg, ru, uk */
	check_str(detect("super!!"), NULL);
	check_str(detect("ok"), NULL);
}

static void
test_too_thin(void)
{
	check_str(detect(""), NULL);
	check_str(detect("12345 !!! 😡"), NULL);
	check_str(detect("http://example.com @handle"), NULL);
	check_str(detect("xqz"), NULL);
	check_str(detect("a"), NULL);
	check_str(detect("\xff\xfe"), NULL);
}

static void
test_codes(void)
{
	check_str(voc_language_code("cs", 2), "cs");
	check_str(voc_language_code("uk", 2), "uk");
	check_str(voc_language_code("mk", 2), NULL);	/* told, not taken */
	check_str(voc_language_code("xx", 2), NULL);
	check_str(voc_language_code("", 0), NULL);
	check_str(voc_language_code("csx", 3), NULL);
}

int
main(void)
{
	test_sentences();
	test_without_diacritics();
	test_cyrillic();
	test_west_slavic();
	test_others();
	test_neighbours();
	test_unknown();
	test_names();
	test_parts();
	test_expected();
	test_many_names();
	test_either();
	test_too_thin();
	test_codes();
	return check_end("language");
}
