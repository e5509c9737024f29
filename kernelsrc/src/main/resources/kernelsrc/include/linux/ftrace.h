/* SPDX-License-Identifier: Apache-2.0 */
/* A function-graph tracer that does the least one can: it hooks entry and return, and notes both times. */
#ifndef LINUX_FTRACE_H
#define LINUX_FTRACE_H

#include <linux/types.h>

/* By rdtsc's clock, of the function that returned in that place, from 0. */
unsigned long ftrace_duration(unsigned int place);

#endif
