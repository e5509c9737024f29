/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One access without a check, where the exception table says what a fix-up does. There is no code for it: the
 * handler sets the error and clears the value, which is therefore in rax; a store leaves by asm goto.
 */

/* 0 and the value, or -EFAULT and zero. */
#define DEFINE_GET_USER_NOCHECK(type, suffix, size)				\
static __always_inline int __get_user_##type(type *val, const type __user *ptr)	\
{										\
	type got;								\
	int err = 0;								\
										\
	__asm__ __volatile__("1:	mov" suffix " %2,%" size "1\n"		\
		     "2:\n\t"							\
		     _ASM_EXTABLE_TYPE_REG(1b, 2b,				\
					   EX_TYPE_EFAULT_REG | EX_FLAG_CLEAR_AX, "%k0") \
		     : "+r" (err), "=a" (got)					\
		     : "m" (*ptr));						\
	*val = got;								\
	return err;								\
}

/* 0, or -EFAULT. */
#define DEFINE_PUT_USER_NOCHECK(type, suffix, size)				\
static __always_inline int __put_user_##type(type val, type __user *ptr)	\
{										\
	__asm__ goto("1:	mov" suffix " %" size "0,%1\n\t"			\
		     _ASM_EXTABLE_UA(1b, %l[fault])				\
		     : : "r" (val), "m" (*ptr) : "memory" : fault);		\
	return 0;								\
fault:										\
	return -EFAULT;								\
}
