/*-------------------------------------------------------------------------
 *
 * rules_test.c
 *	  That each rule of the scorer works in each language that has it.
 *
 * One table a rule, its rows by language; a language that does not have the
 * rule has no row.  A row says what is expected of its text:
 *
 *		'+'  positive			'-'  negative
 *		'm'  mixed				'0'  neutral, or not scored at all
 *		'n'  not positive		'p'  not negative
 *
 * or how its score compares with that of the row before:
 *
 *		'>'  more				'<'  less
 *		'w'  less than half		'='  the same
 *
 * IDENTIFICATION
 *	  test/core/rules_test.c
 *
 *-------------------------------------------------------------------------
 */
#include "sentiment.h"

#include "check.h"

#define SAME	1e-6			/* scores that differ by no more are equal */

typedef struct Row
{
	const char *language;
	char		expected;
	const char *text;
} Row;

static const Row plain_words[] = {
	{"bg", '+', "Персоналът беше любезен и услужлив."},
	{"bg", '-', "Стаята беше мръсна."},
	{"bg", '+', "Доволна съм от покупката."},
	{"bg", '-', "Пратката пристигна счупена."},
	{"cs", '+', "Obsluha byla milá a ochotná."},
	{"cs", '-', "Pokoj byl špinavý."},
	{"cs", '+', "Jsem s nákupem spokojená."},
	{"cs", '-', "Balík přišel rozbitý."},
	{"de", '+', "Das Personal war freundlich und hilfsbereit."},
	{"de", '-', "Das Zimmer war schmutzig."},
	{"de", '+', "Ich bin mit dem Kauf zufrieden."},
	{"de", '-', "Das Paket kam beschädigt an."},
	{"en", '+', "The staff were friendly and helpful."},
	{"en", '-', "The room was dirty."},
	{"en", '+', "I am happy with my purchase."},
	{"en", '-', "The parcel arrived damaged."},
	{"es", '+', "El personal fue amable y atento."},
	{"es", '-', "La habitación estaba sucia."},
	{"es", '+', "Estoy contenta con la compra."},
	{"es", '-', "El paquete llegó roto."},
	{"fr", '+', "Le personnel était aimable et serviable."},
	{"fr", '-', "La chambre était sale."},
	{"fr", '+', "Je suis ravie de mon achat."},
	{"fr", '-', "Le colis est arrivé abîmé."},
	{"it", '+', "Il personale è stato gentile e disponibile."},
	{"it", '-', "La camera era sporca."},
	{"it", '+', "Sono contenta dell'acquisto."},
	{"it", '-', "Il pacco è arrivato rotto."},
	{"pl", '+', "Obsługa była miła i pomocna."},
	{"pl", '-', "Pokój był brudny."},
	{"pl", '+', "Jestem zadowolona z zakupu."},
	{"pl", '-', "Paczka przyszła uszkodzona."},
	{"ru", '+', "Персонал вежливый и отзывчивый."},
	{"ru", '-', "Номер был грязный."},
	{"ru", '+', "Я довольна покупкой."},
	{"ru", '-', "Посылка пришла повреждённая."},
	{"sk", '+', "Obsluha bola milá a ochotná."},
	{"sk", '-', "Izba bola špinavá."},
	{"sk", '+', "Som s nákupom spokojná."},
	{"sk", '-', "Balík prišiel poškodený."},
	{"uk", '+', "Персонал ввічливий і привітний."},
	{"uk", '-', "Номер був брудний."},
	{"uk", '+', "Я задоволена покупкою."},
	{"uk", '-', "Посилка прийшла пошкоджена."}
};

static const Row parts_of_words[] = {
	{"de", '-', "Der Abend war ein Totalausfall."},
	{"de", '-', "Es gibt ständig Lieferprobleme."},
	{"de", '+', "Es war ein Riesenspaß."},
	{"en", '+', "A very customer-friendly shop."},
	{"en", '-', "A rather error-prone app."},
	{"fr", '+', "J'ai adoré l'excellente cuisine."},
	{"fr", '-', "Quelle soirée ! L'horreur."},
	{"it", '+', "È stata un'ottima scelta."},
	{"it", '-', "È stata un'orribile serata."}
};

static const Row negation_before[] = {
	{"bg", '-', "Храната не е добра."},
	{"bg", '-', "Не съм доволен."},
	{"bg", '-', "Персоналът не беше любезен."},
	{"cs", '-', "Jídlo není dobré."},
	{"cs", '-', "Obsluha nebyla příjemná."},
	{"cs", '-', "Nejsem spokojená."},
	{"de", '-', "Das Essen ist nicht gut."},
	{"de", '-', "Die Bedienung war nicht freundlich."},
	{"de", '-', "Wir waren nie zufrieden."},
	{"en", '-', "The food is not good."},
	{"en", '-', "The waiter wasn't friendly."},
	{"en", '-', "We were never happy with them."},
	{"es", '-', "La comida no es buena."},
	{"es", '-', "El camarero no fue amable."},
	{"es", '-', "Nunca quedé satisfecho."},
	{"fr", '-', "Le repas n'est pas bon."},
	{"fr", '-', "Le serveur n'était pas aimable."},
	{"fr", '-', "Je n'ai jamais été satisfait."},
	{"it", '-', "Il cibo non è buono."},
	{"it", '-', "Il cameriere non era gentile."},
	{"it", '-', "Non sono mai stata soddisfatta."},
	{"pl", '-', "Jedzenie nie jest dobre."},
	{"pl", '-', "Kelner nie był uprzejmy."},
	{"pl", '-', "Nie jestem zadowolona."},
	{"ru", '-', "Еда не вкусная."},
	{"ru", '-', "Официант не был вежлив."},
	{"ru", '-', "Я не довольна обслуживанием."},
	{"sk", '-', "Jedlo nie je dobré."},
	{"sk", '-', "Čašník nebol príjemný."},
	{"sk", '-', "Nie som spokojná."},
	{"uk", '-', "Їжа не смачна."},
	{"uk", '-', "Офіціант не був ввічливий."},
	{"uk", '-', "Я не задоволена обслуговуванням."}
};

static const Row negation_with_words_between[] = {
	{"bg", '-', "Обслужването не беше никак любезно."},
	{"bg", '-', "Не съм много доволен от покупката."},
	{"bg", '-', "Стаята не беше чак толкова чиста."},
	{"cs", '-', "Jídlo rozhodně nebylo vůbec dobré."},
	{"cs", '-', "Nejsem s tou obsluhou moc spokojený."},
	{"cs", '-', "Pokoj nebyl ani trochu čistý."},
	{"de", '-', "Das Essen war leider überhaupt nicht gut."},
	{"de", '-', "Ich bin nicht mit dem Service zufrieden."},
	{"de", '-', "Das Zimmer war nicht wirklich sauber."},
	{"en", '-', "The food was not even remotely good."},
	{"en", '-', "I am not at all happy with the service."},
	{"en", '-', "The room wasn't really that clean."},
	{"es", '-', "La comida no estaba nada buena."},
	{"es", '-', "No quedé del todo satisfecho."},
	{"es", '-', "La habitación no estaba ni mucho menos limpia."},
	{"fr", '-', "Le repas n'était vraiment pas bon."},
	{"fr", '-', "Je ne suis pas du tout satisfait du service."},
	{"fr", '-', "La chambre n'était pas très propre."},
	{"it", '-', "Il cibo non era per niente buono."},
	{"it", '-', "Non sono affatto soddisfatto del servizio."},
	{"it", '-', "La camera non era proprio pulita."},
	{"pl", '-', "Jedzenie nie było wcale dobre."},
	{"pl", '-', "Nie jestem do końca zadowolony z usługi."},
	{"pl", '-', "Pokój nie był zbyt czysty."},
	{"ru", '-', "Еда была совсем не вкусной."},
	{"ru", '-', "Я не очень доволен покупкой."},
	{"ru", '-', "Сайт не был таким уж удобным."},
	{"sk", '-', "Jedlo nebolo vôbec dobré."},
	{"sk", '-', "Nie som s obsluhou veľmi spokojný."},
	{"sk", '-', "Izba nebola ani trochu čistá."},
	{"uk", '-', "Їжа була зовсім не смачною."},
	{"uk", '-', "Я не дуже задоволений покупкою."},
	{"uk", '-', "Сайт не був аж таким зручним."}
};

static const Row blame_after_negated_praise_stays_blame[] = {
	{"bg", '-', "Персоналът не беше любезен."},
	{"bg", '<', "Персоналът не беше любезен и беше груб."},
	{"cs", '-', "Obsluha nebyla milá."},
	{"cs", '<', "Obsluha nebyla milá a byla drzá."},
	{"de", '-', "Das Personal war nicht freundlich."},
	{"de", '<', "Das Personal war nicht freundlich und frech."},
	{"en", '-', "The staff was not friendly."},
	{"en", '<', "The staff was not friendly and was rude."},
	{"es", '-', "El personal no fue amable."},
	{"es", '<', "El personal no fue amable y fue grosero."},
	{"fr", '-', "Le personnel n'était pas aimable."},
	{"fr", '<', "Le personnel n'était pas aimable et était grossier."},
	{"it", '-', "Il personale non era gentile."},
	{"it", '<', "Il personale non era gentile ed era scortese."},
	{"pl", '-', "Obsługa nie była miła."},
	{"pl", '<', "Obsługa nie była miła i była chamska."},
	{"ru", '-', "Персонал не был вежлив."},
	{"ru", '<', "Персонал не был вежлив и был груб."},
	{"sk", '-', "Obsluha nebola milá."},
	{"sk", '<', "Obsluha nebola milá a bola drzá."},
	{"uk", '-', "Персонал не був ввічливий."},
	{"uk", '<', "Персонал не був ввічливий і хамив."}
};

static const Row negators_that_go_together[] = {
	{"bg", '-', "Никой никога не е любезен."},
	{"bg", '-', "Нито обслужването беше добро, нито храната."},
	{"bg", '-', "Никой не беше услужлив."},
	{"bg", '+', "Никога не са ме разочаровали."},
	{"cs", '-', "Nikdo tu nikdy nebyl ochotný."},
	{"cs", '-', "Jídlo nebylo ani čerstvé, ani chutné."},
	{"cs", '-', "Nikdo mi nikdy neodpověděl."},
	{"cs", '+', "Nikdy mě nezklamali."},
	{"de", '-', "Das Essen war weder frisch noch lecker."},
	{"de", '-', "Niemand war freundlich."},
	{"de", '+', "Sie haben mich noch nie enttäuscht."},
	{"en", '-', "Nobody was helpful."},
	{"en", '+', "They have never let me down."},
	{"es", '-', "Nunca nadie fue amable."},
	{"es", '-', "La comida no estaba ni fresca ni rica."},
	{"es", '-', "No me ayudó nadie."},
	{"es", '+', "Nunca me han decepcionado."},
	{"fr", '-', "Personne n'a jamais été aimable."},
	{"fr", '-', "Le personnel n'est ni aimable ni compétent."},
	{"fr", '-', "Rien n'est jamais propre."},
	{"fr", '+', "Je n'ai jamais été déçue."},
	{"it", '-', "Nessuno è mai stato gentile."},
	{"it", '-', "Il cibo non era né fresco né buono."},
	{"it", '-', "Non mi ha mai aiutato nessuno."},
	{"it", '+', "Non mi hanno mai delusa."},
	{"pl", '-', "Nikt nigdy nie był uprzejmy."},
	{"pl", '-', "Jedzenie nie było ani świeże, ani smaczne."},
	{"pl", '-', "Nikt mi nie pomógł."},
	{"pl", '+', "Nigdy mnie nie zawiedli."},
	{"ru", '-', "Никто никогда не был вежлив."},
	{"ru", '-', "Никто не помог."},
	{"ru", '+', "Ни разу не подвели."},
	{"sk", '-', "Nikto tu nikdy nebol ochotný."},
	{"sk", '-', "Jedlo nebolo ani čerstvé, ani chutné."},
	{"sk", '-', "Nikto mi nikdy neodpovedal."},
	{"sk", '+', "Nikdy ma nesklamali."},
	{"uk", '-', "Ніхто ніколи не був ввічливим."},
	{"uk", '-', "Їжа не була ні свіжою, ні смачною."},
	{"uk", '-', "Ніхто не допоміг."},
	{"uk", '+', "Жодного разу не підвели."}
};

/* Bad, not bad, good. */
static const Row litotes[] = {
	{"bg", '-', "Храната е лоша."},
	{"bg", '>', "Храната не е лоша."},
	{"bg", '>', "Храната е добра."},
	{"cs", '-', "Jídlo bylo špatné."},
	{"cs", '>', "Jídlo nebylo špatné."},
	{"cs", '>', "Jídlo bylo dobré."},
	{"cs", '-', "Jsem nespokojený."},
	{"cs", '>', "Nejsem nespokojený."},
	{"cs", '>', "Jsem spokojený."},
	{"de", '-', "Das Essen ist schlecht."},
	{"de", '>', "Das Essen ist nicht schlecht."},
	{"de", '>', "Das Essen ist gut."},
	{"en", '-', "The food is bad."},
	{"en", '>', "The food is not bad."},
	{"en", '>', "The food is good."},
	{"es", '-', "La comida es mala."},
	{"es", '>', "La comida no es mala."},
	{"es", '>', "La comida es buena."},
	{"fr", '-', "Le repas est mauvais."},
	{"fr", '>', "Le repas n'est pas mauvais."},
	{"fr", '>', "Le repas est bon."},
	{"it", '-', "Il cibo è cattivo."},
	{"it", '>', "Il cibo non è cattivo."},
	{"it", '>', "Il cibo è buono."},
	{"pl", '-', "Jedzenie jest złe."},
	{"pl", '>', "Jedzenie nie jest złe."},
	{"pl", '>', "Jedzenie jest dobre."},
	{"pl", '-', "Jestem niezadowolony."},
	{"pl", '>', "Nie jestem niezadowolony."},
	{"pl", '>', "Jestem zadowolony."},
	{"ru", '-', "Гостиница плохая."},
	{"ru", '>', "Гостиница не плохая."},
	{"ru", '>', "Гостиница хорошая."},
	{"sk", '-', "Jedlo je zlé."},
	{"sk", '>', "Jedlo nie je zlé."},
	{"sk", '>', "Jedlo je dobré."},
	{"sk", '-', "Som nespokojný."},
	{"sk", '>', "Nie som nespokojný."},
	{"sk", '>', "Som spokojný."},
	{"uk", '-', "Їжа погана."},
	{"uk", '>', "Їжа не погана."},
	{"uk", '>', "Їжа смачна."}
};

static const Row negation_behind[] = {
	{"bg", '-', "Доволна определено не съм."},
	{"bg", '-', "Вкусно не беше."},
	{"cs", '-', "Spokojen rozhodně nebyl."},
	{"cs", '-', "Dobré to opravdu není."},
	{"cs", '-', "Příjemná ta paní nebyla."},
	{"de", '-', "Das neue Design gefällt mir nicht."},
	{"de", '-', "Zufrieden bin ich damit nicht."},
	{"de", '-', "Ich empfehle dieses Restaurant nicht."},
	{"de", '-', "Der Lärm stört mich."},
	{"de", '>', "Der Lärm stört mich nicht."},
	{"fr", '-', "J'aime pas du tout."},
	{"fr", '-', "Je recommande pas cet hôtel."},
	{"pl", '-', "Zadowolony na pewno nie jestem."},
	{"pl", '-', "Dobre to nie było."},
	{"ru", '-', "Довольна точно не была."},
	{"ru", '-', "Вкусно не было."},
	{"sk", '-', "Spokojný rozhodne nebol."},
	{"sk", '-', "Dobré to naozaj nie je."},
	{"uk", '-', "Задоволена точно не була."},
	{"uk", '-', "Смачно не було."}
};

static const Row negated_saying[] = {
	{"en", '-', "I can't say that I am happy with it."},
	{"en", '-', "I don't think it is a good shop."},
	{"es", '-', "No puedo decir que esté contenta."},
	{"es", '-', "No creo que sea una buena tienda."},
	{"fr", '-', "Je ne peux pas dire que je suis satisfaite."},
	{"it", '-', "Non posso dire di essere soddisfatta."},
	{"it", '-', "Non penso che sia un buon negozio."}
};

static const Row the_reach_of_a_negator_ends_with_its_clause[] = {
	{"bg", '+', "Не, всичко беше чудесно."},
	{"bg", '+', "Не бях там сама. Храната беше вкусна."},
	{"bg", '+', "Не бях там сама\nХраната беше вкусна"},
	{"bg", '-', "Не, беше ужасно."},
	{"cs", '+', "Ne, obsluha byla skvělá."},
	{"cs", '+', "Nebyl jsem tam sám. Jídlo bylo výborné."},
	{"cs", '+', "Nebyl jsem tam sám\nJídlo bylo výborné"},
	{"cs", '-', "Ne, bylo to hrozné."},
	{"de", '+', "Nein, alles war wunderbar."},
	{"de", '+', "Ich war nicht zum ersten Mal dort. Das Essen war lecker."},
	{"de", '+', "Ich war nicht zum ersten Mal dort\nDas Essen war lecker"},
	{"de", '-', "Nein, es war schrecklich."},
	{"en", '+', "No, everything was great."},
	{"en", '+', "It was not our first visit. The food was tasty."},
	{"en", '+', "It was not our first visit\nThe food was tasty"},
	{"en", '-', "No, it was horrible."},
	{"es", '+', "No, todo fue estupendo."},
	{"es", '+', "No era nuestra primera visita. La comida estaba rica."},
	{"es", '+', "No era nuestra primera visita\nLa comida estaba rica"},
	{"es", '-', "No, fue horrible."},
	{"fr", '+', "Non, tout était parfait."},
	{"fr", '+', "Ce n'était pas notre première visite. Le repas était délicieux."},
	{"fr", '+', "Ce n'était pas notre première visite\nLe repas était délicieux"},
	{"fr", '-', "Non, c'était horrible."},
	{"it", '+', "No, è stato tutto perfetto."},
	{"it", '+', "Non era la nostra prima visita. Il cibo era delizioso."},
	{"it", '+', "Non era la nostra prima visita\nIl cibo era delizioso"},
	{"it", '-', "No, è stato orribile."},
	{"pl", '+', "Nie, wszystko było świetne."},
	{"pl", '+', "Nie była to nasza pierwsza wizyta. Jedzenie było pyszne."},
	{"pl", '+', "Nie była to nasza pierwsza wizyta\nJedzenie było pyszne"},
	{"pl", '-', "Nie, było okropnie."},
	{"ru", '+', "Нет, всё было отлично."},
	{"ru", '+', "Была там не одна. Еда была вкусная."},
	{"ru", '+', "Была там не одна\nЕда была вкусная"},
	{"ru", '-', "Нет, было ужасно."},
	{"sk", '+', "Nie, všetko bolo skvelé."},
	{"sk", '+', "Nebol som tam sám. Jedlo bolo výborné."},
	{"sk", '+', "Nebol som tam sám\nJedlo bolo výborné"},
	{"sk", '-', "Nie, bolo to hrozné."},
	{"uk", '+', "Ні, усе було чудово."},
	{"uk", '+', "Була там не сама. Їжа була смачна."},
	{"uk", '+', "Була там не сама\nЇжа була смачна"},
	{"uk", '-', "Ні, було жахливо."}
};

static const Row sentence_adverbs_do_not_stop_a_negator[] = {
	{"bg", '-', "За съжаление храната не беше добра."},
	{"cs", '-', "Jídlo bohužel nebylo dobré."},
	{"de", '-', "Das Essen war leider nicht gut."},
	{"en", '-', "Sadly the food was not good."},
	{"es", '-', "Desgraciadamente la comida no era buena."},
	{"fr", '-', "Malheureusement le repas n'était pas bon."},
	{"it", '-', "Purtroppo il cibo non era buono."},
	{"pl", '-', "Niestety jedzenie nie było dobre."},
	{"ru", '-', "К сожалению, еда была не вкусная."},
	{"sk", '-', "Jedlo bohužiaľ nebolo dobré."},
	{"uk", '-', "На жаль, їжа була не смачна."}
};

static const Row not_yet[] = {
	{"de", '-', "Das Paket ist immer noch nicht da."},
	{"en", '-', "The parcel is still not here."},
	{"pl", '-', "Paczki nadal nie ma."},
	{"ru", '-', "Посылки до сих пор нет."},
	{"uk", '-', "Посилки досі немає."}
};

static const Row negating_prefix[] = {
	{"bg", '-', "Персоналът е нелюбезен."},
	{"bg", '-', "Храната беше невкусна."},
	{"bg", '-', "Сайтът е неудобен."},
	{"cs", '-', "Obsluha byla neochotná."},
	{"cs", '-', "Web je nepřehledný."},
	{"cs", '-', "Sedačky jsou nepohodlné."},
	{"de", '-', "Das Personal war unfreundlich."},
	{"de", '-', "Die Stühle sind unbequem."},
	{"de", '-', "Das Bad war unsauber."},
	{"en", '-', "The staff were unfriendly."},
	{"en", '-', "The seats are uncomfortable."},
	{"en", '-', "The driver was unhelpful."},
	{"pl", '-', "Obsługa była nieuprzejma."},
	{"pl", '-', "Jedzenie było niesmaczne."},
	{"pl", '-', "Krzesła są niewygodne."},
	{"ru", '-', "Персонал невежливый."},
	{"ru", '-', "Еда невкусная."},
	{"ru", '-', "Сайт неудобный."},
	{"sk", '-', "Obsluha bola neochotná."},
	{"sk", '-', "Web je neprehľadný."},
	{"sk", '-', "Sedadlá sú nepohodlné."},
	{"uk", '-', "Персонал неввічливий."},
	{"uk", '-', "Їжа несмачна."},
	{"uk", '-', "Сайт незручний."}
};

static const Row strengthening_prefix[] = {
	{"bg", '+', "Вкусна храна."},
	{"bg", '>', "Най-вкусната храна."},
	{"bg", '-', "Бавен интернет."},
	{"bg", '<', "Най-бавният интернет."},
	{"cs", '+', "Ochotná obsluha."},
	{"cs", '>', "Nejochotnější obsluha."},
	{"cs", '-', "Pomalý internet."},
	{"cs", '<', "Nejpomalejší internet."},
	{"fr", '+', "Livraison efficace."},
	{"fr", '>', "Livraison hyper-efficace."},
	{"it", '+', "Consiglio questa buona pizza."},
	{"it", '>', "Consiglio questa strabuona pizza."},
	{"pl", '+', "Smaczne jedzenie."},
	{"pl", '>', "Najsmaczniejsze jedzenie."},
	{"pl", '-', "Brudny pokój."},
	{"pl", '<', "Najbrudniejszy pokój."},
	{"ru", '+', "Вкусный торт."},
	{"ru", '>', "Наивкуснейший торт."},
	{"sk", '+', "Ochotná obsluha."},
	{"sk", '>', "Najochotnejšia obsluha."},
	{"sk", '-', "Pomalý internet."},
	{"sk", '<', "Najpomalší internet."},
	{"uk", '+', "Смачна їжа."},
	{"uk", '>', "Найсмачніша їжа."},
	{"uk", '-', "Повільний інтернет."},
	{"uk", '<', "Найповільніший інтернет."}
};

/* Diminished, plain, intensified. */
static const Row degree[] = {
	{"bg", '+', "Обувките са сравнително удобни."},
	{"bg", '>', "Обувките са удобни."},
	{"bg", '>', "Обувките са изключително удобни."},
	{"bg", '-', "Стаята беше малко мръсна."},
	{"bg", '<', "Стаята беше мръсна."},
	{"bg", '<', "Стаята беше много мръсна."},
	{"cs", '+', "Boty jsou docela pohodlné."},
	{"cs", '>', "Boty jsou pohodlné."},
	{"cs", '>', "Boty jsou velmi pohodlné."},
	{"cs", '-', "Pokoj byl trochu špinavý."},
	{"cs", '<', "Pokoj byl špinavý."},
	{"cs", '<', "Pokoj byl hodně špinavý."},
	{"de", '+', "Die Schuhe sind einigermaßen bequem."},
	{"de", '>', "Die Schuhe sind bequem."},
	{"de", '>', "Die Schuhe sind äußerst bequem."},
	{"de", '-', "Das Zimmer war etwas schmutzig."},
	{"de", '<', "Das Zimmer war schmutzig."},
	{"de", '<', "Das Zimmer war sehr schmutzig."},
	{"en", '+', "The shoes are fairly comfortable."},
	{"en", '>', "The shoes are comfortable."},
	{"en", '>', "The shoes are extremely comfortable."},
	{"en", '-', "The room was slightly dirty."},
	{"en", '<', "The room was dirty."},
	{"en", '<', "The room was very dirty."},
	{"es", '+', "Los zapatos son relativamente cómodos."},
	{"es", '>', "Los zapatos son cómodos."},
	{"es", '>', "Los zapatos son muy cómodos."},
	{"es", '-', "La habitación estaba un poco sucia."},
	{"es", '<', "La habitación estaba sucia."},
	{"es", '<', "La habitación estaba muy sucia."},
	{"fr", '+', "Les chaussures sont plutôt confortables."},
	{"fr", '>', "Les chaussures sont confortables."},
	{"fr", '>', "Les chaussures sont très confortables."},
	{"fr", '-', "La chambre était un peu sale."},
	{"fr", '<', "La chambre était sale."},
	{"fr", '<', "La chambre était très sale."},
	{"it", '+', "Le scarpe sono abbastanza comode."},
	{"it", '>', "Le scarpe sono comode."},
	{"it", '>', "Le scarpe sono molto comode."},
	{"it", '-', "La camera era un po' sporca."},
	{"it", '<', "La camera era sporca."},
	{"it", '<', "La camera era molto sporca."},
	{"pl", '+', "Buty są dość wygodne."},
	{"pl", '>', "Buty są wygodne."},
	{"pl", '>', "Buty są bardzo wygodne."},
	{"pl", '-', "Pokój był trochę brudny."},
	{"pl", '<', "Pokój był brudny."},
	{"pl", '<', "Pokój był bardzo brudny."},
	{"ru", '+', "Кроссовки довольно удобные."},
	{"ru", '>', "Кроссовки удобные."},
	{"ru", '>', "Кроссовки очень удобные."},
	{"ru", '-', "Номер был немного грязный."},
	{"ru", '<', "Номер был грязный."},
	{"ru", '<', "Номер был очень грязный."},
	{"sk", '+', "Topánky sú celkom pohodlné."},
	{"sk", '>', "Topánky sú pohodlné."},
	{"sk", '>', "Topánky sú veľmi pohodlné."},
	{"sk", '-', "Izba bola trochu špinavá."},
	{"sk", '<', "Izba bola špinavá."},
	{"sk", '<', "Izba bola veľmi špinavá."},
	{"uk", '+', "Кросівки досить зручні."},
	{"uk", '>', "Кросівки зручні."},
	{"uk", '>', "Кросівки дуже зручні."},
	{"uk", '-', "Номер був трохи брудний."},
	{"uk", '<', "Номер був брудний."},
	{"uk", '<', "Номер був дуже брудний."}
};

/* The same halves in both orders; then a reproach made good. */
static const Row contrast[] = {
	{"bg", '-', "Стаята беше красива, но обслужването беше лошо."},
	{"bg", '>', "Обслужването беше лошо, но стаята беше красива."},
	{"bg", '+', "Малко скъпо, но качеството е отлично."},
	{"cs", '-', "Pokoj byl hezký, ale obsluha byla hrozná."},
	{"cs", '>', "Obsluha byla hrozná, ale pokoj byl hezký."},
	{"cs", '+', "Trochu drahé, ale kvalita je výborná."},
	{"de", '-', "Das Zimmer war schön, aber der Service war schlecht."},
	{"de", '>', "Der Service war schlecht, aber das Zimmer war schön."},
	{"de", '+', "Etwas teuer, aber die Qualität ist ausgezeichnet."},
	{"en", '-', "The room was nice, but the service was bad."},
	{"en", '>', "The service was bad, but the room was nice."},
	{"en", '+', "A bit expensive but the quality is excellent."},
	{"es", '-', "La habitación era bonita, pero el servicio fue malo."},
	{"es", '>', "El servicio fue malo, pero la habitación era bonita."},
	{"es", '+', "Un poco caro, pero la calidad es excelente."},
	{"fr", '-', "La chambre était jolie, mais le service était mauvais."},
	{"fr", '>', "Le service était mauvais, mais la chambre était jolie."},
	{"fr", '+', "Un peu cher, mais la qualité est excellente."},
	{"it", '-', "La camera era bella, ma il servizio era pessimo."},
	{"it", '>', "Il servizio era pessimo, ma la camera era bella."},
	{"it", '+', "Un po' caro, ma la qualità è eccellente."},
	{"pl", '-', "Pokój był ładny, ale obsługa była zła."},
	{"pl", '>', "Obsługa była zła, ale pokój był ładny."},
	{"pl", '+', "Trochę drogo, ale jakość jest doskonała."},
	{"ru", '-', "Номер был красивый, но обслуживание плохое."},
	{"ru", '>', "Обслуживание плохое, но номер был красивый."},
	{"ru", '+', "Немного дорого, но качество отличное."},
	{"sk", '-', "Izba bola pekná, ale obsluha bola hrozná."},
	{"sk", '>', "Obsluha bola hrozná, ale izba bola pekná."},
	{"sk", '+', "Trochu drahé, ale kvalita je výborná."},
	{"uk", '-', "Номер був гарний, але обслуговування погане."},
	{"uk", '>', "Обслуговування погане, але номер був гарний."},
	{"uk", '+', "Трохи дорого, але якість чудова."}
};

static const Row negators_around_a_contrast_word[] = {
	{"de", '-', "Ich war jedoch nicht zufrieden."},
	{"es", '-', "Sin embargo no quedé satisfecho."},
	{"fr", '-', "Je n'étais cependant pas satisfait."}
};

static const Row wishes_and_conditions[] = {
	{"bg", '+', "Хубаво е, че има паркинг."},
	{"bg", 'w', "Би било хубаво да има паркинг."},
	{"bg", '+', "Персоналът е любезен."},
	{"bg", 'w', "Дано персоналът стане любезен."},
	{"cs", '+', "Je dobré, že tu mají parkoviště."},
	{"cs", 'w', "Bylo by dobré mít tu parkoviště."},
	{"cs", '+', "Obsluha je milá."},
	{"cs", 'w', "Kéž by byla obsluha milá."},
	{"de", '+', "Es ist schön, dass es Parkplätze gibt."},
	{"de", 'w', "Es wäre schön, wenn es Parkplätze gäbe."},
	{"de", '+', "Der Service ist gut."},
	{"de", 'w', "Hoffentlich wird der Service gut."},
	{"en", '+', "The garden is nice."},
	{"en", 'w', "A garden would be nice."},
	{"es", '+', "Es bueno tener aparcamiento."},
	{"es", 'w', "Sería bueno tener aparcamiento."},
	{"es", '+', "El servicio es bueno."},
	{"es", 'w', "Ojalá el servicio fuera bueno."},
	{"fr", '+', "C'est bien d'avoir un parking."},
	{"fr", 'w', "Ce serait bien d'avoir un parking."},
	{"fr", '+', "Le personnel est aimable."},
	{"fr", 'w', "Si seulement le personnel était aimable."},
	{"it", '+', "È bello avere un parcheggio."},
	{"it", 'w', "Sarebbe bello avere un parcheggio."},
	{"it", '+', "Il personale è gentile."},
	{"it", 'w', "Magari il personale fosse gentile."},
	{"pl", '+', "Dobrze, że jest parking."},
	{"pl", 'w', "Byłoby dobrze mieć parking."},
	{"pl", '+', "Obsługa jest miła."},
	{"pl", 'w', "Oby obsługa była miła."},
	{"ru", '+', "Хорошо, что есть парковка."},
	{"ru", 'w', "Было бы хорошо иметь парковку."},
	{"ru", '+', "Персонал вежливый."},
	{"ru", 'w', "Хотелось бы видеть вежливый персонал."},
	{"sk", '+', "Je dobré, že tu majú parkovisko."},
	{"sk", 'w', "Bolo by dobré mať tu parkovisko."},
	{"sk", '+', "Obsluha je milá."},
	{"sk", 'w', "Kiež by bola obsluha milá."},
	{"uk", '+', "Добре, що є парковка."},
	{"uk", 'w', "Було б добре мати парковку."},
	{"uk", '+', "Персонал ввічливий."},
	{"uk", 'w', "Хотілося б бачити ввічливий персонал."}
};

/* As it is, and as it is hoped to be. */
static const Row hopes[] = {
	{"bg", '+', "Този път беше по-добре."},
	{"bg", 'w', "Надявам се следващия път да е по-добре."},
	{"en", '+', "It was better this time."},
	{"en", 'w', "I hope it gets better next time."},
	{"es", '+', "Esta vez fue mejor."},
	{"es", 'w', "Espero que la próxima vez sea mejor."},
	{"fr", '+', "Cette fois c'était mieux."},
	{"fr", 'w', "J'espère que ce sera mieux la prochaine fois."},
	{"it", '+', "Questa volta è andata meglio."},
	{"it", 'w', "Spero che la prossima volta vada meglio."}
};

static const Row questions[] = {
	{"bg", '+', "Храната е вкусна."},
	{"bg", 'w', "Вкусна ли е храната?"},
	{"bg", '-', "Защо е толкова бавно?"},
	{"bg", '0', "Къде мога да върна обувките?"},
	{"cs", '+', "Jídlo je dobré."},
	{"cs", 'w', "Je jídlo dobré?"},
	{"cs", '-', "Proč je to tak pomalé?"},
	{"cs", '0', "Kde můžu vrátit boty?"},
	{"de", '+', "Das Essen ist gut."},
	{"de", 'w', "Ist das Essen gut?"},
	{"de", '-', "Warum ist das so umständlich?"},
	{"de", '0', "Wo kann ich die Schuhe zurückgeben?"},
	{"en", '+', "The food is good."},
	{"en", 'w', "Is the food any good?"},
	{"en", '-', "Why is it so slow?"},
	{"en", '0', "Where can I return the shoes?"},
	{"es", '+', "La comida es buena."},
	{"es", 'w', "¿Es buena la comida?"},
	{"es", '-', "¿Por qué es tan lento?"},
	{"es", '0', "¿Dónde puedo devolver los zapatos?"},
	{"fr", '+', "Le repas est bon."},
	{"fr", 'w', "Est-ce que le repas est bon ?"},
	{"fr", '-', "Pourquoi est-ce si lent ?"},
	{"fr", '0', "Où puis-je retourner les chaussures ?"},
	{"it", '+', "Il cibo è buono."},
	{"it", 'w', "È buono il cibo?"},
	{"it", '-', "Perché è così lento?"},
	{"it", '0', "Dove posso restituire le scarpe?"},
	{"pl", '+', "Jedzenie jest dobre."},
	{"pl", 'w', "Czy jedzenie jest dobre?"},
	{"pl", '-', "Dlaczego to działa tak wolno?"},
	{"pl", '-', "Dlaczego to jest takie drogie?"},
	{"pl", '0', "Gdzie mogę zwrócić buty?"},
	{"ru", '+', "Еда вкусная."},
	{"ru", 'w', "Еда вкусная?"},
	{"ru", '-', "Почему так медленно?"},
	{"ru", '0', "Где можно вернуть кроссовки?"},
	{"sk", '+', "Jedlo je dobré."},
	{"sk", 'w', "Je jedlo dobré?"},
	{"sk", '-', "Prečo je to také pomalé?"},
	{"sk", '0', "Kde môžem vrátiť topánky?"},
	{"uk", '+', "Їжа смачна."},
	{"uk", 'w', "Чи смачна їжа?"},
	{"uk", '-', "Чому так повільно?"},
	{"uk", '0', "Де можна повернути кросівки?"}
};

static const Row comparison[] = {
	{"bg", '+', "Обслужването е по-добро отпреди."},
	{"bg", '-', "Обслужването е по-лошо отпреди."},
	{"bg", 'n', "Преди беше по-добре."},
	{"bg", 'n', "Другаде е по-добре."},
	{"cs", '+', "Obsluha je lepší než dřív."},
	{"cs", '-', "Obsluha je horší než dřív."},
	{"de", '-', "Der Service ist schlechter als früher."},
	{"de", 'n', "Früher war das besser."},
	{"de", 'n', "Woanders ist es besser."},
	{"en", '+', "The service is better than before."},
	{"en", '-', "The service is worse than before."},
	{"en", 'n', "The service is better elsewhere."},
	{"es", '+', "El servicio es mejor que antes."},
	{"es", '-', "El servicio es peor que antes."},
	{"es", 'n', "Antes era mejor."},
	{"es", 'n', "En otros sitios es mejor."},
	{"fr", '+', "Le service est meilleur qu'avant."},
	{"fr", '-', "Le service est pire qu'avant."},
	{"fr", 'n', "Avant c'était mieux."},
	{"fr", 'n', "C'est mieux ailleurs."},
	{"it", '+', "Il servizio è migliore di prima."},
	{"it", '-', "Il servizio è peggiore di prima."},
	{"it", 'n', "Prima era meglio."},
	{"it", 'n', "Altrove è meglio."},
	{"pl", '+', "Obsługa jest lepsza niż wcześniej."},
	{"pl", '-', "Obsługa jest gorsza niż wcześniej."},
	{"pl", 'n', "Kiedyś było lepiej."},
	{"pl", 'n', "Gdzie indziej jest lepiej."},
	{"ru", '+', "Обслуживание лучше, чем раньше."},
	{"ru", '-', "Обслуживание хуже, чем раньше."},
	{"ru", 'n', "Раньше было лучше."},
	{"ru", 'n', "В других местах лучше."},
	{"sk", '+', "Obsluha je lepšia ako predtým."},
	{"sk", '-', "Obsluha je horšia ako predtým."},
	{"sk", 'n', "Kedysi to bolo lepšie."},
	{"sk", 'n', "Inde je to lepšie."},
	{"uk", '+', "Обслуговування краще, ніж раніше."},
	{"uk", '-', "Обслуговування гірше, ніж раніше."},
	{"uk", 'n', "Раніше було краще."},
	{"uk", 'n', "В інших місцях краще."}
};

static const Row too_much[] = {
	{"bg", '-', "Супата е прекалено солена."},
	{"bg", '-', "Роклята е твърде дълга."},
	{"bg", '-', "Сайтът е бавен."},
	{"bg", '<', "Сайтът е прекалено бавен."},
	{"cs", '-', "Polévka je příliš slaná."},
	{"cs", '-', "Web je pomalý."},
	{"cs", '<', "Web je příliš pomalý."},
	{"de", '-', "Die Suppe ist zu salzig."},
	{"de", '-', "Das Kleid ist viel zu lang."},
	{"de", '-', "Die Seite ist langsam."},
	{"en", '-', "The soup is too salty."},
	{"en", '-', "The dress is too long."},
	{"en", '-', "The site is slow."},
	{"es", '-', "La sopa está demasiado salada."},
	{"es", '-', "El vestido es demasiado largo."},
	{"es", '-', "La página es lenta."},
	{"es", '<', "La página es demasiado lenta."},
	{"fr", '-', "La soupe est trop salée."},
	{"fr", '-', "La robe est trop longue."},
	{"fr", '-', "Le site est lent."},
	{"fr", '<', "Le site est trop lent."},
	{"it", '-', "La zuppa è troppo salata."},
	{"it", '-', "Il vestito è troppo lungo."},
	{"it", '-', "Il sito è lento."},
	{"it", '<', "Il sito è troppo lento."},
	{"pl", '-', "Zupa jest zbyt słona."},
	{"pl", '-', "Strona jest powolna."},
	{"pl", '<', "Strona jest zbyt powolna."},
	{"ru", '-', "Суп слишком солёный."},
	{"ru", '-', "Платье слишком длинное."},
	{"ru", '-', "Сайт медленный."},
	{"ru", '<', "Сайт слишком медленный."},
	{"sk", '-', "Polievka je príliš slaná."},
	{"sk", '-', "Šaty sú príliš dlhé."},
	{"sk", '-', "Web je pomalý."},
	{"sk", '<', "Web je príliš pomalý."},
	{"uk", '-', "Суп занадто солоний."},
	{"uk", '-', "Сукня занадто довга."},
	{"uk", '-', "Сайт повільний."},
	{"uk", '<', "Сайт занадто повільний."}
};

static const Row not_too_much_is_no_reproach[] = {
	{"bg", 'p', "Супата не е прекалено солена."},
	{"cs", 'p', "Polévka není příliš slaná."},
	{"de", 'p', "Die Suppe ist nicht zu salzig."},
	{"en", 'p', "The soup is not too salty."},
	{"es", 'p', "La sopa no está demasiado salada."},
	{"fr", 'p', "La soupe n'est pas trop salée."},
	{"it", 'p', "La zuppa non è troppo salata."},
	{"ru", 'p', "Суп не слишком солёный."},
	{"uk", 'p', "Суп не занадто солоний."}
};

static const Row absent_problem[] = {
	{"bg", '+', "Всичко мина без проблеми."},
	{"bg", '+', "Доставка без забавяне."},
	{"bg", '+', "Нямаше никакви проблеми."},
	{"cs", '+', "Všechno proběhlo bez problémů."},
	{"cs", '+', "Dodání bez zpoždění."},
	{"de", '+', "Alles lief ohne Probleme."},
	{"de", '+', "Lieferung ohne Verspätung."},
	{"de", '+', "Es gab keine Probleme."},
	{"en", '+', "Everything went through without any problems."},
	{"en", '+', "Delivered without delay."},
	{"en", '+', "There were no problems at all."},
	{"es", '+', "Todo fue sin problemas."},
	{"es", '+', "Entrega sin retrasos."},
	{"es", '+', "No hubo ningún problema."},
	{"fr", '+', "Tout s'est passé sans problème."},
	{"fr", '+', "Livraison sans retard."},
	{"fr", '+', "Aucun problème à signaler."},
	{"it", '+', "È andato tutto senza problemi."},
	{"it", '+', "Consegna senza ritardi."},
	{"it", '+', "Non c'è stato nessun problema."},
	{"pl", '+', "Wszystko poszło bez problemów."},
	{"pl", '+', "Dostawa bez opóźnień."},
	{"pl", '+', "Nie było żadnych problemów."},
	{"ru", '+', "Всё прошло без проблем."},
	{"ru", '+', "Доставка без задержек."},
	{"ru", '+', "Никаких проблем не было."},
	{"sk", '+', "Všetko prebehlo bez problémov."},
	{"sk", '+', "Dodanie bez meškania."},
	{"uk", '+', "Усе пройшло без проблем."},
	{"uk", '+', "Доставка без затримок."},
	{"uk", '+', "Жодних проблем не було."}
};

static const Row absent_problem_with_agreeing_negators[] = {
	{"bg", '+', "Нямахме никакви проблеми."},
	{"cs", '+', "Nikdy jsme neměli žádné problémy."},
	{"es", '+', "Nunca tuvimos ningún problema."},
	{"fr", '+', "Je n'ai jamais eu aucun problème."},
	{"it", '+', "Non abbiamo mai avuto nessun problema."},
	{"ru", '+', "У нас не было никаких проблем."},
	{"sk", '+', "Nikdy sme nemali žiadne problémy."},
	{"uk", '+', "У нас не було жодних проблем."}
};

static const Row not_without_faults[] = {
	{"cs", '-', "Hotel není bez chyb."},
	{"de", '-', "Das Hotel ist nicht ohne Mängel."},
	{"en", '-', "The hotel is not without faults."},
	{"fr", '-', "L'hôtel n'est pas sans défauts."},
	{"pl", '-', "Hotel nie jest bez wad."},
	{"ru", '-', "Отель не без недостатков."},
	{"uk", '-', "Готель не без недоліків."}
};

static const Row solved_problem[] = {
	{"bg", '+', "Проблемът беше решен още същия ден."},
	{"bg", '+', "Повредата беше отстранена веднага."},
	{"de", '+', "Das Problem wurde noch am selben Tag gelöst."},
	{"de", '+', "Der Fehler wurde sofort behoben."},
	{"es", '+', "El problema se solucionó el mismo día."},
	{"es", '+', "Arreglaron la avería enseguida."},
	{"fr", '+', "Le problème a été résolu le jour même."},
	{"fr", '+', "La panne a été réparée tout de suite."},
	{"it", '+', "Il problema è stato risolto in giornata."},
	{"it", '+', "Il guasto è stato riparato subito."},
	{"pl", '+', "Problem został rozwiązany tego samego dnia."},
	{"pl", '+', "Usterkę naprawiono od razu."},
	{"ru", '+', "Проблему решили в тот же день."},
	{"ru", '+', "Поломку сразу устранили."},
	{"sk", '+', "Problém vyriešili ešte v ten deň."},
	{"sk", '+', "Poruchu hneď opravili."},
	{"uk", '+', "Проблему вирішили того ж дня."},
	{"uk", '+', "Поломку одразу усунули."}
};

static const Row unsolved_problem[] = {
	{"bg", '-', "Проблемът не беше решен."},
	{"bg", '-', "Повредата още не е отстранена."},
	{"cs", '-', "Problém dodnes nevyřešili."},
	{"cs", '-', "Závada nebyla opravena."},
	{"de", '-', "Das Problem wurde nicht gelöst."},
	{"de", '-', "Der Fehler ist immer noch nicht behoben."},
	{"en", '-', "The problem was never solved."},
	{"en", '-', "The fault still hasn't been fixed."},
	{"es", '-', "Nadie ha arreglado la avería."},
	{"fr", '-', "Le problème n'a pas été résolu."},
	{"fr", '-', "La panne n'est toujours pas réparée."},
	{"it", '-', "Il problema non è stato risolto."},
	{"it", '-', "Il guasto non è ancora stato riparato."},
	{"pl", '-', "Problem nie został rozwiązany."},
	{"pl", '-', "Usterki do dziś nie naprawiono."},
	{"ru", '-', "Проблему так и не решили."},
	{"ru", '-', "Поломку не устранили."},
	{"sk", '-', "Problém dodnes nevyriešili."},
	{"sk", '-', "Porucha nebola opravená."},
	{"uk", '-', "Проблему так і не вирішили."},
	{"uk", '-', "Поломку не усунули."}
};

/* Thanks for something are praise; those that end a request are not. */
static const Row thanks_that_close_a_text[] = {
	{"bg", '+', "Благодаря за бързата помощ."},
	{"bg", 'w', "Изпратете фактурата на новия адрес. Благодаря."},
	{"cs", '+', "Děkuji za rychlou pomoc."},
	{"cs", 'w', "Pošlete fakturu na novou adresu. Děkuji."},
	{"de", '+', "Danke für die schnelle Hilfe."},
	{"de", 'w', "Schicken Sie die Rechnung an die neue Adresse. Danke."},
	{"en", '+', "Thank you for the quick help."},
	{"en", 'w', "Send the invoice to my new address. Thank you."},
	{"es", '+', "Gracias por la rápida ayuda."},
	{"es", 'w', "Envíen la factura a mi nueva dirección. Gracias."},
	{"fr", '+', "Merci pour votre aide rapide."},
	{"fr", 'w', "Envoyez la facture à ma nouvelle adresse. Merci."},
	{"it", '+', "Grazie per il rapido aiuto."},
	{"it", 'w', "Inviate la fattura al mio nuovo indirizzo. Grazie."},
	{"pl", '+', "Dziękuję za szybką pomoc."},
	{"pl", 'w', "Wyślijcie fakturę na nowy adres. Dziękuję."},
	{"ru", '+', "Спасибо за быструю помощь."},
	{"ru", 'w', "Пришлите счёт на новый адрес. Спасибо."},
	{"sk", '+', "Ďakujem za rýchlu pomoc."},
	{"sk", 'w', "Pošlite faktúru na novú adresu. Ďakujem."},
	{"uk", '+', "Дякую за швидку допомогу."}
};

static const Row capitals_and_exclamation_marks[] = {
	{"bg", '+', "Обслужването беше чудесно."},
	{"bg", '>', "Обслужването беше ЧУДЕСНО."},
	{"bg", '>', "Обслужването беше ЧУДЕСНО!!!"},
	{"bg", '-', "Храната беше ужасна."},
	{"bg", '<', "Храната беше УЖАСНА."},
	{"bg", '<', "Храната беше УЖАСНА!!!"},
	{"cs", '+', "Obsluha byla skvělá."},
	{"cs", '>', "Obsluha byla SKVĚLÁ."},
	{"cs", '>', "Obsluha byla SKVĚLÁ!!!"},
	{"cs", '-', "Jídlo bylo hrozné."},
	{"cs", '<', "Jídlo bylo HROZNÉ."},
	{"cs", '<', "Jídlo bylo HROZNÉ!!!"},
	{"de", '+', "Das Personal war großartig."},
	{"de", '>', "Das Personal war GROSSARTIG."},
	{"de", '>', "Das Personal war GROSSARTIG!!!"},
	{"de", '-', "Das Essen war furchtbar."},
	{"de", '<', "Das Essen war FURCHTBAR."},
	{"de", '<', "Das Essen war FURCHTBAR!!!"},
	{"en", '+', "The service was great."},
	{"en", '>', "The service was GREAT."},
	{"en", '>', "The service was GREAT!!!"},
	{"en", '-', "The food was horrible."},
	{"en", '<', "The food was HORRIBLE."},
	{"en", '<', "The food was HORRIBLE!!!"},
	{"es", '+', "El servicio fue estupendo."},
	{"es", '>', "El servicio fue ESTUPENDO."},
	{"es", '>', "¡¡¡El servicio fue ESTUPENDO!!!"},
	{"es", '-', "La comida era horrible."},
	{"es", '<', "La comida era HORRIBLE."},
	{"es", '<', "¡¡¡La comida era HORRIBLE!!!"},
	{"fr", '+', "Le service était parfait."},
	{"fr", '>', "Le service était PARFAIT."},
	{"fr", '>', "Le service était PARFAIT !!!"},
	{"fr", '-', "Le repas était horrible."},
	{"fr", '<', "Le repas était HORRIBLE."},
	{"fr", '<', "Le repas était HORRIBLE !!!"},
	{"it", '+', "Il servizio era ottimo."},
	{"it", '>', "Il servizio era OTTIMO."},
	{"it", '>', "Il servizio era OTTIMO!!!"},
	{"it", '-', "Il cibo era orribile."},
	{"it", '<', "Il cibo era ORRIBILE."},
	{"it", '<', "Il cibo era ORRIBILE!!!"},
	{"pl", '+', "Obsługa była świetna."},
	{"pl", '>', "Obsługa była ŚWIETNA."},
	{"pl", '>', "Obsługa była ŚWIETNA!!!"},
	{"pl", '-', "Jedzenie było okropne."},
	{"pl", '<', "Jedzenie było OKROPNE."},
	{"pl", '<', "Jedzenie było OKROPNE!!!"},
	{"ru", '+', "Обслуживание было отличное."},
	{"ru", '>', "Обслуживание было ОТЛИЧНОЕ."},
	{"ru", '>', "Обслуживание было ОТЛИЧНОЕ!!!"},
	{"ru", '-', "Еда была ужасная."},
	{"ru", '<', "Еда была УЖАСНАЯ."},
	{"ru", '<', "Еда была УЖАСНАЯ!!!"},
	{"sk", '+', "Obsluha bola skvelá."},
	{"sk", '>', "Obsluha bola SKVELÁ."},
	{"sk", '>', "Obsluha bola SKVELÁ!!!"},
	{"sk", '-', "Jedlo bolo hrozné."},
	{"sk", '<', "Jedlo bolo HROZNÉ."},
	{"sk", '<', "Jedlo bolo HROZNÉ!!!"},
	{"uk", '+', "Обслуговування було чудове."},
	{"uk", '>', "Обслуговування було ЧУДОВЕ."},
	{"uk", '>', "Обслуговування було ЧУДОВЕ!!!"},
	{"uk", '-', "Їжа була жахлива."},
	{"uk", '<', "Їжа була ЖАХЛИВА."},
	{"uk", '<', "Їжа була ЖАХЛИВА!!!"}
};

static const Row elongation[] = {
	{"bg", '+', "Много хубаво място."},
	{"bg", '>', "Много хубааааво място."},
	{"bg", '-', "Ужасно място."},
	{"bg", '<', "Ужаааасно място."},
	{"cs", '+', "Super obchod."},
	{"cs", '>', "Suuuuper obchod."},
	{"cs", '-', "Hrozný obchod."},
	{"cs", '<', "Hrooozný obchod."},
	{"de", '+', "Der Laden ist super."},
	{"de", '>', "Der Laden ist suuuuper."},
	{"de", '-', "Der Laden ist schlecht."},
	{"de", '<', "Der Laden ist schleeeecht."},
	{"en", '+', "The cake was good."},
	{"en", '>', "The cake was gooooood."},
	{"en", '-', "The cake was bad."},
	{"en", '<', "The cake was baaaaad."},
	{"es", '+', "La tarta estaba buena."},
	{"es", '>', "La tarta estaba bueeeena."},
	{"es", '-', "La tarta estaba mala."},
	{"es", '<', "La tarta estaba malaaaa."},
	{"fr", '+', "Ce magasin est super."},
	{"fr", '>', "Ce magasin est suuuuper."},
	{"fr", '-', "Ce magasin est nul."},
	{"fr", '<', "Ce magasin est nuuuul."},
	{"it", '+', "La torta era buona."},
	{"it", '>', "La torta era buonaaaa."},
	{"it", '-', "La torta era pessima."},
	{"it", '<', "La torta era peeeessima."},
	{"pl", '+', "Super sklep."},
	{"pl", '>', "Suuuuper sklep."},
	{"pl", '-', "Okropny sklep."},
	{"pl", '<', "Okrooopny sklep."},
	{"ru", '+', "Супер магазин."},
	{"ru", '>', "Суууупер магазин."},
	{"ru", '-', "Ужасный магазин."},
	{"ru", '<', "Ужаааасный магазин."},
	{"sk", '+', "Super obchod."},
	{"sk", '>', "Suuuuper obchod."},
	{"sk", '-', "Hrozný obchod."},
	{"sk", '<', "Hrooozný obchod."},
	{"uk", '+', "Супер магазин."},
	{"uk", '>', "Суууупер магазин."},
	{"uk", '-', "Жахливий магазин."},
	{"uk", '<', "Жахлииивий магазин."}
};

/* One, and a run of the same. */
static const Row emoji[] = {
	{"bg", '+', "Пратката е тук 👍"},
	{"bg", '>', "Пратката е тук 👍👍👍"},
	{"bg", '-', "Пратката е в София 😡"},
	{"bg", '<', "Пратката е в София 😡😡😡"},
	{"cs", '+', "Balík je tady 👍"},
	{"cs", '>', "Balík je tady 👍👍👍"},
	{"cs", '-', "Balík je v Brně 😡"},
	{"cs", '<', "Balík je v Brně 😡😡😡"},
	{"de", '+', "Das Paket ist hier 👍"},
	{"de", '>', "Das Paket ist hier 👍👍👍"},
	{"de", '-', "Das Paket ist in Bremen 😡"},
	{"de", '<', "Das Paket ist in Bremen 😡😡😡"},
	{"en", '+', "The parcel is here 👍"},
	{"en", '>', "The parcel is here 👍👍👍"},
	{"en", '-', "The parcel is in Leeds 😡"},
	{"en", '<', "The parcel is in Leeds 😡😡😡"},
	{"es", '+', "El paquete está aquí 👍"},
	{"es", '>', "El paquete está aquí 👍👍👍"},
	{"es", '-', "El paquete está en Burgos 😡"},
	{"es", '<', "El paquete está en Burgos 😡😡😡"},
	{"fr", '+', "Le colis est ici 👍"},
	{"fr", '>', "Le colis est ici 👍👍👍"},
	{"fr", '-', "Le colis est à Lyon 😡"},
	{"fr", '<', "Le colis est à Lyon 😡😡😡"},
	{"it", '+', "Il pacco è qui 👍"},
	{"it", '>', "Il pacco è qui 👍👍👍"},
	{"it", '-', "Il pacco è a Parma 😡"},
	{"it", '<', "Il pacco è a Parma 😡😡😡"},
	{"pl", '+', "Paczka jest tutaj 👍"},
	{"pl", '>', "Paczka jest tutaj 👍👍👍"},
	{"pl", '-', "Paczka jest w Łodzi 😡"},
	{"pl", '<', "Paczka jest w Łodzi 😡😡😡"},
	{"ru", '+', "Посылка здесь 👍"},
	{"ru", '>', "Посылка здесь 👍👍👍"},
	{"ru", '-', "Посылка в Перми 😡"},
	{"ru", '<', "Посылка в Перми 😡😡😡"},
	{"sk", '+', "Balík je tu 👍"},
	{"sk", '>', "Balík je tu 👍👍👍"},
	{"sk", '-', "Balík je v Nitre 😡"},
	{"sk", '<', "Balík je v Nitre 😡😡😡"},
	{"uk", '+', "Посилка тут 👍"},
	{"uk", '>', "Посилка тут 👍👍👍"},
	{"uk", '-', "Посилка в Полтаві 😡"},
	{"uk", '<', "Посилка в Полтаві 😡😡😡"}
};

static const Row ratings_in_digits[] = {
	{"bg", '+', "Оценка 5/5."},
	{"bg", '-', "Оценка 1/5."},
	{"bg", '+', "Давам 10 от 10."},
	{"bg", '-', "Давам 2 от 10."},
	{"bg", '+', "Давам 5 звезди."},
	{"bg", '-', "Давам 1 звезда."},
	{"cs", '+', "Hodnotím 5/5."},
	{"cs", '-', "Hodnotím 1/5."},
	{"cs", '+', "Dávám 10 z 10."},
	{"cs", '-', "Dávám 2 z 10."},
	{"cs", '+', "Dávám 5 hvězdiček."},
	{"de", '+', "Bewertung 5/5."},
	{"de", '-', "Bewertung 1/5."},
	{"de", '+', "Ich gebe 10 von 10."},
	{"de", '-', "Ich gebe 2 von 10."},
	{"de", '+', "Ich gebe 5 Sterne."},
	{"de", '-', "Ich gebe 1 Stern."},
	{"en", '+', "I give it 5/5."},
	{"en", '-', "I give it 1/5."},
	{"en", '+', "I rate it 10 out of 10."},
	{"en", '+', "I give it 5 stars."},
	{"en", '-', "I give it 1 star."},
	{"es", '+', "Le doy un 5/5."},
	{"es", '-', "Le doy un 1/5."},
	{"es", '+', "Le pongo un 10 sobre 10."},
	{"es", '-', "Le pongo un 2 sobre 10."},
	{"es", '+', "Le doy un 10 de 10."},
	{"es", '+', "Le doy 5 estrellas."},
	{"es", '-', "Le doy 1 estrella."},
	{"fr", '+', "Je mets 5/5."},
	{"fr", '-', "Je mets 1/5."},
	{"fr", '+', "Je mets 10 sur 10."},
	{"fr", '-', "Je mets 2 sur 10."},
	{"fr", '+', "Je mets 5 étoiles."},
	{"fr", '-', "Je mets 1 étoile."},
	{"fr", '+', "Je mets 18/20."},
	{"fr", '-', "Je mets 3/20."},
	{"it", '+', "Voto 5/5."},
	{"it", '-', "Voto 1/5."},
	{"it", '+', "Do 10 su 10."},
	{"it", '-', "Do 2 su 10."},
	{"it", '+', "Do 5 stelle."},
	{"it", '-', "Do 1 stella."},
	{"pl", '+', "Ocena 5/5."},
	{"pl", '-', "Ocena 1/5."},
	{"pl", '+', "Daję 10 na 10."},
	{"pl", '-', "Daję 2 na 10."},
	{"pl", '+', "Daję 5 gwiazdek."},
	{"pl", '-', "Daję 1 gwiazdkę."},
	{"ru", '+', "Оценка 5/5."},
	{"ru", '-', "Оценка 1/5."},
	{"ru", '+', "Ставлю 10 из 10."},
	{"ru", '-', "Ставлю 2 из 10."},
	{"ru", '+', "Ставлю 5 звёзд."},
	{"ru", '-', "Ставлю 1 звезду."},
	{"sk", '+', "Hodnotím 5/5."},
	{"sk", '-', "Hodnotím 1/5."},
	{"sk", '+', "Dávam 10 z 10."},
	{"sk", '-', "Dávam 2 z 10."},
	{"sk", '+', "Dávam 5 hviezdičiek."},
	{"sk", '-', "Dávam 1 hviezdičku."},
	{"uk", '+', "Оцінка 5/5."},
	{"uk", '-', "Оцінка 1/5."},
	{"uk", '+', "Ставлю 10 з 10."},
	{"uk", '-', "Ставлю 2 з 10."},
	{"uk", '+', "Ставлю 5 зірок."},
	{"uk", '-', "Ставлю 1 зірку."}
};

static const Row stars_out_of_so_many[] = {
	{"bg", '+', "5 от 5 звезди."},
	{"bg", '-', "1 от 5 звезди."},
	{"cs", '+', "5 z 5 hvězdiček."},
	{"de", '+', "5 von 5 Sternen."},
	{"de", '-', "1 von 5 Sternen."},
	{"en", '+', "5 out of 5 stars."},
	{"es", '+', "5 de 5 estrellas."},
	{"es", '-', "1 de 5 estrellas."},
	{"fr", '+', "5 étoiles sur 5."},
	{"fr", '-', "1 étoile sur 5."},
	{"it", '+', "5 stelle su 5."},
	{"it", '-', "1 stella su 5."},
	{"pl", '+', "5 na 5 gwiazdek."},
	{"pl", '-', "1 na 5 gwiazdek."},
	{"ru", '+', "5 из 5 звёзд."},
	{"ru", '-', "1 из 5 звёзд."},
	{"sk", '+', "5 z 5 hviezdičiek."},
	{"sk", '-', "1 z 5 hviezdičiek."},
	{"uk", '+', "5 з 5 зірок."},
	{"uk", '-', "1 з 5 зірок."}
};

static const Row stars_as_signs[] = {
	{"en", '+', "⭐⭐⭐⭐⭐"}
};

static const Row ratings_that_go_on[] = {
	{"bg", '+', "10 от 10 за местоположението."},
	{"en", '+', "10 out of 10 for location."},
	{"ru", '+', "10 из 10 за расположение."},
	{"uk", '+', "10 з 10 за розташування."}
};

static const Row ratings_in_words[] = {
	{"bg", '+', "Пет звезди."},
	{"bg", '-', "Една звезда."},
	{"cs", '+', "Pět hvězdiček."},
	{"cs", '-', "Jedna hvězdička."},
	{"de", '+', "Fünf Sterne."},
	{"de", '-', "Ein Stern."},
	{"en", '+', "Five stars."},
	{"en", '-', "One star."},
	{"es", '+', "Cinco estrellas."},
	{"es", '-', "Una estrella."},
	{"fr", '+', "Cinq étoiles."},
	{"fr", '-', "Une étoile."},
	{"it", '+', "Cinque stelle."},
	{"it", '-', "Una stella."},
	{"pl", '+', "Pięć gwiazdek."},
	{"pl", '-', "Jedna gwiazdka."},
	{"ru", '+', "Пять звёзд."},
	{"ru", '-', "Одна звезда."},
	{"sk", '+', "Päť hviezdičiek."},
	{"sk", '-', "Jedna hviezdička."},
	{"uk", '+', "П'ять зірок."},
	{"uk", '-', "Одна зірка."}
};

static const Row numbers_that_rate_nothing[] = {
	{"bg", '0', "Отворено 24/7."},
	{"bg", '0', "Взех 2 от 5 пратки."},
	{"bg", '0', "Поръчка от 05.10.2024 г."},
	{"bg", '0', "Струва 10 лева."},
	{"cs", '0', "Otevřeno 24/7."},
	{"cs", '0', "Vyzvedla jsem 2 z 5 balíků."},
	{"cs", '0', "Objednávka z 5. 10. 2024."},
	{"cs", '0', "Stojí 10 korun."},
	{"de", '0', "Geöffnet 24/7."},
	{"de", '0', "Ich habe 2 von 5 Paketen abgeholt."},
	{"de", '0', "Bestellung vom 05.10.2024."},
	{"de", '0', "Das kostet 10 Euro."},
	{"en", '0', "Open 24/7."},
	{"en", '0', "I picked up 2 of 5 parcels."},
	{"en", '0', "Order of 05/10/2024."},
	{"en", '0', "It costs 10 pounds."},
	{"es", '0', "Abierto 24/7."},
	{"es", '0', "Recogí 2 de 5 paquetes."},
	{"es", '0', "Pedido del 05/10/2024."},
	{"es", '0', "Cuesta 10 euros."},
	{"fr", '0', "Ouvert 24h/24 et 7j/7."},
	{"fr", '0', "J'ai retiré 2 colis sur 5."},
	{"fr", '0', "Commande du 05/10/2024."},
	{"fr", '0', "Cela coûte 10 euros."},
	{"it", '0', "Aperto 24/7."},
	{"it", '0', "Ho ritirato 2 pacchi su 5."},
	{"it", '0', "Ordine del 05/10/2024."},
	{"it", '0', "Costa 10 euro."},
	{"pl", '0', "Czynne 24/7."},
	{"pl", '0', "Odebrałam 2 z 5 paczek."},
	{"pl", '0', "Zamówienie z 05.10.2024."},
	{"pl", '0', "Kosztuje 10 złotych."},
	{"ru", '0', "Открыто 24/7."},
	{"ru", '0', "Забрала 2 из 5 посылок."},
	{"ru", '0', "Заказ от 05.10.2024."},
	{"ru", '0', "Стоит 10 рублей."},
	{"sk", '0', "Otvorené 24/7."},
	{"sk", '0', "Vyzdvihla som 2 z 5 balíkov."},
	{"sk", '0', "Objednávka z 5. 10. 2024."},
	{"sk", '0', "Stojí 10 eur."},
	{"uk", '0', "Відчинено 24/7."},
	{"uk", '0', "Забрала 2 з 5 посилок."},
	{"uk", '0', "Замовлення від 05.10.2024."},
	{"uk", '0', "Коштує 10 гривень."}
};

static const Row headings[] = {
	{"bg", '+', "Плюсове: местоположение"},
	{"bg", '-', "Минуси: паркинг"},
	{"bg", '+', "Минуси: няма"},
	{"bg", 'm', "Плюсове: местоположение. Минуси: паркинг."},
	{"bg", 'm', "Плюсове\nместоположение\nМинуси\nпаркинг"},
	{"cs", '+', "Plusy: poloha"},
	{"cs", '-', "Mínusy: parkování"},
	{"de", '+', "Vorteile: die Lage"},
	{"de", '-', "Nachteile: der Parkplatz"},
	{"de", '+', "Nachteile: keine"},
	{"de", 'm', "Vorteile: die Lage. Nachteile: der Parkplatz."},
	{"de", 'm', "Pro\ndie Lage\nContra\nder Parkplatz"},
	{"en", '-', "Cons: parking"},
	{"es", '+', "Ventajas: la ubicación"},
	{"es", '-', "Desventajas: el aparcamiento"},
	{"es", '+', "Desventajas: ninguna"},
	{"es", 'm', "Lo positivo: la ubicación. Lo negativo: el aparcamiento."},
	{"es", 'm', "Ventajas\nla ubicación\nDesventajas\nel aparcamiento"},
	{"fr", '+', "Points positifs : l'emplacement"},
	{"fr", '-', "Points négatifs : le parking"},
	{"fr", '+', "Points négatifs : aucun"},
	{"fr", 'm', "Avantages : l'emplacement. Inconvénients : le parking."},
	{"fr", 'm', "Les plus\nl'emplacement\nLes moins\nle parking"},
	{"it", '+', "Vantaggi: la posizione"},
	{"it", '-', "Svantaggi: il parcheggio"},
	{"it", '+', "Svantaggi: nessuno"},
	{"it", 'm', "Punti di forza: la posizione. Punti deboli: il parcheggio."},
	{"it", 'm', "Pro\nla posizione\nContro\nil parcheggio"},
	{"pl", '+', "Plusy: lokalizacja"},
	{"pl", '-', "Minusy: parking"},
	{"pl", '+', "Minusy: brak"},
	{"pl", 'm', "Zalety: lokalizacja. Wady: parking."},
	{"pl", 'm', "Plusy\nlokalizacja\nMinusy\nparking"},
	{"ru", '+', "Плюсы: расположение"},
	{"ru", '-', "Минусы: парковка"},
	{"ru", '+', "Минусы: нет"},
	{"ru", 'm', "Достоинства: расположение. Недостатки: парковка."},
	{"ru", 'm', "Плюсы\nрасположение\nМинусы\nпарковка"},
	{"sk", '+', "Plusy: poloha"},
	{"sk", '-', "Mínusy: parkovanie"},
	{"sk", '+', "Mínusy: žiadne"},
	{"sk", 'm', "Klady: poloha. Zápory: parkovanie."},
	{"sk", 'm', "Plusy\npoloha\nMínusy\nparkovanie"},
	{"uk", '+', "Плюси: розташування"},
	{"uk", '-', "Мінуси: парковка"},
	{"uk", '+', "Мінуси: немає"},
	{"uk", 'm', "Переваги: розташування. Недоліки: парковка."},
	{"uk", 'm', "Плюси\nрозташування\nМінуси\nпарковка"}
};

/* What is missing is bad; that nothing bad was found is good. */
static const Row headings_and_what_is_lacking[] = {
	{"bg", '-', "Минуси: няма паркинг"},
	{"en", '-', "Cons: no parking"},
	{"es", '-', "Desventajas: no hay aparcamiento"},
	{"fr", '-', "Points négatifs : pas de parking"},
	{"it", '-', "Svantaggi: nessun parcheggio"},
	{"pl", '-', "Minusy: brak parkingu"},
	{"pl", '+', "Minusy: nie znalazłam"},
	{"ru", '-', "Минусы: нет парковки"},
	{"ru", '+', "Минусы: не нашла"},
	{"uk", '+', "Мінуси: не знайшла"}
};

/* A dash lists what is bad only after a plus. */
static const Row lines_with_a_sign[] = {
	{"bg", '+', "+ местоположение\n+ тераса\n- паркинг"},
	{"bg", '-', "+ местоположение\n- паркинг\n- асансьор"},
	{"bg", '0', "- тераса\n- паркинг"},
	{"cs", '+', "+ poloha\n+ balkon\n- parkování"},
	{"cs", '-', "+ poloha\n- parkování\n- výtah"},
	{"cs", '0', "- balkon\n- parkování"},
	{"de", '+', "+ die Lage\n+ der Balkon\n- der Parkplatz"},
	{"de", '-', "+ die Lage\n- der Parkplatz\n- der Aufzug"},
	{"de", '0', "- Balkon\n- Parkplatz"},
	{"en", '+', "+ location\n+ balcony\n- parking"},
	{"en", '-', "+ location\n- parking\n- lift"},
	{"en", '0', "- balcony\n- parking"},
	{"es", '+', "+ la ubicación\n+ la terraza\n- el aparcamiento"},
	{"es", '-', "+ la ubicación\n- el aparcamiento\n- el ascensor"},
	{"es", '0', "- la terraza\n- el aparcamiento"},
	{"fr", '+', "+ l'emplacement\n+ le balcon\n- le parking"},
	{"fr", '-', "+ l'emplacement\n- le parking\n- l'ascenseur"},
	{"fr", '0', "- le balcon\n- le parking"},
	{"it", '+', "+ la posizione\n+ il balcone\n- il parcheggio"},
	{"it", '-', "+ la posizione\n- il parcheggio\n- l'ascensore"},
	{"it", '0', "- il balcone\n- il parcheggio"},
	{"pl", '+', "+ lokalizacja\n+ balkon\n- parking"},
	{"pl", '-', "+ lokalizacja\n- parking\n- winda"},
	{"pl", '0', "- balkon\n- parking"},
	{"ru", '+', "+ расположение\n+ балкон\n- парковка"},
	{"ru", '-', "+ расположение\n- парковка\n- лифт"},
	{"ru", '0', "- балкон\n- парковка"},
	{"sk", '+', "+ poloha\n+ balkón\n- parkovanie"},
	{"sk", '-', "+ poloha\n- parkovanie\n- výťah"},
	{"sk", '0', "- balkón\n- parkovanie"},
	{"uk", '+', "+ розташування\n+ балкон\n- парковка"},
	{"uk", '-', "+ розташування\n- парковка\n- ліфт"},
	{"uk", '0', "- балкон\n- парковка"}
};

static const Row mixed_is_not_neutral[] = {
	{"bg", 'm', "Храната беше добра. Обслужването беше лошо."},
	{"bg", '0', "Бяхме там във вторник."},
	{"cs", 'm', "Jídlo bylo výborné. Obsluha byla hrozná."},
	{"cs", '0', "Byli jsme tam v úterý."},
	{"de", 'm', "Das Essen war gut. Der Service war schlecht."},
	{"de", '0', "Wir waren am Dienstag dort."},
	{"en", 'm', "The food was good. The service was bad."},
	{"en", '0', "We were there on Tuesday."},
	{"es", 'm', "La comida era buena. El servicio era malo."},
	{"es", '0', "Estuvimos allí el martes."},
	{"fr", 'm', "Le repas était bon. Le service était mauvais."},
	{"fr", '0', "Nous y étions mardi."},
	{"it", 'm', "Il cibo era buono. Il servizio era scarso."},
	{"it", '0', "Ci siamo stati martedì."},
	{"pl", 'm', "Jedzenie było dobre. Obsługa była zła."},
	{"pl", '0', "Byliśmy tam we wtorek."},
	{"ru", 'm', "Номер был хороший. Обслуживание было плохое."},
	{"ru", '0', "Мы были там во вторник."},
	{"sk", 'm', "Jedlo bolo dobré. Obsluha bola zlá."},
	{"sk", '0', "Boli sme tam v utorok."},
	{"uk", 'm', "Їжа була добра. Обслуговування було погане."},
	{"uk", '0', "Ми були там у вівторок."}
};

/* As it should be, and as it is typed. */
static const Row spelling[] = {
	{"cs", '+', "Příjemná obsluha a skvělé jídlo."},
	{"cs", '=', "Prijemna obsluha a skvele jidlo."},
	{"cs", '-', "Špatná kvalita a drahé poštovné."},
	{"cs", '=', "Spatna kvalita a drahe postovne."},
	{"de", '+', "Schöne Zimmer und nettes Personal."},
	{"de", '=', "Schoene Zimmer und nettes Personal."},
	{"de", '=', "Schone Zimmer und nettes Personal."},
	{"de", '+', "Großartiges Essen."},
	{"de", '=', "Grossartiges Essen."},
	{"de", '-', "Ein unzuverlässiges Gerät."},
	{"de", '=', "Ein unzuverlaessiges Geraet."},
	{"de", '=', "Ein unzuverlassiges Gerat."},
	{"de", '-', "Überteuert und unhöflich."},
	{"de", '=', "Ueberteuert und unhoeflich."},
	{"en", '-', "I don't like it."},
	{"en", '=', "I don’t like it."},
	{"en", '=', "I dont like it."},
	{"es", '+', "La atención fue rápida y fantástica."},
	{"es", '=', "La atencion fue rapida y fantastica."},
	{"es", '-', "Un servicio pésimo y caótico."},
	{"es", '=', "Un servicio pesimo y caotico."},
	{"fr", '+', "Un séjour très agréable."},
	{"fr", '=', "Un sejour tres agreable."},
	{"fr", '+', "J'adore ce café."},
	{"fr", '=', "J’adore ce café."},
	{"fr", '-', "Nous sommes très déçus."},
	{"fr", '=', "Nous sommes tres decus."},
	{"it", '+', "È una città bellissima."},
	{"it", '=', "E' una citta bellissima."},
	{"it", '+', "Un'ottima scelta."},
	{"it", '=', "Un’ottima scelta."},
	{"pl", '+', "Świetna obsługa i przyjemna atmosfera."},
	{"pl", '=', "Swietna obsluga i przyjemna atmosfera."},
	{"pl", '-', "Zła jakość i opóźniona dostawa."},
	{"pl", '=', "Zla jakosc i opozniona dostawa."},
	{"ru", '+', "Всё надёжно и чётко."},
	{"ru", '=', "Все надежно и четко."},
	{"ru", '-', "Потёртый и тёмный номер."},
	{"ru", '=', "Потертый и темный номер."},
	{"sk", '+', "Príjemná obsluha a skvelé jedlo."},
	{"sk", '=', "Prijemna obsluha a skvele jedlo."},
	{"sk", '-', "Špinavá izba a drahé jedlo."},
	{"sk", '=', "Spinava izba a drahe jedlo."},
	{"uk", '-', "Жахливий зв'язок."},
	{"uk", '=', "Жахливий зв’язок."},
	{"uk", '=', "Жахливий зв`язок."},
	{"uk", '+', "П'ять зірок."},
	{"uk", '=', "П’ять зірок."}
};

static const Row markup_carries_nothing[] = {
	{"bg", '+', "Обслужването беше чудесно."},
	{"bg", '=', "Обслужването беше <b>чудесно</b>.<br>"},
	{"bg", '=', "Обслужването&nbsp;беше чудесно."},
	{"bg", '=', "Обслужването беше #чудесно."},
	{"cs", '+', "Obsluha byla skvělá."},
	{"cs", '=', "Obsluha byla <b>skvělá</b>.<br>"},
	{"cs", '=', "Obsluha&nbsp;byla skvělá."},
	{"cs", '=', "Obsluha byla #skvělá."},
	{"de", '+', "Der Service war wunderbar."},
	{"de", '=', "Der Service war <b>wunderbar</b>.<br>"},
	{"de", '=', "Der&nbsp;Service war wunderbar."},
	{"de", '=', "Der Service war #wunderbar."},
	{"en", '+', "The service was great."},
	{"en", '=', "The service was <b>great</b>.<br>"},
	{"en", '=', "The&nbsp;service was great."},
	{"en", '=', "The service was #great."},
	{"es", '+', "El servicio fue estupendo."},
	{"es", '=', "El servicio fue <b>estupendo</b>.<br>"},
	{"es", '=', "El&nbsp;servicio fue estupendo."},
	{"es", '=', "El servicio fue #estupendo."},
	{"fr", '+', "Le service était parfait."},
	{"fr", '=', "Le service était <b>parfait</b>.<br>"},
	{"fr", '=', "Le&nbsp;service &eacute;tait parfait."},
	{"fr", '=', "Le service était #parfait."},
	{"it", '+', "Il servizio era ottimo."},
	{"it", '=', "Il servizio era <b>ottimo</b>.<br>"},
	{"it", '=', "Il&nbsp;servizio era ottimo."},
	{"it", '=', "Il servizio era #ottimo."},
	{"pl", '+', "Obsługa była świetna."},
	{"pl", '=', "Obsługa była <b>świetna</b>.<br>"},
	{"pl", '=', "Obsługa&nbsp;była świetna."},
	{"pl", '=', "Obsługa była #świetna."},
	{"ru", '+', "Обслуживание было отличное."},
	{"ru", '=', "Обслуживание было <b>отличное</b>.<br>"},
	{"ru", '=', "Обслуживание&nbsp;было отличное."},
	{"ru", '=', "Обслуживание было #отличное."},
	{"sk", '+', "Obsluha bola skvelá."},
	{"sk", '=', "Obsluha bola <b>skvelá</b>.<br>"},
	{"sk", '=', "Obsluha&nbsp;bola skvelá."},
	{"sk", '=', "Obsluha bola #skvelá."},
	{"uk", '+', "Обслуговування було чудове."},
	{"uk", '=', "Обслуговування було <b>чудове</b>.<br>"},
	{"uk", '=', "Обслуговування&nbsp;було чудове."},
	{"uk", '=', "Обслуговування було #чудове."}
};

static const Row links_and_names_carry_nothing[] = {
	{"bg", '0', "Снимки: https://example.bg/uzhasno/super?strahotno=1"},
	{"bg", '0', "Вижте www.super-strahotno.bg"},
	{"bg", '0', "Писах на @super_magazin."},
	{"bg", '0', "Имейлът е super@strahoten.bg"},
	{"cs", '0', "Fotky: https://example.cz/hrozny/skvely?spatne=1"},
	{"cs", '0', "Podívejte se na www.skvely-obchod.cz"},
	{"cs", '0', "Psala jsem @hrozny_obchod."},
	{"cs", '0', "E-mail je super@skvely.cz"},
	{"de", '0', "Fotos: https://example.de/schlecht/super?toll=1"},
	{"de", '0', "Adresse: www.super-schlecht.de"},
	{"de", '0', "Ich habe @schlecht_laden geschrieben."},
	{"de", '0', "Die E-Mail ist super@wunderbar.de"},
	{"en", '0', "Pictures: https://example.com/terrible/great?awful=1"},
	{"en", '0', "See www.great-shop.com"},
	{"en", '0', "I wrote to @terrible_shop."},
	{"en", '0', "The e-mail is good@excellent.com"},
	{"es", '0', "Fotos: https://example.es/horrible/genial?malo=1"},
	{"es", '0', "Ver www.genial-tienda.es"},
	{"es", '0', "Escribí a @tienda_horrible."},
	{"es", '0', "El correo es genial@excelente.es"},
	{"fr", '0', "Photos : https://example.fr/horrible/parfait?nul=1"},
	{"fr", '0', "Voir www.parfait-magasin.fr"},
	{"fr", '0', "J'ai écrit à @magasin_horrible."},
	{"fr", '0', "L'adresse est super@parfait.fr"},
	{"it", '0', "Foto: https://example.it/orribile/ottimo?pessimo=1"},
	{"it", '0', "Vedi www.ottimo-negozio.it"},
	{"it", '0', "Ho scritto a @pessimo_negozio."},
	{"it", '0', "La mail è super@ottimo.it"},
	{"pl", '0', "Zdjęcia: https://example.pl/okropny/swietny?zle=1"},
	{"pl", '0', "Zobacz www.swietny-sklep.pl"},
	{"pl", '0', "Napisałam do @okropny_sklep."},
	{"pl", '0', "Mail to super@swietny.pl"},
	{"ru", '0', "Фото: https://example.ru/ужас/отлично?плохо=1"},
	{"ru", '0', "Смотри www.отлично.рф"},
	{"ru", '0', "Писала @super_magazin."},
	{"ru", '0', "Почта super@otlichno.ru"},
	{"sk", '0', "Fotky: https://example.sk/hrozny/skvely?zle=1"},
	{"sk", '0', "Pozrite www.skvely-obchod.sk"},
	{"sk", '0', "Písala som @hrozny_obchod."},
	{"sk", '0', "E-mail je super@skvely.sk"},
	{"uk", '0', "Фото: https://example.ua/жах/чудово?погано=1"},
	{"uk", '0', "Дивіться www.чудово.укр"},
	{"uk", '0', "Писала @super_magazyn."},
	{"uk", '0', "Пошта super@chudovo.ua"}
};

static VocChunk chunk;
static VocClauseScore scores[VOC_CHUNK_TOKENS];

static VocSentiment
judge(const Row *row)
{
	VocScorer	scorer;
	VocSentiment result;
	VocReader	reader;

	voc_reader_init(&reader, row->text, strlen(row->text), NULL);
	voc_scorer_begin(&scorer, row->language, NULL);
	while (voc_reader_next(&reader, &chunk))
		voc_scorer_chunk(&scorer, &chunk, row->text, scores);
	voc_scorer_end(&scorer, &result);
	return result;
}

/* Is the result what was expected, after a row with that score? */
static bool
is_expected(char expected, const VocSentiment *result, float before)
{
	switch (expected)
	{
		case '+':
			return result->label == VOC_LABEL_POSITIVE;
		case '-':
			return result->label == VOC_LABEL_NEGATIVE;
		case 'm':
			return result->label == VOC_LABEL_MIXED;
		case '0':
			return result->label == VOC_LABEL_NEUTRAL ||
				result->label == VOC_LABEL_NONE;
		case 'n':
			return result->label != VOC_LABEL_POSITIVE;
		case 'p':
			return result->label != VOC_LABEL_NEGATIVE;
		case '>':
			return result->score > before + SAME;
		case '<':
			return result->score < before - SAME;
		case 'w':
			return result->score < before / 2;
		case '=':
			return fabs(result->score - before) <= SAME;
	}
	return false;
}

static void
check_rows(const char *rule, const Row *rows, size_t nrows)
{
	float		before = 0;

	for (size_t i = 0; i < nrows; i++)
	{
		const Row  *row = &rows[i];
		VocSentiment result = judge(row);
		const char *label = voc_label_name(result.label);

		if (!check_count(is_expected(row->expected, &result, before),
						 __FILE__, __LINE__))
			printf("%s, %s: \"%s\" is %s (%.3f after %.3f), not '%c'\n",
				   row->language, rule, row->text, label == NULL ? "none" : label,
				   result.score, before, row->expected);
		before = result.score;
	}
}

#define check_rule(rule) \
	check_rows(#rule, rule, sizeof(rule) / sizeof((rule)[0]))

int
main(void)
{
	check_rule(plain_words);
	check_rule(parts_of_words);
	check_rule(negation_before);
	check_rule(negation_with_words_between);
	check_rule(blame_after_negated_praise_stays_blame);
	check_rule(negators_that_go_together);
	check_rule(litotes);
	check_rule(negation_behind);
	check_rule(negated_saying);
	check_rule(the_reach_of_a_negator_ends_with_its_clause);
	check_rule(sentence_adverbs_do_not_stop_a_negator);
	check_rule(not_yet);
	check_rule(negating_prefix);
	check_rule(strengthening_prefix);
	check_rule(degree);
	check_rule(contrast);
	check_rule(negators_around_a_contrast_word);
	check_rule(wishes_and_conditions);
	check_rule(hopes);
	check_rule(questions);
	check_rule(comparison);
	check_rule(too_much);
	check_rule(not_too_much_is_no_reproach);
	check_rule(absent_problem);
	check_rule(absent_problem_with_agreeing_negators);
	check_rule(not_without_faults);
	check_rule(solved_problem);
	check_rule(unsolved_problem);
	check_rule(thanks_that_close_a_text);
	check_rule(capitals_and_exclamation_marks);
	check_rule(elongation);
	check_rule(emoji);
	check_rule(ratings_in_digits);
	check_rule(stars_out_of_so_many);
	check_rule(stars_as_signs);
	check_rule(ratings_that_go_on);
	check_rule(ratings_in_words);
	check_rule(numbers_that_rate_nothing);
	check_rule(headings);
	check_rule(headings_and_what_is_lacking);
	check_rule(lines_with_a_sign);
	check_rule(mixed_is_not_neutral);
	check_rule(spelling);
	check_rule(markup_carries_nothing);
	check_rule(links_and_names_carry_nothing);
	return check_end("rules");
}
