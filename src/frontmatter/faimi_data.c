/*
 * Which reader a data file gets.
 */

#include "faimi_csv.h"
#include "faimi_data.h"
#include "faimi_frontmatter.h"


typedef faimi_rc_t (*faimi_data_pt)(faimi_arena_t *arena,
    faimi_slice_t source, faimi_slice_t file, faimi_value_t *value,
    faimi_error_t *err);


typedef struct {
    const char     *ending;
    faimi_data_pt   parse;
} faimi_data_format_t;


static faimi_rc_t faimi_data_yaml(faimi_arena_t *arena, faimi_slice_t source,
    faimi_slice_t file, faimi_value_t *value, faimi_error_t *err);
static faimi_rc_t faimi_data_csv(faimi_arena_t *arena, faimi_slice_t source,
    faimi_slice_t file, faimi_value_t *value, faimi_error_t *err);
static faimi_rc_t faimi_data_tsv(faimi_arena_t *arena, faimi_slice_t source,
    faimi_slice_t file, faimi_value_t *value, faimi_error_t *err);


static const faimi_data_format_t  faimi_data_formats[] = {
    { ".yml", faimi_data_yaml },
    { ".yaml", faimi_data_yaml },
    { ".json", faimi_data_yaml },
    { ".csv", faimi_data_csv },
    { ".tsv", faimi_data_tsv },
    { NULL, NULL }
};


static faimi_rc_t
faimi_data_yaml(faimi_arena_t *arena, faimi_slice_t source,
    faimi_slice_t file, faimi_value_t *value, faimi_error_t *err)
{
    return faimi_yaml_parse(arena, source, file, 1, value, err);
}


static faimi_rc_t
faimi_data_csv(faimi_arena_t *arena, faimi_slice_t source, faimi_slice_t file,
    faimi_value_t *value, faimi_error_t *err)
{
    return faimi_csv_parse(arena, source, file, ',', value, err);
}


static faimi_rc_t
faimi_data_tsv(faimi_arena_t *arena, faimi_slice_t source, faimi_slice_t file,
    faimi_value_t *value, faimi_error_t *err)
{
    return faimi_csv_parse(arena, source, file, '\t', value, err);
}


/* The reader for a file's ending, or NULL. */
static faimi_data_pt
faimi_data_reader(faimi_slice_t file)
{
    size_t                      dot;
    faimi_slice_t               ending;
    const faimi_data_format_t  *row;

    dot = faimi_slice_rfind_char(file, '.');
    ending = faimi_slice_sub(file, dot, file.len);

    for (row = faimi_data_formats; row->ending != NULL; row++) {
        if (faimi_slice_eq(ending, faimi_slice_str(row->ending))) {
            break;
        }
    }

    return row->parse;
}


bool
faimi_data_is(faimi_slice_t file)
{
    return faimi_data_reader(file) != NULL;
}


faimi_rc_t
faimi_data_parse(faimi_arena_t *arena, faimi_slice_t source,
    faimi_slice_t file, faimi_value_t *value, faimi_error_t *err)
{
    faimi_data_pt  parse;

    parse = faimi_data_reader(file);

    if (parse == NULL) {
        return faimi_error_set(err, file, 0, 0, "no data file: its name must "
                               "end in .yml, .yaml, .json, .csv or .tsv");
    }

    return parse(arena, source, file, value, err);
}
