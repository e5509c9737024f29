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

/* What lab_fill_user() has put there; 0 where it puts nothing, and where there is no page. */
static inline u8 lab_user_byte(unsigned long address)
{
	unsigned long i = address - LAB_USER_BASE;

	if (i < 256)
		return i * 7 + 3;
	if (i < LAB_USER_SIZE && LAB_USER_SIZE - 1 - i < 256)
		return (LAB_USER_SIZE - 1 - i) * 11 + 5;
	return 0;
}

/* Whether user memory holds that byte; where there is no page there is nothing to hold. */
static inline bool lab_user_holds(unsigned long address, u8 byte)
{
	bool holds = true;

	stac();
	if (address < LAB_USER_BASE + LAB_USER_SIZE)
		holds = *(const volatile u8 *)address == byte;
	clac();
	return holds;
}

#endif
