# Sources that are made at build time, for the top Makefile and test/core.
#
#	VOC_SRC	where src is (default: src)
#	VOC_GEN	where the made files and the programs that make them go (default: the same)
#
# It defines VOC_GENERATED, the made sources, and VOC_GENERATORS, the programs.
# The programs run on the machine that builds, hence HOSTCC.

VOC_SRC ?= src
VOC_GEN ?= $(VOC_SRC)
HOSTCC ?= $(CC)
HOSTCFLAGS ?= -O2

VOC_GENERATED = $(VOC_GEN)/sentiment/lexicon_data.c \
	$(VOC_GEN)/language/words_data.c \
	$(VOC_GEN)/coding/codebook_data.c
VOC_GENERATORS = $(VOC_GEN)/sentiment/compile_lexicon \
	$(VOC_GEN)/language/compile_words \
	$(VOC_GEN)/coding/embed_codebook

VOC_LEXICONS = $(sort $(wildcard $(VOC_SRC)/sentiment/lexicon/*.tsv))

# A frame begins with its topics; the first one is that of databases without
# a program of their own.
VOC_FRAMES = generic retail telecom hospitality software
VOC_FRAME_FILES = $(foreach f,$(VOC_FRAMES),$(VOC_SRC)/coding/codebook/$(f)/topics.tsv \
	$(sort $(filter-out %/topics.tsv,$(wildcard $(VOC_SRC)/coding/codebook/$(f)/*.tsv))))
VOC_HOST = $(filter-out %_sql.c,$(wildcard $(VOC_SRC)/text/*.c)) \
	$(VOC_SRC)/text/host/host.c
VOC_HOST_HEADERS = $(wildcard $(VOC_SRC)/text/*.h $(VOC_SRC)/text/host/*.h)

$(VOC_GEN)/sentiment/compile_lexicon: \
		$(VOC_SRC)/sentiment/lexicon/compile.c $(VOC_SRC)/sentiment/entry.c \
		$(VOC_HOST) $(VOC_HOST_HEADERS) $(VOC_SRC)/sentiment/lexicon.h \
		$(VOC_SRC)/sentiment/entry.h
	@mkdir -p $(@D)
	$(HOSTCC) $(HOSTCFLAGS) -o $@ $< $(VOC_SRC)/sentiment/entry.c $(VOC_HOST) \
		-lutf8proc

$(VOC_GEN)/sentiment/lexicon_data.c: $(VOC_GEN)/sentiment/compile_lexicon \
		$(VOC_LEXICONS)
	$< $(foreach f,$(VOC_LEXICONS),$(basename $(notdir $f))=$f) > $@.tmp
	mv $@.tmp $@

$(VOC_GEN)/language/compile_words: \
		$(VOC_SRC)/language/words/compile.c $(VOC_HOST) \
		$(VOC_HOST_HEADERS) $(VOC_SRC)/language/words.h
	@mkdir -p $(@D)
	$(HOSTCC) $(HOSTCFLAGS) -o $@ $< $(VOC_HOST) -lutf8proc

$(VOC_GEN)/language/words_data.c: $(VOC_GEN)/language/compile_words \
		$(VOC_SRC)/language/words/words.tsv
	$< $(VOC_SRC)/language/words/words.tsv > $@.tmp
	mv $@.tmp $@

$(VOC_GEN)/coding/embed_codebook: \
		$(VOC_SRC)/coding/codebook/embed.c $(VOC_SRC)/coding/pattern.c \
		$(VOC_HOST) $(VOC_HOST_HEADERS) $(VOC_SRC)/coding/pattern.h \
		$(VOC_SRC)/coding/codebook.h $(VOC_SRC)/coding/frame.h
	@mkdir -p $(@D)
	$(HOSTCC) $(HOSTCFLAGS) -o $@ $< $(VOC_SRC)/coding/pattern.c $(VOC_HOST) \
		-lutf8proc

$(VOC_GEN)/coding/codebook_data.c: $(VOC_GEN)/coding/embed_codebook \
		$(VOC_FRAME_FILES)
	$< $(VOC_FRAME_FILES) > $@.tmp
	mv $@.tmp $@
