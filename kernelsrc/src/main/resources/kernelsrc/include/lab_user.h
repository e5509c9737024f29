/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAB_USER_H
#define LAB_USER_H

#include <lab.h>
#include <linux/uaccess.h>

/* Two pages of user memory that the machine maps; the page after them is absent. */
#define LAB_USER_BASE	0x7f0000000000UL
#define LAB_USER_SIZE	0x2000UL

/* Bytes that tell their address, at both ends of the two pages. */
static inline void lab_fill_user(void)
{
	u8 *user = (u8 *)LAB_USER_BASE;
	unsigned long i;

	stac();
	for (i = 0; i < 256; i++) {
		WRITE_ONCE(user[i], i * 7 + 3);
		WRITE_ONCE(user[LAB_USER_SIZE - 1 - i], i * 11 + 5);
	}
	clac();
}

#endif
