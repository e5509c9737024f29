/* SPDX-License-Identifier: Apache-2.0 */
/* The shortest user access there is, all of it inline: what surrounds it is then what a check costs. */

static __always_inline bool access_ok(const void __user *addr, unsigned long size)
{
	unsigned long limit = current_thread_info()->addr_limit;

	return size <= limit && (unsigned long)addr <= limit - size;
}

static __always_inline int get_user_u32(u32 *val, const u32 __user *ptr)
{
	int err;

	uaccess_might_fault();
	if (unlikely(!access_ok(ptr, sizeof(*ptr)))) {
		*val = 0;
		return -EFAULT;
	}
	stac();
	err = __get_user_u32(val, ptr);
	clac();
	return err;
}

#define get_user(x, ptr)	get_user_u32(&(x), ptr)

/* In assembly: a loop in C would become a call of memset(), and the copy would be no leaf. */
static __always_inline void clear_tail(void *to, unsigned long n)
{
	__asm__ __volatile__("rep stosb" : "+D" (to), "+c" (n) : "a" (0) : "memory");
}

/* Enhanced rep movsb: the count that is left at a fault is the remainder. */
static __always_inline unsigned long copy_user_rep(void *to, const void __user *from, unsigned long n)
{
	__asm__ __volatile__("1:	rep movsb\n"
			     "2:\n\t"
			     _ASM_EXTABLE(1b, 2b)
			     : "+D" (to), "+S" (from), "+c" (n) : : "memory");
	return n;
}

/* A word at a time; a word that faults is tried again by bytes, so the remainder is exact. */
static __always_inline unsigned long copy_user_words(void *to, const void __user *from, unsigned long n)
{
	const u8 __user *src = from;
	u8 *dst = to, byte;
	u64 word;

	for (; n >= sizeof(word); n -= sizeof(word)) {
		if (unlikely(__get_user_u64(&word, (const u64 __user *)src)))
			break;
		*(u64 *)dst = word;
		src += sizeof(word);
		dst += sizeof(word);
	}
	for (; n; n--) {
		if (unlikely(__get_user_u8(&byte, src)))
			break;
		*dst++ = byte;
		src++;
	}
	return n;
}

/* The bytes that could not be copied; they are zero in the destination. */
#define DEFINE_COPY_FROM_USER(name, copy)						\
static __always_inline unsigned long name(void *to, const void __user *from, unsigned long n) \
{											\
	unsigned long left = n;								\
											\
	uaccess_might_fault();								\
	if (likely(access_ok(from, n))) {						\
		stac();									\
		left = copy(to, from, n);						\
		clac();									\
	}										\
	if (unlikely(left))								\
		clear_tail((u8 *)to + (n - left), left);				\
	return left;									\
}

DEFINE_COPY_FROM_USER(copy_from_user, copy_user_rep)
DEFINE_COPY_FROM_USER(copy_from_user_by_words, copy_user_words)
