/*-------------------------------------------------------------------------
 *
 * redact_test.c
 *	  What is masked in a text, and what is not.
 *
 * Numbers are made up, or the examples of those who define them; where they
 * have check digits, these were computed apart from the code.
 *
 * IDENTIFICATION
 *	  test/core/redact_test.c
 *
 *-------------------------------------------------------------------------
 */
#include "check.h"
#include "identify.h"
#include "redact.h"
#include "scan.h"

/* The text with marks for what was found; out has room for any of the tests. */
static char *
masked(const char *text, size_t len, unsigned kinds, char *out)
{
	VocRedactor redactor;
	VocPersonal found;
	size_t		read = 0;
	char	   *p = out;

	voc_redactor_init(&redactor, text, len, kinds, NULL);
	while (voc_redactor_next(&redactor, &found))
	{
		memcpy(p, text + read, found.start - read);
		p += found.start - read;
		p += sprintf(p, "[%s]", voc_personal_name(found.kind));
		read = found.start + found.length;
	}
	memcpy(p, text + read, len - read);
	p[len - read] = '\0';
	return out;
}

static const char *
redact(const char *text)
{
	static char out[8192];

	return masked(text, strlen(text), VOC_PERSONAL_ALL, out);
}

/* A text in which nothing is to be masked. */
#define check_kept(text) check_str(redact(text), text)

static void
test_addresses(void)
{
	check_str(redact("Pište na jan.novak@seznam.cz, prosím."), "Pište na [email], prosím.");
	check_str(redact("john.doe+x@mail.example.co.uk!"), "[email]!");
	check_str(redact("<a_b@c-d.com>"), "<[email]>");
	check_str(redact("jan.novák@firma.cz"), "[email]");
	check_str(redact("почта@пример.рф"), "[email]");
	check_str(redact("почта:ivan@mail.ru.Спасибо"), "почта:[email].Спасибо");
	check_str(redact("адресivan@mail.ruСпасибо"), "адрес[email]Спасибо");
	check_str(redact("x@y.cz;z@w.sk"), "[email];[email]");
	check_str(redact("mailto:x@y.xn--p1ai"), "mailto:[email]");
	check_str(redact("a@b.cz.123"), "[email].123");
	check_str(redact("..x@y.cz"), "..[email]");
	check_str(redact("603123456@x.cz 1.800101@x.cz"), "[email] [email]");
	check_kept("@united 5@10.20 a@b me @ home.now a@b.c @.cz x@.cz");
	check_kept("https://medium.com/@user/x");
}

static void
test_phones_abroad(void)
{
	check_str(redact("+420 603 123 456, +420603123456, +420-603-123-456."),
			  "[phone], [phone], [phone].");
	check_str(redact("(+420) 603 123 456 (+420 603 123 456)"), "[phone] ([phone])");
	check_str(redact("00420 603 123 456 nebo 00420603123456"), "[phone] nebo [phone]");
	check_str(redact("+421 905 123 456, +48 601 234 567, +359 88 812 3456"),
			  "[phone], [phone], [phone]");
	check_str(redact("+7 (916) 123-45-67, +7(916)1234567, +79161234567"),
			  "[phone], [phone], [phone]");
	check_str(redact("+44 (0)20 7946 0958 +1 (212) 555-0123"), "[phone] [phone]");
	check_str(redact("+420\302\240603\302\240123\302\240456"), "[phone]");
	check_str(redact("+420 603 123 456 v 9 hodin"), "[phone] v 9 hodin");
	check_str(redact("+386 1 234 56 78"), "[phone]");
	/* what is left of an address must not be a number that was none before */
	check_str(redact("+420 603 123 456@x.cz"), "[phone] [email]");
	check_kept("+10 000 000, +5 %, +100 000 000 users, C++11 a+420603123456");
	check_kept("0012345678901");
	check_kept("+250 300 400 Kč");
}

static void
test_phones_at_home(void)
{
	/* cs, sk */
	check_str(redact("Volejte 603 123 456 nebo 603-123-456."), "Volejte [phone] nebo [phone].");
	check_str(redact("tel. 603123456, mobil: 603123456"), "tel. [phone], mobil: [phone]");
	check_str(redact("0905 123 456, 0905123456, 02/1234 5678"), "[phone], [phone], [phone]");
	/* pl */
	check_str(redact("Zadzwońcie 601 234 567, (22) 123 45 67, 22 123 45 67"),
			  "Zadzwońcie [phone], [phone], [phone]");
	/* ru */
	check_str(redact("8 (916) 123-45-67, 8-916-123-45-67, 89161234567, 916 123-45-67"),
			  "[phone], [phone], [phone], [phone]");
	check_str(redact("Звоните 123-45-67 или 8 800 555 35 35"), "Звоните [phone] или [phone]");
	/* bg */
	check_str(redact("Обадете се на 0888 123 456, 0888123456, 02 123 4567"),
			  "Обадете се на [phone], [phone], [phone]");
	/* en */
	check_str(redact("Call (212) 555-0123, 212-555-0123, 212.555.0123, 1-800-555-0199"),
			  "Call [phone], [phone], [phone], [phone]");
	check_str(redact("020 7946 0958, 07700 900123"), "[phone], [phone]");
	/* beside other numbers */
	check_str(redact("5.6.2023 14:30 603 123 456"), "5.6.2023 14:30 [phone]");
	check_str(redact("603 123 456 14:30, 603 123 456 05/06/23"), "[phone] 14:30, [phone] 05/06/23");
	check_str(redact("tel. 603 123 456 8-16"), "tel. [phone] 8-16");
	check_str(redact("Order 123456, phone 603123456"), "Order 123456, phone [phone]");
	check_str(redact("mob 603 123 456 604 123 456"), "mob [phone] [phone]");
	check_str(redact("420603123456, 48601234567"), "[phone], [phone]");
}

/* What is no telephone. */
static void
test_kept(void)
{
	check_kept("Objednávka č. 603123456 a objednávka 603 123 456 nedorazila.");
	check_kept("Zamówienie nr 601 234 567 nie dotarło.");
	check_kept("Заказ № 89161234567 и заказ 89161234567 не пришли, № 123-45-67");
	check_kept("Поръчка 0888123456 закъсня, пратка 0888 123 456");
	check_kept("My order number 1234567890, order #212-555-0123, invoice 0012345678");
	check_kept("Cena 250 300 400 Kč, 603 123 456 CZK, $212 555 0123, 603 123 456 руб.");
	check_kept("12 000 000, 1 234 567, 123 456 789, 1.234.567,89, 250 000 000");
	check_kept("5.6.2023, 05/06/2023, 2023-06-05, 2023-06-05T14:30:00, 01.05.-31.12.2023");
	check_kept("9:00-17:00, 08.00-16.00, 14:30:15, 2019 2020 2021 2022");
	check_kept("v1.2.3, 10.0.19045, 192.168.100.123, 3.141592653589793");
	check_kept("ABC-603123456, SKU 123-456-789-0, EAN 8594001234567, IMEI 356938035643809");
	check_kept("1Z999AA10123456784, RR123456785CZ, 00340434161094042557, 123456789012");
	check_kept("https://x.cz/order/89161234567?id=603123456&t=0905123456");
	check_kept("5/5, 10 out of 10, 100 %, 16 GB, 3x, 2 + 2, 1-2 dny, 603123456, 603.123.456");
	check_kept("011 1234567890 12345678901234567890123456789012345678901234567890");
}

static void
test_cards(void)
{
	/* The card networks' own test numbers */
	check_str(redact("4111 1111 1111 1111, 4111-1111-1111-1111, 4111111111111111"),
			  "[card], [card], [card]");
	check_str(redact("5555555555554444 378282246310005 3782 822463 10005 30569309025904"),
			  "[card] [card] [card] [card]");
	check_str(redact("6011111111111117, 3530111333300000, 2223003122003222, 4222222222222"),
			  "[card], [card], [card], [card]");
	check_str(redact("2200 0000 0000 0004 6304000000000000"), "[card] [card]");
	check_str(redact("karta 4111 1111 1111 1111 12/25 123"), "karta [card] 12/25 123");
	check_str(redact("Order 4111111111111111"), "Order [card]");
	check_str(redact("1 4111 1111 1111 1111"), "1 [card]");
	check_str(redact("603 123 456 4111 1111 1111 1111 603 123 456"), "[phone] [card] [phone]");
	/* wrong check digit, wrong issuer or length, glued to letters */
	check_kept("4111 1111 1111 1112, 4111-1111 1111-1111, 1111111111111117");
	check_kept("41111111111111113 A4111111111111111 4111111111111111x");
}

static void
test_accounts(void)
{
	/* Examples of the IBAN registry and of national banks */
	check_str(redact("CZ65 0800 0000 1920 0014 5399; CZ6508000000192000145399"), "[iban]; [iban]");
	check_str(redact("GB29 NWBK 6016 1331 9268 19, gb29nwbk60161331926819"), "[iban], [iban]");
	check_str(redact("SK3112000000198742637541 PL61109010140000071219812874"), "[iban] [iban]");
	check_str(redact("BG80BNBG96611020345678, DE89 3704 0044 0532 0130 00"), "[iban], [iban]");
	check_str(redact("MT84MALT011000012345MTLCAST001S NO93-8601-1117-947"), "[iban] [iban]");
	check_kept("CZ65 0800 0000 1920 0014 5398, XX6508000000192000145399, CZ65080000001920001453990");
	check_kept("GB29 was late, NO 93 days");
	check_int(voc_iban_length('C', 'Z'), 24);
	check_int(voc_iban_length('Q', 'Q'), 0);
}

static void
test_persons(void)
{
	/* cs, sk: divisible by 11; with a remainder of 10 until 1985; before 1954 */
	check_str(redact("r.č. 800101/1238, 8001011238, 855714/2341, 800101 1238"),
			  "r.č. [id], [id], [id], [id]");
	check_str(redact("780123/0020 a 530101/123"), "[id] a [id]");
	check_kept("800101/1239, 900123/0030, 801301/1236, 800132/1237, 540101/123, 8001011239");
	/* pl: an example often printed; born 1902 and 2002 */
	check_str(redact("PESEL 44051401359, 02070803628, 02220803629"), "PESEL [id], [id], [id]");
	check_kept("44051401358, 44451401357");
	/* ru: the examples of the Pension Fund and the tax service, and others */
	check_str(redact("СНИЛС 112-233-445 95, 112-233-445-95, 112 233 445 95, 11223344595, 08765430300"),
			  "СНИЛС [id], [id], [id], [id], [id]");
	check_kept("112-233-445 96, 112-233-44595");
	check_str(redact("ИНН 500100732259, 771234567859, ИНН: 7707083893"), "ИНН [id], [id], ИНН: [id]");
	check_kept("500100732258, 7707083893, ИНН 7707083894");
	/* bg: of two centuries */
	check_str(redact("ЕГН 7523169263, 8507123458, 0441151237"), "ЕГН [id], [id], [id]");
	check_kept("8507123459");
	/* en */
	check_str(redact("SSN 123-45-6789, 123 45 6789? SSN: 123456789"), "SSN [id], 123 45 6789? SSN: [id]");
	check_kept("000-12-3456 666-12-3456 900-12-3456 123-00-4567 123-45-0000 123456789");
	check_str(redact("NINO AB123456C, AB 12 34 56 C, AB 123456 C."), "NINO [id], [id], [id].");
	check_kept("QQ123456C BG123456A AB123456E AO123456A ab123456c AB1234567C XAB123456C");
	/* of things */
	check_kept("objednávka 8001011238, SKU-8001011238, x/8001011238, 1.8001011238");
}

static void
test_check_digits(void)
{
	static const uint8_t card[] = {4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

	check(voc_is_card(card, 16));
	check(!voc_is_card(card, 15));
	check(!voc_is_card(card, 3));
	check(voc_is_iban("GB82WEST12345698765432", 22));
	check(!voc_is_iban("GB82WEST12345698765432", 21));
	check(!voc_is_iban("", 0));
	check(voc_is_nino('A', 'B', 'D'));
	check(!voc_is_nino('A', 'B', 'E'));
}

static void
test_kinds(void)
{
	const char *text = "a@b.cz 603 123 456 4111111111111111 CZ6508000000192000145399 8001011238";
	static const char *const one[] = {
		"[email] 603 123 456 4111111111111111 CZ6508000000192000145399 8001011238",
		"a@b.cz 603 123 456 4111111111111111 CZ6508000000192000145399 8001011238",
		"a@b.cz 603 123 456 [card] CZ6508000000192000145399 8001011238",
		"a@b.cz 603 123 456 4111111111111111 [iban] 8001011238",
		"a@b.cz 603 123 456 4111111111111111 CZ6508000000192000145399 [id]"
	};
	char		out[256];

	for (int kind = 0; kind < VOC_PERSONAL_KINDS; kind++)
		check_str(masked(text, strlen(text), 1u << kind, out), one[kind]);
	check_str(masked(text, strlen(text), 0, out), text);
	check_str(redact(text), "[email] [phone] [card] [iban] [id]");
}

/* The reader takes each mark for one token that is never scored. */
static void
test_marks(void)
{
	for (int kind = 0; kind < VOC_PERSONAL_KINDS; kind++)
	{
		char		mark[16];
		size_t		len = (size_t) sprintf(mark, "[%s]", voc_personal_name(kind));

		check_int(voc_scan_masked((unsigned char *) mark, (unsigned char *) mark + len), len);
		check_int(voc_scan_masked((unsigned char *) mark, (unsigned char *) mark + len - 1), 0);
	}
}

/* Texts of a megabyte that are hard on a search: a quadratic one would not end. */
static void
test_long(void)
{
	static const char *const pieces[] = {
		"a@b.cz ", "603 123 456, ", "1", "1 ", "1-", "603 123 456 ", "a@", "a@b.", "1@",
		"+1", "(1)", "CZ1 ", "tel 1 ", "4111 ", "00 ", "1.1.", "a.", "\303\251", "\342\200",
		"1:11 "
	};
	size_t		len = 1 << 20;
	char	   *text = malloc(len);
	char	   *out = malloc(len * 2);

	if (text == NULL || out == NULL)
		abort();
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++)
	{
		size_t		piece = strlen(pieces[i]);

		for (size_t p = 0; p < len; p++)
			text[p] = pieces[i][p % piece];
		masked(text, len, VOC_PERSONAL_ALL, out);
		check_int(strncmp(out, text, len) == 0, i > 1);
	}
	free(text);
	free(out);
}

int
main(void)
{
	test_addresses();
	test_phones_abroad();
	test_phones_at_home();
	test_kept();
	test_cards();
	test_accounts();
	test_persons();
	test_check_digits();
	test_kinds();
	test_marks();
	test_long();
	return check_end("redact");
}
