/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 3.11: an access ends below the thread's addr_limit, or is refused. get_user(), put_user() and the copies
 * are out of line and check for themselves; only a __copy of a constant size is inline.
 */

#include <linux/uaccess/sized.h>

/* The end may not be beyond the limit, and the sum may not wrap. */
static __always_inline bool access_ok(const void __user *addr, unsigned long size)
{
	unsigned long limit = current_thread_info()->addr_limit, end;

	return !__builtin_add_overflow((unsigned long)addr, size, &end) && end <= limit;
}

/*
 * __get_user_N takes the address in rax and leaves the error there and the value in rdx; no other register
 * changes. __put_user_N takes the value in rax, the address in rcx, and uses rbx.
 */
#define get_user(x, ptr) ({							\
	int err__;								\
	unsigned long val__;							\
	uaccess_might_fault();							\
	__asm__ __volatile__("call __get_user_%c3"				\
			     : "=a" (err__), "=d" (val__)			\
			     : "0" (ptr), "i" (sizeof(*(ptr))) : "cc");		\
	(x) = (__typeof__(*(ptr)))val__;					\
	err__;									\
})

#define put_user(x, ptr) ({							\
	unsigned long ret__ = (unsigned long)(__typeof__(*(ptr)))(x);		\
	uaccess_might_fault();							\
	__asm__ __volatile__("call __put_user_%c2"				\
			     : "+a" (ret__)					\
			     : "c" (ptr), "i" (sizeof(*(ptr))) : "rbx", "memory", "cc"); \
	(int)ret__;								\
})

/* The bytes that were not copied. Of a copy from user memory they are zero in the destination. */
static __always_inline unsigned long copy_user_generic(void *to, const void *from, unsigned int len)
{
	unsigned int left;

	__asm__ __volatile__(ALTERNATIVE_2("call copy_user_generic_unrolled",
					   "call copy_user_generic_string", X86_FEATURE_REP_GOOD,
					   "call copy_user_enhanced_fast_string", X86_FEATURE_ERMS)
			     : "=a" (left), "+D" (to), "+S" (from), "+d" (len)
			     : : "rcx", "r8", "r9", "r10", "r11", "memory", "cc");
	return left;
}

unsigned long _copy_from_user(void *to, const void __user *from, unsigned int n);
unsigned long _copy_to_user(void __user *to, const void *from, unsigned int n);
unsigned long clear_user(void __user *to, unsigned long n);
unsigned long __clear_user(void __user *to, unsigned long n);
long strncpy_from_user(char *dst, const char __user *src, long count);
void copy_from_user_overflow(void);

/* What is not copied of one word counts whole, whatever part of it was there. */
#define __copy_word_from_user(to, from, type, suffix, size, errret) ({		\
	int left__ = 0;								\
	type word__;								\
	stac();									\
	__get_user_asm(word__, (const type __user *)(from), left__, suffix, size, errret); \
	clac();									\
	*(type *)(to) = word__;							\
	left__;									\
})

#define __copy_word_to_user(to, from, type, suffix, size, errret) ({		\
	int left__ = 0;								\
	stac();									\
	__put_user_asm(*(const type *)(from), (type __user *)(to), left__, suffix, size, errret); \
	clac();									\
	left__;									\
})

/* Two words of which the first has eight bytes; the second is left alone if that faults. */
#define __copy_two_words(copy_word, to, from, type, suffix, size) ({		\
	unsigned long both__ = copy_word(to, from, u64, "q", "q", 8 + sizeof(type)); \
	unlikely(both__)							\
		? both__							\
		: (unsigned long)copy_word((u8 *)(to) + 8, (const u8 *)(from) + 8, \
					   type, suffix, size, sizeof(type));	\
})

/* Either way: a size that the compiler knows and has an instruction for, or two, is copied here. */
#define __copy_user_nocheck(copy_word, to, from, n) ({				\
	unsigned long rest__;							\
	switch (__builtin_constant_p(n) ? (n) : 0) {				\
	case 1:									\
		rest__ = copy_word(to, from, u8, "b", "b", 1);			\
		break;								\
	case 2:									\
		rest__ = copy_word(to, from, u16, "w", "w", 2);			\
		break;								\
	case 4:									\
		rest__ = copy_word(to, from, u32, "l", "k", 4);			\
		break;								\
	case 8:									\
		rest__ = copy_word(to, from, u64, "q", "q", 8);			\
		break;								\
	case 10:								\
		rest__ = __copy_two_words(copy_word, to, from, u16, "w", "w");	\
		break;								\
	case 16:								\
		rest__ = __copy_two_words(copy_word, to, from, u64, "q", "q");	\
		break;								\
	default:								\
		rest__ = copy_user_generic(to, from, n);			\
	}									\
	rest__;									\
})

static __always_inline unsigned long
__copy_from_user_nocheck(void *to, const void __user *from, unsigned int n)
{
	return __copy_user_nocheck(__copy_word_from_user, to, from, n);
}

static __always_inline unsigned long
__copy_to_user_nocheck(void __user *to, const void *from, unsigned int n)
{
	return __copy_user_nocheck(__copy_word_to_user, to, from, n);
}

/* From where a fault may not sleep; the caller has checked the address, here and below. */
static __always_inline unsigned long
__copy_from_user_inatomic(void *to, const void __user *from, unsigned int n)
{
	return __copy_from_user_nocheck(to, from, n);
}

static __always_inline unsigned long
__copy_to_user_inatomic(void __user *to, const void *from, unsigned int n)
{
	return __copy_to_user_nocheck(to, from, n);
}

static __always_inline unsigned long
__copy_from_user(void *to, const void __user *from, unsigned int n)
{
	uaccess_might_fault();
	return __copy_from_user_nocheck(to, from, n);
}

static __always_inline unsigned long
__copy_to_user(void __user *to, const void *from, unsigned int n)
{
	uaccess_might_fault();
	return __copy_to_user_nocheck(to, from, n);
}

static __always_inline unsigned long
copy_from_user(void *to, const void __user *from, unsigned long n)
{
	unsigned long room = __builtin_object_size(to, 0);

	uaccess_might_fault();
	if (likely(room == -1UL || room >= n))
		n = _copy_from_user(to, from, n);
	else
		copy_from_user_overflow();
	return n;
}

static __always_inline unsigned long
copy_to_user(void __user *to, const void *from, unsigned int n)
{
	uaccess_might_fault();
	return _copy_to_user(to, from, n);
}
