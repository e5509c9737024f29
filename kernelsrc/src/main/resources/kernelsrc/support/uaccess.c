// SPDX-License-Identifier: Apache-2.0
/* The parts of user access that are C: what a copy does after a fault, and what goes by words of its own. */
#include <linux/uaccess.h>

#ifdef CONFIG_UACCESS_ADDR_LIMIT

/* How often a copy was refused because its destination is too small. */
unsigned long copy_overflows;

__cold void copy_from_user_overflow(void)
{
	copy_overflows++;
}

/*
 * The fast copy faulted with so many bytes to go. One at a time until one is not there; then zeros for the
 * rest, as far as the destination takes them: it does not where it is what faulted.
 */
__cold unsigned long copy_user_handle_tail(u8 *to, u8 *from, unsigned int left)
{
	unsigned int unset;
	u8 byte;

	for (; left; left--) {
		if (__get_user_u8(&byte, from++))
			break;
		if (__put_user_u8(byte, to))
			break;
		to++;
	}
	for (unset = left; unset; unset--)
		if (__put_user_u8(0, to++))
			break;
	clac();
	return left;
}

/* Whole words, then the bytes after them; of a word that faults no byte counts as cleared. */
unsigned long __clear_user(void __user *to, unsigned long n)
{
	u64 __user *word = to;
	u8 __user *byte;

	uaccess_might_fault();
	stac();
	for (; n >= sizeof(*word); n -= sizeof(*word))
		if (unlikely(__put_user_u64(0, word++)))
			goto out;
	for (byte = (u8 __user *)word; n; n--)
		if (unlikely(__put_user_u8(0, byte++)))
			break;
out:
	clac();
	return n;
}

unsigned long clear_user(void __user *to, unsigned long n)
{
	return access_ok(to, n) ? __clear_user(to, n) : n;
}

/* The user's bytes from there up to the limit. */
static __always_inline unsigned long user_room(const char __user *src)
{
	unsigned long limit = current_thread_info()->addr_limit;

	return (unsigned long)src < limit ? limit - (unsigned long)src : 0;
}

#else

static __always_inline unsigned long user_room(const char __user *src)
{
	return (unsigned long)src < USER_PTR_MAX ? USER_PTR_MAX - (unsigned long)src : 0;
}

#endif

#define ONES	0x0101010101010101UL
#define HIGHS	0x8080808080808080UL

/* The high bit of each byte that is zero; above the lowest of them other bits may be set too. */
static __always_inline unsigned long zero_bytes(unsigned long word)
{
	return (word - ONES) & ~word & HIGHS;
}

/* With the user's pages open: the length, count if there is no zero byte, or -EFAULT. */
static __always_inline long
do_strncpy_from_user(char *dst, const char __user *src, unsigned long count, unsigned long room)
{
	unsigned long max = count < room ? count : room, done = 0, zeros;
	u64 word;
	u8 byte;

	while (max - done >= sizeof(word)) {
		if (__get_user_u64(&word, (const u64 __user *)(src + done)))
			break;
		*(u64 *)(dst + done) = word;
		zeros = zero_bytes(word);
		if (zeros)
			return done + (__builtin_ctzl(zeros) >> 3);
		done += sizeof(word);
	}
	for (; done < max; done++) {
		if (__get_user_u8(&byte, (const u8 __user *)(src + done)))
			return -EFAULT;
		dst[done] = byte;
		if (!byte)
			return done;
	}
	return done == count ? (long)done : -EFAULT;
}

/* The length of the string, or count without a zero byte behind it, or -EFAULT. */
long strncpy_from_user(char *dst, const char __user *src, long count)
{
	unsigned long room;
	long length;

	uaccess_might_fault();
	if (unlikely(count <= 0))
		return 0;
	room = user_room(src);
	if (unlikely(!room))
		return -EFAULT;
	stac();
	length = do_strncpy_from_user(dst, src, count, room);
	clac();
	return length;
}
