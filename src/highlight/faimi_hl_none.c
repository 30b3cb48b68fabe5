/*
 * In place of the tables that are made of Rouge, where there is no Rouge: no
 * language is known.
 */

#include "faimi_hl_ops.h"


const faimi_hl_tables_t  faimi_hl_tables;
