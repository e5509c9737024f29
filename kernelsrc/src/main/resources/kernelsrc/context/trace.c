// SPDX-License-Identifier: Apache-2.0
/* The record of a scenario. An interrupt may write to it between any two instructions. */
#include <lab_context.h>

char lab_trace_text[LAB_TRACE_SIZE];
unsigned int lab_values[LAB_VALUES];
unsigned int lab_nr_values;

static unsigned int trace_length;

void lab_trace_init(void)
{
	unsigned int i;

	for (i = 0; i < LAB_TRACE_SIZE; i++)
		WRITE_ONCE(lab_trace_text[i], 0);
	trace_length = 0;
	lab_nr_values = 0;
}

void lab_trace(char what)
{
	unsigned int at = __atomic_fetch_add(&trace_length, 1, __ATOMIC_RELAXED);

	if (at < LAB_TRACE_SIZE - 1)
		lab_trace_text[at] = what;
}

void lab_value(unsigned int value)
{
	unsigned int at = __atomic_fetch_add(&lab_nr_values, 1, __ATOMIC_RELAXED);

	if (at < LAB_VALUES)
		lab_values[at] = value;
}

unsigned long lab_digest_trace(unsigned long result)
{
	unsigned long hash = lab_mix(trace_length, result);
	unsigned int i;

	for (i = 0; i < LAB_TRACE_SIZE; i++)
		hash = lab_mix(hash, lab_trace_text[i]);
	return hash;
}
