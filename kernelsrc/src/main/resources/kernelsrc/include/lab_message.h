/* SPDX-License-Identifier: Apache-2.0 */
/* A buffer that user access fills or empties, with bytes around it that nobody may touch. */
#ifndef LAB_MESSAGE_H
#define LAB_MESSAGE_H

#include <lab_user.h>

#define MESSAGE_BYTES	208
#define MESSAGE_GUARD	16

struct message {
	u8 before[MESSAGE_GUARD];
	u8 bytes[MESSAGE_BYTES];
	u8 after[MESSAGE_GUARD];
};

static struct message message;

/* An address whose first so many bytes are there. */
static inline unsigned long lab_user_edge(unsigned long bytes)
{
	return LAB_USER_BASE + LAB_USER_SIZE - bytes;
}

static inline void setup_message(unsigned long args[6], unsigned long user, unsigned long length)
{
	u8 *byte = (u8 *)&message;
	unsigned long i;

	lab_boot();
	lab_fill_user();
	for (i = 0; i < sizeof(message); i++)
		WRITE_ONCE(byte[i], i * 5 + 1);
	args[0] = (unsigned long)message.bytes;
	args[1] = user;
	args[2] = length;
}

static inline unsigned long digest_bytes(unsigned long hash, const u8 *bytes, unsigned long n)
{
	unsigned long i;

	for (i = 0; i < n; i++)
		hash = lab_mix(hash, bytes[i]);
	return hash;
}

/* The result and the whole buffer, guards included. */
static inline unsigned long digest_message(unsigned long result)
{
	return digest_bytes(lab_mix(0, result), (const u8 *)&message, sizeof(message));
}

/* The result and what is in the last bytes of user memory. */
static inline unsigned long digest_user_edge(unsigned long result, unsigned long bytes)
{
	unsigned long hash;

	stac();
	hash = digest_bytes(lab_mix(0, result), (const u8 *)lab_user_edge(bytes), bytes);
	clac();
	return hash;
}

#endif
