/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LINUX_HASH_H
#define LINUX_HASH_H

#include <linux/types.h>

/* 2^32 divided by the golden ratio: multiplying spreads neighbouring keys over the top bits. */
#define GOLDEN_RATIO_32	0x9E3779B9U

static __always_inline u32 hash_32(u32 val, unsigned int bits)
{
	return val * GOLDEN_RATIO_32 >> (32 - bits);
}

#endif
