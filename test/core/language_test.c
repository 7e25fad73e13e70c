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

static void
test_too_thin(void)
{
	check_str(detect(""), NULL);
	check_str(detect("12345 !!! 😡"), NULL);
	check_str(detect("http://example.com @handle"), NULL);
	check_str(detect("xqz"), NULL);
	check_str(detect("配達が遅い"), NULL);
}

static void
test_codes(void)
{
	check_str(voc_language_code("cs", 2), "cs");
	check_str(voc_language_code("uk", 2), "uk");
	check_str(voc_language_code("xx", 2), NULL);
	check_str(voc_language_code("", 0), NULL);
	check_str(voc_language_code("csx", 3), NULL);
}

int
main(void)
{
	test_sentences();
	test_without_diacritics();
	test_too_thin();
	test_codes();
	return check_end("language");
}
