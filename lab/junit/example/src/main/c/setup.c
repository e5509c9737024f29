#include <lab.h>
#include "table.h"

static struct node second = { 19, 42, 0 };
static struct node first = { 3, 41, &second };
static struct table table = { .buckets = { [3] = &first } };

/* The key is the second one of its bucket. */
void make(unsigned long args[6])
{
	lab_boot();
	args[0] = (unsigned long)&table;
	args[1] = 19;
}
