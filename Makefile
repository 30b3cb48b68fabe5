# ngx_faimi_module: README.md says what it is.
#
#   make                the module and the command line, in build/
#   make serve          content/ in NGINX on PORT (8080), live, until Ctrl-C
#   make test           every test but the longer ones below
#   make unit           the unit tests of the core
#   make spec           the examples in t/spec
#   make units          builds both of these, and runs none
#   make check-tree     the rules of the tree; circles of files, directions
#   make sanitize       the unit tests under ASan and UBSan
#   make sanitize-nginx the module's suites in NGINX under ASan and UBSan
#   make debug          the module with fail points, in build/debug
#   make stress         workers killed and reloads under load
#   make conformance    Jekyll and we over the same sites, texts and templates
#   make fuzz           each fuzzer for FUZZ_TIME (60) seconds
#   make bench          pages, Liquid and Markdown measured; HTTP against files
#   make bench-scale    what an edit costs in sites of up to 10,000 pages
#   make module         the module alone
#   make cli            the command line alone
#   make deps           installs the packages that building and tests take
#   make install        both, below DESTDIR
#   make clean          removes build/
#   make help           this list
#
# BUILD, CC, CFLAGS and LDFLAGS are what they always are; V=1 shows commands.
# SASS=no leaves libsass out; without it that is found by its header.
# HIGHLIGHT=no leaves code without colours, as a machine without ruby-rouge
# does.
# NGINX_SRC=/path/to/nginx-1.x.y builds against that tree instead of Debian's
# nginx-dev, and the nginx binary too; tests and the server then use that one.

PORT       ?= 8080
CFLAGS     ?= -O2 -g -D_FORTIFY_SOURCE=2
LDFLAGS    ?= -Wl,-z,relro -Wl,-z,now
MODULESDIR ?= /usr/lib/nginx/modules
BINDIR     ?= /usr/bin

ifdef NGINX_SRC
BUILD      ?= build/$(notdir $(abspath $(NGINX_SRC)))
NGINX       = $(BUILD)/nginx/objs/nginx
GROUPS      = build source
else
BUILD      ?= build
NGINX      ?= /usr/sbin/nginx
GROUPS      = build nginx
endif

NGINX_TREE  = $(or $(NGINX_SRC),/usr/share/nginx/src)
MODULE      = $(BUILD)/ngx_faimi_module.so
FAIMI       = $(BUILD)/faimi
LIB         = $(BUILD)/libfaimi.a

WARN        = -std=gnu11 -Wall -Wextra -Werror
HARDEN      = -fPIC -fno-semantic-interposition -fstack-protector-strong
LIBS        = -lcmark -lyaml -lpcre2-8 -lutf8proc -lcrypto -lm

# Sass is there if libsass is; `config` asks the same for the module.
SASS       := $(or $(SASS),$(shell printf "\043include <sass/context.h>\n" \
    | $(CC) -E - > /dev/null 2>&1 && echo yes || echo no))

ifeq ($(SASS),no)
ABSENT      = src/sass/faimi_sass_child.c
else
ABSENT      = src/sass/faimi_sass_none.c
LIBS       += -lsass
endif

# Code is in colour if there is Rouge to make the tables of; one run of Ruby
# makes them for all builds.
HIGHLIGHT  := $(or $(HIGHLIGHT),\
    $(shell ruby -e 'require "rouge"' 2> /dev/null && echo yes || echo no))

ifeq ($(HIGHLIGHT),no)
TABLES      =
else
TABLES      = build/highlight/faimi_hl_tables.c
ABSENT     += src/highlight/faimi_hl_none.c
endif

# The core is every folder below src/ but nginx/.
SOURCES     = $(filter-out $(ABSENT),\
              $(addprefix src/,$(shell sed '/^[a-z]/!d' src/sources)))
HEADERS     = $(sort $(wildcard src/*/*.h src/*/*/*.h))
CORE        = $(filter-out src/nginx/%,$(SOURCES))
INC         = $(patsubst %/,-I%,$(sort $(dir $(CORE))))
COMPILE     = $(CC) $(WARN) $(HARDEN) $(CFLAGS) $(INC) -MMD -MP

OBJS        = $(CORE:src/%.c=$(BUILD)/core/%.o) \
              $(if $(TABLES),$(BUILD)/core/highlight/faimi_hl_tables.o)
CLI         = $(patsubst src/%.c,$(BUILD)/core/%.o,$(wildcard src/cli/*.c))
UNITS       = $(patsubst t/unit/%.c,$(BUILD)/unit/%,$(wildcard t/unit/test_*.c))
SPECS       = $(filter %_spec,$(UNITS))
SITES       = $(patsubst t/fuzz/%.c,$(BUILD)/fuzz/%.o,\
                         $(wildcard t/fuzz/site_*.c))
FUZZERS     = $(patsubst t/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard t/fuzz/fuzz_*.c))
BENCHES     = $(patsubst t/bench/%.c,$(BUILD)/%,$(wildcard t/bench/bench_*.c))
TOOLS       = $(patsubst t/tools/%.c,$(BUILD)/tools/%,$(wildcard t/tools/*.c))

NGINX_MAKE  = $(BUILD)/nginx/objs/Makefile
NGINX_FLAGS = $(HARDEN) $(CFLAGS)

# What the tests are told; all but the last are Test::Nginx's own names.
TEST_ENV    = TEST_NGINX_BINARY=$(abspath $(NGINX)) \
              TEST_NGINX_LOAD_MODULES=$(abspath $(MODULE)) \
              FAIMI_BUILD=$(abspath $(BUILD))
PROVE       = $(TEST_ENV) prove -It/lib/stand-in

# Builds beside the ordinary one: where a process can be stopped inside the
# zone, and with all that finds mistakes.
DEBUG       = -O1 -g -DFAIMI_DEBUG_FAIL_POINTS=1
SANITIZE    = $(DEBUG) -DFAIMI_DEBUG_ARENA -fno-omit-frame-pointer \
              -fsanitize=address,undefined -fno-sanitize-recover=all
ASAN        = BUILD=$(BUILD)/asan CFLAGS='$(SANITIZE)' \
              LDFLAGS='-fsanitize=address,undefined'
ASAN_UNITS  = $(UNITS:$(BUILD)/%=$(BUILD)/asan/%)
FUZZ_TIME  ?= 60

# The build without libsass and Rouge: what their absence changes.
BARE_UNITS  = $(addprefix $(BUILD)/bare/unit/,test_sass test_styles \
                                              test_highlight)

# To a running nginx this variable means sockets that it has inherited.
unexport NGINX

Q           = $(if $(V),,@)
MAKEFLAGS  += --no-builtin-rules --no-print-directory

ifeq ($(MAKELEVEL),0)
MAKEFLAGS  += -j$(shell nproc)
endif

.PHONY: all help deps module cli units serve test unit spec sanitize \
        asan-units asan-module bare-units sanitize-nginx debug check-tree \
        bench bench-scale conformance fuzz fuzzers stress install clean always
.DELETE_ON_ERROR:


all: module cli
module: $(MODULE)$(if $(NGINX_SRC), $(NGINX))
cli: $(FAIMI)
units: $(UNITS)

# The list at the top of this file.
help:
	@sed -n 's/^#   make/make/p' Makefile

deps:
	@t/tools/deps.sh install $(GROUPS) test


# The core and the command line.

build/highlight/faimi_hl_tables.c: $(wildcard src/highlight/*.rb) \
                                   src/highlight/faimi_hl_ops.h
	@mkdir -p $(@D)
	@echo ruby $@
	$(Q)ruby -W0 src/highlight/compile.rb $@.new --report $(@D)/left-out
	@mv $@.new $@

$(BUILD)/core/highlight/faimi_hl_tables.o: $(TABLES) $(BUILD)/core.flags
	@mkdir -p $(@D)
	@echo CC $<
	$(Q)$(COMPILE) -c -o $@ $<

$(LIB): $(OBJS)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

$(FAIMI): $(CLI) $(LIB)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/core/%.o: src/%.c $(BUILD)/core.flags
	@mkdir -p $(@D)
	@echo CC $<
	$(Q)$(COMPILE) -c -o $@ $<

$(BUILD)/unit/%: t/unit/%.c $(LIB) $(BUILD)/core.flags
	@mkdir -p $(@D)
	@echo CC $<
	$(Q)$(COMPILE) -It/unit -It/fuzz -o $@ $< $(filter %.o,$^) $(LIB) \
	    $(LDFLAGS) $(LIBS)

$(BUILD)/tools/%: t/tools/%.c $(LIB) $(BUILD)/core.flags
	@mkdir -p $(@D)
	@echo CC $<
	$(Q)$(COMPILE) -It/unit -o $@ $< $(LIB) $(LDFLAGS) $(LIBS)

# Preloaded into NGINX: system calls that fail.
$(BUILD)/%.so: t/stress/%.c
	@mkdir -p $(@D)
	@echo CC $<
	$(Q)$(CC) -std=gnu11 -Wall -Wextra -Werror -O2 -fPIC -shared -o $@ $<

$(BUILD)/bench_%: t/bench/bench_%.c $(LIB) $(BUILD)/core.flags
	@echo CC $<
	$(Q)$(COMPILE) -o $@ $< $(LIB) $(LDFLAGS) $(LIBS)

-include $(OBJS:.o=.d) $(CLI:.o=.d) $(SITES:.o=.d) $(UNITS:=.d) $(BENCHES:=.d) \
         $(TOOLS:=.d)


# The module, by NGINX's own build, in $(BUILD)/nginx.

$(NGINX_MAKE): $(TABLES) config src/sources t/tools/configure.sh \
               $(BUILD)/nginx.flags
	@echo configure $(NGINX_TREE)
	$(Q)SASS=$(SASS) HIGHLIGHT=$(HIGHLIGHT) \
	    HIGHLIGHT_TABLES=$(abspath $(TABLES)) \
	    LDFLAGS='$(LDFLAGS)' t/tools/configure.sh $(NGINX_TREE) \
	    $(BUILD)/nginx '$(NGINX_FLAGS)'

$(MODULE): ngx_faimi_module.c $(SOURCES) $(HEADERS) src/nginx/exports.map \
           $(NGINX_MAKE)
	@echo module $@
	@rm -f $(BUILD)/nginx/objs/$(@F)
	$(Q)$(MAKE) $(if $(V),,-s) -C $(BUILD)/nginx -f objs/Makefile modules
	@cp $(BUILD)/nginx/objs/$(@F) $@.new
	@mv $@.new $@

ifdef NGINX_SRC
$(NGINX): $(NGINX_MAKE)
	@echo nginx $@
	$(Q)$(MAKE) $(if $(V),,-s) -C $(BUILD)/nginx -f objs/Makefile binary
endif


# What objects depend on beside their sources, in files that change with it.

$(BUILD)/core.flags: always | $(BUILD)/packages
	@t/tools/update.sh $@ '$(COMPILE) SASS=$(SASS) HIGHLIGHT=$(HIGHLIGHT)'

$(BUILD)/nginx.flags: always
	@t/tools/update.sh $@ '$(CC) $(NGINX_FLAGS) $(LDFLAGS) SASS=$(SASS) \
	    HIGHLIGHT=$(HIGHLIGHT) $(NGINX_TREE) \
	    $(CURDIR) $(HEADERS)'


# Where packages are missing that is said at once, but others may do as well.

$(BUILD)/packages: .ci/packages
	@mkdir -p $(@D)
	@if t/tools/deps.sh check $(GROUPS); then touch $@; fi


# The two commands of README.md.

serve:
	@t/tools/deps.sh install $(GROUPS)
	@$(MAKE) module
	@t/tools/serve.pl $(NGINX) $(MODULE) $(PORT) content

test:
	@t/tools/deps.sh install $(GROUPS) test
	@$(MAKE) all units
	@$(MAKE) debug asan-units bare-units $(BUILD)/failing.so
	@$(PROVE) -r t $(UNITS) $(ASAN_UNITS) $(BARE_UNITS)


# Parts of the tests, and longer ones.

unit: $(filter-out $(SPECS),$(UNITS))
	@$(PROVE) $^

spec: $(SPECS)
	@$(PROVE) $^

check-tree: all
	@FAIMI_BUILD=$(BUILD) t/tools/check-tree.pl

sanitize: asan-units
	@$(PROVE) $(ASAN_UNITS)

asan-units:
	@$(MAKE) $(ASAN) units

bare-units:
	@$(MAKE) BUILD=$(BUILD)/bare SASS=no HIGHLIGHT=no CFLAGS=-O0 \
	    $(BARE_UNITS)

# The suites of the module under sanitizers, too, in Debian's NGINX.
sanitize-nginx: asan-module
	@$(TEST_ENV) TEST_NGINX_BINARY=$(abspath t/tools/nginx-asan.sh) \
	    TEST_NGINX_LOAD_MODULES=$(abspath $(BUILD)/asan)/$(notdir $(MODULE)) \
	    FAIMI_NGINX=$(abspath $(NGINX)) \
	    prove -It/lib/stand-in t t/live t/stress

asan-module:
	@ASAN_OPTIONS=detect_leaks=0 $(MAKE) $(ASAN) \
	    $(BUILD)/asan/$(notdir $(MODULE))

debug:
	@$(MAKE) BUILD=$(BUILD)/debug CFLAGS='$(DEBUG)' \
	    $(BUILD)/debug/$(notdir $(MODULE))

bench-scale: all
	@$(TEST_ENV) t/bench/scale.pl $(FAIMI)

stress: all debug $(BUILD)/failing.so
	@FAIMI_STRESS=1 $(PROVE) -v t/stress

bench: all $(BENCHES)
	@t/tools/deps.sh install bench
	@$(TEST_ENV) t/bench/http.pl $(BENCHES)

conformance: all $(TOOLS)
	@t/tools/deps.sh install conformance
	@FAIMI_CONFORMANCE=1 $(PROVE) -v t/conformance

fuzz:
	@t/tools/deps.sh install fuzz
	@$(MAKE) BUILD=$(BUILD)/fuzzing CC=clang \
	    CFLAGS='$(SANITIZE) -fsanitize=fuzzer-no-link' fuzzers

fuzzers: $(FUZZERS)
	@t/tools/fuzz.sh $(FUZZ_TIME) $^

$(BUILD)/fuzz/%: t/fuzz/%.c $(LIB)
	@mkdir -p $(@D)
	@echo CC $<
	$(Q)$(COMPILE) -fsanitize=fuzzer -o $@ $< $(filter %.o,$^) $(LIB) \
	    $(LDFLAGS) $(LIBS)

# Whole sites: what a fuzzer and a unit test share.
$(BUILD)/fuzz/fuzz_site $(BUILD)/unit/test_same: $(SITES)

$(BUILD)/fuzz/%.o: t/fuzz/%.c $(BUILD)/core.flags
	@mkdir -p $(@D)
	@echo CC $<
	$(Q)$(COMPILE) -c -o $@ $<


install: all
	install -D -m 644 $(MODULE) $(DESTDIR)$(MODULESDIR)/$(notdir $(MODULE))
	install -D -m 755 $(FAIMI) $(DESTDIR)$(BINDIR)/faimi

clean:
	rm -rf $(BUILD)
