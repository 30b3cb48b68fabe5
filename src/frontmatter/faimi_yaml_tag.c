/*
 * What a tag means, by the node it stands at, as Psych's loader for data alone
 * takes it (psych/visitors/to_ruby.rb, with a restricted class loader): tags
 * that would make an object of a class are refused, all others that are not
 * known leave the node to its form.
 */

#include "faimi_yaml_int.h"


/* What of a tag has to fit. */
typedef enum {
    FAIMI_YAML_TAG_END = 0,
    FAIMI_YAML_TAG_WHOLE,
    FAIMI_YAML_TAG_BEGINNING,
    FAIMI_YAML_TAG_OF_CLASS      /* ":" and the name of a class may follow */
} faimi_yaml_tag_fit_t;


typedef struct {
    const char            *name;
    faimi_yaml_tag_fit_t   fit;
    faimi_yaml_tag_t       means;
} faimi_yaml_tag_row_t;


#define FAIMI_YAML_CORE  "tag:yaml.org,2002:"

#define WHOLE      FAIMI_YAML_TAG_WHOLE
#define BEGINNING  FAIMI_YAML_TAG_BEGINNING
#define OF_CLASS   FAIMI_YAML_TAG_OF_CLASS
#define REFUSED    FAIMI_YAML_TAG_REFUSED


/* In each table the first row that fits counts. */
static const faimi_yaml_tag_row_t  faimi_yaml_tag_scalars[] = {
    { "!binary", WHOLE, FAIMI_YAML_TAG_BINARY },
    { FAIMI_YAML_CORE "binary", WHOLE, FAIMI_YAML_TAG_BINARY },
    { "!str", OF_CLASS, FAIMI_YAML_TAG_STRING },
    { "!ruby/string", OF_CLASS, FAIMI_YAML_TAG_STRING },
    { FAIMI_YAML_CORE "str", WHOLE, FAIMI_YAML_TAG_STRING },
    { "!float", WHOLE, FAIMI_YAML_TAG_FLOAT },
    { FAIMI_YAML_CORE "float", WHOLE, FAIMI_YAML_TAG_FLOAT },
    { "!ruby/encoding", WHOLE, REFUSED },
    { "!ruby/class", WHOLE, FAIMI_YAML_TAG_CLASS },
    { "!ruby/module", WHOLE, FAIMI_YAML_TAG_CLASS },
    { "!ruby/object:BigDecimal", WHOLE, REFUSED },
    { "!ruby/object:DateTime", WHOLE, REFUSED },
    { "!ruby/object:Complex", WHOLE, REFUSED },
    { "!ruby/object:Rational", WHOLE, REFUSED },
    { "!ruby/regexp", WHOLE, REFUSED },
    { "!ruby/range", WHOLE, REFUSED },
    { "!ruby/sym", BEGINNING, REFUSED },
    { NULL, 0, 0 }
};


static const faimi_yaml_tag_row_t  faimi_yaml_tag_sequences[] = {
    { "!omap", WHOLE, FAIMI_YAML_TAG_OMAP },
    { FAIMI_YAML_CORE "omap", WHOLE, FAIMI_YAML_TAG_OMAP },
    { "!seq:", BEGINNING, REFUSED },
    { "!ruby/array:", BEGINNING, REFUSED },
    { NULL, 0, 0 }
};


static const faimi_yaml_tag_row_t  faimi_yaml_tag_mappings[] = {
    { "!str", OF_CLASS, FAIMI_YAML_TAG_STRING },
    { "!ruby/string", OF_CLASS, FAIMI_YAML_TAG_STRING },
    { FAIMI_YAML_CORE "str", WHOLE, FAIMI_YAML_TAG_STRING },
    { "!ruby/object:Hash", WHOLE, FAIMI_YAML_TAG_NONE },
    { "!ruby/objectHash", WHOLE, FAIMI_YAML_TAG_NONE },
    { "!ruby/object", BEGINNING, REFUSED },
    { "!ruby/struct", BEGINNING, REFUSED },
    { "!ruby/array:", BEGINNING, REFUSED },
    { "!ruby/range", WHOLE, REFUSED },
    { "!ruby/exception", BEGINNING, REFUSED },
    { "!ruby/hash-with-ivars", WHOLE, FAIMI_YAML_TAG_ELEMENTS },
    { "!ruby/hash-with-ivars:", BEGINNING, REFUSED },
    { "!ruby/hash:", BEGINNING, REFUSED },
    { "!ruby/marshalable:", BEGINNING, REFUSED },
    { "!map:", BEGINNING, REFUSED },
    { "!set", WHOLE, REFUSED },
    { FAIMI_YAML_CORE "set", WHOLE, REFUSED },
    { "!omap", WHOLE, REFUSED },
    { FAIMI_YAML_CORE "omap", WHOLE, REFUSED },
    { NULL, 0, 0 }
};


/* Sets *means if the row fits.  The name of a class after ":" is refused; an
 * empty one is none. */
static bool
faimi_yaml_tag_fits(const faimi_yaml_tag_row_t *row, faimi_slice_t tag,
    faimi_yaml_tag_t *means)
{
    faimi_slice_t  rest;

    if (!faimi_slice_starts(tag, faimi_slice_str(row->name))) {
        return false;
    }

    rest = faimi_slice_sub(tag, strlen(row->name), tag.len);
    *means = row->means;

    switch (row->fit) {
    case FAIMI_YAML_TAG_BEGINNING:
        return true;
    case FAIMI_YAML_TAG_OF_CLASS:
        *means = (rest.len > 1) ? REFUSED : row->means;
        return rest.len == 0 || rest.data[0] == ':';
    default:
        return rest.len == 0;
    }
}


faimi_yaml_tag_t
faimi_yaml_tag(yaml_event_type_t type, faimi_slice_t tag)
{
    faimi_yaml_tag_t             means;
    const faimi_yaml_tag_row_t  *row;

    row = (type == YAML_SCALAR_EVENT) ? faimi_yaml_tag_scalars
          : (type == YAML_SEQUENCE_START_EVENT) ? faimi_yaml_tag_sequences
          : faimi_yaml_tag_mappings;

    for ( /* void */ ; row->fit != FAIMI_YAML_TAG_END; row++) {
        if (faimi_yaml_tag_fits(row, tag, &means)) {
            return means;
        }
    }

    return FAIMI_YAML_TAG_NONE;
}
