/* SPDX-License-Identifier: Apache-2.0 */
/* One access without a check, where the fix-up is code: it sets the error and returns to the next instruction. */

#define __get_user_asm(x, addr, err, suffix, size, errret)			\
	__asm__ __volatile__("1:	mov" suffix " %2,%" size "1\n"		\
		     "2:\n\t"							\
		     ".pushsection .fixup,\"ax\"\n"				\
		     "3:	movl %3,%0\n\t"					\
		     "xorl %k1,%k1\n\t"					\
		     "jmp 2b\n\t"						\
		     ".popsection\n\t"						\
		     _ASM_EXTABLE(1b, 3b)					\
		     : "+r" (err), "=r" (x)					\
		     : "m" (*(addr)), "i" (errret))

#define __put_user_asm(x, addr, err, suffix, size, errret)			\
	__asm__ __volatile__("1:	mov" suffix " %" size "2,%1\n"		\
		     "2:\n\t"							\
		     ".pushsection .fixup,\"ax\"\n"				\
		     "3:	movl %3,%0\n\t"					\
		     "jmp 2b\n\t"						\
		     ".popsection\n\t"						\
		     _ASM_EXTABLE(1b, 3b)					\
		     : "+r" (err), "=m" (*(addr))				\
		     : "r" (x), "i" (errret))

/* 0 and the value, or -EFAULT and zero. */
#define DEFINE_GET_USER_NOCHECK(type, suffix, size)				\
static __always_inline int __get_user_##type(type *val, const type __user *ptr)	\
{										\
	type got;								\
	int err = 0;								\
										\
	__get_user_asm(got, ptr, err, suffix, size, -EFAULT);			\
	*val = got;								\
	return err;								\
}

/* 0, or -EFAULT. */
#define DEFINE_PUT_USER_NOCHECK(type, suffix, size)				\
static __always_inline int __put_user_##type(type val, type __user *ptr)	\
{										\
	int err = 0;								\
										\
	__put_user_asm(val, ptr, err, suffix, size, -EFAULT);			\
	return err;								\
}
