/* SPDX-License-Identifier: Apache-2.0 */
/* What the copies of a request have in common: the request, its set-up, and the digest of both. */
#ifndef LAB_REQUEST_H
#define LAB_REQUEST_H

#include <lab_user.h>
#include <linux/irqflags.h>

struct request {
	u32 length;
	u8 payload[64];
};

static struct request request;
static unsigned long request_user;

#define REQUEST_BYTES	61

static void setup_request(unsigned long args[6], unsigned long from)
{
	unsigned int i;

	lab_boot();
	lab_fill_user();
	request.length = 0;
	for (i = 0; i < sizeof(request.payload); i++)
		request.payload[i] = 0xa5;
	args[0] = (unsigned long)&request;
	request_user = from;
	args[1] = from;
	args[2] = REQUEST_BYTES;
}

static unsigned long digest_request(unsigned long result)
{
	/* The functions return an int: the upper half of rax is not theirs. */
	unsigned long hash = lab_mix((u32)result, request.length);
	unsigned int i;

	for (i = 0; i < sizeof(request.payload); i++)
		hash = lab_mix(hash, request.payload[i]);
	return hash;
}

/* The user's bytes as far as they are there, zeros up to the request's end, and the rest as it was. */
static unsigned long wrong_in_request(void)
{
	unsigned long i, wrong = request.length != REQUEST_BYTES;

	for (i = 0; i < sizeof(request.payload); i++) {
		u8 right = i < REQUEST_BYTES ? lab_user_byte(request_user + i) : 0xa5;

		wrong += READ_ONCE(request.payload[i]) != right;
	}
	return wrong;
}

/* A copy from a kernel address copies nothing, and user pages are closed after it. */
#define wrong_when_refused(copy)							\
({											\
	static u8 nowhere[8];								\
	unsigned long left = copy(nowhere, (const void __user *)&request, sizeof(nowhere)); \
											\
	(left != sizeof(nowhere)) + (native_save_fl() >> 18 & 1); /* AC */		\
})

/* A request that says it is longer than there is room for is cut, and writes nothing behind itself. */
static unsigned long wrong_when_too_long(int (*copy)(struct request *request, const void __user *from,
						     unsigned long length))
{
	static struct {
		struct request request;
		u8 after[8];
	} guarded;
	unsigned long wrong = 0, i;

	for (i = 0; i < sizeof(guarded.after); i++)
		WRITE_ONCE(guarded.after[i], 0xa5);
	for (i = 64; i < 67; i++) {
		wrong += copy(&guarded.request, (const void __user *)LAB_USER_BASE, i) != 0;
		wrong += READ_ONCE(guarded.request.length) != 64;
		wrong += READ_ONCE(guarded.request.payload[63]) != lab_user_byte(LAB_USER_BASE + 63);
	}
	for (i = 0; i < sizeof(guarded.after); i++)
		wrong += READ_ONCE(guarded.after[i]) != 0xa5;
	return wrong;
}

#endif
