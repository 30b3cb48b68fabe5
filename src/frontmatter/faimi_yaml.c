/*
 * YAML by libyaml's events into values, as Psych builds them.
 *
 * libyaml takes its memory from malloc and knows no context to leave by, so a
 * document is read in a run of its own: whatever ends the run, the parser and
 * the event in hand are freed after it.
 *
 * An alias shares the value of its anchor.  What it stands for is counted all
 * the same, with its depth, so that a document of a few lines cannot unfold
 * into more than the limits let a plain one be.
 */

#include <stdarg.h>
#include <stdio.h>

#include <yaml.h>

#include "faimi_frontmatter.h"
#include "faimi_scalar.h"
#include "faimi_yaml_int.h"


/* A value with what it costs: its nodes, aliases in it unfolded, and levels of
 * nesting. */
typedef struct {
    faimi_value_t  value;
    size_t         nodes;
    unsigned       levels;
    bool           open;     /* an anchor whose collection is being read */
    size_t         children; /* written in a collection, keys too */
    faimi_value_t  first;    /* of them */
    faimi_value_t  last;
} faimi_yaml_node_t;


typedef struct {
    yaml_parser_t        parser;
    yaml_event_t         event;
    bool                 held;      /* there is an event */
    faimi_arena_t       *arena;
    faimi_slice_t        source;
    faimi_slice_t        file;
    size_t               first;     /* the line of the file of line 0 here */
    faimi_error_t       *err;
    faimi_map_t         *anchors;   /* name -> index of nodes */
    faimi_yaml_node_t  **nodes;
    size_t               n;
    size_t               cap;
    size_t               count;     /* nodes so far, aliases unfolded */
    unsigned             depth;
    faimi_value_t        value;     /* of the document */
} faimi_yaml_t;


static faimi_yaml_node_t faimi_yaml_node(faimi_yaml_t *y);


static void faimi_yaml_fail(faimi_yaml_t *y, yaml_mark_t mark,
    const char *fmt, ...)
    __attribute__((noreturn, format(printf, 3, 4)));


/* Ends the run with an error at the place of a mark. */
static void
faimi_yaml_fail(faimi_yaml_t *y, yaml_mark_t mark, const char *fmt, ...)
{
    char     text[sizeof(((faimi_error_t *) NULL)->message)];
    va_list  args;

    va_start(args, fmt);
    (void) vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);

    (void) faimi_error_set(y->err, y->file, y->first + mark.line,
                           mark.column + 1, "%s", text);
    faimi_guard_raise(faimi_arena_guard(y->arena), FAIMI_ERROR);
}


/* The place of byte `offset`, or of the end of the text, as a mark. */
static yaml_mark_t
faimi_yaml_place(const faimi_yaml_t *y, size_t offset)
{
    yaml_mark_t  mark;

    faimi_error_locate(y->source, offset, &mark.line, &mark.column);
    mark.index = offset;
    mark.line--;
    mark.column--;

    return mark;
}


/* Ends the run with what libyaml complains of. */
static void
faimi_yaml_refuse(faimi_yaml_t *y)
{
    yaml_mark_t    mark, end;
    faimi_slice_t  text;

    mark = y->parser.problem_mark;

    if (y->parser.error == YAML_MEMORY_ERROR) {
        faimi_guard_raise(faimi_arena_guard(y->arena), FAIMI_NOMEM);
    }

    /* what is no text has only an offset */
    if (y->parser.error == YAML_READER_ERROR) {
        mark = faimi_yaml_place(y, y->parser.problem_offset);
    }

    /* to libyaml every text ends with a newline */
    end = faimi_yaml_place(y, y->source.len);
    mark = (mark.line > end.line) ? end : mark;

    text = faimi_yaml_problem(y->arena, &y->parser, y->first);
    faimi_yaml_fail(y, mark, "%.*s", FAIMI_FMT(text));
}


/* The next event; the one before it is given back. */
static void
faimi_yaml_next(faimi_yaml_t *y)
{
    if (y->held) {
        yaml_event_delete(&y->event);
        y->held = false;
    }

    if (!yaml_parser_parse(&y->parser, &y->event)) {
        faimi_yaml_refuse(y);
    }

    y->held = true;
}


/* libyaml's text goes with its event: what is kept is copied. */
static faimi_slice_t
faimi_yaml_copy(faimi_yaml_t *y, const yaml_char_t *text)
{
    return (text == NULL) ? FAIMI_EMPTY
                          : faimi_arena_copy(y->arena,
                                       faimi_slice_str((const char *) text));
}


/* Counts nodes and levels below this one. */
static void
faimi_yaml_spend(faimi_yaml_t *y, yaml_mark_t mark, size_t nodes,
    unsigned levels)
{
    y->count += nodes;

    if (y->count > FAIMI_MAX_YAML_NODES) {
        faimi_yaml_fail(y, mark, "more than %d values, aliases counted for "
                        "all they stand for: split the file",
                        FAIMI_MAX_YAML_NODES);
    }

    if (y->depth + levels > FAIMI_MAX_YAML_DEPTH) {
        faimi_yaml_fail(y, mark, "nested deeper than %d levels",
                        FAIMI_MAX_YAML_DEPTH);
    }
}


/* Notes an anchor, if there is one; a later one of that name replaces it. */
static faimi_yaml_node_t *
faimi_yaml_anchor(faimi_yaml_t *y, const yaml_char_t *name)
{
    faimi_yaml_node_t  *node;

    if (name == NULL) {
        return NULL;
    }

    if (y->n == y->cap) {
        y->nodes = faimi_arena_grow(y->arena, y->nodes, y->n, &y->cap,
                                    sizeof(faimi_yaml_node_t *));
    }

    node = faimi_alloc(y->arena, sizeof(faimi_yaml_node_t));
    node->open = true;
    faimi_map_set(y->arena, y->anchors, faimi_yaml_copy(y, name),
                  FAIMI_V_INT((int64_t) y->n));
    y->nodes[y->n++] = node;

    return node;
}


/* An alias to what is not yet whole would make a circle, which nothing that
 * walks values expects. */
static faimi_yaml_node_t
faimi_yaml_alias(faimi_yaml_t *y)
{
    const char           *name;
    yaml_mark_t           mark;
    faimi_yaml_node_t    *node;
    const faimi_value_t  *index;

    mark = y->event.start_mark;
    name = (const char *) y->event.data.alias.anchor;
    index = faimi_map_get(y->anchors, faimi_slice_str(name));

    if (index == NULL) {
        faimi_yaml_fail(y, mark, "no anchor \"&%s\" before this alias", name);
    }

    node = y->nodes[index->u.integer];

    if (node->open) {
        faimi_yaml_fail(y, mark, "alias \"*%s\" stands inside of what it "
                        "names", name);
    }

    faimi_yaml_spend(y, mark, node->nodes, node->levels);

    return *node;
}


/* The tag of the event in hand, or "". */
static faimi_slice_t
faimi_yaml_tag_of(const faimi_yaml_t *y)
{
    const yaml_char_t  *tag;

    switch (y->event.type) {
    case YAML_SCALAR_EVENT:
        tag = y->event.data.scalar.tag;
        break;
    case YAML_SEQUENCE_START_EVENT:
        tag = y->event.data.sequence_start.tag;
        break;
    default:
        tag = y->event.data.mapping_start.tag;
        break;
    }

    return (tag == NULL) ? FAIMI_EMPTY : faimi_slice_str((const char *) tag);
}


/* What it means.  Jekyll refuses objects of Ruby, too. */
static faimi_yaml_tag_t
faimi_yaml_meaning(faimi_yaml_t *y)
{
    faimi_slice_t     tag;
    faimi_yaml_tag_t  means;

    tag = faimi_yaml_tag_of(y);
    means = faimi_yaml_tag(y->event.type, tag);

    if (means == FAIMI_YAML_TAG_REFUSED) {
        faimi_yaml_fail(y, y->event.start_mark, "tag %.*s makes an object of "
                        "Ruby, which is not allowed", FAIMI_FMT(tag));
    }

    return means;
}


/* A scalar with a tag that has a meaning. */
static faimi_value_t
faimi_yaml_tagged(faimi_yaml_t *y, faimi_yaml_tag_t means, faimi_slice_t text)
{
    faimi_value_t  v;

    switch (means) {
    case FAIMI_YAML_TAG_STRING:
        return FAIMI_V_STRING(text);

    case FAIMI_YAML_TAG_BINARY:
        return FAIMI_V_STRING(faimi_yaml_base64(y->arena, text));

    case FAIMI_YAML_TAG_FLOAT:
        v = faimi_scalar_to_float(y->arena, text);

        if (v.type != FAIMI_FLOAT) {
            faimi_yaml_fail(y, y->event.start_mark, "\"%.*s\" is no number, "
                            "as its tag says", FAIMI_FMT(text));
        }

        return v;

    case FAIMI_YAML_TAG_CLASS:
        if (text.len > 0) {
            faimi_yaml_fail(y, y->event.start_mark, "a class of Ruby is no "
                            "value of a page: take the tag out");
        }

        return FAIMI_V_NIL;

    default:
        return faimi_scalar_resolve(y->arena, text);
    }
}


/* Quoted it is a string; else its tag, or else its form, says what it is. */
static faimi_yaml_node_t
faimi_yaml_scalar(faimi_yaml_t *y)
{
    yaml_event_t       *event;
    faimi_slice_t       text;
    faimi_yaml_tag_t    means;
    faimi_yaml_node_t   node, *anchor;

    event = &y->event;
    text = faimi_arena_copy(y->arena,
                     faimi_slice((const char *) event->data.scalar.value,
                                 event->data.scalar.length));

    memset(&node, 0, sizeof(faimi_yaml_node_t));
    node.nodes = 1;
    faimi_yaml_spend(y, event->start_mark, 1, 0);
    means = faimi_yaml_meaning(y);
    anchor = faimi_yaml_anchor(y, event->data.scalar.anchor);
    node.value = event->data.scalar.quoted_implicit
                 ? FAIMI_V_STRING(text) : faimi_yaml_tagged(y, means, text);

    if (anchor != NULL) {
        *anchor = node;
    }

    return node;
}


/* Adds what a child is and costs to its collection. */
static void
faimi_yaml_adopt(faimi_yaml_node_t *node, const faimi_yaml_node_t *child)
{
    node->nodes += child->nodes;
    node->first = (node->children++ == 0) ? child->value : node->first;
    node->last = child->value;

    if (child->levels + 1 > node->levels) {
        node->levels = child->levels + 1;
    }
}


/* sequence = start { node } end */
static faimi_yaml_node_t
faimi_yaml_sequence(faimi_yaml_t *y)
{
    faimi_yaml_node_t  node, child, *anchor;

    memset(&node, 0, sizeof(faimi_yaml_node_t));
    node.nodes = 1;
    node.levels = 1;
    node.value = FAIMI_V_ARRAY(faimi_array_create(y->arena));
    anchor = faimi_yaml_anchor(y, y->event.data.sequence_start.anchor);

    for ( ;; ) {
        faimi_yaml_next(y);

        if (y->event.type == YAML_SEQUENCE_END_EVENT) {
            break;
        }

        child = faimi_yaml_node(y);
        faimi_yaml_adopt(&node, &child);
        faimi_array_push(y->arena, node.value.u.array, child.value);
    }

    if (anchor != NULL) {
        *anchor = node;
    }

    return node;
}


/* omap = start { collection } end: of each collection the first child is a key
 * and the last one its value, whatever else there is. */
static faimi_yaml_node_t
faimi_yaml_omap(faimi_yaml_t *y)
{
    yaml_mark_t        mark;
    faimi_yaml_node_t  node, child, *anchor;

    memset(&node, 0, sizeof(faimi_yaml_node_t));
    node.nodes = 1;
    node.levels = 1;
    node.value = FAIMI_V_MAP(faimi_map_create(y->arena));
    anchor = faimi_yaml_anchor(y, y->event.data.sequence_start.anchor);

    for ( ;; ) {
        faimi_yaml_next(y);

        if (y->event.type == YAML_SEQUENCE_END_EVENT) {
            break;
        }

        mark = y->event.start_mark;
        child = (y->event.type == YAML_ALIAS_EVENT)
                ? (faimi_yaml_node_t) { .children = 0 } : faimi_yaml_node(y);

        if (child.children == 0) {
            faimi_yaml_fail(y, mark, "an item of an ordered map is \"key: "
                            "value\"");
        }

        faimi_yaml_adopt(&node, &child);
        faimi_map_put(y->arena, node.value.u.map, child.first, child.last);
    }

    if (anchor != NULL) {
        *anchor = node;
    }

    return node;
}


/* All pairs of `from` over those of `map`. */
static void
faimi_yaml_merge_map(faimi_yaml_t *y, faimi_map_t *map,
    const faimi_map_t *from)
{
    size_t  i;

    for (i = 0; i < from->n; i++) {
        faimi_map_put(y->arena, map, from->pairs[i].key,
                      from->pairs[i].value);
    }
}


/* A list of maps: the first one that has a key gives it. */
static bool
faimi_yaml_merge_list(faimi_yaml_t *y, faimi_map_t *map,
    const faimi_array_t *list)
{
    size_t        i;
    faimi_map_t  *all;

    all = faimi_map_create(y->arena);

    for (i = list->n; i > 0; i--) {
        if (list->items[i - 1].type != FAIMI_MAP) {
            return false;
        }

        faimi_yaml_merge_map(y, all, list->items[i - 1].u.map);
    }

    faimi_yaml_merge_map(y, map, all);

    return true;
}


/* Whether the event in hand is the key "<<", which !!str makes a plain one. */
static bool
faimi_yaml_is_merge(const faimi_yaml_t *y)
{
    const char  *value, *tag;

    if (y->event.type != YAML_SCALAR_EVENT) {
        return false;
    }

    value = (const char *) y->event.data.scalar.value;
    tag = (const char *) y->event.data.scalar.tag;

    return strcmp(value, "<<") == 0
           && (tag == NULL || strcmp(tag, YAML_STR_TAG) != 0);
}


/* The value of the key "<<": a map, or a list of maps written in place, goes
 * over the pairs so far (as in Psych; in YAML earlier pairs would win). False:
 * it is neither. */
static bool
faimi_yaml_merge(faimi_yaml_t *y, faimi_map_t *map, faimi_value_t v,
    bool listed)
{
    if (v.type == FAIMI_MAP) {
        faimi_yaml_merge_map(y, map, v.u.map);
        return true;
    }

    return listed && v.type == FAIMI_ARRAY
           && faimi_yaml_merge_list(y, map, v.u.array);
}


/* pair = node node, whose first event is read */
static void
faimi_yaml_pair(faimi_yaml_t *y, faimi_yaml_node_t *map)
{
    bool               merge, listed;
    faimi_yaml_node_t  key, child;

    merge = faimi_yaml_is_merge(y);
    key = faimi_yaml_node(y);
    faimi_yaml_adopt(map, &key);

    faimi_yaml_next(y);
    listed = y->event.type == YAML_SEQUENCE_START_EVENT;
    child = faimi_yaml_node(y);
    faimi_yaml_adopt(map, &child);

    if (!merge || !faimi_yaml_merge(y, map->value.u.map, child.value, listed))
    {
        faimi_map_put(y->arena, map->value.u.map, key.value, child.value);
    }
}


/* The name of a variable that Ruby would set on a string. */
static bool
faimi_yaml_is_variable(faimi_value_t key)
{
    size_t         i;
    faimi_slice_t  s;

    s = (key.type == FAIMI_STRING) ? key.u.string : FAIMI_EMPTY;
    s = faimi_slice_starts(s, FAIMI_SLICE("@")) ? faimi_slice_sub(s, 1, s.len)
                                                : s;

    for (i = 0; i < s.len; i++) {
        if (!faimi_is_word(s.data[i]) && !faimi_is_high(s.data[i])) {
            return false;
        }
    }

    return s.len > 0 && !faimi_is_digit(s.data[0]);
}


/* A map that stands for a string: its member "str"; others would be variables
 * of it. */
static faimi_value_t
faimi_yaml_string(faimi_yaml_t *y, yaml_mark_t mark, const faimi_map_t *map)
{
    bool                  good;
    size_t                i;
    const faimi_value_t  *v;

    v = faimi_map_get(map, FAIMI_SLICE("str"));
    good = map->n == (v != NULL) || (v != NULL && v->type == FAIMI_STRING);

    for (i = 0; i < map->n; i++) {
        good = good && faimi_yaml_is_variable(map->pairs[i].key);
    }

    if (!good) {
        faimi_yaml_fail(y, mark, "this map is no string, as its tag says: "
                        "take the tag out");
    }

    return (v == NULL) ? FAIMI_V_NIL : *v;
}


/* What the tag of a whole mapping makes of it. */
static faimi_value_t
faimi_yaml_map_value(faimi_yaml_t *y, yaml_mark_t mark,
    faimi_yaml_tag_t means, faimi_value_t map)
{
    const faimi_value_t  *v;

    if (means == FAIMI_YAML_TAG_STRING) {
        return faimi_yaml_string(y, mark, map.u.map);
    }

    if (means != FAIMI_YAML_TAG_ELEMENTS) {
        return map;
    }

    v = faimi_map_get(map.u.map, FAIMI_SLICE("elements"));

    if (v != NULL && v->type != FAIMI_MAP) {
        faimi_yaml_fail(y, mark, "\"elements\" is no map, as the tag says");
    }

    return (v == NULL) ? FAIMI_V_MAP(faimi_map_create(y->arena)) : *v;
}


/* mapping = start { pair } end */
static faimi_yaml_node_t
faimi_yaml_mapping(faimi_yaml_t *y, faimi_yaml_tag_t means)
{
    yaml_mark_t        mark;
    faimi_yaml_node_t  node, *anchor;

    memset(&node, 0, sizeof(faimi_yaml_node_t));
    node.nodes = 1;
    node.levels = 1;
    node.value = FAIMI_V_MAP(faimi_map_create(y->arena));
    mark = y->event.start_mark;
    anchor = faimi_yaml_anchor(y, y->event.data.mapping_start.anchor);

    for ( ;; ) {
        faimi_yaml_next(y);

        if (y->event.type == YAML_MAPPING_END_EVENT) {
            break;
        }

        faimi_yaml_pair(y, &node);
    }

    node.value = faimi_yaml_map_value(y, mark, means, node.value);

    if (anchor != NULL) {
        *anchor = node;
    }

    return node;
}


/* node = alias | scalar | sequence | mapping, whose first event is read */
static faimi_yaml_node_t
faimi_yaml_node(faimi_yaml_t *y)
{
    faimi_yaml_tag_t   means;
    faimi_yaml_node_t  node;

    if (y->event.type == YAML_ALIAS_EVENT) {
        return faimi_yaml_alias(y);
    }

    if (y->event.type == YAML_SCALAR_EVENT) {
        return faimi_yaml_scalar(y);
    }

    faimi_yaml_spend(y, y->event.start_mark, 1, 1);
    y->depth++;

    means = faimi_yaml_meaning(y);

    if (means == FAIMI_YAML_TAG_OMAP) {
        node = faimi_yaml_omap(y);

    } else if (y->event.type == YAML_SEQUENCE_START_EVENT) {
        node = faimi_yaml_sequence(y);

    } else {
        node = faimi_yaml_mapping(y, means);
    }

    y->depth--;

    return node;
}


/* stream = start [ document-start node ... ]: what follows the first document
 * is not looked at. */
static faimi_rc_t
faimi_yaml_run(void *data)
{
    faimi_yaml_t  *y = data;

    y->anchors = faimi_map_create(y->arena);

    faimi_yaml_next(y);
    faimi_yaml_next(y);

    if (y->event.type == YAML_STREAM_END_EVENT) {
        return FAIMI_OK;
    }

    faimi_yaml_next(y);
    y->value = faimi_yaml_node(y).value;
    faimi_yaml_next(y);

    return FAIMI_OK;
}


faimi_rc_t
faimi_yaml_parse(faimi_arena_t *arena, faimi_slice_t yaml, faimi_slice_t file,
    size_t first, faimi_value_t *value, faimi_error_t *err)
{
    faimi_rc_t    rc;
    faimi_yaml_t  y;

    memset(&y, 0, sizeof(faimi_yaml_t));
    y.arena = arena;
    y.source = yaml;
    y.file = file;
    y.first = first;
    y.err = err;

    if (!yaml_parser_initialize(&y.parser)) {
        faimi_guard_raise(faimi_arena_guard(arena), FAIMI_NOMEM);
    }

    yaml = (yaml.len == 0) ? FAIMI_EMPTY : yaml;
    yaml_parser_set_input_string(&y.parser,
                                 (const unsigned char *) yaml.data, yaml.len);
    rc = faimi_guard_run(faimi_arena_guard(arena), faimi_yaml_run, &y);

    if (y.held) {
        yaml_event_delete(&y.event);
    }

    yaml_parser_delete(&y.parser);

    if (rc == FAIMI_NOMEM) {
        faimi_guard_raise(faimi_arena_guard(arena), FAIMI_NOMEM);
    }

    if (rc == FAIMI_OK) {
        *value = y.value;
    }

    return rc;
}
