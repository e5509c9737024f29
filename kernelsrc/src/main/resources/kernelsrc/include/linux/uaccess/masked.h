/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Today: there is no limit to look up. An address beyond the user's is replaced by that of the page behind
 * the last one, which is never there, so that a bad pointer faults like an absent page.
 */

#include <linux/uaccess/sized.h>

#define USER_PTR_MAX	USER_DS

/* Without a branch that the CPU could speculate past. */
#define mask_user_address(ptr)	((__typeof__(ptr))__mask_user_address((unsigned long)(ptr)))

static __always_inline unsigned long __mask_user_address(unsigned long addr)
{
	__asm__("cmpq %1,%0\n\t"
		"cmovaq %1,%0"
		: "+r" (addr) : "r" (USER_PTR_MAX) : "cc");
	return addr;
}

static __always_inline bool access_ok(const void __user *addr, unsigned long size)
{
	unsigned long end = (unsigned long)addr + size;

	return end <= USER_PTR_MAX && end >= (unsigned long)addr;
}

#define get_user(x, ptr) ({						\
	__typeof__(ptr) masked__;					\
	uaccess_might_fault();						\
	masked__ = mask_user_address(ptr);				\
	__get_user(x, masked__);					\
})

#define put_user(x, ptr) ({						\
	__typeof__(ptr) masked__;					\
	uaccess_might_fault();						\
	masked__ = mask_user_address(ptr);				\
	__put_user(x, masked__);					\
})

/*
 * The bytes that were not copied, in rcx. Where short rep movsb is not fast, a call with the same registers
 * stands in its place, which leaves all but rax, and r8 to r11, as rep movsb would.
 */
static __always_inline unsigned long copy_user_generic(void *to, const void *from, unsigned long len)
{
	stac();
	__asm__ __volatile__("1:	"
			     ALTERNATIVE("call rep_movs_alternative", "rep movsb", X86_FEATURE_FSRM)
			     "2:\n\t"
			     _ASM_EXTABLE_UA(1b, 2b)
			     : "+c" (len), "+D" (to), "+S" (from)
			     : : "rax", "r8", "r9", "r10", "r11", "memory", "cc");
	clac();
	return len;
}

static __always_inline unsigned long rep_stos_user(void __user *to, unsigned long n)
{
	stac();
	__asm__ __volatile__("1:	"
			     ALTERNATIVE("call rep_stos_alternative", "rep stosb", X86_FEATURE_FSRS)
			     "2:\n\t"
			     _ASM_EXTABLE_UA(1b, 2b)
			     : "+c" (n), "+D" (to) : "a" (0) : "memory", "cc");
	clac();
	return n;
}

long strncpy_from_user(char *dst, const char __user *src, long count);

/* The caller has checked the address. What is not copied stays as it was in the destination. */
static __always_inline unsigned long
__copy_from_user_inatomic(void *to, const void __user *from, unsigned long n)
{
	return copy_user_generic(to, from, n);
}

static __always_inline unsigned long
__copy_to_user_inatomic(void __user *to, const void *from, unsigned long n)
{
	return copy_user_generic(to, from, n);
}

static __always_inline unsigned long
__copy_from_user(void *to, const void __user *from, unsigned long n)
{
	uaccess_might_fault();
	return copy_user_generic(to, from, n);
}

static __always_inline unsigned long
__copy_to_user(void __user *to, const void *from, unsigned long n)
{
	uaccess_might_fault();
	return copy_user_generic(to, from, n);
}

void *memset(void *to, int byte, unsigned long n);

/* What is not copied is zero in the destination. */
static __always_inline unsigned long
copy_from_user(void *to, const void __user *from, unsigned long n)
{
	unsigned long left;

	uaccess_might_fault();
	left = copy_user_generic(to, mask_user_address(from), n);
	if (unlikely(left))
		memset((u8 *)to + (n - left), 0, left);
	return left;
}

static __always_inline unsigned long
copy_to_user(void __user *to, const void *from, unsigned long n)
{
	uaccess_might_fault();
	return copy_user_generic(mask_user_address(to), from, n);
}

static __always_inline unsigned long __clear_user(void __user *to, unsigned long n)
{
	uaccess_might_fault();
	return rep_stos_user(to, n);
}

static __always_inline unsigned long clear_user(void __user *to, unsigned long n)
{
	return access_ok(to, n) ? __clear_user(to, n) : n;
}
