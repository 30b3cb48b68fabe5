/*
 * Values of YAML, of templates and of Ruby: a tag and a union, passed by value.
 * Their texts, arrays and maps belong to the arena that they were made in; once
 * handed out they do not change, so values may be shared without copies.
 */

#ifndef FAIMI_VALUE_H
#define FAIMI_VALUE_H

#include "faimi_buf.h"


typedef enum {
    FAIMI_NIL = 0,
    FAIMI_BOOL,
    FAIMI_INT,
    FAIMI_FLOAT,
    FAIMI_STRING,
    FAIMI_DATE,       /* a day without time: Ruby's Date */
    FAIMI_TIME,       /* a moment, with the offset it was written in */
    FAIMI_RANGE,      /* first..last, both included */
    FAIMI_ARRAY,
    FAIMI_MAP,        /* ordered as Ruby's Hash */
    FAIMI_OBJECT,     /* computed members: Liquid's drops */
    FAIMI_BIGINT      /* an integer beyond 64 bits: its digits, as a string */
} faimi_type_t;


typedef struct faimi_array_s  faimi_array_t;
typedef struct faimi_map_s    faimi_map_t;
typedef struct faimi_value_s  faimi_value_t;


typedef struct {
    int64_t   sec;      /* since 1970-01-01T00:00:00Z; a date: its midnight */
    int32_t   nsec;
    int32_t   offset : 18;  /* seconds east of UTC */
    uint32_t  zone : 8;     /* its abbreviation: faimi_tz_text(); 0: none */
    uint32_t  utc : 1;      /* Ruby's Time#utc?: prints UTC, not +0000 */
    uint32_t  local : 1;    /* written without a zone: faimi_tz_value() */
} faimi_time_t;


typedef struct {
    int64_t  first, last;
} faimi_range_t;


typedef struct faimi_class_s  faimi_class_t;


/* Two objects are the same where their data are. */
typedef struct {
    const faimi_class_t  *class;
    void                 *data;
} faimi_object_t;


/* What an object can do.  A class is constant, or made for one rendering:
 * then `context` is what its objects need to know of that rendering, so that
 * an object itself is no more than its data. */
struct faimi_class_s {
    const char      *name;   /* the class's name in Ruby: "Jekyll::Page" */

    /* The member `key`, or nil; results live in `arena`. */
    faimi_value_t  (*get)(faimi_object_t object, faimi_slice_t key,
                          faimi_arena_t *arena);

    /* The names of its members, an array of strings; NULL: none to list. */
    faimi_value_t  (*keys)(faimi_object_t object, faimi_arena_t *arena);

    /* As text in an output; NULL: its name. */
    faimi_slice_t  (*text)(faimi_object_t object, faimi_arena_t *arena);

    void            *context;
};


struct faimi_value_s {
    faimi_type_t  type;

    union {
        bool             boolean;
        int64_t          integer;
        double           number;
        faimi_slice_t    string;    /* FAIMI_STRING and FAIMI_BIGINT */
        faimi_time_t     time;      /* FAIMI_DATE and FAIMI_TIME */
        faimi_range_t    range;
        faimi_array_t   *array;
        faimi_map_t     *map;
        faimi_object_t   object;
    } u;
};


#define FAIMI_V_NIL  ((faimi_value_t) { .type = FAIMI_NIL })
#define FAIMI_V_BOOL(x)   \
    ((faimi_value_t) { .type = FAIMI_BOOL, .u.boolean = (x) })
#define FAIMI_V_INT(x)    \
    ((faimi_value_t) { .type = FAIMI_INT, .u.integer = (x) })
#define FAIMI_V_FLOAT(x)  \
    ((faimi_value_t) { .type = FAIMI_FLOAT, .u.number = (x) })
#define FAIMI_V_STRING(x) \
    ((faimi_value_t) { .type = FAIMI_STRING, .u.string = (x) })
#define FAIMI_V_ARRAY(x) \
    ((faimi_value_t) { .type = FAIMI_ARRAY, .u.array = (x) })
#define FAIMI_V_MAP(x)  ((faimi_value_t) { .type = FAIMI_MAP, .u.map = (x) })
#define FAIMI_V_OBJECT(c, d) \
    ((faimi_value_t) { .type = FAIMI_OBJECT, .u.object = { (c), (d) } })


/* Ruby's ==: 1 == 1.0, arrays and maps by content, objects by identity.
 * Nesting is bounded by how deep values can be (FAIMI_MAX_YAML_DEPTH). */
bool faimi_value_eq(faimi_value_t a, faimi_value_t b);

/* Ruby's <=>: false where the two do not compare (two types, or NaN).  Times
 * compare as moments, arrays element by element. */
bool faimi_value_order(faimi_value_t a, faimi_value_t b, int *order);

/* An integer by its decimal digits, which may have a sign before them.  What
 * fits 64 bits is a FAIMI_INT, so that two types never stand for one number. */
faimi_value_t faimi_value_integer(faimi_arena_t *arena, faimi_slice_t digits);

/* Whether it is an integer of any size, or a float; as a double, 0 for others.
 * One that is larger than any double is infinite. */
bool faimi_value_is_number(faimi_value_t v);
double faimi_value_number(faimi_value_t v);

/* Everything but nil and false is true. */
bool faimi_value_truthy(faimi_value_t v);

/* The name of the type, for messages: "string", "list", "map". */
const char *faimi_value_type(faimi_value_t v);

#endif
