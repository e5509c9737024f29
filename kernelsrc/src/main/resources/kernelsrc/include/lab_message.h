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

/* Where the access was asked to read or write, and how many bytes. */
static unsigned long message_user, message_length;

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
	message_user = user;
	message_length = length;
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

/* What setup_message() has put into the buffer at that place. */
static inline u8 message_byte(unsigned long i)
{
	return (MESSAGE_GUARD + i) * 5 + 1;
}

/*
 * How many bytes of the buffer and of its guards are not what they must be: the first ones are the user's,
 * zeros follow them, and the rest is as it was.
 */
static inline unsigned long wrong_in_message(unsigned long copied, unsigned long cleared)
{
	const u8 *byte = (const u8 *)&message;
	unsigned long i, wrong = 0;

	for (i = 0; i < sizeof(message); i++) {
		unsigned long at = i - MESSAGE_GUARD;
		u8 right = i * 5 + 1;

		if (i >= MESSAGE_GUARD && at < copied)
			right = lab_user_byte(message_user + at);
		else if (i >= MESSAGE_GUARD && at < copied + cleared)
			right = 0;
		wrong += READ_ONCE(byte[i]) != right;
	}
	return wrong;
}

#endif
