# ngx_faimi_module: see README.md.

CC      ?= cc
BUILD   ?= build
CFLAGS  ?= -O2 -g
WARN     = -std=gnu11 -Wall -Wextra -Werror
DIRS     = base frontmatter liquid markdown render site
INC      = $(DIRS:%=-Isrc/%)
LIBS     = -lcmark -lyaml -lpcre2-8 -lutf8proc -lcrypto

CORE     = $(shell sed -n '/^\(base\|frontmatter\|liquid\|markdown\|render\|site\)\//p' src/sources)
OBJS     = $(CORE:%.c=$(BUILD)/core/%.o)
UNITS    = $(patsubst t/unit/%.c,$(BUILD)/unit/%,$(wildcard t/unit/test_*.c))

all: $(BUILD)/libfaimi.a

$(BUILD)/libfaimi.a: $(OBJS)
	$(AR) rcs $@ $^

$(BUILD)/core/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(WARN) $(CFLAGS) $(INC) -MMD -c -o $@ $<

$(BUILD)/unit/%: t/unit/%.c $(BUILD)/libfaimi.a
	@mkdir -p $(@D)
	$(CC) $(WARN) $(CFLAGS) $(INC) -It/unit -o $@ $< $(BUILD)/libfaimi.a $(LIBS)

unit: $(UNITS)

-include $(OBJS:.o=.d)
