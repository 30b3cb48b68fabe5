/*
 * What src/ruby/ offers: values, texts and times as Ruby treats them, which is
 * what templates, front matter and URLs of a Jekyll site rely on.
 */

#ifndef FAIMI_RUBY_H
#define FAIMI_RUBY_H

#include "faimi_base.h"
#include "faimi_case.h"
#include "faimi_dateparse.h"
#include "faimi_slug.h"
#include "faimi_strftime.h"
#include "faimi_tz.h"
#include "faimi_value_text.h"
#include "faimi_value_tree.h"

#endif
